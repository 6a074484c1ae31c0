"""The file that an answer is written to: whole or not at all, and never over a ledger, a picture or what is being read."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from zizhao_cli.domain import own_workbook
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.evidence import BEGINNING, kind_of
from zizhao_cli.ending import ENDING
from zizhao_cli.errors import MachineFault, UsageProblem, bounded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

READABLE = 0o666
"""Reports are handed round as the umask allows; the ledger itself is its owner's alone."""
_ANEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_DATABASE = b"SQLite format 3\x00"
_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite adds to a database's name for the files that it keeps beside it."""
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_LONGEST_LINE = 1 << 16
_WORKBOOKS = _PACKED[:2]
_EVIDENCE = re.compile(r"[0-9a-f]{64}\.\w+")
"""How a file of evidence is called."""
MADE_BY = ["Microsoft Excel", "12.0000"]
"""The program and the version that XlsxWriter puts into a workbook; Excel itself has a later one."""
MADE_ON = datetime(2022, 4, 20)  # noqa: DTZ001 - a workbook knows no zones
"""When all workbooks are said to be made, so that the same rows give the same bytes. Any program that saves one puts its own time there."""
HTML_BEGINS = '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<meta name="generator" content="zizhao {name}">\n'
"""How a page begins; it says which report it is."""
CALENDAR_BEGINS = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//zizhao-cli//calendar//ZH")
"""How a calendar begins."""
REASON, REJECTS = "原因", "退回"
"""The last heading of a list of rejects, and the name of the sheet it stands on."""


class NotToBeOverwritten(Refused):
    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{bounded(path)} 是{what}，不能写在这里", "换一个文件名")


class SomebodyElsesFile(Refused):
    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{bounded(path)} 已经在，不像是以前输出的同一种表，没有覆盖",
            "换一个文件名；确要换掉它，list 和 report 加 --force，其余的先把它移开",
        )


class WouldOverwriteItsSource(UsageProblem):
    def __init__(self, option: str, path: Path) -> None:
        super().__init__(
            f"{option} 写的 {bounded(path)} 就是正在读的文件或另一份输出", "换一个文件名"
        )


