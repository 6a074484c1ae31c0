"""What came back, against a model in plain Python, on random lives of which steps were taken back, corrected and struck out."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.report.lives import MOVES, START, Ledger, Move
from tests.report.test_lives import BOUNDED, WATCHED, anew, lived
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.periods import Period
from zizhao_cli.report.as_of import WAYS, AsOf
from zizhao_cli.report.figures import COUNTED
from zizhao_cli.report.question import Where
from zizhao_cli.report.rebound import _came_back, rebounds_of_units
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from tests.ledger.officer import Officer

__all__ = ["anew"]
PLACES = [None, "东 楼", "东楼", "西楼"]
DAYS = [None, Period("", START + timedelta(days=3), START + timedelta(days=16))]

Later = tuple[int, str | None, str, int]
"""A hazard: so many days after the start, where, of which unit, and in how many days closed; 0 stays open."""
LATER = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.sampled_from(PLACES),
        st.sampled_from(["GXC", "XJC"]),
        st.integers(-1, 9),
    ),
    max_size=10,
)


def goes_on(officer: Officer, ledger: Ledger, later: list[Later]) -> dict[str, str | None]:
    """Record more hazards, some of them closed; return the places of those that have one."""
    places: dict[str, str | None] = {}
    for after, place, unit, lasts in later:
        found = START + timedelta(days=after)
        title = ("堵塞", "堵 塞", "积水")[after % 3]
        (count,) = officer.known("SELECT count(*) FROM hazard")[0]
        no = officer.hazard(unit=unit, title=title, location=place, found_on=str(found), due="+40d")
        assert no == f"YH-2022-{count + 1:04d}"
        places[no] = place
        if lasts >= 0:
            on = str(found + timedelta(days=lasts))
            officer.rectify(no, on)
            officer.review(no, on)
            if lasts == 7:
                officer.retract(no, approved_by="石世文")
            elif lasts == 5:
                officer.retract(no, approved_by="石世文")
                officer.void(no)
    ledger.entries = officer.known("SELECT max(seq) FROM journal")[0][0]
    return places


def by_hand(
    rows: list[dict[str, object]], places: dict[str, str | None], days: Period | None, within: int
) -> set[tuple[object, object, int]]:
    """Return the pairs of a model: each hazard beside all others, the last of those that were closed."""

    def same(one: dict[str, object], other: dict[str, object]) -> bool:
        here, there = (places.get(str(each["no"])) for each in (one, other))
        if one["unit_code"] != other["unit_code"]:
            return False
        if here is None and there is None:
            return str(one["title"]).replace(" ", "") == str(other["title"]).replace(" ", "")
        return (here or "").replace(" ", "") == (there or "").replace(" ", "")

    found = set()
    for new in rows:
        before = [
            (old["closed_on"], old["no"])
            for old in rows
            if old["closed_on"]
            and same(new, old)
            and str(old["found_on"]) < str(new["found_on"])
            and str(old["closed_on"]) <= str(new["found_on"])
        ]
        day = date.fromisoformat(str(new["found_on"]))
        if before and (days is None or days.first <= day <= days.last):
            closed_on, no = max(before, key=str)
            between = (day - date.fromisoformat(str(closed_on))).days
            if between <= within:
                found.add((new["no"], no, between))
    return found


@BOUNDED
@given(moves=MOVES, later=LATER)
def test_what_came_back_is_what_a_model_finds(
    anew: type[AbstractContextManager[Officer]], moves: list[Move], later: list[Later]
) -> None:
    """Whichever way the records are come by; as of each day, by several entries. What stands of each day is asked of the ledger, which test_lives holds to a model."""
    with anew() as officer:
        _, ledger = lived(officer, moves)
        places = goes_on(officer, ledger, later)
        seqs = [ledger.entries, ledger.entries // 2, ledger.entries // 4]
        with reading(officer.path) as connection:
            for day, seq, days, within in product(WATCHED, seqs, DAYS, (0, 4, 90)):
                standing = AsOf(HAZARD, day, seq, WAYS[-1])
                asked = (
                    f"WITH hazards AS ({standing.relation()}) SELECT * FROM hazards WHERE {COUNTED}"
                )
                rows = [dict(row) for row in connection.execute(asked, standing.values)]
                expected = by_hand(rows, places, days, within)
                unit_of = {row["no"]: row["unit_id"] for row in rows}
                for way in WAYS[1:]:
                    at = AsOf(HAZARD, day, seq, way)
                    where = Where({**at.values}, [COUNTED])
                    if days is not None:
                        ends = {"first": str(days.first), "last": str(days.last)}
                        where.add("found_on BETWEEN :first AND :last", **ends)
                    found = {
                        (HAZARD.no(back.id), HAZARD.no(back.earlier_id), back.days_between)
                        for back in _came_back(connection, at, where, days, within)
                    }
                    assert found == expected, (day, seq, days, within, way)
                whole = days or Period("", date.min, day)
                count = rebounds_of_units(connection, standing, whole, within)
                for unit in set(unit_of.values()):
                    ours = [no for no, _, _ in expected if unit_of[no] == unit]
                    assert count[unit] == len(ours)
                assert not rebounds_of_units(connection, standing, whole, within, [7])
