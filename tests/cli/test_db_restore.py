"""`db restore`: the backup's ledger, verified, up to date, with its evidence and one entry more; the old one aside."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import time_machine

from tests.cli.keeping import LATER, NAMES, PICTURES, Past, files, head, held, is_whole, titles
from tests.cli.ledgers import NOW
from tests.cli.terminal import Terminal
from tests.ledger.officer import Officer
from tests.store.damage import query, rewrite
from tests.store.older import HEAD, content, older, rows
from zizhao_cli.ledger.session import LedgerSession
from zizhao_cli.ledger.setup import init
from zizhao_cli.ledger.upkeep import restore
from zizhao_cli.store.file import REVISION
from zizhao_cli.store.verify.verify import Anchor, verify

if TYPE_CHECKING:
    from pathlib import Path

ASIDE = "ledger-before-restore-20220715-090000.db"


def entries(path: Path) -> list[tuple[object, ...]]:
    return query(path, "SELECT * FROM journal ORDER BY seq")


def is_restored(past: Past, backup: Path) -> None:
    """Assert that the ledger is what `backup` holds and one entry more, whole, and its owner's alone."""
    assert entries(past.db)[:-1] == entries(backup)
    ((action, subject),) = query(
        past.db, "SELECT action, subject FROM journal ORDER BY seq DESC LIMIT 1"
    )
    assert (action, subject) == ("db.restore", backup.name)
    restored, wanted = held(past.db)[0], held(backup)[0]
    assert isinstance(restored, dict)
    assert isinstance(wanted, dict)
    assert {**restored, "journal": []} == {**wanted, "journal": []}
    assert is_whole(past.db)
    assert past.db.stat().st_mode & 0o777 == 0o600
    assert query(past.db, "PRAGMA journal_mode") == [("wal",)]
    assert [path.name for path in past.folder.iterdir() if ".new" in path.name] == []


def test_over_a_healthy_ledger(past: Past) -> None:
    before, replaced = held(past.db), head(past.db)
    backup = past.backup.read_bytes()
    run = past.zizhao("db", "restore", str(past.backup))
    count = int(head(past.backup).split(":")[0]) + 1
    aside = past.folder / ASIDE
    assert (run.code, run.out) == (0, "")
    assert run.err.splitlines() == [
        f"zizhao: 已从 {past.backup} 恢复 {past.db}：日志 {count} 条，最后一条记着这次恢复",
        f"zizhao: 原来的账本另存为 {aside}",
        "zizhao: 注意：备份以后又记的 2 条只在另存的那份里，请对着补记；它们的编号会再用到，印出去过的请更正",
    ]
    is_restored(past, past.backup)
    assert "备份以后" not in titles(past.db)
    assert held(aside) == before
    assert is_whole(aside)
    assert aside.stat().st_mode & 0o777 == 0o600
    assert past.backup.read_bytes() == backup

    shown = past.zizhao("journal", "show", str(count), "--format", "json").json
    assert (shown["action"], shown["actor"]) == ("db.restore", "陈科旭")
    assert (shown["recorded_at"], shown["effective_on"]) == (NOW, "2022-07-15")
    assert shown["detail"] == {"restored": head(past.backup), "replaced": replaced}
    printed = past.zizhao.ok("journal", "show", str(count))
    assert head(past.backup) in printed
    assert replaced in printed


def test_the_anchors_of_the_entry_are_those_of_the_two_ledgers(past: Past) -> None:
    """Each can be asked of the ledger that holds it, and fails in the other."""
    done = past.restore()
    assert done.aside is not None
    replaced = Anchor(*split(head(done.aside)))
    restored = Anchor(*split(head(past.backup)))
    assert verify(done.aside, [replaced, restored]).findings == []
    assert verify(past.db, [restored]).findings == []
    assert len(verify(past.db, [replaced]).findings) == 1


def split(anchor: str) -> tuple[int, str]:
    count, last = anchor.split(":")
    return int(count), last


