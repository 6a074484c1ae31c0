"""What the measures of what must come to light have of their own: tip-offs and accidents (plan, 四, 十三 and 十四)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.accident import ACCIDENT
from zizhao_cli.domain.kinds.channel import CHANNEL
from zizhao_cli.domain.kinds.supervision import SUPERVISION
from zizhao_cli.report.tips import tips as waiting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zizhao_cli.report.fifteen.figure import Figure
    from zizhao_cli.report.fifteen.ground import Ground


def tip_offs(ground: Ground) -> Iterator[Figure]:
    """Yield where tip-offs can be made, and how many were, are open, late and rewarded; never which: of them only their own commands tell."""
    used = ground.records(CHANNEL, among={"state": ("open",)}, standing=True)
    yield used.figure("channels", "在用的举报渠道", "处")
    yield ground.without(CHANNEL).figure(
        "units_without_channel", "没有举报渠道的单位", "个", zero=True, open=True
    )
    told = ground.report(
        "tips", partial(waiting, by_channel=True), "--by-channel", called=None, places=False
    )
    received = told.figure("tips", "受理举报", "件", adds="received")
    yield received
    yield told.figure("tips_verified", "核查的", "件", of=received, adds="verified")
    yield told.figure("tips_closed", "办结的", "件", of=received, adds="closed")
    yield told.figure("tips_transferred", "移送的", "件", of=received, adds="transferred")
    yield told.figure("tips_rewarded", "定了奖励的", "件", of=received, adds="rewarded")
    yield told.figure("rewards", "奖励", "元", of=received, adds="reward_sum")
    yield told.figure("tips_open", "在办的举报", "件", of=received, adds="open", open=True)
    yield told.figure("tips_late", "逾期的举报", "件", of=received, adds="overdue", open=True)
    yield told.figure(
        "replies_late", "逾期没有答复的", "件", of=received, adds="replies_overdue", open=True
    )
    yield told.figure(
        "tips_to_county", "涉及死亡待移送的", "件", of=received, adds="to_county", open=True
    )


def accidents(ground: Ground) -> Iterator[Figure]:
    """Yield the accidents, who died, which reports were late or found to be untrue, what is still to be done, and those under listed supervision."""
    there = ground.records(ACCIDENT)
    known = there.figure("accidents", "事故", "起")
    yield known
    # A number that is not known is added nowhere, and where none is known there is no sum.
    yield there.figure("dead", "写明死亡", "人", of=known, adds="dead")
    yield there.figure("missing", "写明失踪", "人", of=known, adds="missing")
    yield ground.records(ACCIDENT, having=("late",)).figure(
        "reported_late", "算得出迟报的", "起", of=known
    )
    for key, label in (("omitted", "漏报的"), ("false", "谎报的"), ("concealed", "瞒报的")):
        found = ground.records(ACCIDENT, among={"findings": (key,)})
        yield found.figure(f"accidents_{key}", label, "起", of=known)
    yield ground.records(ACCIDENT, among={"state": ("provisional",)}).figure(
        "accidents_provisional", "待确认的事故", "起", of=known, open=True
    )
    yield ground.records(ACCIDENT, having=("running",)).figure(
        "accidents_running", "上报时限还在走的", "起", of=known, open=True
    )
    yield ground.records(ACCIDENT, past_due=True).figure(
        "accidents_not_supplemented", "补报逾期的", "起", of=known, open=True
    )
    yield ground.records(ACCIDENT, having=("lacking",)).figure(
        "accidents_lacking", "报告缺要素的", "起", of=known, open=True
    )
    yield ground.records(ACCIDENT, having=("seen_to",)).figure(
        "accidents_seen_to", "还有要办的事故", "起", of=known, open=True
    )
    of_accidents = {"of": ("accident",)}
    listed = ground.records(SUPERVISION, among=of_accidents)
    supervised = listed.figure("accidents_supervised", "事故查处挂牌督办", "件")
    yield supervised
    waits = {**of_accidents, "state": ("listed", "accepted")}
    yield ground.records(SUPERVISION, among=waits).figure(
        "accidents_supervised_open", "没有销号的事故督办", "件", of=supervised, open=True
    )
