"""What is to be looked at in a record that was written just now, though nothing forbids it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zizhao_cli import datafiles
from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.kinds.hazard import FOUND_ON, ROW_DAY
from zizhao_cli.domain.sense import long_ago
from zizhao_cli.report.checks import check_record
from zizhao_cli.report.hazards import hazard_record

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from zizhao_cli.domain.kinds.kind import Kind


def oddities(
    connection: sqlite3.Connection, ledger: Path, kind: Kind, no: str, today: date
) -> Iterator[str]:
    """Yield sentences about the check or hazard `no`: its measure is not meant for units of that kind, its day is long ago."""
    row, _ = check_record(connection, no) if kind is CHECK else hazard_record(connection, no, today)
    day = ROW_DAY if kind is CHECK else FOUND_ON
    if sentence := long_ago(day.name, date.fromisoformat(row[day.key]), today):
        yield f"{no} 已记；不过{sentence}"
    measure = datafiles.measures(ledger)[row["measure"] - 1]
    if sentence := measure.not_meant_for(row["unit"], row["unit_kind"]):
        yield f"{no} 已记；不过{sentence}"
