"""Where an answer goes: stdout or a file, in the format that was asked for. stdout is data and nothing else."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from copy import copy
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING

from zizhao_cli import settings
from zizhao_cli.ending import ENDING
from zizhao_cli.errors import MachineFault, UsageProblem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import IO, TypeAlias

    from zizhao_cli.report.model import Record, Report, Row

    Shown: TypeAlias = tuple[Record, Row]
    """A record as people see it, and as JSON has it."""

WORKBOOK, CALENDAR = "xlsx", "ics"
FORMATS = ("table", "json", "csv", "tsv", "md", WORKBOOK, "html")
NOT_WRITTEN = ("xls", "ods", "docx", "pdf", CALENDAR)
"""Endings of files that a plain table would only pretend to be."""
RECORD_FORMATS = ("table", "json")


class UnknownFormat(UsageProblem):
    def __init__(self, value: str, known: tuple[str, ...]) -> None:
        super().__init__(f"--format 不认识 {quoted(value)}", f"可写：{'、'.join(known)}")


def check_record_format(name: str) -> None:
    """Refuse a format that no single record comes in, before anything is written. Raises UnknownFormat."""
    if name not in RECORD_FORMATS:
        raise UnknownFormat(name, RECORD_FORMATS)


OF_PLAIN_TABLES = ("csv", "tsv")
HEADINGS = ("en", "zh")


class OnlyOfCsv(UsageProblem):
    def __init__(self, option: str) -> None:
        super().__init__(f"{option} 只用于 csv 和 tsv", f"去掉 {option}，或加 --format csv")


class UnknownHeadings(UsageProblem):
    def __init__(self, value: str) -> None:
        super().__init__(f"--headings 不认识 {quoted(value)}", "可写：en 英文键名、zh 中文列名")


class NotForTerminals(UsageProblem):
    def __init__(self) -> None:
        super().__init__("xlsx 不能显示在终端上", "加 --output 文件.xlsx，或用管道接走")


class WholeOnly(UsageProblem):
    def __init__(self) -> None:
        super().__init__(
            "--columns 不用于 ics：日历里每件事都是整的", "去掉 --columns，或换一种格式"
        )


class OnlyInWorkbook(UsageProblem):
    def __init__(self) -> None:
        super().__init__(
            "--pictures 只用于整本的 xlsx",
            "去掉 --pictures，或写 --output 文件.xlsx、不写 --columns",
        )


class Output:
    """What was asked of an answer's look and place: no format is that of the file's name; no `file`, or `-`, is stdout."""

    def __init__(
        self,
        asked: str | None = None,
        file: str | None = None,
        bom: bool = False,
        force: bool = False,
        columns: str | None = None,
        headings: str | None = None,
        *,
        besides: tuple[str, ...] = (),
    ) -> None:
        """Refuse what no answer can be, and where none may go; no `columns` are those of the format, and `besides` are formats of this answer alone.

        A file that stands there is replaced by an answer of the same form, or where `force` says so.
        Raises UnknownFormat, UnknownHeadings, OnlyOfCsv, WholeOnly, NotForTerminals, NotToBeOverwritten.
        """
        self.file, self.bom, self.force = file, bom, force
        self.columns, self.chinese = columns, headings == "zh"
        self.rehearsing = False
        self._workbook: IO[bytes] | None = None
        self.format = _format_of(file) if asked is None else asked
        if self.format not in (known := (*FORMATS, *besides)):
            raise UnknownFormat(self.format, known)
        if headings not in (None, *HEADINGS):
            raise UnknownHeadings(str(headings))
        for option, given in {"--bom": self.bom, "--headings": headings}.items():
            if given and self.format not in OF_PLAIN_TABLES:
                raise OnlyOfCsv(option)
        if self.format == CALENDAR and columns is not None:
            raise WholeOnly
        if self.format == WORKBOOK and self.on_terminal():
            raise NotForTerminals
        if self.to_file:
            from zizhao_cli.render.target import refuse_treasure

            refuse_treasure(Path(str(self.file)), self.format)

    def gather(self, report: Report) -> None:
        """Write a workbook of its own aside, whose rows come from the ledger, which is still open. Raises as write_workbook does."""
        if self.format == WORKBOOK and report.sheets and self.columns is None:
            self._workbook = _workbook_of(report)

    def report(self, report: Report) -> None:
        """Write a report or a list. Raises UnknownColumn, and what the file's place refuses."""
        if self.columns is not None:
            report = report.showing(self.columns)
        elif (
            self.on_terminal()
            and self.format == "table"
            and "list" in report.head
            and (usual := settings.configured("columns"))
        ):
            from zizhao_cli.report.model import UnknownColumn

            # What a person likes to see is of lists on a terminal alone, and of those that have it.
            with suppress(UnknownColumn):
                report = report.showing(usual)
        if self.chinese:
            from zizhao_cli.render.data import DELIMITERS, report_csv

            self._write(report_csv(report, DELIMITERS[self.format], chinese=True))
        elif self.format == WORKBOOK:
            self._deliver(self._workbook or _workbook_of(report), report.name)
        elif self.format != "table":
            from zizhao_cli.render.data import REPORTS

            self._write(REPORTS[self.format](report))
        elif self.on_terminal():
            from zizhao_cli.render.terminal import draw

            draw(report)
        else:
            from zizhao_cli.render.plain import report_text

            self._write(report_text(report, headed=self.to_file))

    def record(self, record: Record, content: Row) -> None:
        """Write one record: for people from `record`, as JSON from `content`."""
        self.records([(record, content)], "")

    def records(self, found: Sequence[Shown], listed: str) -> None:
        """Write records: for people one after the other, as JSON the one as it is, or several as the list `listed`."""
        if self.format == "json":
            rows = [content for _, content in found]
            several = {"list": listed, "count": len(rows), "rows": rows}
            self.json(rows[0] if len(rows) == 1 else several)
        elif self.format == "table":
            from zizhao_cli.render.plain import record_text

            self._write("\n".join(record_text(record) for record, _ in found))
        else:
            raise UnknownFormat(self.format, RECORD_FORMATS)

    def json(self, content: Row) -> None:
        """Write one JSON object."""
        from zizhao_cli.render.data import to_json

        self._write(to_json(content))

    def rehearsal(self) -> Output:
        """Return an output that refuses what this one would and writes nothing, for what is recorded before it is told."""
        twin = copy(self)
        twin.rehearsing = True
        return twin

    @property
    def to_file(self) -> bool:
        """Whether the answer goes to a file."""
        return self.file not in (None, "-")

    def on_terminal(self) -> bool:
        """Say whether the answer goes to a terminal."""
        return not self.to_file and sys.stdout.isatty()

    def _deliver(self, workbook: IO[bytes], name: str) -> None:
        """Write a workbook, which lies in an open file, where it goes."""
        with workbook:
            if not self.to_file:
                say_bytes(workbook)
                return
            from zizhao_cli.render.target import refuse_other_workbooks, write_file

            path = Path(str(self.file))
            if not self.force:
                refuse_other_workbooks(path, name)
            if not self.rehearsing:
                write_file(path, workbook)

    def _write(self, text: str) -> None:
        if self.bom:
            text = f"\ufeff{text}"
        if self.to_file:
            from zizhao_cli.render.target import refuse_others_work, write_file

            path = Path(str(self.file))
            if not self.force:
                refuse_others_work(path, text, self.format)
            if not self.rehearsing:
                write_file(path, text.encode())
        elif self.format == "table":
            say(text)
        else:
            say_bytes(text.encode())


