"""The rules of accidents: moments in their order, a grade by the table, and what one person alone does not mend."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.accidents import (
    CLOCKS,
    STATISTICS_CLOCK,
    TOWN_CLOCK,
    UNIT_CLOCK,
    Figures,
    below,
    due_at,
    graded,
    lower_bound_falls,
    missing_are_dead,
)
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.accident import (
    ACCIDENT,
    CASUALTIES,
    DEAD,
    DISTRICT_TOLD_AT,
    FAST,
    FOLLOWED_UP_AT,
    HAPPENED_AT,
    HAPPENED_ON,
    HEAD_TOLD_AT,
    INJURED,
    MINOR,
    MISSING,
    MOMENTS,
    PRODUCTION,
    REPORTED_AT,
    TITLE,
    TOWN_REPORTED_AT,
    TOWN_TOLD_AT,
    TYPE,
    UNIT_REPORTED_AT,
    UNKNOWN_REASON,
    Grade,
    InvestigationLevel,
    Production,
    Reporter,
)
from zizhao_cli.domain.kinds.fields import UNIT
from zizhao_cli.domain.moments import as_shown, day_of, moment_of
from zizhao_cli.domain.rules.declared import declared
from zizhao_cli.domain.values import YesNo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from zizhao_cli.domain.accidents import Clock, Graded
    from zizhao_cli.domain.kinds.field import Field


class MomentsBackwards(Refused):
    def __init__(self, later: Field, moment: str, earlier: Field, before: str) -> None:
        super().__init__(
            f"{later.name} {as_shown(moment)} 早于{earlier.name} {before}",
            "核对这两个时刻；不是本地时间的写上时区，如 2022-05-03T06:20+00:00",
        )


class HappenedOnAnotherDay(Refused):
    def __init__(self, moment: str, day: date) -> None:
        super().__init__(
            f"{HAPPENED_AT.name} {as_shown(moment)} 不在{HAPPENED_ON.name} {day} 那一天",
            "日子记错了的，用 accident strike 核销以后重新登记；写了 --happened 的不用写 --on",
        )


class MomentStands(Refused):
    def __init__(self, no: str, field: Field, moment: str) -> None:
        super().__init__(
            f"{no} 的{field.name}已经记的是 {as_shown(moment)}",
            f"记错了的，用 accident edit {field.option} 更正，要另一个人批准",
        )


class NothingFollowedUp(Refused):
    def __init__(self) -> None:
        super().__init__(
            "续报什么也没有写", "写变了的人数、损失、补上的要素，或用 --text 写有什么情况"
        )


class GradeNotByTable(Refused):
    def __init__(self, no: str, grade: Grade, by_table: Graded) -> None:
        super().__init__(
            f"{no} 照记的伤亡和损失是{by_table.in_words()}事故，不能认定为{grade.label}",
            "等级按死亡、重伤、直接经济损失里最高的一项；人数、损失变了的一并写上，提级调查用 accident investigate",
        )


class NeverReported(Refused):
    def __init__(self, no: str, label: str) -> None:
        super().__init__(
            f"{no} 的{label}没有记，不能结案", "照实用 accident report 记哪天报的，迟了也要记"
        )


class StillUnknown(Refused):
    def __init__(self, no: str, unknown: Sequence[str]) -> None:
        super().__init__(
            f"{no} 的{'、'.join(unknown)}没有记，不能结案",
            f"补记以后再结案；确实查不清的，写 {UNKNOWN_REASON.option} 为什么，由另一个人批准",
        )


class OwnInquiryRaised(Refused):
    def __init__(self) -> None:
        super().__init__("企业自查不是提级调查", "--level 写提到的那一级，或 --raised no")


_CLOCKS = {
    Reporter.UNIT: UNIT_CLOCK,
    Reporter.TOWN: TOWN_CLOCK,
    Reporter.STATISTICS: STATISTICS_CLOCK,
}
_ORDER = (
    *((HAPPENED_AT, told) for told in MOMENTS),
    (HEAD_TOLD_AT, UNIT_REPORTED_AT),
    (TOWN_TOLD_AT, TOWN_REPORTED_AT),
)
"""Which moment lies before which. Others than the unit may tell town and district, so of those nothing follows."""
_TOLD = (HEAD_TOLD_AT, TOWN_TOLD_AT, DISTRICT_TOLD_AT)


def _registered(record: Any) -> None:  # noqa: ANN401 - the kind's record
    said = vars(record)
    happened = said[HAPPENED_AT.key]
    if happened is not None and day_of(happened) != str(said[HAPPENED_ON.key]):
        raise HappenedOnAnotherDay(happened, said[HAPPENED_ON.key])
    _refuse_backwards(said)


def _refuse_backwards(said: Mapping[str, Any]) -> None:
    """Refuse moments that run backwards. Raises MomentsBackwards."""
    for earlier, later in _ORDER:
        before, after = said[earlier.key], said[later.key]
        if before is not None and after is not None and after < before:
            raise MomentsBackwards(later, after, earlier, as_shown(before))
    for told in MOMENTS:
        _refuse_before_its_day(said, told, said[told.key])


def _refuse_before_its_day(said: Mapping[str, Any], told: Field, moment: str | None) -> None:
    """Refuse a moment before the day, or where that is known the moment, of the accident. Raises MomentsBackwards."""
    if moment is None:
        return
    happened = said[HAPPENED_AT.key]
    if happened is not None and moment < happened:
        raise MomentsBackwards(told, moment, HAPPENED_AT, as_shown(happened))
    if day_of(moment) < str(said[HAPPENED_ON.key]):
        raise MomentsBackwards(told, moment, HAPPENED_ON, str(said[HAPPENED_ON.key]))


def _reported(record: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    """Refuse a report before what it tells, one before the first of its kind, and alone to say in time once time was up.

    Raises MomentsBackwards, MomentStands, ApprovalMissing, SamePerson.
    """
    for field in _TOLD:
        was, told = getattr(record, field.key), getattr(step, field.key)
        if None not in (was, told) and was != told:
            raise MomentStands(record.number(), field, was)
    said = {**vars(record), **_first_told(record, step), **_of_report(record, step)}
    _refuse_before_its_day(said, REPORTED_AT, step.reported_at)
    _refuse_backwards(said)
    clock = _CLOCKS.get(Reporter(step.reporter))
    first = None if clock is None else vars(record)[clock.ends]
    if clock is not None and first is not None and step.reported_at < first:
        raise MomentStands(record.number(), ACCIDENT.fields[clock.ends], first)
    # What was late when it was recorded may be in time once two people mended when somebody was told.
    if step.taken_now and step.acted_at is not None:
        for one in CLOCKS:
            _refuse_told_afterwards_alone(one, record, step, said)


def _refuse_told_afterwards_alone(
    clock: Clock,
    record: Any,  # noqa: ANN401 - as of Refuse
    step: Any,  # noqa: ANN401 - as of Refuse
    said: Mapping[str, Any],
) -> None:
    """Refuse one person alone to make a clock one that was kept, or to say when it began, once its time was up: of that there is no record of the day.

    `said` is what the record says with this step. Raises ApprovalMissing, SamePerson.
    """
    before, since, ends = vars(record), said[clock.since], said[clock.ends]
    if None in (since, ends) or None not in (before[clock.since], before[clock.ends]):
        return
    due = due_at(clock, said)
    if moment_of(step.acted_at) <= due:
        return
    if moment_of(ends) <= due:
        step.refuse_unapproved(record.number(), f"的{clock.label}时限已过，现在才记它是及时的")
    elif before[clock.since] is None:
        step.refuse_unapproved(record.number(), f"的{clock.label}时限已过，现在才记从何时起算")


def _first_told(record: Any, step: Any) -> dict[str, Any]:  # noqa: ANN401 - as of Refuse
    told = {field.key: getattr(step, field.key) for field in _TOLD}
    return {
        key: moment
        for key, moment in told.items()
        if moment is not None and getattr(record, key) is None
    }


def _of_report(record: Any, step: Any) -> dict[str, Any]:  # noqa: ANN401 - as of Sets
    """Return the moment that a first report of its kind ends a clock with."""
    clock = _CLOCKS.get(Reporter(step.reporter))
    if clock is None or vars(record)[clock.ends] is not None:
        return {}
    return {clock.ends: step.reported_at}


def _followed_up(record: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    told = [field.key for field in ACCIDENT.steps["followup"].details]
    said = [key for key in told if key not in (FOLLOWED_UP_AT.key, "approved_by")]
    if all(getattr(step, key) is None for key in said):
        raise NothingFollowedUp
    _refuse_before_its_day(vars(record), FOLLOWED_UP_AT, step.followed_up_at)
    after = _with(record, step)
    _refuse_lowered_alone(record, step, after)


def _with(record: Any, step: Any) -> dict[str, Any]:  # noqa: ANN401 - as of Refuse
    """Return what a record says once a step has said its figures."""
    figures = {field.key: getattr(step, field.key) for field in CASUALTIES}
    return {**vars(record), **{key: value for key, value in figures.items() if value is not None}}


def _refuse_lowered_alone(record: Any, step: Any, after: Mapping[str, Any]) -> None:  # noqa: ANN401 - as of Refuse
    if why := _lowered(vars(record), after):
        step.refuse_unapproved(record.number(), why)


def _lowered(before: Mapping[str, Any], after: Mapping[str, Any]) -> str | None:
    """Return that fewer people or a smaller loss are told than before, or None."""
    fewer = (after[MINOR.key] or 0) < (before[MINOR.key] or 0)
    if fewer or lower_bound_falls(Figures.of(before), Figures.of(after)):
        return "的伤亡或损失改低了"
    return None


def _redetermined(record: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    """Refuse a grade that the table does not give, and alone a lower one. Raises GradeNotByTable, ApprovalMissing, SamePerson."""
    after = _with(record, step)
    grade = Grade(step.grade)
    by_table = graded(Figures.of(after), missing_are_dead=missing_are_dead(after, step.on))
    if below(grade, by_table.grade) or (grade is not by_table.grade and not by_table.at_least):
        raise GradeNotByTable(record.number(), grade, by_table)
    _refuse_lowered_alone(record, step, after)
    if record.grade is not None and below(grade, record.grade):
        step.refuse_unapproved(record.number(), "的等级改低了")


def _found(record: Any, step: Any) -> dict[str, Any]:  # noqa: ANN401 - as of Sets
    """Return all that was found of the reporting of an accident until now."""
    found = json.loads(record.findings or "[]")
    return {"findings": json.dumps([*dict.fromkeys([*found, step.finding])])}


def _investigated(_: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    if step.investigation == InvestigationLevel.UNIT and step.raised == YesNo.YES:
        raise OwnInquiryRaised


_ASKED_AT_CLOSE = (
    *(HEAD_TOLD_AT, UNIT_REPORTED_AT, TOWN_TOLD_AT, TOWN_REPORTED_AT),
    *(DEAD, INJURED, MINOR, MISSING),
)


def _closed(record: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    """Refuse to close what a clock still runs of, and alone or without a reason what is not known: closing would stop it without a word.

    Raises NeverReported, StillUnknown, ApprovalMissing, SamePerson.
    """
    said = vars(record)
    for clock in (UNIT_CLOCK, TOWN_CLOCK):
        if said[clock.since] is not None and said[clock.ends] is None:
            raise NeverReported(record.number(), clock.label)
    unknown = [field.name for field in _ASKED_AT_CLOSE if said[field.key] is None]
    if not unknown:
        return
    if step.unknown_reason is None:
        raise StillUnknown(record.number(), unknown)
    step.refuse_unapproved(record.number(), f"的{'、'.join(unknown)}没有记")


def _grave_to_mend(record: Any, to: Mapping[str, Any]) -> str | None:  # noqa: ANN401 - the kind's record
    """Return why somebody else must approve a correction: of a moment by which a clock runs, of casualties lowered or no longer known, of whose accident it is, or of what terms and statistics go by."""
    before = vars(record)
    changed = [key for key, value in to.items() if before[key] != value]
    for field in (HAPPENED_AT, *MOMENTS):
        if field.key in changed:
            return f"的{field.name}管着时限"
    if TYPE.key in changed and (before[TYPE.key] in FAST) != (to[TYPE.key] in FAST):
        return "的事故类型管着补报期限"
    if PRODUCTION.key in changed and before[PRODUCTION.key] == Production.YES:
        return "原来算生产安全事故"
    if PRODUCTION.key in changed and to[PRODUCTION.key] == Production.NO:
        return "改为不算生产安全事故"
    for field in (UNIT, TITLE):
        if ACCIDENT.column(field) in changed:
            return f"的{field.name}说的是哪一起事故"
    if any(field.key in changed and to[field.key] is None for field in CASUALTIES):
        return "的伤亡或损失改成了不明"
    return _lowered(before, {**before, **to})


RULES = declared(
    ACCIDENT,
    registered=_registered,
    refuses={
        "report": _reported,
        "followup": _followed_up,
        "redetermine": _redetermined,
        "investigate": _investigated,
        "close": _closed,
    },
    sets={"report": _of_report, "finding": _found},
    grave_to_mend=_grave_to_mend,
)
