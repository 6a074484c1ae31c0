"""Cells that say one of a few words: a kind, a result, a level; and how a re-inspection ended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zizhao_cli.domain.boxes import answer
from zizhao_cli.domain.placeholders import is_placeholder
from zizhao_cli.domain.text import is_blank, matching_key
from zizhao_cli.domain.values import Result
from zizhao_cli.intake.rows.cell_text import as_text

if TYPE_CHECKING:
    from zizhao_cli.domain.values import Word

_PASSED = {"合格", "通过", "已整改", "已销号", "复查合格", "整改合格", "pass"}
_FAILED = {
    "不合格",
    "不通过",
    "未通过",
    "整改中",
    "fail",
    "未合格",
    "没有通过",
    "没通过",
    "不同意销号",
    "不予销号",
    "复查不合格",
    "整改不合格",
    "验收不合格",
}
_FAILED |= {
    "不符合",
    "否",
    "×",
    "✗",
    "✘",
    "x",
    "未销号",
    "未闭合",
    "未闭环",
    "未关闭",
    "不到位",
    "未解决",
}
_PUT_RIGHT = {
    "√",
    "✓",
    "✔",
    "☑",
    "是",
    "已完成",
    "完成",
    "整改完成",
    "已整改完成",
    "已完成整改",
    "已闭环",
    "闭环",
    "整改到位",
}
_PUT_RIGHT |= {"已整改到位", "已到位", "已落实", "已解决", "完成整改"}
"""What says that it was put right, and not that anybody looked at it again."""
_WHETHER = re.compile(r"是否(?:符合|合格|达标)(?:要求|规定|标准)?\??")
_YES, _NO = {"是", "√", "✓", "✔"}, {"否", "×", "✗", "✘", "x"}
_NOT_DONE = (
    "未整改",
    "暂未",
    "未完成",
    "未落实",
    "未到位",
    "整改不到位",
    "尚未",
    "仍未",
    "正在",
    "部分",
    "待",
    "继续整改",
    "限期整改",
    "需整改",
    "仍",
)
"""How a result begins that says the hazard is still there."""


def word(words: type[Word], heading: str, cell: object) -> str | None:
    """Return which of the closed list `words` a cell says, or None where it is blank. Raises what the list refuses."""
    text = answer(as_text(cell))
    return None if is_blank(text) else words.parse(heading, text).value


def word_or_placeholder(words: type[Word], heading: str, cell: object) -> str | None:
    """Return what `word` does, or None also for a stroke or 无. Raises as it does."""
    return None if is_placeholder(as_text(cell)) else word(words, heading, cell)


def words_or_placeholder(words: type[Word], heading: str, cell: object) -> list[str] | None:
    """Return which of the closed list `words` a cell names, with 、 or commas between them; None for a stroke or 无. Raises what the list refuses."""
    text = as_text(cell)
    if is_placeholder(text):
        return None
    return [
        words.parse(heading, part).value for part in re.split("[、，,；;]", text) if part.strip()
    ]


def asks_whether(heading: str) -> bool:
    """Say whether a heading asks for yes or no: 是否符合."""
    return _WHETHER.fullmatch(matching_key(heading)) is not None


def passed_or_not(words: type[Word], heading: str, cell: object) -> str | None:
    """Return what `word` does, or under a heading that asks whether it passed what 是, √, 否 or × answer."""
    answered = matching_key(answer(as_text(cell)))
    if answered in _YES or answered in _NO:
        return (Result.PASS if answered in _YES else Result.FAIL).value
    return word(words, heading, cell)


class NotPassed(str):
    """What a sheet says of a re-inspection in words that are not known as passed: the clock runs on."""

    __slots__ = ()


def review_result(cell: object) -> bool | str | None:
    """Return whether the re-inspection passed, or the text where it does not say so.

    √, 是 or 已完成 say that it was put right, and close nothing; any other words are NotPassed. Raises BoxesUnclear.
    """
    text = answer(as_text(cell))
    key = matching_key(text)
    if key in _PASSED:
        return True
    if key in _FAILED or key.startswith(_NOT_DONE):
        return False
    if is_placeholder(text):
        return None
    return text.strip() if key in _PUT_RIGHT else NotPassed(text.strip())
