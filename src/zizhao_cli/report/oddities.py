"""What is to be looked at in a record that was written just now, though nothing forbids it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zizhao_cli import datafiles
from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.kinds.hazard import FOUND_ON, ROW_DAY
from zizhao_cli.domain.sense import long_ago

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from zizhao_cli.domain.kinds.kind import Kind


def oddities(
    connection: sqlite3.Connection, ledger: Path, kind: Kind, no: str, today: date
) -> Iterator[str]:
    """Yield sentences about the check or hazard `no`: its measure is not meant for units of that kind, its day is long ago."""
    day = ROW_DAY if kind is CHECK else FOUND_ON
    query = (
        f"SELECT r.{day.key}, r.measure, u.name, u.kind FROM {kind.table} AS r "
        "JOIN unit AS u ON u.id = r.unit_id WHERE r.id = ?"
    )
    on, measure, unit, unit_kind = connection.execute(query, (kind.parse(no),)).fetchone()
    if sentence := long_ago(day.name, date.fromisoformat(on), today):
        yield f"{no} 已记；不过{sentence}"
    if not datafiles.surely_meant_for(ledger, measure, unit_kind):
        sentence = datafiles.measures(ledger)[measure - 1].not_meant_for(unit, unit_kind)
        if sentence:
            yield f"{no} 已记；不过{sentence}"
