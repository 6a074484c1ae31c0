"""What is done about a violation or a hazard (执法措施): put forward by the town, decided by whoever has the power, followed until all is put right.

The plan, measures 10 and 11. Town powers depend on the day: up to the plan's day a town of Chongqing checks, urges and reports (重庆市安全生产条例 2015, 35);
from 2023-12 and again from 2025-07-01 lists give it powers of its own, and a case keeps the power that covered its opening day.
"""

from __future__ import annotations

from zizhao_cli.domain.kinds.declared import RECORDS, declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import NOTE, REASON, UNIT
from zizhao_cli.domain.kinds.kind import Only, StepName, Term
from zizhao_cli.domain.national import OFF_ROLL, ROW, Sanction
from zizhao_cli.domain.values import Word


class EnforcementState(Word):
    PROPOSED = "proposed", "已提出"
    HANDED_ON = "handed_on", "已移交未回复"
    ANSWERED = "answered", "已回复未出结果"
    DECLINED = "declined", "不予处理"
    DECIDED = "decided", "已决定"
    CARRIED_OUT = "carried_out", "已执行"
    CLOSED = "closed", "已结"
    VOIDED = "voided", "已作废"


KIND = Field(
    "kind",
    "措施",
    Reads.WORD,
    words=Sanction,
    headings=("措施", "处罚种类", "执法措施"),
    metavar="措施",
    described="哪种措施，如 停产整顿、关闭取缔、上限处罚、罚款",
)
AMOUNT = Field("amount", "金额", Reads.AMOUNT, numeric=True, headings=("金额", "罚款金额"), metavar="金额")  # fmt: skip
PERSONS = Field("persons", "人数", Reads.NUMBER, numeric=True, headings=("人数",), metavar="人数")
BASIS = Field("basis", "依据", Reads.LONG, headings=("依据", "处罚依据"))
OPENED_ON = Field(
    "opened_on",
    "立案日期",
    Reads.DAY,
    headings=("立案日期", "提出日期"),
    written="--on",
    metavar="日期",
    described="立案（提出）的日子，默认今天，不能是将来；镇里有没有权看这一天",
)
BODY = Field("body", "移交给", Reads.SHORT, written="--to", metavar="单位")
REPLY_DUE_ON = Field(
    "reply_due_on",
    "应回复日期",
    Reads.DUE,
    written="--due",
    metavar="日期",
    described="对方何时应回复：日期、+15d 或 +10wd，默认照 policy.yaml 移送的回复期限",
)
ANSWER = Field("answer", "回复", Reads.LONG)
POWER = Field(
    "power",
    "镇里的权力",
    Reads.RECORD,
    metavar="编号",
    described="管得住立案那一天的权力事项编号，如 QL-2024-0001",
)
PAPER_NO = Field("paper_no", "文书号", Reads.SHORT, written="--paper", metavar="字号")
RESULT = Field("result", "处理结果", Reads.LONG)
CARRIED_OUT_HOW = Field("carried_out_how", "执行情况", Reads.LONG, written="--how")
RECHECKS = Field(
    "rechecks",
    "复查的记录",
    Reads.RECORD,
    several=True,
    written="--recheck",
    metavar="编号",
    described="证明已经整改到位的检查或隐患编号；可写多次",
)
_WAITING = (EnforcementState.HANDED_ON, EnforcementState.ANSWERED)

ENFORCEMENT = declared(
    "enforcement",
    "执法措施",
    [KIND, UNIT, OFF_ROLL, ROW, RECORDS, AMOUNT, PERSONS, BASIS, NOTE],
    prefix="ZF",
    states=EnforcementState,
    required=("kind", "sector"),
    begins=OPENED_ON,
    set_later=[
        Field("handed_on_on", "移交日期", Reads.DAY),
        BODY,
        REPLY_DUE_ON,
        Field("answered_on", "回复日期", Reads.DAY),
        ANSWER,
        Field("decided_on", "决定日期", Reads.DAY),
        POWER,
        PAPER_NO,
        RESULT,
        Field("carried_out_on", "执行日期", Reads.DAY),
        CARRIED_OUT_HOW,
        Field("closed_on", "结案日期", Reads.DAY),
        RECHECKS,
    ],
    steps={
        "propose": StepName(
            "移交",
            [BODY, REPLY_DUE_ON],
            allowed=(EnforcementState.PROPOSED,),
            leads_to=EnforcementState.HANDED_ON,
            needed=("body",),
            dated="handed_on_on",
            terms={"reply_due_on": "transfer_reply_within"},
            does="记把建议移交给了有权的部门；回复期限从这一天起算。",
        ),
        "answer": StepName(
            "回复",
            [ANSWER],
            allowed=(EnforcementState.HANDED_ON,),
            leads_to=EnforcementState.ANSWERED,
            needed=("answer",),
            dated="answered_on",
            does="记对方回复了，还没有结果。",
        ),
        "result": StepName(
            "结果",
            [RESULT, PAPER_NO, AMOUNT, PERSONS],
            allowed=_WAITING,
            leads_to=EnforcementState.DECIDED,
            needed=("result",),
            dated="decided_on",
            does="记对方作出了决定，和它的文书号、金额、人数。",
        ),
        "decline": StepName(
            "不予处理",
            [REASON],
            allowed=(EnforcementState.PROPOSED, *_WAITING),
            leads_to=EnforcementState.DECLINED,
            needed=("reason",),
            does="记决定不采取这个措施，和理由。",
        ),
        "decide": StepName(
            "决定",
            [POWER, PAPER_NO, AMOUNT, PERSONS],
            allowed=(EnforcementState.PROPOSED,),
            leads_to=EnforcementState.DECIDED,
            needed=("power",),
            dated="decided_on",
            does="记镇里自己决定：立案那一天要有一项权力管得住，没有的用 propose 移交。",
        ),
        "carry_out": StepName(
            "执行",
            [CARRIED_OUT_HOW],
            allowed=(EnforcementState.DECIDED,),
            leads_to=EnforcementState.CARRIED_OUT,
            dated="carried_out_on",
            does="记决定已经执行，如罚款缴清、停了产。",
        ),
        "close": StepName(
            "结案",
            [RECHECKS],
            allowed=(EnforcementState.CARRIED_OUT,),
            leads_to=EnforcementState.CLOSED,
            needed=("rechecks",),
            dated="closed_on",
            does="记单位全部整改到位：所涉的隐患都销了号、违法行为都了结，并有复查的记录。",
        ),
    },
    public=(EnforcementState.DECIDED, EnforcementState.CARRIED_OUT, EnforcementState.CLOSED),
    only={
        "unanswered": Only("只列移交后还没有回复的", "state = 'handed_on'"),
        "not_followed_up": Only("只列决定后还没有结案的", "state IN ('decided', 'carried_out')"),
    },
    worked_out=[
        Field("decided_by", "由谁决定"),
        Field("days_reply_overdue", "回复逾期天数", numeric=True),
        Field("days_not_followed_up", "决定后未结天数", numeric=True),
    ],
    term=Term("reply_due_on", "days_reply_overdue"),
    weighed=True,
    named_by="kind",
    asks=("unit", "name"),
    grave="是执法措施的记录",
    one="一项执法措施",
    summary="执法措施：提出、移交、回复、决定、执行、结案",
    offered="state NOT IN ('closed', 'declined', 'voided')",
)
