"""Printed boxes in a form: ☑无 □有 answers 无, and □无 □有 is left open."""

from __future__ import annotations

import re

from zizhao_cli.domain.errors.records import BoxesUnclear

TICKED, OPEN = "☑✓√✔■", "□☐◻▢"
"""The boxes that forms print, as people tick them and as they leave them."""
_BOX, _WORD = f"[{TICKED}{OPEN}]", rf"[^{TICKED}{OPEN}\s]+"
_REMARK = re.compile(r"[（(][^（）()]*[)）]")


def answer(text: str) -> str:
    """Return what is ticked where `text` consists of boxes with a word behind or before each, else `text` as it is.

    Raises BoxesUnclear where none is ticked, or more than one.
    """
    if not any(box in text for box in TICKED + OPEN):
        return text
    bare = _REMARK.sub("", text).strip()
    for each, box in ((rf"({_BOX})\s*({_WORD})\s*", 0), (rf"({_WORD})\s*({_BOX})\s*", 1)):
        if re.fullmatch(rf"(?:{each})+", bare):
            pairs = re.findall(each, bare)
            ticked = [pair[1 - box] for pair in pairs if pair[box] in TICKED]
            if len(ticked) == 1:
                return str(ticked[0])
            raise BoxesUnclear(text)
    return text
