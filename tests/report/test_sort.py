"""Lists in the order that was asked for, missing values last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from zizhao_cli.report import checks, hazards
from zizhao_cli.report.deadlines import Asked, overdue
from zizhao_cli.report.hazards import KEYS, hazard_list
from zizhao_cli.report.question import SortKey, UnknownSortKey, sort_keys, sorted_rows
from zizhao_cli.report.voided import voided
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
    whole = sorted_rows(by_number, sort_keys(f"{before}{key}", hazards.COLUMNS))
    there = [row[key] for row in whole if row[key] is not None]
    assert there == sorted(there, reverse=before == "-")
    for limit in (None, *range(len(whole) + 2)):
        assert rows(mixed, f"{before}{key}", limit) == whole[:limit]


SEVERAL = [
    ("days_overdue", "-found_on"),
    ("-days_overdue", "-no"),
    ("-days_late", "-sector", "due_on"),
    ("level", "-days_left", "-no"),
    ("state", "days_late", "-days_overdue"),
    ("-location", "unit", "-due_on", "no", "title"),
    ("-state", "-days_late", "days_left"),
]


@pytest.mark.parametrize("keys", SEVERAL, ids=",".join)
def test_several_keys(mixed: Officer, keys: tuple[str, ...]) -> None:
    """What is equal by one key is sorted by the next, at last by the numbers; a limit cuts the whole list."""
    whole = rows(mixed, None)
    for key in reversed(keys):
        whole = sorted_rows(whole, [SortKey(key.removeprefix("-"), key.startswith("-"))])
    for limit in (None, *range(len(whole) + 2)):
        assert rows(mixed, ",".join(keys), limit) == whole[:limit]


def test_keys_by_what_they_are_called(mixed: Officer) -> None:
    for text in ("期限,-单位", "整改期限， -单位", "整改时限、-unit", "DUE_ON,-受检单位"):
        assert rows(mixed, text) == rows(mixed, "due_on,-unit")
    assert rows(mixed, "-编号")[0]["no"] == rows(mixed, None)[-1]["no"]


def test_a_number_beyond_its_digits() -> None:
    numbers = ["YH-2022-9999", "YH-2022-10000", "YH-2023-0001"]
    found = [{"no": no} for no in reversed(numbers)]
    assert [row["no"] for row in sorted_rows(found, [SortKey("no")])] == numbers


def test_what_was_voided_by_several_keys(mixed: Officer) -> None:
    for no in ("YH-2022-0001", "YH-2022-0002", "YH-2022-0007"):
        mixed.void(no, "2022-06-01")
    with reading(mixed.path) as connection:
        for sort in ("原状态,-记账时已逾期", "state_before,-days_overdue_before,no"):
            found = voided(connection, mixed.filters, Asked(mixed.today, sort=sort)).rows
            order = [(row["state_before"], -row["days_overdue_before"], row["no"]) for row in found]
            assert order == sorted(order)
            assert len(order) == 4


def test_groups_by_several_keys(mixed: Officer) -> None:
    with reading(mixed.path) as connection:
        asked = Asked(date(2022, 7, 15), group_by="measure", sort="其中重大,-条款")
        found = overdue(connection, mixed.filters, asked).rows
    assert [(row["major"], row["measure"]) for row in found] == [(0, 6), (1, 3)]


def test_the_columns_that_are_sorted_as_if_never_null_never_are() -> None:
    for table, keys in ((Hazard, set(hazards.ALWAYS)), (Check, set(checks._ALWAYS))):
        nullable = {column.name for column in table.__table__.columns if column.nullable}  # type: ignore[attr-defined]
        assert keys & nullable == {"no"}, "computed from the id"
        joined = keys - {column.name for column in table.__table__.columns}  # type: ignore[attr-defined]
        assert joined <= {
            "town",
            "unit_code",
            "unit",
            "unit_kind",
            "provisional",
            "days_overdue",
            "days_left",
            "days_late",
        }


def test_an_unknown_key(mixed: Officer) -> None:
    with pytest.raises(UnknownSortKey):
        rows(mixed, "due_basis")


def test_the_overdue_report_has_the_longest_first(mixed: Officer) -> None:
    with reading(mixed.path) as connection:
        report = overdue(connection, mixed.filters, Asked(date(2022, 7, 15)))
    assert [row["days_overdue"] for row in report.rows] == [75, 71, 71]
    assert report.head["totals"] == {"hazards": 3, "major": 1, "overdue": 3, "longest_days": 75}
    assert report.head["count"] == 3


def test_no_rows_were_asked_for(mixed: Officer) -> None:
    """A limit of nothing says nothing of how many there are."""
    with reading(mixed.path) as connection:
        report = hazard_list(connection, mixed.filters, None, 0)
        none = hazard_list(connection, replace(mixed.filters, sector="林业"), None, 5)
    assert (report.rows, report.summary) == ([], ["列出 0 项隐患（--limit）。"])
    assert (none.rows, none.summary) == ([], ["没有符合条件的隐患。"])


@pytest.mark.parametrize("word", ["作废", "已作废", "voided"])
def test_a_state_as_it_is_said(mixed: Officer, word: str) -> None:
    with reading(mixed.path) as connection:
        found = hazard_list(connection, replace(mixed.filters, state=word), None, None).rows
    assert [row["state"] for row in found] == ["voided"]
