"""What the examples' ledger looks like on the morning of 2022-07-15, byte for byte."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.cli.golden import compare, masked

if TYPE_CHECKING:
    from tests.cli.ledgers import Morning

OVERDUE = {"table": "txt", "json": "json", "csv": "csv", "tsv": "tsv", "md": "md"}
HAZARDS = {"working-days": "YH-2022-0003", "major": "YH-2022-0004", "default": "YH-2022-0006"}


@pytest.mark.parametrize("format", OVERDUE)
def test_report_overdue(morning: Morning, format: str) -> None:
    run = morning("report", "overdue", "--as-of", "2022-07-15", "--format", format)
    assert run.code == 0
    compare(f"examples/overdue.{OVERDUE[format]}", run.raw)


def test_report_overdue_grouped(morning: Morning) -> None:
    run = morning("report", "overdue", "--group-by", "unit")
    compare("examples/overdue-by-unit.txt", run.raw)


@pytest.mark.parametrize("name", HAZARDS)
@pytest.mark.parametrize("verb", ["show", "why"])
def test_a_hazard(morning: Morning, verb: str, name: str) -> None:
    run = morning("hazard", verb, HAZARDS[name])
    assert run.code == 0
    compare(f"examples/hazard-{verb}-{name}.txt", masked(run.out).encode())


def test_a_check(morning: Morning) -> None:
    compare("examples/check-show.txt", morning("check", "show", "JC-2022-00003").raw)


def test_the_journal(morning: Morning) -> None:
    compare("examples/journal-list.txt", masked(morning.ok("journal", "list")).encode())


def test_an_entry_of_the_journal(morning: Morning) -> None:
    entry = json.loads(morning.ok("journal", "show", "15", "--format", "json"))
    for key in ("digest", "prev_hash", "hash"):
        assert len(entry.pop(key)) == 64
    text = json.dumps(entry, ensure_ascii=False, indent=2)
    compare("examples/journal-show.json", masked(text).encode())


@pytest.mark.parametrize(
    ("name", "seq"),
    [("unit", "4"), ("check", "7"), ("rectify", "13"), ("review", "14"), ("plan", "16")],
)
def test_what_an_entry_changed(morning: Morning, name: str, seq: str) -> None:
    told = re.sub("[0-9a-f]{64}", "<hash>", morning.ok("journal", "show", seq))
    compare(f"examples/journal-show-{name}.txt", masked(told).encode())
