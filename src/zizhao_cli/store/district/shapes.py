"""How each table of a ledger stands in the district's database.

A key of a town's ledger becomes town × BASE + key, in every column that holds one: so keys begin with the town, no two towns share one, and the
questions that are asked of one ledger are asked of all of them as they stand. All else is stored as it is in the ledger, days and times as text in the order of their bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Boolean, CheckConstraint, Date, Integer
from sqlalchemy.dialects import postgresql

from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.domain.numbering import SERIALS
from zizhao_cli.store.district.keys import BASE, GROWING
from zizhao_cli.store.journal.chain import recorded_tables
from zizhao_cli.store.tables.declared import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ClauseElement, Column, Index, Table

    from zizhao_cli.domain.kinds.kind import Kind

_OF_RECORDS = ("id", "seq", "record_id", "of_id")
"""Columns that hold keys without a reference that says so."""
JOURNAL = "journal"


class Shape(NamedTuple):
    """One table: the statements that make it, and for those that a push brings rows of, the one that keeps them.

    `keep` takes the town, its name and the rows as JSON; `follow`, of a history, the name and the ids of lives, and brings the table `present` up to them.
    `seq_at` and `key_at` are the places in a row, counted from 0, of its entry and of the first column of its key; `columns` is how many a row may have.
    """

    name: str
    made: list[str]
    keep: str | None
    follow: str | None
    seq_at: int
    key_at: int
    columns: int
    present: str | None
    digested: str
    """A row as its digest goes over it, of what is recorded."""
    again: str
    """The statement that tells the rows of entries after $1 up to $2 once more, as digests go over them; $3 and $4 bound the keys of the town."""
    place: int
    """Where its rows stand in the digest, among those of other tables."""
    differing: str
    """Of a history, the ids of those records of a town whose present row is not as the last of their history left it."""


def shapes() -> list[Shape]:
    """Return the shapes of all tables that the district has of a ledger: the journal, what digests go over, and the present tables."""
    recorded = recorded_tables()
    kinds = {kind.history: kind for kind in KINDS if not kind.written_once}
    present = {kind.table: kind for kind in KINDS if not kind.written_once}
    tables = metadata().tables
    return [
        _shape(tables[name], name in recorded, kinds.get(name), numbered)
        for name in (JOURNAL, *present, *recorded)
        for numbered in [_numbered(name)]
    ]


def _numbered(table: str) -> Kind | None:
    """Return the kind whose numbers the table shows, if any."""
    return next((kind for kind in KINDS if kind.table == table and kind.series is not None), None)


def _shape(table: Table, recorded: bool, history_of: Kind | None, numbered: Kind | None) -> Shape:
    stored = [column for column in table.columns if column.computed is None]
    names = [column.name for column in stored]
    follow, present, differing = None, None, ""
    if history_of is not None:
        follow, present, differing = _follow(history_of), history_of.table, _differing(history_of)
    return Shape(
        table.name,
        [*_made(table, numbered)],
        _keep(table, stored, numbered) if recorded else None,
        follow,
        names.index("seq") if recorded else 0,
        names.index(next(column.name for column in table.primary_key)),
        len(names),
        present,
        _digested(table, stored) if recorded else "",
        _again(table, stored) if recorded else "",
        [*recorded_tables()].index(table.name) if recorded else 0,
        differing,
    )


def _is_key(column: Column[object]) -> bool:
    return bool(column.foreign_keys) or column.name in _OF_RECORDS


def _made(table: Table, numbered: Kind | None) -> Iterator[str]:
    """Yield the statements that make a table, or add to an older one what it lacks; each may be told again."""
    key = [column.name for column in table.primary_key]
    first = f'"{key[0]}"'
    checks = " AND ".join(
        f'"{column.name}" / {BASE} = town'
        for column in table.columns
        if _is_key(column) and column.computed is None
    )
    # A day that does not exist raises what the accepting function hears.
    days = "".join(
        f' AND ("{column.name}" IS NULL OR length("{column.name}") = 10 AND julianday("{column.name}") IS NOT NULL)'
        for column in table.columns
        if isinstance(column.type, Date)
    )
    words = "".join(
        f" AND ({check.sqltext})"
        for check in table.constraints
        if isinstance(check, CheckConstraint) and not _of_sqlite(str(check.sqltext))
    )
    partitioned = f" PARTITION BY RANGE ({first})" if table.name in GROWING else ""
    keys = ", ".join(f'"{name}"' for name in key)
    columns = ", ".join(_column(column) for column in table.columns if column.name != "no")
    number = ', no text COLLATE "C"' if numbered is not None else ""
    yield (
        f"CREATE TABLE IF NOT EXISTS {table.name} (town bigint NOT NULL REFERENCES town, {columns}{number}, "
        f"PRIMARY KEY ({keys}), CONSTRAINT as_in_a_ledger CHECK ({checks}{days}{words})){partitioned}"
    )
    for column in table.columns:
        if column.nullable and column.computed is None:
            yield f"ALTER TABLE {table.name} ADD COLUMN IF NOT EXISTS {_column(column)}"
    for index in sorted(table.indexes, key=lambda each: str(each.name)):
        if not str(index.name).endswith("_fingerprint"):  # only imports look there
            yield _index(table, index)
    if table.name not in GROWING:
        yield f"CREATE INDEX IF NOT EXISTS ix_{table.name}_town ON {table.name} (town)"


def _of_sqlite(check: str) -> bool:
    """Say whether a constraint is written as SQLite alone reads it."""
    return "GLOB" in check or ") + (" in check


def _column(column: Column[object]) -> str:
    """Return how a column is declared in the district's database."""
    of = 'text COLLATE "C"'
    if isinstance(column.type, Boolean):
        of = "boolean"
    elif isinstance(column.type, Integer):
        of = "bigint"
    if column.computed is not None:
        return f'"{column.name}" {of} GENERATED ALWAYS AS ({column.computed.sqltext}) STORED'
    return f'"{column.name}" {of}{"" if column.nullable else " NOT NULL"}'


