"""What is to be looked at elsewhere after an accident or a violation (举一反三; plan, measure 11): which units are alike, and what followed."""

from __future__ import annotations

from zizhao_cli.domain.kinds.declared import RECORDS, declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import NOTE, SECTOR
from zizhao_cli.domain.kinds.kind import StepName, Term
from zizhao_cli.domain.values import Word


class LessonState(Word):
    OPEN = "open", "排查中"
    CLOSED = "closed", "已办结"
    VOIDED = "voided", "已作废"


TITLE = Field("title", "教训", Reads.LONG, headings=("教训", "举一反三"))
LOOK_FOR = Field("look_for", "查什么", Reads.LONG, headings=("查什么", "排查内容"))
CAMPAIGN = Field("campaign", "专项工作", Reads.SHORT, headings=("专项工作",), metavar="名称")
LEAD = Field("lead", "牵头人", Reads.PERSON, headings=("牵头人",), metavar="姓名")
DUE_ON = Field(
    "due_on",
    "查完期限",
    Reads.DUE,
    headings=("查完期限", "完成时限"),
    written="--due",
    metavar="日期",
    described="何时查完：日期、+15d 或 +10wd，从吸取教训那天起算",
)
SINCE = Field(
    "since_on",
    "从哪天起查",
    Reads.DAY,
    headings=("从哪天起查", "日期"),
    written="--on",
    metavar="日期",
    described="从哪天起的检查才算查过，默认今天，不能是将来",
)
OUTCOME = Field("outcome", "排查结果", Reads.LONG)

LESSON = declared(
    "lesson",
    "举一反三",
    [TITLE, SECTOR, LOOK_FOR, RECORDS, CAMPAIGN, LEAD, DUE_ON, NOTE],
    prefix="JY",
    states=LessonState,
    required=("title", "sector"),
    begins=SINCE,
    set_later=[Field("closed_on", "办结日期", Reads.DAY), OUTCOME],
    steps={
        "close": StepName(
            "办结",
            [OUTCOME],
            allowed=(LessonState.OPEN,),
            leads_to=LessonState.CLOSED,
            needed=("outcome",),
            dated="closed_on",
            does="记同类单位查完了，查出了什么。",
        ),
    },
    worked_out=[
        Field("units", "同类单位", numeric=True),
        Field("units_left", "还没有查的", numeric=True),
        Field("days_overdue", "逾期天数", numeric=True),
    ],
    term=Term(),
    one="一项举一反三",
    summary="举一反三：从事故或违法行为到同类单位，哪些还没有查",
    offered="state = 'open'",
)
