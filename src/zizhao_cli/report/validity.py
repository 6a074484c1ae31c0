"""Whether what holds from one day to another holds on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from zizhao_cli.report.model import Row


def in_force(row: Row, day: date) -> bool:
    """Say whether the record of `row`, which is not struck out, holds on `day`, both its ends within."""
    until = row["until_on"]
    return bool(
        row["state"] != "voided"
        and row["since_on"] <= str(day)
        and (until is None or until >= str(day))
    )
