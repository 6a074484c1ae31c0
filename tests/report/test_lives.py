"""Whatever steps a few hazards take, and whatever is taken back or corrected: the ledger tells both times as a model does."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.ledger.officer import Officer, copy_of
from tests.report.life import RUNNING
from tests.report.lives import MOVES, START, Ledger, Move, begin, take
from zizhao_cli.domain.deadlines import days_overdue
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.report.as_of import WAYS, AsOf, as_of_at
from zizhao_cli.report.hazards import hazard_rows
from zizhao_cli.report.question import Where
from zizhao_cli.store.reading import reading
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from datetime import date

    from zizhao_cli.report.model import Row

BOUNDED = settings(
    max_examples=6,  # tests/soak/machine goes on for longer
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WATCHED = [START + timedelta(days=n) for n in (-1, 0, 3, 10, 15, 16, 30, 60)]
QUESTIONS = ("hazards", "overdue", "open")


@pytest.fixture
def anew(ledger_of_2022: Path) -> Any:
    """Return what opens a fresh ledger for each example."""

    @contextmanager
    def opened() -> Iterator[Officer]:
        with tempfile.TemporaryDirectory() as folder:
            yield Officer(copy_of(ledger_of_2022, Path(folder)))

    return opened


def live(officer: Officer, moves: list[Move]) -> Iterator[tuple[date, Ledger, bool]]:
    """Carry out the moves one by one; yield the day of the next, the model, and whether the last was done."""
    ledger = begin(officer)
    day, done = START, True
    for move in moves:
        day += timedelta(days=move.later)
        yield day, ledger, done
        done = take(officer, ledger, move, day)
    yield day, ledger, done


def lived(officer: Officer, moves: list[Move]) -> tuple[date, Ledger]:
    """Carry out all moves; return the day of the last, and the model."""
    *_, (day, ledger, _) = live(officer, moves)
    return day, ledger


def told(connection: sqlite3.Connection, at: AsOf, question: str = "hazards") -> list[Row]:
    return hazard_rows(connection, question, at, Where(), sort=None, default="id")


def expected(ledger: Ledger, day: date, seq: int) -> list[Row]:
    """Return what the model says of a day, by what was recorded up to an entry."""
    faces = [(life, life.at(day, seq)) for life in ledger.lives]
    return [
        {
            "no": life.no,
            "unit_code": life.unit,
            "title": face.title,
            "level": face.level,
            "responsible": face.responsible,
            "found_on": str(life.found),
            "due_on": str(face.due),
            "original_due_on": str(life.original_due),
            "state": face.state,
            "extensions": face.extensions,
            "rectified_on": face.rectified_on and str(face.rectified_on),
            "closed_on": face.closed_on and str(face.closed_on),
            "days_overdue": days_overdue(face.state, face.due, day),
        }
        for life, face in faces
        if face
    ]


def known(rows: list[Row], model: list[Row]) -> list[Row]:
    """Return of each row what the model knows of it."""
    keys = model[0] if model else {}
    return [{key: row[key] for key in keys} for row in rows]


@BOUNDED
@given(moves=MOVES)
def test_every_day_by_every_entry(
    anew: type[AbstractContextManager[Officer]], moves: list[Move]
) -> None:
    """Whichever way it is come by."""
    with anew() as officer:
        _, ledger = lived(officer, moves)
        with reading(officer.path) as connection:
            for day, seq, way in product(WATCHED, range(ledger.entries + 1), WAYS[1:]):
                at = AsOf(HAZARD, day, seq, way)
                model = expected(ledger, day, seq)
                assert known(told(connection, at), model) == model, (day, seq, way)
                over = [row["no"] for row in model if row["days_overdue"]]
                assert [row["no"] for row in told(connection, at, "overdue")] == over


@BOUNDED
@given(moves=MOVES)
def test_the_present_tables_are_the_last_that_is_told(
    anew: type[AbstractContextManager[Officer]], moves: list[Move]
) -> None:
    with anew() as officer:
        day, ledger = lived(officer, moves)
        assert verify(officer.path).findings == []
        model = expected(ledger, day, ledger.entries)
        with reading(officer.path) as connection:
            last = as_of_at(connection, HAZARD, officer.today, None)
            assert last.way == "now"
            now, *replayed = (
                told(connection, AsOf(HAZARD, day, last.known_seq, way)) for way in WAYS
            )
            assert replayed == [now] * len(replayed)
            assert known(now, model) == model
        for life in ledger.lives:
            assert (life.now.rectified_on is None) >= (life.now.state in RUNNING)


@BOUNDED
@given(moves=MOVES)
def test_the_rows_of_a_life(anew: type[AbstractContextManager[Officer]], moves: list[Move]) -> None:
    """Each step has a row of its own; one that changes what was told is followed by what it tells anew, and by nothing else."""
    with anew() as officer:
        _, ledger = lived(officer, moves)
        rows = officer.known(
            "SELECT count(*), json_group_array(step_no) FILTER (WHERE restates IS NULL) "
            "FROM hazard_version GROUP BY id ORDER BY id"
        )
        assert [tuple(row) for row in rows] == [
            (life.rows, str([1, *(step.number for step in life.steps)]).replace(" ", ""))
            for life in ledger.lives
        ]


@BOUNDED
@given(moves=MOVES)
def test_what_was_known_stays_as_it_was(
    anew: type[AbstractContextManager[Officer]], moves: list[Move]
) -> None:
    """What a report said of a day after an entry, it says for ever of that day by that entry."""
    with anew() as officer:
        seen: dict[tuple[date, int, str], list[Row]] = {}
        for _, ledger, _ in live(officer, moves):
            with reading(officer.path) as connection:
                for day, question in product(WATCHED, QUESTIONS):
                    at = as_of_at(connection, HAZARD, day, None)
                    seen[day, ledger.entries, question] = told(connection, at, question)
        with reading(officer.path) as connection:
            for (day, seq, question), before in seen.items():
                at = AsOf(HAZARD, day, seq, "known")
                assert told(connection, at, question) == before, (day, seq, question)


@BOUNDED
@given(moves=MOVES)
def test_a_refused_step_writes_nothing_and_a_note_changes_nothing(
    anew: type[AbstractContextManager[Officer]], moves: list[Move]
) -> None:
    with anew() as officer:
        before: tuple[Any, ...] = ()
        tried = iter([None, *moves])
        for _, ledger, done in live(officer, moves):
            move = next(tried)
            journal = officer.known("SELECT count(*), max(seq) FROM journal")
            assert journal == [(ledger.entries, ledger.entries)]
            hazards = officer.known("SELECT * FROM hazard ORDER BY id")
            rows = officer.known("SELECT count(*), max(seq) FROM hazard_version")
            noted = move is not None and move.step == "note"
            if not done or noted:
                assert (hazards, rows) == before[:2]
                assert (journal == before[2]) == (not done)
            before = hazards, rows, journal
