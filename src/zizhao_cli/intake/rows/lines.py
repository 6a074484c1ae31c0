"""Lines of a sheet that are no records: a total, who filled it in, a note, the heading of a section."""

from __future__ import annotations

import re

from zizhao_cli.domain.placeholders import no_name

_TOTAL = r"[合共总小]\s*计"
_FORM = rf"{_TOTAL}|填\s*[表报写]|制\s*表|注意事项"
_SIGNED = r"(?:[^:：\s未没无不]{0,12}[(（]?(?:签\s*[字名章]|盖\s*章)[)）]?(?=\s*[:：]))"
"""检查人签字：, 负责人（签字）：; not 责任书未签字：."""
_WORDS = rf"{_FORM}|{_SIGNED}|备\s*注|说\s*明|注[:：]|审\s*核|(?:单位)?负责人|签\s*[字名]|联系电话|以\s*下\s*(?:空白|无)"
_BEGINS = re.compile(_WORDS)
_OF_A_FORM = re.compile(_FORM)
"""What no hazard and no remark begins with."""
_LABEL = re.compile(
    rf"(?:{_TOTAL})(?=[\s\d:：共]|$)|注[:：]|以\s*下\s*(?:空白|无(?:正文|内容)?)(?=\W|$)"
    rf"|(?:{_WORDS})(?:人员?|单位|部门|领导|负责人|日期|时间|要求|说明|意见|事项|签\s*[字名章]|盖\s*章|[\s\d])*"
    r"(?:[(（][^)）]*[)）]?\s*)?(?:[:：]|$)"
)
"""What is written before a colon or stands alone: 填表人：王桂芳, 说明, 审核; not 审核记录缺失."""
_OF_ALL = re.compile(rf"(?:本?[页月年次])?{_TOTAL}\s*[:：]?")
_SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}\s*[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}(?:部分|[类项])"
)
_NUMBERS = re.compile(r"[\d一二三四五六七八九十()（）、.．\s]+")
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


def says_more(text: str) -> bool:
    """Say whether a label is followed by something: 审核：年审过期, 合计3处."""
    found = _LABEL.match(text)
    return found is not None and bool(text[found.end() :].strip(" :："))


def is_total(text: str) -> bool:
    """Say whether a text is but 合计, 小计, 本页合计."""
    return _OF_ALL.fullmatch(text) is not None


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


def is_beside_a_name(text: str) -> bool:
    """Say whether a text is a number, or 小计 or the like."""
    return _NUMBERS.fullmatch(text) is not None or begins_as_line(text)


def named_by_section(text: str) -> str:
    """Return what the heading of a section names: 先进村 of 二、先进村 or 单位：先进村."""
    return re.split("[:：]", _SECTION.sub("", text, count=1).strip("、.．:： "))[-1].strip()


def stands_in_a_line(text: str) -> bool:
    """Say whether a cell may stand beside 合计 or 审核：甲某 in a line that is no record: a number, a day, another label."""
    return no_name(text) or ":" in text or "：" in text or begins_as_line(text)
