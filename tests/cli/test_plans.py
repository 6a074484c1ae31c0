"""No question goes through a large table from one end to the other, unless it is said here why it has to.

What is asked comes from the commands themselves, as they run; so a new one is held to it without being named here.
"""

from __future__ import annotations

import runpy
import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.cli.asked import Asked, asked, scanned
from tests.cli.commands import COMMANDS
from tests.cli.ledgers import Morning, environment
from tests.cli.test_older_ledger import CALLS, FILES
from tests.store.older import older
from zizhao_cli.store.migration.upgrade import upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LARGE = ("hazard", "hazard_version", "checks", "journal", "evidence")
"""Tables that grow with the years. Of units, of checks that were corrected or struck out, and of all other records there are at most some thousands."""
STOP = (
    "SELECT (SELECT max(seq) FROM journal), (SELECT max(effective_on) FROM journal)",
    "SELECT coalesce(max(seq), 0) FROM journal",
    "SELECT recorded_at FROM journal ORDER BY seq",
    "SELECT recorded_at, hash FROM journal ORDER BY seq",
    "SELECT hash FROM journal ORDER BY seq",
    "SELECT min(found_on) FROM hazard",
    "SELECT count(*) FROM (SELECT 1 FROM (",
)
"""How questions begin that walk from an end of a table or an index, and stop at the first row or at a limit."""
_OF_HAZARDS = (
    *("hazard list", "report ledger", "report summary", "report coverage", "report blind-spots"),
    *("report trend", "report phase", "report brief", "report rebound", "report appraisal"),
    *("report compare", "submit diff", "submit make", "submit record"),
)
WHOLE: dict[str, tuple[str, ...]] = {
    # One of its lines is that list.
    **dict.fromkeys(("check list", "batch run"), ("checks",)),
    "journal list": ("journal",),
    "push --file": LARGE,
    **dict.fromkeys(_OF_HAZARDS, ("hazard",)),
    **dict.fromkeys(("report strictness", "report measures"), ("hazard", "checks")),
}
"""Which tables a command goes through where nothing narrows it: the answer, or what it counts, is all of them."""
DAY = date(2022, 12, 31)
LATER = "2026-12-05T09:00:00+08:00"
"""When the ledger of all kinds has been written."""
NIGHT = str(DAY - timedelta(days=1))
MORNING = f"{DAY}T09:00:00+08:00"
NARROWED: dict[str, tuple[str, ...]] = {
    "--from": ("2022-12-01", "--to", "2022-12-31"),
    "--to": ("2022-12-31", "--from", "2022-12-01"),
    "--phase": ("1",),
    "--period": ("2022-12",),
    "--inside": ("青峰社区",),
    "--unit": ("青峰社区",),
    "--tag": ("学校",),
    "--sector": ("燃气",),
    "--state": ("registered",),
    "--responsible": ("王五",),
    "--leader": ("赵六",),
    "--source-id": ("ZC-1",),
    "--batch": ("PC-2022-0001",),
    "--overdue": (),
}
"""What an index serves: each with something to look for."""
NOT_SERVED: dict[str, tuple[str, ...]] = {
    "--supervisor": ("应急办",),
    "--kind": ("village",),
    "--measure": ("6",),
    "--level": ("major",),
    "--inspector": ("陈科旭",),
    "--reviewer": ("丙",),
    "--source": ("群众举报",),
    "--supervised": ("yes",),
    "--result": ("fail",),
    "--text": ("堵塞",),
    "--all": (),
    "--as-of": (NIGHT,),
    "--known-at": (NIGHT,),
}
"""What a list looks for in all records that the other conditions let through: there are many, or an index would cost every import more than it saves."""
OF_DISTRICTS = ("--town",)
"""What a ledger is not narrowed by."""
SHOWN = ("--sort", "--limit", "--format", "--output", "--bom", "--columns", "--headings", "--force")
LISTS = (("hazard", "list"), ("check", "list"))
OF_DEADLINES = (("report", "overdue"), ("report", "open"), ("report", "due"))


def unexplained(args: Sequence[str], told: Asked, allowed: Sequence[str] = ()) -> Iterator[str]:
    """Yield which questions of a command go through a large table that is not `allowed`."""
    assert told.code in (0, 2, 3), (args, told.err)
    for question in told.questions:
        if not question.sql.startswith(STOP):
            for table in question.scanned:
                if table in LARGE and table not in allowed:
                    yield f"{' '.join(args)}: all of {table}: {question.sql} {question.plan}"


