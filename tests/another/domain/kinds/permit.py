"""A permit that a unit asks for."""

from __future__ import annotations

from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import APPROVED_BY, NO, REASON, UNIT, UNIT_CODE
from zizhao_cli.domain.kinds.kind import Kind, Reference, StepName
from zizhao_cli.domain.values import Word


class PermitState(Word):
    ASKED = "asked", "申请中"
    GRANTED = "granted", "已批"
    VOIDED = "voided", "已作废"


TITLE = Field("title", "许可事项", Reads.SHORT, editable=True, headings=("许可事项", "事项"))
ASKED_ON = Field(
    "asked_on", "申请日期", Reads.DAY, headings=("申请日期",), written="--on", metavar="日期"
)
ASKED_BY = Field("asked_by", "申请人", Reads.PERSON, headings=("申请人",), metavar="姓名")
GRANTED_BY = Field("granted_by", "批准人", Reads.PERSON, metavar="姓名")
STATE = Field("state", "状态", words=PermitState)

PERMIT = Kind(
    name="permit",
    label="许可",
    prefix="XK",
    begins="asked_on",
    columns=[NO, UNIT_CODE, UNIT, TITLE, ASKED_ON, ASKED_BY, STATE],
    steps={
        "register": StepName("登记"),
        "grant": StepName("批准", [GRANTED_BY]),
        "edit": StepName("更正", with_kind=True),
        "void": StepName("作废", [REASON], with_kind=True),
        "undo": StepName("撤销导入", [REASON]),
        "retract": StepName("撤回", [REASON, APPROVED_BY], with_kind=True),
    },
    row=[UNIT, TITLE, ASKED_ON, ASKED_BY],
    required=("unit", "title", "asked_on"),
    references={"unit_id": Reference("unit", "unit_code")},
    summary="许可：登记、批准、查看",
    states=PermitState,
    package="tests.another",
)
