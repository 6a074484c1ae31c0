"""Asking: a question from its .sql file, narrowed by filters, sorted, and limited."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.kinds.field import named, names_known, names_typed
from zizhao_cli.domain.kinds.fields import NO
from zizhao_cli.domain.text import LONG_TEXT, matching_key
from zizhao_cli.errors import UsageProblem, quoted
from zizhao_cli.store.called import id_called

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.report.as_of import AsOf


class UnknownSortKey(UsageProblem):
    def __init__(self, key: str, known: Sequence[Field]) -> None:
        super().__init__(
            f"--sort 不认识 {quoted(key)}", f"可写：{names_known(known)}；前面加 - 为从大到小"
        )


BETWEEN_NAMES = "、"
"""What stands between the names of several people in one text."""
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
"""The letters, digits and marks of ASCII as they are in full width."""


class Where:
    """Conditions joined by AND, with the values bound to them."""

    def __init__(self, values: dict[str, Any] | None = None, clauses: Sequence[str] = ()) -> None:
        self.clauses = [*clauses]
        self.values: dict[str, Any] = values or {}

    def add(self, clause: str, **values: object) -> None:
        """Add a condition of named parameters."""
        self.clauses.append(clause)
        self.values.update(values)

    def among(self, column: str, values: list[Any]) -> None:
        """Add that `column` holds one of `values`; none of them means no row."""
        self.among_either({column: values})

    def among_either(self, either: dict[str, list[Any]]) -> None:
        """Add that one of the columns holds one of its values."""
        clauses: list[str] = []
        for column, values in either.items():
            # An empty list of values is SQLite's alone.
            among = f"{column} IN ({self.bound(column, values)})" if values else "false"
            clauses.append(among)
        self.add(clauses[0] if len(clauses) == 1 else f"({' OR '.join(clauses)})")

    def bound(self, name: str, values: Sequence[Any]) -> str:
        """Bind `values` under parameters called after `name`, and return those, for a list in SQL."""
        names = {f"{name}_{place}": value for place, value in enumerate(values)}
        self.values.update(names)
        return ", ".join(f":{one}" for one in names)

    def written(self, columns: Sequence[str], texts: Sequence[str]) -> None:
        """Add that one of `texts`, if any, is found: each of its words, which blanks keep apart, in one of the columns."""
        # No word holds the line end that keeps the columns apart.
        line = " || '\n' || ".join(f"coalesce({column}, '')" for column in columns)
        found = (self.holding(line, word.split()) for word in texts)
        if texts:
            self.add(f"({' OR '.join(found)})")

    def listing(self, column: str, names: Sequence[str]) -> None:
        """Add that one of `names`, if any, stands alone in `column`, or among several."""
        if names:
            self.add(self.listed(column, names))

    def listed(self, column: str, names: Sequence[str]) -> str:
        """Return the condition that one of `names` stands alone in `column`, or among several."""
        marked = f"'{BETWEEN_NAMES}' || {column} || '{BETWEEN_NAMES}'"
        parts = (self.holding(marked, [f"{BETWEEN_NAMES}{name}{BETWEEN_NAMES}"]) for name in names)
        return f"({' OR '.join(parts)})"

    def holding(self, text: str, words: Sequence[str]) -> str:
        """Return the condition that the SQL `text` holds all of `words`; blanks and case do not matter, nor width as far as it is one."""
        plain = f"replace(replace(lower({text}), ' ', ''), '\u3000', '')"
        found = (
            " OR ".join(f"{plain} LIKE {self._bound(way)} ESCAPE '!'" for way in _spelled(word))
            for word in words
        )
        return " AND ".join(f"({ways})" for ways in found) or "1 = 1"

    def _bound(self, text: str) -> str:
        """Bind a pattern that is found where `text` is, and return the parameter."""
        text = text[
            : LONG_TEXT + 1
        ]  # no text is longer, and the pattern of a much longer one SQLite refuses
        for special in "!%_":
            text = text.replace(special, f"!{special}")
        # One that lasts: names are not counted anew where conditions are taken out.
        name = f"held_{len(self.values)}"
        self.values[name] = f"%{text}%"
        return f":{name}"


def _spelled(word: str) -> dict[str, None]:
    """Return the ways in which a word may stand: as it is typed, narrow, and wide in either case."""
    key = matching_key(word)
    return dict.fromkeys((word.lower(), key, key.translate(_WIDE), key.upper().translate(_WIDE)))


def sql(name: str, package: str = "zizhao_cli") -> str:
    """Return the text of the question `name`, which stands in the room of reports of a package."""
    room = Path(str(sys.modules[package].__file__)).with_name("report")
    return room.joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def asking(
    connection: sqlite3.Connection,
    question: str,
    where: Where,
    *,
    order: str,
    limit: int | None = None,
    at: AsOf | None = None,
    columns: str = "*",
    skip: int = 0,
) -> sqlite3.Cursor:
    """Return what yields the rows that answer `question` (the name of a .sql file), one by one; with a limit, those after the first `skip`.

    `at` is whose relation it asks, by the name of the kind as it is counted, where records of the kind are replayed; `order` is an
    ORDER BY list of this program, and so are `columns`.
    """
    text = sql(question) if at is None else at.asked(question)
    return _asking(connection, text, where, order, limit, at, columns, skip)


def select(
    connection: sqlite3.Connection, at: AsOf, where: Where, *, order: str, limit: int | None = None
) -> sqlite3.Cursor:
    """Return what yields the records of a kind that are declared whole, one by one."""
    return _asking(connection, f"SELECT * FROM {at.kind.counted}", where, order, limit, at, "*", 0)


def _asking(
    connection: sqlite3.Connection,
    text: str,
    where: Where,
    order: str,
    limit: int | None,
    at: AsOf | None,
    columns: str,
    skip: int,
) -> sqlite3.Cursor:
    relation = ""
    if at is not None and at.kind.begins:
        relation = f"WITH {at.kind.counted} AS ({at.relation()})\n"
    conditions = f"\nWHERE {' AND '.join(where.clauses)}" if where.clauses else ""
    bound = "" if limit is None else f"\nLIMIT {min(limit, sys.maxsize)} OFFSET {skip}"
    statement = (
        f"{relation}SELECT {columns} FROM ({text}) AS asked{conditions}\nORDER BY {order}{bound}"
    )
    return connection.execute(statement, where.values)


def ask(
    connection: sqlite3.Connection,
    question: str,
    where: Where,
    *,
    order: str,
    limit: int | None = None,
    at: AsOf | None = None,
    columns: str = "*",
    skip: int = 0,
) -> list[sqlite3.Row]:
    """Return the rows that answer `question`; see asking."""
    return asking(
        connection, question, where, order=order, limit=limit, at=at, columns=columns, skip=skip
    ).fetchall()


def ask_one(
    connection: sqlite3.Connection, question: str, kind: Kind, no: str, at: AsOf | None = None
) -> sqlite3.Row:
    """Return the row of the record `no` of a kind in the answer to `question`. Raises UnknownRecord."""
    values = {**(at.values if at is not None else {}), "id": id_called(connection, kind, no)}
    found = ask(connection, question, Where(values, ["id = :id"]), order="id", at=at)
    if not found:
        raise kind.unknown(no)
    return found[0]


def counted(shown: int, limit: int | None, what: str, nothing: str = "", then: str = "") -> str:
    """Return the sentence under a list that says how many there are, or `nothing`; one that reached its limit may have more.

    `then` says of which day it is told.
    """
    said = f"共 {shown} {what}。" if shown or not nothing else nothing
    if limit is not None and shown >= limit:
        said = f"列出 {shown} {what}（--limit）。"
    return f"{then}，{said}" if then else said


class SortKey(NamedTuple):
    """A key by which rows are sorted, and whether from the largest down."""

    key: str
    down: bool = False


def sort_keys(sort: str | None, columns: Sequence[Field]) -> list[SortKey]:
    """Return what `--sort` asks for: the keys or headings of `columns`, with - before one from the largest down.

    Raises UnknownSortKey.
    """
    keys = []
    for text in names_typed(sort) if sort is not None else ():
        column = named(columns, text.removeprefix("-"))
        if column is None:
            raise UnknownSortKey(text, columns)
        keys.append(SortKey(column.key, text.startswith("-")))
    return keys


def order_by(
    keys: Sequence[SortKey],
    stored_as: Mapping[str, str],
    default: str,
    tie: str = "id",
    *,
    always: Collection[str] = (),
) -> str:
    """Return the ORDER BY list of `keys`, or where there are none the default.

    `stored_as` maps keys to the columns that they are ordered by; `tie` orders equals and, like the columns of the
    keys `always`, is never null, so that an index can serve it.
    """
    runs = []
    for key, down in keys:
        column = stored_as.get(key, key)
        if (
            column != tie and key not in always
        ):  # missing values stand last whichever way the others run
            runs.append(f"{column} IS NULL")
        runs.append(f"{column} DESC" if down else column)
        if column == tie:
            return ", ".join(runs)
    return ", ".join([*runs, tie]) if runs else default


def sorted_rows(rows: list[dict[str, Any]], keys: Sequence[SortKey]) -> list[dict[str, Any]]:
    """Return `rows` sorted by keys that are worked out after the query; missing values stand last."""
    for key, down in reversed(keys):
        there = [row for row in rows if row[key] is not None]
        there.sort(key=lambda row: _place(key, row[key]), reverse=down)
        rows = there + [row for row in rows if row[key] is None]
    return rows


def _place(key: str, value: Any) -> Any:  # noqa: ANN401 - any cell
    """Return what a value is sorted by; the serial of a number may have grown beyond its digits."""
    if key != NO.key:
        return value
    year, _, serial = value.rpartition("-")
    return year, int(serial)
