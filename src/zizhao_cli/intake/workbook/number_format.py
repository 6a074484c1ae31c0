"""Number formats: what a cell shows of its value, where that can be told exactly.

The language is that of ECMA-376 part 1, 18.8.30 and 18.8.31; what the built-in formats say there for zh-cn.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.intake.table.table import Shown, plain_number

if TYPE_CHECKING:
    from collections.abc import Callable

    Show = Callable[[Any], Any]

_DAY, _DAY_OF_YEAR, _MONTH = 'yyyy"年"m"月"d"日"', 'm"月"d"日"', 'yyyy"年"m"月"'
_CLOCK = 'h"时"mm"分"'
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    **dict.fromkeys((12, 13), "# ?/?"),
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), _MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _DAY_OF_YEAR),
    30: "m-d-yy",
    31: _DAY,
    32: _CLOCK,
    33: _CLOCK + 'ss"秒"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    **dict.fromkeys((34, 35, 55, 56), f"上午/下午{_CLOCK}"),
    37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    47: "mm:ss.0",
    48: "##0.0E+0",
    **dict.fromkeys((41, 42, 43, 44), "#,##0?"),
}
"""The formats that have a number and no text; General and text are not among them."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]'
    r"|\[(?:red|black|blue|green|white|yellow|cyan|magenta|color ?\d+)\]|(?P<odd>\[[^\]]*\]"
    r"|am/pm|a/p|上午/下午|general|e[+-]|s+\.0+|[bg@?]+|a{3,})|(?P<date>y+|e+|m+|d+|h+|s+)"
    r"|(?P<digits>[#0,]*[#0](?:\.[#0]*)?)|(?P<sections>;)|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_DIGITS = re.compile(r"(?P<grouped>#,##)?0*(?P<zeros>0)(?:\.(?P<decimals>0+))?")
_PARTS = {
    "yyyy": "{0.year}",
    "m": "{0.month}",
    "mm": "{0.month:02}",
    "d": "{0.day}",
    "dd": "{0.day:02}",
    "h": "{0.hour}",
    "hh": "{0.hour:02}",
    "s": "{0.second}",
    "ss": "{0.second:02}",
}
_MINUTES = {"m": "{0.minute}", "mm": "{0.minute:02}"}
_HALF_A_SECOND = timedelta(milliseconds=500)
_ELAPSED = ("[h", "[m", "[s")
_EXACT = 10**15


class _Token(NamedTuple):
    kind: str
    text: str


_PERCENT = _Token("literal", "%")


@cache
def show_of(code: str) -> Show | None:
    """Return what makes of a value with the format `code` the cell that is shown, or None where the value says it all."""
    if code.lower() in ("general", "@", ""):
        return None
    tokens = [
        _Token(match.lastgroup, match[match.lastgroup])
        for match in _TOKEN.finditer(code)
        if match.lastgroup is not None
    ]
    kinds = [token.text.lower() for token in tokens if token.kind == "date"]
    elapsed = any(token.kind == "odd" and token.text[:2].lower() in _ELAPSED for token in tokens)
    if kinds or elapsed:
        return _date_show(tokens, {kind[0] for kind in kinds})
    return partial(_number, tokens)


def of_text(text: str, value: Any) -> Any:  # noqa: ANN401 - cells are of any kind
    """Return the cell of a file that tells beside its value what it shows, `text`."""
    if isinstance(value, bool) or value in ("", None):
        return value
    if isinstance(value, float | int):
        return _number_shown(value, text)
    if not isinstance(value, date):
        return Shown(value, text)
    numbers = [int(digits) for digits in re.findall(r"\d+", text)]
    for of_another in (value.month, value.year, value.year % 100):
        if of_another in numbers:
            numbers.remove(of_another)
    day = "日" in text or value.day in numbers
    clock = ":" in text or "时" in text
    return value if day and not clock else Shown(value, text if clock else None, day=day)


def _number_shown(value: float, text: str | None) -> Any:  # noqa: ANN401 - cells are of any kind
    # What Excel has ruined is told apart by its value.
    if abs(value) >= _EXACT or text == plain_number(value):
        return value
    return Shown(value, text)


def _number(tokens: list[_Token], value: Any) -> Any:  # noqa: ANN401 - cells are of any kind
    """Return a number as `tokens` show it, if they are some digits with texts around them; texts stay."""
    if isinstance(value, bool) or not isinstance(value, float | int) or not math.isfinite(value):
        return value
    kinds = [token.kind for token in tokens]
    if "sections" in kinds:
        # The other sections are for what is negative, or nothing.
        tokens = tokens[: kinds.index("sections")] if value > 0 else []
    digits = [_DIGITS.fullmatch(token.text) for token in tokens if token.kind == "digits"]
    if len(digits) != 1 or digits[0] is None or any(token.kind == "odd" for token in tokens):
        return _number_shown(value, None)
    percents = sum(token == _PERCENT for token in tokens)
    whole = len(digits[0][0].partition(".")[0].replace("#,##", ""))
    decimals = len(digits[0]["decimals"] or "")
    number = Decimal(f"{abs(value):.15g}").scaleb(2 * percents)
    number = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    grouped = "," if digits[0]["grouped"] else ""
    width = whole + (decimals + 1 if decimals else 0)
    told = f"{number:0{width}{grouped}f}" if not grouped else f"{number:,f}"
    text = "".join(told if token.kind == "digits" else token.text for token in tokens)
    return _number_shown(value, f"-{text}" if value < 0 else text)


def _date_show(tokens: list[_Token], shows: set[str]) -> Show | None:
    """Return what shows a day or a time, or None for a whole day: in a text it is told by its value."""
    clock = not shows.isdisjoint("hs") or shows == {"m"} or not shows
    if not clock and shows >= {"d", "m"} and not shows.isdisjoint("ye"):
        return None
    day = "d" in shows or shows.isdisjoint("yem") or shows == {"m"}
    template = _template(tokens) if clock else None

    def show(value: Any) -> Any:  # noqa: ANN401 - cells are of any kind
        if isinstance(value, str | bool):
            return value
        moment = value
        if isinstance(value, time):
            moment = datetime.combine(date.min, value)
        elif isinstance(value, date) and not isinstance(value, datetime):
            moment = datetime.combine(value, time.min)
        if template is None or not isinstance(moment, datetime):
            return Shown(value, None, day=day)
        return Shown(value, template.format(moment + _HALF_A_SECOND), day=day)

    return show


def _template(tokens: list[_Token]) -> str | None:
    """Return the text in which a time is shown, with places for its parts, or None where some part is not known."""
    parts: list[str] = []
    dates = [token.text.lower() for token in tokens if token.kind == "date"]
    place = 0
    for kind, text in tokens:
        if kind != "date":
            parts.append(text.replace("{", "{{").replace("}", "}}"))
            if kind in ("odd", "sections", "digits"):
                return None
            continue
        # m stands for minutes behind hours or before seconds, else for the month.
        beside = (dates[place - 1][0] if place else "", (dates[place + 1 :] or " ")[0][0])
        minutes = dates[place][0] == "m" and (beside[0] == "h" or beside[1] == "s")
        part = (_MINUTES if minutes else _PARTS).get(dates[place])
        if part is None:
            return None
        parts.append(part)
        place += 1
    return "".join(parts)
