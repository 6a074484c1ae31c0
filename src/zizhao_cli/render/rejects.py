"""The rows that an import refused, as a file to mend and import again."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.text import formula_unmarked, is_kept_as_text
from zizhao_cli.errors import UsageProblem, quoted
from zizhao_cli.render.cells import machine
from zizhao_cli.render.target import REASON, REJECTS, refuse_other_lists, write_file

if TYPE_CHECKING:
    from collections.abc import Callable


class UnknownRejectsType(UsageProblem):
    def __init__(self, name: str) -> None:
        super().__init__(f"--rejects {quoted(name)} 的类型不认识", "文件名以 .csv 或 .xlsx 结尾")


def check_name(name: str, known: Callable[[list[str]], bool]) -> None:
    """Refuse a file of another type, or what rejects never were, before anything is read.

    `known` says whether rejects may have these headings. Raises UnknownRejectsType, NotToBeOverwritten.
    """
    if Path(name).suffix.lower() not in (".csv", ".xlsx"):
        raise UnknownRejectsType(name)
    refuse_other_lists(Path(name), known)


def write_rejects(
    name: str, headings: list[str], refused: list[tuple[dict[str, Any], str]]
) -> None:
    """Write the refused rows in the columns they came with, plus the reasons. Raises MachineFault."""
    path = Path(name)
    headings = [heading for heading in headings if heading != REASON]
    rows = [
        [*(cells.get(heading, "") for heading in headings), reason] for cells, reason in refused
    ]
    headings.append(REASON)
    write = _workbook if path.suffix.lower() == ".xlsx" else _csv
    write_file(path, write(headings, rows))


def _csv(headings: list[str], rows: list[list[Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_machine(_plain(cell)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "backslashreplace")


def _machine(cell: Any) -> str:  # noqa: ANN401 - cells are of any kind
    """Return a cell with a mark against formulas, once also where it came with one; ="001" runs nothing and stays."""
    if isinstance(cell, str):
        return cell if is_kept_as_text(cell) else machine(formula_unmarked(cell))
    return machine(cell)


def _workbook(headings: list[str], rows: list[list[Any]]) -> bytes:
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as workbook:
        sheet = workbook.add_worksheet(REJECTS)
        for number, row in enumerate([headings, *rows]):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, str(_plain(cell)))
    return content.getvalue()


def _plain(cell: Any) -> Any:  # noqa: ANN401 - cells are of any kind
    """Return a cell as it was typed: a whole number without a point, a failed formula by its name."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(error := getattr(cell, "text", None), str):
        return error if error.startswith("#") else f"#{error}"
    return "" if cell is None else cell
