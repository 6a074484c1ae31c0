"""Workbooks into tables: xlsx, ods; and xls by way of old_workbook."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from zizhao_cli.intake.errors import (
    NoSuchSheet,
    WorkbookBroken,
    WorkbookEncrypted,
    WorkbookTooLarge,
)
from zizhao_cli.intake.package import Package, check_package
from zizhao_cli.intake.page import Page
from zizhao_cli.intake.part import CELL_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineSheet

    from zizhao_cli.intake.source import Source
    from zizhao_cli.intake.table import Table


class Workbook(Protocol):
    """What a reader gives: `sheets` holds the name of each sheet, and whether it can be seen."""

    sheets: list[tuple[str, bool]]

    def page(self, name: str) -> Page:
        """Return the sheet `name`. Raises WorkbookBroken, WorkbookTooLarge."""


def read_workbook(source: Source, sheet: str | None) -> list[Table]:
    """Return the tables of the visible sheets, or of the one named `sheet`.

    Hidden sheets are left out and named in the first table's `skipped`. Raises WorkbookBroken,
    WorkbookEncrypted, WorkbookTooLarge, NoSuchSheet.
    """
    package = check_package(source)
    book: Workbook
    if package is None:
        from zizhao_cli.intake.old_workbook import OldWorkbook

        book = OldWorkbook(source)
    else:
        book = NewWorkbook(source, package)
    hidden = [name for name, visible in book.sheets if not visible]
    names = [name for name, visible in book.sheets if visible]
    if sheet is not None:
        if sheet not in (all_names := [name for name, _ in book.sheets]):
            raise NoSuchSheet(sheet, all_names)
        names, hidden = [sheet], []
    tables = [book.page(name).table() for name in names]
    if tables:
        tables[0].skipped += [(None, f"隐藏的工作表“{name}”") for name in hidden]
    return tables


class NewWorkbook:
    """An xlsx or ods workbook whose `package` was checked."""

    def __init__(self, source: Source, package: Package) -> None:
        """Open it. Raises WorkbookBroken, WorkbookEncrypted."""
        from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

        self._package = package
        self._cells = 0
        with _faults_named():
            self._book = CalamineWorkbook.from_path(str(source.path))
            self.sheets = [
                (sheet.name, sheet.visible == SheetVisibleEnum.Visible)
                for sheet in self._book.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
            ]

    def page(self, name: str) -> Page:
        """Return the sheet `name`. Raises WorkbookBroken, WorkbookTooLarge."""
        if name not in self._package.failures:
            raise WorkbookBroken(f"工作表 {name[:40]} 的位置不清楚")
        if name in self._package.refused:
            raise self._package.refused[name]
        self._cells += self._package.spans.get(name, 0)
        if self._cells > CELL_LIMIT:
            raise WorkbookTooLarge(f"各个工作表一共有 {self._cells} 格")
        with _faults_named():
            sheet = self._book.get_sheet_by_name(name)
            last_row, last_column = sheet.end or (-1, -1)
            return Page(
                name,
                last_row + 1,
                last_column + 1,
                _rows(sheet),
                [*(sheet.merged_cell_ranges or ()), *self._package.merged.get(name, ())],
                self._package.failures[name],
                self._package.date_1904,
            )


def _rows(sheet: CalamineSheet) -> Iterator[list[Any]]:
    """Yield the rows of a sheet; they are made when they are asked for, so that one sheet at a time is held."""
    with _faults_named():
        rows = sheet.to_python(skip_empty_area=False)
    yield from rows


@contextmanager
def _faults_named() -> Iterator[None]:
    """Turn what the reader raises, and its panics, into named errors; keep what it says itself off stderr."""
    from python_calamine import CalamineError, PasswordError

    try:
        with _hushed():
            yield
    except PasswordError as problem:
        raise WorkbookEncrypted from problem
    except (CalamineError, OSError, ValueError) as problem:
        raise WorkbookBroken(str(problem)) from problem
    except BaseException as problem:
        # pyo3 makes the class of its panics at run time, and not as an Exception.
        if type(problem).__name__ != "PanicException":
            raise
        raise WorkbookBroken(str(problem)) from problem


@contextmanager
def _hushed() -> Iterator[None]:
    """Let nothing that a library in another language writes reach stderr."""
    try:
        kept = os.dup(2)
    except OSError:  # stderr is closed
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