def test_evidence_comes_back_and_later_evidence_stays(past: Past) -> None:
    folder = past.folder / "evidence"
    later = set(files(folder)) - set(NAMES)
    for name in NAMES:
        (folder / name).unlink()
    past.restore()
    there = files(folder)
    assert {name: there[name] for name in NAMES} == dict(zip(NAMES, PICTURES, strict=True))
    assert [there[name] for name in later] == [LATER]
    assert {(folder / name).stat().st_mode & 0o777 for name in NAMES} == {0o600}
    is_restored(past, past.backup)


def test_the_whole_folder_of_evidence_comes_back(past: Past) -> None:
    shutil.rmtree(past.folder / "evidence")
    past.restore()
    assert files(past.folder / "evidence") == dict(zip(NAMES, PICTURES, strict=True))
    assert (past.folder / "evidence").stat().st_mode & 0o777 == 0o700
    is_restored(past, past.backup)


def test_spoilt_evidence_is_made_good(past: Past) -> None:
    (past.folder / "evidence" / NAMES[0]).write_bytes(b"spoilt")
    past.restore()
    assert files(past.folder / "evidence")[NAMES[0]] == PICTURES[0]
    is_restored(past, past.backup)


def test_writing_goes_on(past: Past) -> None:
    past.restore()
    before = head(past.db)
    with time_machine.travel(NOW, tick=False):
        officer = Officer(past.db, date(2022, 7, 15))
        no = officer.hazard(title="恢复以后")
        officer.rectify(no, "2022-06-01")
    findings, count, _ = verify(past.db, [Anchor(*split(before))])
    assert (findings, count) == ([], split(before)[0] + 2)
    assert "恢复以后" in titles(past.db)


def test_twice_and_each_time_what_was_there_is_kept(past: Past) -> None:
    first_aside = past.restore().aside
    first = held(past.db)
    second = past.restore()
    assert second.aside is not None
    assert second.aside.name == ASIDE.replace(".db", "-2.db")
    assert held(second.aside) == first
    assert past.asides() == sorted([first_aside, second.aside], key=str)
    is_restored(past, past.backup)


def test_a_restore_is_taken_back_by_restoring_what_was_set_aside(past: Past) -> None:
    before = held(past.db)
    aside = past.restore().aside
    assert aside is not None
    past.restore(aside)
    is_restored(past, aside)
    assert held(aside) == before
    assert "备份以后" in titles(past.db)


def test_onto_a_new_computer(past: Past, tmp_path: Path) -> None:
    """Where there is neither ledger nor folder."""
    new = Past(type(past.zizhao)(tmp_path / "新机" / "zizhao" / "ledger.db"))
    done = new.restore(past.backup)
    assert done.aside is None
    is_restored(new, past.backup)
    assert files(new.folder) == {
        "ledger.db": new.db.read_bytes(),
        **{f"evidence/{name}": held for name, held in zip(NAMES, PICTURES, strict=True)},
    }
    ((detail,),) = query(new.db, "SELECT detail FROM journal ORDER BY seq DESC LIMIT 1")
    assert detail == f'{{"replaced":null,"restored":"{head(past.backup)}"}}'


def test_from_an_older_revision(past: Past, tmp_path: Path) -> None:
    """It is upgraded on the way, and the backup stays as it is."""
    folder = tmp_path / "旧"
    folder.mkdir()
    old = older(folder)
    before = content(old)
    with time_machine.travel("2026-11-25T09:00:00+08:00", tick=False):
        done = restore_in(past, old)
    assert rows(past.db)["journal"][:-1] == rows(old)["journal"]
    for table in ("unit", "unit_version", "checks", "batch", "hazard", "hazard_version"):
        assert rows(past.db)[table] == rows(old)[table]
    assert query(past.db, "SELECT version_num FROM alembic_version") == [(REVISION,)]
    assert is_whole(past.db)
    assert done == 18
    assert query(past.db, "SELECT prev_hash FROM journal WHERE seq = 18") == [(HEAD,)]
    assert content(old) == before


def restore_in(past: Past, backup: Path) -> int:
    session = LedgerSession(past.db, "陈科旭", date(2026, 11, 25))
    return restore(session, backup, force=True).entries


