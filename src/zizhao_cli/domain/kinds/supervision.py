"""Listed supervision (挂牌督办): a higher body lists a hazard, or the investigation of an accident, until it is put right and struck off.

The paper set of listed hazards (notice, request and reply of an extension, opinion of acceptance) is that of a city's public system; the plan's
measure 14 lists the investigation of accidents that were concealed. Terms differ from place to place, so they are said or are policy.
"""

from __future__ import annotations

from zizhao_cli.domain.kinds.declared import declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import APPROVED_BY, NOTE, REASON, UNIT
from zizhao_cli.domain.kinds.hazard import ASKED_BY, ASKED_ON, SAFEGUARDS, WHY_LATER
from zizhao_cli.domain.kinds.kind import Reference, StepName, Term
from zizhao_cli.domain.values import Word


class SupervisionState(Word):
    LISTED = "listed", "督办中"
    ACCEPTED = "accepted", "验收合格"
    LIFTED = "lifted", "已销号"
    VOIDED = "voided", "已作废"


class SupervisionOf(Word):
    HAZARD = "hazard", "隐患"
    ACCIDENT = "accident", "事故查处", "事故", "事故调查"


class SupervisionLevel(Word):
    TOWN = "town", "镇级", "镇", "乡镇级"
    DISTRICT = "district", "区（县）级", "县级", "区级", "区", "县", "区县级", "县区级"
    CITY = "city", "市级", "市"
    PROVINCE = "province", "省级", "省"


class Acceptance(Word):
    PASS = "pass", "合格", "通过"
    FAIL = "fail", "不合格", "未通过"


OPEN = (SupervisionState.LISTED, SupervisionState.ACCEPTED)
"""The states in which what is supervised is listed."""
_LISTED = (SupervisionState.LISTED,)

OF = Field(
    "of",
    "督办对象",
    Reads.WORD,
    words=SupervisionOf,
    headings=("督办对象",),
    metavar="对象",
    described="督办的是 hazard 隐患（写了隐患编号即是）还是 accident 事故查处",
)
SUPERVISED_HAZARD = Field(
    "hazard",
    "隐患编号",
    Reads.RECORD,
    headings=("隐患编号",),
    metavar="编号",
    described="督办的隐患，如 YH-2022-0001",
)
TITLE = Field(
    "title",
    "督办事项",
    Reads.LONG,
    headings=("督办事项", "隐患名称", "事故名称"),
    described="督办事项；隐患默认照隐患的描述",
)
LEVEL = Field(
    "level",
    "督办级别",
    Reads.WORD,
    words=SupervisionLevel,
    headings=("督办级别", "挂牌级别"),
    metavar="级别",
    described="town 镇级、district 区（县）级、city 市级、province 省级",
)
BODY = Field(
    "body", "督办单位", Reads.SHORT, headings=("督办单位", "挂牌单位"), metavar="单位",
    described="挂牌督办的单位，如 区安委会",
)  # fmt: skip
PERSON = Field(
    "person", "督办责任人", Reads.PERSON, headings=("督办责任人", "督办人"), metavar="姓名"
)
DEMANDS = Field("demands", "督办要求", Reads.LONG, headings=("督办要求", "整改要求"))
NOTICE_NO = Field(
    "notice_no", "通知书字号", Reads.SHORT, headings=("通知书字号", "督办文号"), metavar="字号"
)
LISTED_ON = Field(
    "listed_on",
    "挂牌日期",
    Reads.DAY,
    headings=("挂牌日期", "挂牌时间"),
    written="--on",
    metavar="日期",
    described="挂牌的日子，默认今天，不能是将来",
)
PLAN_DUE_ON = Field(
    "plan_due_on",
    "方案期限",
    Reads.DUE,
    headings=("方案期限", "方案报送期限"),
    written="--plan-due",
    metavar="日期",
    described="治理方案何时报：日期、+15d 或 +10wd，从挂牌日起算",
)
DUE_ON = Field(
    "due_on",
    "办理期限",
    Reads.DUE,
    headings=("办理期限", "整改期限", "治理期限"),
    written="--due",
    metavar="日期",
    described="何时办结：日期、+15d 或 +10wd，从挂牌日（延期、验收从那一天）起算",
)
PROGRESS_DAYS = Field(
    "progress_days",
    "进展间隔",
    Reads.NUMBER,
    numeric=True,
    headings=("进展间隔", "进展报送间隔"),
    metavar="天",
    described="最多隔多少个自然日报一次进展，默认见 policy.yaml",
)
PROGRESS = Field("progress", "进展", Reads.LONG)
LATE_REASON = Field(
    "late_reason",
    "迟申请的原因",
    Reads.LONG,
    metavar="原因",
    described="没有在 policy.yaml 定的工作日以前申请的，写明原因",
)
EXTENSION_NO = Field("extension_no", "延期批复字号", Reads.SHORT, metavar="字号")
RESULT = Field(
    "result",
    "验收结果",
    Reads.WORD,
    words=Acceptance,
    metavar="结果",
    described="pass 合格；fail 不合格，仍挂牌，可另定期限",
)
ACCEPTED_BY = Field("accepted_by", "验收单位或人", Reads.SHORT, metavar="单位或姓名")
ACCEPTANCE_NO = Field("acceptance_no", "验收意见字号", Reads.SHORT, metavar="字号")
LIFT_NO = Field("lift_no", "销号文书字号", Reads.SHORT, metavar="字号")
_ASKED = (
    ASKED_BY._replace(described="申请人"),
    ASKED_ON._replace(described="书面申请的日子"),
)

