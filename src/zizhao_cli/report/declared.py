"""Records of kinds that are declared whole, as a list and one by one, with what is worked out of them for a day."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.amounts import in_yuan
from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.domain.kinds.fields import UNIT, UNIT_CODE
from zizhao_cli.domain.kinds.lacking import MISSING
from zizhao_cli.report.as_of import NOW, AsOf
from zizhao_cli.report.model import Report, Row
from zizhao_cli.report.question import (
    BETWEEN_NAMES,
    Where,
    counted,
    order_by,
    select,
    sort_keys,
    sorted_rows,
)
from zizhao_cli.report.without import who_has_none, without
from zizhao_cli.store.called import id_called
from zizhao_cli.store.roll import roll

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.report.as_of import Then

_BRIEF = 9
"""Columns that a terminal shows of a list."""


def columns_of(kind: Kind) -> list[Field]:
    """Return the columns of a list of a kind: what is stored, then what is worked out."""
    return [*kind.columns, *kind.worked_out]


def brief_of(kind: Kind) -> list[str]:
    """Return the keys of the columns that a terminal shows first: no unit's code, and of texts of several lines only what names a record."""
    shown = [
        field.key
        for field in columns_of(kind)
        if field.key == kind.named_by
        or not (
            field.alone or field.key == UNIT_CODE.key or field.reads in (Reads.LONG, Reads.REMARK)
        )
    ]
    ends = [key for key in shown if key == "state" or key in {one.key for one in kind.worked_out}]
    return [*(key for key in shown if key not in ends)][: _BRIEF - len(ends)] + ends


def record_list(
    connection: sqlite3.Connection,
    kind: Kind,
    today: date,
    then: Then = NOW,
    *,
    among: Mapping[str, Sequence[str]] | None = None,
    having: Sequence[str] = (),
    first: date | None = None,
    last: date | None = None,
    text: Sequence[str] = (),
    with_voided: bool = False,
    only: Sequence[str] = (),
    sort: str | None = None,
    limit: int | None = None,
) -> Report:
    """Return the records of a kind as they are now, or as they were then; voided ones only where asked for.

    `among` narrows to some values of fields, units by any of their names; `first` and `last` bound the day from which records begin; `only`
    names what the kind's lists may be narrowed to, `having` what must be worked out of a record.
    Raises UnknownUnit, UnknownWord, UnknownSortKey.
    """
    at = then.at(connection, kind, today)
    where = Where({**at.values})
    for key, values in (among or {}).items():
        _narrow(connection, kind, where, key, values)
    if not with_voided:
        where.add("state <> 'voided'")
    if first is not None:
        where.add(f"{kind.begins} >= :first_of_list", first_of_list=str(first))
    if last is not None:
        where.add(f"{kind.begins} <= :last_of_list", last_of_list=str(last))
    for name in only:
        where.add(kind.only[name].where)
    where.written(_worded(kind), text)
    columns = columns_of(kind)
    keys = sort_keys(sort, columns)
    derived = {field.key for field in kind.worked_out}
    late = bool(having) or bool(derived & {key.key for key in keys})
    order = "id" if late else order_by(keys, {"no": "id"}, "id")
    rows = rows_of(connection, kind, where, at, order=order, limit=None if late else limit)
    if late:
        rows = [row for row in rows if all(row[key] for key in having)]
        rows = sorted_rows(rows, keys)[:limit]
    worded = {field.key: field for field in kind.columns if field.says is not None}
    rows = [
        {
            key: worded[key].shown(value) if key in worded and value is not None else value
            for key, value in row.items()
        }
        for row in rows
    ]
    head: Row = {"list": kind.counted, **then.head, "count": len(rows)}
    counter = kind.one.removeprefix("一")
    summary = [counted(len(rows), limit, counter, f"没有符合条件的{kind.label}。", then.said)]
    if (kind.of_units or kind.expected_of) and not among:
        head["without"] = without(connection, kind, at)
        summary += who_has_none(kind, head["without"])
    return Report(head, columns, rows, brief_of(kind), summary, f"{kind.label}清单")


def to_see_to(connection: sqlite3.Connection, kind: Kind, no: str, today: date) -> Iterator[str]:
    """Yield what is worked out of the record `no` that is to be seen to, but for what is not said yet. Raises UnknownRecord."""
    row = record_shown(connection, kind, no, today)
    for field in kind.worked_out:
        if field.several and field is not MISSING and row[field.key]:
            yield f"{no} {field.name}：{'；'.join(row[field.key])}"


def rows_of(
    connection: sqlite3.Connection,
    kind: Kind,
    where: Where,
    at: AsOf,
    *,
    order: str = "id",
    limit: int | None = None,
) -> list[Row]:
    """Return the records of a kind as rows with all its columns, and what is worked out of them for the day."""
    found = [dict(row) for row in select(connection, at, where, order=order, limit=limit)]
    rows = [
        {field.key: _value(field, row.get(field.key)) for field in kind.columns} for row in found
    ]
    if kind.worked_out:
        worked_out = import_module(kind.module("report")).worked_out
        rows = [
            {**row, **more}
            for row, more in zip(rows, worked_out(connection, rows, at.day), strict=True)
        ]
    return rows


def record_shown(connection: sqlite3.Connection, kind: Kind, no: str, today: date) -> Row:
    """Return the record `no` as it is now. Raises UnknownRecord."""
    where = Where({**AsOf(kind, today).values, "id": id_called(connection, kind, no)}, ["id = :id"])
    rows = rows_of(connection, kind, where, AsOf(kind, today))
    if not rows:
        raise kind.unknown(no)
    return rows[0]


def _value(field: Field, value: Any) -> Any:  # noqa: ANN401 - any cell
    if value is None:
        return [] if field.several else None
    if field.several:
        return json.loads(value)
    if field.flag:
        return bool(value)
    return in_yuan(value) if field.reads is Reads.AMOUNT else value


def _narrow(
    connection: sqlite3.Connection, kind: Kind, where: Where, key: str, values: Sequence[str]
) -> None:
    field = kind.fields[key]
    column = kind.column(field)
    if column != key:
        where.among(column, [roll(connection).find(value).id for value in values])
    elif field.reads is Reads.UNIT:
        names = [roll(connection).find(value).name for value in values]
        where.add(
            " OR ".join(
                where.holding(key, [json.dumps(name, ensure_ascii=False)]) for name in names
            ).join("()")
        )
    elif field.words is not None and field.several:
        told = [field.words.parse(field.name, value).value for value in values]
        where.add(" OR ".join(where.holding(key, [json.dumps(word)]) for word in told).join("()"))
    elif field.words is not None:
        where.among(key, [field.words.parse(field.name, value).value for value in values])
    elif field.several:
        where.listing(
            f"(SELECT group_concat(value, '{BETWEEN_NAMES}') FROM json_each({key}))", values
        )
    else:
        where.listing(key, values)


def _worded(kind: Kind) -> list[str]:
    """Return the columns in which words are looked for."""
    return [key for key in kind.worded if key != UNIT.key or UNIT in kind.columns]
