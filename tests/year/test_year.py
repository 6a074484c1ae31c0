"""The plan's year, played once: what was reported each month is golden, what is counted is what the office remembers, and the ledger outlives it."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from tests.cli.golden import compare
from tests.cli.ledgers import once
from tests.conftest import Zizhao
from tests.year.memory import remembered_of
from tests.year.play import MONTHS, OF_NOW, REPORTS, asked, play
from tests.year.tips import INFORMANTS
from zizhao_cli.domain.kinds import KINDS

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2023-01-03T09:00:00+08:00"
LAST = [*MONTHS][-1]
COUNTED = ("found", "rectified", "closed", "open", "overdue", "major_found")


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger at the end of the year; what was said of it lies beside it. Tests that write copy it."""
    return once(tmp_path_factory, "year", lambda on: play(Zizhao(on.db)), None).db


def told(year: Path, *args: str) -> bytes:
    """Return what the program says now."""
    run = Zizhao(year)(*args, now=NOW)
    assert run.code == 0, (args, run.err)
    return run.raw


def said(year: Path, day: str, name: str) -> bytes:
    """Return what was said at the end of a month."""
    return (year.parent / "said" / day[:7] / f"{name}.csv").read_bytes()


def rows(content: bytes) -> list[dict[str, str]]:
    return [*csv.DictReader(content.decode().splitlines())]


def counts(summary: bytes) -> dict[str, int]:
    return {key: sum(int(row[key]) for row in rows(summary)) for key in COUNTED}


def overdue(content: bytes) -> dict[str, int]:
    return {row["no"]: int(row["days_overdue"]) for row in rows(content)}


def test_every_kind_of_record_is_part_of_it(year: Path) -> None:
    """One that is added later joins the year, too."""
    with closing(sqlite3.connect(year)) as ledger:
        rows_of = {
            kind.name: ledger.execute(f"SELECT count(*) FROM {kind.table}").fetchone()[0]
            for kind in KINDS
        }
    assert [name for name, count in rows_of.items() if not count] == []


def test_who_told_is_in_no_file(year: Path) -> None:
    """Neither of the ledger nor of what was reported, in any encoding of Chinese text."""
    named = [one.encode(by) for one in INFORMANTS for by in ("utf-8", "gb18030", "utf-16-le")]
    contents = {}
    for file in year.parent.rglob("*"):
        with suppress(FileNotFoundError, IsADirectoryError):  # others read the ledger meanwhile
            contents[file] = file.read_bytes()
    assert "区应急局".encode() in contents[year]
    assert [file for file, content in contents.items() for one in named if one in content] == []


@pytest.mark.parametrize("day", MONTHS)
def test_what_was_reported_at_the_end_of_a_month(year: Path, day: str) -> None:
    for name in REPORTS:
        compare(f"year/{day[:7]}/{name}.csv", said(year, day, name))


@pytest.mark.parametrize("day", MONTHS)
def test_it_is_what_the_office_remembers(year: Path, day: str) -> None:
    """Counted without the program, from what was done with each hazard on which day."""
    known = remembered_of(year, day[:7])
    assert overdue(said(year, day, "overdue")) == known["overdue"]
    assert counts(said(year, day, "summary")) == known["counts"]


@pytest.mark.parametrize("day", MONTHS)
def test_what_was_said_then_is_said_again_by_what_was_known_then(year: Path, day: str) -> None:
    """Whatever was put right since; lists that have no day are left out."""
    for name, words in REPORTS.items():
        if not words.startswith(OF_NOW):
            args = asked(words, day, "--known-at", day)
            assert told(year, *args) == said(year, day, name), name


def test_what_is_known_now_of_each_month_is_what_the_office_remembers_now(year: Path) -> None:
    """One village told in May what it had found in April; a closing of May was taken back in July."""
    known = json.loads((year.parent / "said" / "remembered.json").read_text())
    otherwise = []
    for day in MONTHS:
        late, summary = (told(year, *asked(REPORTS[name], day)) for name in ("overdue", "summary"))
        now = {"overdue": overdue(late), "counts": counts(summary)}
        assert now == known[day], day
        if now != remembered_of(year, day[:7]):
            otherwise.append(day[:7])
    assert otherwise == ["2022-04", "2022-05", "2022-06"]


def test_a_form_that_was_handed_in_tells_what_is_otherwise_now(year: Path) -> None:
    """That of May had one hazard of 青峰社区 from before May; the one of its shop had been closed too early."""
    numbers = json.loads((year.parent / "said" / "numbers.json").read_text())
    differs = rows(told(year, "submit", "diff", numbers["town-2022-05"], "--format", "csv"))
    (of_village,) = [row for row in differs if row["row"] == "青峰社区"]
    assert (of_village["column"], of_village["sent"], of_village["now"]) == ("carried", "1", "2")
    assert rows(told(year, "submit", "diff", numbers["town-2022-11"], "--format", "csv")) == []


def test_it_verifies_and_is_restored_elsewhere_and_says_the_same(
    year: Path, tmp_path: Path
) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(year.parent, whole)
    office, elsewhere = Zizhao(whole / "ledger.db"), Zizhao(tmp_path / "elsewhere" / "ledger.db")
    assert office("db", "verify", now=NOW).code == 0
    backup = json.loads(told(office.db, "db", "backup", "--format", "json"))["backup"]
    elsewhere.db.parent.mkdir(mode=0o700)
    shutil.copytree(whole / "data", elsewhere.db.with_name("data"))
    elsewhere.ok("db", "restore", backup, now=NOW)
    assert elsewhere("db", "verify", now=NOW).code == 0
    for name, words in REPORTS.items():
        if not words.startswith(OF_NOW):
            assert told(elsewhere.db, *asked(words, LAST)) == said(year, LAST, name), name
