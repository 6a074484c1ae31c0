"""What the reader of OpenDocument sheets does not tell, or takes otherwise than a spreadsheet shows it."""

from __future__ import annotations

from functools import partial
from operator import itemgetter
from typing import IO, TYPE_CHECKING, Any

from zizhao_cli.intake.errors import OpenDocumentMisread, WorkbookBroken, WorkbookTooLarge
from zizhao_cli.intake.workbook.findings import FAILED, UNCOMPUTED
from zizhao_cli.intake.workbook.limits import (
    CHARACTER_BYTES,
    refuse_large,
    refuse_long,
    refuse_many,
    whole_number,
)
from zizhao_cli.intake.workbook.number_format import of_text
from zizhao_cli.intake.workbook.strict_xml import feed, refuse_asides, strict_parser

if TYPE_CHECKING:
    from collections.abc import Callable

    from zizhao_cli.intake.workbook.findings import Findings, Show

CONTENT = "content.xml"
REPEAT_LIMIT = 1000
"""How many times a sheet may repeat one filled row, and a text a space."""
COPIES_LIMIT = 1 << 28
"""Characters of all texts with their repetitions."""
_CELLS = ("table:table-cell", "table:covered-table-cell")
_VALUES = ("office:value", "office:date-value", "office:time-value", "office:boolean-value")
_LOST = {"text:tab": "制表符", "text:line-break": "换行"}
"""What the reader leaves out of a text."""
_DAY_ZERO = {"1899-12-30": False, "1904-01-01": True}


def scan_ods(part: IO[bytes], findings: Findings) -> None:
    """Scan all sheets in `content.xml`; note failed formulas, merged regions and the date system.

    Raises WorkbookBroken, WorkbookTooLarge, OpenDocumentMisread.
    """
    scan, parser = _Content(findings), strict_parser()
    refuse_asides(parser)
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    feed(parser, part)


