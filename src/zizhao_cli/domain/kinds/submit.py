"""A submission: a filled form as it was handed upward, kept to be compared with what is known later."""

from __future__ import annotations

from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import APPROVED_BY, NO, REASON
from zizhao_cli.domain.kinds.kind import Kind, StepName
from zizhao_cli.domain.values import SubmissionState

FORM = Field("form", "报表", Reads.SHORT)
TITLE = Field("title", "名称", Reads.SHORT)
PERIOD = Field("period", "期间", Reads.SHORT)
RECEIVER = Field(
    "receiver",
    "报送单位",
    Reads.SHORT,
    named="报给谁",
    written="--to",
    metavar="单位",
    described="报给哪个单位，如 区安委办",
)
SUBMITTED_ON = Field(
    "submitted_on",
    "报送日期",
    Reads.DAY,
    written="--on",
    metavar="日期",
    described="报送的日子，默认今天，不能是将来",
)
WHY_RETURNED = REASON._replace(named="退回理由")

SUBMIT = Kind(
    name="submit",
    label="上报",
    prefix="BS",
    table="submission",
    history="submission_version",
    begins="submitted_on",
    counted="submissions",
    columns=[
        NO,
        FORM,
        TITLE,
        PERIOD,
        Field("as_of", "截至日期"),
        RECEIVER,
        SUBMITTED_ON,
        Field("state", "状态", words=SubmissionState),
        Field("base", "基数"),
        Field("file", "文件"),
        Field("form_version", "报表版本"),
        Field("form_digest", "报表设定摘要"),
        Field("anchor", "账本锚点"),
        Field("sent", "报出的数", alone=True),
    ],
    steps={
        "register": StepName("报出"),
        "return": StepName("退回", [WHY_RETURNED], with_kind=True),
        "void": StepName("作废", [REASON], with_kind=True),
        "retract": StepName("撤回", [REASON, APPROVED_BY], with_kind=True),
    },
    one="一次上报",
    summary="上报：照账本填报表，存下报出的数",
    naming="EXISTS (SELECT 1 FROM json_each(sent) AS sheet, json_each(sheet.value) AS line WHERE line.key = :name)",
    named_by="form || ' ' || period",
    states=SubmissionState,
)
