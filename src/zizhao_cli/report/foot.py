"""What stands above and below every form that is handed upward: whose it is, of which day, and who answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli import settings_file
from zizhao_cli.errors import visible

if TYPE_CHECKING:
    from datetime import date

TO_SIGN = "＿＿＿＿＿＿"
"""What is left for a pen where nothing is set."""
_GAP = "　　"


def above(day: date, *said: str) -> str:
    """Return the line above a form of `day`, which also says what it is of. Raises BrokenSettings, MachineFault."""
    return _GAP.join([f"填报单位（盖章）：{_set('reporting_unit')}", *said, f"填报日期：{day}"])


def below() -> str:
    """Return the line below a form; who is not set signs it. Raises BrokenSettings, MachineFault."""
    signed = {"审核人": "reviewed_by", "填表人": "filled_by", "联系电话": "phone"}
    told = (f"{name}：{_set(key)}" for name, key in signed.items())
    return _GAP.join([f"单位负责人（签字）：{TO_SIGN}", *told])


def _set(key: str) -> str:
    return visible(settings_file.read().get(key, "")) or TO_SIGN
