"""Whom an entry names that nobody knows, or that is out of office: pointed out once it is recorded, never refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.domain.kinds.kind import REGISTER
from zizhao_cli.domain.kinds.person import PERSON
from zizhao_cli.domain.people import Person, named_in
from zizhao_cli.errors import visible
from zizhao_cli.store.persons import Persons
from zizhao_cli.store.statements import COLUMNS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.store.persons import Known

_MOST = 5
"""Names in a sentence."""


class Named(NamedTuple):
    """A text in the place of a name, and the day of what names it."""

    text: str
    on: str


def pointed_out(connection: sqlite3.Connection, seq: int) -> list[str]:
    """Return a sentence each on the unknown, and on those out of office on the day, whom the rows of entry `seq` name; none in a ledger without people."""
    persons = Persons(connection)
    if not persons:
        return []
    unknown: dict[str, None] = {}
    away: dict[str, None] = {}
    for one in dict.fromkeys(_named(connection, seq)):
        for name in named_in(one.text):
            found = persons.called(name)
            if not found:
                unknown[name] = None
            elif not any(person.in_office(one.on) for person in found):
                away[f"{one.on} {found[0].name}（{_days(found[0])}）"] = None
    said = [*_alike(connection, seq, persons)]
    if unknown:
        said.append(f"人员名册里没有 {_listed(unknown)}；写错了就更正，是新人用 person add 记入")
    if away:
        said.append(f"那一天不在任：{_listed(away)}")
    return said


def _named(connection: sqlite3.Connection, seq: int) -> Iterator[Named]:
    for kind in KINDS:
        if kind is PERSON:
            continue
        if not kind.written_once:
            yield from _in_history(connection, kind, seq)
            continue
        people = _stored(kind, kind.table)
        if people:
            day = kind.begins or next(key for key in kind.required if key.endswith("_on"))
            rows = _rows(connection, kind.table, [day, *people], seq)
            yield from (
                Named(name, on) for on, *texts in rows for text in texts for name in _names(text)
            )
        if kind.mended:
            for on, detail in _rows(connection, kind.mended, ["effective_on", "detail"], seq):
                yield from _said(people, json.loads(detail).get("to", {}), on)


def _in_history(connection: sqlite3.Connection, kind: Kind, seq: int) -> Iterator[Named]:
    """Yield whom the steps of an entry name: what is said of them, what they correct, what is registered."""
    people = _stored(kind, kind.history)
    asked = ["step", "effective_on", "detail", *people]
    for step, on, detail, *registered in _rows(
        connection, kind.history, asked, seq, "restates IS NULL"
    ):
        told = json.loads(detail)
        named = _persons(kind.steps[step].details)
        yield from _said(named, told, on)
        corrected = told.get("to")
        if isinstance(corrected, dict):  # of other steps it is an authority, to whom something went
            yield from _said(people, corrected, on)
        if step == REGISTER:
            yield from _said(people, dict(zip(people, registered, strict=True)), on)


def _said(keys: Sequence[str], told: Mapping[str, Any], on: str) -> Iterator[Named]:
    yield from (Named(name, on) for key in keys for name in _names(told.get(key)))


def _names(stored: object) -> list[str]:
    """Return the names in a column or a detail: several stand in a JSON list."""
    if not isinstance(stored, str):
        return []
    return json.loads(stored) if stored.startswith("[") else [stored]


def _persons(fields: Sequence[Field]) -> list[str]:
    return [field.key for field in fields if field.reads is Reads.PERSON]


def _stored(kind: Kind, table: str) -> list[str]:
    """Return the columns of a table that hold names of people."""
    return [key for key in _persons(kind.columns) if key in COLUMNS[table]]


def _rows(
    connection: sqlite3.Connection,
    table: str,
    columns: Sequence[str],
    seq: int,
    besides: str = "true",
) -> sqlite3.Cursor:
    listed = ", ".join(columns)
    return connection.execute(f"SELECT {listed} FROM {table} WHERE seq = ? AND {besides}", (seq,))


def _listed(said: Mapping[str, None]) -> str:
    more = f" 等 {len(said)} 个" if len(said) > _MOST else ""
    return "、".join(map(visible, [*said][:_MOST])) + more


def _days(person: Known) -> str:
    return f"任期 {person.since_on or '…'} 至 {person.until_on or '今'}"


def _alike(connection: sqlite3.Connection, seq: int, persons: Persons) -> Iterator[str]:
    """Yield who of those that an entry registers or corrects may be one with somebody who is known."""
    for code, name in _rows(connection, PERSON.history, ["code", "name"], seq):
        for other in persons.everybody():
            if other.code != code and Person(name).may_be(Person(other.name)):
                yield (
                    f"{visible(code)} {visible(name)} 与 {visible(other.code)} {visible(other.name)} 写法相近：是一个人就作废一个，别的写法记为 --alias；"
                    f"是两个人，记名时写明代码，如 {visible(name)}（{visible(code)}）"
                )
