"""The fast reader of new workbooks (.xlsx, .ods), in another language, with its faults named and its rows in pieces."""

from __future__ import annotations

import os
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.intake.errors import WorkbookBroken, WorkbookEncrypted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zizhao_cli.intake.workbook.findings import Region

ROWS = 1000
"""Rows in a piece."""


class Extent(NamedTuple):
    """How far a sheet reaches, and what it merges."""

    height: int
    width: int
    merged: list[Region]


class ReaderHere:
    """The reader, in this process: where memory is short it takes the process with it."""

    def __init__(self, path: str) -> None:
        """Open the workbook. Raises WorkbookBroken, WorkbookEncrypted."""
        from python_calamine import CalamineWorkbook

        self._open: dict[str, Iterator[list[Any]]] = {}
        with _faults_named():
            self._workbook = CalamineWorkbook.from_path(path)

    def sheets(self) -> list[tuple[str, bool]]:
        """Return the name of each sheet, and whether it can be seen."""
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        with _faults_named():
            return [
                (sheet.name, sheet.visible == SheetVisibleEnum.Visible)
                for sheet in self._workbook.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
            ]

    def open(self, sheet: str) -> Extent:
        """Begin to read `sheet`, whose cells are in memory from here to its last row. Raises WorkbookBroken."""
        with _faults_named():
            found = self._workbook.get_sheet_by_name(sheet)
            last_row, last_column = found.end or (-1, -1)
            # Rows begin at the first filled column.
            left = [""] * (found.start or (0, 0))[1]
            # Older versions of the reader fall over a sheet without cells.
            rows = found.iter_rows() if found.end is not None else ()
            self._open[sheet] = (left + row for row in rows)
            return Extent(last_row + 1, last_column + 1, list(found.merged_cell_ranges or ()))

    def rows(self, sheet: str) -> list[list[Any]]:
        """Return the next rows of `sheet`, from the first column on; none at its end, where its cells leave the memory."""
        with _faults_named():
            rows = list(islice(self._open[sheet], ROWS))
        if not rows:
            self._open[sheet] = iter(())
        return rows


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
