"""Ledgers to measure on, filled through the program's own functions."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from zizhao_cli.domain.rules.hazard import HazardDraft
from zizhao_cli.ledger.hazards import register
from zizhao_cli.ledger.session import LedgerSession, unit_to_record
from zizhao_cli.ledger.setup import init
from zizhao_cli.settings import today

if TYPE_CHECKING:
    from pathlib import Path

UNITS = ["桂香村", "青峰社区", "先进村", "大丘村", "应急办", "规环办"]


def empty(path: Path) -> None:
    """Set up a ledger at `path` with nothing but the roll of units."""
    init(LedgerSession(path, "bench", today()))


def with_hazards(path: Path, count: int, day: date) -> None:
    """Set up a ledger at `path` with `count` hazards, about half of them overdue by `day`."""
    chance = random.Random(2022)  # noqa: S311 - the same ledger each time
    book = LedgerSession(path, "bench", day)
    init(book)
    with book.change() as changes:
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
                today=day,
            )
            register(changes, book, draft, ids[name], None)
        changes.seal("hazard.import", "bench", day, {})
