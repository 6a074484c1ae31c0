"""A power of the list of powers and duties (权力和责任清单): what the town itself may decide, on what basis, from which day to which.

In Chongqing a town checks, urges and reports; what it may decide came with lists of 2023-12 and 2025-07, some items by law (法定), some handed down (赋权).
The list of one's own district is imported: nobody else has it.
"""

from __future__ import annotations

from zizhao_cli.domain.kinds.declared import declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import NOTE
from zizhao_cli.domain.kinds.validity import IN_FORCE, ONLY_IN_FORCE, SINCE, UNTIL, ending
from zizhao_cli.domain.values import Word


class PowerState(Word):
    STANDING = "standing", "在册"
    ENDED = "ended", "已废止"
    VOIDED = "voided", "已作废"


class PowerType(Word):
    LICENCE = "licence", "行政许可", "许可"
    PENALTY = "penalty", "行政处罚", "处罚"
    COERCION = "coercion", "行政强制", "强制"
    LEVY = "levy", "行政征收", "征收"
    CHECK = "check", "行政检查", "检查"
    CONFIRMATION = "confirmation", "行政确认", "确认"
    RULING = "ruling", "行政裁决", "裁决"
    GRANT = "grant", "行政给付", "给付"
    REWARD = "reward", "行政奖励", "奖励"
    OTHER = "other", "其他职权", "其他", "其他权力", "其他行政权力"


class Origin(Word):
    STATUTORY = "statutory", "法定"
    DELEGATED = "delegated", "赋权"


NAME = Field(
    "name",
    "项目名称",
    Reads.LONG,
    headings=("项目名称", "事项名称", "赋权事项名称", "权力名称", "职权名称"),
    metavar="名称",
)
TYPE = Field(
    "power_type",
    "权力类型",
    Reads.WORD,
    words=PowerType,
    headings=("权力类型", "事项类型", "职权类型", "类型"),
    written="--type",
    metavar="类型",
    described=f"权力类型：{'、'.join(PowerType.choices())}",
)
ORIGIN = Field(
    "origin",
    "来源",
    Reads.WORD,
    words=Origin,
    headings=("来源", "权力来源", "法定或赋权"),
    metavar="来源",
    described="法律法规直接给镇的 statutory 法定，上级交下来的 delegated 赋权",
)
ITEM_CODE = Field(
    "item_code",
    "项目编码",
    Reads.ID,
    alone=True,
    headings=("项目编码", "事项编码", "权力编码", "基本编码"),
    metavar="编码",
    described="清单里的编码",
)
SUB_ITEM = Field("sub_item", "子项", Reads.LONG, headings=("子项", "子项名称"))
BASIS = Field(
    "basis", "实施依据", Reads.LONG, headings=("实施依据", "执法依据", "设定依据", "依据")
)
DUTIES = Field(
    "duties",
    "责任事项",
    Reads.LONG,
    headings=("责任事项", "责任事项内容"),
    described="按环节写的责任：受理、审查决定、送达、事后监管",
)
LIABILITY = Field("liability", "追责情形", Reads.LONG, headings=("追责情形", "追责情形及依据"))
POST = Field(
    "post",
    "责任岗位",
    Reads.SHORT,
    alone=True,
    headings=("责任岗位", "责任科室", "承办岗位"),
    metavar="岗位",
)
HOLDER = Field(
    "holder",
    "执法主体",
    Reads.SHORT,
    alone=True,
    headings=("执法主体", "实施主体", "行使主体", "赋权镇街"),
)
FROM_DEPARTMENT = Field("from_department", "原行使部门", Reads.SHORT, headings=("原行使部门",))
SCOPE = Field("scope", "赋权范围", Reads.LONG, headings=("赋权范围", "行使范围"))

POWER = declared(
    "power",
    "权力",
    [
        NAME,
        TYPE,
        ORIGIN,
        ITEM_CODE,
        SUB_ITEM,
        BASIS,
        DUTIES,
        LIABILITY,
        POST,
        HOLDER,
        FROM_DEPARTMENT,
        SCOPE,
        SINCE,
        UNTIL,
        NOTE,
    ],
    prefix="QL",
    states=PowerState,
    required=("name", "power_type", "since_on"),
    begins=SINCE,
    steps={"end": ending((PowerState.STANDING,), PowerState.ENDED)},
    public=(PowerState.STANDING, PowerState.ENDED),
    only={"in_force": ONLY_IN_FORCE},
    worked_out=[IN_FORCE],
    weighed=True,
    named_by="name",
    one="一项权力",
    summary="权力和责任清单：镇里能决定什么，从哪天到哪天",
)