SUPERVISION = declared(
    "supervision",
    "挂牌督办",
    [
        *(SUPERVISED_HAZARD, TITLE, UNIT, LEVEL, OF, BODY, PERSON, DEMANDS, NOTICE_NO),
        *(PLAN_DUE_ON, DUE_ON, PROGRESS_DAYS, NOTE),
    ],
    prefix="GP",
    states=SupervisionState,
    begins=LISTED_ON,
    required=("level", "body", "due_on"),
    refers={"hazard_id": Reference("hazard", "hazard")},
    set_later=[
        Field("plan_filed_on", "方案报送日期", Reads.DAY),
        Field("progress_on", "最近进展", Reads.DAY),
        PROGRESS,
        *(_ASKED[1], Field("extended_on", "延期批准日期", Reads.DAY), EXTENSION_NO, LATE_REASON),
        *(Field("accepted_on", "验收日期", Reads.DAY), RESULT, ACCEPTED_BY, ACCEPTANCE_NO),
        *(Field("lifted_on", "销号日期", Reads.DAY), LIFT_NO),
        Field("relisted_on", "反销号日期", Reads.DAY),
    ],
    steps={
        "plan": StepName(
            "报方案",
            allowed=_LISTED,
            dated="plan_filed_on",
            does="记治理方案哪天报的；方案本身用 --evidence 附上。",
        ),
        "progress": StepName(
            "报进展",
            [PROGRESS],
            allowed=_LISTED,
            needed=("progress",),
            dated="progress_on",
            does="记一次进展；多久报一次见登记时的间隔。",
        ),
        "extend": StepName(
            "延期",
            [DUE_ON, WHY_LATER, SAFEGUARDS, *_ASKED, APPROVED_BY, EXTENSION_NO, LATE_REASON],
            allowed=_LISTED,
            needed=("due_on", "reason", "safeguards", "asked_by", "asked_on", "approved_by"),
            dated="extended_on",
            does="记批准的延期：新期限、理由、防范措施、谁哪天申请、谁批准（不能是申请人）。",
        ),
        "accept": StepName(
            "验收",
            [RESULT, ACCEPTED_BY, ACCEPTANCE_NO, DUE_ON],
            allowed=_LISTED,
            leads_by=(
                "result",
                {"pass": SupervisionState.ACCEPTED, "fail": SupervisionState.LISTED},
            ),
            needed=("result", "accepted_by"),
            dated="accepted_on",
            does="记验收：合格的可以销号；不合格的仍挂牌，可用 --due 另定期限。",
        ),
        "lift": StepName(
            "督办销号",
            [LIFT_NO],
            allowed=(SupervisionState.ACCEPTED,),
            leads_to=SupervisionState.LIFTED,
            dated="lifted_on",
            does="销号，不再挂牌；先验收合格。",
        ),
        "relist": StepName(
            "督办反销号",
            [REASON, DUE_ON],
            allowed=(SupervisionState.ACCEPTED, SupervisionState.LIFTED),
            leads_to=SupervisionState.LISTED,
            needed=("reason", "due_on"),
            dated="relisted_on",
            does="反销号：验收或销号以后又不合格，重新挂牌，另定期限。",
        ),
    },
    worked_out=[
        Field("days", "挂牌天数", numeric=True),
        Field("plan_late", "方案迟报天数", numeric=True),
        Field("progress_late", "进展迟报天数", numeric=True),
        Field("days_overdue", "逾期天数", numeric=True),
    ],
    term=Term(),
    weighed=True,
    filled=True,
    grave="是挂牌督办",
    one="一件挂牌督办",
    summary="挂牌督办：方案、进展、延期、验收、销号、反销号",
    offered="state IN ('listed', 'accepted')",
)