def test_over_an_older_revision(past: Past, tmp_path: Path) -> None:
    """A new backup in the place of an old ledger, which is kept as the old one that it was."""
    folder = tmp_path / "旧"
    folder.mkdir()
    there = Past(type(past.zizhao)(older(folder)))
    before = content(there.db)
    done = there.restore(past.backup)
    is_restored(there, past.backup)
    assert done.aside is not None
    assert content(done.aside) == before


def test_evidence_that_only_the_ledger_still_has_will_do(past: Past) -> None:
    shutil.rmtree(past.backup.parent / "evidence")
    past.zizhao.ok("db", "restore", str(past.backup))
    assert verify(past.db).findings == []


def test_evidence_that_nobody_has_is_listed_where_that_is_accepted(past: Past) -> None:
    for folder in (past.folder, past.backup.parent):
        (folder / "evidence" / NAMES[0]).unlink()
    run = past.zizhao("db", "restore", str(past.backup), "--lacking-evidence")
    assert run.code == 0
    assert f"JC-2022-00002 的佐证 前.jpg：{past.folder / 'evidence' / NAMES[0]} 读不了" in run.err
    assert "照上面的位置和文件名放回" in run.err
    assert [found.kind for found in verify(past.db).findings] == ["evidence"]
    (past.folder / "evidence" / NAMES[0]).write_bytes(PICTURES[0])
    assert verify(past.db).findings == []


def test_another_ledger_is_told_to_be_one(past: Past, tmp_path: Path) -> None:
    ours = past.zizhao("db", "restore", str(past.backup))
    assert "另一本账" not in ours.err
    other = tmp_path / "other.db"
    with time_machine.travel(NOW, tick=False):
        init(LedgerSession(other, "别的镇", date(2022, 7, 15)))
    past.zizhao.ok("hazard", "note", "YH-2022-0001", "催办")
    count = head(past.db).partition(":")[0]
    before = content(past.db)
    asked = past.zizhao("db", "restore", str(other))
    assert asked.code == 3
    assert f"是另一本账的：恢复会换下现在账本里第 1 条起记的 {int(count) - 1} 条" in asked.err
    assert content(past.db) == before
    another = past.zizhao("db", "restore", str(other), "--force")
    assert another.code == 0
    assert "注意：换上的是另一本账" in another.err


def test_an_anchor_from_before_a_restore_is_told_where_its_ledger_is(past: Past) -> None:
    printed = head(past.db)
    past.restore()
    run = past.zizhao("db", "verify", "--anchor", printed, "--format", "json")
    assert (run.code, [row["kind"] for row in run.json["rows"]]) == (4, ["anchor"])
    assert f"换下了锚点是 {printed} 的账，请用另存的那份核对" in run.json["rows"][0]["problem"]
    (aside,) = past.asides()
    table = past.zizhao("--db", str(aside), "db", "verify", "--anchor", printed)
    assert (table.code, "锚点 1 个，都相符" in table.out) == (0, True)


def test_an_earlier_restore_is_nothing_to_record_again(past: Past) -> None:
    past.restore()
    again = past.zizhao("db", "restore", str(past.backup))
    assert (again.code, "备份以后又记的" in again.err) == (0, False)
    past.zizhao.ok("hazard", "note", "YH-2022-0001", "催办")
    third = past.zizhao("db", "restore", str(past.backup))
    assert "备份以后又记的 1 条" in third.err


def test_a_backup_of_before_an_earlier_restore_parts(past: Past) -> None:
    """What was recorded since that restore is in neither the backup nor any other one."""
    later = past.zizhao.ok("db", "backup")
    past.restore()
    past.zizhao.ok("hazard", "note", "YH-2022-0001", "催办")
    parts = int(head(past.backup).partition(":")[0]) + 1
    before = content(past.db)
    run = past.zizhao("db", "restore", later)
    assert run.code == 3
    assert f"从日志第 {parts} 条起就不同：恢复会换下现在账本里第 {parts} 条起记的 1 条" in run.err
    assert "--force" in run.err
    assert content(past.db) == before
    for answer, code in (("n", 3), ("y", 0)):
        with Terminal(past.zizhao, "db", "restore", later, columns=200) as terminal:
            terminal.read_until(f"第 {parts} 条起记的 1 条")
            terminal.answer("确要恢复？", answer)
            assert terminal.finish() == code
        assert (content(past.db) == before) == (code == 3)


