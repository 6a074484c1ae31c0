"""What was sent beside what is known now, for the same period and day, and what was recorded between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.dates import parse_day
from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.kinds.unit import UNIT
from zizhao_cli.domain.periods import parse_period
from zizhao_cli.domain.text import matching_key
from zizhao_cli.report.as_of import AsOf
from zizhao_cli.report.behind import Behind, hazards_of_units
from zizhao_cli.report.filled import ELSEWHERE, cohort_at, filled, kinds_counted
from zizhao_cli.report.forms import INSPECTED, OF_UNITS, TOTAL
from zizhao_cli.report.forms import form as read_form
from zizhao_cli.report.frame import Asked
from zizhao_cli.report.model import Report, Row
from zizhao_cli.report.recorded import in_lines, recorded_since, recorded_since_of, told_once
from zizhao_cli.report.submits import submission_record

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from zizhao_cli.domain.periods import Period
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.forms import Form

_COLUMNS = [
    Field("sheet", "表"),
    Field("row", "行"),
    Field("column", "列"),
    Field("heading", "列名"),
    Field("sent", "报出的数", numeric=True),
    Field("now", "现在的数", numeric=True),
    Field("entries", "其间的日志", several=True),
]
_BRIEF = ["sheet", "row", "heading", "sent", "now", "entries"]


def sent_and_now(
    connection: sqlite3.Connection,
    ledger: Filters,
    no: str,
    as_of: date | None,
    *,
    everything: bool = False,
) -> Report:
    """Return the numbers of the submission `no` that are otherwise by what is known now, or with `everything` all that the ledger records; `as_of` is the day to count for, by default the one that it was sent for.

    Each has the entries recorded since the ledger that was sent which changed it: those with which a hazard joined or left what it counts, and of units and checks those that touch its row. Raises UnknownRecord, NoSuchForm, BrokenDataFile.
    """
    told, sent = submission_record(connection, no, ledger.today)
    form = read_form(ledger.ledger, told["form"])
    day = as_of or parse_day("as_of", told["as_of"], ledger.today)
    period = parse_period(told["period"], ledger.today)
    report = filled(connection, ledger, form, Asked(day), period)
    now = {(row["sheet"], row["row"]): row for row in report.rows}
    anchor = int(told["anchor"].partition(":")[0]) if told["anchor"] else 0
    found = recorded_since(connection, anchor, day)
    behind = Behind(connection, ledger, form, period, day)
    changed = behind.changed_by(_touched(connection, found), anchor)
    for kind in kinds_counted(form):
        more = recorded_since_of(connection, kind, anchor, day)
        found += more
        moved = behind._replace(kind=kind).changed_by(_ids(more), anchor)
        changed |= {place: changed.get(place, set()) | moved[place] for place in moved}
    found.sort(key=lambda entry: entry["seq"])
    days = cohort_at(form, period, ledger, AsOf(HAZARD, day)).days
    # A share of what the ledger does not record is no more known now than that.
    own = {c.key for c in form.columns if c.is_counted}
    counted = {
        c.key: c.key in own or (c.share is not None and own >= {*c.share}) for c in form.columns
    }
    rows: list[Row] = []
    places = dict.fromkeys([*((sheet, row) for sheet in sent for row in sent[sheet]), *now])
    for sheet, label in places:
        of_units, inspected = (
            {
                e["seq"]
                for e in found
                if _of_units(e, days, edited=edited) and _counts(form, sheet, label, e)
            }
            for edited in (False, True)
        )
        seqs: dict[str, set[int]] = {
            c.key: (inspected if c.figure == INSPECTED else of_units)
            if c.figure in OF_UNITS
            else changed.get((sheet, label, c.key), set())
            for c in form.columns
        }
        for column in form.columns:
            if not counted[column.key]:
                continue
            was = sent.get(sheet, {}).get(label, {}).get(column.key)
            is_now = now.get((sheet, label), {}).get(column.key)
            if everything or was != is_now:
                cell: Row = {"sheet": sheet, "row": label, "column": column.key}
                shown = {"heading": column.called, "sent": was, "now": is_now}
                which = sorted(set().union(*(seqs[key] for key in column.share or [column.key])))
                rows.append({**cell, **shown, "entries": [str(seq) for seq in which]})
    named = {seq for row in rows for seq in row["entries"]}
    between = told_once(entry for entry in found if str(entry["seq"]) in named)
    head: Row = {"report": "submission", "no": no, "as_of": str(day), "form": form.key}
    head |= {"period": told["period"], "receiver": told["receiver"]}
    return Report(
        {**head, "count": len(rows), "entries": between},
        _COLUMNS,
        rows,
        _BRIEF,
        _said(told, form, day, rows, between),
    )


def _ids(found: list[Any]) -> dict[int, set[int]]:
    """Return for each entry the ids of the records that it touched."""
    touched: dict[int, set[int]] = {}
    for entry in found:
        touched.setdefault(entry["seq"], set()).add(entry["id"])
    return touched


def _touched(connection: sqlite3.Connection, found: list[Any]) -> dict[int, set[int]]:
    """Return for each entry the ids of the hazards that it may have moved."""
    touched: dict[int, set[int]] = {}
    units: dict[int, list[int]] = {}
    for entry in found:
        if entry["kind"] == HAZARD.name:
            touched.setdefault(entry["seq"], set()).add(entry["id"])
        elif entry["kind"] == UNIT.name:
            units.setdefault(entry["seq"], []).append(entry["id"])
    for seq, ids in units.items():
        touched[seq] = touched.get(seq, set()) | hazards_of_units(connection, ids)
    return touched


def _of_units(entry: Any, days: Period | None, *, edited: bool) -> bool:  # noqa: ANN401 - a row of a question
    """Say whether an entry may change how many units there are or were checked, within `days`; what may be mended of a check, as its kind, is a number only where `edited` ones count."""
    if entry["action"] == f"{CHECK.name}.edit" and not edited:
        return False
    if entry["kind"] == CHECK.name:
        return days is None or str(days.first) <= entry["begins"] <= str(days.last)
    return bool(entry["kind"] == UNIT.name)


def _counts(form: Form, sheet: str, label: str, entry: Any) -> bool:  # noqa: ANN401 - a row of a question
    """Say whether what an entry touched may count in the row `label` of a sheet."""
    its = next((one for one in form.sheets if one.name == sheet), None)
    if its is None or its.by == "town":
        return True
    if its.by is not None:
        return label in (TOTAL, entry["village"] or ELSEWHERE)
    key = None if entry["sector"] is None else matching_key(entry["sector"])
    keys = {line.label: {matching_key(word) for word in line.sectors} for line in its.lines}
    elsewhere = {
        matching_key(word) for one in form.sheets for line in one.lines for word in line.sectors
    }
    others = {line.label for line in its.lines if line.others}
    takes = [
        name
        for name, words in keys.items()
        if key in words or (name in others and key not in elsewhere)
    ]
    return label in takes or (label == TOTAL and bool(takes))


def _said(told: Row, form: Form, day: date, rows: list[Row], between: list[Row]) -> list[str]:
    other = sum(row["sent"] != row["now"] for row in rows)
    sent = f"{told['no']} {form.title}，{told['period']}，报给{told['receiver']}"
    lines = [f"{sent}；数到 {day}，现在有 {other} 个数不同。"]
    if form.digest != told["form_digest"]:
        lines.append("报表的设定在报出以后改过，数不同也可能由此而来。")
    if told_by_none := sum(row["sent"] != row["now"] and not row["entries"] for row in rows):
        lines.append(
            f"其中 {told_by_none} 个数没有哪条日志改动过：报出前手改的，或报表的设定改过。"
        )
    return [*lines, *in_lines(between)]
