"""Fields that several kinds of record, or several steps, have."""

from __future__ import annotations

from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.values import UnitKind

NO = Field("no", "编号", Reads.ID, headings=("no",))
UNIT_CODE = Field("unit_code", "单位代码")
UNIT = Field(
    "unit",
    "单位",
    Reads.UNIT,
    headings=("单位", "单位名称", "被检查单位", "受检单位", "责任单位"),
    metavar="单位",
    described="单位代码、名称或别名",
)
UNIT_KIND = Field(
    "unit_kind",
    "单位类别",
    Reads.WORD,
    words=UnitKind,
    written="--kind",
    metavar="类别",
    described="单位类别：village 村、community 社区、department 部门、enterprise 企业、site 场所",
)
MEASURE = Field(
    "measure",
    "条款",
    Reads.MEASURE,
    numeric=True,
    editable=True,
    headings=("条款", "对应条款", "措施", "十五条"),
    metavar="条款",
    described="1–15、六、（六）、第六条或标题",
)
SECTOR = Field(
    "sector",
    "行业领域",
    Reads.SHORT,
    editable=True,
    headings=("行业", "行业领域"),
    metavar="行业",
    described="行业领域，如 消防、燃气",
)
NOTE = Field("note", "备注", Reads.REMARK, headings=("备注",))
SOURCE_ID = Field(
    "source_id",
    "来源编号",
    Reads.ID,
    headings=("编号", "来源编号", "检查编号", "隐患编号"),
    metavar="编号",
    described="来源编号；同一编号、同样内容再记一次，什么也不变",
)
REASON = Field("reason", "理由", Reads.LONG, metavar="理由")
APPROVED_BY = Field(
    "approved_by", "批准人", Reads.PERSON, metavar="姓名", described="批准人，不能是办这件事的人"
)
APPROVER_UNIT = Field("approver_unit", "批准人单位")
REMARK = Field("note", "说明", Reads.LONG)
DAY = Field(
    "on", "办理日期", Reads.DAY, metavar="日期", described="办理的日子，默认今天，不能是将来"
)
