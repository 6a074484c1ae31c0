"""Questions that are the same for every kind of record: their .sql files name its tables in braces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds import kind_named
from zizhao_cli.domain.kinds.fields import UNIT, UNIT_CODE
from zizhao_cli.report.question import sql

if TYPE_CHECKING:
    from zizhao_cli.domain.kinds.kind import Kind


def sql_of(kind: Kind, question: str) -> str:
    """Return the text of `question` about a kind; `v` is a record there, and what it refers to is told by name."""
    named, joins = [], []
    for place, (column, reference) in enumerate(kind.references.items()):
        other = kind_named(reference.kind)
        named.append(f"r{place}.{other.called} AS {reference.shown_as},")
        joins.append(f"LEFT JOIN {other.table} AS r{place} ON r{place}.id = v.{column}")
    return sql(question).format(
        table=kind.table,
        history=kind.history,
        mended=kind.mended,
        key=kind.key,
        number=kind.number,
        begins=kind.begins,
        voided=kind.voided,
        numbered="p.no, " if kind.series else "",
        name=f"t.{kind.called}",
        references=" ".join(named),
        joins="\n".join(joins),
    )


def relation_of(kind: Kind) -> str:
    """Return the SQL of the relation that lists ask of the records of a kind, which are put in for {record} and {unit}.

    A kind that is declared whole needs no file of its own: all its columns, and what it refers to by name.
    """
    if not kind.given:
        return sql(f"{kind.counted}_of", kind.package)
    columns = [f"v.{kind.called}", "v.id", "v.state", "v.last_step_on"]
    columns += (
        f"v.{column}"
        for column in dict.fromkeys(map(kind.column, kind.columns))
        if column in _stored(kind)
    )
    joins = []
    for place, (column, reference) in enumerate(kind.references.items()):
        other = kind_named(reference.kind)
        table = f"{{{UNIT.key}}}" if other.found_by == other.name else other.table
        joins.append(f"LEFT JOIN {table} AS r{place} ON r{place}.id = v.{column}")
        of_unit = reference.shown_as == UNIT_CODE.key
        named = other.called if of_unit or other.series else other.named_by
        columns.append(f"r{place}.{named} AS {reference.shown_as}")
        if of_unit:
            columns.append(f"r{place}.name AS {UNIT.key}")
    return f"SELECT {', '.join(columns)}\nFROM {{record}} AS v\n" + "\n".join([*joins, ""])


def _stored(kind: Kind) -> set[str]:
    """Return the columns of a declared kind that its own table has."""
    beside = {kind.called, "state", UNIT_CODE.key}
    return {kind.column(field) for field in kind.columns if field.key not in beside}
