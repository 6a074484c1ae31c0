"""The arithmetic of a hazard's deadline, in sentences."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from zizhao_cli.domain.deadlines import days_late, days_left, days_overdue
from zizhao_cli.domain.policy import decided_by
from zizhao_cli.domain.values import State

if TYPE_CHECKING:
    from zizhao_cli.report.model import Row

_WHY_LATER = {"extend": "延期", "review": "复查未通过另定期限", "recount": "重新核算"}


def arithmetic(row: Row, steps: list[Row], recorded: list[Row], day: date) -> list[str]:
    """Return the arithmetic of a hazard's deadline as sentences.

    `row` is its record on `day`, `steps` the life as it is told now, `recorded` its timeline: first rule, day counted from,
    days skipped and why, the calendar, each later deadline, what was taken back, and how many days are left or over.
    """
    lines = [
        f"发现日期 {row['found_on']}（第 0 天，不计入）。",
        *_basis_lines(steps[0], "登记时写明"),
    ]
    replaced = steps[0]["detail"].get("replaces")
    if replaced is not None:
        lines.append(f"由 {replaced} 换新而来：那时的期限 {row['original_due_on']} 仍是原期限。")
    for before, step in pairwise(steps):
        if step["due_on"] != before["due_on"]:
            why = _WHY_LATER[step["step"]]
            lines.append(f"{step['effective_on']} {why}：{before['due_on']} → {step['due_on']}。")
            lines += _basis_lines(step, f"{why}时写明")
    lines += _taken_back(recorded)
    lines.append(f"原期限 {row['original_due_on']}，现期限 {row['due_on']}（当日不算逾期）。")
    lines.append(_days_on(row, day))
    return lines


def _taken_back(recorded: list[Row]) -> list[str]:
    """Return which deadlines were taken back with the step that gave them."""
    by_number = {step["step_no"]: step for step in recorded}
    lines = []
    for step in recorded:
        taken = by_number.get(step["detail"].get("retracts"))
        if taken is not None and "due" in taken["detail"]:
            lines.append(
                f"{step['recorded_at'][:10]} 撤回了{_WHY_LATER[taken['step']]}定的 {taken['due_on']}：{step['detail']['reason']}。"
            )
    return lines


def _basis_lines(step: Row, given: str) -> list[str]:
    """Return how the deadline of `step` came about; `given` says when it was written where no rule gave it."""
    decided = decided_by(step["due_basis"])
    return [*_rule_lines(step, given), *([f"依据：{decided}。"] if decided else [])]


def _rule_lines(step: Row, given: str) -> list[str]:
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
            "暂定：其中有年份的放假安排尚未公布，跳过的只有上面列出的日子；公布后用 hazard recount 重新核算。"
        )
    return lines


def _days_on(row: Row, day: date) -> str:
    due_on = date.fromisoformat(row["due_on"])
    left, over = days_left(row["state"], due_on, day), days_overdue(row["state"], due_on, day)
    if over:
        return f"{day} − {due_on} = 逾期 {over} 天。"
    if left is not None:
        return f"{due_on} − {day} = 还剩 {left} 天。"
    if row["state"] == State.VOIDED:
        return "已作废，各日都不再计时。"
    if row["rectified_on"] is None:
        return "已离开本账的整改流程，不再计时。"
    late = days_late(due_on, date.fromisoformat(row["rectified_on"]))
    return f"{row['rectified_on']} 报整改完成，计时停止；" + (
        f"比期限迟 {late} 天。" if late else "没有超过期限。"
    )
