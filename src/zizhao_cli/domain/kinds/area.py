"""An area of concentrated action (重点地区): where unlawful business stands out, and what is done about it for some days.

The plan asks for it under its tenth measure: action in the areas that matter most.
"""

from __future__ import annotations

from zizhao_cli.domain.kinds.declared import ENTERED_ON, declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import MEASURE, NOTE, SECTOR, UNIT
from zizhao_cli.domain.kinds.kind import Reference, StepName, Term
from zizhao_cli.domain.values import Word


class AreaState(Word):
    OPEN = "open", "整治中"
    CONCLUDED = "concluded", "已结束"
    VOIDED = "voided", "已作废"


NAME = Field("name", "重点地区", Reads.SHORT, headings=("重点地区", "地区"), metavar="名称")
PLACES = Field(
    "places",
    "涉及单位",
    Reads.SHORT,
    several=True,
    headings=("涉及单位", "涉及村（社区）"),
    written="--place",
    metavar="单位",
    described="这个地区还涉及的村（社区）、单位或地段；可写多次",
)
CAMPAIGN = Field(
    "campaign", "专项工作", Reads.ID, metavar="代码", described="属于哪项专项工作（campaign list）"
)
PROBLEM = Field("problem", "突出问题", Reads.LONG, headings=("突出问题", "问题"))
LEAD = Field("lead", "牵头领导", Reads.PERSON, headings=("牵头领导", "责任领导"), metavar="姓名")
FIRST = Field(
    "first_on",
    "整治开始",
    Reads.ANY_DAY,
    headings=("整治开始", "开始日期"),
    written="--first",
    metavar="日期",
)
LAST = Field(
    "last_on",
    "整治期限",
    Reads.DUE,
    headings=("整治期限", "完成时限"),
    written="--last",
    metavar="日期",
    described="整治到哪一天：日期、+30d 或 +10wd，从登记日起算",
)
OUTCOME = Field("outcome", "整治结果", Reads.LONG)
_SAID = [NAME, UNIT, PLACES, SECTOR, MEASURE, CAMPAIGN, PROBLEM, LEAD, FIRST, LAST, NOTE]

AREA = declared(
    "area",
    "重点地区",
    _SAID,
    prefix="ZD",
    states=AreaState,
    required=("name", "problem"),
    set_later=[Field("concluded_on", "结束日期", Reads.DAY), OUTCOME],
    refers={"campaign_id": Reference("campaign", "campaign")},
    row=[field for field in (*_SAID, ENTERED_ON) if field.headings],
    steps={
        "conclude": StepName(
            "结束整治",
            [OUTCOME],
            allowed=(AreaState.OPEN,),
            leads_to=AreaState.CONCLUDED,
            needed=("outcome",),
            dated="concluded_on",
            does="记整治结束了，结果怎样。",
        ),
    },
    worked_out=[Field("days_overdue", "逾期天数", numeric=True)],
    term=Term("last_on"),
    named_by="name",
    one="一个重点地区",
    summary="重点地区：集中整治，登记、结束",
    offered="state = 'open'",
)
