"""Eight officers write and two others read, all at once: nothing is lost, refused for the wrong reason, or twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.soak.account import Account
from tests.soak.duties import SHARED_HAZARD
from tests.soak.officer import MAIN, PROGRAM, Log, start

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from tests.conftest import Run, Soak, Zizhao

OFFICERS = 8
TURNS = {PROGRAM: (3, 50), MAIN: (12, 200)}
"""How often each officer writes, in the short and in the long run."""
JSON = ("--format", "json")
READERS = (
    (("report", "overdue", *JSON), ("journal", "list", *JSON)),
    (("hazard", "list", *JSON), ("db", "verify", *JSON)),
)
GROWING = (("journal", "list", *JSON), ("hazard", "list", *JSON))


def read_on(
    zizhao: Zizhao,
    questions: tuple[tuple[str, ...], ...],
    writers: list[subprocess.Popen[bytes]],
) -> dict[tuple[str, ...], list[Run]]:
    """Ask again and again while anybody writes."""
    runs: dict[tuple[str, ...], list[Run]] = {question: [] for question in questions}
    while any(writer.poll() is None for writer in writers):
        for question in questions:
            runs[question].append(zizhao(*question))
    return runs


@pytest.mark.parametrize("way", [PROGRAM, MAIN])
def test_many_at_once(zizhao: Zizhao, soak: Soak, tmp_path: Path, way: str) -> None:
    turns = soak.rounds(*TURNS[way])
    found = ("--measure", "6", "--title", "共", "--found", "2022-04-20")
    assert zizhao.ok("hazard", "add", "--unit", "桂香村", *found) == SHARED_HAZARD
    files = {number: tmp_path / f"{number}.log" for number in range(OFFICERS)}
    writers = [start(zizhao.db, file, number, way, turns) for number, file in files.items()]
    with ThreadPoolExecutor(len(READERS)) as pool:
        reading = [pool.submit(read_on, zizhao, questions, writers) for questions in READERS]
    assert [(w.wait(), w.stderr.read() if w.stderr else b"") for w in writers] == [(0, b"")] * 8

    logs = {number: Log.read(file) for number, file in files.items()}
    answers = [pair for log in logs.values() for pair in log.answered]
    assert len(answers) == OFFICERS * turns
    assert [(w, a) for w, a in answers if a.code not in w.codes or "locked" in a.out + a.err] == []

    reads = {question: runs for each in reading for question, runs in each.result().items()}
    for question, runs in reads.items():
        assert [run for run in runs if (run.code, run.err) != (0, "")] == []
        if question in GROWING:
            counts = [run.json["count"] for run in runs]
            assert counts == sorted(counts)

    account = Account(logs)
    account.settle(zizhao)
    assert account.strangers("hazard") <= {SHARED_HAZARD}
    assert not account.strangers("check")
    assert not account.strangers("batch")
    verified = zizhao("db", "verify")
    assert verified.code == 0, verified.out

    confirmed = sum(len(log.confirmed()) for log in logs.values())
    soak.figure("writes tried at once", len(answers))
    soak.figure("writes confirmed", confirmed)
    soak.figure("writes refused by the rules, as they should be", len(answers) - confirmed)
    soak.figure("writes lost", 0)
    soak.figure("reports, lists and verifications meanwhile", sum(map(len, reads.values())))
