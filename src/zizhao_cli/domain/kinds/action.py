"""What is done about units and people who do not do their part (plan, 五, 三; 四, 四, 六, 十): from a reminder to being held to account, and rewards.

An interview (约谈) asks for a written answer; holding to account (追究责任) goes from a proposal to a decision that is carried out, or to the authorities of justice.
"""

from __future__ import annotations

from zizhao_cli.domain.kinds.declared import RECORDS, declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import NOTE, UNIT
from zizhao_cli.domain.kinds.kind import StepName, Term
from zizhao_cli.domain.values import Word


class ActionKind(Word):
    REMIND = "remind", "提醒"
    INTERVIEW = "interview", "约谈"
    CIRCULAR = "circular", "通报", "通报批评"
    WARNING = "warning", "警示"
    EXPOSURE = "exposure", "曝光", "公开曝光"
    SUPERVISE = "supervise", "督办"
    APPRAISAL = "appraisal", "考核"
    UNANNOUNCED = "unannounced", "明查暗访"
    PURSUE = "pursue", "追究责任", "问责", "追责"
    REWARD = "reward", "激励", "奖励", "表扬"


class Layer(Word):
    DIRECT = "direct", "直接责任", "直接"
    LEADING = "leading", "领导责任", "领导"
    SUPERVISING = "supervising", "监管责任", "监管"


class ActionState(Word):
    TAKEN = "taken", "已采取"
    ANSWERED = "answered", "已书面回复"
    PROPOSED = "proposed", "已提出"
    OPENED = "opened", "已启动"
    DECIDED = "decided", "已决定"
    CARRIED_OUT = "carried_out", "已执行"
    HANDED_OVER = "handed_over", "已移送司法"
    VOIDED = "voided", "已作废"


KIND = Field(
    "kind",
    "措施",
    Reads.WORD,
    words=ActionKind,
    headings=("措施", "措施种类"),
    metavar="种类",
    described="remind 提醒、interview 约谈、circular 通报、warning 警示、exposure 曝光、supervise 督办、appraisal 考核、unannounced 明查暗访、pursue 追究责任、reward 激励",
)
PERSON = Field(
    "person",
    "对象人员",
    Reads.PERSON,
    headings=("对象人员", "被约谈人", "责任人"),
    metavar="姓名",
    described="对谁采取的；对单位的不写",
)
POST = Field(
    "post",
    "当日职务",
    Reads.SHORT,
    headings=("当日职务", "职务"),
    metavar="职务",
    described="这个人那一天的职务",
)
LAYER = Field(
    "layer",
    "责任层次",
    Reads.WORD,
    words=Layer,
    headings=("责任层次",),
    metavar="层次",
    described="追究的是 direct 直接责任、leading 领导责任还是 supervising 监管责任",
)
SUBJECT = Field(
    "subject",
    "涉及事项",
    Reads.SHORT,
    headings=("涉及事项", "事故名称"),
    described="账本里没有编号的事，如 某某事故",
)
WHY = Field("reason", "事由", Reads.LONG, headings=("事由", "约谈原因"), metavar="事由")
BASIS = Field("basis", "依据", Reads.SHORT, headings=("依据",), metavar="文件")
BODY = Field("body", "作出单位", Reads.SHORT, headings=("作出单位", "发出单位"), metavar="单位")
TALKED_BY = Field(
    "talked_by",
    "约谈人",
    Reads.PERSON,
    several=True,
    headings=("约谈人",),
    metavar="姓名",
    described="约谈人，可写多次；纪要用 --evidence 附上",
)
PAPER_NO = Field("paper_no", "文书字号", Reads.SHORT, headings=("文书字号", "文号"), metavar="字号")
AMOUNT = Field(
    "amount",
    "奖励金额",
    Reads.AMOUNT,
    numeric=True,
    headings=("奖励金额",),
    metavar="元",
    described="奖励多少元",
)
DONE_ON = Field(
    "done_on",
    "日期",
    Reads.DAY,
    headings=("日期", "约谈时间", "发出日期"),
    written="--on",
    metavar="日期",
    described="采取措施的日子，默认今天，不能是将来",
)
ANSWER_DUE_ON = Field(
    "answer_due_on",
    "回复期限",
    Reads.DUE,
    headings=("回复期限",),
    written="--answer-due",
    metavar="日期",
    described="书面回复的期限；约谈默认见 policy.yaml，别的不写即不要求",
)
ANSWER = Field("answer", "书面回复", Reads.LONG)
DECISION = Field("decision", "处理决定", Reads.LONG)
DECIDED_BY = Field("decided_by", "决定单位", Reads.SHORT, metavar="单位")
HANDED_TO = Field("handed_to", "移送机关", Reads.SHORT, metavar="机关")
RECEIPT_NO = Field("receipt_no", "移送回执", Reads.SHORT, metavar="字号")
_PENDING = (ActionState.PROPOSED, ActionState.OPENED, ActionState.DECIDED)

