"""One sheet of an xlsx workbook: its failed and uncomputed formulas, which its reader gives as blank, and its size."""

from __future__ import annotations

import re
from array import array
from itertools import islice
from operator import le
from typing import IO, TYPE_CHECKING, Any

from zizhao_cli.intake.errors import WorkbookBroken, WorkbookTooLarge
from zizhao_cli.intake.workbook.findings import FAILED, UNCOMPUTED
from zizhao_cli.intake.workbook.limits import CELL_LIMIT, refuse_large, whole_number
from zizhao_cli.intake.workbook.strict_xml import (
    feed_pieces,
    local,
    pieces,
    refuse_asides,
    strict_parser,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zizhao_cli.intake.workbook.findings import Failures, Show

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]+)")
_NAME = rb"(?:[^<>\s:/]+:)?"
_END = re.compile(rb"</" + _NAME + rb"sheetData\s*>|<" + _NAME + rb"sheetData(?:\s[^<>]{0,300})?/>")
_MISNUMBERED = re.compile(
    rb"""\st\s*=\s*["']s["'][^<>]{0,200}>\s{0,100}<"""
    + _NAME
    + rb"""v(?:\s[^<>]{0,100})?>(?!\d+(?:</|\Z))(?!</|\Z)"""
)
"""The number of a shared text that is not all digits, which the reader takes for that of the first text."""


def scan_sheet(
    part: IO[bytes], shows: list[Callable[[Any], Any] | None], *, computed: bool
) -> SheetScan:
    """Return the scan of a sheet; `shows` has for each style what it shows, `computed` is False where no formula was.

    Raises WorkbookBroken, WorkbookTooLarge.
    """
    scan = SheetScan(shows, computed=computed)
    scan.read(part)
    return scan


class SheetScan:
    """A scan of one sheet. Rows and columns are counted from 1."""

    def __init__(self, shows: list[Callable[[Any], Any] | None], *, computed: bool) -> None:
        self._parser = strict_parser()
        self.failures: Failures = {}
        self._shows = shows
        self._styles = {str(style) for style, show in enumerate(shows) if show is not None}
        self._computed = computed
        self._noted = array("Q")
        """Row, column and style of the numbers with a format, in 8 bytes each: there may be millions."""
        self._references: list[str] = []
        self._row = self._column = self._widest = self._lowest = self._count = 0
        self._cell: dict[str, str] = {}
        """The attributes of the last cell."""
        self._filled = self._formula = False
        self._value = ""

    @property
    def span(self) -> int:
        """How many cells there are between the first and the last; or filled, where many stand in one place."""
        return max(self._lowest * self._widest, self._count)

    def shown(self) -> Iterator[Show]:
        """Yield the cells of which something else is shown than their value, row by row."""
        noted = self._noted
        in_order = all(map(le, noted, islice(noted, 1, None)))
        for note in noted if in_order else sorted(noted):
            show = self._shows[note & 0xFFFF]
            if show is not None:
                yield note >> 32, note >> 16 & 0xFFFF, show

    def read(self, part: IO[bytes]) -> None:
        """Scan `part`. Raises WorkbookBroken, WorkbookTooLarge."""
        self._parser.StartElementHandler = self._start_before
        feed_pieces(self._parser, self._to_the_last_cell(pieces(part)))
        self._finish_cell()
        self._check_references()

    def _to_the_last_cell(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Yield all pieces; but the reader takes no cell from behind the first end of the data, so nor does the scan."""
        for piece in pieces:
            self._check_references()
            if _MISNUMBERED.search(piece):
                raise WorkbookBroken("有的文字的编号写得不对")
            end = _END.search(piece) if b"sheetData" in piece else None
            if end is not None:
                yield piece[: end.end()]
                self._parser.StartElementHandler = None
                self._parser.CommentHandler = self._parser.ProcessingInstructionHandler = None
                yield piece[end.end() :]
                break
            yield piece
        yield from pieces

    def _start_before(self, name: str, _: dict[str, str]) -> None:
        if local(name) == "sheetData":
            refuse_asides(self._parser)
            self._parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        # Nearly all elements are cells and their values.
        if name == "c":
            if self._formula:
                self._finish_cell()
            if "r" not in attributes:
                if "r" in self._cell:
                    self._column = _split(self._cell["r"])[1]
                self._column += 1
            self._cell = attributes
            self._filled = False
            if attributes.get("t") == "e":
                self._fail(FAILED)
        elif (name in ("v", "is")) and not self._formula:
            self._filled = True
            self._note()
            if "r" in self._cell:
                self._references.append(self._cell["r"])
            elif self._column > self._widest or self._row > self._lowest:
                self._reach(self._row, self._column)
        elif name != "t":
            self._start_other(local(name), attributes)

    def _start_other(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._finish_cell()
            self._count += self._column
            self._row = whole_number(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
            self._cell = {}
        elif name == "f":
            if self._filled:
                raise WorkbookBroken("有的公式写在值的后面")
            self._formula = True
        elif name in ("v", "is"):
            self._filled = True
            self._note()
            self._reach(*self._place())
            if self._formula:
                self._value = ""
                self._parser.CharacterDataHandler = self._text
        elif name == "c":  # with a prefix
            self._start("c", attributes)

    def _text(self, content: str) -> None:
        self._value += content

    def _finish_cell(self) -> None:
        if self._formula and self._cell.get("t") != "e":
            # A formula may give an empty text; but no number or other value is empty.
            empty_text = self._filled and self._cell.get("t") == "str"
            if not self._computed or (not self._value.strip() and not empty_text):
                self._fail(UNCOMPUTED)
        self._parser.CharacterDataHandler = None
        self._formula = False
        self._value = ""

    def _place(self) -> tuple[int, int]:
        return _split(self._cell["r"]) if "r" in self._cell else (self._row, self._column)

    def _note(self) -> None:
        """Note a number with a format, whose value begins."""
        style = self._cell.get("s", "0")
        if style not in self._styles or self._cell.get("t", "n") != "n":
            return
        row, column = self._place()
        refuse_large(row, column)
        self._noted.append(row << 32 | column << 16 | int(style))

    def _fail(self, why: str) -> None:
        row, column = self._place()
        self._reach(row, column)
        self.failures.setdefault(row, {})[column] = why

    def _reach(self, row: int, column: int) -> None:
        if row > self._lowest or column > self._widest:
            self._lowest, self._widest = max(self._lowest, row), max(self._widest, column)
            refuse_large(self._lowest, self._widest)

    def _check_references(self) -> None:
        """Refuse cells that are too many or lie too far out.

        A cell may name another row than the one around it; the reader believes it.
        """
        found = _REFERENCE.findall(" ".join(self._references))
        length = sum(len(letters) + len(digits) for letters, digits in found)
        if length != sum(map(len, self._references)):
            raise WorkbookBroken("有的单元格位置写得不对")
        self._count += len(found)
        if self._count > CELL_LIMIT:
            raise WorkbookTooLarge(f"有 {CELL_LIMIT} 格以上")
        self._references.clear()
        columns = {letters for letters, _ in found}
        rows = {digits for _, digits in found}
        self._reach(
            max(map(whole_number, rows), default=0), max(map(_column_number, columns), default=0)
        )


def _split(place: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(place)
    if found is None:
        raise WorkbookBroken("有的单元格位置写得不对")
    return whole_number(found[2]), _column_number(found[1])


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
