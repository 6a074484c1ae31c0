"""The roll of units as a list and as single records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zizhao_cli.domain.errors.records import AmbiguousUnit
from zizhao_cli.domain.kinds.unit import UNIT
from zizhao_cli.errors import quoted
from zizhao_cli.report.as_of import NOW, AsOf
from zizhao_cli.report.filters import among_tagged, among_those_inside, among_units, words_among
from zizhao_cli.report.model import Report, Row
from zizhao_cli.report.question import Where, ask, counted, order_by, sort_keys
from zizhao_cli.report.towns import in_town, town_of
from zizhao_cli.store.roll import roll

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from zizhao_cli.report.as_of import Then

COLUMNS = list(UNIT.fields.values())
KEYS = [column.key for column in COLUMNS]
SORTABLE = [column for column in COLUMNS if not column.several]
_BRIEF = ["code", "name", "kind", "parent", "head", "contact", "phone", "active"]


def unit_list(
    connection: sqlite3.Connection,
    kinds: Sequence[str] | None,
    sort: str | None,
    limit: int | None,
    then: Then = NOW,
    *,
    with_retired: bool,
    text: Sequence[str] | None = None,
    inside: Sequence[str] | None = None,
    supervisor: Sequence[str] | None = None,
    tags: Sequence[str] | None = None,
) -> Report:
    """Return the roll as it is now, or as it was then, retired units only where asked for.

    Raises UnknownWord, UnknownUnit, AmbiguousUnit, UnknownSortKey.
    """
    at = then.at(connection, UNIT)
    where = Where({**at.values}, [at.begun(UNIT)])
    words_among(where, "kind", UNIT.fields["kind"], kinds or ())
    where.written(UNIT.worded, text or ())
    among_those_inside(connection, where, "id", inside, at.units())
    among_units(connection, where, "supervisor_id", supervisor)
    among_tagged(where, "id", tags, at.units())
    if not with_retired:
        where.add("active")
    order = order_by(sort_keys(sort, SORTABLE), {}, "id")
    found = ask(connection, "units", where, order=order, limit=limit, at=at)
    rows = [_row(row) for row in found]
    summary = [counted(len(rows), limit, "个单位", "没有符合条件的单位。", then.said)]
    head = {"list": "units", **then.head, "count": len(rows)}
    return Report(head, COLUMNS, rows, _BRIEF, summary, "单位名册")


def unit_record(connection: sqlite3.Connection, text: str, at: AsOf | None = None) -> Row:
    """Return the record of the unit that `text` names, as it is now or as it was at `at`. Raises UnknownUnit, AmbiguousUnit."""
    at = at or AsOf(UNIT)
    where = Where({**at.values, "id": roll(connection).find(text).id}, ["id = :id"])
    found = ask(connection, "units", where, order="id", at=at)[0]
    return {**town_of(connection, found["id"]), **_row(found)}


def shared_names(connection: sqlite3.Connection, code: str) -> list[str]:
    """Return what is to be said of each name of the active unit `code` that does not lead to it alone."""
    names = roll(connection)
    unit = names.find(code)
    message = []
    for text in dict.fromkeys((unit.name, *unit.aliases)) if unit.active else ():
        try:
            found = names.find(text)
        except AmbiguousUnit as refused:
            message.append(refused.sentence)
        else:
            if found.id != unit.id:
                message.append(f"{quoted(text)} 是 {found.name} 的代码")
    return message


def unit_and_those_in_it(connection: sqlite3.Connection, text: str) -> list[str]:
    """Return the name of the unit that `text` names, then of the active units that lie in it."""
    return [roll(connection).find(text).name, *(name for _, name in units_in(connection, text))]


def units_in_use(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the active units."""
    return [
        name for (name,) in connection.execute("SELECT name FROM unit WHERE active ORDER BY id")
    ]


def units_in(connection: sqlite3.Connection, text: str) -> list[tuple[str, str]]:
    """Return the codes and names of the active units that lie in the unit that `text` names."""
    query = "SELECT code, name FROM unit WHERE parent_id = ? AND active ORDER BY id"
    unit = roll(connection).find(text).id
    return [(row[0], row[1]) for row in connection.execute(query, (unit,))]


def units_called(connection: sqlite3.Connection, text: str, limit: int) -> list[tuple[str, str]]:
    """Return the codes and names of units whose code, name or alias holds `text`, active ones first; blanks and width do not matter."""
    where = Where({}, ["1 = 1"])
    where.written(("code", "name", "aliases"), [text])
    found = ask(connection, "units", where, order="active DESC, id", limit=limit, at=AsOf(UNIT))
    return [(in_town(connection, row["id"], row["code"]) or "", row["name"]) for row in found]


def _row(row: sqlite3.Row) -> Row:
    shown = dict(row)
    shown["aliases"] = json.loads(row["aliases"])
    shown["tags"] = json.loads(row["tags"] or "[]")
    shown["active"] = bool(row["active"])
    return {key: shown[key] for key in KEYS}
