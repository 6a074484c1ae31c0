"""Printed boxes in a form: ☑无 □有 answers 无, and □无 □有 is left open."""

from __future__ import annotations

import re

from zizhao_cli.domain.errors import BoxesUnclear

_TICKED, _OPEN = "☑✓√✔■", "□☐◻▢"
_BOX, _WORD = f"[{_TICKED}{_OPEN}]", rf"[^{_TICKED}{_OPEN}\s]+"
_REMARK = re.compile(r"[（(][^（）()]*[)）]")


def answer(text: str) -> str:
    """Return what is ticked where `text` consists of boxes with a word behind or before each, else `text` as it is.

    Raises BoxesUnclear where none is ticked, or more than one.
    """
    if not any(box in text for box in _TICKED + _OPEN):
        return text
    bare = _REMARK.sub("", text).strip()
    for behind in (
        rf"(?P<box>{_BOX})\s*(?P<word>{_WORD})",
        rf"(?P<word>{_WORD})\s*(?P<box>{_BOX})",
    ):
        if re.fullmatch(
            rf"(?:{behind.replace('?P<box>', '?:').replace('?P<word>', '?:')}\s*)+", bare
        ):
            found = [(one["box"], one["word"]) for one in re.finditer(behind, bare)]
            ticked = [word for box, word in found if box in _TICKED]
            if len(ticked) == 1:
                return ticked[0]
            raise BoxesUnclear(text)
    return text
