"""New workbooks (.xlsx, .ods): counted before their cells are read, the large ones in a process of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.intake.errors import WorkbookBroken
from zizhao_cli.intake.workbook.limits import (
    APART_FROM,
    memory_counted,
    refuse_costly,
    refuse_many,
)
from zizhao_cli.intake.workbook.reader import ReaderHere
from zizhao_cli.intake.workbook.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zizhao_cli.intake.source import Source
    from zizhao_cli.intake.workbook.findings import Findings
    from zizhao_cli.intake.workbook.reader_apart import ReaderApart


class NewWorkbook:
    """An xlsx or ods workbook whose package was checked."""

    def __init__(self, source: Source, findings: Findings) -> None:
        """Open it. Raises WorkbookBroken, WorkbookEncrypted, MemoryShort."""
        self._findings = findings
        self._cells, self._all = 0, sum(findings.spans.values())
        self._reader = self._reader_of(str(source.path))
        self.sheets = self._reader.sheets()

    def _reader_of(self, path: str) -> ReaderHere | ReaderApart:
        counted = memory_counted(self._all, self._findings.unpacked)
        at_most = counted + self._findings.copies
        if at_most < APART_FROM:
            return ReaderHere(path)
        from zizhao_cli.intake.workbook.reader_apart import ReaderApart

        return ReaderApart(
            path, f"工作簿有 {self._all} 格，要 {counted >> 20} 到 {at_most >> 20} MB"
        )

    def sheet(self, name: str) -> Sheet:
        """Return the sheet `name`. Raises WorkbookBroken, WorkbookTooLarge, MemoryShort."""
        if name not in self._findings.failures:
            raise WorkbookBroken(f"工作表 {name[:40]} 的位置不清楚")
        if name in self._findings.refused:
            raise self._findings.refused[name]
        self._cells += self._findings.spans.get(name, 0)
        refuse_many(self._cells)
        refuse_costly(self._cells, self._findings.unpacked * self._cells // max(self._all, 1))
        extent = self._reader.open(name)
        return Sheet(
            name,
            extent.height,
            extent.width,
            self._rows(name),
            [*extent.merged, *self._findings.merged.get(name, ())],
            self._findings.failures[name],
            self._findings.shows.get(name, ()),
            self._findings.date_1904,
        )

    def _rows(self, name: str) -> Iterator[list[Any]]:
        """Yield the rows of a sheet; each is made when it is asked for, so that few are held."""
        while rows := self._reader.rows(name):
            yield from rows
