"""Spoiled files of every type: each import ends in bounded time and memory, with a receipt or a refusal, and writes nothing."""

from __future__ import annotations

import base64
import time
import zlib
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.soak.fuzz.feeding import Case, Feeder
from tests.soak.fuzz.samples import FORMATS, TEXTS, good, spoiled_case
from tests.soak.seed import seed_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Soak

SHORT = {"csv": 200, "tsv": 80, "jsonl": 120, "xlsx": 120, "xls": 15, "ods": 120}
LONG = 45
"""Seconds for each type in a long run."""


@pytest.fixture(scope="module")
def feeder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Feeder]:
    with Feeder.begin(tmp_path_factory.mktemp("fuzz")) as feeder:
        yield feeder


def test_files_that_nothing_is_wrong_with(feeder: Feeder) -> None:
    for ending in FORMATS:
        for form in TEXTS if ending != "jsonl" else ["check"]:
            end = feeder.feed(Case(ending, good(ending, form), form))
            assert end.how == "accepted", f"{ending} {form}: {end}"


@pytest.mark.parametrize("ending", FORMATS)
def test_spoiled_files(feeder: Feeder, soak: Soak, ending: str) -> None:
    seed = seed_of(soak)
    began = time.monotonic()
    ends: Counter[str] = Counter()
    failures: list[str] = []
    number = 0
    while number < SHORT[ending] or (soak.long and time.monotonic() - began < LONG):
        case = spoiled_case(ending, Random(f"{seed}:{ending}:{number}"))  # noqa: S311 - to be repeated
        end = feeder.feed(case)
        ends[end.how] += 1
        if end.how == "failed":
            failures.append(f"{seed}:{ending}:{number} {end}\n{shown(case)}")
        number += 1
    soak.figure(f"{ending} files", number)
    for how in ("accepted", "refused", "failed"):
        soak.figure(f"{ending} {how}", ends[how])
    assert not failures, "\n\n".join(failures[:5])
    assert ends["refused"] > number / 2
    assert ends["accepted"]


def shown(case: Case) -> str:
    """Return how to have a case again: zlib.decompress(base64.b85decode(…)) is the file."""
    packed = base64.b85encode(zlib.compress(case.content, 9)).decode()
    asked = f"{case.form} {case.sets} {case.options}"
    return f"{asked} {packed if len(packed) < 6000 else 'too long to show; see its seed'}"
