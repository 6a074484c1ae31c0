"""One XML part of a workbook, read strictly: what a spreadsheet never writes, and the reader might take otherwise, is refused."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from zizhao_cli.intake.errors import WorkbookBroken, WorkbookTooLarge
from zizhao_cli.intake.source import CHUNK

if TYPE_CHECKING:
    from collections.abc import Callable

TOKEN_LIMIT = 4 << 20
"""Bytes in one tag or comment."""
ROW_LIMIT = 1 << 20
COLUMN_LIMIT = 1000
CELL_LIMIT = 12_000_000
"""Cells between the first and the last: the reader makes room for all of them, filled or not."""
_LONGEST_NUMBER = 9
_OVERLAP = 256
"""Bytes of one piece that are looked at again with the next."""


def strict_parser() -> expat.XMLParserType:
    """Return a parser that refuses a document type, CDATA, and what is not UTF-8: WorkbookBroken."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.XmlDeclHandler = _refuse_encoding
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartCdataSectionHandler = _refuse_cdata
    return parser


def feed(
    parser: expat.XMLParserType, part: IO[bytes], look: Callable[[bytes], None] | None = None
) -> None:
    """Let `parser` read all of `part`; `look` is given each piece of it with the end of the one before.

    Raises WorkbookBroken for what is no XML, WorkbookTooLarge for an endless text, tag or comment.
    """
    fed = 0
    rest = b""
    try:
        while chunk := part.read(CHUNK):
            if not fed and chunk[:2] in (b"\xff\xfe", b"\xfe\xff"):
                _refuse_encoding("", "utf-16", 0)
            if len(chunk) == CHUNK and b"<" not in chunk:
                raise WorkbookTooLarge(f"一格有 {CHUNK} 字节以上的文字")
            if look is not None:
                look(rest + chunk)
                rest = chunk[-_OVERLAP:]
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > TOKEN_LIMIT:
                raise WorkbookTooLarge(f"一个标记有 {TOKEN_LIMIT} 字节以上")
        parser.Parse(b"", True)
    except expat.ExpatError as problem:
        raise WorkbookBroken(str(problem)) from problem


def parse(part: IO[bytes], start: Callable[[str, dict[str, str]], None]) -> None:
    """Call `start` for each element of `part` with its attributes; names keep their prefix. Raises as `feed` does."""
    parser = strict_parser()
    parser.StartElementHandler = start
    feed(parser, part)


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name[name.rfind(":") + 1 :]


def whole_number(digits: str) -> int:
    """Return a number of rows, columns or the like. Raises WorkbookBroken, or WorkbookTooLarge."""
    if not (digits.isascii() and digits.isdigit()):
        raise WorkbookBroken(f"{digits[:20]} 不是行数或列数")
    digits = digits.lstrip("0") or "0"
    if len(digits) > _LONGEST_NUMBER:
        raise WorkbookTooLarge(f"有 {len(digits)} 位数的行号或列号")
    return int(digits)


def check_span(rows: int, columns: int) -> None:
    """Refuse a sheet whose corners lie further apart than memory holds. Raises WorkbookTooLarge."""
    if columns > COLUMN_LIMIT:
        raise WorkbookTooLarge(f"有 {columns} 列，最多 {COLUMN_LIMIT} 列")
    if rows > ROW_LIMIT or rows * columns > CELL_LIMIT:
        raise WorkbookTooLarge(f"有 {rows} 行 × {columns} 列")


def _refuse_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in ("utf-8", "us-ascii"):
        raise WorkbookBroken(f"部件的编码是 {encoding[:20]}，不是 UTF-8")


def _refuse_doctype(*_: object) -> None:
    raise WorkbookBroken("部件里有 DOCTYPE")


def _refuse_cdata() -> None:
    raise WorkbookBroken("部件里有 CDATA")
