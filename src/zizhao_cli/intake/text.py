"""Text files into tables: decoded strictly, split by the rules of csv, with bounded lines."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.text import FORMULA_STARTS, formula_marked
from zizhao_cli.intake.errors import (
    BrokenCsv,
    BrokenJson,
    LineTooLong,
    NotInEncoding,
    NulByte,
    WorkbookCalledText,
)
from zizhao_cli.intake.source import CHUNK, WORKBOOKS, known_encoding
from zizhao_cli.intake.table.table import Cells, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zizhao_cli.intake.source import Source

CELL_LIMIT = 1 << 17
SAMPLE_LINES = 40
LONGEST_NUMBER = 300
"""Digits; what reads cells counts in floating point, which ends there."""
DELIMITERS = ",\t;"
_MORE_THAN_CHANCE = 2
"""Separators in a line of text that make it look like a row."""


def read_text(source: Source, encoding: str | None) -> Table:
    """Return the table in a text file. Raises the errors of intake.errors, also while its rows are read."""
    used = find_encoding(source, encoding)
    file = _UpTo(source)
    lines = _lines(file, used)
    if source.type == "jsonl":
        return Table(used, None, _json_rows(lines), keyed=True, done=file.done)
    delimiter = "\t" if source.type == "tsv" else _delimiter(source, used)
    swallowed: dict[int, int] = {}
    rows = _csv_rows(lines, delimiter, swallowed)
    return Table(used, None, rows, even=True, swallowed=swallowed, done=file.done)


def lines_of(source: Source) -> list[str]:
    """Return the lines of a text file. Raises as find_encoding does, and FileChanged."""
    lines = [*_lines(_UpTo(source), find_encoding(source, None))]
    source.check_unchanged()
    return lines


def find_encoding(source: Source, asked: str | None) -> str:
    """Return the encoding of all of the file: the one asked for, a BOM's, UTF-8, else GB18030, each strictly.

    latin-1 is never tried: it "succeeds" on anything, with garbage. Raises NotInEncoding with the offset of
    the first byte that does not fit, NulByte, UnknownEncoding, or WorkbookCalledText.
    """
    with source.path.open("rb") as file:
        start = file.read(4)
    if start in WORKBOOKS:
        raise WorkbookCalledText(source.type)
    if asked is not None:
        candidates = [known_encoding(asked)]
    elif start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        candidates = ["utf-16"]
    elif start.startswith(codecs.BOM_UTF8):
        candidates = ["utf-8-sig"]
    else:
        candidates = ["utf-8", "gb18030"]
    misfits = []
    for candidate in candidates:
        misfit = _first_misfit(source, candidate)
        if misfit is None:
            return candidate
        misfits.append((misfit, candidate))
    # The encoding that went furthest is the one that the file is in, but for its bad byte.
    (offset, byte), _ = max(misfits, key=lambda found: found[0][0])
    names = " 也不是 ".join(name.removesuffix("-sig").upper() for name in candidates)
    raise NotInEncoding(names, offset, byte)


def _first_misfit(source: Source, encoding: str) -> tuple[int, int] | None:
    """Return the offset and the value of the first byte that is not of `encoding`, or None."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    # The decoder takes the BOM off before it counts.
    offset = len(codecs.BOM_UTF8) if encoding == "utf-8-sig" and _has_bom(source) else 0
    lines = 0
    with source.path.open("rb") as file:
        while True:
            chunk = file.read(CHUNK)
            pending = len(decoder.getstate()[0])
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as problem:
                return offset - pending + problem.start, problem.object[problem.start]
            except UnicodeError:  # UTF-16 that does not say which of the two it is
                return offset, chunk[0] if chunk else 0
            if "\0" in text:
                raise NulByte(lines + _line_ends(text[: text.index("\0")]) + 1)
            if len(chunk) == CHUNK and "\n" not in text and "\r" not in text:
                raise LineTooLong(lines + 1, CHUNK)
            lines += _line_ends(text)
            offset += len(chunk)
            if not chunk:
                return None


def _has_bom(source: Source) -> bool:
    with source.path.open("rb") as file:
        return file.read(3) == codecs.BOM_UTF8


def _line_ends(text: str) -> int:
    """Return how many lines end in `text`, whatever ends them."""
    return text.count("\n") + (text.count("\r") - text.count("\r\n") if "\r" in text else 0)


def _lines(file: _UpTo, encoding: str) -> io.TextIOWrapper:
    """Return the lines of a file, whose length find_encoding has bounded."""
    return io.TextIOWrapper(io.BufferedReader(file, CHUNK), encoding=encoding, newline="")


