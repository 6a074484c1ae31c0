"""A unit of the roll: a village, a department, a shop."""

from __future__ import annotations

from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import NOTE, REASON, SECTOR, UNIT_KIND
from zizhao_cli.domain.kinds.kind import Kind, Reference, StepName
from zizhao_cli.domain.values import UnitState, UnitTag

CODE = Field("code", "代码", Reads.ID, headings=("代码", "单位代码"), metavar="代码")
NAME = Field(
    "name",
    "名称",
    Reads.SHORT,
    named="单位名称",
    headings=("名称", "单位名称", "单位", "企业名称"),
    metavar="名称",
)
KIND = UNIT_KIND.under("kind", "类别", "单位类别", "单位类型")
ALIASES = Field(
    "aliases",
    "别名",
    Reads.SHORT,
    several=True,
    headings=("别名", "曾用名"),
    written="--alias",
    metavar="别名",
)
TAGS = Field(
    "tags",
    "标签",
    Reads.WORD,
    words=UnitTag,
    several=True,
    headings=("标签", "场所类型"),
    written="--tag",
    metavar="标签",
    described=f"单位的标签：{'、'.join(UnitTag.choices())}",
)
PARENT = Field(
    "parent",
    "所在村（社区）",
    Reads.SHORT,
    headings=("所在村（社区）", "所在村", "所在社区", "属地"),
    metavar="单位",
    described="所在的村或社区",
)
SUPERVISOR = Field(
    "supervisor",
    "主管部门",
    Reads.SHORT,
    headings=("主管部门", "行业主管部门", "监管部门"),
    metavar="单位",
    described="行业主管部门",
)
HEAD = Field("head", "负责人", Reads.SHORT, headings=("负责人", "主要负责人"), metavar="姓名")
CONTACT = Field("contact", "联系人", Reads.SHORT, headings=("联系人",), metavar="姓名")
PHONE = Field(
    "phone", "电话", Reads.SHORT, named="联系电话", headings=("电话", "联系电话"), metavar="号码"
)
WHY_RETIRED = REASON._replace(named="停用理由")
ACTIVE = Field("active", "在用", flag=True)

UNIT = Kind(
    name="unit",
    label="单位",
    key="unit_id",
    number="version_no",
    columns=[
        CODE,
        NAME,
        KIND,
        ALIASES,
        PARENT,
        SUPERVISOR,
        SECTOR,
        CONTACT,
        PHONE,
        ACTIVE,
        HEAD,
        NOTE,
        TAGS,
    ],
    steps={
        "register": StepName("登记"),
        "edit": StepName("修改", with_kind=True),
        "retire": StepName("停用", [WHY_RETIRED], with_kind=True),
        "undo": StepName("撤销导入", [REASON]),
    },
    references={
        "parent_id": Reference("unit", "parent"),
        "supervisor_id": Reference("unit", "supervisor"),
    },
    row=[CODE, NAME, KIND, ALIASES, PARENT, SUPERVISOR, SECTOR, HEAD, CONTACT, PHONE, NOTE, TAGS],
    required=("name", "kind"),
    one="一个单位",
    summary="单位：登记、修改、停用、查看",
    named_by="name",
    states=UnitState,
    voided="NOT active",
    found_by="unit",
)
