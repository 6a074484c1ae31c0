"""The workbook of a filled form read back: which form it is says its hidden sheet, and what was sent the cells under the headings named there."""

from __future__ import annotations

import json
import re
from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.own_workbook import FORM_SHEET
from zizhao_cli.domain.text import matching_key
from zizhao_cli.errors import bounded, quoted
from zizhao_cli.intake.errors import FileRefused
from zizhao_cli.intake.sent.form import NotAFilledForm, Values
from zizhao_cli.intake.source import opened
from zizhao_cli.intake.table.table import Cells, ErrorCell, Shown
from zizhao_cli.intake.workbook.workbook import opened_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from zizhao_cli.intake.workbook.workbook import Workbook

_MOST_SHEETS = 50
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_SHARE = re.compile(r"(\d{1,5}(?:\.\d{1,4})?)\s*[%％]")
_NOTHING = ("", "—")
_LETTERS = 26


class FormAltered(Refused):
    """A cell of a form's workbook that is not what the form has there; `where` is its reference."""

    def __init__(self, file: str, sheet: str, where: str, found: object, wanted: str) -> None:
        super().__init__(
            f"{bounded(file)} 工作表 {quoted(sheet)} 的 {where} 是 {quoted(str(found))}，应是{wanted}",
            "只能改数，列、行、表名照原样；或用 submit make 重填；什么也没有写入",
        )


class _Layout(NamedTuple):
    """A sheet as the form has it: its name, what stands over its rows, its columns with group, heading and kind, its rows."""

    sheet: str
    heading: str
    columns: dict[str, list[str]]
    rows: list[str]


def read_form_workbook(file: str, copy: Path) -> tuple[Any, Values]:
    """Return what the hidden sheet says of the form, and the values of its sheets. Raises NotAFilledForm, FormAltered, MachineFault."""
    try:
        with opened(file, "xlsx", copy) as source:
            book, _ = opened_workbook(source, None)
            content, layouts = _told(file, book)
            values = {one.sheet: _values(file, book, one) for one in layouts}
            source.check_unchanged()
    except FileRefused as refused:
        raise NotAFilledForm(file, refused.sentence) from refused
    return content, values


def _told(file: str, book: Workbook) -> tuple[Any, list[_Layout]]:
    names = [name for name, _ in book.sheets]
    if FORM_SHEET not in names:
        raise NotAFilledForm(file, f"没有隐藏的工作表 {quoted(FORM_SHEET)}")
    rows = islice(book.sheet(FORM_SHEET).table().rows, _MOST_SHEETS)
    try:
        content, *sheets = [json.loads(str(cells[0])) for _, cells in rows if cells and cells[0]]
        layouts = [
            _Layout(one["sheet"], one["heading"], dict(one["columns"]), list(one["rows"]))
            for one in sheets
        ]
        texts = [
            text
            for one in layouts
            for text in (
                one.sheet,
                one.heading,
                *one.rows,
                *(t for c in one.columns.values() for t in c),
            )
        ]
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as problem:
        raise NotAFilledForm(file, f"工作表 {quoted(FORM_SHEET)} 改过") from problem
    whole = all(isinstance(text, str) for text in texts) and all(
        len(column) == len(("group", "heading", "kind"))
        for one in layouts
        for column in one.columns.values()
    )
    if not layouts or not whole:
        raise NotAFilledForm(file, f"工作表 {quoted(FORM_SHEET)} 改过")
    for one in layouts:
        if one.sheet not in names:
            raise NotAFilledForm(file, f"没有工作表 {quoted(one.sheet)}")
    return content, layouts


def _values(file: str, book: Workbook, layout: _Layout) -> dict[str, dict[str, Any]]:
    """Return the values of a sheet, row by row, from where its headings begin on."""
    rows = iter(book.sheet(layout.sheet).table().rows)
    first = next((row for row in rows if row[1] and _is(row[1][0], layout.heading)), None)
    if first is None:
        raise FormAltered(file, layout.sheet, "A 列", "", f"有一格 {quoted(layout.heading)}")
    groups = [group for group, _, _ in layout.columns.values()]
    headings = [heading for _, heading, _ in layout.columns.values()]
    over = [group or heading for group, heading in zip(groups, headings, strict=True)]
    check = _Checker(file, layout)
    check.line(first, [layout.heading, *over])
    if any(groups):
        check.line(next(rows, (first[0] + 1, [])), [layout.heading, *headings])
    found: dict[str, dict[str, Any]] = {}
    line = first[0] + any(groups)
    for label in layout.rows:
        if label in found:
            raise NotAFilledForm(file, f"{quoted(label)} 写了两行")
        line, cells = next(rows, (line + 1, []))
        check.line((line, cells[:1]), [label])
        check.nothing_beyond(line, cells)
        found[label] = {
            key: check.value(line, place, kind, cells)
            for place, (key, (_, _, kind)) in enumerate(layout.columns.items(), start=1)
        }
    return found


class _Checker:
    """Refuses what a sheet has otherwise than the form."""

    def __init__(self, file: str, layout: _Layout) -> None:
        self._file, self._sheet = file, layout.sheet
        self._width = len(layout.columns) + 1

    def line(self, found: tuple[int, Cells], wanted: list[str]) -> None:
        """Raises FormAltered where a line does not say what is wanted there, or more."""
        line, cells = found
        for place, text in enumerate(wanted):
            cell = cells[place] if place < len(cells) else ""
            if not _is(cell, text):
                raise self._altered(line, place, cell, f" {quoted(text)}")
        self.nothing_beyond(line, cells)

    def nothing_beyond(self, line: int, cells: Cells) -> None:
        """Raises FormAltered where a column was added."""
        for place, cell in enumerate(cells[self._width :], start=self._width):
            if str(cell).strip():
                raise self._altered(line, place, cell, "空的，报表没有这一列")

    def value(self, line: int, place: int, kind: str, cells: Cells) -> Any:  # noqa: ANN401 - a number, a text or nothing
        """Return what stands in a cell; only what the ledger does not count may be a text. Raises FormAltered."""
        cell = cells[place] if place < len(cells) else ""
        if isinstance(cell, Shown):
            cell = cell.value
        if isinstance(cell, str):
            text = cell.strip()
            if text in _NOTHING:
                return None
            if _NUMBER.fullmatch(text):
                cell = float(text)
            elif kind == "share" and (percent := _SHARE.fullmatch(text)):
                cell = float(percent[1]) / 100
            elif kind == "given":
                return text
        if not isinstance(cell, int | float) or not isfinite(cell):
            shown = cell.text if isinstance(cell, ErrorCell) else cell
            raise self._altered(line, place, shown, "数" if kind != "given" else "数或文字")
        number = round(cell, 4 if kind == "share" else 6)
        return int(number) if number == int(number) else number

    def _altered(self, line: int, place: int, cell: object, wanted: str) -> FormAltered:
        return FormAltered(self._file, self._sheet, f"{_letters(place)}{line}", cell, wanted)


def _is(cell: object, text: str) -> bool:
    return matching_key(str(cell)) == matching_key(text)


def _letters(place: int) -> str:
    """Return what a spreadsheet calls the column at `place`, from 0."""
    before, last = divmod(place, _LETTERS)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
