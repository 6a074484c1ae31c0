"""A restore while others read and write: they see the old ledger or the new one, and nothing confirmed is lost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any, Self

import pytest

from tests.cli.keeping import Past, head, held, is_whole, titles, writer_on
from tests.cli.ledgers import environment
from tests.store.damage import query
from zizhao_cli.errors import MachineFault
from zizhao_cli.ledger import upkeep
from zizhao_cli.ledger.session import LedgerSession
from zizhao_cli.ledger.upkeep import restore
from zizhao_cli.store.backup.replace import ChangedMeanwhile, set_aside
from zizhao_cli.store.errors import LedgerBusy
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    from pathlib import Path

RESTORES = 5
Seen = tuple[int, str, int, int]


def seen_by(connection: sqlite3.Connection) -> Seen:
    """Return what tells one ledger from another, in four queries: a mixture of two is none of them."""
    count, last = connection.execute(
        "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    (versions,) = connection.execute("SELECT count(*) FROM hazard_version").fetchone()
    (hazards,) = connection.execute("SELECT count(*) FROM hazard").fetchone()
    assert connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    return count, last, versions, hazards


def state(path: Path) -> Seen:
    with closing(sqlite3.connect(path)) as connection:
        return seen_by(connection)


def again(past: Past, backup: Path) -> Path:
    """Restore at the real time, and return what was set aside."""
    session = LedgerSession(past.db, "陈科旭", date.today())  # noqa: DTZ011 - any day will do
    aside = restore(session, backup, force=True).aside
    assert aside is not None
    return aside


class Readers:
    """Two threads that read again and again: one opens the ledger each time, one keeps it open."""

    def __init__(self, ledger: Path) -> None:
        self.ledger = ledger
        self.seen: set[Seen] = set()
        self.troubles: list[Exception] = []
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=each) for each in (self.anew, self.kept_open)]

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def anew(self) -> None:
        try:
            while not self.ended.is_set():
                with reading(self.ledger) as connection:
                    self.seen.add(seen_by(connection))
        except Exception as problem:  # noqa: BLE001 - shown by the test
            self.troubles.append(problem)

    def kept_open(self) -> None:
        try:
            with closing(sqlite3.connect(self.ledger, isolation_level=None)) as connection:
                while not self.ended.is_set():
                    connection.execute("BEGIN")
                    self.seen.add(seen_by(connection))
                    connection.execute("COMMIT")
        except Exception as problem:  # noqa: BLE001 - shown by the test
            self.troubles.append(problem)


def test_readers_see_the_old_one_or_the_new_one(past: Past) -> None:
    states = {state(past.db)}
    with Readers(past.db) as readers:
        backup = past.backup
        for _ in range(RESTORES):
            backup = again(past, backup)
            states.add(state(past.db))
            time.sleep(0.05)
    assert readers.troubles == []
    assert readers.seen <= states
    assert len(readers.seen) > 1
    assert len(states) == RESTORES + 1
    assert is_whole(past.db)


def test_a_reader_in_the_midst_of_a_report_keeps_the_old_one(past: Past) -> None:
    """And sees the new one at its next question, over the same connection."""
    before = state(past.db)
    with closing(sqlite3.connect(past.db, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert seen_by(reader) == before
        done = subprocess.Popen(
            [sys.executable, "-m", "zizhao_cli", "db", "restore", str(past.backup)],
            env=environment(past.zizhao),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        while state(past.db) == before and done.poll() is None:
            time.sleep(0.05)
        assert seen_by(reader) == before
        # All of the new ledger is in its log still, which must be seen to be its own.
        with reading(past.db) as other:
            assert seen_by(other) == state(past.db) != before
        reader.execute("COMMIT")
        _, err = done.communicate()
        assert done.returncode == 0, err.decode()
        assert seen_by(reader) == state(past.db) != before
    assert is_whole(past.db)
    assert query(past.db, "SELECT action FROM journal ORDER BY seq DESC LIMIT 1") == [
        ("db.restore",)
    ]


def test_what_a_writer_was_told_is_in_one_ledger_or_another(past: Past) -> None:
    """Every restore keeps aside all that was recorded until it took its place, though another writes all the time."""
    asides, given_way = [], 0
    with writer_on(past.zizhao, pause=0.3) as writer:
        for _ in range(RESTORES):
            try:
                asides.append(again(past, past.backup))
            except LedgerBusy:
                given_way += 1
            writer.wait_for(1)
        confirmed = writer.confirmed()
    assert writer.troubles.read_text(encoding="utf-8") == ""
    assert len(asides) + given_way == RESTORES
    assert asides, "no restore came through"
    assert past.asides() == sorted(asides)
    assert set(confirmed) <= set.union(titles(past.db), *map(titles, asides))
    assert len(confirmed) == len(set(confirmed)) > RESTORES
    for ledger in (past.db, *asides):
        assert is_whole(ledger)
    # Each entry of a restore names the very last entry of the ledger that it set aside.
    sql = "SELECT json_extract(detail, '$.replaced') FROM journal WHERE action = 'db.restore'"
    restored = [query(ledger, sql) for ledger in (*asides[1:], past.db)]
    assert restored == [[(head(aside),)] for aside in asides]


def test_a_restore_gives_way_to_a_writer_and_leaves_nothing(
    past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger changes between its copying aside and its replacement: all begins anew, and comes through."""
    before = held(past.db)
    written = []

    def write_once(*args: object) -> object:
        if not written:
            written.append(True)
            past.zizhao.ok(
                "hazard", "add", "--unit", "GXC", "--measure", "6", "--title", "就在这时"
            )
        return real(*args)

    real = upkeep.put_in_place
    monkeypatch.setattr(upkeep, "put_in_place", write_once)
    done = past.restore()
    assert done.aside is not None
    assert past.asides() == [done.aside]
    assert "就在这时" in titles(done.aside)
    assert held(done.aside) != before
    assert [p.name for p in past.folder.iterdir() if ".new" in p.name] == []
    ((detail,),) = query(past.db, "SELECT detail FROM journal ORDER BY seq DESC LIMIT 1")
    assert f'"replaced":"{head(done.aside)}"' in detail