class _UpTo(io.RawIOBase):
    """A file as it was when it was opened; what is appended meanwhile is not read."""

    def __init__(self, source: Source) -> None:
        self._file = source.path.open("rb")
        self._size = self._left = source.size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any buffer
        count = self._file.readinto(memoryview(buffer)[: self._left])
        self._left -= count
        return count

    def close(self) -> None:
        self._file.close()
        super().close()

    def done(self) -> float:
        """Return how much of it has been read, from 0 to 1."""
        return 1 - self._left / max(self._size, 1)


def _delimiter(source: Source, encoding: str) -> str:
    """Return what stands between cells: comma, tab or semicolon, whichever gives most lines one number of cells."""
    sample = list(islice(_lines(_UpTo(source), encoding), SAMPLE_LINES))
    csv.field_size_limit(CHUNK * 2)

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = Counter(
            len(row) for row in csv.reader(sample, delimiter=delimiter) if len(row) > 1
        )
        return max(((lines, cells) for cells, lines in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=evenness)


def _csv_rows(
    lines: Iterator[str], delimiter: str, swallowed: dict[int, int]
) -> Iterator[tuple[int, Cells]]:
    """Yield rows with the numbers of their lines; `swallowed` gets the lines a cell of which may hold other rows."""
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if reader.line_num > line and (place := _swallowing(cells, delimiter)) is not None:
                swallowed[line] = place
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as problem:
        raise BrokenCsv(line, _CSV_REASONS.get(str(problem), str(problem))) from problem


def _swallowing(cells: Cells, delimiter: str) -> int | None:
    """Return the place of the cell whose lines are as long as rows, or None.

    A quotation mark that somebody left open swallows the rows down to the next one: a line between is as long as the row, or the last
    one is with what stands behind the cell. One separator alone is no row, unless the first line was one, too.
    """
    between = len(cells) - 1
    for place, cell in enumerate(cells):
        parts = [line.count(delimiter) for line in cell.splitlines()]
        first = parts[:1] == [between - place]
        whole = parts[1:] and parts[-1] == place and (place >= _MORE_THAN_CHANCE or first)
        if between and (whole or between in parts[1:-1]):
            return place
    return None


_CSV_REASONS = {
    "unexpected end of data": "到文件末尾引号还没有关上",
    "',' expected after '\"'": "引号关上以后不是逗号",
    "'\t' expected after '\"'": "引号关上以后不是制表符",
}


def _json_rows(lines: Iterator[str]) -> Iterator[tuple[int, Cells]]:
    """Yield the objects of the file as one cell each, under a header that the caller makes of their keys."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_object, parse_constant=_no_constant, parse_int=_whole_number
    )
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = decoder.decode(line)
        except json.JSONDecodeError as problem:
            raise BrokenJson(number, f"第 {problem.pos + 1} 个字符处写得不对") from problem
        except RecursionError as problem:
            raise BrokenJson(number, "括号套得太多层") from problem
        except ValueError as problem:
            raise BrokenJson(number, str(problem)) from problem
        if not isinstance(value, dict):
            raise BrokenJson(number, "不是对象")
        yield number, [value]


_MARKED = frozenset(("'", *FORMULA_STARTS))
"""How a text begins that formula_marked may mark."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of plain values; texts in a list become one text."""
    value: dict[str, Any] = {}
    for key, item in pairs:
        if key in value:
            raise ValueError(f"键 {key} 写了两次")
        # Nearly all are texts that nobody takes for a formula.
        plain = item.__class__ is str and item[:1] not in _MARKED
        value[key] = item if plain else _plain(key, item)
    return value


def _plain(key: str, item: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(item, list) and all(isinstance(part, str) for part in item):
        item = "、".join(item)
    if isinstance(item, str):
        # JSON has no such marks of its own, and what reads cells takes one off.
        return formula_marked(item)
    if isinstance(item, bool):
        return "是" if item else "否"
    if isinstance(item, dict | list):
        # json reports all that is wrong with a text as ValueError
        raise ValueError(f"键 {key} 的值不是文字或数字")  # noqa: TRY004
    # A key with nothing is a cell that was left blank; one that is not there is no cell.
    return "" if item is None else item


def _no_constant(name: str) -> Any:  # noqa: ANN401 - json's signature
    raise ValueError(f"{name} 不是 JSON 的数")


def _whole_number(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError(f"有一个数有 {len(digits)} 位")
    return int(digits)
