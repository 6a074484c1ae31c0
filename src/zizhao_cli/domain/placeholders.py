"""What people write where there is nothing to write: / or 无 in a column, 未发现隐患 in the place of a hazard."""

from __future__ import annotations

import re

from zizhao_cli.domain.errors import HazardUnclear, NobodyNamed, NoHazardToRegister
from zizhao_cli.domain.text import SHORT_TEXT, is_blank, matching_key, typed

_AROUND = '。.“”"()'
_LONGEST = 40
"""Characters; nobody needs more to say that there is nothing."""
_PLACEHOLDERS = frozenset(("/", "\\", "|", "-", "--", "—", "——", "无", "暂无", "没有"))
_NONE = (
    r"(?:经|检查|自查|目前|现场|暂时|暂|均|都|尚)*(?:无|没有发现|没有|没发现|未发现|未见|未查出|未检查出|未排查出|不存在)"
    r"(?:任何|明显|其他|其它|新的|新{more})*(?:(?:安全|生产|消防|事故)*(?:问题|隐患|异常|缺陷)(?:情况|现象)?[和及与、,]*)*"
)
_NOTHING = re.compile(_NONE.format(more=""))
_NOTHING_GRAVE = re.compile(_NONE.format(more="|重大|较大|严重|一般"))
_FINE = frozenset(("正常", "一切正常", "合格", "符合", "符合要求", "符合规定", "良好", "情况良好"))
_MARKS = re.compile(r"[√✓✔×✗○〇是否有0-9]|n/?a")


def is_placeholder(text: str) -> bool:
    """Say whether a cell is blank, or holds but a stroke or 无, which leaves its column open as well."""
    return is_blank(text) or _bare(text) in _PLACEHOLDERS


def says_no_hazard(text: str) -> bool:
    """Say whether what stands in the place of a hazard says that there is none.

    Raises HazardUnclear for a mark, which may mean either, and for 未发现重大隐患, which leaves the others open.
    """
    if len(text) > _LONGEST:
        return False
    bare = _bare(text)
    if bare in _PLACEHOLDERS or bare in _FINE or _NOTHING.fullmatch(bare):
        return True
    if _MARKS.fullmatch(bare) or _NOTHING_GRAVE.fullmatch(bare):
        raise HazardUnclear(text)
    return False


def person(field: str, name: str) -> str:
    """Return a name unchanged. Raises NobodyNamed for a stroke or 无, and what `typed` raises."""
    if typed(field, name, SHORT_TEXT, lines=False) and is_placeholder(name):
        raise NobodyNamed(field, name)
    return name


def hazard_title(text: str) -> str:
    """Return what is wrong unchanged.

    Raises NoHazardToRegister for 无 and the like, HazardUnclear, and what `typed` raises.
    """
    if says_no_hazard(typed("隐患描述", text)):
        raise NoHazardToRegister(text)
    return text


def _bare(text: str) -> str:
    return matching_key(text).strip(_AROUND)
