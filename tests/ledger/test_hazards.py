"""Hazards on a real ledger: numbers, deadlines, corrections, and what goes wrong half-way."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.ledger.officer import Officer, copy_of
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.records import UnknownRecord
from zizhao_cli.domain.errors.steps import NothingToChange, StepNotAllowed
from zizhao_cli.domain.errors.values import BadAmount, BlankText, FutureDay
from zizhao_cli.errors import MissingOption
from zizhao_cli.ledger.session import LedgerSession
from zizhao_cli.ledger.setup import init
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path


def test_numbers_by_the_year_it_was_found(officer: Officer) -> None:
    assert officer.hazard() == "YH-2022-0001"
    assert officer.hazard(found_on="2021-12-31") == "YH-2021-0001"
    assert officer.hazard() == "YH-2022-0002"


def test_the_number_of_a_void_hazard_is_not_used_again(officer: Officer) -> None:
    officer.void(officer.hazard())
    assert officer.hazard() == "YH-2022-0002"


def test_past_9999(officer: Officer) -> None:
    """The ledger numbers on, and the computed column says the same as the program."""
    officer.hazard()
    with sqlite3.connect(officer.path) as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        columns = [row[1] for row in raw.execute("PRAGMA table_info(hazard)") if row[1] != "id"]
        names = ", ".join(columns)
        raw.execute(
            f"INSERT INTO hazard (id, {names}) SELECT 20220009998, {names} FROM hazard LIMIT 1"
        )
    raw.close()
    assert [officer.hazard() for _ in range(3)] == [
        "YH-2022-9999",
        "YH-2022-10000",
        "YH-2022-10001",
    ]
    stored = [no for (no,) in officer.known("SELECT no FROM hazard ORDER BY id DESC LIMIT 3")]
    assert stored == ["YH-2022-10001", "YH-2022-10000", "YH-2022-9999"]
    assert officer.record("YH-2022-10000")["no"] == "YH-2022-10000"


@pytest.mark.parametrize(
    ("given", "due_on"),
    [
        ({"due": None}, "2022-05-05"),
        ({"due": "+10wd"}, "2022-05-06"),
        ({"due": None, "handling": "立行立改"}, "2022-04-20"),
        ({"due": "2022-05-01", "level": "重大"}, "2022-05-01"),
    ],
)
def test_deadlines(officer: Officer, given: dict[str, Any], due_on: str) -> None:
    record = officer.record(officer.hazard(**given))
    assert (record["due_on"], record["original_due_on"]) == (due_on, due_on)


def test_a_whole_life(officer: Officer) -> None:
    no = officer.hazard(level="major")
    officer.whole_plan(no, "2022-04-22", "2022-05-05")
    officer.extend(no, "2022-05-20", "2022-05-04")
    officer.rectify(no, "2022-05-25")
    officer.review(no, "2022-05-27", passed=False)
    overdue = officer.record(no, date(2022, 5, 28))
    assert (overdue["state"], overdue["days_overdue"], overdue["days_late"]) == (
        "rectifying",
        8,
        None,
    )
    officer.rectify(no, "2022-06-01", by="李四")
    officer.review(no, "2022-06-02")
    closed = officer.record(no)
    assert (closed["state"], closed["closed_on"]) == ("closed", "2022-06-02")
    assert (closed["days_late"], closed["days_overdue"], closed["days_left"]) == (12, None, None)
    assert (closed["due_on"], closed["original_due_on"]) == ("2022-05-20", "2022-05-05")
    assert (closed["extensions"], closed["rectified_by"]) == (1, "李四")
    assert verify(officer.path)[0] == []


def test_the_clock_stops_at_rectification(officer: Officer) -> None:
    no = officer.hazard()
    officer.rectify(no, "2022-05-08")
    for day in ("2022-05-09", "2022-12-31"):
        record = officer.record(no, date.fromisoformat(day))
        assert (record["days_overdue"], record["days_late"]) == (None, 3)


def test_a_failed_review_with_a_new_deadline(officer: Officer) -> None:
    no = officer.hazard()
    officer.rectify(no, "2022-05-08")
    officer.review(no, "2022-05-10", passed=False, due="2022-05-30")
    record = officer.record(no, date(2022, 5, 30))
    assert (record["due_on"], record["days_overdue"], record["days_left"]) == ("2022-05-30", 0, 0)
    assert record["original_due_on"] == "2022-05-05"


def test_by_default_the_responsible_person_rectified(officer: Officer) -> None:
    no = officer.hazard()
    officer.rectify(no, "2022-05-01")
    assert officer.record(no)["rectified_by"] == "张静"


def test_nobody_to_take_for_granted(officer: Officer) -> None:
    no = officer.hazard(responsible=None)
    with pytest.raises(MissingOption):
        officer.rectify(no, "2022-05-01")
    with pytest.raises(MissingOption):
        officer.extend(no, "2022-06-01", "2022-05-01")


def test_a_refused_step_leaves_nothing(officer: Officer) -> None:
    no = officer.hazard()
    before = officer.known("SELECT * FROM hazard_version"), officer.known("SELECT * FROM journal")
    for step in (
        lambda: officer.review(no, "2022-05-01"),
        lambda: officer.rectify(no, "2022-04-19"),
        lambda: officer.rectify(no, "2023-01-01"),
        lambda: officer.extend(no, "2022-05-05", "2022-05-01"),
        lambda: officer.plan(no, "2022-05-01"),
        lambda: officer.plan(no, "2022-05-01", funds="-5"),
        lambda: officer.edit(no, "2022-05-01", title=" "),
    ):
        with pytest.raises(Refused):
            step()
    assert (
        officer.known("SELECT * FROM hazard_version"),
        officer.known("SELECT * FROM journal"),
    ) == before
    assert officer.record(no)["state"] == "registered"


@pytest.mark.parametrize("no", ["YH-2022-0009", "YH-2021-0001", "JC-2022-00001", "", "1"])
def test_an_unknown_hazard(officer: Officer, no: str) -> None:
    officer.hazard()
    with pytest.raises(UnknownRecord):
        officer.rectify(no)


def test_a_step_is_not_in_the_future(officer: Officer) -> None:
    no = officer.hazard()
    with pytest.raises(FutureDay):
        officer.rectify(no, "2023-01-01")
    officer.rectify(no, "2022-12-31")


def test_a_closed_hazard_is_finished(officer: Officer) -> None:
    no = officer.hazard()
    officer.rectify(no, "2022-05-01")
    officer.review(no, "2022-05-02")
    for step in (officer.rectify, officer.review, officer.transfer, officer.void):
        with pytest.raises(StepNotAllowed):
            step(no)


@pytest.mark.parametrize("funds", ["-5", "－5", "−5", " -5"])
def test_negative_funds(officer: Officer, funds: str) -> None:
    no = officer.hazard()
    with pytest.raises(BadAmount):
        officer.plan(no, "2022-05-01", funds=funds)


def test_a_correction(officer: Officer) -> None:
    no = officer.hazard()
    to = {
        "title": "新的",
        "location": "二楼",
        "measure": "七",
        "sector": "消防",
        "responsible": "李四",
    }
    officer.edit(no, "2022-05-01", **to, supervised=True)
    record = officer.record(no)
    assert [record[key] for key in to] == ["新的", "二楼", 7, "消防", "李四"]
    assert record["supervised"] is True
    with pytest.raises(NothingToChange):
        officer.edit(no, "2022-05-01", title="新的")
    assert verify(officer.path)[0] == []


def test_a_change_of_level_needs_a_reason(officer: Officer) -> None:
    no = officer.hazard()
    with pytest.raises(MissingOption):
        officer.edit(no, "2022-05-01", level="major")
    officer.edit(no, "2022-05-01", reason="复核后认定", level="重大")
    assert officer.record(no)["level"] == "major"


@pytest.mark.parametrize("name", ["", " ", "\u3000"])
def test_somebody_acts(ledger_of_2022: Path, tmp_path: Path, name: str) -> None:
    path = copy_of(ledger_of_2022, tmp_path)
    with pytest.raises(BlankText), LedgerSession(path, name, date(2022, 12, 31)).change():
        pytest.fail("nobody wrote")


def test_init_again_changes_nothing(officer: Officer) -> None:
    officer.hazard()
    before = officer.path.read_bytes()
    done = init(officer.session)
    assert (done.created, done.units) == (False, 11)
    assert officer.path.read_bytes() == before
