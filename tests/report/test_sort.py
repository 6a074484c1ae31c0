"""Lists in the order that was asked for, missing values last."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from zizhao_cli.report.hazards import KEYS, hazard_list
from zizhao_cli.report.question import UnknownSortKey
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    from tests.ledger.officer import Officer


@pytest.fixture
def mixed(officer: Officer) -> Officer:
    """Hazards overdue, not yet due, rectified late or in time, closed."""
    officer.hazard(due="2022-05-05")
    officer.hazard(due="2023-02-01")
    late = officer.hazard(due="2022-04-25", sector="消防")
    officer.rectify(late, "2022-05-25")
    a_little = officer.hazard(due="2022-06-01", location="二楼")
    officer.rectify(a_little, "2022-06-02")
    in_time = officer.hazard(due="2022-04-21", unit="XJC")
    officer.rectify(in_time, "2022-04-21")
    officer.review(in_time, "2022-04-22")
    officer.hazard(due="2022-05-01", measure="3", level="major")
    officer.hazard(due="2023-01-01")
    officer.rectify(officer.hazard(due="2023-03-01"), "2022-06-03")
    return officer


def column(officer: Officer, key: str, *, descending: bool) -> list[Any]:
    with reading(officer.path) as connection:
        sort = f"-{key}" if descending else key
        report = hazard_list(connection, officer.filters, sort, None)
    return [row[key] for row in report.rows]


@pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
@pytest.mark.parametrize("key", KEYS)
def test_every_key(mixed: Officer, key: str, descending: bool) -> None:
    values = column(mixed, key, descending=descending)
    there = [value for value in values if value is not None]
    assert values == sorted(there, reverse=descending) + [None] * (len(values) - len(there))


def test_an_unknown_key(mixed: Officer) -> None:
    with pytest.raises(UnknownSortKey):
        column(mixed, "due_basis", descending=False)


def test_the_overdue_report_has_the_longest_first(mixed: Officer) -> None:
    from zizhao_cli.report.deadlines import Asked, overdue

    with reading(mixed.path) as connection:
        report = overdue(connection, mixed.filters, Asked(date(2022, 7, 15)))
    assert [row["days_overdue"] for row in report.rows] == [75, 71]
    assert report.head["totals"] == {"hazards": 2, "major": 1, "overdue": 2, "longest_days": 75}
    assert report.head["count"] == 2
