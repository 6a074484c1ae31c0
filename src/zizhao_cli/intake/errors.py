"""Why a file is refused as a whole. Each names the place in its file, for it becomes a problem of the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.errors import UsageProblem, bounded, quoted, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_MOST_HEADINGS = 20


def _listed(headings: Iterable[str]) -> str:
    """Return the first headings of a table as a message shows them."""
    found = [heading for heading in headings if heading]
    more = "…" if len(found) > _MOST_HEADINGS else ""
    return "、".join(bounded(heading) for heading in found[:_MOST_HEADINGS]) + more


class FileRefused(Refused):
    """A file that cannot be taken; `line` and `column` say where, if anywhere."""

    def __init__(
        self, sentence: str, way_out: str, *, line: int | None = None, column: str | None = None
    ) -> None:
        super().__init__(sentence, way_out)
        self.line = line
        self.column = column
        self.sheet: str | None = None
        self.parts: list[FileRefused] = [self]
        self.seen: list[list[str]] = []
        """Rows of the file in which its headings may stand, where that is why it is refused."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it pass between processes as it is, rather than be built once more of its sentence."""
        return type(self).__new__, (type(self),), self.__dict__


class ColumnsRefused(FileRefused):
    """Several columns at once; `parts` has one refusal for each."""

    def __init__(self, parts: list[FileRefused], seen: list[list[str]]) -> None:
        super().__init__("、".join(part.sentence for part in parts), parts[0].way_out or "")
        self.parts = parts
        self.seen = seen


class NotARegularFile(FileRefused):
    def __init__(self) -> None:
        super().__init__("不是普通文件（文件夹、管道或设备）", "请给出文件；从管道读用 - 和 --type")


class FileNotReadable(FileRefused):
    def __init__(self, reason: str) -> None:
        super().__init__(f"读不了：{visible(reason)}", "请核对文件名和权限")


class LockFile(FileRefused):
    def __init__(self, book: str) -> None:
        super().__init__(
            f"是 Excel/WPS 打开 {quoted(book)} 时的锁文件，不是表格",
            f"在 Excel/WPS 里存好、关掉，再导入 {visible(book)}",
        )


class UnknownFileType(FileRefused):
    def __init__(self, ending: str, known: Iterable[str]) -> None:
        super().__init__(
            f"不认识的文件类型 {quoted(ending)}", f"可用：{'、'.join(known)}；也可用 --type 指明"
        )


class TypeMissing(UsageProblem):
    def __init__(self) -> None:
        super().__init__("从标准输入读，缺少 --type", "如 --type csv")


class NotInEncoding(FileRefused):
    def __init__(self, encoding: str, offset: int, byte: int) -> None:
        super().__init__(
            f"第 {offset} 字节（0x{byte:02x}）不是 {encoding} 文字",
            "请在 Excel/WPS 中另存为“CSV UTF-8”，或用 --encoding 指明编码",
        )


class UnknownEncoding(UsageProblem):
    def __init__(self, encoding: str) -> None:
        super().__init__(f"--encoding 不认识 {quoted(encoding)}", "可写：utf-8、gb18030、utf-16")


class EncodingNotSaid(FileRefused):
    """A workbook from before Unicode that does not name its code page."""

    def __init__(self) -> None:
        super().__init__(
            "这个 .xls 格式很旧，没有写明文字的编码",
            "中文系统存的用 --encoding gb18030；或用 Excel/WPS 另存为 .xlsx",
        )


class NulByte(FileRefused):
    def __init__(self, line: int) -> None:
        super().__init__(
            "有 NUL 字节，不是文本", "文件可能已损坏，或其实是工作簿；请另存后重试", line=line
        )


class LineTooLong(FileRefused):
    def __init__(self, line: int, limit: int) -> None:
        super().__init__(f"这一行超过 {limit} 个字符", "请检查引号是否成对", line=line)


class BrokenCsv(FileRefused):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(
            f"引号或分隔符不合 CSV 规则（{visible(reason)}）",
            "引号要成对；内容里的引号写成两个",
            line=line,
        )


class BrokenJson(FileRefused):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(
            f"不是一个 JSON 对象（{visible(reason)}）",
            "每行一个对象，键见 zizhao schema",
            line=line,
        )


class WorkbookBroken(FileRefused):
    def __init__(self, reason: str) -> None:
        super().__init__(f"打不开工作簿：{visible(reason)}", "请用 Excel/WPS 打开并另存后重试")


class NotAWorkbook(FileRefused):
    """Web systems call pages and texts .xls, and Excel opens them."""

    def __init__(self, *, web_page: bool) -> None:
        super().__init__(
            f"不是工作簿，内容是{'网页（HTML 或 XML）' if web_page else '文字或别的东西'}，只是文件名像",
            "请用 Excel/WPS 打开，另存为 .xlsx；其实是 csv 的，写 --type csv",
        )


class WorkbookNamedOtherwise(FileRefused):
    def __init__(self, content: str, ending: str) -> None:
        super().__init__(
            f"内容是 .{content}，文件名却是 .{ending}",
            f"把文件名的结尾（和 --type）改成 .{content} 再导入",
        )


