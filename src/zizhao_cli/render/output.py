"""Where an answer goes: stdout or a file, in the format that was asked for. stdout is data and nothing else."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from zizhao_cli.errors import UsageProblem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zizhao_cli.report.model import Record, Report, Row

FORMATS = ("table", "json", "csv", "tsv", "md")
NOT_WRITTEN = ("xlsx", "xls", "ods", "html", "docx", "pdf")
"""Endings of files that a plain table would only pretend to be."""
RECORD_FORMATS = ("table", "json")


class UnknownFormat(UsageProblem):
    def __init__(self, value: str, known: tuple[str, ...]) -> None:
        super().__init__(f"--format 不认识 {quoted(value)}", f"可写：{'、'.join(known)}")


def check_record_format(name: str) -> None:
    """Refuse a format that no single record comes in, before anything is written. Raises UnknownFormat."""
    if name not in RECORD_FORMATS:
        raise UnknownFormat(name, RECORD_FORMATS)


class BomWithoutCsv(UsageProblem):
    def __init__(self) -> None:
        super().__init__("--bom 只用于 csv 和 tsv", "去掉 --bom，或加 --format csv")


class Output:
    """What was asked of an answer's look and place: no format is that of the file's name; no `file`, or `-`, is stdout."""

    def __init__(
        self, asked: str | None = None, file: str | None = None, bom: bool = False
    ) -> None:
        """Refuse what no answer can be, and where none may go. Raises UnknownFormat, BomWithoutCsv, NotToBeOverwritten."""
        self.file, self.bom = file, bom
        self.format = _format_of(file) if asked is None else asked
        if self.format not in FORMATS:
            raise UnknownFormat(self.format, FORMATS)
        if self.bom and self.format not in ("csv", "tsv"):
            raise BomWithoutCsv
        if self.file not in (None, "-"):
            from zizhao_cli.render.target import refuse_treasure

            refuse_treasure(Path(str(self.file)))

    def report(self, report: Report) -> None:
        """Write a report or a list."""
        if self.format != "table":
            from zizhao_cli.render.data import REPORTS

            self._write(REPORTS[self.format](report))
        elif self.on_terminal():
            from zizhao_cli.render.terminal import draw

            draw(report)
        else:
            from zizhao_cli.render.plain import report_text

            self._write(report_text(report))

    def record(self, record: Record, content: Row) -> None:
        """Write one record: for people from `record`, as JSON from `content`."""
        if self.format == "json":
            self.json(content)
        elif self.format == "table":
            from zizhao_cli.render.plain import record_text

            self._write(record_text(record))
        else:
            raise UnknownFormat(self.format, RECORD_FORMATS)

    def json(self, content: Row) -> None:
        """Write one JSON object."""
        from zizhao_cli.render.data import to_json

        self._write(to_json(content))

    def on_terminal(self) -> bool:
        """Say whether the answer goes to a terminal."""
        return self.file in (None, "-") and sys.stdout.isatty()

    def _write(self, text: str) -> None:
        if self.bom:
            text = f"\ufeff{text}"
        if self.file not in (None, "-"):
            from zizhao_cli.render.target import write_file

            write_file(Path(str(self.file)), text.encode())
        elif self.format == "table":
            say(text)
        else:
            say_bytes(text.encode())


def _format_of(file: str | None) -> str:
    """Return the format that a file's name ends in, else a table."""
    ending = Path(file or "").suffix.lstrip(".").lower()
    return ending if ending in FORMATS + NOT_WRITTEN else "table"


def say(text: str) -> None:
    """Write `text` to stdout in the encoding of whoever reads it."""
    with _reader_may_go():
        sys.stdout.write(text)
        sys.stdout.flush()


def say_bytes(content: bytes) -> None:
    """Write to stdout what other programs read: UTF-8, whatever this machine's terminal speaks."""
    with _reader_may_go():
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


@contextmanager
def _reader_may_go() -> Iterator[None]:
    """Let a reader such as `head` stop reading without that being an error."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
