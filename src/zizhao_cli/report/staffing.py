"""What is worked out of the staff of departments for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.staffing import ASKS
from zizhao_cli.report.lacking import lacking, less

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.report.model import Row


def worked_out(_: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return of each department how many posts are vacant and how many work without a certificate, None where one of both numbers is not said, and what is lacking."""
    return [
        {
            "vacancies": less(row["posts"], row["filled"]),
            "uncertified": less(row["filled"], row["certified"]),
            **lacking(row, ASKS, day),
        }
        for row in rows
    ]
