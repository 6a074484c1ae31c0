"""Thirty days played through: two nights missed, a channel down for three of them, work going on by day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.groups.robots import Letters, Robot
from tests.groups.setting_up import add, add_mail

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning
    from tests.conftest import Run

FIRST = date(2022, 7, 16)
DAYS = [FIRST + timedelta(days=n) for n in range(30)]
MISSED = {DAYS[9], DAYS[10]}
DOWN = {DAYS[17], DAYS[18], DAYS[19]}
KEEP = 7


def at(day: date, hour: str) -> str:
    return f"{day}T{hour}:00+08:00"


def by_day(zizhao: Morning, number: int, day: date) -> None:
    """Do a day's work: every other day a hazard that falls due in three days, now and then one put right."""
    if number % 2 == 0:
        due = day + timedelta(days=3)
        zizhao.ok(
            *("hazard", "add", "--unit", "桂香村" if number % 4 else "先进村", "--measure", "6"),
            *("--title", f"第{number}天：楼道堆放杂物", "--due", str(due), "--responsible", "谭二"),
            now=at(day, "10:00"),
        )
    if number % 5 == 4:
        rows = zizhao("report", "overdue", "--format", "json", now=at(day, "11:00")).json["rows"]
        mine = [row["no"] for row in rows if row["title"].startswith("第")]
        if mine:
            zizhao.ok("hazard", "rectify", mine[0], now=at(day, "15:00"))


def night(zizhao: Morning, day: date) -> Run:
    """Run the night, and hold its rows to what the report says that evening."""
    run = zizhao("nightly", "--keep", str(KEEP), now=at(day, "18:30"))
    report = zizhao("report", "overdue", "--verify", "--format", "json", now=at(day, "18:31"))
    folder = zizhao.db.parent / "nightly" / str(day)
    assert (folder / "overdue.json").read_bytes() == report.raw
    return run


def test_a_month(morning: Morning, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    codes: dict[date, int] = {}
    with Robot("dingtalk") as town, Robot("wecom") as village, Letters() as letters:
        add(zizhao, town, "镇")
        add(zizhao, village, "桂香", "--inside", "桂香村")
        add_mail(zizhao, letters, "信箱")
        for number, day in enumerate(DAYS):
            by_day(zizhao, number, day)
            if day in MISSED:
                continue
            village.behaves[:] = ["refuse" if day in DOWN else "well"]
            run = night(zizhao, day)
            codes[day] = run.code
            after = day - timedelta(days=1) in MISSED
            assert ("上一晚以后有 2 晚没有办：2022-07-25、2022-07-26" in run.err) is after
            assert ("没有发到" in run.err) is (day in DOWN)
        # The channel is back the next morning but one; what failed on another night stays that night's.
        village.behaves[:] = ["well"]
        again = night(zizhao, DAYS[-1])
    nights = {day for day in DAYS if day not in MISSED}
    assert {day for day, code in codes.items() if code} == DOWN
    assert {code for day, code in codes.items() if day in DOWN} == {1}
    folders = {folder.name for folder in (zizhao.db.parent / "nightly").iterdir()} - {".lock"}
    assert folders == set(map(str, nights))
    assert (len(town.messages), len(letters.letters)) == (len(nights), len(nights))
    assert len(village.messages) == len(nights - DOWN)
    assert again.code == 0
    assert [message.split()[1] for message in town.messages] == sorted(map(str, nights))
    assert all("先进村" not in message for message in village.messages)
    records = {
        day: json.loads((zizhao.db.parent / "nightly" / str(day) / "run.json").read_text("utf-8"))
        for day in nights
    }
    assert {day for day, one in records.items() if one["missed"]} == {DAYS[11]}
    assert {day for day, one in records.items() if one["groups"]["桂香"]["why"]} == DOWN
    assert all(one["verified"] for one in records.values())
    for one in records.values():
        count, _, head = one["anchor"].partition(":")
        zizhao.ok("db", "verify", "--anchor", f"{count}:{head}", now=at(DAYS[-1], "20:00"))
    backups = sorted((zizhao.db.parent / "backups").glob("*.db"))
    assert len(backups) == KEEP
    zizhao.ok("--db", str(backups[-1]), "db", "verify", now=at(DAYS[-1], "20:00"))