def _workbook_of(report: Report) -> IO[bytes]:
    """Return an open file without a name that holds a report as a workbook, to be read from its beginning."""
    from tempfile import TemporaryFile

    from zizhao_cli.render.xlsx import report_xlsx

    try:
        file = TemporaryFile(prefix="zizhao-")  # noqa: SIM115 - whoever asked closes it
    except OSError as problem:
        raise MachineFault("写工作簿的临时文件", problem) from problem
    report_xlsx(report, file)
    file.seek(0)
    return file


def _format_of(file: str | None) -> str:
    """Return the format that a file's name ends in, else a table."""
    ending = Path(file or "").suffix.lstrip(".").lower()
    return ending if ending in FORMATS + NOT_WRITTEN else "table"


def say(text: str) -> None:
    """Write `text` to stdout in the encoding of whoever reads it."""
    with _reader_may_go():
        sys.stdout.write(text)
        sys.stdout.flush()


def say_bytes(content: bytes | IO[bytes]) -> None:
    """Write to stdout what other programs read, whatever this machine's terminal speaks: bytes, or what an open file holds."""
    with _reader_may_go():
        sys.stdout.flush()
        if isinstance(content, bytes):
            sys.stdout.buffer.write(content)
        else:
            copyfileobj(content, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def give(content: bytes, file: str | None, *, force: bool = False) -> None:
    """Write a file as it is where it goes, stdout for none: over nothing but the same, for somebody may have worked in it, unless `force` says so.

    Raises SomebodyElsesFile, MachineFault.
    """
    if file in (None, "-"):
        say_bytes(content)
        return
    from zizhao_cli.render.target import SomebodyElsesFile, write_file

    path = Path(str(file))
    if path.is_file() and not force and path.read_bytes() != content:
        raise SomebodyElsesFile(path)
    write_file(path, content)


@contextmanager
def _reader_may_go() -> Iterator[None]:
    """Let a reader such as `head` stop reading without that being an error, unless it was to be told what is recorded."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if ENDING.written:
            raise
