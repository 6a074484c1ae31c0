"""A person with a post: the leading group, the office, liaison officers, heads of villages and departments (plan, 二).

Days in office bound what somebody may be named for; the plan names the people of 2022, others come after them.
"""

from __future__ import annotations

from zizhao_cli.domain.kinds.declared import declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import NOTE, UNIT
from zizhao_cli.domain.values import Word


class PersonState(Word):
    RECORDED = "recorded", "在册"
    VOIDED = "voided", "已作废"


NAME = Field("name", "姓名", Reads.PERSON, headings=("姓名",), metavar="姓名")
ALIASES = Field(
    "aliases",
    "别名",
    Reads.SHORT,
    several=True,
    headings=("别名", "曾用名"),
    written="--alias",
    metavar="姓名",
    described="同一个人的别的写法，如繁体字、旧名；可写多次",
)
POST = Field("post", "职务", Reads.SHORT, headings=("职务", "岗位"), metavar="职务")
ROLE = Field(
    "role",
    "组内职务",
    Reads.SHORT,
    headings=("组内职务", "领导小组职务"),
    metavar="职务",
    described="领导小组里的职务，如 组长、副组长、成员、联络员",
)
SECTORS = Field(
    "sectors",
    "分管行业领域",
    Reads.SHORT,
    several=True,
    headings=("分管行业", "分管领域", "分管行业领域"),
    written="--sector",
    metavar="行业",
    described="分管的行业领域（分兵把口），可写多次",
)
SINCE = Field(
    "since_on",
    "任职日期",
    Reads.ANY_DAY,
    headings=("任职日期", "任职时间"),
    written="--since",
    metavar="日期",
    described="任职的第一天，不写即一向在任",
)
UNTIL = Field(
    "until_on",
    "离任日期",
    Reads.ANY_DAY,
    headings=("离任日期", "离任时间"),
    written="--until",
    metavar="日期",
    described="在任的最后一天，不写即还在任",
)
IN_OFFICE = Field("in_office", "在任", flag=True)

PERSON = declared(
    "person",
    "人员",
    [NAME, UNIT, POST, ROLE, SECTORS, SINCE, UNTIL, ALIASES, NOTE],
    states=PersonState,
    required=("name",),
    worked_out=[IN_OFFICE],
    counts_since=SINCE.key,
    named_by="name",
    counted="persons",
    one="一个人",
    summary="人员：职务、单位、任期、分管的行业领域",
    offered="state = 'recorded'",
)
