"""The evidence of a check or of a hazard, and what of it was used before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.numbering import CHECKS, HAZARDS
from zizhao_cli.report.life import STEPS
from zizhao_cli.report.question import Where, ask
from zizhao_cli.store.evidence_reuse import reused_just_now

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.report.model import Row

KEYS = ("record", "step", "taken_on", "name", "kind", "size", "sha256", "file")


def evidence_of_hazard(connection: sqlite3.Connection, no: str) -> list[Row]:
    """Return the evidence of the hazard `no`, that of the check that found it first."""
    where = Where()
    where.add(
        "(hazard_id = :id OR check_id = (SELECT check_id FROM hazard WHERE id = :id))",
        id=HAZARDS.parse(no),
    )
    return _rows(connection, where)


def evidence_of_check(connection: sqlite3.Connection, no: str) -> list[Row]:
    """Return the evidence of the check `no`."""
    where = Where()
    where.add("check_id = :id", id=CHECKS.parse(no))
    return _rows(connection, where)


def _rows(connection: sqlite3.Connection, where: Where) -> list[Row]:
    found = ask(connection, "evidence", where, order="seq, position")
    named = ({**row, "file": f"evidence/{row['sha256']}.{row['kind']}"} for row in map(dict, found))
    return [{key: row[key] for key in KEYS} for row in named]


def evidence_lines(rows: list[Row]) -> list[str]:
    """Return each piece of evidence as a line: the day, what for, its name, and where it lies."""
    return [
        f"{row['taken_on']}  {STEPS[row['step']] if row['step'] else row['record']}  {row['name']}（{row['file']}）"
        for row in rows
    ]


def reuse_notes(connection: sqlite3.Connection, no: str) -> list[str]:
    """Return a sentence for each picture that the record `no` came with just now and that was used before."""
    of_check = no.startswith(CHECKS.prefix)
    groups = (
        reused_just_now(connection, check_id=CHECKS.parse(no))
        if of_check
        else reused_just_now(connection, hazard_id=HAZARDS.parse(no))
    )
    return [
        f"注意，套用照片：{uses[-1]} 与 {'、'.join(map(str, uses[:-1]))} 是同一个文件"
        for uses in groups
    ]