def test_a_copy_that_was_overtaken_is_not_kept(past: Past) -> None:
    before = set(past.folder.iterdir())
    with pytest.raises(ChangedMeanwhile):
        set_aside(past.db, "ledger-before-restore", "3:0123")
    assert {p for p in past.folder.iterdir() if not p.name.startswith("ledger.db-")} <= before
    kept = set_aside(past.db, "ledger-before-restore", head(past.db))
    assert kept is not None
    assert head(kept) == head(past.db)


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), MachineFault("使用账本", "磁盘已满")])
def test_what_stops_a_restore_after_its_commit_undoes_nothing(
    past: Past, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    before, real = held(past.db), upkeep.put_in_place

    def stopped_late(*args: Any) -> None:
        real(*args)
        raise fault

    monkeypatch.setattr(upkeep, "put_in_place", stopped_late)
    done = past.restore()
    assert done.aside is not None
    assert held(done.aside) == before
    assert "备份以后" not in titles(past.db)
    assert is_whole(past.db)


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), MachineFault("使用账本", "磁盘已满")])
def test_what_stops_a_restore_before_its_commit_leaves_no_copy(
    past: Past, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    before = held(past.db)

    def stopped_early(*_: Any) -> None:
        raise fault

    monkeypatch.setattr(upkeep, "put_in_place", stopped_early)
    with pytest.raises(type(fault)):
        past.restore()
    assert past.asides() == []
    assert held(past.db) == before


def test_a_ledger_that_came_up_meanwhile_is_not_moved_away(past: Past) -> None:
    """Another restore may have put it there, where none was."""
    before = held(past.db)
    with pytest.raises(ChangedMeanwhile):
        set_aside(past.db, "ledger-before-restore", None)
    assert held(past.db) == before
