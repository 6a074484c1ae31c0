"""A cell as the text that a spreadsheet shows."""

from __future__ import annotations

import math
import re
from datetime import date, time, timedelta

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.text import formula_unmarked, unseen_removed
from zizhao_cli.intake.cell_errors import (
    ErrorValue,
    LostCharacters,
    NotAsShown,
    PictureInCell,
    RuinedNumber,
)
from zizhao_cli.intake.table.table import ErrorCell, Shown, plain_number

_RUINED = re.compile(r"\d(?:\.\d+)?E\+\d{2,3}", re.IGNORECASE)
LOST = "\ufffd"
"""What stands in the place of a character that some program could not read."""
_LOST = re.compile(r"\s*\?{2,}\s*")
_EXACT = 10**15
_FORMULA_ERRORS = {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}
_FORMULA_ERRORS |= {"#公式错误", "#没有算过"}
"""The last two are what a file of rejects says of a formula that the reader knows no more of."""


def as_text(cell: object) -> str:
    """Return a cell as its text: numbers as a spreadsheet shows them, blanks as "".

    Marks without width that mean nothing are left out.

    Raises ErrorValue, RuinedNumber for a long number whose last digits Excel has dropped, LostCharacters, PictureInCell,
    NotAsShown for a day, of which nobody knows whether it was one (Excel makes one of 1-2), and for what is shown otherwise.
    """
    if isinstance(cell, str):
        cell = unseen_removed(cell)
        if cell[:1] == "#" and cell.strip() in _FORMULA_ERRORS:
            raise ErrorValue(cell.strip())
        _refuse_no_text(cell)
        if "+" in cell and _RUINED.fullmatch(cell.strip()):
            raise RuinedNumber(cell.strip())
        return formula_unmarked(cell)
    if cell is None:
        return ""
    if isinstance(cell, ErrorCell):
        raise ErrorValue(cell.text)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float | int):
        return _number_as_text(cell)
    if isinstance(cell, Shown) and cell.shown is not None:
        return cell.shown
    if isinstance(cell, Shown | date | time | timedelta):
        raise NotAsShown(_stored(cell))
    return str(cell)


def _refuse_no_text(cell: str) -> None:
    """Refuse what was a text, or a picture, before some program spoilt it."""
    if LOST in cell or _LOST.fullmatch(cell):
        raise LostCharacters(cell)
    if cell[:9] == "=DISPIMG(":
        raise PictureInCell(cell)


def _number_as_text(number: float) -> str:
    if not math.isfinite(number):
        raise ErrorValue(str(number))
    if abs(number) >= _EXACT and isinstance(number, float):
        raise RuinedNumber(f"{number:.5E}")
    return plain_number(number)


def shown(cell: object) -> str | None:
    """Return a cell as a problem shows it; never raises."""
    try:
        return as_text(cell) or None
    except Refused:
        return cell.text if isinstance(cell, ErrorCell) else _stored(cell)


def _stored(cell: object) -> str:
    """Return a cell's value where it is not to be had as text; a day has no clock."""
    return str(cell).removesuffix(" 00:00:00")
