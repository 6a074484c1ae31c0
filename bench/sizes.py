"""Bytes of a record in the ledger beside its line of CSV, and where they go."""

from __future__ import annotations

import csv
import shutil
import sqlite3
import subprocess
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

from files import write_csv
from ledgers import UNITS, empty, with_lives
from measure import ENVIRONMENT, ZIZHAO

from zizhao_cli.domain.kinds import KINDS

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 10_000
LIVES = 1_000
_OPEN = ["编号", "责任单位", "条款", "排查时间", "隐患内容", "隐患级别", "整改期限", "整改责任人"]
_CLOSED = [*_OPEN, "整改措施", "整改完成时间", "复查人", "复查日期", "复查结果"]
HISTORY, OWN, INDEXES, JOURNAL = "whole versions", "its own row", "indexes", "journal"


def sizes(folder: Path) -> None:
    """Print a table: each kind of record with the bytes of its line of CSV, and those that the ledger has more for it."""
    fresh = folder / "fresh-sizes.db"
    empty(fresh)
    before = _bytes_by_place(fresh)
    rows: list[tuple[str, float | None, int, Path]] = []
    for name, noun, write in (
        ("a check, imported", "check", write_csv),
        ("an open hazard, imported", "hazard", _write_open),
        ("a closed hazard, imported", "hazard", _write_closed),
    ):
        source, ledger = folder / f"{write.__name__}.csv", folder / f"{write.__name__}.db"
        write(source, COUNT)
        shutil.copy(fresh, ledger)
        asked = [*ZIZHAO, "--db", str(ledger), noun, "import", str(source)]
        subprocess.run(asked, check=True, capture_output=True, env=ENVIRONMENT)
        rows.append((name, source.stat().st_size / COUNT, COUNT, ledger))
    lives = folder / "lives-sizes.db"
    with_lives(lives, LIVES, date(2022, 7, 15))
    rows.append(("a closed hazard, four commands", None, LIVES, lives))
    places = (HISTORY, OWN, INDEXES, JOURNAL)
    print(
        f"| Record | CSV | Ledger | Ratio | {' | '.join(places)} |\n|{'---|' * (4 + len(places))}"
    )
    for name, line, count, ledger in rows:
        grown = _bytes_by_place(ledger)
        grown.subtract(before)
        whole = sum(grown.values())
        beside = ["", ""] if line is None else [f"{line:.0f}", f"{whole / count / line:.1f}"]
        shares = (f"{grown[place] / whole:.0%}" for place in places)
        print(
            f"| {name} | {beside[0]} | {whole / count:.0f} | {beside[1]} | {' | '.join(shares)} |"
        )


def _bytes_by_place(ledger: Path) -> Counter[str]:
    """Return how many bytes of the payload and the overhead of pages each place takes."""
    with closing(sqlite3.connect(ledger)) as connection:
        kinds = dict(connection.execute("SELECT name, type FROM sqlite_master"))
        pages = connection.execute("SELECT name, sum(pgsize - unused) FROM dbstat GROUP BY name")
        histories = {kind.history for kind in KINDS}
        present = {kind.table for kind in KINDS}
        found: Counter[str] = Counter()
        for name, size in pages:
            if kinds.get(name) == "index":
                found[INDEXES] += size
            elif name in histories:
                found[HISTORY] += size
            elif name in present:
                found[OWN] += size
            else:
                found[JOURNAL] += size
    return found


def _write_open(path: Path, count: int) -> None:
    _write(path, _OPEN, count, [])


def _write_closed(path: Path, count: int) -> None:
    found = date(2022, 4, 1)
    done, reviewed = found + timedelta(days=9), found + timedelta(days=10)
    _write(path, _CLOSED, count, ["改线穿管", str(done), "陈科旭", str(reviewed), "合格"])


def _write(path: Path, headings: list[str], count: int, ending: list[str]) -> None:
    """Write `count` hazards that were found on one day; a closed one has an `ending`."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        for place in range(count):
            what = f"第 {place} 处安全出口堵塞，疏散通道堆放杂物"
            unit = UNITS[place % len(UNITS)]
            said = [f"旧-{place:06d}", unit, "6", "2022-04-01", what, "一般", "2022-04-16", "王五"]
            writer.writerow([*said, *ending])
