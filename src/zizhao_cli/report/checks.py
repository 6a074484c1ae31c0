"""Checks as lists and single records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.values import CheckKind, Result
from zizhao_cli.report.as_of import NOW, AsOf
from zizhao_cli.report.model import Report, Row
from zizhao_cli.report.question import (
    BETWEEN_NAMES,
    Where,
    ask,
    ask_one,
    counted,
    order_by,
    sort_keys,
    sql,
)

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.report.as_of import Then
    from zizhao_cli.report.filters import Filters

COLUMNS = list(CHECK.fields.values())
KEYS = [column.key for column in COLUMNS]
SORTABLE = [column for column in COLUMNS if column.key not in ("hazards", "batch", "voided")]
_ALWAYS = {column.key for column in SORTABLE} - {"inspectors", "note", "source_id"}
_BRIEF = ["no", "unit", "measure", "checked_on", "kind", "inspectors", "result", "hazards"]
BY_OTHERS = (
    f"kind <> '{CheckKind.SELF.value}' AND result IN ('{Result.PASS.value}', '{Result.FAIL.value}') "
    "AND voided_on IS NULL"
)
"""The SQL condition on checks that somebody else made of a unit, for a measure that binds it, and that stand."""
_AT_ONCE = 500
"""Checks that one question asks for the hazards of."""


def check_list(
    connection: sqlite3.Connection,
    filters: Filters,
    sort: str | None,
    limit: int | None,
    then: Then = NOW,
    *,
    with_voided: bool,
) -> Report:
    """Return the list of checks as they are now, or as they were then, voided ones only where asked for."""
    at = then.at(connection, CHECK)
    where = Where({**at.values})
    filters.narrow_checks(connection, where, at)
    if then.as_of is not None:
        where.add("checked_on <= :as_of")
    if not with_voided:
        where.add("voided_on IS NULL")
    # By day, so that a range of days is read off its index in order.
    keys = sort_keys(sort, SORTABLE)
    order = order_by(keys, {"no": "id"}, "checked_on, id", always=_ALWAYS)
    rows = _rows(connection, ask(connection, "checks", where, order=order, limit=limit, at=at), at)
    brief = [*_BRIEF, "voided"] if with_voided else _BRIEF
    summary = [counted(len(rows), limit, "次检查", "没有符合条件的检查。", then.said)]
    head = {"list": "checks", **then.head, "count": len(rows)}
    return Report(head, COLUMNS, rows, brief, summary, "检查清单")


def check_record(connection: sqlite3.Connection, no: str) -> tuple[Row, Row]:
    """Return the record of the check `no`, and why it was voided, which one is there instead of it, and instead of which it is.

    Raises UnknownRecord.
    """
    at = AsOf(CHECK)
    found = ask_one(connection, "checks", CHECK, no, at)
    replaced = "SELECT c.no FROM check_void AS v JOIN checks AS c ON c.id = v.check_id WHERE v.replaced_by = ?"
    old = connection.execute(replaced, (found["id"],)).fetchone()
    besides = {
        "void_reason": found["void_reason"],
        "replaced_by": found["replaced_by"],
        "replaces": None if old is None else old["no"],
    }
    return _rows(connection, [found], at)[0], besides


def doubts_of_link(connection: sqlite3.Connection, no: str) -> str | None:
    """Return what is to be said where the hazard `no` hardly came from the check it is linked to.

    That is a check of another unit, one that did not fail, or one made after the hazard was found.
    """
    link = connection.execute(sql("check_of_hazard"), {"id": HAZARD.parse(no)}).fetchone()
    check, doubts = link["check_no"], []
    if link["elsewhere"]:
        doubts.append(f"{no} 是 {link['here']} 的隐患，{check} 查的是 {link['there']}")
    if link["result"] != Result.FAIL:
        doubts.append(f"{check} 的结果是{Result(link['result']).label}，不是{Result.FAIL.label}")
    if link["found_on"] < link["checked_on"]:
        doubts.append(
            f"{no} 发现于 {link['found_on']}，早于 {check} 的检查日期 {link['checked_on']}"
        )
    way_out = f"检查编号写错了就用 hazard replace {no} --check 换，检查本身记错了就用 check replace {check}"
    return "；".join([*doubts, way_out]) if doubts else None


def _rows(connection: sqlite3.Connection, found: list[sqlite3.Row], at: AsOf) -> list[Row]:
    hazards = _hazards(connection, [row["id"] for row in found], at)
    return [_row(row, hazards.get(row["id"], [])) for row in found]


def _hazards(connection: sqlite3.Connection, ids: list[int], at: AsOf) -> dict[int, list[str]]:
    """Return the numbers of the hazards of each of the checks `ids` that there were by then."""
    numbers: dict[int, list[str]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        where = Where({**at.values}, [at.begun(HAZARD)])
        where.among("check_id", ids[start : start + _AT_ONCE])
        for row in ask(connection, "hazards_of_checks", where, order="id"):
            numbers.setdefault(row["check_id"], []).append(row["no"])
    return numbers


def _row(row: sqlite3.Row, hazards: list[str]) -> Row:
    shown = dict(row)
    shown["inspectors"] = row["inspectors"].split(BETWEEN_NAMES) if row["inspectors"] else []
    shown["hazards"] = hazards
    shown["voided"] = row["voided_on"] is not None
    return {key: shown[key] for key in KEYS}
