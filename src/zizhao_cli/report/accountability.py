"""Of what people were held to account, and which layers of it are missing: direct, of leaders, of supervisors (plan, 四, 四)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import few
from zizhao_cli.domain.kinds.accident import ACCIDENT, Grade
from zizhao_cli.domain.kinds.action import ACTION, ActionKind, Layer
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.text import matching_key
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.declared import rows_of
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.question import Where, sort_keys, sorted_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report, Row

COLUMNS = [
    Field("subject", "涉及事项"),
    Field("first_on", "最早提出"),
    *(Field(layer.value, layer.label, several=True) for layer in Layer),
    Field("missing", "缺的层次", words=Layer, several=True),
]


def accountability(
    connection: sqlite3.Connection, filters: Filters, asked: Asked, *, everything: bool = False
) -> Report:
    """Return what people are held to account for where a layer has nobody, each record or subject with the numbers of the actions; with `everything` the others, too.

    An accident that is 较大 or worse by the day, or of which a finding says that it was reported late, falsely or not at all, is asked for in all layers, whether anything was proposed or not. Days of `filters` are those on which it was proposed, or the
    accident happened. Raises UnknownSortKey.
    """
    at = as_of_at(connection, ACTION, asked.as_of, asked.known_at)
    where = Where({**at.values}, ["state <> 'voided'"])
    where.among("kind", [ActionKind.PURSUE.value])
    undecided = []
    filters.narrow_days(where, ACTION.begins)
    found: dict[str, Row] = {}
    for row in rows_of(connection, ACTION, where, at, order="done_on, id"):
        pending = row["decided_on"] is None and row["handed_over_on"] is None
        undecided += [row["no"]] if pending else []
        for subject in _subjects(row):
            first = {"subject": subject, "first_on": row["done_on"]}
            of_layers: Row = {layer.value: [] for layer in Layer}
            told = found.setdefault(matching_key(subject), first | of_layers)
            told[row["layer"]] += [] if pending else [row["no"]]
    grave = _grave(connection, filters, asked)
    for told in grave:
        found.setdefault(matching_key(told["subject"]), told)
    for told in found.values():
        told["missing"] = [layer.value for layer in Layer if not told[layer.value]]
    lacking = [told for told in found.values() if told["missing"]]
    whole = [told for told in found.values() if not told["missing"]]
    rows = lacking + whole if everything else lacking
    totals = {"subjects": len(found), "lacking": len(lacking)}
    said = f"追究责任的事项 {len(found)} 件，责任层次不全的 {len(lacking)} 件（决定了的、移送司法的才算）。"
    if grave:
        said += (
            f"较大以上的、认定迟报漏报谎报瞒报的事故：{few([told['subject'] for told in grave])}。"
        )
    if undecided:
        said += f"提出、启动了还没有决定的：{few(undecided)}。"
    frame = framed(connection, filters, asked, at.known_seq, "accountability")
    rows = sorted_rows(rows, sort_keys(asked.sort, COLUMNS))
    brief = [column.key for column in COLUMNS]
    return frame.around(COLUMNS, rows, brief, [said], totals, title="追责层次", each="件")


def _grave(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> list[Row]:
    """Return the accidents that are 较大 or worse, as determined or by the table, or were not reported as they should (plan, 四, 四 and 十四), each with no action yet."""
    at = as_of_at(connection, ACCIDENT, asked.as_of, asked.known_at)
    where = Where({**at.values}, ["state <> 'voided'"])
    filters.narrow_days(where, ACCIDENT.begins)
    return [
        {"subject": row["no"], "first_on": None, **{layer.value: [] for layer in Layer}}
        for row in rows_of(connection, ACCIDENT, where, at)
        if row["findings"] or {row["grade"], row["table_grade"]} - {None, Grade.GENERAL}
    ]


def _subjects(row: Row) -> Iterator[str]:
    """Yield what somebody is held to account for: the numbers of records, else the subject in words."""
    if row["records"]:
        yield from row["records"]
    elif row["subject"]:
        yield row["subject"]
