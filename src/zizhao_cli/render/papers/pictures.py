"""Pictures in papers: turned upright, made as small as they are printed, and a line of text where one cannot be shown."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from zizhao_cli.render.papers.word import Word

MOST_PIXELS = 1600
"""Along the longer side: 260 to the inch on the width of a page, more than printers of offices show."""
LARGEST = 60_000_000
"""Pixels of a picture as it is read; a JPEG is read smaller than it is, as large as any may be."""
_QUALITY = 82
_PER_PIXEL = 9525
"""EMU, at 96 pixels to the inch: nothing is made larger than it is."""
_OF_HEIGHT = 0.42
"""Of the printed page, so that two stand on one with what is said of them."""


class Picture(NamedTuple):
    """A picture as its file has it, and what is said of it."""

    content: bytes
    caption: str = ""


def shown(word: Word, picture: Picture) -> Any:  # noqa: ANN401 - what the library puts in, or a text
    """Return a picture as it is put into a paper, at most as wide as the page and less than half as high; a text where it is none."""
    from docxtpl import InlineImage

    from zizhao_cli.render.papers.sandbox import Sealed

    try:
        content, (width, height) = made_small(picture.content)
    except Exception:  # noqa: BLE001 - a broken picture may break its reader in any way there is
        return "（这里的照片打不开，无法显示）"
    across, down = word.block
    scale = min(_PER_PIXEL, across / width, down * _OF_HEIGHT / height)
    made = InlineImage(word.template, BytesIO(content), int(width * scale), int(height * scale))
    return Sealed(made)


def made_small(content: bytes) -> tuple[bytes, tuple[int, int]]:
    """Return a picture as a JPEG of at most MOST_PIXELS, upright and without where it was taken, and its size in pixels.

    Raises whatever Pillow raises at what is no picture.
    """
    from PIL import Image, ImageOps

    with warnings.catch_warnings():
        # A photograph of a hundred million pixels is a large one, and no bomb yet.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(BytesIO(content)) as opened:
            opened.draft("RGB", (MOST_PIXELS, MOST_PIXELS))
            if opened.width * opened.height > LARGEST:
                raise ValueError(opened.size)
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((MOST_PIXELS, MOST_PIXELS))
            flat = Image.new("RGB", upright.size, "white")
            # What lets the ground through is printed on white paper.
            seen = upright.convert("RGBA")
            flat.paste(seen, mask=seen.getchannel("A"))
    packed = BytesIO()
    flat.save(packed, "JPEG", quality=_QUALITY, optimize=True)
    return packed.getvalue(), flat.size
