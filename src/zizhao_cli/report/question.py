"""Asking: a question from its .sql file, narrowed by filters, sorted, and limited."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zizhao_cli.errors import UsageProblem, quoted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.report.as_of import AsOf


class UnknownSortKey(UsageProblem):
    def __init__(self, key: str, known: list[str]) -> None:
        super().__init__(
            f"--sort 不认识 {quoted(key)}", f"可写：{'、'.join(known)}；前面加 - 为从大到小"
        )


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
            names = {f"{column}_{place}": value for place, value in enumerate(values)}
            clauses.append(f"{column} IN ({', '.join(f':{name}' for name in names)})")
            self.values.update(names)
        self.add(clauses[0] if len(clauses) == 1 else f"({' OR '.join(clauses)})")


def sql(name: str, package: str = "zizhao_cli") -> str:
    """Return the text of the question `name`, which stands in the room of reports of a package."""
    room = Path(str(sys.modules[package].__file__)).with_name("report")
    return room.joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def ask(
    connection: sqlite3.Connection,
    question: str,
    where: Where,
    *,
    order: str,
    limit: int | None = None,
    at: AsOf | None = None,
    columns: str = "*",
) -> list[sqlite3.Row]:
    """Return the rows that answer `question` (the name of a .sql file).

    `at` is whose relation it asks, by the name of the kind as it is counted; `order` is an ORDER BY list of
    this program, and so are `columns`.
    """
    relation = "" if at is None else f"WITH {at.kind.counted} AS ({at.relation()})\n"
    text = sql(question) if at is None else sql(question, at.kind.package)
    conditions = f"\nWHERE {' AND '.join(where.clauses)}" if where.clauses else ""
    bound = "" if limit is None else f"\nLIMIT {min(limit, sys.maxsize)}"
    statement = f"{relation}SELECT {columns} FROM ({text}){conditions}\nORDER BY {order}{bound}"
    return connection.execute(statement, where.values).fetchall()


def ask_one(
    connection: sqlite3.Connection, question: str, kind: Kind, no: str, at: AsOf | None = None
) -> sqlite3.Row:
    """Return the row of the record `no` of a kind in the answer to `question`. Raises UnknownRecord."""
    found = ask(
        connection, question, Where({"id": kind.parse(no)}, ["id = :id"]), order="id", at=at
    )
    if not found:
        raise kind.unknown(no)
    return found[0]


def counted(shown: int, limit: int | None, what: str) -> str:
    """Return the sentence under a list that says how many there are; one that reached its limit may have more."""
    if limit is not None and shown >= limit:
        return f"列出 {shown} {what}（--limit）。"
    return f"共 {shown} {what}。"


def order_by(
    sort: str | None,
    keys: list[str],
    stored_as: dict[str, str],
    default: str,
    tie: str = "id",
    *,
    always: Collection[str] = (),
) -> str:
    """Return the ORDER BY list for `--sort`: a key of `keys`, with - before it from the largest down.

    `stored_as` maps keys to the columns that they are ordered by; `tie` orders equals and, like the columns of the
    keys `always`, is never null, so that an index can serve it. Raises UnknownSortKey.
    """
    if sort is None:
        return default
    key = sort.removeprefix("-")
    if key not in keys:
        raise UnknownSortKey(sort, keys)
    column = stored_as.get(key, key)
    run = f"{column} DESC" if sort.startswith("-") else column
    if column == tie:
        return run
    # Missing values stand last whichever way the others run.
    return f"{run}, {tie}" if key in always else f"{column} IS NULL, {run}, {tie}"


def sorted_rows(rows: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    """Return `rows` sorted by a key that is worked out after the query; missing values stand last."""
    key = sort.removeprefix("-")
    there = [row for row in rows if row[key] is not None]
    there.sort(key=lambda row: row[key], reverse=sort.startswith("-"))
    return there + [row for row in rows if row[key] is None]
