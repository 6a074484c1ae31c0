"""What the measures of those who check and enforce have of their own (plan, 四, 六, 七 and 十 to 十二)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.action import ACTION
from zizhao_cli.domain.kinds.area import AREA
from zizhao_cli.domain.kinds.enforcement import ENFORCEMENT
from zizhao_cli.domain.kinds.lesson import LESSON
from zizhao_cli.domain.kinds.project import PROJECT
from zizhao_cli.domain.kinds.staffing import STAFFING
from zizhao_cli.domain.kinds.supervision import SUPERVISION
from zizhao_cli.domain.kinds.violation import VIOLATION
from zizhao_cli.report.lessons import lessons
from zizhao_cli.report.strictness import strictness
from zizhao_cli.report.summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zizhao_cli.report.fifteen.figure import Figure, Listing
    from zizhao_cli.report.fifteen.ground import Ground


def inspection(ground: Ground) -> Iterator[Figure]:
    """Yield the major hazards of all measures, and those under listed supervision."""
    found = ground.counted("major_found", "重大隐患（各条的）")
    yield found
    yield ground.counted("major_closed", "已销号的", of=found)
    major = ground.report("summary", partial(summary, listing="open"), "--list open", level="major")
    yield major.figure("major_open", "没有销号的重大隐患", "项", of=found, open=True)
    listed = ground.records(SUPERVISION).figure("supervisions", "挂牌督办", "件")
    yield listed
    waiting = {"state": ("listed", "accepted")}
    yield ground.records(SUPERVISION, among=waiting).figure(
        "supervisions_open", "没有销号的督办", "件", of=listed, open=True
    )
    yield ground.records(SUPERVISION, past_due=True).figure(
        "supervisions_late", "逾期的督办", "件", of=listed, open=True
    )


def projects(ground: Ground) -> Iterator[Figure]:
    """Yield the projects, those begun before their permit or design review, and removals that are past due."""
    known = ground.records(PROJECT).figure("projects", "项目", "个")
    yield known
    yield ground.records(PROJECT, only=("early",)).figure(
        "begun_early", "没有批、没有审就开工的", "个", of=known, open=True
    )
    yield ground.records(PROJECT, past_due=True).figure(
        "removals_late", "落后产能到期没有淘汰的", "个", of=known, open=True
    )


def violations(ground: Ground) -> Iterator[Figure]:
    """Yield the violations that are known and ended, those that go on, what was done about them, and the areas of concentrated action."""
    known = ground.records(VIOLATION).figure("violations", "违法行为", "起")
    yield known
    ended = {"state": ("closed_down", "corrected")}
    yield ground.records(VIOLATION, among=ended).figure(
        "violations_closed", "取缔、改正了的", "起", of=known
    )
    yield ground.records(VIOLATION, only=("unstopped",)).figure(
        "unstopped", "没有制止的", "起", of=known, open=True
    )
    yield ground.records(VIOLATION, only=("unreported",)).figure(
        "unreported", "没有上报的", "起", of=known, open=True
    )
    taken = ground.records(ENFORCEMENT).figure("enforcements", "执法措施", "项")
    yield taken
    yield ground.records(ENFORCEMENT, only=("unanswered",)).figure(
        "unanswered", "移交了没有回复的", "项", of=taken, open=True
    )
    yield ground.records(ENFORCEMENT, only=("not_followed_up",)).figure(
        "not_followed_up", "决定了没有结案的", "项", of=taken, open=True
    )
    areas = ground.records(AREA).figure("areas", "重点地区", "个")
    yield areas
    yield ground.records(AREA, among={"state": ("open",)}).figure(
        "areas_open", "整治没有结束的", "个", of=areas, open=True
    )
    exposed = {"kind": ("exposure",)}
    shown = ground.records(ACTION, among=exposed).figure("exposures", "曝光", "起")
    yield shown
    yield ground.records(ACTION, among=exposed, only=("unpublished",)).figure(
        "exposures_unpublished", "没有公开的", "起", of=shown, open=True
    )


def strict(ground: Ground) -> Iterator[Figure]:
    """Yield what inspectors found and did not follow up, where they never went, and the lessons that wait."""

    def told(of: str) -> Listing:
        return ground.report("strictness", strictness, under=("records_of_totals", of))

    checks = told("checks").figure("checks_by_others", "别人去查的检查", "次")
    yield checks
    yield told("clean").figure("clean", "没有查出问题的", "次", of=checks)
    yield told("unreviewed").figure(
        "unreviewed", "不合格没有复查的检查", "次", of=checks, open=True
    )
    yield told("never_checked").figure(
        "never_checked", "别人没有查过的单位", "个", zero=True, open=True
    )
    waiting = ground.records(LESSON).figure("lessons", "举一反三", "项")
    yield waiting
    yield ground.records(LESSON, among={"state": ("open",)}).figure(
        "lessons_open", "没有办结的举一反三", "项", of=waiting, open=True
    )
    left = ground.report("lessons", lessons, called="unit_code", days=False, places=False)
    yield left.figure("lessons_left", "同类单位没有人去查的", "家次", of=waiting, open=True)


def staff(ground: Ground) -> Iterator[Figure]:
    """Yield the departments that say who enforces, what they lack, and those that say nothing."""
    kept = ground.records(STAFFING, standing=True)
    departments = kept.figure("departments", "登记了执法力量的部门", "个")
    yield departments
    yield ground.without(STAFFING).figure(
        "departments_without", "没有登记执法力量的部门", "个", zero=True, open=True
    )
    yield kept.figure("vacancies", "空缺", "人", of=departments, adds="vacancies", open=True)
    yield kept.figure(
        "uncertified", "无证在岗", "人", of=departments, adds="uncertified", open=True
    )
