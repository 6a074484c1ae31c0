"""Plain rows read by columns give the same drafts as rows read one by one."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.intake.office import GOOD, HEAD, Office
from tests.ledger.officer import copy_of
from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.units import Roll, UnitNames
from zizhao_cli.intake.rows import reader
from zizhao_cli.intake.rows.blocks import Block
from zizhao_cli.intake.rows.column_builder import ColumnBuilder
from zizhao_cli.intake.rows.reader import RowReader
from zizhao_cli.intake.table.columns import understand
from zizhao_cli.intake.table.mapping import Mapping
from zizhao_cli.intake.table.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from zizhao_cli.domain.kinds.kind import Kind

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
    "序号": ["1", 2, "", " ", "合计", "本页合计", "填表人：张静", "一", "一、消防类"],
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
OF_HAZARDS: dict[str, list[Any]] = {
    **{key: PLAIN[key] for key in KEYS if key not in ("kind", "result")},
    "hazard": [
        "出口堵塞",
        "",
        "无",
        "√",
        "未发现安全隐患",
        "同上",
        "备注：好",
        "灭火器",
        "'=1",
        "长" * 41,
    ],
    "location": ["一楼", "", "/", "示例", 0],
    "level": PLAIN["level"],
    "handling": ["", "立即整改", "限期整改", "/", "偶尔"],
    "due_on": ["+15d", "", "2022-05-20", "长期", "立即整改", "十日内", "5月20日前", "/"],
    "responsible": ["王五", "", "/", "2022-05-01", "同上"],
    "measures": ["清理", "", "无"],
    "rectified_on": ["2022-05-03", "", "/", "2022-04-01", "2022.5"],
    "reviewer": ["张静", "", "王五", "/"],
    "reviewed_on": ["2022-05-04", "", "2022-05-02", "√"],
    "review_result": ["合格", "", "不合格", "√", "待查", "/"],
    "leader": ["", "张三"],
}
CONSTANT = {"unit": "GXC", "measure": "6", "checked_on": "2022-05-01", "note": "全表"}
BY_KIND = {CHECK: PLAIN, HAZARD: OF_HAZARDS}
UNITS = Roll([UnitNames(1, "GXC", "桂香村", [], active=True)])


@st.composite
def tables(draw: st.DrawFn, kind: Kind) -> tuple[Kind, list[str], list[list[Any]], dict[str, str]]:
    """Draw headings, rows in which most cells are plain, and what is set for the whole table."""
    plain, of_checks = BY_KIND[kind], kind is CHECK
    constant = {
        key: CONSTANT[key]
        for key in draw(st.sets(st.sampled_from(sorted(CONSTANT)), max_size=4 * of_checks))
    }
    always = KEYS if of_checks else ["unit", "measure", "checked_on", "hazard"]
    more = ["hazard", "due_on", "level"] if of_checks else sorted(OF_HAZARDS.keys() - {*always})
    keys = [*always, *draw(st.sets(st.sampled_from(more)))]
    keys = [key for key in draw(st.permutations(keys)) if key not in constant]
    good = [plain[key][0] for key in keys]
    odd = draw(st.integers(0, 3))
    rows = []
    for _ in range(draw(st.integers(1, 6))):
        row = good[:]
        for place in draw(st.lists(st.integers(0, len(keys) - 1), max_size=odd)):
            row[place] = draw(st.sampled_from(plain[keys[place]]))
        rows.append(row[: draw(st.sampled_from([len(row), len(row), len(row) - 1]))])
    return kind, keys, rows, constant


def read(
    kind: Kind, keys: list[str], rows: list[list[Any]], constant: dict[str, str]
) -> tuple[Any, ...]:
    """Return the drafts of a table, and the lines that were skipped."""
    table = Table(None, None, iter([(1, [*keys]), *enumerate(map(list, rows), start=2)]))
    mapping = Mapping(constant=constant)
    understood = understand(table, kind, mapping)
    builder = ColumnBuilder(kind, date(2022, 12, 31), list, UNITS.find, UNITS.get, date_1904=False)
    reader = RowReader("f", table, understood, kind, mapping, builder)
    drafts = [
        draft
        for chunk in reader.chunks()
        for draft in (chunk.rows() if isinstance(chunk, Block) else chunk)
    ]
    return drafts, table.skipped


@settings(max_examples=2500, deadline=None)
@given(st.sampled_from([CHECK, HAZARD]).flatmap(tables))
@example((CHECK, ["序号", *KEYS[2:]], [["本页合计", *(PLAIN[key][0] for key in KEYS[2:])]], {}))
def test_both_ways_give_the_same(table: Any) -> None:
    by_columns = read(*table)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "block_of", lambda *_: None)
        assert by_columns == read(*table)


@pytest.fixture
def in_blocks(monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    """Return how many rows came in each block, None for what was read row by row."""
    found: list[int | None] = []
    whole = reader.block_of

    def watched(*of: Any) -> Block | list[Any] | None:
        block = whole(*of)
        found.append(len(block.raw) if isinstance(block, Block) else block and len(block))
        return block

    monkeypatch.setattr(reader, "block_of", watched)
    return found


LIVED = "单位,条款,检查日期,问题隐患,整改期限,责任人,整改日期,复查人,复查日期,复查结果\n"
LIFE = "桂香村,6,2022-05-01,出口堵塞{},+15d,王五,2022-05-03,张静,2022-05-04,合格\n"


def test_plain_rows_are_read_by_columns(office: Office, in_blocks: list[int | None]) -> None:
    office.takes(HEAD + GOOD * 3000)
    assert in_blocks == [2000, 1000]


def test_hazards_are_read_by_columns(office: Office, in_blocks: list[int | None]) -> None:
    rows = "".join(LIFE.format(number) for number in range(2500))
    office.takes(LIVED + rows + LIFE.format("").replace("+15d", "同上"), form="hazard")
    assert in_blocks == [2000, None]


def test_objects_are_read_by_columns_where_all_have_all_keys(
    office: Office, in_blocks: list[int | None]
) -> None:
    good = {"unit": "桂香村", "measure": 6, "checked_on": "2022-05-01", "note": None}
    lacking = {key: value for key, value in good.items() if key != "note"}
    objects = [*[good] * 2000, *[good] * 1999, lacking]
    office.takes("".join(json.dumps(one) + "\n" for one in objects), "a.jsonl")
    assert in_blocks == [2000]


TWIN = LIFE.format("二楼")
MESSY = [
    *(LIFE.format(number) for number in range(4)),
    *(TWIN, TWIN),
    LIFE.format("不合格").replace("合格\n", "不合格\n"),
    LIFE.format("待查").replace(",合格\n", ",待查\n"),
    *(TWIN, LIFE.format("空 格 ")),
    "桂香村,6,2022-05-01,倒着走,+15d,王五,2022-05-03,张静,2022-05-02,合格\n",
    "桂香村,6,2022-05-01,没整改,,,,,,\n",
    "先进村,7,2022-05-02,只有复查,2022-06-01,李四,,李四,2022-05-09,合格\n",
    "无此村,6,2022-05-01,堵塞,+15d,王五,,,,\n",
    *(LIFE.format(number) for number in range(2, 8)),
]


@pytest.mark.parametrize("way", ["csv", "jsonl"])
def test_whole_ledgers_are_the_same_either_way(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_blocks: list[Any], way: str
) -> None:
    """Twins, past steps, rows that are refused: what stands in the tables does not tell how it was read."""
    monkeypatch.setattr(reader, "CHUNK_ROWS", 4)
    text = LIVED + "".join(MESSY)
    if way == "jsonl":
        rows = csv.DictReader(io.StringIO(text))
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    file = office.file(text, f"a.{way}")
    (tmp_path / "other").mkdir()
    other = Office(copy_of(office.path, tmp_path / "other"))
    receipts = []
    for one in (office, other):
        with time_machine.travel("2022-12-31T08:00:00+08:00", tick=False):
            first, again = (one.take(file, form="hazard", keep_good=True) for _ in range(2))
        receipts.append([vars(first.receipt), vars(again.receipt)])
        assert first.receipt.new > len(MESSY) // 2
        assert again.receipt.same == first.receipt.new
        monkeypatch.setattr(reader, "block_of", lambda *_: None)
    assert in_blocks.count(4) > 2
    assert receipts[0] == receipts[1]
    assert contents(office.path) == contents(other.path)


def contents(ledger: Path) -> list[str]:
    """Return all that stands in the tables of a ledger."""
    with closing(sqlite3.connect(ledger)) as connection:
        return [*connection.iterdump()]


def test_more_different_cells_than_are_remembered(office: Office) -> None:
    head = HEAD.replace("备注", "检查人")
    names = (f"桂香村,6,2022-05-01,符合,张{number * 7 // 9}\n" for number in range(28_000))
    assert office.takes(head + "".join(names)).counts == (28_000, 28_000, 0, 0)


def test_a_blank_row_is_nothing_where_all_is_set(office: Office) -> None:
    sets = ("unit=GXC", "measure=6", "checked_on=2022-05-01")
    assert office.takes("检查人,备注\n张静,好\n,\n", sets=sets).counts == (1, 1, 0, 0)
