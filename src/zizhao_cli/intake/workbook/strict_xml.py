"""One XML part of a workbook, read strictly: what a spreadsheet never writes, and the reader might take otherwise, is refused."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from zizhao_cli.intake.errors import WorkbookBroken, WorkbookTooLarge
from zizhao_cli.intake.source import CHUNK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TOKEN_LIMIT = 4 << 20
"""Bytes in one tag or comment."""


def strict_parser() -> expat.XMLParserType:
    """Return a parser that refuses a document type and what is not UTF-8: WorkbookBroken."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.XmlDeclHandler = _refuse_encoding
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def refuse_asides(parser: expat.XMLParserType) -> None:
    """Let `parser` refuse CDATA, comments and instructions, which the reader passes over even within a value."""
    parser.StartCdataSectionHandler = _refuse_cdata
    parser.CommentHandler = parser.ProcessingInstructionHandler = _refuse_aside


def feed(parser: expat.XMLParserType, part: IO[bytes]) -> None:
    """Let `parser` read all of `part`. Raises as `feed_pieces` does."""
    feed_pieces(parser, pieces(part))


def pieces(part: IO[bytes]) -> Iterator[bytes]:
    """Yield `part` piece by piece, each but the last ending where an element ends. Raises WorkbookTooLarge."""
    rest = b""
    while chunk := part.read(CHUNK):
        rest += chunk
        cut = rest.rfind(b"</")
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > TOKEN_LIMIT:
            raise WorkbookTooLarge(f"一格或一个标记有 {TOKEN_LIMIT} 字节以上")
    yield rest


def feed_pieces(parser: expat.XMLParserType, pieces: Iterable[bytes]) -> None:
    """Let `parser` read `pieces` of a part.

    Raises WorkbookBroken for what is no XML, WorkbookTooLarge for an endless tag or comment.
    """
    fed = 0
    try:
        for piece in pieces:
            if b"\0" in piece or (not fed and piece[:2] in (b"\xff\xfe", b"\xfe\xff")):
                _refuse_encoding("", "utf-16", 0)
            parser.Parse(piece, False)
            fed += len(piece)
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


def _refuse_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
        raise WorkbookBroken(f"部件的编码是 {encoding[:20]}，不是 UTF-8")


def _refuse_doctype(*_: object) -> None:
    raise WorkbookBroken("部件里有 DOCTYPE")


def _refuse_cdata() -> None:
    raise WorkbookBroken("部件里有 CDATA")


def _refuse_aside(*_: object) -> None:
    raise WorkbookBroken("部件里有注释或处理指令")
