"""Re-inspections that are late: calendar days since a hazard was put right, by what was known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from zizhao_cli.report.deadlines import Asked
from zizhao_cli.report.reviews import reviews
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    from tests.ledger.officer import Officer

RECTIFIED = date(2022, 5, 1)


def told(officer: Officer, day: date, **asked: Any) -> list[tuple[Any, ...]]:
    with reading(officer.path) as connection:
        found = reviews(connection, officer.filters, Asked(day, **asked))
    assert found.head["totals"]["hazards"] == len(found.rows)
    return [(row["no"], row["review_due_on"], row["days_review_late"]) for row in found.rows]


@pytest.mark.parametrize(("days", "late"), [(0, None), (10, None), (11, 1), (41, 31)])
def test_days_late(officer: Officer, days: int, late: int | None) -> None:
    no = officer.hazard()
    officer.hazard(title="还没有整改")
    officer.rectify(no, str(RECTIFIED))
    expected = [] if late is None else [(no, "2022-05-11", late)]
    assert told(officer, RECTIFIED + timedelta(days=days)) == expected


def test_until_it_is_reviewed(officer: Officer) -> None:
    first, second = officer.hazard(), officer.hazard(title="电线老化")
    officer.rectify(first, "2022-05-03")
    officer.rectify(second, str(RECTIFIED))
    officer.review(second, "2022-06-10")
    day = date(2022, 6, 9)
    both = [(second, "2022-05-11", 29), (first, "2022-05-13", 27)]
    assert told(officer, day) == both
    assert told(officer, day, sort="days_review_late") == both[::-1]
    assert told(officer, day, sort="-review_due_on") == both[::-1]
    assert told(officer, day, sort="no") == both[::-1]
    assert told(officer, date(2022, 6, 10)) == [(first, "2022-05-13", 28)]
    assert told(officer, day, known_at=date(2022, 4, 19)) == []
