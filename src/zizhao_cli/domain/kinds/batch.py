"""A batch: what one import wrote."""

from __future__ import annotations

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.fields import REASON
from zizhao_cli.domain.kinds.kind import Kind, StepName
from zizhao_cli.domain.values import BatchState

WHY_UNDONE = REASON._replace(named="撤销理由")


def _form_name(form: str) -> str:
    from zizhao_cli.domain.kinds import forms

    return forms()[form].label


BATCH = Kind(
    name="batch",
    label="批次",
    prefix="PC",
    history="batch_undo",
    key="batch_id",
    number=None,
    counted="batches",
    columns=[
        Field("batch", "批次"),
        Field("form", "内容", says=_form_name),
        Field("recorded_at", "记录时间"),
        Field("actor", "记账人"),
        Field("files", "文件"),
        Field("rows", "行数", numeric=True),
        Field("new", "新记", numeric=True),
        Field("same", "已有", numeric=True),
        Field("rejected", "退回", numeric=True),
        Field("hazards", "隐患", numeric=True),
        Field("undone_on", "撤销日期"),
        Field("undo_reason", "撤销理由"),
    ],
    steps={"undo": StepName("撤销导入", [WHY_UNDONE])},
    summary="导入批次：查看、撤销；一次办许多条命令",
    named_by="(SELECT substr(recorded_at, 1, 10) FROM journal WHERE seq = batch.seq)",
    states=BatchState,
)
