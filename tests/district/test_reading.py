"""The same questions of the district as of each ledger, and the same answers: row by row of one town, and of all of them together what the ledgers say."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.district.lived import TOWNS, Lived
from tests.district.server import needs_postgresql
from zizhao_cli.district_address import Towns, address
from zizhao_cli.errors import ZizhaoError
from zizhao_cli.report import (
    accident_clocks,
    compare,
    coverage,
    deadlines,
    past_due,
    reviews,
    summary,
    transfers,
    trend,
    voided,
)
from zizhao_cli.report.filters import Filters
from zizhao_cli.report.frame import Asked
from zizhao_cli.store.opened import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zizhao_cli.district_address import Books
    from zizhao_cli.report.model import Report, Row

pytestmark = needs_postgresql

LAST, BEFORE = date(2022, 10, 1), date(2022, 6, 1)
DAYS = (LAST, date(2022, 10, 12), date(2022, 7, 1), date(2022, 5, 10), date(2022, 4, 1))
QUESTIONS: dict[str, Callable[..., Report]] = {
    "overdue": deadlines.overdue,
    "open": deadlines.still_open,
    "due": partial(deadlines.due, within=30),
    "voided": voided.voided,
    "summary": partial(summary.summary, explain=True),
    "late": partial(summary.summary, listing="late"),
    "carried": partial(summary.summary, base="period"),
    "coverage": coverage.coverage,
    "missing": partial(coverage.coverage, missing=True),
    "trend": trend.trend,
    "by week": partial(trend.trend, each="week"),
    "reviews": reviews.reviews,
    "transfers": transfers.transfers,
    "past due": past_due.past_due,
    "clocks": accident_clocks.clocks,
    "compare": partial(compare.compare, before=BEFORE),
    "figures": partial(compare.compare, before=BEFORE, figures=True),
}
FILTERS: list[dict[str, Any]] = [
    {},
    {"unit": ["Q01", "GXC"]},
    {"inside": "桂香村"},
    {"supervisor": "应急办"},
    {"tag": "crowded"},
    {"kind": "enterprise"},
    {"measure": ["6", "七"]},
    {"sector": "消防"},
    {"level": "major"},
    {"state": ["closed", "transferred"]},
    {"responsible": "张静"},
    {"responsible": "没有这个人", "sector": "没有这一行"},
    {"inspector": ["胡显胜"]},
    {"reviewer": "刘和平"},
    {"supervised": "no"},
    {"overdue": True},
    {"overdue": False},
    {"text": ["100%", "Ｅ座 灭火", "_a区", "it's"]},
    {"first": "2022-05-01", "last": "2022-06-30"},
    {"period": "2022-Q2"},
    {"phase": "1"},
    {"phase": "2022/1"},
]
LISTS, GROUPED = ("overdue", "open", "due"), ("overdue", "open", "due", "voided")
WAYS: list[tuple[tuple[str, ...], dict[str, Any]]] = [
    (GROUPED, {"group_by": "unit"}),
    (GROUPED, {"group_by": "responsible", "sort": "-longest_days"}),
    (("summary",), {"group_by": "unit"}),
    (("summary",), {"group_by": "inspector,village,month"}),
    (("summary",), {"group_by": "supervisor,level", "sort": "-open"}),
    (LISTS, {"sort": "days_overdue,-no", "limit": 7}),
    (LISTS, {"sort": "-days_left,title"}),
    (("open", "voided"), {"sort": "-days_late,sector"}),
    (("coverage",), {"sort": "-last_checked_on", "limit": 9}),
    (tuple(QUESTIONS), {"known_at": date(2022, 6, 15)}),
    (tuple(QUESTIONS), {"known_at": date(2022, 4, 1)}),
]
NUMBERS = ("no", "check_no", "replaced_by")


class Case(NamedTuple):
    """A question, and how it is asked."""

    question: str
    day: date
    filters: dict[str, Any]
    more: dict[str, Any]


def cases() -> Iterator[Case]:
    for question in QUESTIONS:
        yield from (Case(question, day, {}, {}) for day in DAYS)
        yield from (Case(question, LAST, narrowed, {}) for narrowed in FILTERS)
    for questions, more in WAYS:
        yield from (Case(question, day, {}, more) for question in questions for day in DAYS[:2])


def asked(books: Books, case: Case) -> Report | str:
    """Return the report, or why there is none."""
    filters = Filters(books, date(2022, 12, 31), **case.filters)
    with opened(books) as connection:
        try:
            return QUESTIONS[case.question](connection, filters, Asked(case.day, **case.more))
        except ZizhaoError as refused:
            return refused.sentence


def of_ledger(found: Report | str, town: str) -> Any:
    """Return what a report of a district says as that of the town's ledger says it."""
    if isinstance(found, str):
        return found
    head = {
        key: value
        for key, value in found.head.items()
        if key not in ("anchor", "towns", "filters", "group_by")
    }
    head["entries"] = [plain(entry, town) for entry in head.get("entries", [])]
    columns = [column for column in found.columns if column.key != "town"]
    return head, [plain(row, town) for row in found.rows], columns


