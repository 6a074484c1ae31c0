"""A table on a terminal is what Rich's own Table draws, to the byte, whatever stands in it and however wide it is."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.table import Table
from rich.text import Text

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.render import terminal
from zizhao_cli.report.model import Report

if TYPE_CHECKING:
    from collections.abc import Callable

PIECES = [
    *("配电箱没有上锁", "隐患", "，", "、", "a", "word", "-12", " ", "  ", "\u3000", "\xa0", "\n"),
    *("e\u0301", "\u0301", "\u0e19\u0e49", "مخرج", "𠮷", "🔥", "❤\ufe0f", "\ufe0f", "\u200d"),
    *("👩\u200d🚒", "🇨🇳", "1\ufe0f\u20e3", "[red]", ":fire:", "\x1b[31m", "\u2028", "\u202e"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=12)
VALUES = st.one_of(TEXTS, st.integers(), st.none(), st.booleans(), st.lists(TEXTS, max_size=4))
COLUMNS = {
    "no": Field("no", "编号"),
    "title": Field("title", "隐患"),
    "files": Field("files", "文件"),
    "binds": Field("binds", "检查对象"),
    "level": Field("level", "等级"),
    "days": Field("days", "逾期天数", numeric=True),
}
ROWS = st.fixed_dictionaries(
    dict.fromkeys(COLUMNS, VALUES) | {"level": st.sampled_from(["major", "general"])}
)


def by_rich(
    console: Console,
    columns: list[Field],
    rows: list[list[str]],
    lengths: Any,
    widths: list[int],
    records: list[dict[str, Any]],
) -> None:
    """Draw what terminal._table draws with nothing but Rich's Table."""
    del lengths
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold underline")
    for column, width in zip(columns, widths, strict=True):
        justify = "right" if column.numeric else "left"
        table.add_column(column.heading, width=width, overflow="fold", justify=justify)
    for row, record in zip(rows, records, strict=True):
        cells = (
            Text(cell if column.key in terminal.RUNNING else terminal._folded(cell, width))
            for column, cell, width in zip(columns, row, widths, strict=True)
        )
        table.add_row(*cells, style="bold red" if terminal._pressing(record) else "")
    console.print(table)


def drawn(report: Report, width: int, table: Callable[..., None], colours: Any) -> str:
    """Return what a terminal is sent, with `table` as what draws tables."""
    sent = io.StringIO()
    console = partial(
        Console, file=sent, force_terminal=True, width=width, color_system=colours, _environ={}
    )
    with patch.object(terminal, "Console", console), patch.object(terminal, "_table", table):
        terminal.draw(report)
    return sent.getvalue()


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(list(COLUMNS)), min_size=1, unique=True),
    st.lists(ROWS, min_size=1, max_size=5),
    st.integers(8, 160),
    st.sampled_from(["standard", "truecolor", None]),
)
def test_any_table_is_as_rich_draws_it(
    brief: list[str], rows: list[dict[str, Any]], width: int, colours: Any
) -> None:
    report = Report({}, list(COLUMNS.values()), rows, brief)
    own = drawn(report, width, terminal._table, colours)
    assert own == drawn(report, width, by_rich, colours)


@pytest.mark.parametrize("width", [24, 40, 60, 200])
def test_folded_and_whole_rows_mixed(width: int) -> None:
    long = "桂香村三组鱼塘边的临时配电箱没有上锁，门已脱落，雨水直接淋到空气开关上"
    rows = [
        {
            "no": "YH-2022-0001",
            "title": title,
            "level": level,
            "days": days,
            "binds": ["村", "社区"],
        }
        for title, level, days in [
            (long, "major", 3),
            ("堵塞", "general", 120),
            ("", "major", None),
        ]
    ]
    report = Report({}, list(COLUMNS.values()), rows, ["no", "title", "days", "binds"])
    own = drawn(report, width, terminal._table, "standard")
    assert own == drawn(report, width, by_rich, "standard")
    assert ("\x1b[1;31m" in own) == (width > 24)


def test_joiners_that_join_nothing_bring_no_table_down() -> None:
    files = "\u200d\u200d配电箱没有上锁配电箱没有上锁"
    rows = [{"no": "", "title": "", "files": files, "level": "general"}]
    for width in range(20, 45):
        own = drawn(
            Report({}, list(COLUMNS.values()), rows, ["no", "title", "files"]),
            width,
            terminal._table,
            None,
        )
        assert all(letter in own for letter in files)
