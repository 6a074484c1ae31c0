"""The same picture used for more than one thing (套用照片)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_USES = """
SELECT e.sha256, e.seq, coalesce(h.no, c.no) AS record, e.name,
       coalesce(v.effective_on, c.checked_on) AS taken_on
FROM evidence AS e
LEFT JOIN hazard AS h ON h.id = e.hazard_id
LEFT JOIN hazard_version AS v ON v.id = e.hazard_id AND v.seq = e.seq
LEFT JOIN checks AS c ON c.id = e.check_id
WHERE e.sha256 IN ({contents})
  AND h.state IS NOT 'voided'
  AND NOT EXISTS (SELECT 1 FROM check_void AS s WHERE s.check_id = e.check_id)
ORDER BY e.sha256, e.seq, e.position
"""
_MORE_THAN_ONCE = "SELECT sha256 FROM evidence GROUP BY sha256 HAVING count(*) > 1"
_OF_THE_LAST_ENTRY = (
    "SELECT sha256 FROM evidence WHERE seq = (SELECT max(seq) FROM evidence WHERE {subject} = :id)"
)


@dataclass(frozen=True)
class Use:
    """One use of a picture: for which record, under which name, on which day."""

    seq: int
    record: str
    name: str
    taken_on: str

    def __str__(self) -> str:
        return f"{self.record}（{self.taken_on} {self.name}）"


def reused(connection: sqlite3.Connection) -> list[list[Use]]:
    """Return the uses of every content that stands on record more than once, in the order of recording.

    What belongs to a voided check or hazard does not count.
    """
    return _groups(connection, _MORE_THAN_ONCE, {})


def reused_just_now(
    connection: sqlite3.Connection, *, hazard_id: int | None = None, check_id: int | None = None
) -> list[list[Use]]:
    """Return the same for what a check, or a hazard's latest step with evidence, came with."""
    subject, record_id = ("hazard_id", hazard_id) if check_id is None else ("check_id", check_id)
    return _groups(connection, _OF_THE_LAST_ENTRY.format(subject=subject), {"id": record_id})


def _groups(
    connection: sqlite3.Connection, contents: str, values: dict[str, object]
) -> list[list[Use]]:
    rows = connection.execute(_USES.format(contents=contents), values).fetchall()
    groups = ([Use(*row[1:]) for row in uses] for _, uses in groupby(rows, lambda row: str(row[0])))
    return [group for group in groups if len(group) > 1]
