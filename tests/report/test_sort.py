"""Lists in the order that was asked for, missing values last."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from zizhao_cli.report import checks, hazards
from zizhao_cli.report.hazards import KEYS, hazard_list
from zizhao_cli.report.question import UnknownSortKey, sorted_rows
from zizhao_cli.store.reading import reading
from zizhao_cli.store.tables.check import Check
from zizhao_cli.store.tables.hazard import Hazard

if TYPE_CHECKING:
    from tests.ledger.officer import Officer
    from zizhao_cli.report.model import Row


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
    officer.hazard(due="2022-05-05")
    officer.void(officer.hazard(due="2022-05-01", found_on="2022-04-22"), "2022-06-01")
    officer.hazard(due="2022-12-31", found_on="2022-04-22")
    officer.rectify(officer.hazard(due="2022-04-25", responsible=None), "2022-05-25", by="张静")
    return officer


def rows(officer: Officer, sort: str | None, limit: int | None = None) -> list[Row]:
    with reading(officer.path) as connection:
        return hazard_list(connection, officer.filters, sort, limit).rows


@pytest.mark.parametrize("before", ["", "-"], ids=["up", "down"])
@pytest.mark.parametrize("key", KEYS)
def test_every_key(mixed: Officer, key: str, before: str) -> None:
    """Equals stand in the order of their numbers whichever way the others run; a limit cuts the whole list."""
    by_number = rows(mixed, None)
    assert [row["no"] for row in by_number] == sorted(row["no"] for row in by_number)
    whole = sorted_rows(by_number, f"{before}{key}")
    there = [row[key] for row in whole if row[key] is not None]
    assert there == sorted(there, reverse=before == "-")
    for limit in (None, *range(len(whole) + 2)):
        assert rows(mixed, f"{before}{key}", limit) == whole[:limit]


def test_the_columns_that_are_sorted_as_if_never_null_never_are() -> None:
    for table, keys in ((Hazard, set(hazards._ALWAYS)), (Check, set(checks._ALWAYS))):
        nullable = {column.name for column in table.__table__.columns if column.nullable}  # type: ignore[attr-defined]
        assert keys & nullable == {"no"}, "computed from the id"
        joined = keys - {column.name for column in table.__table__.columns}  # type: ignore[attr-defined]
        assert joined <= {
            "unit_code",
            "unit",
            "unit_kind",
            "days_overdue",
            "days_left",
            "days_late",
        }


def test_an_unknown_key(mixed: Officer) -> None:
    with pytest.raises(UnknownSortKey):
        rows(mixed, "due_basis")


def test_the_overdue_report_has_the_longest_first(mixed: Officer) -> None:
    from zizhao_cli.report.deadlines import Asked, overdue

    with reading(mixed.path) as connection:
        report = overdue(connection, mixed.filters, Asked(date(2022, 7, 15)))
    assert [row["days_overdue"] for row in report.rows] == [75, 71, 71]
    assert report.head["totals"] == {"hazards": 3, "major": 1, "overdue": 3, "longest_days": 75}
    assert report.head["count"] == 3
