"""Forms: what a kind of import knows. A new heading is one word here."""

from __future__ import annotations

from dataclasses import dataclass

PAST_DAYS = ("checked_on", "rectified_on", "reviewed_on")
"""The keys whose values are days that have been."""


@dataclass(frozen=True)
class Form:
    """What a kind of import knows: its keys with their headings, and which of them must be there."""

    name: str
    headings: dict[str, tuple[str, ...]]
    required: tuple[str, ...]
    in_blocks: bool = False
    """Whether plain rows are read column by column."""

    def heading(self, key: str) -> str:
        """Return the Chinese heading of `key` that messages use."""
        return self.headings[key][0]


_BOTH = {
    "source_id": ("编号", "来源编号", "检查编号", "隐患编号"),
    "unit": ("单位", "单位名称", "被检查单位", "受检单位", "责任单位"),
    "measure": ("条款", "对应条款", "措施", "十五条"),
    "checked_on": (
        "检查日期",
        "检查时间",
        "排查日期",
        "排查时间",
        "自查时间",
        "发现日期",
        "found_on",
    ),
    "inspectors": ("检查人", "检查人员", "排查人", "排查人员"),
    "hazard": (
        "问题隐患",
        "隐患",
        "隐患内容",
        "隐患描述",
        "隐患名称",
        "存在问题",
        "问题描述",
        "title",
    ),
    "location": ("部位", "隐患部位", "地点"),
    "sector": ("行业", "行业领域"),
    "level": ("等级", "隐患等级", "隐患级别"),
    "handling": ("处理方式",),
    "due_on": ("整改时限", "整改期限", "完成时限", "限期", "期限"),
    "responsible": ("责任人", "整改责任人"),
    "measures": ("整改措施", "治理措施", "处置措施", "整改措施与要求"),
    "note": ("备注",),
}
CHECK = Form(
    "check",
    {**_BOTH, "kind": ("检查类型", "检查方式"), "result": ("结果", "检查结果", "是否符合")},
    ("unit", "measure", "checked_on"),
    in_blocks=True,
)
HAZARD = Form(
    "hazard",
    {
        **_BOTH,
        "rectified_on": ("完成时间", "整改完成时间", "整改日期"),
        "reviewer": ("复查人",),
        "reviewed_on": ("复查时间", "复查日期"),
        "review_result": ("复查结果",),
    },
    ("unit", "measure", "checked_on", "hazard"),
)
UNIT = Form(
    "unit",
    {
        "code": ("代码", "单位代码"),
        "name": ("名称", "单位名称", "单位", "企业名称"),
        "kind": ("类别", "单位类别", "单位类型"),
        "aliases": ("别名", "曾用名"),
        "parent": ("所在村（社区）", "所在村", "所在社区", "属地"),
        "supervisor": ("主管部门", "行业主管部门", "监管部门"),
        "sector": ("行业", "行业领域"),
        "head": ("负责人", "主要负责人"),
        "contact": ("联系人",),
        "phone": ("电话", "联系电话"),
        "note": ("备注",),
    },
    ("name", "kind"),
)
FORMS = {form.name: form for form in (CHECK, HAZARD, UNIT)}
