"""Plain rows read by columns give the same drafts as rows read one by one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.office import GOOD, HEAD
from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.units import Roll, UnitNames
from zizhao_cli.intake.rows import reader
from zizhao_cli.intake.rows.blocks import Block
from zizhao_cli.intake.rows.column_builder import ColumnBuilder
from zizhao_cli.intake.rows.reader import RowReader
from zizhao_cli.intake.table.columns import understand
from zizhao_cli.intake.table.mapping import Mapping
from zizhao_cli.intake.table.table import Table

if TYPE_CHECKING:
    from tests.intake.office import Office

KEYS = [
    "序号",
    "source_id",
    "unit",
    "measure",
    "checked_on",
    "kind",
    "inspectors",
    "result",
    "note",
]
PLAIN: dict[str, list[Any]] = {
    "序号": ["1", 2, "", " ", "合计", "填表人：张静", "一", "一、消防类"],
    "source_id": [
        "甲1",
        "",
        "1.23457E+17",
        7,
        0,
        " 甲2 ",
        " ",
        '="001"',
        "002\t",
        ' ="Q1"',
        " '=3",
        "无",
        "/",
        "…",
    ],
    "unit": ["GXC", "桂 香村", "桂香村", "同上", "", "无名"],
    "measure": ["6", 6, "六", "16", "", "〃", 0],
    "checked_on": ["2022-05-01", "2022.5.1", 44671, "2022.5", "同上", ""],
    "kind": ["", "自查", "town", "偶尔"],
    "inspectors": ["张静", "", "张\n静", "张静\t", "示例", "同上", "/", '="同上"', "同上\t", "一"],
    "result": ["", "符合", "na", "不符合"],
    "note": [
        "",
        "好",
        "'=1",
        "''",
        " ",
        "①",
        "\u3000",
        "=1",
        "同上",
        "\x07",
        0,
        1.5,
        "长" * 4001,
        "备注：好",
        "合计 2",
        "（一）消防类",
    ],
    "hazard": ["", "无", "堵塞", "√", "未发现安全隐患"],
    "due_on": ["", "2022-05-20", "长期", "+15d", "/"],
    "level": ["", "一般", "重大", "/", "同上"],
}
CONSTANT = {"unit": "GXC", "measure": "6", "checked_on": "2022-05-01", "note": "全表"}
UNITS = Roll([UnitNames(1, "GXC", "桂香村", [], active=True)])


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[Any]], dict[str, str]]:
    """Draw headings, rows in which most cells are plain, and what is set for the whole table."""
    constant = {
        key: CONSTANT[key] for key in draw(st.sets(st.sampled_from(sorted(CONSTANT)), max_size=4))
    }
    keys = [*KEYS, *draw(st.sets(st.sampled_from(["hazard", "due_on", "level"])))]
    keys = [key for key in draw(st.permutations(keys)) if key not in constant]
    good = [PLAIN[key][0] for key in keys]
    odd = draw(st.integers(0, 3))
    rows = []
    for _ in range(draw(st.integers(1, 6))):
        row = good[:]
        for place in draw(st.lists(st.integers(0, len(keys) - 1), max_size=odd)):
            row[place] = draw(st.sampled_from(PLAIN[keys[place]]))
        rows.append(row[: draw(st.sampled_from([len(row), len(row), len(row) - 1]))])
    return keys, rows, constant


def read(keys: list[str], rows: list[list[Any]], constant: dict[str, str]) -> tuple[Any, ...]:
    """Return the drafts of a table, and the lines that were skipped."""
    table = Table(None, None, iter([(1, [*keys]), *enumerate(map(list, rows), start=2)]))
    mapping = Mapping(constant=constant)
    understood = understand(table, CHECK, mapping)
    builder = ColumnBuilder(CHECK, date(2022, 12, 31), list, UNITS.find, UNITS.get, date_1904=False)
    reader = RowReader("f", table, understood, CHECK, mapping, builder)
    drafts = [
        draft
        for chunk in reader.chunks()
        for draft in (chunk.rows() if isinstance(chunk, Block) else chunk)
    ]
    return drafts, table.skipped


@settings(max_examples=1500, deadline=None)
@given(tables())
def test_both_ways_give_the_same(table: tuple[list[str], list[list[Any]], dict[str, str]]) -> None:
    by_columns = read(*table)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "block_of", lambda *_: None)
        assert by_columns == read(*table)


def test_plain_rows_are_read_by_columns(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Block | None] = []
    whole = reader.block_of

    def watched(*of: Any) -> Block | None:
        found.append(whole(*of))
        return found[-1]

    monkeypatch.setattr(reader, "block_of", watched)
    office.takes(HEAD + GOOD * 3000)
    assert [len(block.raw) if block else None for block in found] == [2000, 1000]


def test_more_different_cells_than_are_remembered(office: Office) -> None:
    head = HEAD.replace("备注", "检查人")
    names = (f"桂香村,6,2022-05-01,符合,张{number * 7 // 9}\n" for number in range(28_000))
    assert office.takes(head + "".join(names)).counts == (28_000, 28_000, 0, 0)


def test_a_blank_row_is_nothing_where_all_is_set(office: Office) -> None:
    sets = ("unit=GXC", "measure=6", "checked_on=2022-05-01")
    assert office.takes("检查人,备注\n张静,好\n,\n", sets=sets).counts == (1, 1, 0, 0)
