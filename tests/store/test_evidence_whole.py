"""Pictures and papers of which only the beginning arrived: every kind, cut at every place."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.cli.pictures import KINDS, content
from zizhao_cli.domain.evidence import kind_of
from zizhao_cli.store.evidence.whole import is_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

_PNG = {"format": "PNG"}
FIRST_BOX = 20
REAL: dict[str, tuple[str, dict[str, Any]]] = {
    "jpg": ("jpg", {"format": "JPEG"}),
    "progressive jpg": ("jpg", {"format": "JPEG", "progressive": True}),
    "png": ("png", _PNG),
    "webp": ("webp", {"format": "WEBP"}),
    "pdf": ("pdf", {"format": "PDF"}),
}


def real(**how: Any) -> bytes:
    """Return a picture as a program writes it, of some kilobytes."""
    written = io.BytesIO()
    Image.effect_mandelbrot((160, 120), (-2, -1, 1, 1), 50).convert("RGB").save(written, **how)
    return written.getvalue()


def with_preview(photo: bytes) -> bytes:
    """Return a photo as a telephone writes it: a small one, whole, before its own data."""
    preview = b"Exif\0\0" + content("jpg", "small")
    return photo[:2] + b"\xff\xe1" + (len(preview) + 2).to_bytes(2) + preview + photo[2:]


def half(kind: str, whole: bytes, lengths: Iterable[int]) -> list[int]:
    """Return those of `lengths` at which the beginning of a file passes for all of it."""
    return [length for length in lengths if is_whole(kind, io.BytesIO(whole[:length]))]


@pytest.mark.parametrize("what", REAL)
def test_a_real_file_cut_short(what: str) -> None:
    kind, how = REAL[what]
    whole = real(**how)
    assert kind_of(whole[:16]) == kind
    assert is_whole(kind, io.BytesIO(whole))
    # Some end in a line break or a byte of padding, which nobody needs.
    assert half(kind, whole, range(16, len(whole) - 2)) == []


@pytest.mark.parametrize("before", [b"", b"\xff\xff", b"\0"])
def test_a_photo_with_a_small_one_before_it(before: bytes) -> None:
    whole = with_preview(real(format="JPEG"))
    whole = whole[:2] + before + whole[2:]
    assert is_whole("jpg", io.BytesIO(whole))
    assert half("jpg", whole, range(16, len(whole))) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_small_file_cut_short(kind: str) -> None:
    whole = content(kind, "画面")
    assert is_whole(kind, io.BytesIO(whole))
    ends = {len(whole) - 1} if kind == "pdf" else set()
    assert set(half(kind, whole, range(16, len(whole)))) == ends


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("behind", [b"\n", bytes(3), bytes(500), b"SEFHe\0\0\0SEFT", b"\xff" * 16])
def test_what_stands_behind_the_end_does_not_matter(kind: str, behind: bytes) -> None:
    """Telephones put films and programs put blanks behind a picture."""
    assert is_whole(kind, io.BytesIO(content(kind, "画面") + behind))


def test_a_pdf_that_tells_its_length() -> None:
    """It has an end of its first page near its beginning."""
    first = b"%PDF-1.5\n1 0 obj <</Linearized 1/L 0005000/H [1 2]>> endobj\n%%EOF\n"
    whole = first.ljust(5000 - 6) + b"%%EOF\n"
    assert is_whole("pdf", io.BytesIO(whole))
    assert half("pdf", whole, range(16, len(whole))) == []


@pytest.mark.parametrize(
    "last",
    [
        b"\0\0\0\1mdat" + (16 + 3).to_bytes(8) + b"abc",
        b"\0\0\0\0mdat" + b"up to the end",
    ],
)
def test_boxes_of_a_length_that_is_told_otherwise(last: bytes) -> None:
    assert is_whole("heic", io.BytesIO(content("heic")[:FIRST_BOX] + last))


def test_a_long_box_cut_short() -> None:
    whole = content("heic")[:FIRST_BOX] + b"\0\0\0\1mdat" + (16 + 3).to_bytes(8) + b"abc"
    assert half("heic", whole, range(FIRST_BOX + 1, len(whole))) == []


@pytest.mark.parametrize("odd", [b"\xff\xff\xff\xe0\0\2", b"\0\0", b"\xff\xe0\0\0"])
def test_a_photo_with_something_odd_before_its_data_passes(odd: bytes) -> None:
    photo = content("jpg", "画面")
    assert is_whole("jpg", io.BytesIO(photo[:2] + odd + photo[2:]))