def plain(row: Row, town: str) -> Row:
    """Return a row without its town, which must be this one."""
    assert row.get("town", town) == town
    told = {key: value for key, value in row.items() if key != "town"}
    told |= {key: _own(told[key], town) for key in NUMBERS if key in told}
    return told | (
        {"records": [_own(no, town) for no in told["records"]]} if "records" in told else {}
    )


def _own(no: str | None, town: str) -> str | None:
    return no if no is None else no.removeprefix(f"{town}/")


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("town", TOWNS)
def test_a_town_of_the_district_answers_as_its_ledger_does(
    three_towns: Lived, town: str, question: str
) -> None:
    answered = 0
    for case in cases():
        if case.question == question:
            ledger = asked(three_towns.ledgers[town], case)
            district = asked(three_towns.towns(town), case)
            assert of_ledger(district, town) == of_ledger(ledger, town), case
            answered += not isinstance(ledger, str) and bool(ledger.rows)
    assert answered > 2, "the towns have lived enough to be asked about"


@pytest.mark.parametrize("question", ["overdue", "open", "due", "voided", "late"])
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("more", [{}, {"known_at": date(2022, 6, 15)}], ids=["now", "known"])
def test_a_list_of_all_towns_is_their_lists_together(
    three_towns: Lived, question: str, day: date, more: dict[str, Any]
) -> None:
    case = Case(question, day, {}, more)
    whole = asked(three_towns.towns(), case)
    parts = {town: asked(three_towns.ledgers[town], case) for town in TOWNS}
    assert not isinstance(whole, str)
    assert {row["town"] for row in whole.rows} <= {*TOWNS}
    for town, part in parts.items():
        assert not isinstance(part, str)
        of_town = [row for row in whole.rows if row["town"] == town]
        assert all(row["no"].startswith(f"{town}/YH-") for row in of_town)
        own = [plain(row, town) for row in of_town]
        assert sorted(own, key=str) == sorted(part.rows, key=str)
    dues = [row["due_on"] for row in whole.rows]
    assert question in ("voided", "late") or dues == sorted(dues), "in one order"
    added = [part.head["totals"] for part in parts.values() if not isinstance(part, str)]
    for key in ("hazards", "major", "overdue", "late"):
        if key in added[0]:
            assert whole.head["totals"][key] == sum(one[key] for one in added)


@pytest.mark.parametrize("question", ["summary", "missing", "trend", "figures", "compare"])
@pytest.mark.parametrize("more", [{}, {"known_at": date(2022, 6, 15)}], ids=["now", "known"])
def test_the_numbers_of_all_towns_are_their_numbers_added(
    three_towns: Lived, question: str, more: dict[str, Any]
) -> None:
    case = Case(question, LAST, {}, more)
    whole = asked(three_towns.towns(), case)
    parts = [asked(three_towns.ledgers[town], case) for town in TOWNS]
    assert not isinstance(whole, str)
    heads = [part.head for part in parts if not isinstance(part, str)]
    assert _counted(whole.head["totals"]) == _added([head["totals"] for head in heads])
    if question in ("trend", "figures"):
        for place, row in enumerate(whole.rows):
            if row.get("figure") != "rate":
                rows = [part.rows[place] for part in parts if not isinstance(part, str)]
                assert _counted(row) == _added(rows), row
    if question == "compare":
        entries = [(entry["town"], entry["seq"]) for entry in whole.head["entries"]]
        own = {
            (town, entry["seq"])
            for town, head in zip(TOWNS, heads, strict=True)
            for entry in head["entries"]
        }
        assert len(entries) == len(own)
        assert {*entries} == own


def _counted(row: Row) -> Row:
    return {key: value for key, value in row.items() if isinstance(value, int)}


