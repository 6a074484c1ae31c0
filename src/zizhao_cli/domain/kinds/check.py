"""A check of a unit against one of the fifteen measures."""

from __future__ import annotations

from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import MEASURE, NO, NOTE, SOURCE_ID, UNIT, UNIT_CODE
from zizhao_cli.domain.kinds.kind import Kind, Reference, StepName
from zizhao_cli.domain.values import CheckKind, CheckState, Result, UnitKind

CHECKED_ON = Field(
    "checked_on",
    "检查日期",
    Reads.DAY,
    headings=(
        "检查日期",
        "检查时间",
        "排查日期",
        "排查时间",
        "自查时间",
        "发现日期",
        "found_on",
    ),
    option="--on",
    metavar="日期",
    hint="检查的日子，默认今天，不能是将来",
)
KIND = Field(
    "kind",
    "检查类型",
    Reads.WORD,
    words=CheckKind,
    headings=("检查类型", "检查方式"),
    metavar="类型",
    hint="self 自查、town 镇级检查、joint 联合检查、unannounced 明查暗访、special 专项检查",
)
INSPECTORS = Field(
    "inspectors",
    "检查人",
    Reads.PERSON,
    headings=("检查人", "检查人员", "排查人", "排查人员"),
    option="--inspector",
    metavar="姓名",
    hint="检查人，可写多次",
)
RESULT = Field(
    "result",
    "结果",
    Reads.WORD,
    name="检查结果",
    words=Result,
    headings=("结果", "检查结果", "是否符合"),
    metavar="结果",
    hint="pass 符合；fail 不符合；na 不适用",
)

CHECK = Kind(
    "check",
    "检查",
    prefix="JC",
    digits=5,
    table="checks",
    history="check_void",
    key="check_id",
    number=None,
    written_once=True,
    fields=[
        NO,
        UNIT_CODE,
        UNIT,
        MEASURE,
        CHECKED_ON,
        KIND,
        INSPECTORS,
        RESULT,
        NOTE,
        Field("hazards", "隐患"),
        SOURCE_ID,
        Field("batch", "批次"),
        Field("voided", "作废"),
        Field("unit_kind", "单位类别", words=UnitKind),
    ],
    steps={
        "register": StepName("登记"),
        "void": StepName("作废", {"reason": "理由"}, with_kind=True),
    },
    references={"unit_id": Reference("unit", "unit_code")},
    named_by="checked_on",
    states=CheckState,
)
