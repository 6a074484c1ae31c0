"""快报 and 续报 of an accident: what was known when a report was made, or is known now; what changed since the report before it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli import settings
from zizhao_cli.domain.accidents import CLOCKS, late, running
from zizhao_cli.domain.amounts import in_yuan
from zizhao_cli.domain.dates import as_papers_have_it
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.accident import (
    ACCIDENT,
    CASUALTIES,
    COURSE,
    FOLLOWED_UP_AT,
    GRADE,
    HAPPENED_AT,
    LOSS,
    MEANS,
    MEASURES_TAKEN,
    MOMENTS,
    OTHER,
    OVERVIEW,
    PLACE,
    PRODUCTION,
    REPORTED_AT,
    SCENE,
    TITLE,
    TYPE,
    AccidentState,
    AccidentType,
    Grade,
    Means,
    Production,
    Reporter,
)
from zizhao_cli.domain.kinds.enterprise import ENTERPRISE
from zizhao_cli.domain.kinds.fields import UNIT
from zizhao_cli.domain.moments import end_of, in_words, moment_of
from zizhao_cli.domain.paper_fields import PAPERS
from zizhao_cli.domain.values import UnitKind
from zizhao_cli.errors import UsageProblem, quoted
from zizhao_cli.report.accident import grade_on
from zizhao_cli.report.of_kind import sql_of
from zizhao_cli.report.timeline import timeline
from zizhao_cli.store.called import id_called

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from zizhao_cli.domain.papers import PaperTerms
    from zizhao_cli.report.model import Row

FLASH, FOLLOWUP = "flash", "followup"
_PAPER_OF = {"report": FLASH, "followup": FOLLOWUP}
_TO_COME = "（待报）"
_SETTLED = (AccidentState.CONFIRMED.value, AccidentState.CLOSED.value)
"""The states in which an authority has confirmed it."""
_PARTS = (PLACE, OVERVIEW, SCENE, COURSE, MEASURES_TAKEN, OTHER)
_COMPARED = (*CASUALTIES, TITLE, UNIT, PLACE, HAPPENED_AT, TYPE, PRODUCTION, *MOMENTS, *_PARTS[1:])  # fmt: skip
"""What a 续报 holds against the report before it."""
_TOLD = dict(zip(MOMENTS, ("单位负责人接报", "事故单位上报", "镇接报", "镇上报", "区接报"), strict=True))  # fmt: skip
_LATE = {clock.ends: clock for clock in CLOCKS[:2]}


class UnknownReport(UsageProblem):
    def __init__(self, value: str) -> None:
        known = "、".join(f"{name} {PAPERS[name].title}" for name in _PAPER_OF.values())
        super().__init__(f"--kind 不认得 {quoted(value)}", f"可写：{known}")


class NotThisReport(Refused):
    """A step that is no report of the kind that is asked for."""

    def __init__(self, no: str, step: int, title: str) -> None:
        super().__init__(
            f"{no} 的第 {step} 步不能出{title}", f"用 accident show {no} 看报告、续报各是第几步"
        )


class ReportTakenBack(Refused):
    def __init__(self, no: str, step: int, by: int) -> None:
        super().__init__(
            f"{no} 的第 {step} 步已由第 {by} 步撤回", f"用 accident show {no} 看还算数的报告"
        )


class NoFollowupYet(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(f"{no} 还没有记过续报", f"先用 accident followup {no} 记变了的，再出续报")


class NothingToReport(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(f"{no} 已核销，不再出快报", "已经报出去的，写 --step 照那一次重新出")


class Asked(NamedTuple):
    """Which paper of which accident, and of which step; who fills it in where the step is not recorded yet."""

    no: str
    paper: str | None
    step: int | None
    actor: str


class Told(NamedTuple):
    """A report of an accident: the record as the ledger had it when it was recorded, and what was said of the report itself."""

    row: Row
    detail: Mapping[str, Any]
    step: int

    @property
    def at(self) -> str:
        """The moment of the report, as the ledger keeps it."""
        return str(self.detail.get(REPORTED_AT.key) or self.detail[FOLLOWED_UP_AT.key])


class AccidentPaper(NamedTuple):
    """A paper to be filled: its name, what it says, and of which step it is, None where it is a draft."""

    name: str
    values: dict[str, Any]
    step: int | None


def paper_asked(value: str) -> str:
    """Return which paper `value` names: by its name, its title, or the title without 事故. Raises UnknownReport."""
    for name in _PAPER_OF.values():
        title = PAPERS[name].title
        if value in (name, title, title.removeprefix("事故")):
            return name
    raise UnknownReport(value)


def accident_paper(
    connection: sqlite3.Connection, terms: PaperTerms, asked: Asked
) -> AccidentPaper:
    """Return 快报 or 续报 of an accident: of the step that is asked for, else of the town's last report, or of the last 续报; a 快报 that is not recorded is a draft of what is known now.

    A step that is recorded says again what it said then, whatever was corrected since. Raises UnknownRecord, NotThisReport, ReportTakenBack, NoFollowupYet, NothingToReport.
    """
    life = _Life(connection, asked.no)
    told = life.told(asked)
    if told is None:
        return AccidentPaper(FLASH, _draft(life, terms, asked.actor), None)
    moment = moment_of(told.at)
    said = life.said(told.row)
    values = {**_of_office(terms), **_facts(life, said, moment)}
    values |= {
        "to": told.detail.get("reported_to") or "",
        "reported_at": _moment(told.at),
        "means": _word(Means, told.detail.get(MEANS.key)),
        "handler": told.row["actor"],
        "issued_on": as_papers_have_it(moment.date()),
    }
    if "reported_to" in told.detail:
        return AccidentPaper(FLASH, values, told.step)
    return AccidentPaper(FOLLOWUP, {**values, **_what_changed(life, told, said)}, told.step)


def _draft(life: _Life, terms: PaperTerms, actor: str) -> dict[str, Any]:
    row = life.rows[-1]
    if row["state"] == AccidentState.VOIDED:
        raise NothingToReport(life.no)
    facts = _facts(life, life.said(row), settings.now_on(settings.today()))
    return {**_of_office(terms), **facts, "handler": actor}


class _Life:
    """The steps of an accident, each with the record as the ledger had it then."""

    def __init__(self, connection: sqlite3.Connection, no: str) -> None:
        self.connection = connection
        record = id_called(connection, ACCIDENT, no)
        self.no = ACCIDENT.no(record)
        found = connection.execute(sql_of(ACCIDENT, "steps"), {"id": record})
        self.rows = [dict(row) for row in found]
        self.steps = timeline(connection, ACCIDENT, self.no)

    def reports(self) -> Iterator[tuple[Told, str, int | None]]:
        """Yield the reports in the order in which they were recorded, each with its paper and with the step that took it back."""
        own = {row[ACCIDENT.number]: row for row in self.rows if row["restates"] is None}
        for step in self.steps:
            paper = _PAPER_OF.get(step["step"])
            if paper is not None and "retracts" not in step["detail"]:
                told = Told(own[step["step_no"]], step["detail"], step["step_no"])
                yield told, paper, step["retracted_by"]

    def told(self, asked: Asked) -> Told | None:
        """Return the report that is asked for; None for a 快报 that is not recorded."""
        if asked.step is None:
            wanted = asked.paper or FLASH
            standing = [
                told
                for told, paper, back in self.reports()
                if paper == wanted and back is None and _of_town(told)
            ]
            if wanted == FOLLOWUP and not standing:
                raise NoFollowupYet(self.no)
            return max(standing, key=lambda told: (told.at, told.step), default=None)
        for told, paper, back in self.reports():
            if told.step == asked.step and asked.paper in (None, paper):
                if back is not None:
                    raise ReportTakenBack(self.no, asked.step, back)
                return told
        title = PAPERS[asked.paper].title if asked.paper else "快报、续报"
        raise NotThisReport(self.no, asked.step, title)

    def before(self, told: Told) -> list[tuple[Told, str]]:
        """Return the reports that were made before one, as the ledger had it then, the last one last."""
        found = [
            (one, paper)
            for one, paper, back in self.reports()
            if one.step < told.step and one.at <= told.at and (back is None or back > told.step)
        ]
        return sorted(found, key=lambda pair: (pair[0].at, pair[0].step))

    def said(self, row: Row) -> Row:
        """Return a record with its unit by name and what the roll has of it."""
        if row["unit_id"] is None:
            return {**row, "unit": None}
        unit = self.connection.execute(
            "SELECT u.name, u.kind, u.sector, p.name AS place FROM unit AS u LEFT JOIN unit AS p ON p.id = u.parent_id WHERE u.id = ?",
            (row["unit_id"],),
        ).fetchone()
        return {**row, "unit": unit["name"], "of_unit": dict(unit)}

    def high_risk(self, unit_id: int) -> bool:
        """Say whether the enterprise is of a trade of high risk."""
        asked = f"SELECT 1 FROM {ENTERPRISE.table} WHERE unit_id = ? AND state <> 'voided' AND high_risk = 'yes'"
        return self.connection.execute(asked, (unit_id,)).fetchone() is not None


def _of_town(told: Told) -> bool:
    """Say whether a report is the town's: those of others come to it and are not its papers."""
    return told.detail.get("reporter") in (None, Reporter.TOWN)


