"""What the reader of xlsx does not tell: failed and uncomputed formulas, the date system; and what would be too much for it."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from zizhao_cli.intake.errors import WorkbookBroken, WorkbookTooLarge
from zizhao_cli.intake.part import check_span, feed, local, parse, strict_parser, whole_number

if TYPE_CHECKING:
    import zipfile

    from zizhao_cli.intake.package import Failures, Package

SHEET_LIMIT = 500
ROOT = "_rels/.rels"
FAILED, UNCOMPUTED = "公式错误", "没有算过"
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]+)")
_AT_ONCE = 50_000
"""References that are looked at together."""
_SPACED = re.compile(rb"""\st\s*=\s*["']s["'][^<>]*>\s*<(?:\w+:)?v>\s+[^\s<]""")
"""The number of a shared text with space before it, which the reader takes for the first text."""


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
        known.failures[name] = _Sheet().scanned(opened(place)) if kind == "worksheet" else {}


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
        if attributes["Id"] in found:
            raise WorkbookBroken(f"关系 {attributes['Id'][:40]} 有两个")
        kind = attributes.get("Type", "").rpartition("/")[2]
        found[attributes["Id"]] = (attributes.get("Target", ""), kind)

    parse(part, start)
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
    """Refuse more texts announced than there are bytes, for the reader makes room for all."""

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "sst" and whole_number(attributes.get("uniqueCount", "0")) > size:
            raise WorkbookTooLarge(f"自称有 {attributes['uniqueCount']} 段文字")

    parse(part, start)


class _Sheet:
    """A scan of one sheet. Rows and columns are counted from 1."""

    def __init__(self) -> None:
        self._parser = strict_parser()
        self._failures: Failures = {}
        self._references: list[str] = []
        self._row = self._column = self._widest = self._lowest = 0
        self._cell: dict[str, str] = {}
        """The attributes of the last cell."""
        self._formula = False
        self._value: str | None = None

    def scanned(self, part: IO[bytes]) -> Failures:
        """Return what failed for each row and column. Raises WorkbookBroken, WorkbookTooLarge."""
        refer = self._references.append

        def start(name: str, attributes: dict[str, str]) -> None:
            # Nearly all elements are cells that say where they stand, and their values.
            if name == "c":
                place = attributes.get("r")
                if place is None or self._formula or attributes.get("t") == "e":
                    self._start_cell(attributes)
                self._cell = attributes
                if place is not None:
                    refer(place)
            elif name != "v" or self._formula:
                self._start_other(local(name), attributes)

        self._parser.StartElementHandler = start
        feed(self._parser, part, _refuse_spaced)
        self._finish_cell()
        self._check_references()
        return self._failures

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._finish_cell()
        if "r" not in attributes:
            if "r" in self._cell:
                self._column = _split(self._cell["r"])[1]
            self._column += 1
            if self._column > self._widest or self._row > self._lowest:
                self._widest = max(self._widest, self._column)
                self._lowest = max(self._lowest, self._row)
                check_span(self._lowest, self._widest)
        self._cell = attributes
        if attributes.get("t") == "e":
            self._fail(FAILED)

    def _start_other(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._finish_cell()
            self._row = whole_number(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
            self._cell = {}
            if len(self._references) > _AT_ONCE:
                self._check_references()
        elif name == "f":
            self._formula = True
        elif name in ("v", "is"):
            self._value = ""
            self._parser.CharacterDataHandler = self._text
        elif name == "c":  # with a prefix
            self._start_cell(attributes)
            self._references += [attributes["r"]] if "r" in attributes else []

    def _text(self, content: str) -> None:
        self._value = f"{self._value or ''}{content}"

    def _finish_cell(self) -> None:
        if self._formula and self._cell.get("t") != "e":
            # A formula may give an empty text; but no number or other value is empty.
            empty_text = self._value is not None and self._cell.get("t") == "str"
            if not (self._value or "").strip() and not empty_text:
                self._fail(UNCOMPUTED)
        self._parser.CharacterDataHandler = None
        self._formula = False
        self._value = None

    def _fail(self, why: str) -> None:
        row, column = _split(self._cell["r"]) if "r" in self._cell else (self._row, self._column)
        self._failures.setdefault(row, {})[column] = why

    def _check_references(self) -> None:
        """Refuse references that lie too far out. A cell may name another row than the one around it; the reader believes it."""
        found = _REFERENCE.findall(" ".join(self._references))
        if len(found) != len(self._references) or sum(
            len(letters) + len(digits) for letters, digits in found
        ) != sum(map(len, self._references)):
            raise WorkbookBroken("有的单元格位置写得不对")
        self._references.clear()
        columns = {letters for letters, _ in found}
        rows = {digits for _, digits in found}
        self._widest = max(self._widest, max(map(_column_number, columns), default=0))
        self._lowest = max(self._lowest, max(map(whole_number, rows), default=0))
        check_span(self._lowest, self._widest)


def _refuse_spaced(piece: bytes) -> None:
    if _SPACED.search(piece):
        raise WorkbookBroken("有的值前面有空白或换行")


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
