"""A report as a workbook: its table with all columns, those of the printed table first; what it says beside them; what is drawn."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from zizhao_cli.report.model import Bars, Matrix, Sheet, Table

if TYPE_CHECKING:
    from zizhao_cli.render.heat import Grid
    from zizhao_cli.report.model import Report

REMARKS, COVERAGE = "说明", "覆盖"


def report_xlsx(report: Report, file: IO[bytes]) -> None:
    """Write a report into an open file as a workbook. Raises as write_workbook does."""
    from zizhao_cli.render.workbook import write_workbook

    grids: dict[str, Grid] = {}
    if isinstance(report.drawn, Matrix):
        from zizhao_cli.render.heat import grid

        grids[COVERAGE] = grid(report, report.drawn)
    write_workbook(file, report.name, report.title, report.sheets or _sheets(report), grids)


def _sheets(report: Report) -> list[Sheet]:
    shown = report.brief_columns()
    columns = [*shown, *(column for column in report.columns if column not in shown)]
    bars = report.drawn if isinstance(report.drawn, Bars) else None
    table = Table(columns, report.rows, bars=bars)
    return [
        Sheet(report.title[:31] or "清单", [table], printed=len(shown)),
        Sheet(REMARKS, [], below=list(report.summary)),
    ]
