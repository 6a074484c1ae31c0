"""What an upgraded ledger says of past days: what the old program said, but for what was struck out; and how old records are put right.

`answers.json.gz` beside this file has what the last program of revision 0003 answered: for each kept ledger, for days on which something
took effect, and the days after, by what was known on some days and now, the rows of all hazards.
"""

from __future__ import annotations

import gzip
import json
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from tests.ledger.officer import Officer
from tests.store.older import KEPT, older, with_evidence
from zizhao_cli.domain.errors.steps import NothingToRetract, StepNoLongerFollows
from zizhao_cli.ledger import checks
from zizhao_cli.ledger.check_replacement import replace_check
from zizhao_cli.ledger.upkeep import bring_up_to_date
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2026, 11, 25)
STRUCK_OUT = {
    "0001": {"YH-2022-0005": "2026-11-24"},
    "0002": {
        "YH-2022-0003": "2022-05-02",
        **dict.fromkeys(("YH-2022-0006", "YH-2022-0007"), "2022-06-04"),
    },
    "0003": {
        "YH-2022-0003": "2022-08-15",
        **dict.fromkeys(("YH-2022-0009", "YH-2022-0010", "YH-2022-0011"), "2022-06-20"),
        "YH-2022-0012": "2022-06-10",
        "YH-2022-0014": "2022-07-10",
    },
}
"""Of each kept ledger the hazards that were voided, or undone with their batch, and the day on which that was recorded."""
EDITED = {"0001": ["YH-2022-0003"], "0002": ["YH-2022-0001"], "0003": ["YH-2022-0001"]}
"""The hazards whose title alone was corrected on a later day."""


@cache
def answers(revision: str) -> list[tuple[str, str | None, list[dict[str, Any]]]]:
    """Return what the old program answered: the day, by what was known when, the rows."""
    kept: dict[str, Any] = json.loads(gzip.decompress((KEPT / "answers.json.gz").read_bytes()))
    return [(day, known_at, rows) for day, known_at, rows in kept[revision]]


@pytest.fixture(scope="module", params=STRUCK_OUT)
def revision(request: pytest.FixtureRequest) -> str:
    """Each revision of which a ledger is kept."""
    return str(request.param)