def _of_office(terms: PaperTerms) -> dict[str, Any]:
    return {"organ": terms.organ, "office": terms.office, "phone": terms.phone or ""}


def _facts(life: _Life, said: Row, moment: datetime) -> dict[str, Any]:
    """Return what is known of an accident, by what was recorded, at a moment."""
    unit = said.get("of_unit") or {}
    risky = said["unit_id"] is not None and life.high_risk(said["unit_id"])
    kind = _word(UnitKind, unit.get("kind"))
    sector = unit.get("sector") or said["sector"]
    nature = [kind, sector, "高危行业" if risky else ""]
    return {
        "no": life.no,
        "title": said["title"],
        "unit": said["unit"] or "",
        "address": unit.get("place") or "",
        "nature": "，".join(filter(None, nature)),
        "happened_at": _happened(said),
        "type": _word(AccidentType, said["type"]),
        "production": _word(Production, said["production"]) or "不明",
        **{field.key: _shown(field.key, said) for field in CASUALTIES},
        "grade": _grade(said, moment.date()),
        **{field.key: said[field.key] or "" for field in _PARTS},
        "told": _calls(said, moment),
    }


def _grade(said: Row, day: date) -> str:
    """Return the grade: what somebody determined once the accident is confirmed, else by the table, for the time being."""
    by_table = grade_on({**said, "happened_on": str(said["happened_on"])}, day).in_words()
    grade = _word(Grade, said[GRADE.key]) or by_table
    return grade if said["state"] in _SETTLED else f"{grade}（暂定）"


