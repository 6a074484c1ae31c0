"""An import's receipt for people: its problems as a table, its counts as sentences."""

from __future__ import annotations

from typing import Any

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.errors import visible
from zizhao_cli.report.model import Report

FIRST = 20
COLUMNS = [
    Field("file", "文件"),
    Field("sheet", "工作表"),
    Field("line", "行", numeric=True),
    Field("column", "列"),
    Field("value", "内容"),
    Field("message", "问题"),
]


def receipt_report(receipt: dict[str, Any], *, on_terminal: bool) -> Report:
    """Return a receipt as a table of its problems, the first twenty on a terminal, with its counts below."""
    problems = receipt["problems"]
    shown = problems[:FIRST] if on_terminal else problems
    lines = (
        [f"另有 {len(problems) - len(shown)} 处问题没有列出（--format json 列出全部）。"]
        if len(shown) < len(problems)
        else []
    )
    for file in receipt["files"]:
        coded = f"（编码 {file['encoding']}）" if file["encoding"] else ""
        place = f"（工作表“{file['sheet']}”）" if file["sheet"] else coded
        lines.append(f"{file['file']}{place}：{file['rows']} 行。")
    lines += [f"略过 {_place(note)}：{note['why']}。" for note in receipt["skipped"]]
    lines += [
        f"注意 {_place(note)}：{note['message'].rstrip('。')}。" for note in receipt["warnings"]
    ]
    lines += _pictures(receipt["pictures"])
    if receipt["new_units"]:
        lines.append(f"新增单位：{'、'.join(receipt['new_units'])}。")
    lines.append(
        f"共 {receipt['rows']} 行：{'可新记' if receipt['dry_run'] or (problems and not receipt['batch']) else '新记'} {receipt['new']}，已有 {receipt['same']}，退回 {receipt['rejected']}"
        + (f"；隐患 {receipt['hazards']} 项。" if receipt["hazards"] else "。")
    )
    lines.append(_outcome(receipt))
    brief = [
        column.key for column in COLUMNS if column.key != "sheet" or any(p["sheet"] for p in shown)
    ]
    return Report({}, COLUMNS, shown, brief, [visible(line) for line in lines])


def _place(note: dict[str, Any]) -> str:
    """Return where in which file something is; receipts of versions up to 0.2 name no sheet."""
    sheet = f" 工作表“{note['sheet']}”" if note.get("sheet") else ""
    line = f" 第 {note['line']} 行" if note["line"] else ""
    return f"{note['file']}{sheet}{line}"


def _outcome(receipt: dict[str, Any]) -> str:
    if receipt["batch"] is not None:
        return f"批次 {receipt['batch']} 已记入账本。"
    if receipt["dry_run"]:
        return "试运行，没有写入。"
    return "没有写入。"


def _pictures(pictures: dict[str, Any]) -> list[str]:
    """Return what became of the pictures: nothing where there were none."""
    if not any(pictures.values()):
        return []
    lines = []
    for out in pictures["left_out"]:
        sheet = f"（工作表“{out['sheet']}”）" if out["sheet"] else ""
        line = f" 第 {out['line']} 行" if out["line"] else ""
        column = f" {out['column']}" if out["column"] else ""
        lines.append(f"照片没收 {out['file']}{sheet}{line}{column}：{out['why']}。")
    left_out = len(pictures["left_out"])
    taken = f"照片：收下 {pictures['taken']} 张，已有 {pictures['same']} 张，没收 {left_out} 处。"
    return [*lines, taken]
