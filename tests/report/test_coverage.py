"""How units stand with measures, against a model in plain Python, on ledgers in which checks were struck out and corrected."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from zizhao_cli import datafiles
from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.ledger.checks import edit_check
from zizhao_cli.report.as_of import WAYS, AsOf
from zizhao_cli.report.coverage import coverage, reporting
from zizhao_cli.report.covered import Coverage
from zizhao_cli.report.filters import Filters
from zizhao_cli.report.frame import Asked
from zizhao_cli.report.hazards import hazard_rows
from zizhao_cli.report.question import Where
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    import sqlite3

    from tests.ledger.officer import Officer
    from zizhao_cli.report.model import Row

UNITS = ["桂香村", "大丘村", "应急办", "丁店"]
START = date(2022, 4, 20)
DAYS = [None, ("2022-05-01", "2022-05-31")]
WATCHED = [date(2022, 4, 19), date(2022, 5, 20), date(2022, 6, 25), date(2022, 12, 31)]
OPEN = {"registered", "rectifying", "awaiting_review"}
STALE_DAYS = 30


class Checked(NamedTuple):
    """A check as the model has it: its entries, and its kinds by the entries that say so."""

    no: str
    seq: int
    unit: str
    measure: int
    day: str
    kinds: list[tuple[int, str | None]]
    voided: list[int]


def last_entry(officer: Officer) -> int:
    with reading(officer.path) as connection:
        return int(connection.execute("SELECT max(seq) FROM journal").fetchone()[0])


def came_of(officer: Officer, no: str) -> list[str]:
    """Return the hazards on the books that came of a check."""
    with reading(officer.path) as connection:
        came = "SELECT no FROM hazard WHERE check_id = ? AND state <> 'voided'"
        return [row["no"] for row in connection.execute(came, (CHECK.parse(no),))]


def recorded(officer: Officer, seed: int) -> list[Checked]:  # noqa: C901 - one branch for each thing that happens
    """Record checks and hazards at random, strike some out and correct some, and return the checks."""
    chance = random.Random(seed)  # noqa: S311 - the same ledger each time
    officer.unit("DD", "丁店", kind="enterprise", parent="桂香村")
    done: list[Checked] = []
    hazards: list[tuple[str, date]] = []
    closed: set[str] = set()
    for _ in range(48):
        day = START + timedelta(days=chance.randrange(70))
        what = chance.choice(
            ["pass", "pass", "hazard", "hazard", "void", "edit", "alone", "close", "close"]
        )
        unit, measure = chance.choice(UNITS), chance.choice([1, 6])
        kind = chance.choice(["self", "town"])
        if what in ("pass", "hazard"):
            given: dict[str, Any] = {"unit": unit, "measure": str(measure), "kind": kind}
            given |= {"checked_on": str(day), "result": "pass" if what == "pass" else "fail"}
            if what == "hazard":
                given["hazard"] = {"title": f"堵塞{len(done)}", "due": "+15d"}
            no = officer.check(**given)
            seq = last_entry(officer)
            hazards += [(hazard, day) for hazard in came_of(officer, no)]
            done.append(Checked(no, seq, unit, measure, str(day), [(seq, kind)], []))
        elif what == "alone":
            given = {"title": f"积水{day}", "found_on": str(day), "due": "+15d"}
            hazards.append((officer.hazard(unit=unit, measure=str(measure), **given), day))
        elif what == "close" and hazards:
            no, day = hazards.pop()
            officer.rectify(no, str(day + timedelta(days=5)), by="张静")
            if chance.random() < 0.8:
                closed.add(no)
                officer.review(no, str(day + timedelta(days=9)))
        elif what in ("void", "edit") and (left := [one for one in done if not one.voided]):
            one = chance.choice(left)
            if what == "edit" and one.kinds[-1][1] != kind:
                edit_check(officer.session, one.no, {"kind": kind}, "记错")
                one.kinds.append((last_entry(officer), kind))
            elif what == "void" and not closed & {*came_of(officer, one.no)}:
                for hazard in came_of(officer, one.no):
                    officer.void(hazard)
                    hazards = [other for other in hazards if other[0] != hazard]
                officer.void_check(one.no, on=date(2022, 7, 1))
                one.voided.append(last_entry(officer))
    return done


def hazards_of(connection: sqlite3.Connection, at: AsOf) -> list[Row]:
    """The hazards as lists tell them, which other tests hold to a model of their own."""
    where = Where(clauses=["state <> 'voided'"])
    return hazard_rows(connection, "hazards", at, where, sort=None, default="id")


def by_hand(
    checks: list[Checked],
    hazards: list[Row],
    unit: Row,
    days: tuple[str, str],
    seq: int,
    binds: dict[int, list[str]],
) -> dict[int, dict[str, Any]]:
    """Return what the model counts of a unit for each measure."""
    first, until = days
    stale_before = str(date.fromisoformat(until) - timedelta(days=STALE_DAYS))
    told = {}
    kinds = {one.no: [kind for at, kind in one.kinds if at <= seq] for one in checks}
    for measure in range(1, 16):
        of_it = [
            one
            for one in checks
            if (one.unit, one.measure) == (unit["unit"], measure)
            and one.seq <= seq
            and not any(at <= seq for at in one.voided)
            and first <= one.day <= until
        ]
        here = [h for h in hazards if (h["unit"], h["measure"]) == (unit["unit"], measure)]
        found = [h for h in here if first <= h["found_on"] <= until]
        itself = [one for one in of_it if kinds[one.no][-1] == "self"]
        last = max((one.day for one in of_it), default=None)
        bound = unit["unit_kind"] in binds[measure]
        if any(h["state"] in OPEN for h in here):
            status = "open"
        elif last is None:
            status = "unchecked" if bound else "unbound"
        elif last < stale_before:
            status = "stale"
        else:
            status = "rectified" if found else "clean"
        told[measure] = {
            "bound": bound,
            "status": status,
            "checks": len(of_it),
            "last": last,
            "self": len(itself),
            "open": sum(h["state"] in OPEN for h in here),
            "found": len(found),
            "self_found": sum(
                h["check_no"] is not None and (kinds.get(h["check_no"]) or [None])[-1] == "self"
                for h in found
            ),
        }
    return told


@pytest.mark.parametrize("seed", range(4))
def test_agrees_with_a_model(officer: Officer, seed: int) -> None:
    checks = recorded(officer, seed)
    last = last_entry(officer)
    binds = {one.number: one.binds for one in datafiles.measures(officer.path)}
    seen = set()
    with reading(officer.path) as connection:
        for day, seq, days in product(WATCHED, [*range(2, last, 4), last], DAYS):
            ends = {} if days is None else {"first": days[0], "last": days[1]}
            filters = Filters(officer.path, officer.today, **ends)
            covered = Coverage(connection, filters, Asked(day), "coverage")
            covered.at = AsOf(HAZARD, day, seq, WAYS[-1])
            hazards = hazards_of(connection, covered.at)
            within = (
                "0001-01-01" if days is None else days[0],
                str(day) if days is None else min(str(day), days[1]),
            )
            units = covered.units()
            models = [by_hand(checks, hazards, one.unit, within, seq, binds) for one in units]
            for one, model in zip(units, models, strict=True):
                for measure, expected in model.items():
                    pair = one.pair(measure)
                    status = pair.status(
                        bound=measure in one.bound, stale_before=covered.stale_before
                    )
                    seen.add(str(status))
                    assert {
                        "bound": measure in one.bound,
                        "status": status,
                        "checks": pair.checks,
                        "last": pair.last_checked_on,
                        "self": pair.self_checks,
                        "open": pair.open,
                        "found": pair.found,
                        "self_found": pair.self_found,
                    } == expected, (one.unit["unit"], measure, day, seq)
            _, totals = reporting(units)
            reported = [m for m in models if any(one["self"] for one in m.values())]
            zero = [m for m in reported if not any(one["self_found"] for one in m.values())]
            assert totals["expected"] == len(models)
            assert (totals["reported"], totals["zero_reports"]) == (len(reported), len(zero))
            assert totals["missing"] == totals["expected"] - totals["reported"]
    assert seen == {"unbound", "unchecked", "open", "clean", "stale", "rectified"}


def test_units_out_of_use_on_the_day_are_not_expected(officer: Officer) -> None:
    officer.unit("DD", "丁店")
    with reading(officer.path) as connection:
        filters = Filters(officer.path, officer.today)
        names = [
            {
                row["unit"]
                for row in coverage(connection, filters, Asked(day, known), missing=True).rows
            }
            for day, known in [(officer.today, None), (officer.today, date(2022, 4, 19))]
        ]
    assert names[0] - names[1] == {"丁店"}
