"""Headings into keys: where the table begins in a file, and what each of its columns is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.text import formula_unmarked, is_kept_as_text, matching_key
from zizhao_cli.intake.errors import (
    ColumnMissing,
    ColumnsRefused,
    ColumnTwice,
    FileRefused,
    NoHeader,
    NoTable,
    NotAPair,
    UnknownColumn,
    UnknownKey,
)
from zizhao_cli.intake.table import ErrorCell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from zizhao_cli.intake.table import Cells, Table

SEARCHED_ROWS = 40


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
_UNTITLED = re.compile(r"第\d+列")
"""What a file of rejects calls a column without a heading."""
_AGAIN = re.compile(r"(.+)\(第\d+列\)")
"""What it calls the second column of one heading."""
# A row number is no id; 原因 is what a file of rejects carries beside the columns it came with; the rest is what
# the program's own lists say of a record and an import finds out for itself.
_PASSED_OVER = set(
    map(
        matching_key, ("序号", "原因", "no", "unit_code", "unit_kind", "hazards", "batch", "voided")
    )
)
_PASSED_OVER |= {
    "state",
    "original_due_on",
    "closed_on",
    "check_no",
    "extensions",
    "supervised",
    "source",
}
_PASSED_OVER |= {"days_overdue", "days_left", "days_late", "active"}


@dataclass(frozen=True)
class Mapping:
    """What the caller says of the columns: `--map`, `--ignore-column`, `--set`."""

    named: dict[str, str] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    constant: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Form, maps: list[str], ignored: list[str], constants: list[str]) -> Mapping:
        """Return what `HEADING=KEY`, `HEADING` and `KEY=VALUE` say. Raises NotAPair, UnknownKey."""
        named = {}
        for text in maps:
            heading, key = _pair("--map", text)
            _known(form, "--map", key)
            named[matching_key(heading)] = key
        constant = dict(_pair("--set", text) for text in constants)
        for key in constant:
            _known(form, "--set", key)
        return cls(named, frozenset(map(matching_key, ignored)), constant)


def _pair(option: str, text: str) -> tuple[str, str]:
    left, equals, right = text.rpartition("=") if option == "--map" else text.partition("=")
    if not equals or not left.strip() or not right.strip():
        raise NotAPair(option, text)
    return left.strip(), right.strip()


def _known(form: Form, option: str, key: str) -> None:
    if key not in form.headings:
        raise UnknownKey(option, key, form.headings)


@dataclass
class Understood:
    """A table whose columns are known: `columns` are places and keys, in their order in the file."""

    columns: list[tuple[int, str]]
    headings: list[str]
    """All headings as the file has them, blank ones included."""
    untitled: list[int]
    """Places of columns without a heading, in which nothing may stand."""
    rows: Iterator[tuple[int, Cells]]

    def heading(self, place: int) -> str:
        """Return the heading over the column at `place`."""
        return self.headings[place] or f"第 {place + 1} 列"


def understand(table: Table, form: Form, mapping: Mapping) -> Understood:
    """Find the header of `table` and name its columns; what stands above it is added to `table.skipped`.

    Raises NoTable, NoHeader, UnknownColumn, ColumnTwice, ColumnMissing.
    """
    if table.keyed:
        return _keyed(table, form, mapping)
    head = list(islice(table.rows, SEARCHED_ROWS))
    names = _names(form, mapping)
    best, below, line, titles = _header(head, names)
    if not titles:
        if not any(_text(cell) for _, cells in head for cell in cells):
            raise NoTable
        raise NoHeader([form.heading(key) for key in form.required])
    for number, cells in head[:best]:
        words = [word for word in dict.fromkeys(map(_text, cells)) if word]
        if words:
            table.skipped.append((number, f"表头以上：{' '.join(words)[:60]}"))
    columns, untitled = _columns(titles, names, mapping, line)
    _check_required(form, {key for _, key in columns} | mapping.constant.keys())
    rows: Iterator[tuple[int, Cells]] = chain(head[below:], table.rows)
    if table.spread is not None:
        rows = _unspread(rows, table.spread)
    return Understood(columns, titles, untitled, rows)


def _unspread(
    rows: Iterable[tuple[int, Cells]], spread: Callable[[int], Iterable[int]]
) -> Iterator[tuple[int, Cells]]:
    """Yield the rows below a header with what a merged region says in its first column alone.

    Above, 检查情况 over three columns is a heading of each; below, 未发现隐患 over four is no level and no deadline.
    """
    for number, cells in rows:
        for column in spread(number):
            cells[column] = ""
        yield number, cells


def _names(form: Form, mapping: Mapping) -> dict[str, str]:
    """Return the key of each known heading; English keys are headings too."""
    names = {matching_key(key): key for key in form.headings}
    for key, headings in form.headings.items():
        names.update({matching_key(heading): key for heading in headings})
    return {**names, **mapping.named}


def _text(cell: object) -> str:
    if isinstance(cell, ErrorCell):
        return cell.text
    if isinstance(cell, str):
        return (formula_unmarked(cell) if is_kept_as_text(cell) else cell).strip()
    return "" if cell is None else str(cell)


def _header(
    head: list[tuple[int, Cells]], names: dict[str, str]
) -> tuple[int, int, int, list[str]]:
    """Return the first row of the header, the first below it, its line, and the headings; none where none is found.

    The row with the most known headings is it, or two rows that together know more.
    """
    found: tuple[int, int, int, list[str]] = (0, 0, 0, [])
    # Of two that know as much, one row is more likely than two: the upper one is then a line above the table.
    most = (1, True)
    for place, (line, cells) in enumerate(head):
        titles = [_text(cell) for cell in cells]
        candidates = [(place + 1, titles)]
        if place + 1 < len(head):
            lower = [_text(cell) for cell in head[place + 1][1]]
            candidates.append((place + 2, _two_lines(titles, lower)))
        for below, headings in candidates:
            known = len({names[key] for key in map(matching_key, headings) if key in names})
            if (known, below == place + 1) > most:
                most, found = (known, below == place + 1), (place, below, line, headings)
    return found


def _two_lines(upper: list[str], lower: list[str]) -> list[str]:
    """Return the headings of a header of two lines: the lower cell, else the one above it."""
    length = max(len(upper), len(lower))
    above, under = (row + [""] * (length - len(row)) for row in (upper, lower))
    return [low or high for high, low in zip(above, under, strict=True)]


def _columns(
    titles: list[str], names: dict[str, str], mapping: Mapping, line: int
) -> tuple[list[tuple[int, str]], list[int]]:
    columns: list[tuple[int, str]] = []
    untitled: list[int] = []
    refused: list[FileRefused] = []
    first: dict[str, str] = {}
    for place, title in enumerate(titles):
        key = matching_key(title)
        named, again = key in mapping.named, _AGAIN.fullmatch(key)
        if not key or (_UNTITLED.fullmatch(key) and not named and key not in mapping.ignored):
            untitled.append(place)
        elif key in mapping.ignored or ((again[1] if again else key) in _PASSED_OVER and not named):
            continue
        elif key not in names:
            refused.append(UnknownColumn(title, line))
        elif names[key] in first:
            refused.append(ColumnTwice(title, first[names[key]], line))
        else:
            first[names[key]] = title
            columns.append((place, names[key]))
    if refused:
        raise ColumnsRefused(refused)
    return columns, untitled


def _check_required(form: Form, present: set[str]) -> None:
    for key in form.required:
        if key not in present:
            raise ColumnMissing(key, "、".join(form.headings[key]))


def _keyed(table: Table, form: Form, mapping: Mapping) -> Understood:
    """Name the keys of objects; each object may have its own, so their union is the header."""
    first = next(table.rows, None)
    if first is None:
        raise NoTable
    objects = chain([first], table.rows)
    names = _names(form, mapping)
    titles: list[str] = []
    places: dict[str, int] = {}
    columns: list[tuple[int, str]] = []

    def rows() -> Iterator[tuple[int, Any]]:
        for line, (value,) in objects:
            for title in value:
                if title not in places:
                    places[title] = len(titles)
                    titles.append(title)
                    added, _ = _columns([title], names, mapping, line)
                    taken = {key: titles[place] for place, key in columns}
                    if added and added[0][1] in taken:
                        raise ColumnTwice(title, taken[added[0][1]], line)
                    columns.extend((places[title], key) for _, key in added)
            cells: list[Any] = [None] * len(titles)
            for title, cell in value.items():
                cells[places[title]] = cell
            yield line, cells

    return Understood(columns, titles, [], rows())