ACTION = declared(
    "action",
    "问责措施",
    [
        *(KIND, UNIT, PERSON, POST, LAYER, RECORDS, SUBJECT, WHY, BASIS, BODY, TALKED_BY),
        *(PAPER_NO, AMOUNT, ANSWER_DUE_ON, NOTE),
    ],
    prefix="WZ",
    states=ActionState,
    begins=DONE_ON,
    required=("kind", "reason"),
    set_later=[
        *(Field("answered_on", "回复日期", Reads.DAY), ANSWER),
        Field("opened_on", "启动日期", Reads.DAY),
        *(Field("decided_on", "决定日期", Reads.DAY), DECISION, DECIDED_BY),
        Field("carried_out_on", "执行日期", Reads.DAY),
        *(Field("handed_over_on", "移送日期", Reads.DAY), HANDED_TO, RECEIPT_NO),
    ],
    steps={
        "answer": StepName(
            "书面回复",
            [ANSWER],
            allowed=(ActionState.TAKEN,),
            leads_to=ActionState.ANSWERED,
            needed=("answer",),
            dated="answered_on",
            does="记被约谈（被督办、被通报）的书面回复；原件用 --evidence 附上。",
        ),
        "open": StepName(
            "启动追责",
            [BODY, PAPER_NO],
            allowed=(ActionState.PROPOSED,),
            leads_to=ActionState.OPENED,
            dated="opened_on",
            does="记追究责任已经启动（立案、受理），由谁办。",
        ),
        "decide": StepName(
            "决定处理",
            [DECISION, DECIDED_BY, PAPER_NO],
            allowed=(ActionState.OPENED,),
            leads_to=ActionState.DECIDED,
            needed=("decision", "decided_by"),
            dated="decided_on",
            does="记追究责任的决定：怎么处理，谁决定的。",
        ),
        "carry_out": StepName(
            "执行处理",
            allowed=(ActionState.DECIDED,),
            leads_to=ActionState.CARRIED_OUT,
            dated="carried_out_on",
            does="记处理决定已经执行；凭据用 --evidence 附上。",
        ),
        "hand_over": StepName(
            "移送司法",
            [HANDED_TO, RECEIPT_NO],
            allowed=_PENDING,
            leads_to=ActionState.HANDED_OVER,
            needed=("handed_to", "receipt_no"),
            dated="handed_over_on",
            does="记移送司法机关，和对方的回执。",
        ),
    },
    worked_out=[
        Field("days_waiting", "待回复天数", numeric=True),
        Field("days_overdue", "逾期天数", numeric=True),
    ],
    term=Term("answer_due_on"),
    public=(ActionState.TAKEN, ActionState.ANSWERED, ActionState.DECIDED, ActionState.CARRIED_OUT),
    weighed=True,
    filled=True,
    named_by="reason",
    asks=("unit", "person", "post", "layer", "talked_by", "subject"),
    grave="是问责措施的记录",
    one="一项问责措施",
    summary="问责和激励：提醒、约谈、通报、追究责任、奖励",
    offered="state IN ('taken', 'proposed', 'opened', 'decided')",
)
