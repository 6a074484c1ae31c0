"""The same picture used for more than one thing (套用照片)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.store.evidence.owner import of_records

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.domain.kinds.kind import Kind

_MORE_THAN_ONCE = "SELECT sha256 FROM evidence GROUP BY sha256 HAVING count(*) > 1"
_PAPERS = ("json", "xlsx")
"""What is no picture: a filled form goes to several receivers as it is."""
_OF_THE_LAST_ENTRY = "SELECT sha256 FROM evidence WHERE seq = (SELECT max(seq) FROM evidence WHERE of_kind = :kind AND of_id = :id)"


class Use(NamedTuple):
    """One use of a picture: for which record, under which name, on which day."""

    seq: int
    record: str
    name: str
    taken_on: str

    def __str__(self) -> str:
        return f"{self.record}（{self.taken_on} {self.name}）"


def reused(connection: sqlite3.Connection) -> list[list[Use]]:
    """Return the uses of every content that stands on record more than once, in the order of recording.

    What belongs to a voided record does not count.
    """
    return _groups(connection, _MORE_THAN_ONCE, {})


def reused_just_now(connection: sqlite3.Connection, kind: Kind, record_id: int) -> list[list[Use]]:
    """Return the same for what a record's latest step with evidence came with."""
    return _groups(connection, _OF_THE_LAST_ENTRY, {"kind": kind.name, "id": record_id})


def _groups(
    connection: sqlite3.Connection, contents: str, values: dict[str, object]
) -> list[list[Use]]:
    query = (
        f"SELECT sha256, seq, record, name, taken_on FROM ({of_records(connection)}) "
        f"WHERE sha256 IN ({contents}) AND active AND kind NOT IN {_PAPERS} ORDER BY sha256, seq, position"
    )
    rows = connection.execute(query, values).fetchall()
    groups = ([Use(*row[1:]) for row in uses] for _, uses in groupby(rows, lambda row: str(row[0])))
    return [group for group in groups if len(group) > 1]
