"""Papers as LibreOffice prints them: what stands where on their pages."""

from __future__ import annotations

import re
import subprocess
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.viewers import PATIENCE, printed
from zizhao_cli.domain.paper_fields import PAPERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.domain.paper_fields import Said

MM = 72 / 25.4
NOWHERE = Path("/nowhere/ledger.db")
"""A ledger beside which no office keeps templates of its own."""


class Word(NamedTuple):
    """What stands together on a page; its box in millimetres from the upper left corner of the paper."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def pages_of(content: bytes, folder: Path) -> list[str]:
    """Return the text of each page of a paper, without blanks, cell after cell where it has a table."""
    file = folder / "paper.docx"
    file.write_bytes(content)
    printed(file, folder)
    pages = _run("pdftotext", "-raw", str(folder / "paper.pdf"), "-").decode().split("\f")[:-1]
    return ["".join(page.split()) for page in pages]


def text_of(content: bytes) -> str:
    """Return the text of a paper as its file has it, cell after cell, without blanks."""
    from docx import Document

    texts = Document(BytesIO(content)).element.body.iter("{*}t")
    return "".join("".join(one.text or "" for one in texts).split())


def words_of(content: bytes, folder: Path) -> list[list[Word]]:
    """Return what stands on each page of a paper."""
    pages_of(content, folder)
    told = _run("pdftotext", "-bbox", str(folder / "paper.pdf"), "-").decode()
    box = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    return [
        [
            Word(unescape(text), *(float(place) / MM for place in places))
            for *places, text in re.findall(box, page)
        ]
        for page in told.split("<page ")[1:]
    ]


def picture_of(content: bytes, folder: Path, page: int = 1) -> Any:
    """Return a page of a paper as Pillow has pictures, 100 pixels to the inch."""
    from PIL import Image

    pages_of(content, folder)
    number = str(page)
    pdf, made = str(folder / "paper.pdf"), str(folder / "page")
    _run("pdftoppm", "-r", "100", "-f", number, "-l", number, "-singlefile", "-png", pdf, made)
    return Image.open(folder / "page.png").convert("RGB")


def _run(*command: str) -> bytes:
    done = subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    return done.stdout


def examples(name: str, rows: int = 2, **more: object) -> dict[str, object]:
    """Return values of a paper: its examples, `rows` rows of each list, and `more` instead of some."""
    return {**_row(PAPERS[name].says, rows), **more}


def _row(says: Sequence[Said], rows: int) -> dict[str, object]:
    return {
        said.name: [
            {**_row(said.parts, rows), **({"n": n} if "n" in dict(_keys(said)) else {})}
            for n in range(1, rows + 1)
        ]
        if said.parts and said.name != "pictures"
        else ([] if said.parts else said.example)
        for said in says
    }


def _keys(said: Said) -> list[tuple[str, Any]]:
    return [(part.name, part.example) for part in said.parts if isinstance(part.example, int)]
