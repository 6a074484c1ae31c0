"""What somebody typed cannot be: texts, words, amounts, days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused
from zizhao_cli.errors import quoted, visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class BlankText(Refused):
    def __init__(self, field: str) -> None:
        super().__init__(f"{field}是空的，或只有空格", f"请写明{field}")


class ControlCharacter(Refused):
    def __init__(self, field: str, value: str, place: int) -> None:
        if (
            "\ud800" <= value[place - 1] <= "\udfff"
        ):  # how Python holds bytes that it could not decode
            super().__init__(
                f"{field}第 {place} 个字符起不是本机编码的文字",
                "多半是用 GBK 写的：把终端或脚本改成 UTF-8 后重试",
            )
            return
        super().__init__(
            f"{field}第 {place} 个字符 {visible(value[place - 1]).strip() or '（换行）'} 是控制字符，不能入账",
            "删去该字符后重试；多半是从别处复制时带来的",
        )


class TextTooLong(Refused):
    def __init__(self, field: str, length: int, limit: int) -> None:
        super().__init__(f"{field}有 {length} 个字，最多 {limit} 个字", "请写得短一些，或分成几条")


class UnknownWord(Refused):
    def __init__(self, field: str, value: str, choices: Iterable[str]) -> None:
        between = " " if field[-1:].isascii() else ""
        super().__init__(f"{field}{between}不认识 {quoted(value)}", f"可写：{'、'.join(choices)}")


class BadAmount(Refused):
    def __init__(self, field: str, value: str) -> None:
        super().__init__(
            f"{field} {quoted(value)} 不能是负数", "以元为单位写，如 5000、2万元，或写明来源"
        )


class NotAnAmount(Refused):
    def __init__(self, field: str, value: str) -> None:
        super().__init__(f"{field} {quoted(value)} 不是金额", "以元为单位写，如 5000、2万元")


class NotACount(Refused):
    def __init__(self, field: str, value: str) -> None:
        super().__init__(f"{field} {quoted(value)} 不是个数", "写整数，如 0、12")


class BadDate(Refused):
    def __init__(self, field: str, value: str) -> None:
        super().__init__(
            f"{field} {quoted(value)} 不是日期",
            "可写 2022-04-20、2022/4/20、2022.4.20、20220420、2022年4月20日",
        )


class NoSuchDay(Refused):
    def __init__(self, field: str, value: str) -> None:
        super().__init__(f"{field} {quoted(value)}：历法上没有这一天", "请核对年月日")


class MonthWithoutDay(Refused):
    def __init__(self, field: str, value: str) -> None:
        super().__init__(f"{field} {quoted(value)} 只有年月，没有日", "请写到日，如 2022-04-20")


class YearOutOfRange(Refused):
    def __init__(self, field: str, value: str, first: int, last: int) -> None:
        super().__init__(f"{field} {quoted(value)} 不在 {first}–{last} 年之间", "请核对年份")


class FutureDay(Refused):
    def __init__(self, field: str, day: date, today: date) -> None:
        super().__init__(f"{field} {day} 还没有到（今天是 {today}）", "账本只记已经发生的事")


class BadMoment(Refused):
    def __init__(self, field: str, value: str) -> None:
        super().__init__(
            f"{field} {quoted(value)} 不是几月几日几点几分",
            "可写 2022-05-03 14:20、2022年5月3日14时20分、今天 14:20、2022-05-03T14:20+08:00",
        )


class MomentWithoutTime(Refused):
    def __init__(self, field: str, value: str) -> None:
        super().__init__(
            f"{field} {quoted(value)} 只有日子，没有几点几分",
            "请写到分，如 2022-05-03 14:20；不知道几点的，这一项先不写",
        )


class MomentWithoutMinute(Refused):
    def __init__(self, field: str, value: str) -> None:
        super().__init__(
            f"{field} {quoted(value)} 只有几点，没有几分", "请写到分，如 14:20；整点写 14:00"
        )


class NoSuchTime(Refused):
    def __init__(self, field: str, value: str) -> None:
        super().__init__(
            f"{field} {quoted(value)}：没有这个时刻", "钟点从 00:00 到 23:59，时区如 +08:00"
        )


class FutureMoment(Refused):
    def __init__(self, field: str, moment: str, now: str) -> None:
        super().__init__(f"{field} {moment} 还没有到（现在是 {now}）", "账本只记已经发生的事")
