"""Cells that hold free text: notes, ids, names, hazards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.records import NobodyNamed
from zizhao_cli.domain.placeholders import DITTO_WORDS, names_nobody, no_name, says_no_hazard
from zizhao_cli.domain.text import LONG_TEXT, SHORT_TEXT, is_blank, trimmed, typed
from zizhao_cli.intake.cell_errors import LineOrHazard, NothingAbove
from zizhao_cli.intake.rows.cell_text import LOST, as_text
from zizhao_cli.intake.rows.column import Column
from zizhao_cli.intake.rows.lines import is_label, is_of_a_form, says_more

if TYPE_CHECKING:
    from collections.abc import Callable

_NO_ID = frozenset(("无", "暂无", "没有", "暂缺", "一", "/", "-", "—", "——", "n/a", "N/A"))
"""Cells that may say that there is no id, and need a closer look."""


def note_column(heading: str) -> Column:
    """Return a column of notes, which differ from row to row."""
    return _texts(lambda cell: _text(heading, cell, LONG_TEXT, lines=True), LONG_TEXT)


def id_column(heading: str) -> Column:
    """Return a column of ids, which differ from row to row, and around which spaces do not count."""

    def convert(cell: object) -> str | None:
        text = trimmed(as_text(cell.strip() if isinstance(cell, str) else cell))
        if text in _NO_ID or is_blank(text):
            return None
        return typed(heading, text, SHORT_TEXT, lines=False)

    return _texts(convert, SHORT_TEXT, trimmed=True)


def hazard(heading: str, cell: object) -> str | None:
    """Return the title of a hazard, or None for what says that there is none. Raises NothingAbove, LineOrHazard, or as `typed` does."""
    text = _text(heading, cell, LONG_TEXT, lines=True)
    if text is not None and text.strip() in DITTO_WORDS:
        raise NothingAbove(text)
    if text is None or says_no_hazard(text):
        return None
    if is_label(text) and (is_of_a_form(text) or not says_more(text)):
        raise LineOrHazard(text)
    return text


def name(heading: str, cell: object) -> str | None:
    """Return a name or another short text, or None for a stroke or 无, which names nobody.

    Raises NothingAbove, or as `typed` does.
    """
    text = _said(_text(heading, cell, SHORT_TEXT, lines=False))
    if text is not None and text.strip() in DITTO_WORDS:
        raise NothingAbove(text)
    return text


def person(heading: str, cell: object) -> str | None:
    """Return somebody's name as `name` does. Raises NobodyNamed for a day or a number, too."""
    text = name(heading, cell)
    if text is not None and no_name(text):
        raise NobodyNamed(heading, text)
    return text


def description(heading: str, cell: object) -> str | None:
    """Return a place or measures, or None for a stroke or 无. Raises as `typed` does."""
    return _said(_text(heading, cell, LONG_TEXT, lines=True))


def _texts(convert: Callable[[Any], str | None], limit: int, *, trimmed: bool = False) -> Column:
    def plain(cells: tuple[Any, ...]) -> list[Any] | None:
        # Nearly all cells are plain texts, which need no closer look.
        try:
            joined = "".join(cells)
            if not joined.isprintable() or LOST in joined or max(map(len, cells)) > limit:
                return None
            if trimmed:
                cells = tuple(map(str.strip, cells))
                if not _NO_ID.isdisjoint(cells):
                    return None
            return [
                cell if "@" < cell[:1] < "\u2000" or cell[:1] > "\u3000" else convert(cell)
                for cell in cells
            ]
        except (TypeError, Refused):
            return None

    return Column(convert, plain)


def _text(heading: str, cell: object, limit: int, *, lines: bool) -> str | None:
    text = as_text(cell)
    if not lines:
        # By a tab behind a number, exports keep a spreadsheet from counting.
        text = text.rstrip("\t")
    if text and text.isprintable() and not text.isspace() and len(text) <= limit:
        return text
    return None if is_blank(text) else typed(heading, text, limit, lines=lines)


def _said(text: str | None) -> str | None:
    """Return a text, or None for a stroke or 无, which says nothing."""
    return None if text is None or names_nobody(text) else text
