"""Questions that are the same for every kind of record: their .sql files name its tables in braces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds import kind_named
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
        name=f"t.{kind.called}",
        references=" ".join(named),
        joins="\n".join(joins),
    )
