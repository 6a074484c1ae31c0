"""Files of checks and hazards as a village might send them, larger."""

from __future__ import annotations

import csv
import json
import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ledgers import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADINGS = ["编号", "单位", "条款", "检查日期", "检查类型", "检查人", "结果", "备注"]
_FOUND = [
    "编号",
    "单位",
    "条款",
    "检查日期",
    "检查人",
    "隐患",
    "部位",
    "行业",
    "等级",
    "整改期限",
    "责任人",
    "备注",
]
_CLOSED = 0.8
_LIVED = ["完成时间", "复查人", "复查时间", "复查结果"]


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


def hazards(count: int, *, lived: bool) -> Iterator[list[str]]:
    """Yield headings and `count` hazards, the same each time; where they have `lived`, four in five are rectified and closed."""
    yield [*_FOUND, *(_LIVED if lived else [])]
    chance = random.Random(2022)  # noqa: S311 - the same file each time
    people = [f"{family}{given}" for family in "王李张刘陈杨" for given in "静强敏军丽伟芳勇娟涛"]
    for place in range(count):
        found = date(2022, 4, 1) + timedelta(chance.randrange(90))
        due = chance.choice(["+15d", "+10wd", "", str(found + timedelta(chance.randint(3, 30)))])
        thing = chance.choice(["灭火器", "配电箱", "疏散通道", "液化气瓶", "护栏"])
        flaw = chance.choice(["过期", "破损", "堆放杂物", "未固定", "缺失"])
        row = [
            f"YB{place:07d}",
            chance.choice(UNITS),
            str(chance.randint(1, 15)),
            str(found),
            chance.choice(people),
            f"{thing}第{place}处{flaw}",
            chance.choice(["一楼", "二楼", "厨房", "仓库", ""]),
            chance.choice(["燃气", "餐饮", "建筑", "工贸", ""]),
            "一般",
            due,
            chance.choice(people),
            "" if place % 3 else f"第{place}次现场告知",
        ]
        rectified = found + timedelta(chance.randint(1, 20))
        seen = [str(rectified), chance.choice(people), str(rectified + timedelta(3)), "合格"]
        yield row + (seen if chance.random() < _CLOSED else [""] * len(_LIVED)) * lived


def checks(count: int) -> Iterator[list[str]]:
    """Yield headings and `count` checks."""
    yield HEADINGS
    yield from rows(count)


def write_rows(path: Path, table: Iterator[list[str]]) -> None:
    """Write headings and rows as CSV, or as objects where the name ends in .jsonl."""
    with path.open("w", newline="", encoding="utf-8") as file:
        if path.suffix != ".jsonl":
            csv.writer(file).writerows(table)
            return
        headings = next(table)
        for row in table:
            given = dict(zip(headings, row, strict=True))
            file.write(json.dumps(given, ensure_ascii=False) + "\n")


def write_csv(path: Path, count: int) -> None:
    """Write `count` checks as CSV."""
    write_rows(path, checks(count))


def write_xlsx(path: Path, count: int, columns: int | None = None) -> None:
    """Write `count` checks as a workbook, of each the first `columns` cells."""
    from xlsxwriter import Workbook

    with Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("检查")
        for number, row in enumerate(checks(count)):
            sheet.write_row(number, 0, row[:columns])