class NoFileYet(UsageProblem):
    """A file would stay, and tell of what may never be recorded."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"--atomic 时不写文件 {bounded(path)}：全部办成以前，什么都还不算数",
            "去掉这一行的输出文件，全部办成以后另写；或去掉 --atomic",
        )


_FIELDS = 3
"""Lines of a record by which it is known again: those that every one has."""


def refuse_treasure(path: Path, format: str) -> None:
    """Refuse to write over what no report ever was: a database, a picture, an office's own terms; over a workbook, but for a workbook; over a Word file, but for one.

    Nobody may force that. Raises NotToBeOverwritten, or MachineFault where what stands there cannot be looked at.
    """
    beginning = _beginning(path)
    ledger = next((path.name.removesuffix(end) for end in _BESIDE if path.name.endswith(end)), "")
    if _DATABASE in (beginning, ledger and _beginning(path.with_name(ledger))):
        raise NotToBeOverwritten(path, "账本或别的数据库文件")
    if kind_of(beginning) or (beginning and _is_evidence(path)):
        raise NotToBeOverwritten(path, "照片或佐证")
    replaceable = {
        "xlsx": beginning.startswith(_WORKBOOKS),
        "docx": bool(_part_of(path, "word/document.xml")),
    }
    if beginning.startswith(_PACKED) and not replaceable.get(format, False):
        raise NotToBeOverwritten(path, "工作簿或压缩文件")
    if path.suffix.lower() in (".yaml", ".yml") and beginning:
        raise NotToBeOverwritten(path, "本单位的设定文件")


def _is_evidence(path: Path) -> bool:
    """Say whether a file lies where evidence of any kind does, under a name as its files have."""
    whole = Path(os.path.realpath(path))
    return whole.parent.name == "evidence" and _EVIDENCE.fullmatch(whole.name) is not None


def refuse_other_workbooks(path: Path, name: str) -> None:
    """Refuse to write the workbook `name` over anything but that workbook as it was written, or nothing.

    Whoever saved it since, with a column of notes or without, made it a work of his own. Raises SomebodyElsesFile, MachineFault.
    """
    if not _beginning(path):
        return
    made_on = re.findall(r"<dcterms:modified[^>]*>([^<]*)<", _part_of(path, "docProps/core.xml"))
    # Some programs keep the day on which it was made when they save it, but all say who they are.
    by = re.findall(r"<(?:Application|AppVersion)>([^<]*)<", _part_of(path, "docProps/app.xml"))
    made = (own_workbook.report_of(_part_of(path, own_workbook.PART)), made_on, by)
    if made != (name, [f"{MADE_ON.isoformat()}Z"], MADE_BY):
        raise SomebodyElsesFile(path)


def refuse_others_work(path: Path, text: str, format: str) -> None:
    """Refuse to write an answer, `text` in `format`, over anything but an answer of the same form, or nothing.

    The form is what both begin with: the headings of a table or of a record, which may have become more since, but not twice as many,
    or the name of a JSON object.
    Raises SomebodyElsesFile, or MachineFault where what stands there cannot be looked at.
    """
    before = _beginning(path, _LONGEST_LINE)
    if not before:
        return
    old = form_of(before.decode("utf-8-sig", "replace"), format)
    new = form_of(text[:_LONGEST_LINE], format)
    if not old or len(old) * 2 < len(new) or old != new[: len(old)]:
        raise SomebodyElsesFile(path)


def form_of(text: str, format: str) -> list[str]:
    """Return the names that an answer in `format` begins with; none where it is no such answer."""
    lines = text.removeprefix("\ufeff").splitlines() or [""]
    line = lines[0].strip()
    if format == "json":
        named = re.match(r'\{\s*"(?:report|list)": "\w+"|\{\s*"\w+"', text)
        return [named[0]] if named else []
    if format in ("csv", "tsv"):
        return line.split("\t" if format == "tsv" else ",")
    if format == "html":
        page = re.match(re.escape(HTML_BEGINS).replace(r"\{name\}", r'[^"\n]*'), text)
        return [page[0]] if page else []
    if format == "ics":
        return lines[:3] if tuple(lines[:3]) == CALENDAR_BEGINS else []
    if format == "md":
        return line.split(" | ") if line.startswith("| ") else []
    # A record has each of its fields on a line.
    fields = [one.partition("：")[0] for one in lines[:_FIELDS] if "：" in one]
    return fields if "：" in line else re.split(" {2,}", line)


def refuse_other_lists(path: Path, known: Callable[[list[str]], bool]) -> None:
    """Refuse to write rejects over anything but rejects: a list of `known` headings that ends in a reason for each row, or one sheet.

    Raises NotToBeOverwritten, MachineFault.
    """
    beginning = _beginning(path)
    if not beginning:
        return
    if path.suffix.lower() == ".csv":
        head, *rows = _beginning_rows(path)
        reasons = [row[len(head) - 1 :] for row in rows]
        rejects = head[-1:] == [REASON] and known(head) and all(any(cell) for cell in reasons)
    else:
        sheets = _part_of(path, "xl/workbook.xml")
        rejects = f'name="{REJECTS}"' in sheets and sheets.count("<sheet ") == 1
    if not rejects:
        raise NotToBeOverwritten(path, "别人填的表，不是以前退回的行")


def _beginning_rows(path: Path) -> list[list[str]]:
    """Return the first rows of a csv in UTF-8 that are there whole; one without cells where it is none."""
    beginning = _beginning(path, _LONGEST_LINE)
    text = beginning.decode("utf-8-sig", "replace")
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        return [[]]
    if len(beginning) == _LONGEST_LINE:
        rows = rows[:-1]  # it may be cut
    return rows or [[]]


def _part_of(path: Path, name: str) -> str:
    """Return how a part of a workbook begins, or nothing where it is none, or has none such."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as package, package.open(name) as part:
            return part.read(_LONGEST_LINE).decode(errors="replace")
    except (zipfile.BadZipFile, OSError, KeyError, RuntimeError, NotImplementedError):
        return ""


def _beginning(path: Path, size: int = BEGINNING) -> bytes:
    """Return the first bytes of a file, or none where there is no file."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(size)
    except OSError as problem:
        raise MachineFault(f"写入 {path} ", problem) from problem


def refuse_sources(option: str, name: str | None, others: Iterable[str | None]) -> None:
    """Refuse a file `name` to write, given as `option`, that is one of `others`. Raises WouldOverwriteItsSource."""
    if name in (None, "-"):
        return
    path = Path(str(name))
    for other in others:
        if other not in (None, "-") and _same(path, Path(str(other))):
            raise WouldOverwriteItsSource(option, path)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve() or one.samefile(other)
    except (OSError, RuntimeError, ValueError):  # what is not there is not the same
        return False


def write_file(path: Path, content: bytes | IO[bytes]) -> None:
    """Write `path` whole or not at all, as the umask has it; whom a file that stands there keeps out stays out.

    An open file is written from where it stands.

    Raises NoFileYet, MachineFault.
    """
    if not ENDING.counts:
        raise NoFileYet(path)
    try:
        if path.exists() and not path.is_file():  # a device or a pipe takes what comes
            with path.open("wb") as file:
                _pour(content, file)
            return
        mode = READABLE & path.stat().st_mode if path.exists() else READABLE
        draft = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
        try:
            with os.fdopen(os.open(draft, _ANEW, mode), "wb") as file:
                _pour(content, file)
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    except OSError as problem:
        raise MachineFault(f"写入 {path} ", problem) from problem


def _pour(content: bytes | IO[bytes], file: IO[bytes]) -> None:
    if isinstance(content, bytes):
        file.write(content)
    else:
        shutil.copyfileobj(content, file)
