"""What the criteria of major hazards say: as a list, of a text, and of a hazard that is or is to be recorded."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from zizhao_cli.criteria import criteria, may_suggest
from zizhao_cli.domain.criteria import ONLY_A_SUGGESTION, Described, Unit, compared
from zizhao_cli.domain.dates import parse_past_day
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.fields import UNIT
from zizhao_cli.domain.kinds.hazard import FOUND_ON, HANDLING, HAZARD, LEVEL
from zizhao_cli.domain.values import Handling, Level
from zizhao_cli.report.model import Report
from zizhao_cli.store.roll import roll

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from zizhao_cli.domain.criteria import Clause, Document

COLUMNS = [
    Field("number", "文号"),
    Field("name", "文件"),
    Field("clause", "条"),
    Field("says", "大意"),
    Field("from", "施行"),
    Field("to", "有效到"),
    Field("unverified", "未核", flag=True),
    Field("source", "出处"),
    Field("note", "说明"),
]
_BRIEF = ["number", "name", "clause", "says", "from", "to", "unverified"]


def criteria_list(ledger: Path, on: date | None, sector: str | None) -> Report:
    """Return the clauses, of the documents in force on a day where one is given, and of a sector where one is. Raises BrokenDataFile."""
    found = (
        (document, clause)
        for document in criteria(ledger).documents
        if on is None or document.in_force(on)
        if sector is None or document.covers(compared(sector))
        for clause in document.clauses
    )
    return _report(found, {} if on is None else {"on": str(on)}, "没有这样的判定标准。")


def criteria_about(ledger: Path, hazard: Described) -> Report:
    """Return the clauses that a hazard may be about, and whether it is to be put right at once. Raises BrokenDataFile."""
    asked = criteria(ledger)
    at_once = asked.at_once(hazard)
    nothing = f"{hazard.found_on} 有效的判定标准里没有找到；没有找到不等于不是。"
    head = {"on": str(hazard.found_on), "at_once": at_once}
    answer = _report(asked.matching(hazard), head, nothing)
    if at_once is None:
        return answer
    return answer._replace(summary=[*answer.summary, f"{at_once}；{ONLY_A_SUGGESTION}。"])


def _report(found: Iterable[tuple[Document, Clause]], head: dict[str, Any], nothing: str) -> Report:
    rows = [
        {
            "number": document.number,
            "name": document.name,
            "clause": clause.clause,
            "says": clause.says,
            "from": str(document.first),
            "to": None if document.last is None else str(document.last),
            "unverified": clause.unverified,
            "source": document.source,
            "note": document.note,
        }
        for document, clause in found
    ]
    said = f"共 {len(rows)} 条；大意是程序归纳的，{ONLY_A_SUGGESTION}。" if rows else nothing
    head = {"list": "criteria", **head, "count": len(rows)}
    return Report(head, COLUMNS, rows, _BRIEF, [said], "重大隐患判定标准")


def unit_told(connection: sqlite3.Connection, unit_id: int) -> Unit:
    """Return what the roll says of a unit, as far as criteria ask."""
    query = "SELECT name, sector, tags FROM unit WHERE id = ?"
    name, sector, tags = connection.execute(query, (unit_id,)).fetchone()
    return Unit(name, sector, frozenset(json.loads(tags or "[]")))


def suggested_of(connection: sqlite3.Connection, ledger: Path, no: str) -> str | None:
    """Return what the hazard `no` may be, as a sentence. Raises BrokenDataFile."""
    query = "SELECT found_on, title, location, sector, unit_id, level, handling FROM hazard WHERE id = ?"
    found_on, title, location, sector, unit_id, level, handling = connection.execute(
        query, (HAZARD.parse(no),)
    ).fetchone()
    if not may_suggest(ledger, f"{title}{location or ''}"):
        return None
    unit = unit_told(connection, unit_id)
    day = date.fromisoformat(found_on)
    described = Described(day, title, location, sector, unit, level, handling)
    return criteria(ledger).suggestion(described)


def suggested_to(
    connection: sqlite3.Connection, ledger: Path, given: Mapping[str, Any], today: date
) -> str | None:
    """Return what a hazard may be that is described as typed so far, as a sentence; its day is under `on`.

    Raises BrokenDataFile, and what is refused of what was typed.
    """
    if not may_suggest(ledger, f"{given['title']}{given.get('location') or ''}"):
        return None
    level, handling = given.get(LEVEL.key), given.get(HANDLING.key)
    described = Described(
        parse_past_day(FOUND_ON.name, given.get("on"), today),
        given["title"],
        given.get("location"),
        given.get("sector"),
        unit_told(connection, roll(connection).find(given[UNIT.key]).id),
        Level.GENERAL if level is None else Level.parse(LEVEL.name, level),
        Handling.DEADLINE if handling is None else Handling.parse(HANDLING.name, handling),
    )
    return criteria(ledger).suggestion(described)
