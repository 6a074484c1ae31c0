"""Which record, and which of its steps, a piece of evidence belongs to, in a ledger of any revision."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.store.active import active
from zizhao_cli.store.journal.chain import has_table, stored_columns

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.domain.kinds.kind import Kind


class Owner(NamedTuple):
    """SQL expressions over a row of `evidence`: the kind and the id of its record, and the number of the step, if it is told."""

    kind: str
    id: str
    step: str


def owner(connection: sqlite3.Connection) -> Owner:
    """Return how the evidence of this ledger says whose it is; revision 0002 had a column for each of two kinds."""
    if "record_id" in stored_columns(connection, "evidence"):
        return Owner("evidence.of_kind", "evidence.of_id", "evidence.step_no")
    return Owner(
        "CASE WHEN evidence.hazard_id IS NULL THEN 'check' ELSE 'hazard' END",
        "coalesce(evidence.hazard_id, evidence.check_id)",
        "NULL",
    )


def of_records(connection: sqlite3.Connection) -> str:
    """Return the SQL of all evidence beside its record, with the step that it shows something of and the day of that.

    Columns: seq, position, sha256, kind, size, name, of_kind, of_id, record, step, taken_on, active.
    """
    own = owner(connection)
    return " UNION ALL ".join(
        _of_kind(kind, own, stored_columns(connection, kind.history))
        for kind in KINDS
        if has_table(connection, kind.table)
    )


def _of_kind(kind: Kind, own: Owner, history: list[str]) -> str:
    step, day, joined = "NULL", "j.effective_on", "JOIN journal AS j ON j.seq = e.seq"
    if not kind.written_once:
        step, day = "h.step" if "step" in history else "NULL", "h.effective_on"
        joined = (
            f"JOIN {kind.history} AS h ON h.{kind.key} = e.of_id AND h.seq = e.seq "
            f"AND (e.step_no IS NULL OR h.{kind.number} = e.step_no)"
        )
    evidence = (
        f"SELECT seq, position, sha256, kind, size, name, {own.id} AS of_id, {own.step} AS step_no "
        f"FROM evidence WHERE {own.kind} = '{kind.name}'"
    )
    return (
        f"SELECT e.seq, e.position, e.sha256, e.kind, e.size, e.name, '{kind.name}' AS of_kind, e.of_id, "
        f"t.{kind.called} AS record, {step} AS step, {day} AS taken_on, "
        f"t.id IN (SELECT id FROM {kind.table} WHERE id = t.id AND {active(kind)}) AS active "
        f"FROM ({evidence}) AS e JOIN {kind.table} AS t ON t.id = e.of_id {joined}"
    )
