"""What people write where there is nothing to write: / or 无 in a column, 未发现隐患 in the place of a hazard."""

from __future__ import annotations

import re

from zizhao_cli.domain.boxes import OPEN, TICKED, answer
from zizhao_cli.domain.errors.records import (
    HazardUnclear,
    NobodyNamed,
    NoHazardToRegister,
    NoUnitNamed,
)
from zizhao_cli.domain.text import SHORT_TEXT, is_blank, matching_key, typed

_AROUND = '。.；;！!，,“”"()'
DITTO_WORDS = ("同上", "〃", "″", "同前")
"""What means the cell above it in a sheet, and nobody in a command."""
_LONGEST = 40
"""Characters; nobody needs more to say that there is nothing."""
_STROKES = r"[-‐-―─−~/\\|_]+|无|暂无|没有"
_LEFT_OPEN = re.compile(rf"{_STROKES}|一|n/?a|暂缺")
_BEFORE = "(?:经|通过|本次|此次|现场|自查|检查|排查|巡查|目前|暂时|暂|均|都|尚|[,:、])*"
_NOT = "(?:无|没有发现|没有|没发现|没|未发现存在|未发现|未见|未查出|未检查出|未排查出|不存在)"
_WHAT = (
    "(?:(?:任何|明显|其他|其它|新的|新{more})*(?:安全|生产|消防|火灾|事故|违法|违规)*"
    "(?:问题|隐患|异常|缺陷|违法行为|违规行为|违法违规行为)(?:情况|现象)?[和及与、,]*)+"
)
_NOTHING = re.compile(_BEFORE + _NOT + _WHAT.format(more=""))
_NOTHING_GRAVE = re.compile(_BEFORE + _NOT + _WHAT.format(more="|重大|较大|严重|一般"))
_NOTHING_NAMED = re.compile(_BEFORE + _NOT)
"""没有 or 未见 alone: beside 灭火器 in another column it says what is lacking."""
_FINE = re.compile("暂?未发现|没有发现|(?:一切|运行)?正常|合格|符合(?:要求|规定)?|(?:情况)?良好")
_THERE_IS_ONE = ("有", "是", "存在", "有隐患", "有问题", "不符合", "不合格")
"""What a ticked box may say of a hazard, without saying which."""
_NO_UNIT = re.compile(
    rf"[{TICKED}{OPEN}]|^(?:本?[页月年次]?[合共总小]计|[\d一二三四五六七八九十两]+[家处个户])$"
)
_MARKS = re.compile(
    r"[\W_]+|[一是否有1-9]|[0零○〇][处项个条件起]?(?:安全)?(?:隐患|问题)?|n/?a|不涉及|不适用"
)
_ASIDE = re.compile(
    r"\([^)]*(?:\)|$)|[;,。、]|\d+(?:[.、):]|(?=[无没未]))|[^:]{0,6}(?:隐患|问题|数量?|情况):"
)
"""What stands around the words in 1.无；2.无, 无（现场良好） and 隐患数：0."""


_SURE = (_FINE, re.compile(_STROKES), _NOTHING)
_UNSURE = (_MARKS, _NOTHING_NAMED, _NOTHING_GRAVE, re.compile(_BEFORE + f"(?:{_FINE.pattern})"))

_WORDS = "".join(known.pattern for known in (*_SURE, *_UNSURE))
_OF_NONE = "".join(sorted(sign for sign in {*_WORDS} if "一" <= sign <= "鿿"))
_PLAIN = re.compile(r"[一-鿿0-9A-Za-z、，。 ]+")
"""Texts in which nothing stands aside, in brackets or before a colon."""
_NAMES_ONE = re.compile(rf"[^{_OF_NONE}\0-䷿ꀀ-\U0010ffff]")
"""A Chinese character that is in no word for nothing."""


def is_placeholder(text: str) -> bool:
    """Say whether a cell is blank, or holds but a stroke or 无, which leaves its column open as well.

    √ is none: in the place of a day it says that something was done, and not when.
    """
    return is_blank(text) or _LEFT_OPEN.fullmatch(_bare(text)) is not None


def names_nobody(text: str) -> bool:
    """Say whether what stands in the place of a name is a placeholder, or signs alone."""
    return is_placeholder(text) or re.fullmatch(r"[\W_]+", text) is not None


def says_no_hazard(text: str) -> bool:
    """Say whether what stands in the place of a hazard says that there is none.

    Printed boxes say what is ticked. Raises HazardUnclear for a mark and for 尚无, which may mean either, for
    未发现重大隐患, which leaves the others open, and for such words in a list or with a remark; BoxesUnclear.
    """
    if len(text) > _LONGEST or (_PLAIN.fullmatch(text) and _NAMES_ONE.search(text)):
        return False
    ticked = answer(text)
    bare = _bare(ticked) or "?"
    if ticked != text and bare in _THERE_IS_ONE:
        raise HazardUnclear(text)
    if any(known.fullmatch(bare) for known in _SURE):
        return True
    parts = [part for part in _ASIDE.split(bare) if part] or [bare]
    if all(any(known.fullmatch(part) for known in (*_SURE, *_UNSURE)) for part in parts):
        raise HazardUnclear(text)
    return False


def person(field: str, name: str) -> str:
    """Return a name unchanged. Raises NobodyNamed for a stroke or 无, a day or a number, and what `typed` raises."""
    kept = typed(field, name, SHORT_TEXT, lines=False)
    if names_none(kept):
        raise NobodyNamed(field, name)
    return name


def unit_name(text: str) -> str:
    """Return the name of a unit unchanged. Raises NoUnitNamed for 无, 合计, a day, a number, 3家, □企业."""
    key = matching_key(text)
    if says_nothing(text) or no_name(key) or _NO_UNIT.search(key):
        raise NoUnitNamed(text)
    return text


def names_none(text: str) -> bool:
    """Say whether what stands in the place of a name is none at all: a placeholder, a ditto, a day or a number."""
    return says_nothing(text) or no_name(text)


def says_nothing(text: str) -> bool:
    """Say whether what was written is a placeholder, or signs alone; 0 is an amount."""
    return names_nobody(text) or text.strip() in DITTO_WORDS


def no_name(text: str) -> bool:
    """Say whether what stands in the place of a name is a day or a number: a row may be shifted by a cell."""
    return re.fullmatch(r"[\d\W_年月日号]+", text) is not None


def registered_person(name: str | None) -> str | None:
    """Return who is registered, or None for a stroke from before these were refused."""
    return None if name is None or names_nobody(name) else name


def hazard_title(text: str) -> str:
    """Return what is wrong unchanged.

    Raises NoHazardToRegister for 无 and the like, HazardUnclear, and what `typed` raises.
    """
    if says_no_hazard(typed("隐患描述", text)):
        raise NoHazardToRegister(text)
    return text


def _bare(text: str) -> str:
    return matching_key(text).strip(_AROUND)
