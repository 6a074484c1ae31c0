"""What the measures of those who lead have of their own: the party, the government, departments, and who is held to account (plan, 四, 一 to 四)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.action import ACTION
from zizhao_cli.domain.kinds.duty import DUTY
from zizhao_cli.domain.kinds.power import POWER
from zizhao_cli.domain.kinds.settlement import SETTLEMENT
from zizhao_cli.domain.kinds.topic import TOPIC
from zizhao_cli.report.accountability import accountability as layers
from zizhao_cli.report.duties import duties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zizhao_cli.report.fifteen.figure import Figure
    from zizhao_cli.report.fifteen.ground import Ground

_STUDY = "学习"
_PURSUED = {"kind": ("pursue",)}


def party(ground: Ground) -> Iterator[Figure]:
    """Yield the duties that were done, those to study among them, and how leaders were inspected, appraised and rewarded."""
    by_duty = ground.report("duties", partial(duties, by="duty"), "--by duty", called="numbers")
    listed = by_duty.figure("duties", "职责（没有写日子的看当年）", "条")
    yield listed
    yield by_duty.figure("duties_done", "按期办了", "次", of=listed, adds="done")
    yield by_duty.figure("duties_late", "过期没有办的", "次", of=listed, adds="late", open=True)
    study = ground.records(DUTY, text=(_STUDY,), standing=True)
    to_study = study.figure("study_duties", f"写着“{_STUDY}”的职责", "条")
    yield to_study
    yield study.figure("study_sessions", "学习一共办了", "次", of=to_study, adds="done")
    kinds = {"kind": ("supervise", "appraisal", "unannounced", "reward")}
    yield ground.records(ACTION, among=kinds).figure(
        "inspected", "督办、考核、明查暗访、激励", "次"
    )


def government(ground: Ground) -> Iterator[Figure]:
    """Yield the lists of duties that hold, who has none, and the topics that were raised and solved."""
    yield ground.records(DUTY, only=("in_force",), standing=True).figure(
        "duties_in_force", "当日有效的职责", "条"
    )
    without = ground.report("duties", duties, called="unit_code", under=("without",))
    yield without.figure("without_list", "没有职责清单的单位", "个", zero=True, open=True)
    raised = ground.records(TOPIC).figure("topics", "问题清单", "项")
    yield raised
    pending = {"state": ("raised", "studied")}
    yield ground.records(TOPIC, among=pending).figure(
        "topics_open", "没有办结的问题", "项", of=raised, open=True
    )
    yield ground.records(TOPIC, past_due=True).figure(
        "topics_late", "逾期的问题", "项", of=raised, open=True
    )


def departments(ground: Ground) -> Iterator[Figure]:
    """Yield the powers, those that nobody can read, and the matters whose lead is settled or open."""
    held = ground.records(POWER, only=("in_force",), standing=True)
    powers = held.figure("powers", "当日有效的权力", "项")
    yield powers
    yield ground.records(POWER, only=("in_force", "unpublished"), standing=True).figure(
        "powers_unpublished", "没有公开的权力", "项", of=powers, open=True
    )
    matters = ground.records(SETTLEMENT).figure("matters", "职能交叉、新业态的事项", "项")
    yield matters
    yield ground.records(SETTLEMENT, among={"state": ("decided",)}).figure(
        "matters_settled", "定了牵头的", "项", of=matters
    )
    yield ground.records(SETTLEMENT, among={"state": ("open",)}).figure(
        "matters_open", "没有定牵头的", "项", of=matters, open=True
    )


def accountability(ground: Ground) -> Iterator[Figure]:
    """Yield for what people were held to account, what is not decided, and where a layer has nobody."""
    pursued = ground.records(ACTION, among=_PURSUED).figure("pursuits", "追究责任", "起")
    yield pursued
    pending = {**_PURSUED, "state": ("proposed", "opened")}
    yield ground.records(ACTION, among=pending).figure(
        "pursuits_undecided", "提出、启动了没有决定的", "起", of=pursued, open=True
    )
    handed = {**_PURSUED, "state": ("handed_over",)}
    yield ground.records(ACTION, among=handed).figure(
        "pursuits_handed_over", "移送司法的", "起", of=pursued
    )
    lacking = ground.report("accountability", layers, called="subject", places=False)
    yield lacking.figure(
        "layers_missing", "责任层次不全的事项", "件", zero=pursued.value is not None, open=True
    )
