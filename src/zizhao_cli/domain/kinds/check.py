"""A check of a unit against one of the fifteen measures."""

from __future__ import annotations

from zizhao_cli.domain.kinds import fields
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.hazard import INSPECTORS, REPLACED_BY, ROW, ROW_DAY
from zizhao_cli.domain.kinds.kind import Kind, Reference, StepName
from zizhao_cli.domain.values import CheckKind, CheckState, Result

KIND = Field(
    "kind",
    "检查类型",
    Reads.WORD,
    words=CheckKind,
    headings=("检查类型", "检查方式"),
    metavar="类型",
    described="self 自查、town 镇级检查、joint 联合检查、unannounced 明查暗访、special 专项检查",
)
WHY_VOID = fields.REASON._replace(named="作废理由")
RESULT = Field(
    "result",
    "结果",
    Reads.WORD,
    named="检查结果",
    words=Result,
    headings=("结果", "检查结果", "是否符合"),
    metavar="结果",
    described="pass 符合；fail 不符合；na 不适用",
)

CHECK = Kind(
    name="check",
    label="检查",
    prefix="JC",
    digits=5,
    table="checks",
    history="check_void",
    mended="check_edit",
    key="check_id",
    number=None,
    dated="checked_on",
    columns=[
        fields.NO,
        fields.UNIT_CODE,
        fields.UNIT,
        fields.MEASURE,
        ROW_DAY,
        KIND,
        INSPECTORS,
        RESULT,
        fields.NOTE,
        Field("hazards", "隐患"),
        fields.SOURCE_ID,
        Field("batch", "批次"),
        Field("voided", "作废"),
        fields.UNIT_KIND,
    ],
    steps={
        "register": StepName("登记"),
        "void": StepName("作废", [WHY_VOID], with_kind=True),
        "replace": StepName("换新", [REPLACED_BY, WHY_VOID], with_kind=True),
        "edit": StepName("更正", [fields.REASON], with_kind=True),
    },
    references={"unit_id": Reference("unit", "unit_code")},
    row=[*ROW, KIND, RESULT],
    required=("unit", "measure", "checked_on"),
    in_blocks=True,
    many=True,
    one="一次检查",
    summary="检查：登记、查看、更正、作废",
    named_by="checked_on",
    states=CheckState,
    told_as={"kind": "check_kind"},
)
