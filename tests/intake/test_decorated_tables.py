"""A table as a form prints it gives the rows of the bare table, and no other.

Drawn are titles, lines of labels, headings merged to the right, downwards and into groups, section lines, rows of numbers alone,
blank rows, footers; in a workbook and, where nothing is merged, in a csv.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.books import xlsx
from tests.intake.test_properties import fresh

if TYPE_CHECKING:
    from pathlib import Path

    from tests.intake.office import Office, Taken

COLUMNS = {
    "序号": st.just(""),
    "单位": st.sampled_from(["桂香村", "先进村", "大丘村"]),
    "条款": st.sampled_from(["6", "第七条", "8"]),
    "检查日期": st.sampled_from(
        ["2022-05-01", "2022年5月2日", "2022 年 5 月 3 日", "2022.5.4 上午"]
    ),
    "检查结果": st.sampled_from(["符合", "合格"]),
    "检查人": st.sampled_from(["张静", ""]),
    "备注": st.sampled_from(["", "好", "审核记录缺一页", "一、已查；二、已改", "合计查了三处"]),
    "隐患": st.sampled_from(
        ["灭火器过期", "说明书没有上墙", "一、通道堵塞", "负责人不在岗", "备注栏没有签字"]
    ),
    "限期": st.sampled_from(["2022-06-30", "+15d", "立即整改", ""]),
    "责任人": st.sampled_from(["张静", "王桂芳", ""]),
}
FORMS = {
    "check": ["序号", "单位", "条款", "检查日期", "检查结果", "检查人", "备注"],
    "hazard": ["序号", "单位", "条款", "检查日期", "隐患", "限期", "责任人"],
}
SETS = {"条款": "measure=6", "单位": "unit=桂香村", "检查日期": "checked_on=2022-05-09"}
TITLES = [
    "紫照镇2022年安全检查台账",
    "附件2",
    "单位：桂香村",
    "填报日期：2022 年 5 月 30 日    填报人：甲",
]
LABELS = [
    ["填报单位", "紫照镇", "填报日期", "2022-05-30"],
    ["单位", "先进村", "检查日期", "2022-05-30", "检查人", "王桂芳"],
    ["单位：", "先进村", "", "检查日期：", "2022-05-30"],
    ["填报单位：先进村", "", "", "联系电话：12345"],
]
SECTIONS = ["一、消防安全", "（二）用电安全", "第三部分"]
FOOTERS = [
    "合计",
    "填表人：王桂芳",
    "审核：",
    "备注：以上情况属实",
    "说明：逐项填写",
    "填写要求：只填一般隐患",
    "以下空白",
]


@dataclass
class Form:
    """A table with what is printed around it, row by row, and the merged areas of it."""

    form: str
    titles: list[str]
    bare: list[list[str]]
    rows: list[list[str]] = field(default_factory=list)
    areas: list[tuple[int, int, int, int]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    sets: list[str] = field(default_factory=list)

    def line(self, cells: list[str], *, over_all: bool = False) -> None:
        width = len(self.rows[0]) if self.rows else len(self.titles)
        if over_all:
            self.areas.append((len(self.rows), 0, len(self.rows), width - 1))
        self.rows.append(cells)


def take(office: Office, form: Form, content: Any, name: str) -> Taken:
    return office.takes(content, name, form=form.form, sets=tuple(form.sets))


def workbook(form: Form) -> bytes:
    def merge(_: Any, sheet: Any) -> None:
        for top, left, bottom, right in form.areas:
            sheet.merge_range(top, left, bottom, right, form.rows[top][left])

    return xlsx(form.rows, more=merge)


def as_csv(rows: list[list[str]]) -> str:
    text = io.StringIO()
    width = max(map(len, rows))
    csv.writer(text).writerows(row + [""] * (width - len(row)) for row in rows)
    return text.getvalue()


@st.composite
def forms(draw: st.DrawFn, *, merging: bool) -> Form:
    """Draw a table of checks or hazards, some of whose columns may be set instead."""
    name = draw(st.sampled_from(sorted(FORMS)))
    dropped = draw(st.sets(st.sampled_from(sorted(SETS)), max_size=3))
    titles = [title for title in FORMS[name] if title not in dropped]
    bare = draw(
        st.lists(st.tuples(*(COLUMNS[title] for title in titles)).map(list), min_size=1, max_size=5)
    )
    form = Form(name, titles, bare, sets=[SETS[title] for title in sorted(dropped)])
    for number, row in enumerate(bare, start=1):
        row[0] = str(number)
    _decorate(draw, form, merging=merging)
    return form


def _decorate(draw: st.DrawFn, form: Form, *, merging: bool) -> None:
    over_all = st.booleans() if merging else st.just(False)
    # Columns beside their heading, over which it is merged.
    beside = draw(st.sets(st.integers(1, len(form.titles) - 1), max_size=2)) if merging else set()

    def spread(cells: list[str]) -> list[str]:
        return [
            cell
            for place, text in enumerate(cells)
            for cell in ([text, ""] if place in beside else [text])
        ]

    width = len(spread(form.titles))
    blank = [""] * width
    above = st.one_of(
        st.sampled_from(TITLES).map(lambda text: [text]), st.sampled_from(LABELS), st.just([])
    )
    for cells in draw(st.lists(above, max_size=3)):
        if len(cells) <= width:
            whole = len(cells) == 1 and draw(over_all)
            form.rows.append(cells + blank[len(cells) :])
            if whole:
                form.areas.append((len(form.rows) - 1, 0, len(form.rows) - 1, width - 1))
    _header(draw, form, spread, merging=merging)
    for row in form.bare:
        for extra in draw(st.lists(st.sampled_from(["section", "number", "blank"]), max_size=2)):
            section = draw(st.sampled_from(SECTIONS))
            first = {"section": section, "number": "7", "blank": ""}[extra]
            form.rows.append([first, *blank[1:]])
            if extra == "section" and draw(over_all):
                form.areas.append((len(form.rows) - 1, 0, len(form.rows) - 1, width - 1))
        form.rows.append(spread(row))
    for footer in draw(st.lists(st.sampled_from(FOOTERS), max_size=3)):
        form.rows.append([footer, *blank[1:]])
        if draw(over_all):
            form.areas.append((len(form.rows) - 1, 0, len(form.rows) - 1, width - 1))


def _header(draw: st.DrawFn, form: Form, spread: Any, *, merging: bool) -> None:
    """Add the header: of one row, or of several with groups, the rest merged downwards."""
    height = draw(st.integers(1, 3)) if merging else draw(st.integers(1, 2))
    top, titles = len(form.rows), spread(form.titles)
    places = list(range(len(titles)))
    group: range = range(0)
    if height > 1:
        starts = [place for place in places[1:-1] if titles[place] and titles[place + 1]]
        if starts:
            start = draw(st.sampled_from(starts))
            group = range(start, start + 2)
    rows = [[""] * len(titles) for _ in range(height)]
    for place in places:
        in_group = place in group
        rows[height - 1 if in_group else 0][place] = titles[place]
        if place in group[:1]:
            rows[0][place] = "情况"
            if merging:
                form.areas.append((top, place, top + height - 2, place + 1))
    if merging:
        _merge(form, titles, top, height, group)
    if not merging and not group:
        rows = rows[:1]
    form.rows += rows


def _merge(form: Form, titles: list[str], top: int, height: int, group: range) -> None:
    """Merge the headings that stand alone over all lines of the header, and over a column without one of its own."""
    places = range(len(titles))
    skipped = {*group, *(place for place in places if not titles[place])}
    for place in places:
        right = place + 1 if place + 1 < len(titles) and not titles[place + 1] else place
        if place in skipped:
            continue
        if height > 1 or right > place:
            form.areas.append((top, place, top + height - 1, right))
    if group and group[-1] + 1 < len(titles) and not titles[group[-1] + 1]:
        last = group[-1]
        form.areas.append((top + height - 1, last, top + height - 1, last + 1))


def _same(ledger: Path, form: Form, content: Any, name: str) -> None:
    with fresh(ledger) as bare, fresh(ledger) as decorated:
        expected = take(bare, form, as_csv([form.titles, *form.bare]), "bare.csv")
        taken = take(decorated, form, content, name)
        assert taken.counts == expected.counts
        assert decorated.contents() == bare.contents()
        columns = ("unit", "measure", "title", "found_on", "due_on", "responsible")
        assert decorated.hazards(*columns) == bare.hazards(*columns)


@settings(max_examples=60, deadline=None)
@given(form=forms(merging=True))
def test_a_decorated_workbook_gives_the_rows_of_the_bare_table(
    ledger_of_2022: Path, form: Form
) -> None:
    _same(ledger_of_2022, form, workbook(form), "list.xlsx")


@settings(max_examples=40, deadline=None)
@given(form=forms(merging=False))
def test_a_decorated_csv_gives_the_rows_of_the_bare_table(ledger_of_2022: Path, form: Form) -> None:
    _same(ledger_of_2022, form, as_csv(form.rows), "list.csv")
