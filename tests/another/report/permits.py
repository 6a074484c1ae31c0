"""Permits as a list: now, and on a past day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.another.domain.kinds.permit import PERMIT
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.model import Report
from zizhao_cli.report.question import Where, ask, counted

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

COLUMNS = [*PERMIT.fields.values()]


def permit_list(connection: sqlite3.Connection, day: date) -> Report:
    """Return the permits as they were at the end of a day."""
    at = as_of_at(connection, PERMIT, day, None)
    found = ask(connection, "permits", Where(dict(at.values)), order="id", at=at)
    rows = [{key: row[key] for key in PERMIT.fields} for row in found]
    head = {"list": "permits", "count": len(rows)}
    return Report(head, COLUMNS, rows, list(PERMIT.fields), [counted(len(rows), None, "项许可")])
