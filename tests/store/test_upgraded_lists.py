"""What an upgraded ledger lists of each kind of record, on each day: what the program of its revision listed.

`lists_*.json.gz` beside this file have that, one for each revision since records are declared whole: for each noun, for days before,
within and after the lives of its records, by what was known now and before they were recorded, the rows of all of them.
"""

from __future__ import annotations

import gzip
import json
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from tests.soak.officer import call_main
from tests.store.older import KEPT, older
from zizhao_cli.ledger.session import LedgerSession
from zizhao_cli.ledger.upkeep import bring_up_to_date

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = date(2026, 12, 1)
"""The day after the last entry of any of these ledgers."""
DAYS = ("2022-04-30", "2022-05-02", "2022-05-04", "2022-05-21", "2022-06-20", str(TODAY))
KNOWN_AT = (None, "2022-10-10")
ALWAYS = {"hazard", "notice", "submit"}
"""Nouns whose lists have all their records, unasked."""
NOW = {"notice", "submit"}
"""Nouns whose lists are asked for no day."""
REVISIONS = sorted(file.name.split("_")[1][:4] for file in KEPT.glob("lists_*.json.gz"))


def listed(noun: str, day: str, known_at: str | None) -> list[dict[str, Any]]:
    """Return the rows of a list in the ledger that the environment names."""
    every = () if noun in ALWAYS else ("--all",)
    known = () if known_at is None else ("--known-at", known_at)
    of_day = () if noun in NOW else ("--as-of", day, *known)
    answer = call_main([noun, "list", *every, *of_day, "--format", "json"])
    assert answer.code == 0, answer.err
    rows: list[dict[str, Any]] = json.loads(answer.out)["rows"]
    return rows


def asked() -> list[tuple[str, str | None]]:
    """Return the days that are asked for, each by what was known when."""
    return [*product(DAYS, KNOWN_AT)]


def kept(revision: str) -> dict[str, list[list[dict[str, Any]]]]:
    """Return what the program of a revision listed of each noun, for each of `asked`."""
    text = gzip.decompress((KEPT / f"lists_{revision}.json.gz").read_bytes())
    found: dict[str, list[list[dict[str, Any]]]] = json.loads(text)
    return found


@pytest.fixture(scope="module", params=REVISIONS)
def revision(request: pytest.FixtureRequest) -> str:
    """Each revision of which lists are kept."""
    return str(request.param)


@pytest.fixture(scope="module")
def upgraded(revision: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The ledger of that revision, upgraded where this program writes another, as the program's own."""
    folder = tmp_path_factory.mktemp("upgraded")
    path = older(folder, revision)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZIZHAO_DB", str(path))
        patch.setenv("ZIZHAO_CONFIG", str(folder / "config.txt"))
        with time_machine.travel(f"{TODAY}T09:00:00+08:00", tick=False):
            bring_up_to_date(LedgerSession(path, "陈科旭", TODAY))
            yield revision


def test_lists_of_all_records_are_kept(revision: str) -> None:
    """Some of which were under way, ended or struck out, and none known before they were recorded."""
    rows = kept(revision)
    for noun, (now, before) in {noun: lists[-2:] for noun, lists in rows.items()}.items():
        assert now, noun
        assert len(now) >= len(before), noun
    states = {row["state"] for lists in rows.values() for row in lists[-2] if "state" in row}
    assert len(states) > 25, states


def test_each_list_is_what_it_was(upgraded: str) -> None:
    """Of its columns those that it had; later ones may have been added."""
    for noun, lists in kept(upgraded).items():
        for (day, known_at), rows in zip(asked(), lists, strict=True):
            now = listed(noun, day, known_at)
            assert len(now) == len(rows), (noun, day, known_at)
            told = [{key: new[key] for key in old} for new, old in zip(now, rows, strict=True)]
            assert told == rows, (noun, day, known_at)