def _happened(said: Mapping[str, Any]) -> str:
    if said["happened_at"] is not None:
        return _moment(said["happened_at"])
    day = date.fromisoformat(str(said["happened_on"]))
    return f"{as_papers_have_it(day)}，几时几分不明"


def _moment(kept: str) -> str:
    """Return a moment that the ledger keeps as papers have it: `2022年5月3日16时5分`."""
    moment = moment_of(kept)
    return f"{as_papers_have_it(moment.date())}{moment.hour}时{moment.minute}分"


def _word(words: type[Any], value: str | None) -> str:
    return "" if value is None else str(words(value).label)


def _shown(key: str, said: Mapping[str, Any]) -> str:
    """Return the value of a field of the record as the paper has it; what nobody knows is 不明 or to come, and no 0."""
    value = said[key]
    if key == HAPPENED_AT.key:
        return _happened(said)
    if value is None:
        unknown = {field.key for field in CASUALTIES} | {PRODUCTION.key}
        return "不明" if key in unknown else _TO_COME
    if key == LOSS.key:
        return f"{in_yuan(value):,}元"
    if key in {field.key for field in MOMENTS}:
        return _moment(value)
    words = {TYPE.key: AccidentType, PRODUCTION.key: Production}.get(key)
    if words is not None:
        return _word(words, value)
    return f"{value}人" if isinstance(value, int) else str(value)


def _calls(said: Row, moment: datetime) -> list[dict[str, str]]:
    """Return who was told when, who told when, and by how much that was late or is by now."""
    over = {clock.name: clock.over for clock in running(said, moment)}
    calls = []
    for field, who in _TOLD.items():
        told, clock = said[field.key], _LATE.get(field.key)
        late_by, words = 0, ""
        if clock is not None:
            late_by = late(clock, said) or 0
            if told is None and over.get(clock.name):
                words = f"还没有报，已超{_length(over[clock.name])}"
        calls.append(
            {
                "who": who,
                "at": "没有记" if told is None else _moment(told),
                "late": f"迟报{_length(late_by)}" if late_by else words,
            }
        )
    return calls


def _length(minutes: int) -> str:
    return in_words(minutes).replace(" ", "")


def _what_changed(life: _Life, told: Told, now: Row) -> dict[str, Any]:
    """Return what is otherwise than in the report before this one, or than when the accident was registered where there was none."""
    before = life.before(told)
    row = life.said(before[-1][0].row if before else life.rows[0])
    moment = moment_of(told.at)
    was = moment_of(before[-1][0].at) if before else end_of(_day(life.rows[0]))
    changes = [
        {"what": field.heading, "before": _shown(field.key, row), "after": _shown(field.key, now)}
        for field in _COMPARED
        if _shown(field.key, row) != _shown(field.key, now)
    ]
    grades = _grade(row, was.date()), _grade(now, moment.date())
    if grades[0] != grades[1]:
        changes.append({"what": "事故等级", "before": grades[0], "after": grades[1]})
    return {
        "nth": 1 + sum(paper == FOLLOWUP for _, paper in before),
        "since": _moment(before[-1][0].at) if before else "",
        "changes": changes,
        "followup": told.detail.get("followup") or "",
    }


def _day(row: Row) -> date:
    return date.fromisoformat(str(row["effective_on"]))
