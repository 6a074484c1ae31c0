"""What is worked out of powers for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.report.validity import in_force

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.report.model import Row


def worked_out(_: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return whether the town has each power on `day`."""
    return [{"in_force": in_force(row, day)} for row in rows]
