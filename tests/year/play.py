"""The year played once: month by month, with what the program reports at the end of each, and what the office remembers then."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.year import (
    april,
    august,
    december,
    july,
    june,
    may,
    november,
    october,
    september,
)
from tests.year.memory import remembered
from tests.year.office import Office

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Zizhao

MONTHS = {
    "2022-04-30": april,
    "2022-05-31": may,
    "2022-06-30": june,
    "2022-07-31": july,
    "2022-08-31": august,
    "2022-09-30": september,
    "2022-10-31": october,
    "2022-11-30": november,
    "2022-12-31": december,
}
"""The modules that play a month, each by its last day."""
REPORTS = {
    "overdue": "report overdue",
    "summary": "report summary --group-by village",
    "measures-of-hazards": "report summary --group-by measure",
    "measures": "report measures",
    "missing": "report coverage --period {month} --missing --kind village --kind community --kind department",
    "coverage": "report coverage --kind village --kind community --status unchecked --status open --status stale",
    "blind-spots": "report blind-spots --kind village --kind community --kind department",
    "phase": "report phase --by unit --kind village --kind community --kind department",
    "ledger": "report ledger --period {month}",
    "voided": "report voided",
    "reviews": "report reviews",
    "transfers": "report transfers",
    "rebound": "report rebound",
    "past-due": "report past-due",
    "supervised": "report supervised",
    "accountability": "report accountability",
    "escalation": "report escalation --kind village --kind community --kind department",
    "appraisal": "report appraisal --kind village --kind community --period 2022",
    "duties": "report duties --period 2022",
    "lessons": "report lessons",
    "dispatched": "report dispatched",
    "expired": "enterprise list --expired --columns unit_code,unit,expired",
    "strictness": "report strictness --period {month}",
    "accidents": "report accidents",
    "accident-list": "accident list --all --columns no,unit,happened_at,state,dead,injured,missing,loss,graded,late,supplement_due_on,days_overdue,lacking",
    "tips": "report tips",
    "tips-by-channel": "report tips --by-channel --period {month}",
    "notices": "notice list",
    "violations": "violation list",
    "enforcements": "enforcement list",
    "submissions": "submit list --columns no,form,period,receiver,submitted_on,state,submitted_again_as",
}
"""What is reported at the end of each month: a name, and the words of a command; each as csv."""


OF_NOW = ("notice list", "submit list")
"""What shows what is now and is asked for no day."""


def asked(words: str, day: str, *more: str) -> list[str]:
    """Return the arguments with which a report is asked for a day, as csv."""
    of_day = () if words.startswith(OF_NOW) else ("--as-of", day)
    return [*words.format(month=day[:7]).split(), *of_day, *more, "--format", "csv"]


def month_end(office: Office, day: str, folder: Path) -> None:
    """Write all reports of the last day of a month, and what the office remembers, into a folder of its own."""
    office.on(day)
    (of_month := folder / day[:7]).mkdir(parents=True)
    for name, words in REPORTS.items():
        run = office.run(*asked(words, day))
        assert run.code == 0, (words, run.err)
        (of_month / f"{name}.csv").write_bytes(run.raw)
    known = remembered(office.hazards, office.numbers, day)
    (of_month / "remembered.json").write_text(json.dumps(known), encoding="utf-8")


def play(zizhao: Zizhao) -> None:
    """Play the year on a ledger that is not there yet; `said` beside it has what was reported, a folder a month, and last what is remembered of each month now."""
    office, folder = Office(zizhao), zizhao.db.with_name("said")
    for day, month in MONTHS.items():
        month.play(office)
        month_end(office, day, folder)
    now = {day: remembered(office.hazards, office.numbers, day) for day in MONTHS}
    (folder / "remembered.json").write_text(json.dumps(now), encoding="utf-8")
    (folder / "numbers.json").write_text(json.dumps(office.numbers), encoding="utf-8")
