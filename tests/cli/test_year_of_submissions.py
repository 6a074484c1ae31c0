"""A year of the plan with all its submissions: each number is what was known then, and each that is otherwise now has the entries that changed it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import time_machine

from tests.cli.office_year import BEGAN, Month, Year, done, said
from tests.cli.recounted import Unit
from tests.ledger.officer import Officer, set_up
from zizhao_cli.settings import SHANGHAI

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ENDS = date(2023, 4, 15)
OF_RECORDS = {
    *("illegal_a", "illegal_a_week", "illegal_b", "illegal_b_week"),
    *("hidden_plants", "law_month"),
}
"""Forms that count what this year does not record (test_forms_of_records.py)."""


def due_on(day: date) -> list[tuple[str, str, date, date]]:
    """Return the forms that fall due on a day, by the rules of the office: key, period and its days."""
    due = []
    before = day.replace(day=1) - timedelta(days=1)
    month = (f"{before:%Y-%m}", before.replace(day=1), before)
    if day.weekday() == 4:
        monday = day - timedelta(days=4)
        year, week, _ = day.isocalendar()
        due.append(("weekly", f"{year}-W{week:02}", monday, monday + timedelta(days=6)))
    if day.day == 3 and before >= BEGAN:
        due.append(("town", *month))
    if day.day == 6 and before >= BEGAN:
        due.append(("monthly", *month))
    if day.day == 25:
        ends = (day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        due.append(("campaign", f"{day:%Y-%m}", day.replace(day=1), ends))
    if day.day == 15 and day.month % 3 == 1:
        quarter = f"{before.year}-Q{before.month // 3}"
        due.append(("quarterly", quarter, before.replace(month=before.month - 2, day=1), before))
    if (day.month, day.day) == (1, 31):
        year = day.year - 1
        due.append(("yearly", str(year), date(year, 1, 1), date(year, 12, 31)))
    return due


def test_a_year_of_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = set_up(tmp_path / "ledger.db")
    monkeypatch.setenv("ZIZHAO_DB", str(path))
    monkeypatch.setenv("ZIZHAO_BY", "陈科旭")
    monkeypatch.setenv("ZIZHAO_CONFIG", str(tmp_path / "config.txt"))
    year, day = Year(path), BEGAN
    with time_machine.travel(datetime.combine(day, time(8), SHANGHAI), tick=False):
        done("unit", "add", "YQ", "油气站", "--kind", "enterprise", "--parent", "桂香村", "--sector", "油气储存")  # fmt: skip
        for row in said("unit", "list")["rows"]:
            village = row["name"] if row["kind"] in ("village", "community") else row["parent"]
            year.units[row["name"]] = Unit(row["name"], village, row["sector"])
    for number in range(12):
        Month(year, number).planned()
    while day <= ENDS:
        officer = Officer(path, day)
        with time_machine.travel(datetime.combine(day, time(9), SHANGHAI), tick=False):
            for what in year.plan.pop(day, ()):
                what(officer)
            if due := due_on(day):
                for one in due:
                    year.hand_in(officer, *one)
                left = said("submit", "due", "--within", "0")["rows"]
                assert [row for row in left if row["form"] not in OF_RECORDS] == []
        day += timedelta(days=1)
    assert not year.plan
    assert len(year.sent) == 52 + 3 * 12 + 4 + 1
    with time_machine.travel(datetime.combine(day, time(9), SHANGHAI), tick=False):
        assert "核验通过" in done("db", "verify").out
        corrected = 0
        for sent in year.sent:
            told = said("submit", "diff", sent.no)["rows"]
            found = {
                (row["sheet"], row["row"], row["column"]): (row["sent"], row["now"], row["entries"])
                for row in told
            }
            assert found == year.expected(sent), (sent.no, sent.form)
            corrected += bool(found)
        assert 20 < corrected < len(year.sent)
