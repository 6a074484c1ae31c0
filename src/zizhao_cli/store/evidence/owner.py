"""Which record, and which of its steps, a piece of evidence belongs to, in a ledger of any revision."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.domain.kinds.kind import NOTE
from zizhao_cli.store.active import active
from zizhao_cli.store.district.asked import district_of
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


OF_A_REMARK = 0
"""The number of no step: the evidence came with a remark."""


def of_records(connection: sqlite3.Connection) -> str:
    """Return the SQL of all evidence beside its record, with the step that it shows something of and the day of that.

    Columns: seq, position, sha256, kind, size, name, of_kind, of_id, record, step, taken_on, retracted, active. What shows
    something of a step that was taken back is not active.
    """
    own = owner(connection)
    noted = f"coalesce({own.step}, 1) = {OF_A_REMARK}"
    return " UNION ALL ".join(
        _of_kind(kind, own, noted, stored_columns(connection, kind.history))
        for kind in KINDS
        if _is_told(connection, kind)
    )


def _is_told(connection: sqlite3.Connection, kind: Kind) -> bool:
    """Say whether the ledger has records of a kind; those that stand apart nobody in a district reads."""
    if district_of(connection) is not None:
        return not kind.apart
    return has_table(connection, kind.table)


def _of_kind(kind: Kind, own: Owner, noted: str, history: list[str]) -> str:
    step, day, joined, back = "NULL", "j.effective_on", "", "false"
    if not kind.written_once:
        step, day = "h.step" if "step" in history else "NULL", "h.effective_on"
        joined = (
            f"LEFT JOIN {kind.history} AS h ON h.{kind.key} = e.of_id "
            f"AND CASE WHEN e.step_no IS NULL THEN h.seq = e.seq ELSE h.{kind.number} = e.step_no END"
        )
        back = (
            f"NOT e.noted AND EXISTS (SELECT 1 FROM {kind.history} AS b WHERE b.{kind.key} = e.of_id "
            f"AND b.step = 'retract' AND CAST(json_extract(b.detail, '$.retracts') AS INTEGER) = h.{kind.number})"
        )
        if "step" not in history:
            back = "false"
    step = f"CASE WHEN e.noted THEN '{NOTE}' ELSE {step} END"
    day = f"CASE WHEN e.noted THEN j.effective_on ELSE {day} END"
    evidence = (
        f"SELECT seq, position, sha256, kind, size, name, {own.id} AS of_id, {own.step} AS step_no, {noted} AS noted "
        f"FROM evidence WHERE {own.kind} = '{kind.name}'"
    )
    return (
        f"SELECT e.seq, e.position, e.sha256, e.kind, e.size, e.name, '{kind.name}' AS of_kind, e.of_id, "
        f"t.{kind.called} AS record, {step} AS step, {day} AS taken_on, "
        f"{back} AS retracted, "
        f"NOT ({back}) AND t.id IN (SELECT id FROM {kind.table} WHERE id = t.id AND {active(kind)}) AS active "
        f"FROM ({evidence}) AS e JOIN journal AS j ON j.seq = e.seq JOIN {kind.table} AS t ON t.id = e.of_id {joined}"
    )
