"""Which sheets of a workbook are read, whatever its format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from zizhao_cli.intake.errors import NoSuchSheet
from zizhao_cli.intake.workbook.new_workbook import NewWorkbook
from zizhao_cli.intake.workbook.old_workbook import OldWorkbook
from zizhao_cli.intake.workbook.package import check_package

if TYPE_CHECKING:
    from zizhao_cli.intake.source import Source
    from zizhao_cli.intake.table.table import Table
    from zizhao_cli.intake.workbook.sheet import Sheet


class Workbook(Protocol):
    """What a reader gives: `sheets` holds the name of each sheet, and whether it can be seen."""

    sheets: list[tuple[str, bool]]

    def sheet(self, name: str) -> Sheet:
        """Return the sheet `name`. Raises WorkbookBroken, WorkbookTooLarge."""


def read_workbook(source: Source, sheet: str | None) -> list[Table]:
    """Return the tables of the visible sheets, or of the one named `sheet`.

    Hidden sheets are left out and named in the first table's `skipped`. Raises WorkbookBroken,
    WorkbookEncrypted, WorkbookTooLarge, NoSuchSheet.
    """
    findings = check_package(source)
    book: Workbook = OldWorkbook(source) if findings is None else NewWorkbook(source, findings)
    hidden = [name for name, visible in book.sheets if not visible]
    names = [name for name, visible in book.sheets if visible]
    if sheet is not None:
        if sheet not in (all_names := [name for name, _ in book.sheets]):
            raise NoSuchSheet(sheet, all_names)
        names, hidden = [sheet], []
    tables = [book.sheet(name).table() for name in names]
    if tables:
        tables[0].skipped += [(None, f"隐藏的工作表“{name}”") for name in hidden]
    return tables
