"""Ledgers of towns as years of work leave them, recorded through the program's own imports."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

UNITS = ["桂香村", "青峰社区", "先进村", "大丘村", "应急办", "规环办"]
LAST = date(2022, 12, 20)
OVERDUE_OF = 150
"""One in so many hazards is left open and overdue."""
A_BATCH = 5000
"""Rows of a file, as an office hands in what a month brought."""


def town(folder: Path, number: int, hazards: int, checks: int) -> Path:
    """Record a town's ledger in a new folder and return its file."""
    folder.mkdir(parents=True)
    ledger = folder / "ledger.db"
    chance = random.Random(number)  # noqa: S311 - the same ledger each time
    _run(ledger, "init")
    for kind, rows in (("check", _checks(chance, checks)), ("hazard", _hazards(chance, hazards))):
        for start in range(0, len(rows), A_BATCH):
            file = folder / "rows.csv"
            with file.open("w", encoding="utf-8", newline="") as target:
                writer = csv.DictWriter(target, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows[start : start + A_BATCH])
            _run(ledger, kind, "import", str(file))
    return ledger


def _checks(chance: random.Random, count: int) -> list[dict[str, str]]:
    return [
        {
            "unit": chance.choice(UNITS),
            "measure": str(chance.randint(1, 15)),
            "checked_on": str(LAST - timedelta(days=chance.randint(0, 700))),
            "result": "pass",
            "kind": chance.choice(["self", "town"]),
            "inspectors": "陈科旭",
            "source_id": f"c{place}",
        }
        for place in range(count)
    ]


def _hazards(chance: random.Random, count: int) -> list[dict[str, str]]:
    rows = []
    for place in range(count):
        found = LAST - timedelta(days=chance.randint(30, 700))
        done = {} if place % OVERDUE_OF == 0 else _closed(found)
        rows.append(
            {
                "unit": chance.choice(UNITS),
                "measure": str(chance.randint(1, 15)),
                "title": f"第 {place} 处安全出口堵塞，疏散通道堆放杂物",
                "level": "major" if chance.randint(0, 50) == 0 else "general",
                "found_on": str(found),
                "due_on": "+15d",
                "sector": chance.choice(["燃气", "餐饮", "道路运输", "消防"]),
                "responsible": "王五",
                "rectified_on": "",
                "reviewed_on": "",
                "reviewer": "",
                "review_result": "",
                "source_id": f"h{place}",
                **done,
            }
        )
    return rows


def _closed(found: date) -> dict[str, str]:
    return {
        "rectified_on": str(found + timedelta(days=10)),
        "reviewed_on": str(found + timedelta(days=12)),
        "reviewer": "刘和平",
        "review_result": "通过",
    }


def _run(ledger: Path, *args: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "zizhao_cli", "--db", str(ledger), "--by", "陈科旭", *args],
        check=True,
        capture_output=True,
    )


if __name__ == "__main__":
    sys.stdout.write(
        f"{town(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))}\n"
    )
