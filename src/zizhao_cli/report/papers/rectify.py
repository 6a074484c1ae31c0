"""限期整改意见书: what a unit is to put right, each problem with its own day (重庆市安全生产条例 art. 35, 60)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused, few
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.values import RUNNING, Handling, Level, Paper, State
from zizhao_cli.report.as_of import AsOf
from zizhao_cli.report.evidence import evidence_of
from zizhao_cli.report.papers.drawn import (
    NotInState,
    in_words,
    items,
    level,
)
from zizhao_cli.report.question import BETWEEN_NAMES, sql
from zizhao_cli.store.evidence.files import folder_of, place_of
from zizhao_cli.store.roll import roll

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from zizhao_cli.report.model import Row
    from zizhao_cli.report.papers.drawn import Desk, Drawn

_SHOWN = ("jpg", "png")
"""Kinds of evidence that a paper can show."""


class NothingToRectify(Refused):
    def __init__(self, unit: str) -> None:
        super().__init__(
            f"{unit}没有待整改、又没有开过限期整改意见书的隐患",
            "用 hazard list --unit 看它的隐患，用 notice list --unit 看开过的文书",
        )


def rectify(desk: Desk) -> Drawn:
    """Draw up the paper for hazards whose clock runs, or all those of a unit that no such paper names yet.

    Raises NothingToRectify, NotInState, OfTwoUnits, IssuedBefore, UnknownUnit.
    """
    hazards = desk.hazards() if desk.asked.unit is None else _of_unit(desk)
    stopped = {
        row["no"]: State(row["state"]).label for row in hazards if row["state"] not in RUNNING
    }
    if stopped:
        raise NotInState(Paper.RECTIFY, stopped, "只写已登记和整改中的；已整改的去复查")
    desk.refuse_again(hazards)
    checked, inspectors = _checks(desk.connection, hazards)
    problems = [_problem(desk, number, row) for number, row in enumerate(hazards, 1)]
    unit = desk.unit(hazards[0]["unit_id"])
    values = {
        "checked_on": checked,
        "problems": problems,
        "majors": items([one["n"] for one in problems if one["major"]]),
        "unit_head": desk.asked.head or unit["head"] or "",
    }
    drawn = desk.drawn(hazards, values, receiver=unit["name"], inspectors=inspectors)
    issued_on = str(desk.asked.issued_on)
    past = [f"{row['no']}（{row['due_on']}）" for row in hazards if row["due_on"] < issued_on]
    said = f"签发的那天期限已经过了：{few(past)}；要另给期限，先用 hazard extend"
    return drawn._replace(remarks=[*drawn.remarks, *([said] if past else [])])


def _of_unit(desk: Desk) -> list[Row]:
    unit = roll(desk.connection).find(desk.asked.unit or "")
    named = _named(desk, unit.id)
    issued_on = str(desk.asked.issued_on)
    found = [
        row
        for row in desk.hazards_of(desk.in_states(unit.id, RUNNING))
        if row["no"] not in named and row["found_on"] <= issued_on
    ]
    if not found:
        raise NothingToRectify(unit.name)
    return found


def _named(desk: Desk, unit_id: int) -> set[str]:
    return {
        no for notice in desk.live(Paper.RECTIFY, unit_id) for no in json.loads(notice["hazards"])
    }


def _checks(connection: sqlite3.Connection, hazards: list[Row]) -> tuple[str, list[str]]:
    """Return on which days the hazards were found, in words, and who inspected."""
    days = sorted({row["found_on"] for row in hazards})
    names: dict[str, None] = {}
    at = AsOf(HAZARD)
    query = f"SELECT {at.tables(sql('inspectors_of'))} FROM hazard AS asked WHERE asked.id = ?"
    for row in hazards:
        (found,) = connection.execute(query, (row["id"],)).fetchone()
        names |= dict.fromkeys((found or "").split(BETWEEN_NAMES) if found else ())
    return BETWEEN_NAMES.join(map(in_words, days)), [*names]


def _problem(desk: Desk, number: int, row: Row) -> dict[str, Any]:
    pictures = _pictures(desk.connection, desk.ledger, row["no"]) if desk.asked.pictures else []
    return {
        "n": number,
        "text": row["title"],
        "location": row["location"] or "",
        "measure": row["plan_measures"] or "",
        "level": level(row),
        "major": row["level"] == Level.MAJOR,
        "due": in_words(row["due_on"]),
        "handling": Handling(row["handling"]).label,
        "pictures": pictures,
    }


def _pictures(connection: sqlite3.Connection, ledger: Path, no: str) -> list[dict[str, Any]]:
    """Return where the pictures lie of how a hazard was found, with what they are called."""
    return [
        {"image": place_of(folder_of(ledger), row["sha256"], row["kind"]), "caption": row["name"]}
        for row in evidence_of(connection, HAZARD, no)
        if row["kind"] in _SHOWN and row["step"] in (None, "register") and not row["retracted"]
    ]
