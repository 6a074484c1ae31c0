"""Files of checks as a village might send them, larger."""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING

from ledgers import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADINGS = ["编号", "单位", "条款", "检查日期", "检查类型", "检查人", "结果", "备注"]


def rows(count: int) -> Iterator[list[str]]:
    """Yield `count` checks, the same each time."""
    chance = random.Random(2022)  # noqa: S311 - the same file each time
    for place in range(count):
        day = f"2022-{chance.randint(4, 6):02d}-{chance.randint(1, 30):02d}"
        unit, measure = chance.choice(UNITS), str(chance.randint(1, 15))
        yield [
            f"ZC-{place:07d}",
            unit,
            measure,
            day,
            "自查",
            "陈科旭",
            "符合",
            f"第{place}次检查 现场情况良好",
        ]


def write_csv(path: Path, count: int) -> None:
    """Write `count` checks as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(_with_headings(count))


def _with_headings(count: int) -> Iterator[list[str]]:
    yield HEADINGS
    yield from rows(count)


def write_xlsx(path: Path, count: int) -> None:
    """Write `count` checks as a workbook."""
    from xlsxwriter import Workbook

    with Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("检查")
        for number, row in enumerate(_with_headings(count)):
            sheet.write_row(number, 0, row)
