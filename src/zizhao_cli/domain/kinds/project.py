"""A project that needs approval before it is built, or equipment that is to be removed (plan, measure 7: no building while it is being approved and designed).

Steps may be taken in any order: that one was begun before its permit is what shall come to light, so it is worked out and never refused.
"""

from __future__ import annotations

from zizhao_cli.domain.kinds.declared import declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import NOTE, SECTOR, UNIT
from zizhao_cli.domain.kinds.kind import Only, StepName, Term
from zizhao_cli.domain.values import Word


class ProjectState(Word):
    PLANNED = "planned", "未开工"
    RUNNING = "running", "在建或在用"
    ACCEPTED = "accepted", "已验收"
    REMOVED = "removed", "已淘汰"
    VOIDED = "voided", "已作废"


class ProjectKind(Word):
    NEW = "new", "新建"
    EXTENSION = "extension", "改建扩建", "改扩建", "改建", "扩建"
    OBSOLETE = "obsolete", "落后产能", "淘汰设备", "落后设备"


class Review(Word):
    PASSED = "passed", "通过"
    FAILED = "failed", "不通过"


TITLE = Field("title", "项目", Reads.LONG, headings=("项目", "项目名称", "设备名称"))
KIND = Field(
    "kind",
    "项目类别",
    Reads.WORD,
    words=ProjectKind,
    headings=("项目类别",),
    metavar="类别",
    described="new 新建、extension 改建扩建、obsolete 落后产能",
)
BUILDER = Field("builder", "施工单位", Reads.SHORT, headings=("施工单位",), metavar="名称")
HIGH_RISK = Field("high_risk", "高危项目", flag=True, headings=("高危项目", "高危"))
REMOVE_BY = Field(
    "remove_by",
    "淘汰期限",
    Reads.DUE,
    headings=("淘汰期限",),
    metavar="日期",
    described="落后的产能、设备何时淘汰：日期、+15d 或 +10wd",
)
APPROVED_BY = Field("permit_by", "审批机关", Reads.SHORT, written="--body", metavar="单位")
PAPER_NO = Field("permit_no", "批文号", Reads.SHORT, written="--paper", metavar="字号")
REVIEW = Field("design_review", "安全设施设计审查", Reads.WORD, words=Review, written="--result", metavar="结论", described="passed 通过、failed 不通过")  # fmt: skip
REVIEWED_BY = Field("reviewed_by", "审查单位", Reads.SHORT, written="--body", metavar="单位")
ACCEPTED_BY = Field("accepted_by", "验收单位", Reads.SHORT, written="--body", metavar="单位")
OUTCOME = Field("outcome", "淘汰情况", Reads.LONG)
_REVIEWED = "design_review = 'passed' AND reviewed_on <= started_on"
_EARLY = f"""kind <> 'obsolete' AND started_on IS NOT NULL AND (
    NOT coalesce(permit_on <= started_on, false) OR (high_risk AND NOT coalesce({_REVIEWED}, false))
)"""
_BEFORE_THE_END = (ProjectState.PLANNED, ProjectState.RUNNING)

PROJECT = declared(
    "project",
    "项目",
    [TITLE, KIND, UNIT, BUILDER, SECTOR, HIGH_RISK, REMOVE_BY, NOTE],
    prefix="XM",
    states=ProjectState,
    required=("title", "kind"),
    set_later=[
        Field("permit_on", "审批日期", Reads.DAY),
        APPROVED_BY,
        PAPER_NO,
        Field("reviewed_on", "设计审查日期", Reads.DAY),
        REVIEW,
        REVIEWED_BY,
        Field("started_on", "开工日期", Reads.DAY),
        Field("accepted_on", "验收日期", Reads.DAY),
        ACCEPTED_BY,
        Field("removed_on", "淘汰日期", Reads.DAY),
        OUTCOME,
    ],
    steps={
        "approve": StepName(
            "审批",
            [APPROVED_BY, PAPER_NO],
            allowed=(*_BEFORE_THE_END, ProjectState.ACCEPTED),
            needed=("permit_by", "permit_no"),
            dated="permit_on",
            once=True,
            does="记哪个机关批了，批文号是什么；开工以后才批的也照实记。",
        ),
        "review": StepName(
            "设计审查",
            [REVIEW, REVIEWED_BY],
            allowed=(*_BEFORE_THE_END, ProjectState.ACCEPTED),
            needed=("design_review", "reviewed_by"),
            dated="reviewed_on",
            does="记安全设施设计审查过了没有。",
        ),
        "start": StepName(
            "开工",
            allowed=(ProjectState.PLANNED,),
            leads_to=ProjectState.RUNNING,
            dated="started_on",
            does="记开工了；没有批、没有审就开工的不拦，清单里写明。",
        ),
        "accept": StepName(
            "验收",
            [ACCEPTED_BY],
            allowed=(ProjectState.RUNNING,),
            leads_to=ProjectState.ACCEPTED,
            needed=("accepted_by",),
            dated="accepted_on",
            does="记安全设施验收合格。",
        ),
        "remove": StepName(
            "淘汰",
            [OUTCOME],
            allowed=_BEFORE_THE_END,
            leads_to=ProjectState.REMOVED,
            needed=("outcome",),
            dated="removed_on",
            does="记落后的产能、设备已经拆除、停用。",
        ),
    },
    only={"early": Only("只列没有批、没有审就开工的", _EARLY)},
    worked_out=[
        Field("early_start", "抢先开工"),
        Field("days_early", "抢先天数", numeric=True),
        Field("days_overdue", "淘汰逾期天数", numeric=True),
    ],
    term=Term("remove_by"),
    one="一个项目",
    summary="项目审批：审批、设计审查、开工、验收，落后产能淘汰",
    offered="state IN ('planned', 'running')",
)
