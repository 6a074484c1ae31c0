"""The saved ways of reading, as a list and one by one."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from zizhao_cli import layouts
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.report.model import Report, Row

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = [
    Field("name", "名称"),
    Field("form", "给哪个导入用"),
    Field("map", "列名", several=True),
    Field("ignore_column", "略过的列", several=True),
    Field("set", "全表的值", several=True),
    Field("sheet", "工作表"),
    Field("year", "年份"),
    Field("headings", "表头", several=True),
]


def layout_row(ledger: Path, name: str) -> Row:
    """Return the layout `name`. Raises UnknownLayout, BrokenDataFile."""
    return {"name": name, **asdict(layouts.read(ledger, name))}


def layout_list(ledger: Path) -> Report:
    """Return the layouts of the office that keeps `ledger`."""
    rows = [layout_row(ledger, name) for name in layouts.names(ledger)]
    head = {"list": "layouts", "count": len(rows)}
    brief = [column.key for column in COLUMNS[:-1]]
    summary = [f"共 {len(rows)} 种读法。" if rows else "还没有存过读法。"]
    return Report(head, COLUMNS, rows, brief, summary, "读法")
