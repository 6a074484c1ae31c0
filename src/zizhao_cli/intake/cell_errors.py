"""Why a cell or a row is refused. Each becomes a problem of the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused
from zizhao_cli.errors import quoted

if TYPE_CHECKING:
    from datetime import date


class LostCharacters(Refused):
    def __init__(self, text: str) -> None:
        super().__init__(f"{quoted(text)} 里有字丢失了", "多半是用别的编码存过；找回原来的字再导入")


class PictureInCell(Refused):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"单元格里是图片，不是文字：{quoted(text)}",
            "整列是图片的用 --map 列名=pictures；否则写上文字，图片另用 --evidence 附上",
        )


class RuinedNumber(Refused):
    def __init__(self, value: str) -> None:
        super().__init__(
            f"{quoted(value)} 是被 Excel 改坏的长数字，后几位已丢失", "把这一列设为“文本”，重新填写"
        )


class NotAsShown(Refused):
    """A day, or a number with a format, where a text is wanted."""

    def __init__(self, value: str) -> None:
        super().__init__(
            f"单元格里存的是 {quoted(value)}，是日期或另有显示格式，不是文字",
            "把这一格设为“文本”，照看到的样子重新填写",
        )


class ErrorValue(Refused):
    def __init__(self, value: str) -> None:
        super().__init__(
            f"公式出错 {quoted(value)}",
            "改正公式，或填入值；没有算过的，用 Excel/WPS 打开并保存一次",
        )


class NothingAbove(Refused):
    def __init__(self, value: str) -> None:
        super().__init__(f"{quoted(value)} 上面没有可照抄的内容", "请写出内容")


class CellMissing(Refused):
    def __init__(self, heading: str) -> None:
        super().__init__(f"{heading}没有填", "请填写")


class UnitWithin(Refused):
    """The name of another unit in a line that is no record, where the unit was said for the whole table."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"这一行只写了单位 {quoted(text)}，而全表的单位是另外说明的",
            "按单位分成几份导入，或在表里加上单位列",
        )


class DayIncomplete(Refused):
    """A day without its year, or without year and month."""

    def __init__(self, heading: str, text: str, *, month: bool) -> None:
        super().__init__(
            f"{heading} {quoted(text)} 没有写是哪年{'哪月' if month else ''}",
            f"请写全年月日{'' if month else '；全表同一年，用 --year 2022 说明'}",
        )


class DayAfterItsYear(Refused):
    """12月28日 in a table that was filled in on 2025-01-05."""

    def __init__(self, heading: str, text: str, until: date) -> None:
        super().__init__(
            f"{heading} {quoted(text)} 没有写是哪年，算作 {until.year} 年就晚于表头以上的 {until}",
            f"请写全年月日；全表都是上一年的，用 --year {until.year - 1} 说明",
        )


class DayMaybeCut(Refused):
    """4.2, which a spreadsheet makes of 4.20."""

    def __init__(self, heading: str, text: str) -> None:
        super().__init__(
            f"{heading} {quoted(text)} 分不清是 {text} 还是 {text}0", "请写成 4月2日 这样的日期"
        )


class WeekdayDiffers(Refused):
    def __init__(self, text: str, weekday: str) -> None:
        super().__init__(f"{quoted(text)} 那天是星期{weekday}", "请核对日期")


class LineOrHazard(Refused):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"{quoted(text)} 分不清是隐患，还是合计、签字这样的一行",
            "是隐患的，去掉开头的“合计”“审核：”等字；不是的，删去这一行",
        )


class NotANumber(Refused):
    def __init__(self, text: str) -> None:
        super().__init__(f"{quoted(text)} 不是账本的编号", "新的记录，这一格留空，由账本编号")


class OnlyInOwnLists(Refused):
    """A state or a count of days in a row without the number of its record: read as a new one, it would lose them."""

    def __init__(self) -> None:
        super().__init__(
            "这一列由账本自己算，没有编号的一行不能写",
            "是账本里的记录，写上它的编号；是新的记录，清空这一格；不是账本的这一列，用 --ignore-column 略过",
        )


class NotADeadline(Refused):
    def __init__(self, value: str) -> None:
        super().__init__(
            f"{quoted(value)} 不是期限", "写日期，或“立即整改”；长期事项也要有到期的日子"
        )


class RowOfOtherWidth(Refused):
    def __init__(self, cells: int, headings: int) -> None:
        super().__init__(
            f"这一行有 {cells} 格，表头有 {headings} 格",
            "分隔符少了或多了，内容会错位：补上或删去，或用 Excel/WPS 另存为 .xlsx",
        )


class RowsWithinCell(Refused):
    """A quotation mark that is not closed takes the rows below for one text."""

    def __init__(self) -> None:
        super().__init__(
            "这一格里有换行，换行以后像是另外的行，多半是引号没有关上",
            "补上或删去引号；内容确是这样的，删去其中的换行",
        )


class CellsBeyondHeader(Refused):
    def __init__(self, count: int) -> None:
        super().__init__(f"比表头多出 {count} 格内容", "检查是否多了分隔符，或给多出的列补上标题")
