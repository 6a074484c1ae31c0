"""Which answers about past days an upgrade changed: whether a hazard was in them, and whether as overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zizhao_cli.report.upgraded import changed_answers
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    from tests.ledger.officer import Officer


def told(officer: Officer, before: str = "0003") -> list[str]:
    with reading(officer.path) as connection:
        return changed_answers(connection, before)


def test_of_many_a_handful_is_named_those_that_were_overdue_first(officer: Officer) -> None:
    """All but the last two were voided before they were overdue."""
    numbers = [officer.hazard() for _ in range(7)]
    for no in numbers[:5]:
        officer.void(no, "2022-05-01")
    for no in numbers[5:]:
        officer.void(no, "2022-05-07")
    assert "作废的 7 项" in told(officer)[0]
    assert told(officer)[0].endswith(
        "其中 2 项在作废以前逾期过："
        "YH-2022-0006（2022-05-07 作废）、YH-2022-0007（2022-05-07 作废）、YH-2022-0001（2022-05-01 作废）、"
        "YH-2022-0002（2022-05-01 作废）、YH-2022-0003（2022-05-01 作废） 等 7 项"
    )


@pytest.mark.parametrize(
    ("voided_on", "overdue"),
    [("2022-05-05", False), ("2022-05-06", False), ("2022-05-07", True)],
    ids=["on the last day", "on the day after", "a day later"],
)
def test_it_was_overdue_if_a_day_ended_past_its_deadline(
    officer: Officer, voided_on: str, overdue: bool
) -> None:
    """Due on 2022-05-05: the first day at whose end it was overdue is 2022-05-06, unless it was voided by then."""
    officer.void(officer.hazard(), voided_on)
    assert ("其中 1 项在作废以前逾期过" in told(officer)[0]) is overdue
    assert ("没有一项在作废以前逾期过" in told(officer)[0]) is not overdue


def test_a_clock_that_stood_still_in_time_was_never_overdue(officer: Officer) -> None:
    no = officer.hazard()
    officer.rectify(no, "2022-05-05")
    officer.void(no, "2022-08-01")
    assert "没有一项" in told(officer)[0]


def test_what_held_at_the_end_of_no_day_counts_for_none(officer: Officer) -> None:
    """Sent back and put right again on one day, long after the deadline."""
    no = officer.hazard()
    officer.rectify(no, "2022-05-05")
    officer.review(no, "2022-06-10", passed=False)
    officer.rectify(no, "2022-06-10")
    officer.void(no, "2022-08-01")
    assert "没有一项" in told(officer)[0]


def test_one_that_was_overdue_before_it_was_put_right_was(officer: Officer) -> None:
    no = officer.hazard()
    officer.rectify(no, "2022-05-07")
    officer.void(no, "2022-08-01")
    assert "其中 1 项" in told(officer)[0]


def test_what_was_voided_on_the_day_it_was_found_was_in_no_report(officer: Officer) -> None:
    officer.void(officer.hazard(), "2022-04-20")
    assert told(officer) == []


def test_a_correction_from_the_first_day_on_is_no_other_for_all_days(officer: Officer) -> None:
    officer.edit(officer.hazard(), "2022-04-20", title="改正")
    assert told(officer) == []
    officer.edit(officer.hazard(), "2022-04-21", title="改正")
    assert "更正过的 1 项" in told(officer)[0]


def test_of_what_is_voided_no_correction_is_told(officer: Officer) -> None:
    no = officer.hazard()
    officer.edit(no, "2022-04-21", title="改正")
    officer.void(no, "2022-05-01")
    assert "更正" not in "".join(told(officer))


def test_a_later_upgrade_changes_none_of_it(officer: Officer) -> None:
    officer.void(officer.hazard(), "2022-08-01")
    assert told(officer, "0003") != []
    assert told(officer, "0004") == []
