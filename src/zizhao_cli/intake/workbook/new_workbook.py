"""New workbooks (.xlsx, .ods), by way of a fast reader in another language, whose faults get names here."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from zizhao_cli.intake.errors import WorkbookBroken, WorkbookEncrypted
from zizhao_cli.intake.workbook.limits import refuse_many
from zizhao_cli.intake.workbook.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineSheet

    from zizhao_cli.intake.source import Source
    from zizhao_cli.intake.workbook.findings import Findings


class NewWorkbook:
    """An xlsx or ods workbook whose package was checked."""

    def __init__(self, source: Source, findings: Findings) -> None:
        """Open it. Raises WorkbookBroken, WorkbookEncrypted."""
        from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

        self._findings = findings
        self._cells = 0
        with _faults_named():
            self._workbook = CalamineWorkbook.from_path(str(source.path))
            self.sheets = [
                (sheet.name, sheet.visible == SheetVisibleEnum.Visible)
                for sheet in self._workbook.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
            ]

    def sheet(self, name: str) -> Sheet:
        """Return the sheet `name`. Raises WorkbookBroken, WorkbookTooLarge."""
        if name not in self._findings.failures:
            raise WorkbookBroken(f"工作表 {name[:40]} 的位置不清楚")
        if name in self._findings.refused:
            raise self._findings.refused[name]
        self._cells += self._findings.spans.get(name, 0)
        refuse_many(self._cells)
        with _faults_named():
            sheet = self._workbook.get_sheet_by_name(name)
            last_row, last_column = sheet.end or (-1, -1)
            return Sheet(
                name,
                last_row + 1,
                last_column + 1,
                _rows(sheet),
                [*(sheet.merged_cell_ranges or ()), *self._findings.merged.get(name, ())],
                self._findings.failures[name],
                self._findings.date_1904,
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