@pytest.fixture(scope="module")
def upgraded(revision: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kept ledger of that revision, upgraded; tests that write copy it."""
    path = older(tmp_path_factory.mktemp("upgraded"), revision)
    assert bring_up_to_date(Officer(path, TODAY).session) is not None
    return path


@pytest.fixture
def officer(upgraded: Path, tmp_path: Path) -> Iterator[Officer]:
    """The officer with a copy of that ledger, on the day after the last entry of any."""
    with time_machine.travel(f"{TODAY}T09:00:00+08:00", tick=False):
        yield Officer(with_evidence(upgraded, tmp_path), TODAY)


def at(officer: Officer, day: str, known_at: str | None) -> dict[str, dict[str, Any]]:
    """Return how all hazards were on a day, by what was known on another, by their numbers."""
    known = None if known_at is None else date.fromisoformat(known_at)
    rows = officer.rows("hazards", date.fromisoformat(day), known)
    return {row["no"]: {key: _plain(value) for key, value in row.items()} for row in rows}


def _plain(value: object) -> object:
    return str(value) if isinstance(value, date) else value


def struck_out(revision: str, known_at: str | None) -> set[str]:
    """Return what was struck out by what was known on a day."""
    return {no for no, day in STRUCK_OUT[revision].items() if known_at is None or day <= known_at}


def standing(officer: Officer, revision: str) -> list[str]:
    """Return the numbers of the hazards that were never struck out."""
    return [no for no in at(officer, str(TODAY), None) if no not in STRUCK_OUT[revision]]


def differing(
    officer: Officer, revision: str, *, but: str = "", known_now: bool = False
) -> list[str]:
    """Return which answers are others than the old program's, what is struck out and the hazard `but` left aside.

    With `known_now` only those by what is known now.
    """
    found = []
    for day, known_at, rows in answers(revision):
        if known_now and known_at is not None:
            continue
        gone = {*struck_out(revision, known_at), but}
        now = at(officer, day, known_at)
        for row in rows:
            no = row["no"]
            if no not in gone and {key: now[no][key] for key in row} != row:
                found.append(f"{no} as of {day}, known at {known_at}")
        if now.keys() - {row["no"] for row in rows} - gone:
            found.append(f"more as of {day}, known at {known_at}")
    return found


def believed(officer: Officer, revision: str) -> list[str]:
    """Return which answers by what was known before the upgrade are others than they were right after it."""
    return [
        f"as of {day}, known at {known_at}"
        for day, known_at, rows in answers(revision)
        if known_at is not None
        for now in [at(officer, day, known_at)]
        if now.keys() != {row["no"] for row in rows}
        or any(
            {key: now[row["no"]][key] for key in row} != row
            for row in rows
            if row["no"] not in struck_out(revision, known_at)
        )
    ]


def found(officer: Officer) -> list[Any]:
    return verify(officer.path).findings


def test_answers_are_kept_of_all_ledgers(revision: str) -> None:
    """With days before and after everything that is asked of them."""
    asked = answers(revision)
    assert {known_at for _, known_at, _ in asked} >= {None, *STRUCK_OUT[revision].values()}
    assert {row["no"] for _, _, rows in asked for row in rows} >= {*STRUCK_OUT[revision]}
    assert any(row["state"] == "closed" for _, _, rows in asked for row in rows)


def test_what_was_never_struck_out_is_told_as_the_old_program_told_it(
    officer: Officer, revision: str
) -> None:
    assert differing(officer, revision) == []


def test_what_was_struck_out_is_on_no_day_from_its_entry_on(
    officer: Officer, revision: str
) -> None:
    """And was on each before, as the old program told; that told it of earlier days afterwards, too."""
    told_before = 0
    for day, known_at, rows in answers(revision):
        gone, now = struck_out(revision, known_at), at(officer, day, known_at)
        assert {now[no]["state"] for no in gone & now.keys()} <= {"voided"}, (day, known_at)
        told_before += sum(row["state"] != "voided" for row in rows if row["no"] in gone)
        for no in STRUCK_OUT[revision].keys() - gone:
            before = {row["no"]: row for row in rows}.get(no)
            assert (now.get(no) is None) == (before is None)
            assert before is None or now[no]["state"] == before["state"] != "voided"
    assert told_before > 0


def test_the_days_of_an_old_correction_stay(officer: Officer, revision: str) -> None:
    (no,) = EDITED[revision]
    before, since = {
        "0001": ("2022-04-30", "2022-05-01"),
        "0002": ("2022-06-04", "2022-06-05"),
        "0003": ("2022-06-04", "2022-06-05"),
    }[revision]
    titles = [at(officer, day, None)[no]["title"] for day in (before, since, str(TODAY))]
    assert titles[0] != titles[1] == titles[2]


def test_a_correction_for_the_whole_life_goes_over_old_ones(
    officer: Officer, revision: str
) -> None:
    """All else stays as the old program told it, and so does what was believed."""
    for no in standing(officer, revision):
        officer.edit(no, title=f"更正后的 {no}", location="库房")
        assert found(officer) == []
    for day, known_at, rows in answers(revision):
        if known_at is not None:
            continue
        now = at(officer, day, None)
        for row in rows:
            no = row["no"]
            if no in STRUCK_OUT[revision]:
                continue
            mended = {**row, "title": f"更正后的 {no}", "location": "库房"}
            assert {key: now[no][key] for key in row} == mended, (no, day)
    assert believed(officer, revision) == []


def test_an_old_correction_is_mended_for_all_days_by_writing_it_again(
    officer: Officer, revision: str
) -> None:
    (no,) = EDITED[revision]
    title = officer.record(no)["title"]
    officer.edit(no, title=title)
    assert found(officer) == []
    days = [day for day, _, rows in answers(revision) if no in {row["no"] for row in rows}]
    assert {at(officer, day, None)[no]["title"] for day in days} == {title}
    assert believed(officer, revision) == []


def test_old_steps_are_taken_back_one_by_one_down_to_the_registration(
    officer: Officer, revision: str
) -> None:
    """Steps of a sheet, too. Nothing is found after any of them, and of all others nothing changes."""
    taken = 0
    for no in standing(officer, revision):
        for count in range(9):
            try:
                officer.retract(no, approved_by="石世文")
            except NothingToRetract:
                break
            assert found(officer) == [], (no, count)
            taken += 1
        record = officer.record(no)
        assert (record["state"], record["due_on"]) == ("registered", record["original_due_on"])
        assert (record["rectified_on"], record["closed_on"]) == (None, None)
    assert taken == {"0001": 6, "0002": 9, "0003": 14}[revision]
    assert believed(officer, revision) == []


def test_any_old_step_can_be_taken_back_unless_later_ones_rest_on_it(
    officer: Officer, upgraded: Path, revision: str, tmp_path: Path
) -> None:
    done = {"taken back": 0, "refused": 0}
    steps = officer.known(
        "SELECT h.no, v.step_no FROM hazard_version AS v JOIN hazard AS h ON h.id = v.id"
        " WHERE v.step NOT IN ('register', 'edit') AND h.state <> 'voided'"
    )
    for place, (no, number) in enumerate(steps):
        folder = tmp_path / str(place)
        folder.mkdir()
        other = Officer(with_evidence(upgraded, folder), TODAY)
        try:
            other.retract(no, number, "石世文")
        except StepNoLongerFollows:
            done["refused"] += 1
        else:
            done["taken back"] += 1
        assert found(other) == [], (no, number)
        assert differing(other, revision, but=no, known_now=True) == [], (no, number)
    assert done["taken back"] + done["refused"] == len(steps)
    assert min(done.values()) > 0


def test_a_past_step_of_a_sheet_is_taken_back_on_all_days(tmp_path: Path) -> None:
    """The eighth was rectified on 2022-05-14 and sent back on 2022-05-17; its deadline was 2022-05-16."""
    officer = Officer(older(tmp_path, "0003"), TODAY)
    bring_up_to_date(officer.session)
    no, day = "YH-2022-0008", date(2022, 5, 18)
    assert [row["state"] for row in officer.rows("hazards", day) if row["no"] == no] == [
        "rectifying"
    ]
    with pytest.raises(StepNoLongerFollows, match="录入既往复查"):
        officer.retract(no, 2)
    officer.retract(no, 3)
    assert at(officer, "2022-05-18", None)[no]["state"] == "awaiting_review"
    officer.retract(no)
    assert at(officer, "2022-05-15", None)[no]["state"] == "registered"
    assert at(officer, "2022-05-18", None)[no]["days_overdue"] == 2
    assert at(officer, "2022-05-15", "2022-08-17")[no]["state"] == "awaiting_review"
    assert found(officer) == []


def test_old_records_are_replaced(officer: Officer, revision: str) -> None:
    """A replaced one is on no day; the other begins when the old one was found, with its first deadline."""
    for no in standing(officer, revision):
        old = officer.record(no)
        if old["state"] == "closed":
            officer.retract(no, approved_by="石世文")
        new = officer.record(officer.replace(no, due="2022-09-30"))
        assert (new["found_on"], new["original_due_on"]) == (
            old["found_on"],
            old["original_due_on"],
        )
        assert (new["due_on"], new["title"]) == ("2022-09-30", old["title"])
        assert found(officer) == []
        now = at(officer, str(old["found_on"]), None)
        assert (now[no]["state"], now[new["no"]]["state"]) == ("voided", "registered")
    assert believed(officer, revision) == []


def test_life_goes_on_with_old_records_in_every_state(tmp_path: Path) -> None:
    """What was handed on comes back, what awaits its review is reviewed, and a step is placed before an old correction."""
    officer = Officer(older(tmp_path, "0003"), TODAY)
    bring_up_to_date(officer.session)
    officer.reopen("YH-2022-0007", "2022-08-20")
    officer.review("YH-2022-0013", "2022-06-14", passed=False)
    officer.review("YH-2022-0006", "2022-09-01")
    officer.rectify("YH-2022-0001", "2022-05-20", "李四")
    for no in ("YH-2022-0002", "YH-2022-0003", "YH-2022-0013"):
        officer.note(no)
    checks.edit_check(officer.session, "JC-2022-00002", {"note": "补记"}, "漏写")
    assert found(officer) == []
    told = at(officer, "2022-06-01", None)
    assert (told["YH-2022-0001"]["state"], told["YH-2022-0001"]["title"]) == (
        "awaiting_review",
        "出口堵塞",
    )
    assert at(officer, "2022-06-05", None)["YH-2022-0001"]["title"] == "安全出口堵塞"
    assert at(officer, "2022-06-14", None)["YH-2022-0013"]["title"] == "护栏损坏"
    assert at(officer, "2022-09-02", None)["YH-2022-0006"]["state"] == "closed"
    assert at(officer, "2022-08-20", None)["YH-2022-0007"]["state"] == "rectifying"
    assert at(officer, "2022-08-19", None)["YH-2022-0007"]["state"] == "transferred"


def test_an_old_check_is_replaced_with_its_hazards(officer: Officer) -> None:
    """The hazard of the second check of each later ledger, of the first of the oldest, goes along."""
    ((no, hazard),) = officer.known(
        "SELECT c.no, h.no FROM hazard AS h JOIN checks AS c ON c.id = h.check_id WHERE h.id = 20220000001"
    )
    changed, (along,), _ = replace_check(
        officer.session,
        no,
        {"measure": "9"},
        {},
        reason="记错",
        approved_by="石世文",
        approver_unit=None,
    )
    new = along.after.number()
    assert found(officer) == []
    assert officer.record(new)["check_no"] == changed.after.number()
    assert (officer.record(new)["measure"], officer.record(hazard)["state"]) == (9, "voided")
