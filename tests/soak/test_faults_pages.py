"""Random bytes in a page, a file cut short, logs that do not belong: told by name, never passed over, and mended from a backup."""

from __future__ import annotations

import gc
import json
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.soak import everything
from tests.soak.officer import Answer, call_main

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Soak

PAGE = 8192
READING = (
    ("hazard", "list"),
    ("check", "list", "--all"),
    ("unit", "list", "--all"),
    ("journal", "list"),
    ("batch", "list"),
    ("report", "overdue", "--as-of", "2022-07-15"),
    ("hazard", "show", "YH-2022-0001"),
)
UNUSABLE, FOUND, FAULT = 6, 4, 1
ADD = ["hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", "后来", "--found", "2022-07-01"]  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with everything; its write-ahead log is moved in."""
    path = everything.make(tmp_path_factory.mktemp("pages"))
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def office(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it that `main()`, called in this process, works on; with a backup."""
    folder = Path(shutil.copytree(whole.parent, tmp_path / "office"))
    path = folder / whole.name
    monkeypatch.setenv("ZIZHAO_DB", str(path))
    monkeypatch.setenv("ZIZHAO_BY", "陈科旭")
    monkeypatch.setenv("ZIZHAO_BUSY_SECONDS", "1")
    monkeypatch.setattr("sys.argv", [])
    assert call_main(["db", "backup"]).code == 0
    return path


def random_page(path: Path, chance: random.Random) -> str:
    page = chance.randrange(path.stat().st_size // PAGE)
    with path.open("r+b") as file:
        file.seek(page * PAGE)
        file.write(chance.randbytes(PAGE))
    return f"page {page + 1} of random bytes"


def some_bytes(path: Path, chance: random.Random) -> str:
    place = chance.randrange(100, path.stat().st_size - 64)
    with path.open("r+b") as file:
        file.seek(place)
        file.write(chance.randbytes(64))
    return f"64 random bytes at {place}"


def cut(path: Path, chance: random.Random) -> str:
    length = chance.randrange(path.stat().st_size)
    with path.open("r+b") as file:
        file.truncate(length)
    return f"cut to {length} bytes"


def zeroed(path: Path, chance: random.Random) -> str:
    length = chance.choice([16, 100, PAGE])
    with path.open("r+b") as file:
        file.write(bytes(length))
    return f"{length} bytes of zeros at the start"


def log_of_another(path: Path, chance: random.Random) -> str:
    """Put the log of a ledger that has nothing in common with this one beside it."""
    folder = path.parent / f"other-{chance.randrange(1 << 30)}"
    folder.mkdir()
    other = everything.make(folder)
    with closing(sqlite3.connect(other)) as raw:
        raw.execute("PRAGMA user_version=287454020")
        shutil.copy(f"{other}-wal", f"{path}-wal")
    return "the log of another ledger"


def log_of_garbage(path: Path, chance: random.Random) -> str:
    Path(f"{path}-wal").write_bytes(chance.randbytes(chance.randrange(1, 40_000)))
    return "a log of random bytes"


HARMS: list[Callable[[Path, random.Random], str]] = [
    random_page,
    some_bytes,
    cut,
    zeroed,
    log_of_another,
    log_of_garbage,
]


def content(path: Path) -> list[str] | None:
    """Return all that stands in a ledger, or None where SQLite cannot read it."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as raw:
            raw.text_factory = bytes
            tables = [
                row[0].decode()
                for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            ]
            return [
                repr(row) for table in tables for row in raw.execute(f'SELECT * FROM "{table}"')
            ]
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def answers() -> list[Answer]:
    return [call_main([*args, "--format", "json"]) for args in READING]


def told(answer: Answer) -> bool:
    """Say whether an answer is an error that the program knows, told in two lines."""
    lines = answer.err.splitlines()
    named = bool(lines) and lines[0].startswith("zizhao: 错误: ") and "程序出错" not in lines[0]
    return answer.code in (FAULT, FOUND, UNUSABLE) and named and len(lines) <= 2


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_damage_is_told_and_mended(
    office: Path, soak: Soak, harm: Callable[[Path, random.Random], str]
) -> None:
    chance = random.Random(harm.__name__)  # noqa: S311 - nothing is secret here
    backup = next((office.parent / "backups").glob("*.db"))
    before, reference = content(office), answers()
    rows = [json.loads(answer.out) for answer in reference]
    rounds = soak.rounds(2, 40)
    refused = found = 0
    for _ in range(rounds):
        done = harm(office, chance)
        with_log = Path(f"{office}-wal")
        log = with_log.read_bytes() if with_log.exists() else b""
        for before_it, answer in zip(reference, answers(), strict=True):
            assert told(answer) or answer.code == before_it.code, (done, answer)
            refused += told(answer)
        verified = call_main(["db", "verify", "--format", "json"])
        # Looking at it with the log of another would move that log in.
        same = harm is not log_of_another and content(office) == before
        assert verified.code == 0 or told(verified) or verified.code == FOUND, (done, verified)
        assert verified.code != 0 or same, f"{done}: not found"
        found += verified.code != 0
        if harm is log_of_another:
            # Refused before SQLite could move it in: the ledger is as it was, and so is the log.
            assert verified.code == UNUSABLE
            assert with_log.read_bytes() == log
            with_log.unlink()
            assert content(office) == before
        gc.collect()  # SQLite keeps a connection open until the last cursor of a failed query is gone
        restored = call_main(["db", "restore", str(backup)])
        assert restored.code == 0, (done, restored)
        assert call_main(["db", "verify"]).code == 0
        mended = [json.loads(answer.out) for answer in answers()]
        mended[3]["rows"], mended[3]["count"] = rows[3]["rows"], rows[3]["count"]
        assert [m.get("rows", m) for m in mended] == [r.get("rows", r) for r in rows], done
        number = call_main(ADD)
        assert number.code == 0
        shutil.copy(backup, office)
        for ending in ("-wal", "-shm"):
            Path(f"{office}{ending}").unlink(missing_ok=True)
    soak.figure(f"faults injected ({harm.__name__})", rounds)
    soak.figure("reading commands that ended with a named error", refused)
    soak.figure("verifications that found it", found)
    soak.figure("writes lost after restoring", 0)


def test_a_backup_that_somebody_copied_into_place_goes_on_as_a_ledger(office: Path) -> None:
    """It comes without a log, and writers would lock readers out."""
    shutil.copy(next((office.parent / "backups").glob("*.db")), office)
    assert office.read_bytes()[18:20] == b"\x01\x01"
    assert call_main(ADD).code == 0
    assert office.read_bytes()[18:20] == b"\x02\x02"
    assert call_main(["db", "verify"]).code == 0


def test_a_log_index_that_is_gone_is_made_anew(office: Path) -> None:
    """The -shm beside a log that was not moved in yet."""
    with closing(sqlite3.connect(office)) as open_elsewhere:
        open_elsewhere.execute("SELECT 1 FROM journal").fetchone()
        assert call_main(ADD).code == 0
        copy = office.parent / "copied"
        copy.mkdir()
        for ending in ("", "-wal"):
            shutil.copy(f"{office}{ending}", f"{copy / office.name}{ending}")
    assert Path(f"{copy / office.name}-wal").stat().st_size > 0
    shutil.copytree(office.parent / "evidence", copy / "evidence")
    run = call_main(["--db", str(copy / office.name), "hazard", "list", "--format", "json"])
    assert "后来" in run.out
    assert call_main(["--db", str(copy / office.name), "db", "verify"]).code == 0