def _added(rows: list[Row]) -> Row:
    return {
        key: sum(row[key] or 0 for row in rows)
        for key in rows[0]
        if any(isinstance(row[key], int) for row in rows)
    }


def test_by_town_each_row_is_what_its_ledger_says(three_towns: Lived) -> None:
    case = Case("summary", LAST, {}, {"group_by": "town"})
    whole = asked(three_towns.towns(), case)
    assert not isinstance(whole, str)
    assert [row["found"] for row in whole.rows] == sorted(
        (row["found"] for row in whole.rows), reverse=True
    )
    for row in whole.rows:
        part = asked(three_towns.ledgers[row["town"]], case._replace(more={}))
        assert not isinstance(part, str)
        assert {key: value for key, value in row.items() if key != "town"} == part.rows[0]
    assert {row["town"] for row in whole.rows} == {*TOWNS}


@pytest.mark.parametrize("key", ["unit", "village", "responsible", "inspector"])
def test_what_each_town_names_for_itself_stays_within_it(three_towns: Lived, key: str) -> None:
    """桂香村 of one town and 桂香村 of another are two, and so are people of one name."""
    case = Case("summary", LAST, {}, {"group_by": key})
    whole = asked(three_towns.towns(), case)
    assert not isinstance(whole, str)
    for town in TOWNS:
        part = asked(three_towns.ledgers[town], case)
        assert not isinstance(part, str)
        assert [plain(row, town) for row in whole.rows if row["town"] == town] == part.rows


def test_a_unit_is_asked_for_in_each_town_that_has_it(three_towns: Lived) -> None:
    for unit in ("GXC", "桂香村", "Q01"):
        case = Case("open", LAST, {"unit": unit}, {})
        whole = asked(three_towns.towns(), case)
        parts = [asked(three_towns.ledgers[town], case) for town in TOWNS]
        assert not isinstance(whole, str)
        counts = [len(part.rows) for part in parts if not isinstance(part, str)]
        towns = [row["town"] for row in whole.rows]
        assert [towns.count(town) for town in TOWNS] == counts
        assert sum(count > 0 for count in counts) > 1
    one = asked(three_towns.towns(), Case("open", LAST, {"unit": "北河镇/桂香村"}, {}))
    assert not isinstance(one, str)
    assert {row["town"] for row in one.rows} == {"北河镇"}
    assert "没有的村" in str(
        asked(three_towns.towns(), Case("open", LAST, {"unit": "没有的村"}, {}))
    )


def test_a_list_is_sorted_by_towns(three_towns: Lived) -> None:
    report = asked(three_towns.towns(), Case("open", LAST, {}, {"sort": "-town,no"}))
    assert not isinstance(report, str)
    towns = [row["town"] for row in report.rows]
    assert towns == sorted(towns, reverse=True)
    assert len({*towns}) == len(TOWNS)


def test_it_says_how_far_each_town_is_held(three_towns: Lived) -> None:
    report = asked(three_towns.towns("北河镇", "安平镇"), Case("overdue", LAST, {}, {}))
    assert not isinstance(report, str)
    held = {row["town"]: row["entries"] for row in report.head["towns"]}
    assert held == {town: three_towns.district.held(town) for town in ("北河镇", "安平镇")}
    assert report.head["filters"] == {"town": ["北河镇", "安平镇"]}
    receipts, _, head = report.head["anchor"].partition(":")
    with three_towns.district.server.connect(three_towns.district.name) as owner:
        assert owner.execute("SELECT receipts, head FROM zizhao.anchor()").fetchone() == (
            int(receipts),
            head,
        )
    assert report.head["verified"] is False


def test_all_of_a_report_is_of_one_moment(three_towns: Lived) -> None:
    """What is pushed meanwhile is in none of its parts."""
    place = three_towns.towns()
    with (
        opened(place) as reading,
        three_towns.district.server.connect(three_towns.district.name) as owner,
    ):
        before = reading.execute("SELECT count(*) FROM hazard").fetchone()[0]
        owner.execute("BEGIN; UPDATE zizhao.unit SET note = 'later' WHERE town = 1; COMMIT")
        later = reading.execute("SELECT count(*) FROM unit WHERE note = 'later'").fetchone()[0]
        assert (before > 0, later) == (True, 0)
        owner.execute("UPDATE zizhao.unit SET note = NULL WHERE note = 'later'")
    assert address("/a/path") is None
    assert isinstance(place, Towns)
