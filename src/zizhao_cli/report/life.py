"""A hazard's life in sentences: its timeline, and the arithmetic of its deadline."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.deadlines import days_late, days_left, days_overdue
from zizhao_cli.domain.numbering import HAZARDS
from zizhao_cli.domain.values import CheckKind
from zizhao_cli.report.checks import COLUMNS as CHECK_COLUMNS
from zizhao_cli.report.hazards import ALL_COLUMNS
from zizhao_cli.report.model import Column
from zizhao_cli.report.question import sql
from zizhao_cli.report.units import COLUMNS as UNIT_COLUMNS

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.report.model import Row

STEPS = {
    "register": "登记",
    "plan": "制定整改方案",
    "rectify": "报整改完成",
    "review": "复查",
    "extend": "延期",
    "transfer": "移送",
    "void": "作废",
    "edit": "更正",
    "recount": "重新核算期限",
    "past_rectification": "录入既往整改",
    "past_review": "录入既往复查",
    "undo": "撤销导入",
}


def timeline(connection: sqlite3.Connection, no: str) -> list[Row]:
    """Return the steps of the hazard `no` in their order, each with what was recorded of it."""
    rows = connection.execute(sql("hazard_steps"), {"id": HAZARDS.parse(no)})
    return [
        {
            "step_no": row["step_no"],
            "step": row["step"],
            "effective_on": row["effective_on"],
            "state": row["state"],
            "due_on": row["due_on"],
            "recorded_at": row["recorded_at"],
            "recorded_by": row["actor"],
            "journal_seq": row["seq"],
            "detail": json.loads(row["detail"]),
            "due_basis": json.loads(row["due_basis"]),
        }
        for row in rows
    ]


def timeline_lines(steps: list[Row]) -> list[str]:
    """Return the timeline as one sentence a step."""
    return [
        f"{step['effective_on']}  {_what(step)}（{step['recorded_by']} 记于 {step['recorded_at'][:16].replace('T', ' ')}）"
        for step in steps
    ]


def _what(step: Row) -> str:
    kind, detail = step["step"], step["detail"]
    told = [STEPS[kind]]
    if kind == "register":
        told.append(f"期限 {step['due_on']}")
    if "passed" in detail:
        told.append("通过，销号" if detail["passed"] else "未通过，继续整改")
    if "due" in detail:
        told.append(f"期限改为 {step['due_on']}")
    return "，".join(told + detail_lines(detail))


_LABELS = {
    "responsible": "责任人",
    "measures": "措施",
    "funds": "资金",
    "due_on": "时限",
    "contingency": "应急预案",
    "rectified_by": "整改人",
    "reviewer": "复查人",
    "asked_by": "申请人",
    "asked_on": "申请日期",
    "approved_by": "批准人",
    "safeguards": "防范措施",
    "inspectors": "检查人",
    "note": "说明",
    "to": "移送给",
    "reason": "理由",
}


def detail_lines(detail: dict[str, Any]) -> list[str]:
    """Return what was recorded of a step, each as `name：value` in Chinese."""
    corrected = detail.get("to") if isinstance(detail.get("to"), dict) else None
    lines = [
        f"{_LABELS[key]}：{value}"
        for key, value in detail.items()
        if key in _LABELS and value is not corrected
    ]
    return [
        f"{heading_of(key)}改为“{worded(key, value)}”" for key, value in (corrected or {}).items()
    ] + lines


_BY_KEY = {
    column.key: column
    for column in [
        *CHECK_COLUMNS,
        *UNIT_COLUMNS,
        *ALL_COLUMNS,
        # A unit has a kind as well.
        Column("check_kind", "检查类型", CheckKind),
    ]
}


def heading_of(key: str) -> str:
    """Return the Chinese heading of a stored field, or the field's own name where it has none."""
    return _BY_KEY[key].heading if key in _BY_KEY else key


def worded(key: str, value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return the value of a stored field in Chinese."""
    column = _BY_KEY.get(key)
    if value is None:
        return "（空）"
    if isinstance(value, bool) or key in ("active", "supervised"):
        return "是" if value else "否"
    if key == "aliases":
        return "、".join(json.loads(value)) or "（空）"
    return column.words(value).label if column and column.words else str(value)


_WHY_LATER = {"extend": "延期", "review": "复查未通过另定期限", "recount": "重新核算"}


def arithmetic(row: Row, steps: list[Row], day: date) -> list[str]:
    """Return the arithmetic of a hazard's deadline as sentences.

    `row` is its record on `day`, `steps` its timeline: first rule, day counted from, days skipped and why,
    the calendar, each later deadline, and how many days are left or over.
    """
    lines = [
        f"发现日期 {row['found_on']}（第 0 天，不计入）。",
        *_basis_lines(steps[0], "登记时写明"),
    ]
    for before, step in pairwise(steps):
        if step["due_on"] != before["due_on"]:
            why = _WHY_LATER[step["step"]]
            lines.append(f"{step['effective_on']} {why}：{before['due_on']} → {step['due_on']}。")
            lines += _basis_lines(step, f"{why}时写明")
    lines.append(f"原期限 {row['original_due_on']}，现期限 {row['due_on']}（当日不算逾期）。")
    lines.append(_standing(row, day))
    return lines


def _basis_lines(step: Row, given: str) -> list[str]:
    """Return how the deadline of `step` came about; `given` says when it was written where no rule gave it."""
    basis, due_on = step["due_basis"], step["due_on"]
    by = {
        "policy": f"没有写期限，取一般隐患的默认值（policy.yaml 的 general_deadline，出处：{basis.get('source', '')}）",
        "handling": "立即整改",
        "given": given,
    }.get(basis["by"], basis["by"])
    if basis["kind"] == "immediate":
        return [f"规则：{by}，期限即发现当日 {due_on}。"]
    if basis["kind"] == "date":
        return [f"规则：{by}，期限 {due_on}。"]
    if basis["kind"] == "calendar":
        return [
            f"规则：{by}，{basis['rule']} = 自发现次日起 {basis['count']} 个自然日，到 {due_on}。"
        ]
    lines = [
        f"规则：{by}，{basis['rule']} = 自发现次日起 {basis['count']} 个工作日，到 {due_on}。",
        f"日历：{basis['calendar']}。",
    ]
    if basis["skipped"]:
        lines.append("跳过：" + "、".join(f"{day} {why}" for day, why in basis["skipped"]) + "。")
    if basis["worked"]:
        lines.append(
            "计入的周末：" + "、".join(f"{day} {why}" for day, why in basis["worked"]) + "。"
        )
    if basis["provisional"]:
        lines.append(
            "暂定：其中有年份的放假安排尚未公布，只跳过了周末；公布后用 hazard recount 重新核算。"
        )
    return lines


def _standing(row: Row, day: date) -> str:
    due_on = date.fromisoformat(row["due_on"])
    left, over = days_left(row["state"], due_on, day), days_overdue(row["state"], due_on, day)
    if over:
        return f"{day} − {due_on} = 逾期 {over} 天。"
    if left is not None:
        return f"{due_on} − {day} = 还剩 {left} 天。"
    if row["rectified_on"] is None:
        return "已离开本账的整改流程，不再计时。"
    late = days_late(due_on, date.fromisoformat(row["rectified_on"]))
    return f"{row['rectified_on']} 报整改完成，计时停止；" + (
        f"比期限迟 {late} 天。" if late else "没有超过期限。"
    )