def _index(table: Table, index: Index) -> str:
    """Return the statement of an index as the ledger has it; that nothing is there twice was for the ledger to see."""
    columns = ", ".join(_indexed(_compiled(each, table)) for each in index.expressions)
    where = index.dialect_options["sqlite"]["where"]
    part = "" if where is None else f" WHERE {_compiled(where, table)}"
    return f"CREATE INDEX IF NOT EXISTS {index.name} ON {table.name} ({columns}){part}"


def _compiled(clause: str | ClauseElement, table: Table) -> str:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    text = clause if isinstance(clause, str) else str(clause.compile(dialect=dialect))
    return text.replace(f"{table.name}.", "")


def _indexed(column: str) -> str:
    """Return a column of an index; an expression stands in brackets of its own."""
    if "(" not in column:
        return column
    down = " DESC" if column.endswith(" DESC") else ""
    return f"({column.removesuffix(down)}){down}"


def _keep(table: Table, stored: list[Column[object]], numbered: Kind | None) -> str:
    """Return the statement that keeps rows of a table, sent as the arrays that digests go over."""
    names, values = ["town"], ["$1"]
    for place, column in enumerate(stored):
        names.append(f'"{column.name}"')
        values.append(_value(column, f"row ->> {place}"))
    if numbered is not None:
        place = [column.name for column in stored].index("id")
        names.append("no")
        values.append(_number(numbered, f"(row ->> {place})::bigint", "$2"))
    return f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {', '.join(values)} FROM unnest($3) AS row"


def _value(column: Column[object], sent: str) -> str:
    if _is_key(column):
        return f"$1 * {BASE} + ({sent})::bigint"
    if isinstance(column.type, Boolean):
        return f"({sent})::int::boolean"
    return f"({sent})::bigint" if isinstance(column.type, Integer) else sent


