"""What must not go out of the office: numbers that reach a person, and what may tell who reported a hazard."""

from __future__ import annotations

import re
import unicodedata

_NUMBERS = re.compile(
    r"(?<!\d)(?<![A-Z]-)(?!\d{4}-\d{1,2}-\d{1,2}(?!\d))\(?\d(?:[\W_]{0,2}\d){6,}[Xx]?|[零〇一二三四五六七八九幺]{7,}"
)
"""Telephones and any other number that is long enough to be somebody's, whatever stands between its digits; days and numbers of records are none."""
_TOLD = re.compile("举报|信访|投诉|吹哨|12350")


def without_numbers(text: str) -> str:
    """Return a text with … for each number that reaches a person; one that holds such a number comes with its letters in their usual form."""
    plain = unicodedata.normalize("NFKC", text)
    return _NUMBERS.sub("…", plain) if _NUMBERS.search(plain) else text


def holds_numbers(text: str) -> bool:
    """Say whether a text holds a number that reaches a person."""
    return _NUMBERS.search(unicodedata.normalize("NFKC", text)) is not None


def was_told(source: str | None) -> bool:
    """Say whether somebody reported it, as its source has it: what it is may then tell who that was."""
    return _TOLD.search(source or "") is not None


def is_of_a_person(text: str) -> bool:
    """Say whether a number from elsewhere, such as that of a receipt, holds a mobile telephone's or an identity card's."""
    digits = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))
    return _PERSONAL.search(digits) is not None


_PERSONAL = re.compile(r"(?<!\d)(?:86)?1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)")