class _Content:
    """The scan, with where it stands. Rows and columns are counted from 1."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._sheet: str | None = None
        self._rows = self._repeat = self._column = self._widest = self._rows_filled = 0
        self._copied = 0
        self._cell: dict[str, str] | None = None
        self._shown = ""
        self._drawn = False
        self._drawings = self._comments = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element that begins."""
        if name in _CELLS:
            self._start_cell(attributes)
        elif name == "table:table-row":
            self._repeat = whole_number(attributes.get("table:number-rows-repeated", "1"))
            self._rows += self._repeat
            self._column = 0
        elif self._cell is not None:
            self._start_inside(name, attributes)
        elif name == "table:table":
            self._start_sheet(attributes.get("table:name", ""))
        elif name == "table:null-date":
            day = attributes.get("table:date-value", "1899-12-30")
            if day not in _DAY_ZERO:
                raise WorkbookBroken(f"日期从 {day[:20]} 算起")
            self._findings.date_1904 = _DAY_ZERO[day]

    def end(self, name: str) -> None:
        """Take an element that ends."""
        if name in _CELLS:
            self._end_cell()
        elif name.startswith("draw:") and self._drawings:
            self._drawings -= 1
        elif name == "office:annotation" and self._comments:
            self._comments -= 1
        elif name == "table:table":
            self._end_sheet()

    def text(self, content: str) -> None:
        """Take text, which may come in pieces."""
        if self._cell is None or self._comments:
            return
        refuse_long(len(self._shown) + len(content))
        if self._drawings:
            self._drawn = self._drawn or bool(content.strip())
        else:
            self._shown += content

    def _start_sheet(self, name: str) -> None:
        if self._sheet is not None or name in self._findings.failures:
            raise WorkbookBroken(f"工作表 {name[:40]} 有两个，或套在别的表里")
        self._sheet = name
        self._findings.failures[name] = {}
        self._findings.merged[name] = []
        self._shows: list[Show] = []
        self._rows = self._repeat = self._column = self._widest = self._rows_filled = 0

    def _end_sheet(self) -> None:
        assert self._sheet is not None  # noqa: S101 - XML ends what it began
        self._findings.shows[self._sheet] = sorted(self._shows, key=itemgetter(0, 1))
        self._findings.spans[self._sheet] = self._rows_filled * self._widest
        refuse_many(sum(self._findings.spans.values()))
        self._findings.copies = self._copied * CHARACTER_BYTES
        self._sheet = None

    def _start_inside(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            raise self._misread("里面套着表格")
        if name.startswith("draw:"):
            self._drawings += 1
        elif name == "office:annotation":
            self._comments += 1
        elif self._comments:
            return
        elif self._drawings:
            # The reader begins a new line of the cell's text with it.
            self._drawn = self._drawn or name == "text:p"
        elif name in _LOST:
            raise self._misread(f"里有{_LOST[name]}")
        elif name == "text:s" and whole_number(attributes.get("text:c", "1")) > REPEAT_LIMIT:
            raise WorkbookTooLarge(f"一格里有 {attributes['text:c']} 个空格")

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if self._cell is not None or self._sheet is None:
            raise WorkbookBroken("单元格不在表里，或套在别的格里")
        self._cell = attributes
        self._shown, self._drawn = "", False
        repeated = whole_number(attributes.get("table:number-columns-repeated", "1"))
        if not repeated or not self._repeat:
            raise WorkbookBroken("重复 0 次的行或格")
        rows, columns = (
            whole_number(attributes.get(f"table:number-{side}-spanned", "1"))
            for side in ("rows", "columns")
        )
        if rows * columns > 1:
            top, left = self._rows - self._repeat, self._column
            self._findings.merged[self._sheet].append(
                ((top, left), (top + rows - 1, left + columns - 1))
            )
        self._column += repeated
        self._repeated = repeated

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        assert cell is not None  # noqa: S101 - XML ends what it began
        shown = self._shown.strip()
        kind = cell.get("office:value-type")
        valued = any(value in cell for value in _VALUES)
        why = self._failure(cell, shown)
        if shown and not why and kind != "string" and not valued:
            raise self._misread(f"显示“{shown[:20]}”而没有存值")
        if kind == "string" and self._drawn:
            raise self._misread("上有图形")
        if not (shown or why or kind or "table:formula" in cell):
            return
        if self._repeat > REPEAT_LIMIT:
            raise WorkbookTooLarge(f"同一行重复 {self._repeat} 次")
        self._copied += len(self._shown) * self._repeat * self._repeated
        if self._copied > COPIES_LIMIT:
            raise WorkbookTooLarge(f"重复的文字有 {COPIES_LIMIT} 字以上")
        self._rows_filled, self._widest = self._rows, max(self._widest, self._column)
        refuse_large(self._rows, self._widest)
        if why:
            self._fail(why)
        elif shown and kind not in ("string", "boolean"):
            self._note(partial(of_text, shown))

    @staticmethod
    def _failure(cell: dict[str, str], shown: str) -> str | None:
        """Return why a cell has no value though it should have one."""
        kind = cell.get("office:value-type")
        if "error" in (cell.get("calcext:value-type"), kind):
            return FAILED
        if "table:formula" not in cell:
            return None
        if shown.startswith("#") and shown.endswith(("!", "?", "/A")):
            return FAILED
        computed = kind == "string" or any(value in cell for value in _VALUES)
        return None if computed else UNCOMPUTED

    def _fail(self, why: str) -> None:
        assert self._sheet is not None  # noqa: S101 - cells stand in sheets
        failures = self._findings.failures[self._sheet]
        for row in range(self._rows - self._repeat + 1, self._rows + 1):
            columns = range(self._column - self._repeated + 1, self._column + 1)
            failures.setdefault(row, {}).update(dict.fromkeys(columns, why))

    def _note(self, show: Callable[[Any], Any]) -> None:
        self._shows += (
            (row, column, show)
            for row in range(self._rows - self._repeat + 1, self._rows + 1)
            for column in range(self._column - self._repeated + 1, self._column + 1)
        )

    def _misread(self, what: str) -> OpenDocumentMisread:
        return OpenDocumentMisread(self._rows, what)
