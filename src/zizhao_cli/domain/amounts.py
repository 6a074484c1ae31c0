"""Sums of money as people write them, in fen."""

from __future__ import annotations

import re
import unicodedata

FEN = 100
_UNITS = {"": 1, "元": 1, "万": 10_000, "万元": 10_000, "亿": 100_000_000, "亿元": 100_000_000}
_AMOUNT = re.compile(
    r"[¥￥]?\s*(?P<digits>\d{1,3}(?:,\d{3})+|\d{1,15})(?P<part>\.\d{1,6})?\s*(?P<unit>万元|亿元|[元万亿]?)整?"
)


def fen_of(text: str) -> int | None:
    """Return the fen that `text` names (`5000`, `2万元`, `1.5万`), or None where it is no amount, or not of whole fen.

    Words beside it (企业自筹, 约) leave open how much it is.
    """
    found = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    from decimal import Decimal

    number = Decimal(found["digits"].replace(",", "") + (found["part"] or ""))
    fen = number * _UNITS[found["unit"]] * FEN
    return int(fen) if fen == int(fen) else None


def in_yuan(fen: int) -> int | float:
    """Return an amount of fen in yuan: whole where it is, else with two decimals."""
    return fen // FEN if fen % FEN == 0 else fen / FEN
