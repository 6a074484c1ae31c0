"""Whatever steps a few hazards take: replay equals the tables, and a day in the past stays as it was."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.ledger.officer import Officer, copy_of
from tests.report.lives import MOVES, START, Model, Move, begin, take
from zizhao_cli.domain.deadlines import days_overdue
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.report.as_of import WAYS, AsOf
from zizhao_cli.report.hazards import hazard_rows
from zizhao_cli.report.question import Where
from zizhao_cli.store.reading import reading
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from zizhao_cli.report.model import Row

BOUNDED = settings(
    max_examples=6,  # tests/soak/machine goes on for longer
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WATCHED = [START + timedelta(days=n) for n in (-1, 0, 3, 10, 15, 16, 30, 60)]


@pytest.fixture
def anew(ledger_of_2022: Path) -> Any:
    """Return what opens a fresh ledger for each example."""
    from contextlib import contextmanager

    @contextmanager
    def opened() -> Iterator[Officer]:
        with tempfile.TemporaryDirectory() as folder:
            yield Officer(copy_of(ledger_of_2022, Path(folder)))

    return opened


def told(officer: Officer, day: date) -> dict[str, list[Row]]:
    """Return what the reports say of a day."""
    return {question: officer.rows(question, day) for question in ("hazards", "overdue", "open")}


def live(officer: Officer, moves: list[Move]) -> Iterator[tuple[date, list[Model], bool]]:
    """Carry out the moves one by one; yield the day of the next, the models, and whether the last was done."""
    models = begin(officer)
    day, done = START, True
    for move in moves:
        day += timedelta(days=move.later)
        yield day, models, done
        done = take(officer, models[move.hazard], move, day)
    yield day, models, done


@BOUNDED
@given(moves=MOVES)
def test_replay_equals_the_tables(
    anew: type[AbstractContextManager[Officer]], moves: list[Move]
) -> None:
    with anew() as officer:
        for day, models, _ in live(officer, moves):
            last_day, last_models = day, models
        assert verify(officer.path)[0] == []
        for model in last_models:
            record = officer.record(model.no, last_day)
            due_on = date.fromisoformat(record["due_on"])
            assert record["state"] == model.state
            assert record["days_overdue"] == days_overdue(model.state, due_on, last_day)
            assert (record["closed_on"] is not None) == (model.state == "closed")
            if model.state in ("registered", "rectifying"):
                assert record["rectified_on"] is None


@BOUNDED
@given(moves=MOVES)
def test_a_day_in_the_past_stays_as_it_was(
    anew: type[AbstractContextManager[Officer]], moves: list[Move]
) -> None:
    with anew() as officer:
        seen: dict[date, dict[str, list[Row]]] = {}
        for day, _, _ in live(officer, moves):
            for watched, before in seen.items():
                assert told(officer, watched) == before, watched
            seen = {watched: told(officer, watched) for watched in WATCHED if watched < day}


@BOUNDED
@given(moves=MOVES)
def test_as_of_a_day_is_the_state_at_its_end(
    anew: type[AbstractContextManager[Officer]], moves: list[Move]
) -> None:
    """Against a model of the test's own: the last state that was reached by the day."""
    with anew() as officer:
        for _, models, _ in live(officer, moves):
            lives = models
        for day in WATCHED:
            expected = {
                model.no: [state for on, state in model.states if on <= day][-1:] for model in lives
            }
            rows = officer.rows("hazards", day)
            assert {row["no"]: [row["state"]] for row in rows} == {
                no: state for no, state in expected.items() if state
            }
            assert {row["no"] for row in officer.rows("overdue", day)} == {
                row["no"] for row in rows if row["days_overdue"]
            }


@BOUNDED
@given(moves=MOVES)
def test_today_is_the_same_from_history_as_from_the_tables(
    anew: type[AbstractContextManager[Officer]], moves: list[Move]
) -> None:
    with anew() as officer:
        for day, _, _ in live(officer, moves):
            today = day
        with reading(officer.path) as connection:
            last = connection.execute("SELECT max(seq) FROM journal").fetchone()[0]
            now, *replayed = (
                hazard_rows(
                    connection,
                    "hazards",
                    AsOf(HAZARD, today, last, way),
                    Where(),
                    sort=None,
                    default="id",
                )
                for way in WAYS
            )
        assert replayed == [now] * len(replayed)
        assert len(now) == 3


@BOUNDED
@given(moves=MOVES)
def test_a_past_day_is_the_same_whichever_way_it_is_come_by(
    anew: type[AbstractContextManager[Officer]], moves: list[Move]
) -> None:
    """Every day that was watched, by what was recorded up to every entry, sorted in several ways."""
    with anew() as officer:
        for _ in live(officer, moves):
            pass
        with reading(officer.path) as connection:
            last = connection.execute("SELECT max(seq) FROM journal").fetchone()[0]
            for day, seq in product(WATCHED, range(last + 1)):
                for sort in (None, "-days_overdue", "days_late"):
                    told = [
                        hazard_rows(
                            connection,
                            "hazards",
                            AsOf(HAZARD, day, seq, way),
                            Where(),
                            sort=sort,
                            default="id",
                        )
                        for way in WAYS[1:]
                    ]
                    assert told == told[:1] * len(told), (day, seq, sort)


@BOUNDED
@given(moves=MOVES)
def test_a_refused_step_writes_nothing(
    anew: type[AbstractContextManager[Officer]], moves: list[Move]
) -> None:
    with anew() as officer:
        before = None
        for _, _, done in live(officer, moves):
            journal = officer.known("SELECT count(*), max(hash) FROM journal")
            assert done or journal == before
            before = journal
