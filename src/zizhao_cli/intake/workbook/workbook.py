"""Which sheets of a workbook are read, whatever its format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from zizhao_cli.domain.own_workbook import BESIDE
from zizhao_cli.intake.errors import NoSuchSheet
from zizhao_cli.intake.table.table import Pictures
from zizhao_cli.intake.workbook.new_workbook import NewWorkbook
from zizhao_cli.intake.workbook.old_workbook import OldWorkbook
from zizhao_cli.intake.workbook.package import check_package

if TYPE_CHECKING:
    from zizhao_cli.intake.source import Source
    from zizhao_cli.intake.table.table import Table
    from zizhao_cli.intake.workbook.findings import Findings
    from zizhao_cli.intake.workbook.sheet import Sheet


class Workbook(Protocol):
    """What a reader gives: `sheets` holds the name of each sheet, and whether it can be seen."""

    sheets: list[tuple[str, bool]]

    def sheet(self, name: str) -> Sheet:
        """Return the sheet `name`. Raises WorkbookBroken, WorkbookTooLarge."""


_DRAWN = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1")
"""How the pictures of an old workbook begin."""


def pictures_of(source: Source, findings: Findings | None, sheet: str) -> Pictures | None:
    """Return the pictures of a sheet, if it has any; of old workbooks and OpenDocument, that they are not read."""
    if findings is not None and source.type != "ods":
        return findings.pictures.get(sheet)
    content = source.path.read_bytes()
    drawn = any(mark in content for mark in ([b"Pictures/"] if findings is not None else _DRAWN))
    why = f"{source.type} 里的图片不读；另存为 xlsx 再导入"
    return Pictures(left_out=[(None, None, why)]) if drawn else None


def opened_workbook(source: Source, encoding: str | None) -> tuple[Workbook, Findings | None]:
    """Return a workbook whose package was checked, and what was found there, as read_workbook does; no sheet is read yet."""
    findings = check_package(source)
    if findings is None:
        return OldWorkbook(source, encoding), None
    return NewWorkbook(source, findings), findings


def read_workbook(source: Source, sheet: str | None, encoding: str | None) -> list[Table]:
    """Return the tables of the visible sheets, or of the one named `sheet`.

    `encoding` is that of an old workbook that does not say. Hidden sheets, and those beside the records in a workbook of this program, are left out
    and named in the first table's `skipped`. Raises WorkbookBroken, WorkbookEncrypted, WorkbookTooLarge, EncodingNotSaid, NoSuchSheet.
    """
    book, findings = opened_workbook(source, encoding)
    hidden = [name for name, visible in book.sheets if not visible]
    names = [name for name, visible in book.sheets if visible]
    if sheet is not None:
        if sheet not in (all_names := [name for name, _ in book.sheets]):
            raise NoSuchSheet(sheet, all_names)
        names, hidden = [sheet], []
    own = findings is not None and findings.report is not None and sheet is None
    beside = [name for name in names[1:] if own and name in BESIDE]
    names = [name for name in names if name not in beside]
    tables = [book.sheet(name).table() for name in names]
    for table in tables:
        table.pictures = pictures_of(source, findings, str(table.sheet))
    if tables:
        tables[0].skipped += [(None, f"工作表“{name}”，是从第一个表来的") for name in beside]
        tables[0].skipped += [(None, f"隐藏的工作表“{name}”") for name in hidden]
    return tables