def test_what_was_recorded_since_is_counted_before_it_goes(past: Past, tmp_path: Path) -> None:
    """On a terminal; a script, and a place without a ledger that can be read, are not asked."""
    before = content(past.db)
    for answer, code in (("n", 3), ("y", 0)):
        with Terminal(past.zizhao, "db", "restore", str(past.backup), columns=200) as terminal:
            terminal.read_until("换下那以后记的 2 条")
            terminal.answer("确要恢复？", answer)
            assert terminal.finish() == code
        assert (content(past.db) == before) == (code == 3)
    new, ruin = tmp_path / "新.db", tmp_path / "坏.db"
    ruin.write_bytes(past.db.read_bytes()[:5000])
    (aside,) = past.asides()
    shutil.copy(aside, later := tmp_path / "后来.db")
    for db, *also in ((past.db,), (new,), (ruin,), (later, "--yes"), (past.db, "--force")):
        asked = ("--db", str(db), "db", "restore", str(past.backup), *also)
        with Terminal(past.zizhao, *asked, columns=200) as terminal:
            assert terminal.finish() == 0
        assert "确要恢复" not in terminal.text


def test_a_backup_that_was_rewritten_parts_where_it_was(past: Past) -> None:
    rewrite(
        past.backup,
        "UPDATE hazard SET title = '别的' WHERE id % 1000 = 2",
        "UPDATE hazard_version SET title = '别的' WHERE id % 1000 = 2",
    )
    (seq,) = query(past.backup, "SELECT min(seq) FROM hazard_version WHERE id % 1000 = 2")[0]
    run = past.zizhao("db", "restore", str(past.backup))
    assert (run.code, f"从日志第 {seq} 条起就不同" in run.err) == (3, True), run.err


def test_a_second_restore_carries_on_what_the_first_replaced(past: Past) -> None:
    printed = head(past.db)
    past.restore()
    again = head(past.db)
    past.restore()
    for anchor in (printed, again):
        run = past.zizhao("db", "verify", "--anchor", anchor)
        assert run.code == 4
        assert f"换下了锚点是 {anchor} 的账，请用另存的那份核对" in run.out
    assert f"以前的恢复换下的账本的锚点：{printed}" in past.zizhao.ok(
        "journal", "show", head(past.db).partition(":")[0]
    )


def test_a_restore_is_not_blamed_for_what_it_cannot_have_changed(past: Past) -> None:
    past.restore()
    run = past.zizhao("db", "verify", "--anchor", "2:0123456789abcdef", "--format", "json")
    (row,) = run.json["rows"]
    assert row["kind"] == "anchor"
    assert "这以前的账被改过" in row["problem"]
    assert "换下了" not in row["problem"]


def test_an_anchor_of_another_ledger_is_told_which_restore_took_it_away(
    past: Past, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    with time_machine.travel(NOW, tick=False):
        init(LedgerSession(other, "别的镇", date(2022, 7, 15)))
    printed = head(other)
    past.zizhao.ok("--db", str(other), "db", "restore", str(past.backup), "--force")
    run = past.zizhao("--db", str(other), "db", "verify", "--anchor", printed)
    assert f"换下了锚点是 {printed} 的账，请用另存的那份核对" in run.out


def test_an_anchor_later_than_the_backup_is_told_to_be_so(past: Past) -> None:
    count = head(past.backup).partition(":")[0]
    run = past.zizhao("--db", str(past.backup), "db", "verify", "--anchor", head(past.db))
    assert run.code == 4
    assert f"这本账只到第 {count} 条：或是更早的备份" in run.out
    assert "先核对抄得对不对" in run.err
