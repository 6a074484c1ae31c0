"""Tip-offs as figures and clocks: how many came by which channel and what became of them, which are open or late. Nobody is named, no unit and no text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.amounts import FEN, in_yuan
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.tip import CHANNEL, SUBSTANTIATED, TIP
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.declared import rows_of
from zizhao_cli.report.filters import OF_DAYS
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.question import Where, sort_keys, sorted_rows
from zizhao_cli.report.tip import OPEN, RUNNING, awaits_reply

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from zizhao_cli.domain.periods import Period
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report, Row

_WORKED_OUT = {field.key: field for field in TIP.worked_out}
COLUMNS = [
    *(TIP.fields[key] for key in ("no", "channel", "risk", "deaths", "state", "received_on")),
    *(TIP.fields[key] for key in ("due_on", "extended_on")),
    *(_WORKED_OUT[key] for key in ("days_left", "days_overdue")),
    TIP.fields["reply_due_on"],
    _WORKED_OUT["reply_overdue"],
]
_BRIEF = [column.key for column in COLUMNS if column.key not in ("extended_on", "deaths")]
_DAYS = {
    "received": "received_on",
    "assigned": "assigned_on",
    "verified": "verified_on",
    "transferred": "transferred_on",
    "closed": "closed_on",
    "replied": "replied_on",
    "rewarded": "rewarded_on",
    "paid": "paid_on",
}
"""What became of tip-offs, each with the day of it."""
_NAMES = {
    "received": "受理",
    "assigned": "交办",
    "verified": "核查",
    "substantiated": "属实、部分属实",
    "transferred": "移送",
    "closed": "办结",
    "replied": "答复",
    "replied_late": "迟答复",
    "rewarded": "定奖励",
    "reward_sum": "奖励金额（元）",
    "paid": "发放",
    "paid_sum": "发放金额（元）",
    "open": "在办",
    "overdue": "逾期",
    "to_county": "涉及死亡待移送",
    "replies_overdue": "逾期未答复",
}
_COUNTS = {key: Field(key, name, numeric=True) for key, name in _NAMES.items()}
_BY = [CHANNEL, *_COUNTS.values()]


def tips(
    connection: sqlite3.Connection, filters: Filters, asked: Asked, *, by_channel: bool = False
) -> Report:
    """Return the tip-offs that are open or late at the end of the day, the longest past their terms first, or with `by_channel` the figures of each channel.

    Figures of what was done are those of the days asked for, by default of all days until then; what is open or late is so at the end of the day.
    Raises NarrowedOtherwise, UnknownSortKey.
    """
    filters.refuse_all_but("tips", OF_DAYS)
    at = as_of_at(connection, TIP, asked.as_of, asked.known_at)
    there = rows_of(connection, TIP, Where({**at.values}, ["state <> 'voided'"]), at)
    days = filters.days()
    totals = _figures(there, days)
    columns, rows, brief = COLUMNS, _waiting(there), _BRIEF
    if by_channel:
        columns, rows = _BY, _by_channel(there, days)
        brief = ["channel", "received", "verified", "closed", "transferred", "open", "overdue"]
    rows = sorted_rows(rows, sort_keys(asked.sort, columns))
    frame = framed(
        connection,
        filters,
        asked,
        at.known_seq,
        "tips",
        {"by": CHANNEL.key} if by_channel else {},
        within=days,
    )
    return frame.around(
        columns, rows, brief, _said(totals, days), totals, title="举报办理情况", each="件"
    )


def _waiting(rows: Sequence[Row]) -> list[Row]:
    late = [row for row in rows if row["state"] in OPEN or awaits_reply(row)]
    late.sort(key=lambda row: (-(row["days_overdue"] or 0), row["due_on"], row["no"]))
    return [{column.key: row[column.key] for column in COLUMNS} for row in late]


def _by_channel(rows: Sequence[Row], days: Period | None) -> list[Row]:
    used = dict.fromkeys(row["channel"] for row in rows)
    return [
        {
            CHANNEL.key: channel,
            **_figures([row for row in rows if row["channel"] == channel], days),
        }
        for channel in used
    ]


def _figures(rows: Sequence[Row], days: Period | None) -> Row:
    done = {what: [row for row in rows if _within(row[day], days)] for what, day in _DAYS.items()}
    counts: dict[str, Any] = {what: len(found) for what, found in done.items()}
    counts["substantiated"] = _count(done["verified"], lambda row: row["result"] in SUBSTANTIATED)
    counts["replied_late"] = _count(done["replied"], _replied_late)
    for what in ("rewarded", "paid"):
        counts[f"{'reward' if what == 'rewarded' else what}_sum"] = _yuan(done[what])
    counts["open"] = _count(rows, lambda row: row["state"] in OPEN)
    counts["overdue"] = _count(rows, lambda row: bool(row["days_overdue"]))
    counts["to_county"] = _count(rows, lambda row: row["state"] in RUNNING and bool(row["deaths"]))
    counts["replies_overdue"] = _count(rows, lambda row: bool(row["reply_overdue"]))
    return {key: counts[key] for key in _COUNTS}


def _within(day: str | None, days: Period | None) -> bool:
    return day is not None and (days is None or str(days.first) <= day <= str(days.last))


def _count(rows: Sequence[Row], fits: Callable[[Row], bool]) -> int:
    return sum(map(fits, rows))


def _replied_late(row: Row) -> bool:
    return row["reply_due_on"] is not None and row["replied_on"] > row["reply_due_on"]


def _yuan(rows: Sequence[Row]) -> int | float:
    """Return what rewards add up to, in yuan."""
    amounts = (row["amount"] for row in rows if row["amount"] is not None)
    return in_yuan(sum(round(amount * FEN) for amount in amounts))


def _said(totals: Row, days: Period | None) -> list[str]:
    when = "" if days is None else f"{days.described()}："
    done = (
        f"{when}受理 {totals['received']} 件，交办 {totals['assigned']} 件，核查 {totals['verified']} 件"
        f"（属实、部分属实 {totals['substantiated']} 件），移送 {totals['transferred']} 件，办结 {totals['closed']} 件；"
        f"答复 {totals['replied']} 件（迟 {totals['replied_late']} 件），定奖励 {totals['rewarded']} 件 {totals['reward_sum']} 元，"
        f"发放 {totals['paid']} 件 {totals['paid_sum']} 元。"
    )
    stands = (
        f"到这一天在办 {totals['open']} 件，逾期 {totals['overdue']} 件，逾期未答复 {totals['replies_overdue']} 件，"
        f"涉及死亡待移送 {totals['to_county']} 件。"
    )
    return [done, stands]
