"""What was known on a day: entries recorded later are not seen, though they took effect before."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import time_machine

from zizhao_cli.ledger.units import edit_unit
from zizhao_cli.report.deadlines import Asked, overdue
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    from tests.ledger.officer import Officer

AS_OF = date(2022, 5, 20)


def numbers(officer: Officer, known_at: str | None, as_of: date = AS_OF) -> list[str]:
    """Return the numbers of the hazards overdue on a day, by what was recorded up to another."""
    known = None if known_at is None else date.fromisoformat(known_at)
    return [row["no"] for row in officer.rows("overdue", as_of, known)]


def test_a_hazard_recorded_later_is_not_seen(officer: Officer) -> None:
    with time_machine.travel("2022-05-25T09:00:00+08:00", tick=False):
        no = officer.hazard()
    assert numbers(officer, None) == [no]
    assert numbers(officer, "2022-05-25") == [no]
    assert numbers(officer, "2022-05-24") == []
    assert numbers(officer, "2022-04-18") == []


def test_the_report_says_that_the_day_counts(officer: Officer) -> None:
    with reading(officer.path) as connection:
        report = overdue(connection, officer.filters, Asked(AS_OF, date(2022, 5, 25)))
    assert report.summary[0].startswith("截至 2022-05-20（只算到 2022-05-25 为止记入的）")


def test_a_rectification_recorded_later_is_not_seen(officer: Officer) -> None:
    with time_machine.travel("2022-04-20T09:00:00+08:00", tick=False):
        no = officer.hazard()
    with time_machine.travel("2022-06-01T09:00:00+08:00", tick=False):
        officer.rectify(no, "2022-05-15")
    assert numbers(officer, None) == []
    assert numbers(officer, "2022-06-01") == []
    assert numbers(officer, "2022-05-31") == [no]
    assert numbers(officer, "2022-05-31", date(2022, 5, 10)) == [no]
    assert numbers(officer, None, date(2022, 5, 10)) == [no]


def test_an_extension_recorded_later_is_not_seen(officer: Officer) -> None:
    with time_machine.travel("2022-04-20T09:00:00+08:00", tick=False):
        no = officer.hazard()
    with time_machine.travel("2022-05-25T09:00:00+08:00", tick=False):
        officer.extend(no, "2022-07-01", "2022-05-04")
    assert numbers(officer, "2022-05-24") == [no]
    assert numbers(officer, "2022-05-25") == []


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2022-05-25T00:00:00+08:00", "2022-05-25"),
        ("2022-05-25T23:59:59+08:00", "2022-05-25"),
        ("2022-05-24T16:00:00+00:00", "2022-05-25"),  # midnight in Shanghai
        ("2022-05-24T15:59:59+00:00", "2022-05-24"),
    ],
)
def test_a_day_ends_at_midnight_in_shanghai(officer: Officer, at: str, day: str) -> None:
    with time_machine.travel(at, tick=False):
        no = officer.hazard()
    before = date.fromordinal(date.fromisoformat(day).toordinal() - 1)
    assert numbers(officer, day) == [no]
    assert numbers(officer, str(before)) == []


def test_every_day_is_told_the_same_again(officer: Officer) -> None:
    """What a report said on the evening of a day, it says of that day for ever."""
    evenings: dict[date, list[str]] = {}
    no = ""
    for day, step in {
        21: officer.hazard,
        25: lambda: officer.hazard(found_on="2022-04-20", due="2022-04-22"),
        26: lambda: officer.rectify("YH-2022-0002", "2022-04-24"),
        28: lambda: officer.extend("YH-2022-0001", "2022-05-09", "2022-04-22"),
        29: lambda: officer.review("YH-2022-0002", "2022-04-25", passed=False),
    }.items():
        with time_machine.travel(f"2022-04-{day}T18:00:00+08:00", tick=False):
            no = step() or no
            evenings[date(2022, 4, day)] = numbers(officer, None, date(2022, 4, day))
    for day, told in evenings.items():
        assert numbers(officer, str(day), day) == told
    assert sum(map(len, evenings.values())) > 0


def test_a_unit_bears_the_name_that_was_known(officer: Officer) -> None:
    with time_machine.travel("2022-04-20T09:00:00+08:00", tick=False):
        officer.hazard()
    with time_machine.travel("2022-06-01T09:00:00+08:00", tick=False):
        edit_unit(officer.session, "GXC", {"name": "新桂香村"}, date(2022, 5, 10))

    def name(as_of: str, known_at: str | None) -> str:
        known = None if known_at is None else date.fromisoformat(known_at)
        text: str = officer.rows("hazards", date.fromisoformat(as_of), known)[0]["unit"]
        return text

    assert name("2022-05-09", None) == "桂香村"
    assert name("2022-05-10", None) == "新桂香村"
    assert name("2022-05-10", "2022-05-31") == "桂香村"
    assert name("2022-05-10", "2022-06-01") == "新桂香村"


def test_a_unit_put_on_the_roll_after_its_hazard_was_found(officer: Officer) -> None:
    officer.unit("CS1", "幸福超市")
    officer.hazard(unit="CS1")
    assert officer.rows("hazards", date(2022, 4, 25))[0]["unit"] == "幸福超市"
