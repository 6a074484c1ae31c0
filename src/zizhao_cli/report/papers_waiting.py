"""Papers that wait: not delivered since an earlier day, or not answered by the day on which an answer was due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.values import Paper
from zizhao_cli.report.as_of import Then, as_of_at
from zizhao_cli.report.frame import framed
from zizhao_cli.report.notices import COLUMNS as OF_NOTICES
from zizhao_cli.report.notices import notice_list
from zizhao_cli.report.question import Where, ask, sort_keys, sorted_rows

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.report.as_of import AsOf
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report, Row

UNDELIVERED, OVER = "days_undelivered", "days_reply_overdue"
_OF_NOTICES = {field.key: field for field in OF_NOTICES}
_SHOWN = ("unit_code", "unit", "receiver", "issued_on", UNDELIVERED, "reply_due_on", OVER, "hazards")  # fmt: skip
COLUMNS = [
    _OF_NOTICES["no"],
    Field("title", "文书"),
    *(_OF_NOTICES[key] for key in _SHOWN),
]
_BRIEF = [column.key for column in COLUMNS if column.key != "unit_code"]


def papers_waiting(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Report:
    """Return the papers that wait on the day, the longest first; with filters those about a hazard that they let through.

    Whether a transfer is answered in time is a matter of its hazard, see late_transfers. Raises UnknownSortKey, and what Filters raises.
    """
    at = as_of_at(connection, HAZARD, asked.as_of, asked.known_at)
    then = Then(asked.as_of, asked.known_at)
    listed = notice_list(connection, asked.as_of, then, undelivered=True, unanswered=True)
    found = [row for row in map(_row, listed.rows) if row[UNDELIVERED] or row[OVER]]
    if found and filters.given():
        through = _let_through(connection, filters, at)
        found = [row for row in found if not through.isdisjoint(row["hazards"])]
    found.sort(key=lambda row: -max(row[UNDELIVERED] or 0, row[OVER] or 0))
    totals = {
        "papers": len(found),
        "undelivered": sum(bool(row[UNDELIVERED]) for row in found),
        "unanswered": sum(bool(row[OVER]) for row in found),
    }
    said = (
        f"等着的文书 {totals['papers']} 份：没有送达的 {totals['undelivered']} 份，过了日子没有回复的 {totals['unanswered']} 份。"
        if found
        else "没有等着送达、回复的文书。"
    )
    frame = framed(connection, filters, asked, at.known_seq, "papers")
    rows = sorted_rows(found, sort_keys(asked.sort, COLUMNS))
    return frame.around(COLUMNS, rows, _BRIEF, [said], totals, title="等着的文书", each="份")


def _row(notice: Row) -> Row:
    over = None if notice["paper"] == Paper.TRANSFER else notice[OVER]
    title = f"{Paper(notice['paper']).label} {notice['paper_no']}"
    told = {**notice, "title": title, OVER: over}
    return {column.key: told[column.key] for column in COLUMNS}


def _let_through(connection: sqlite3.Connection, filters: Filters, at: AsOf) -> set[str]:
    """Return the numbers of the hazards that the filters let through."""
    where = Where({**at.values})
    filters.narrow_hazards(connection, where, at)
    found = ask(connection, "hazards", where, order="id", at=at, columns="no")
    return {row["no"] for row in found}
