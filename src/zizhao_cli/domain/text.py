"""Text as people type it: what may be stored, and the keys by which it is matched.

What is stored stays as it was typed; NFKC would turn ① into 1 and ㎡ into m2, so it serves matching only.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import count

from zizhao_cli.domain.errors.values import BlankText, ControlCharacter, TextTooLong
from zizhao_cli.errors import steers

LONG_TEXT = 4000
"""Characters in a description, a reason, a note."""
SHORT_TEXT = 200
"""Characters in a name, a sector, a telephone number."""

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula."""

LINE_BREAKS = "\n\r\t"

_UNSEEN = dict.fromkeys(map(ord, "\u200b\ufeff"))
"""Marks without width that come along where text is copied, and hold nothing together."""
_BLANKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_JOINERS = "\u200c\u200d"
"""Inside a text they hold emoji together; at its ends they hold nothing."""

_KEPT_AS_TEXT = r'="[^"]*"\s*'


def typed(field: str, value: str, limit: int = LONG_TEXT, *, lines: bool = True) -> str:
    """Return `value` unchanged if it may be stored in the ledger.

    `field` is the name that messages use; `lines` allows line breaks and tabs, as spreadsheet cells hold them.
    Raises BlankText, TextTooLong, or ControlCharacter.
    """
    if is_blank(value):
        raise BlankText(field)
    if len(value) > limit:
        raise TextTooLong(field, len(value), limit)
    if not value.isprintable():
        _refuse_control_characters(field, value, LINE_BREAKS if lines else "")
    return value


def _refuse_control_characters(field: str, value: str, allowed: str) -> None:
    for place, character in zip(count(1), value, strict=False):
        if character not in allowed and steers(character):
            raise ControlCharacter(field, value, place)


def is_blank(value: str) -> bool:
    """Say whether `value` shows nothing: spaces of any width, zero-width characters, or nothing at all."""
    # A letter or a digit is left of every text that begins with one.
    return not value[:1].isalnum() and not matching_key(value)


def matching_key(value: str) -> str:
    """Return the key under which `value` is compared: no spaces of any kind, one width, one case.

    "张 静", "张　静" and "张静" have the same key.
    """
    folded = unicodedata.normalize("NFKC", value).casefold()
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) != "Cf")


def unseen_removed(text: str) -> str:
    """Return `text` without the marks that have no width and mean nothing."""
    return text if text.isprintable() else text.translate(_UNSEEN)


def trimmed(text: str) -> str:
    """Return `text` without blanks and joiners at its ends."""
    return text.strip(_BLANKS + _JOINERS)


def same_text(text: str) -> str:
    """Return what of `text` tells one row from another: blanks of any kind are one, and none at the ends of a line.

    Neither do line ends of another kind count, nor marks without width, nor joiners at the ends.
    """
    # Nearly all texts are so already.
    if text.isprintable() and "  " not in text and text == text.strip():
        return text
    lines = text.translate(_UNSEEN).splitlines()
    return trimmed("\n".join(" ".join(line.split()) for line in lines))


def formula_marked(text: str) -> str:
    """Return `text` with a mark before it where a spreadsheet would take it for a formula.

    A text that came with marks gets another, so that taking one off gives it again.
    """
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def is_kept_as_text(text: str) -> bool:
    """Say whether an export wrote `text` as ="001", which a spreadsheet shows as 001 and does not count."""
    return text[:2] == '="' and re.fullmatch(_KEPT_AS_TEXT, text) is not None


def formula_unmarked(text: str) -> str:
    """Return `text` without the mark that formula_marked set; of ="001" what a spreadsheet shows, 001."""
    if is_kept_as_text(text):
        return text[2 : text.rindex('"')]
    return text[1:] if text[:1] == "'" and text.lstrip("'").startswith(FORMULA_STARTS) else text
