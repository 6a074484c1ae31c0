"""What the reader of xlsx does not tell: failed and uncomputed formulas, the date system; and what would be too much for it."""

from __future__ import annotations

import io
import re
from typing import IO, TYPE_CHECKING

from zizhao_cli.intake.errors import WorkbookBroken, WorkbookTooLarge
from zizhao_cli.intake.part import (
    CELL_LIMIT,
    check_span,
    feed,
    feed_pieces,
    local,
    parse,
    pieces,
    refuse_asides,
    refuse_long,
    strict_parser,
    whole_number,
)

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from zizhao_cli.intake.package import Failures, Package

SHEET_LIMIT = 500
RELATIONS_LIMIT = 1 << 20
"""Bytes in the list of a workbook's parts."""
ROOT = "_rels/.rels"
FAILED, UNCOMPUTED = "公式错误", "没有算过"
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]+)")
_NAME = rb"(?:[^<>\s:/]+:)?"
_END = re.compile(rb"</" + _NAME + rb"sheetData\s*>|<" + _NAME + rb"sheetData(?:\s[^<>]{0,300})?/>")
_MISNUMBERED = re.compile(
    rb"""\st\s*=\s*["']s["'][^<>]{0,200}>\s{0,100}<"""
    + _NAME
    + rb"""v(?:\s[^<>]{0,100})?>(?!\d+(?:</|\Z))(?!</|\Z)"""
)
"""The number of a shared text that is not all digits, which the reader takes for that of the first text."""


def scan_workbook(package: zipfile.ZipFile, parts: dict[str, str], known: Package) -> None:
    """Scan every sheet of a workbook as the reader finds it; `parts` are the names in the package by their key.

    Raises WorkbookBroken, WorkbookTooLarge.
    """

    def opened(key: str) -> IO[bytes]:
        if key.lower() not in parts:
            raise WorkbookBroken(f"缺少 {key}")
        return package.open(parts[key.lower()])

    folder = _folder(opened(ROOT))
    targets = _relations(opened(f"{folder}_rels/workbook.xml.rels"))
    sheets = _sheets(opened(f"{folder}workbook.xml"), known)
    strings = f"{folder}sharedStrings.xml"
    if strings.lower() in parts:
        size = package.getinfo(parts[strings.lower()]).file_size
        _check_strings(opened(strings), size)
    read: set[str] = set()
    for name, relation in sheets:
        target, kind = targets.get(relation, ("", ""))
        place = target[1:] if target.startswith("/") else folder + target
        if name in known.failures or place.lower() in read:
            raise WorkbookBroken(f"工作表 {name[:40]} 有两个")
        read.add(place.lower())
        known.failures[name] = {}
        if kind != "worksheet":
            continue
        try:
            known.failures[name], known.spans[name] = _Sheet().scanned(opened(place))
        except WorkbookTooLarge as refused:
            # The reader takes one sheet at a time, and perhaps not this one.
            known.refused[name] = refused


def _folder(part: IO[bytes]) -> str:
    """Return the folder of the workbook, with a slash at its end, or nothing."""
    found: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "")
        if local(name) == "Relationship" and kind.endswith("/relationships/officeDocument"):
            found.append(attributes.get("Target", ""))

    parse(part, start)
    if len(found) != 1:
        raise WorkbookBroken(f"有 {len(found)} 个工作簿部件")
    return found[0][: found[0].rfind("/") + 1].removeprefix("/")


def _relations(part: IO[bytes]) -> dict[str, tuple[str, str]]:
    """Return for the id of each relation of the workbook its target, and of what kind that is."""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) != "Relationship" or "Id" not in attributes:
            return
        target = attributes.get("Target", "")
        if attributes["Id"] in found:
            raise WorkbookBroken(f"关系 {attributes['Id'][:40]} 有两个")
        if any(character.isspace() for character in target):
            raise WorkbookBroken(f"关系的目标 {target[:40]} 里有空白")
        found[attributes["Id"]] = (target, attributes.get("Type", "").rpartition("/")[2])

    content = part.read(RELATIONS_LIMIT)
    if b"&" in content or len(content) == RELATIONS_LIMIT:
        # The reader takes targets as they are written.
        raise WorkbookBroken("关系里有 & 或太多")
    parse(io.BytesIO(content), start)
    return found


def _sheets(part: IO[bytes], known: Package) -> list[tuple[str, str]]:
    """Return the name of each sheet with the id of its relation; note the date system."""
    found: list[tuple[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        match local(name):
            case "sheet":
                relation = [value for key, value in attributes.items() if local(key) == "id"]
                found.append((attributes.get("name", ""), relation[-1] if relation else ""))
            case "workbookPr":
                known.date_1904 = attributes.get("date1904") in ("1", "true")

    parse(part, start)
    if len(found) > SHEET_LIMIT:
        raise WorkbookTooLarge(f"有 {len(found)} 个工作表，最多 {SHEET_LIMIT} 个")
    return found


def _check_strings(part: IO[bytes], size: int) -> None:
    """Refuse texts that no cell holds, and more of them announced than there are bytes: the reader makes room for all."""
    length = count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal length, count
        if local(name) == "si":
            length, count = 0, count + 1
            if count > CELL_LIMIT:
                raise WorkbookTooLarge(f"有 {CELL_LIMIT} 段以上的文字")
        elif local(name) == "sst" and whole_number(attributes.get("uniqueCount", "0")) > size:
            raise WorkbookTooLarge(f"自称有 {attributes['uniqueCount']} 段文字")

    def text(content: str) -> None:
        nonlocal length
        length += len(content)
        refuse_long(length)

    parser = strict_parser()
    parser.StartElementHandler, parser.CharacterDataHandler = start, text
    feed(parser, part)


class _Sheet:
    """A scan of one sheet. Rows and columns are counted from 1."""

    def __init__(self) -> None:
        self._parser = strict_parser()
        self._failures: Failures = {}
        self._references: list[str] = []
        self._row = self._column = self._widest = self._lowest = self._count = 0
        self._cell: dict[str, str] = {}
        """The attributes of the last cell."""
        self._filled = self._formula = False
        self._value = ""

    def scanned(self, part: IO[bytes]) -> tuple[Failures, int]:
        """Return what failed for each row and column, and how many cells the sheet spans.

        Raises WorkbookBroken, WorkbookTooLarge.
        """
        self._parser.StartElementHandler = self._start_before
        feed_pieces(self._parser, self._to_the_last_cell(pieces(part)))
        self._finish_cell()
        self._check_references()
        return self._failures, self._lowest * self._widest

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
            if not self._value.strip() and not empty_text:
                self._fail(UNCOMPUTED)
        self._parser.CharacterDataHandler = None
        self._formula = False
        self._value = ""

    def _place(self) -> tuple[int, int]:
        return _split(self._cell["r"]) if "r" in self._cell else (self._row, self._column)

    def _fail(self, why: str) -> None:
        row, column = self._place()
        self._reach(row, column)
        self._failures.setdefault(row, {})[column] = why

    def _reach(self, row: int, column: int) -> None:
        if row > self._lowest or column > self._widest:
            self._lowest, self._widest = max(self._lowest, row), max(self._widest, column)
            check_span(self._lowest, self._widest)

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
