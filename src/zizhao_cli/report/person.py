"""What is worked out of people for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.report.model import Row


def worked_out(_: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return of each person whether `day` lies in the days of the post, both ends included."""
    on = str(day)
    return [{"in_office": (row["since_on"] or on) <= on <= (row["until_on"] or on)} for row in rows]