class WorkbookCalledText(FileRefused):
    def __init__(self, ending: str) -> None:
        super().__init__(
            f"内容是工作簿，却当作 .{ending} 来读",
            "把文件名的结尾改成 .xlsx（旧格式是 .xls）再导入",
        )


class WorkbookEncrypted(FileRefused):
    def __init__(self) -> None:
        super().__init__("工作簿有打开密码", "请去掉密码另存后重试")


class WorkbookTooLarge(FileRefused):
    def __init__(self, what: str) -> None:
        super().__init__(
            f"工作簿过大：{what}", "请只保留要导入的表格，另存为新文件；行太多的分成几份"
        )


class MemoryShort(FileRefused):
    def __init__(self, what: str) -> None:
        super().__init__(
            f"内存不够，没有读完：{what}",
            "关掉别的程序再试；或把文件分成几份，用 --sheet 只读一张，或另存为 csv",
        )


class OpenDocumentMisread(FileRefused):
    """A cell that the reader would take otherwise than it is shown."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"有一格{what}，从 .ods 读不准", "请另存为 .xlsx 后导入", line=line)


class NoSuchSheet(FileRefused):
    def __init__(self, name: str, sheets: Iterable[str]) -> None:
        super().__init__(
            f"没有工作表 {quoted(name)}", f"可用：{'、'.join(visible(sheet) for sheet in sheets)}"
        )


class NoHeader(FileRefused):
    def __init__(
        self, required: Iterable[str], seen: list[list[str]] | None = None, rows: int = 0
    ) -> None:
        self.found = max(
            ([word for word in row if word] for row in seen or []), key=len, default=[]
        )
        super().__init__(
            f"没有找到表头，最像的一行是：{_listed(self.found)}",
            f"表头至少要有：{'、'.join(required)}；列名不同时用 --map 列名=键",
        )
        self.seen = seen or []
        self.rows = rows
        """How many rows have two or more filled cells."""


class SheetNotUnderstood(FileRefused):
    """A sheet that would be left out beside others that are read."""

    def __init__(self, sheet: str, rows: int, found: Iterable[str]) -> None:
        super().__init__(
            f"工作表“{visible(sheet)}”没有找到表头，里面有 {rows} 行，最像表头的是：{_listed(found)}",
            "用 --map 列名=键 说明它的各列；不要它，用 --sheet 名称 只读别的一张",
        )


class NoTable(FileRefused):
    def __init__(self) -> None:
        super().__init__("没有内容", "请核对文件")


class ListWithoutNumbers(FileRefused):
    """One of the program's own lists without its numbers: what is closed or struck out in it would come in as new."""

    def __init__(self, columns: Sequence[str], line: int) -> None:
        super().__init__(
            f"是账本导出的清单（有 {'、'.join(map(visible, columns))}），却没有各条的编号",
            "连编号一列一起导出再导入；不是账本导出的，用 --ignore-column 略过这几列",
            line=line,
        )


class UnknownColumn(FileRefused):
    def __init__(self, heading: str, line: int) -> None:
        super().__init__(
            f"不认识的列 {quoted(heading)}",
            "用 --map 列名=键 说明它是什么，或用 --ignore-column 列名 略过",
            line=line,
            column=heading,
        )
        self.means: str | None = None
        """The key that its cells tell of, where they do."""


class ColumnTwice(FileRefused):
    def __init__(self, heading: str, first: str, line: int, place: int) -> None:
        super().__init__(
            f"列 {quoted(heading)} 和 {quoted(first)} 是同一项",
            f"用 --ignore-column 略过其中一列；两列同名时写它是第几列，如 {place}",
            line=line,
            column=heading,
        )


class ColumnMissing(FileRefused):
    def __init__(self, key: str, headings: Sequence[str], found: Iterable[str], line: int) -> None:
        super().__init__(
            f"缺少列：{'、'.join(headings)}；表头是：{_listed(found)}",
            f"补上这一列；或用 --set {key}=值 给全表一个值",
            line=line,
            column=headings[0],
        )
        self.key = key


class YearDiffers(FileRefused):
    def __init__(self, source: str, year: int, named: int, line: int | None) -> None:
        super().__init__(
            f"{source}说是 {year} 年，表头以上（或表名）写的是 {named} 年",
            f"请核对；表里写的对，用 --year {named}；写错了，先改表",
            line=line,
        )


class SaidAgain(FileRefused):
    """Where a second table begins below a first, whose unit or day stands in a line above it."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(
            f"表里又写了{quoted(what)}：表头以上说的单位、日期只管一张表",
            "从这一行起另存成一份导入，或在表里加上单位、日期列",
            line=line,
        )


class UnknownKey(UsageProblem):
    def __init__(self, option: str, key: str, known: Iterable[str]) -> None:
        super().__init__(f"{option} 不认识键 {quoted(key)}", f"可写：{'、'.join(known)}")


class NotAPair(UsageProblem):
    def __init__(self, option: str, text: str) -> None:
        super().__init__(
            f"{option} {quoted(text)} 应写成 名=值",
            f"如 {option} {'measure=6' if option == '--set' else '隐患情况=hazard'}",
        )


class FileChanged(FileRefused):
    def __init__(self) -> None:
        super().__init__("读的时候文件还在变", "等写完再导入")
