"""A notice: a paper that the office issued about hazards of one unit, and what became of it."""

from __future__ import annotations

from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import APPROVED_BY, APPROVER_UNIT, NO, REASON, UNIT, UNIT_CODE
from zizhao_cli.domain.kinds.kind import Kind, Reference, StepName
from zizhao_cli.domain.values import NoticeState, Paper

PAPER = Field(
    "paper",
    "文书",
    words=Paper,
    metavar="文书",
    described="rectify 限期整改意见书；review 复查意见书；supervise 督办通知；transfer 抄告单",
)
RECEIVER = Field(
    "receiver",
    "主送",
    Reads.SHORT,
    written="--to",
    metavar="单位",
    described="主送单位，默认隐患的单位；抄告单默认移送的机关",
)
ISSUED_ON = Field(
    "issued_on",
    "签发日期",
    Reads.DAY,
    written="--on",
    metavar="日期",
    described="签发的日子，默认今天，不能是将来",
)
SIGNERS = Field(
    "inspectors",
    "检查人",
    Reads.PERSON,
    several=True,
    written="--inspector",
    metavar="姓名",
    described="在文书上签名的检查人、复查人或经办人，可写多次；默认账上记的",
)
REPORT_BY = Field(
    "report_by",
    "回报期限",
    Reads.DUE,
    metavar="期限",
    described="督办通知要求回报结果的日子，或 +15d、+10wd",
)
RECEIVED_BY = Field(
    "received_by", "签收人", Reads.PERSON, metavar="姓名", described="在回执上签收的人"
)
DELIVERED_BY = Field("delivered_by", "送达人", Reads.PERSON, metavar="姓名", described="送达的人")
WITNESS = Field("witness", "见证人", Reads.PERSON, metavar="姓名", described="拒签时在场的见证人")
WHY_REFUSED = REASON._replace(named="拒签理由", described="拒绝签收的理由和经过")
ANSWER = Field("note", "回复", Reads.LONG, metavar="文字", described="回复说了什么")

NOTICE = Kind(
    name="notice",
    label="文书",
    prefix="WS",
    begins="issued_on",
    columns=[
        NO,
        PAPER,
        Field("paper_no", "字号"),
        UNIT_CODE,
        UNIT,
        RECEIVER,
        Field("hazards", "隐患", several=True),
        ISSUED_ON,
        Field("state", "状态", words=NoticeState),
        Field("delivered_on", "送达日期"),
        RECEIVED_BY,
        Field("answered_on", "回复日期"),
        SIGNERS._replace(written=None),
        REPORT_BY,
        Field("first_no", "原文书"),
        WITNESS,
        Field("file", "文件"),
        Field("year", "字号的年份", alone=True, numeric=True),
        Field("serial", "字号的序号", alone=True, numeric=True),
    ],
    steps={
        "register": StepName("签发"),
        "deliver": StepName("送达", [RECEIVED_BY, DELIVERED_BY]),
        "refuse": StepName("拒签", [WHY_REFUSED, WITNESS, DELIVERED_BY]),
        "answer": StepName("收到回复", [ANSWER], with_kind=True),
        "void": StepName("作废", [REASON, APPROVED_BY, APPROVER_UNIT], with_kind=True),
        "retract": StepName("撤回", [REASON, APPROVED_BY], with_kind=True),
    },
    references={
        "unit_id": Reference("unit", "unit_code"),
        "first_id": Reference("notice", "first_no"),
    },
    mentions={"hazards": "hazard"},
    summary="文书：签发限期整改、复查、督办、抄告，记送达和回复",
    named_by="paper_no",
    states=NoticeState,
)
