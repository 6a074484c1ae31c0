"""Lines of a sheet that are no records: a total, who filled it in, a note, the heading of a section."""

from __future__ import annotations

import re

_TOTAL = r"[合共总小]\s*计"
_FORM = rf"{_TOTAL}|填\s*[表报写]|制\s*表|注意事项"
_WORDS = rf"{_FORM}|备\s*注|说\s*明|注[:：]|审\s*核|(?:单位)?负责人|签\s*[字名]|联系电话|以\s*下\s*(?:空白|无)"
_BEGINS = re.compile(_WORDS)
_OF_A_FORM = re.compile(_FORM)
"""What no hazard and no remark begins with."""
_LABEL = re.compile(
    rf"(?:{_TOTAL})(?=[\s\d:：共]|$)|注[:：]|以\s*下\s*(?:空白|无(?:正文|内容)?)(?=\W|$)"
    rf"|(?:{_WORDS})(?:人员?|单位|部门|领导|负责人|日期|时间|要求|说明|意见|事项|签\s*[字名章]|盖\s*章|[\s\d])*"
    r"(?:[(（](?:签|盖|公?章)[^)）]*[)）]\s*)?(?:[:：(（]|$)"
)
"""What is written before a colon or stands alone: 填表人：王桂芳, 说明, 审核; not 审核记录缺失."""
_SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}\s*[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}(?:部分|[类项])"
)
_MAY_BE = re.compile(f"{_BEGINS.pattern}|{_SECTION.pattern}")
_NAMES_A_SECTION = re.compile(
    r"(?:[类项]|方面|部分|安全|情况|内容|管理)(?:[(（].*[)）])?\s*[:：]?$"
)


def may_be_line(first: str) -> bool:
    """Say whether a row whose first filled cell says `first` needs a closer look."""
    return _MAY_BE.match(first) is not None


def begins_as_line(text: str) -> bool:
    """Say whether a text begins with 合计, 填表人 or the like."""
    return _BEGINS.match(text) is not None


def is_label(text: str) -> bool:
    """Say whether a text is a total, or has 填表人 or the like before a colon or alone."""
    return _LABEL.match(text) is not None


def is_of_a_form(text: str) -> bool:
    """Say whether a text begins as no hazard and no remark does: with 合计, 填表, 注意事项."""
    return _OF_A_FORM.match(text) is not None


def is_section(text: str, *, among_texts: bool) -> bool:
    """Say whether a text is the heading of a section: 一、消防类.

    Where hazards and remarks stand, 一、灭火器过期 is one of them, so the heading must also end as one.
    """
    return _SECTION.match(text) is not None and (
        not among_texts or _NAMES_A_SECTION.search(text) is not None
    )
