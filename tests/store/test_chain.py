"""The journal's chain: what an entry's hash covers, and what a clock that was set back does."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from tests.store.damage import query
from zizhao_cli.settings import SHANGHAI
from zizhao_cli.store.errors import ClockBehind
from zizhao_cli.store.journal.chain import GENESIS, canonical, entry_hash
from zizhao_cli.store.journal.clock import recorded_at
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ledger.officer import Officer

NOON = datetime(2022, 5, 1, 12, tzinfo=SHANGHAI)
ENTRY: dict[str, Any] = {
    "seq": 1,
    "recorded_at": NOON.isoformat(),
    "effective_on": "2022-05-01",
    "actor": "陈科旭",
    "action": "hazard.add",
    "subject": "YH-2022-0001",
    "detail": "{}",
    "digest": "d",
    "prev_hash": GENESIS,
}


def test_each_entry_points_at_the_one_before(kept: Path) -> None:
    hashes = query(kept, "SELECT seq, prev_hash, hash FROM journal ORDER BY seq")
    assert [seq for seq, _, _ in hashes] == list(range(1, len(hashes) + 1))
    assert hashes[0][1] == GENESIS
    assert [previous for _, previous, _ in hashes[1:]] == [own for _, _, own in hashes[:-1]]
    assert len({own for _, _, own in hashes}) == len(hashes)


@pytest.mark.parametrize("field", ENTRY)
def test_the_hash_covers_every_field(field: str) -> None:
    assert entry_hash(ENTRY) != entry_hash(ENTRY | {field: "other"})


def test_the_hash_is_of_the_content_and_not_of_its_order() -> None:
    assert entry_hash(dict(reversed(ENTRY.items()))) == entry_hash(ENTRY | {"hash": "any"})


def test_one_form_of_json() -> None:
    assert canonical({"b": 1, "a": "村"}) == '{"a":"村","b":1}'


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, 0), (1, 1), (86_400, 86_400), (-1, 0), (-120, 0), (-121, None), (-86_400, None)],
)
def test_the_time_of_recording_never_runs_backwards(seconds: int, expected: int | None) -> None:
    time = recorded_at(NOON + timedelta(seconds=seconds), NOON.isoformat())
    assert time == (None if expected is None else (NOON + timedelta(seconds=expected)).isoformat())


def test_the_first_entry_takes_any_time() -> None:
    assert recorded_at(NOON, None) == NOON.isoformat()


def recorded(officer: Officer, at: str) -> str:
    """Register a hazard while the clock says `at`, and return the time that the journal holds."""
    with time_machine.travel(at, tick=False):
        officer.hazard()
    text: str = officer.known("SELECT max(recorded_at) FROM journal")[0][0]
    return text


def test_a_clock_that_was_set_back(officer: Officer) -> None:
    recorded(officer, "2022-05-01T12:00:00+08:00")
    before = officer.path.read_bytes()
    with pytest.raises(ClockBehind) as refused:
        recorded(officer, "2022-05-01T11:57:59+08:00")
    assert "2022-05-01T11:57:59+08:00" in refused.value.sentence
    assert "2022-05-01T12:00:00+08:00" in refused.value.sentence
    assert officer.path.read_bytes() == before
    assert officer.known("SELECT count(*) FROM hazard") == [(1,)]


def test_a_clock_corrected_by_a_minute(officer: Officer) -> None:
    recorded(officer, "2022-05-01T12:00:00+08:00")
    assert recorded(officer, "2022-05-01T11:59:00+08:00") == "2022-05-01T12:00:00+08:00"
    assert recorded(officer, "2022-05-01T12:00:30+08:00") == "2022-05-01T12:00:30+08:00"
    assert verify(officer.path)[0] == []


def test_it_goes_on_once_the_clock_is_right(officer: Officer) -> None:
    recorded(officer, "2022-05-01T12:00:00+08:00")
    with pytest.raises(ClockBehind):
        recorded(officer, "2022-04-20T12:00:00+08:00")
    recorded(officer, "2022-05-01T12:00:01+08:00")
    assert officer.known("SELECT max(no) FROM hazard") == [("YH-2022-0002",)]


def test_the_time_is_that_of_shanghai_to_the_second(officer: Officer) -> None:
    assert recorded(officer, "2022-05-01T23:30:15.9+00:00") == "2022-05-02T07:30:15+08:00"
