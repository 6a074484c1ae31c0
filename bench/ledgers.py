"""Ledgers to measure on, filled through the program's own functions."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import time_machine

from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.reading import Known
from zizhao_cli.domain.rules.hazard import Plan, Rectify, Review
from zizhao_cli.domain.rules.hazard_record import HazardDraft
from zizhao_cli.ledger.checks import add_check
from zizhao_cli.ledger.hazard_steps import edit, rectify, review
from zizhao_cli.ledger.hazards import add_hazard, register
from zizhao_cli.ledger.session import LedgerSession, unit_to_record
from zizhao_cli.ledger.setup import init
from zizhao_cli.settings import today
from zizhao_cli.store.journal.changeset import ChangeSet
from zizhao_cli.store.writing import writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

UNITS = ["桂香村", "青峰社区", "先进村", "大丘村", "应急办", "规环办"]


def empty(path: Path) -> None:
    """Set up a ledger at `path` with nothing but the roll of units."""
    init(LedgerSession(path, "bench", today()))


def with_hazards(path: Path, count: int, day: date) -> None:
    """Set up a ledger at `path` with `count` hazards, about half of them overdue by `day`."""
    chance = random.Random(2022)  # noqa: S311 - the same ledger each time
    session = LedgerSession(path, "bench", day)
    init(session)
    with session.change() as changes:
        ids = {name: unit_to_record(changes.connection, name).id for name in UNITS}
        for place in range(count):
            name = chance.choice(UNITS)
            draft = HazardDraft.read(
                {
                    "unit": name,
                    "measure": str(chance.randint(1, 15)),
                    "title": f"第 {place} 处安全出口堵塞，疏散通道堆放杂物",
                    "level": chance.choice(["general", "major"]),
                    "found_on": str(day - timedelta(days=chance.randint(0, 60))),
                    "due": f"+{chance.randint(0, 60)}d",
                    "responsible": "王五",
                },
                Known(day),
            )
            register(changes, session, draft, ids[name], None)
        changes.seal("hazard.import", "bench", day, {})


def with_lives(path: Path, count: int, day: date) -> None:
    """Set up a ledger at `path` with `count` hazards from registration to closing, an entry for each of their four steps."""
    session = LedgerSession(path, "bench", day)
    init(session)
    found = day - timedelta(days=40)
    steps = [
        Plan(on=found + timedelta(days=1), measures="清理"),
        Rectify(on=found + timedelta(days=5), rectified_by="王五"),
        Review(on=found + timedelta(days=8), reviewer="刘和平", passed=True),
    ]
    with writing(path) as connection:

        def entry(action: str, record: Callable[[ChangeSet], Any]) -> Any:  # noqa: ANN401 - a record
            changes = ChangeSet(connection, path, "bench")
            written = record(changes)
            changes.seal(action, written.number(), found, {})
            return written

        for place in range(count):
            given = {"unit": UNITS[0], "measure": "6", "title": f"第 {place} 处堵塞", "due": "+15d"}
            given |= {"found_on": str(found), "responsible": "王五"}
            draft = HazardDraft.read(given, Known(day))
            add = partial(register, session=session, draft=draft, unit_id=1, check_id=None)
            hazard = entry("hazard.add", add)
            for step in steps:
                hazard = entry(f"hazard.{step.step}", lambda changes: changes.take(hazard, step))  # noqa: B023 - called at once


VARIED = {"measure": "1 + copy.n % 15", "unit_id": "1 + copy.n % 11"}
"""So that copies are of all measures and of all units of the roll."""


def grown(
    path: Path,
    count: int,
    day: date,
    late: int = 200,
    checks: int = 0,
    varied: dict[str, str] | None = None,
) -> None:
    """Set up a ledger of `count` hazards and `checks`, or as many checks: `late` hazards overdue by `day` and the night before, the rest closed.

    The program records one of each, which SQL then copies, so the chain of the journal does not hold. All of that is
    recorded the night before; on `day` there is one step more.
    """
    night = day - timedelta(days=1)
    session = LedgerSession(path, "bench", day)
    with time_machine.travel(f"{night}T20:00:00+08:00", tick=False):
        init(LedgerSession(path, "bench", night))
        given = {"measure": "6", "title": "出口堵塞", "due": "+5d"}
        found = str(night - timedelta(days=30))
        named = {"unit": UNITS[0], "responsible": "王 五", "sector": "燃 气"}
        overdue = add_hazard(session, {**given, **named, "found_on": found})[0]
        found, done = (str(night - timedelta(days=days)) for days in (60, 50))
        named = {"unit": UNITS[1], "responsible": "甲", "sector": "餐饮"}
        closed = add_hazard(session, {**given, **named, "found_on": found})[0]
        rectify(session, HAZARD.no(closed.id), on=done, rectified_by="乙", note=None)
        passed: Any = {
            "reviewer": "丙",
            "reviewer_unit": None,
            "passed": True,
            "due": None,
            "note": None,
        }
        review(session, HAZARD.no(closed.id), on=done, **passed)
        given = {"unit": UNITS[1], "measure": "6", "checked_on": found, "result": "pass"}
        check = CHECK.parse(add_check(session, given)[0])
        with closing(sqlite3.connect(path)) as raw, raw:
            for table in ("hazard", "hazard_version"):
                _copy(raw, table, overdue.id, range(2_000_000, 2_000_000 + late - 1))
            for table, one in {
                "hazard": closed.id,
                "hazard_version": closed.id,
                "checks": check,
            }.items():
                last = checks if checks and table == "checks" else count - late
                _copy(raw, table, one, range(1, last + 1), varied)
    with time_machine.travel(f"{day}T07:00:00+08:00", tick=False):
        edit(session, HAZARD.no(overdue.id), since=str(session.today), reason=None, location="二楼")


def _copy(
    raw: sqlite3.Connection,
    table: str,
    one: int,
    numbers: range,
    varied: dict[str, str] | None = None,
) -> None:
    """Write the rows of the record `one` again, its id raised by each of `numbers`; the higher, the longer ago, and with columns `varied`."""
    columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    days = {column for column in columns if column.endswith("_on")}
    ago = "'-' || (copy.n % 2000000 / 1000) || ' days'"
    values = [
        (varied or {}).get(column, f"date({column}, {ago})" if column in days else column)
        for column in columns
    ]
    values[columns.index("id")] = "id + copy.n"
    raw.execute(
        "WITH RECURSIVE copy (n) AS (SELECT :first UNION ALL SELECT n + 1 FROM copy WHERE n < :last) "
        f"INSERT INTO {table} ({', '.join(columns)}) "
        f"SELECT {', '.join(values)} FROM {table} CROSS JOIN copy WHERE id = :one ORDER BY copy.n",
        {"first": numbers.start, "last": numbers.stop - 1, "one": one},
    )
