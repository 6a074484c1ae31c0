"""What every reading command costs as the ledger grows, in processor time: 10,000, 100,000 and 1,000,000 hazards, five checks to each."""

from __future__ import annotations

import statistics
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from ledgers import UNITS, VARIED, grown
from measure import ZIZHAO, Contender

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIZES = (10_000, 100_000, 1_000_000)
CHECKS = 5
"""To each hazard."""
ROUNDS, SLOW = 3, 5
"""What takes more seconds than this is asked once."""


def questions(day: date) -> list[str]:
    """Return the commands that read, so asked that the same 200 hazards are overdue and lists show 20."""
    night, first = day - timedelta(days=1), day - timedelta(days=40)
    few = "--limit 20"
    return [
        *(f"hazard list --sort={key} {few}" for key in ("-no", "-days_overdue", "-days_late")),
        *(f"hazard list --sort={key} {few}" for key in ("-found_on", "title")),
        f"hazard list --from {first}",
        *("hazard list --responsible 王五", "hazard list --sector 燃气", "hazard list --overdue"),
        f"hazard list --state closed {few}",
        f"hazard list --text 没有的字 {few}",
        f"hazard show YH-{day.year}-0001",
        f"hazard why YH-{day.year}-0001",
        f"check list --sort=-no {few}",
        f"check list --unit {UNITS[1]} {few}",
        f"check list --from {night} --to {day}",
        f"check show JC-{day.year}-00001",
        *("unit list", f"unit show {UNITS[1]}", "journal list", "journal show 2", "batch list"),
        *("campaign list", "notice list", "submit list", "submit due", "topic list", "tip list"),
        "db info",
        *("report overdue", "report open", "report due", "report due --within 7"),
        *(f"report {name} --as-of {night}" for name in ("overdue", "open")),
        *(f"report overdue --known-at {known}" for known in (night, night - timedelta(days=1))),
        *("report reviews", "report voided", "report transfers", "report past-due"),
        *(
            "report calendar --format ics",
            "report clocks",
            "report supervised",
            "report escalation",
        ),
        *("report summary", "report summary --group-by measure", f"report summary --from {first}"),
        *("report coverage", "report blind-spots", "report strictness", "report trend"),
        *("report phase", "report rebound", f"report compare {night} {day}", "report brief"),
        *("report measures", "report appraisal", "report ledger --limit 20", "report duties"),
        *("report lessons", "report accountability", "report tips", "report accidents"),
        f"report unit {UNITS[0]}",
    ]


def asked(day: date) -> dict[str, Callable[[Path], Contender]]:
    """Return what is measured by its name in the table: each question, and what is completed as it is typed."""
    ends = {f"`{question}`": partial(_of, question) for question in questions(day)}
    for what in (f"hazard show YH-{day.year}-000", f"check show JC-{day.year}-0000"):
        ends[f"completion of `{what}`"] = partial(_completing, what)
    return ends


def _of(question: str, ledger: Path) -> Contender:
    form = [] if "--format" in question else ["--format", "json"]
    return Contender([*ZIZHAO, "--db", str(ledger), *question.split(), *form])


def _completing(begun: str, ledger: Path) -> Contender:
    """Return the program as bash calls it for the last word of what was typed."""
    words = f"zizhao --db {ledger} {begun}"
    typed = (f"COMP_WORDS={words}", f"COMP_CWORD={len(words.split()) - 1}")
    return Contender(["env", "_ZIZHAO_COMPLETE=complete_bash", *typed, *ZIZHAO])


def growth(folder: Path, sizes: tuple[int, ...] = SIZES) -> None:
    """Print a table: each command on each ledger, in processor seconds and as a ratio to the smallest one, asked in turn."""
    from zizhao_cli.settings import today

    day = today()
    ledgers = {size: folder / f"{size}.db" for size in sizes}
    for size, ledger in ledgers.items():
        if not ledger.exists():
            grown(ledger, size, day, checks=size * CHECKS, varied=VARIED)
    heads = [f"{size:,} | ratio" for size in sizes[1:]]
    print(f"| Command | {sizes[0]:,} | {' | '.join(heads)} |")
    print(f"|{'---|' * (2 * len(sizes))}")
    for name, ask in asked(day).items():
        contenders = [ask(ledger) for ledger in ledgers.values()]
        rounds = [[one.run().processor for one in contenders]]
        while len(rounds) < ROUNDS and rounds[0][-1] < SLOW:
            rounds.append([one.run().processor for one in contenders])
        seconds = [statistics.median(each) for each in zip(*rounds, strict=True)]
        ratios = [
            statistics.median(each[place] / each[0] for each in rounds)
            for place in range(1, len(contenders))
        ]
        cells = [f"{seconds[0]:.2f} s"]
        for taken, ratio in zip(seconds[1:], ratios, strict=True):
            cells += [f"{taken:.2f} s", f"{ratio:.1f}"]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)