def _number(kind: Kind, own_id: str, town: str) -> str:
    """Return the SQL of a number as the district writes it, TOWN/NO, given the SQL of the id in its town and of the town's name."""
    series = kind.numbers
    serial = f"({own_id} % {SERIALS})::text"
    padded = f"lpad({serial}, greatest({series.digits}, length({serial})), '0')"
    return f"{town} || '/{series.prefix}-' || {own_id} / {SERIALS} || '-' || {padded}"


def _digested(table: Table, stored: list[Column[object]]) -> str:
    """Return the SQL of a row in the one form that digests go over (store.journal.chain.as_digested), made again of what is kept."""
    values = ", ".join(f"coalesce({_as_json(column)}, 'null')" for column in stored)
    return f"'{table.name}[' || regexp_replace(concat_ws(',', {values}), '(,null)+$', '') || ']'"


def _again(table: Table, stored: list[Column[object]]) -> str:
    order = ", ".join(f'"{column}"' for column in ("seq", *recorded_tables()[table.name]))
    # So that the partitions of other towns are not looked at.
    own = f" AND {GROWING[table.name]} BETWEEN $3 AND $4" if table.name in GROWING else ""
    lines = f"array_agg({_digested(table, stored)} ORDER BY {order})"
    return f"SELECT {lines} FROM {table.name} WHERE seq > $1 AND seq <= $2{own}"


def _as_json(column: Column[object]) -> str:
    if _is_key(column):
        return f'("{column.name}" % {BASE})::text'
    if isinstance(column.type, Boolean):
        return f'"{column.name}"::int::text'
    of = f'"{column.name}"'
    return f"{of}::text" if isinstance(column.type, Integer) else f"to_json({of})::text"


def _projected(kind: Kind) -> tuple[list[str], list[str]]:
    """Return the columns of the present table of a kind, and what each is of a row `v` of its history; $1 is the name of the town."""
    table = metadata().tables[kind.table]
    stored = [column.name for column in table.columns if column.computed is None]
    names = ["town", *(f'"{name}"' for name in stored)]
    values = ["v.town", *(f'v."{kind.key if name == "id" else name}"' for name in stored)]
    return names, values


def _follow(kind: Kind) -> str:
    """Return the statement that brings the present table of a kind up to the last rows of some lives, $2, in their histories."""
    names, values = _projected(kind)
    if kind.series is not None:
        names.append("no")
        values.append(_number(kind, f'(v."{kind.key}" % {BASE})', "$1"))
    changed = ", ".join(
        f"{name} = excluded.{name}" for name in names if name not in ("town", '"id"')
    )
    return (
        f"INSERT INTO {kind.table} ({', '.join(names)}) "
        f'SELECT DISTINCT ON (v."{kind.key}") {", ".join(values)} FROM {kind.history} AS v '
        f'WHERE v."{kind.key}" = ANY ($2) ORDER BY v."{kind.key}", v."{kind.number}" DESC '
        f"ON CONFLICT (id) DO UPDATE SET {changed}"
    )


def _differing(kind: Kind) -> str:
    names, values = _projected(kind)
    last = (
        f'SELECT DISTINCT ON (v."{kind.key}") {", ".join(values)} FROM {kind.history} AS v '
        f'WHERE v.town = %(town)s ORDER BY v."{kind.key}", v."{kind.number}" DESC'
    )
    present = f"SELECT {', '.join(names)} FROM {kind.table} WHERE town = %(town)s"
    place = names.index('"id"') + 1
    columns = ", ".join(f"c{number}" for number in range(1, len(names) + 1))
    return f"SELECT DISTINCT c{place} FROM ((({last}) EXCEPT ({present})) UNION ALL (({present}) EXCEPT ({last}))) AS unlike ({columns})"
