"""A correction that is dated back changes what it corrects, and carries nothing else into the past."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import pytest

from zizhao_cli.domain.errors.steps import BackwardsInTime
from zizhao_cli.ledger.units import edit_unit

if TYPE_CHECKING:
    from tests.ledger.officer import Officer

BEFORE = date(2022, 5, 8)


def test_the_days_of_a_life(officer: Officer) -> None:
    no = officer.hazard()
    officer.rectify(no, "2022-05-10")
    officer.review(no, "2022-05-12", passed=False)
    officer.rectify(no, "2022-05-20")
    officer.review(no, "2022-05-20")
    overdue = {day: bool(officer.rows("overdue", date(2022, 5, day))) for day in range(1, 31)}
    assert [day for day, over in overdue.items() if over] == [6, 7, 8, 9, *range(12, 20)]
    assert officer.rows("hazards", date(2022, 4, 19)) == []
    assert [row["state"] for row in officer.rows("hazards", date(2022, 5, 20))] == ["closed"]


def dated_back(officer: Officer, no: str, **to: str) -> None:
    """Try a correction dated before the last step; the ledger may refuse it."""
    with suppress(BackwardsInTime):
        officer.edit(no, "2022-04-25", **to)


def test_a_correction_dated_back_does_not_rectify_sooner(officer: Officer) -> None:
    no = officer.hazard()
    officer.rectify(no, "2022-05-10")
    assert [row["days_overdue"] for row in officer.rows("overdue", BEFORE)] == [3]
    dated_back(officer, no, title="出口堵塞，已拍照")
    assert [row["days_overdue"] for row in officer.rows("overdue", BEFORE)] == [3]


def test_a_correction_dated_back_does_not_extend_sooner(officer: Officer) -> None:
    no = officer.hazard()
    officer.extend(no, "2022-06-01", "2022-05-20", asked_on="2022-05-05")
    assert len(officer.rows("overdue", BEFORE)) == 1
    dated_back(officer, no, location="二楼")
    assert len(officer.rows("overdue", BEFORE)) == 1


def test_a_correction_does_not_show_before_its_day(officer: Officer) -> None:
    """The other way round: a later step dated before a correction carries the correction back."""
    no = officer.hazard()
    officer.edit(no, "2022-06-01", title="改正")
    officer.rectify(no, "2022-05-10")
    assert [row["title"] for row in officer.rows("hazards", date(2022, 5, 20))] == [
        "疏散通道堆放杂物"
    ]


def test_a_correction_on_the_day_of_the_last_step_or_later(officer: Officer) -> None:
    no = officer.hazard()
    officer.rectify(no, "2022-05-10")
    officer.edit(no, "2022-05-10", title="改正")
    assert [row["title"] for row in officer.rows("hazards", date(2022, 5, 9))] == [
        "疏散通道堆放杂物"
    ]
    assert [row["title"] for row in officer.rows("hazards", date(2022, 5, 10))] == ["改正"]


@pytest.mark.xfail(
    strict=True, reason="what becomes of a unit is told in the order in which it was recorded"
)
def test_a_unit_renamed_and_then_corrected_earlier(officer: Officer) -> None:
    """The same of units: what is recorded last, dated first, bears the later name."""
    officer.hazard()
    edit_unit(officer.session, "GXC", {"name": "新桂香村"}, date(2022, 6, 1))
    edit_unit(officer.session, "GXC", {"contact": "李四"}, date(2022, 5, 1))
    assert officer.rows("hazards", date(2022, 5, 10))[0]["unit"] == "桂香村"