def options_of(path: tuple[str, ...]) -> set[str]:
    return {option for parameter in COMMANDS[path].params for option in parameter.opts}


def test_what_every_command_asks_is_found_by_an_index(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    ledger = older(tmp_path, "0007")
    upgrade(ledger)
    calls = [(*path, *args) for path, args in CALLS.items()]
    told = asked(calls, tmp_path, environment(Morning(ledger), ZIZHAO_TEST_NOW=LATER))
    assert sum(len(one.questions) for one in told) > 1000
    for args, one in zip(calls, told, strict=True):
        assert [*unexplained(args, one, WHOLE.get(" ".join(args[:2]), ()))] == []


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """A ledger in which most is closed, and one hazard has a leader."""
    ledger = tmp_path_factory.mktemp("plans") / "ledger.db"
    runpy.run_path("bench/ledgers.py")["grown"](ledger, 500, DAY, 20)
    zizhao = Morning(ledger)
    led = ("--leader", "赵六", "--from", str(DAY))
    zizhao.ok("hazard", "edit", "YH-2022-0001", *led, env={"ZIZHAO_TEST_NOW": MORNING})
    return zizhao


def told_of(zizhao: Morning, calls: list[tuple[str, ...]]) -> list[Asked]:
    return asked(calls, zizhao.db.parent, environment(zizhao, ZIZHAO_TEST_NOW=MORNING))


def test_what_narrows_a_list_is_found_by_an_index(grown: Morning) -> None:
    """So is all that deadlines ask, whatever narrows them."""
    calls = [
        (*path, option, *value)
        for path in (*LISTS, *OF_DEADLINES)
        for option, value in {**NARROWED, **({} if path in LISTS else NOT_SERVED)}.items()
        if option in options_of(path)
    ]
    for args, one in zip(calls, told_of(grown, calls), strict=True):
        assert [*unexplained(args, one)] == []


def test_what_no_index_serves_is_said_rightly(grown: Morning) -> None:
    """What an index has come to serve is to be held to it."""
    calls = [
        (*path, option, *value)
        for path in LISTS
        for option, value in NOT_SERVED.items()
        if option in options_of(path)
    ]
    for args, one in zip(calls, told_of(grown, calls), strict=True):
        assert [*unexplained(args, one)] != [], args


def test_all_that_narrows_a_list_is_tried() -> None:
    for path in LISTS:
        assert options_of(path) <= {*NARROWED, *NOT_SERVED, *SHOWN, *OF_DISTRICTS}, path


@pytest.mark.parametrize(
    ("index", "args"),
    [
        ("ix_hazard_state_due_on", ("report", "overdue")),
        ("ix_hazard_responsible", ("hazard", "list", "--responsible", "王五")),
        ("ix_hazard_leader", ("hazard", "list", "--leader", "赵六")),
        ("ix_hazard_unit_id", ("hazard", "list", "--unit", "青峰社区")),
        ("ix_checks_unit_id_checked_on", ("check", "list", "--unit", "青峰社区")),
        ("ix_hazard_found_on", ("hazard", "list", "--from", "2022-12-01", "--to", "2022-12-31")),
    ],
)
def test_a_question_without_its_index_is_seen(
    grown: Morning, tmp_path: Path, index: str, args: tuple[str, ...]
) -> None:
    """The case that makes the guard fail."""
    ledger = tmp_path / "ledger.db"
    shutil.copy(grown.db, ledger)
    (with_it,) = told_of(Morning(ledger), [args])
    assert [*unexplained(args, with_it)] == []
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        connection.execute(f"DROP INDEX {index}")
    (without,) = told_of(Morning(ledger), [args])
    assert [*unexplained(args, without)] != []


def test_what_is_scanned_is_told_by_table() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(
            "CREATE TABLE a (id INTEGER PRIMARY KEY, x, y); CREATE INDEX ix_a ON a (x); CREATE TABLE b (z)"
        )
        told = {
            "SELECT * FROM a WHERE id = 1": [],
            "SELECT * FROM a WHERE x = 1": [],
            "SELECT * FROM a WHERE x > 1 AND x < 9": [],
            "SELECT * FROM a WHERE x < 9": ["a"],
            "SELECT * FROM a WHERE y = 1": ["a"],
            "SELECT * FROM a ORDER BY x": ["a"],
            "SELECT * FROM a AS b JOIN b AS a ON b.id = a.z": ["b"],
            "WITH a AS (SELECT 1) SELECT * FROM a": [],
        }
        assert {sql: scanned(connection, sql) for sql in told} == told
