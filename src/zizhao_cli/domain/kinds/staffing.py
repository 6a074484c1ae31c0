"""Whom and what a department has for enforcing safety: posts, certificates, equipment, money (plan, 四（十二）)."""

from __future__ import annotations

from zizhao_cli.domain.kinds.declared import declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import NOTE, UNIT
from zizhao_cli.domain.kinds.lacking import EXPIRED, MISSING, Asks
from zizhao_cli.domain.values import UnitKind, Word


class StaffingState(Word):
    RECORDED = "recorded", "在册"
    VOIDED = "voided", "已作废"


def _count(key: str, heading: str, *headings: str) -> Field:
    return Field(
        key, heading, Reads.NUMBER, numeric=True, headings=(heading, *headings), metavar="数"
    )


LEADER = Field(
    "leader", "执法负责人", Reads.PERSON, headings=("执法负责人", "分管负责人"), metavar="姓名"
)
POSTS = _count("posts", "执法编制数", "编制数")
FILLED = _count("filled", "执法在岗人数", "在岗人数")
PROFESSIONAL = _count("professional", "专业人员数", "专业干部数")
CERTIFIED = _count("certified", "持执法证人数", "持证人数")
CERTIFIED_UNTIL = Field(
    "certified_until",
    "执法证最早到期",
    Reads.ANY_DAY,
    headings=("执法证最早到期", "证件有效期至"),
    metavar="日期",
    described="最早到期的那一本执法证到期的日子",
)
EQUIPMENT = Field("equipment", "执法装备", Reads.LONG, headings=("执法装备", "装备"))
VEHICLES = _count("vehicles", "执法车辆数", "车辆数")
BUDGET = Field(
    "budget",
    "年度经费",
    Reads.AMOUNT,
    numeric=True,
    headings=("年度经费", "经费"),
    metavar="元",
    described="一年的执法经费，元",
)
_SAID = (
    *(LEADER, POSTS, FILLED, PROFESSIONAL, CERTIFIED, CERTIFIED_UNTIL),
    *(EQUIPMENT, VEHICLES, BUDGET),
)
ASKS = Asks({12: _SAID}, (CERTIFIED_UNTIL,), {CERTIFIED_UNTIL.key: CERTIFIED.key})

STAFFING = declared(
    "staffing",
    "执法力量",
    [UNIT, *_SAID, NOTE],
    states=StaffingState,
    required=(UNIT.key,),
    of_units=(UnitKind.DEPARTMENT,),
    worked_out=[
        Field("vacancies", "空缺", numeric=True),
        Field("uncertified", "无证在岗", numeric=True),
        MISSING,
        EXPIRED,
    ],
    named_by="code",
    counted="staffings",
    one="一个部门的执法力量",
    summary="执法力量：部门的执法人员、证件、装备、经费",
)
