"""A topic of the list of problems (问题清单): a matter of management that leaders study and solve, and that is no hazard.

The plan asks it of the town's leaders (四, 二): study what stands out in time, list it, and offer a solution that works.
"""

from __future__ import annotations

from zizhao_cli.domain.kinds.declared import declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import MEASURE, NOTE, SECTOR, UNIT
from zizhao_cli.domain.kinds.kind import StepName, Term
from zizhao_cli.domain.values import Word


class TopicState(Word):
    RAISED = "raised", "已提出"
    STUDIED = "studied", "已研究"
    SOLVED = "solved", "已办结"
    VOIDED = "voided", "已作废"


TITLE = Field("title", "问题", Reads.LONG, headings=("问题", "突出问题", "问题描述"))
RAISED_BY = Field("raised_by", "提出人", Reads.PERSON, headings=("提出人",), metavar="姓名")
LEAD = Field("lead", "牵头领导", Reads.PERSON, headings=("牵头领导", "责任领导"), metavar="姓名")
DUE_ON = Field(
    "due_on",
    "办结期限",
    Reads.DUE,
    headings=("办结期限", "完成时限"),
    written="--due",
    metavar="日期",
    described="何时办结：日期、+15d 或 +10wd，从登记日起算",
)
STUDIED_BY = Field("studied_by", "研究的会议或人", Reads.SHORT, metavar="会议")
SOLUTION = Field("solution", "解决办法", Reads.LONG)
OUTCOME = Field("outcome", "办理结果", Reads.LONG)
_OPEN = (TopicState.RAISED, TopicState.STUDIED)

TOPIC = declared(
    "topic",
    "问题",
    [TITLE, UNIT, SECTOR, MEASURE, RAISED_BY, LEAD, DUE_ON, NOTE],
    prefix="WT",
    states=TopicState,
    required=("title",),
    set_later=[
        Field("studied_on", "研究日期", Reads.DAY),
        STUDIED_BY,
        SOLUTION,
        Field("closed_on", "办结日期", Reads.DAY),
        OUTCOME,
    ],
    steps={
        "study": StepName(
            "研究",
            [STUDIED_BY, SOLUTION, LEAD, DUE_ON],
            allowed=_OPEN,
            leads_to=TopicState.STUDIED,
            needed=("studied_by", "solution"),
            dated="studied_on",
            does="记哪次会议、哪位领导研究了，定的什么办法、谁牵头、何时办结。",
        ),
        "close": StepName(
            "办结",
            [OUTCOME],
            allowed=(TopicState.STUDIED,),
            leads_to=TopicState.SOLVED,
            needed=("outcome",),
            dated="closed_on",
            does="记问题解决了；没有研究过的先研究。",
        ),
    },
    worked_out=[Field("days_overdue", "逾期天数", numeric=True)],
    term=Term(),
    one="一个问题",
    summary="问题清单：管理上的突出问题，研究、办结",
    offered="state IN ('raised', 'studied')",
)
