"""What is asked of a district costs as much as the answer: PostgreSQL's own plans, looked at where towns have some thousand hazards each."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.district.server import needs_postgresql
from tests.district.towns import District, hazard, new_ledger
from zizhao_cli.district_address import Towns, address
from zizhao_cli.report import deadlines, summary
from zizhao_cli.report.filters import Filters
from zizhao_cli.report.frame import Asked
from zizhao_cli.store.opened import opened

if TYPE_CHECKING:
    from tests.district.server import Server

pytestmark = needs_postgresql
NAMES = ("甲镇", "乙镇", "丙镇", "丁镇")
MANY, LATE = 4000, 15
DAY = date(2022, 7, 15)
_COPIED = (
    "INSERT INTO zizhao.{table} SELECT (jsonb_populate_record(h, jsonb_build_object("
    "'id', h.id + n, 'state', CASE WHEN n <= {late} THEN 'registered' ELSE 'closed' END))).* "
    "FROM zizhao.{table} AS h, generate_series(1, {many}) AS n"
)
"""Hazards like the one that was pushed, of which a few are overdue; what closed the others no list of them asks."""


@pytest.fixture(scope="module")
def grown(server: Server, tmp_path_factory: pytest.TempPathFactory) -> District:
    """A district of four towns with some thousand hazards each."""
    folder = tmp_path_factory.mktemp("grown")
    district = District.made(server, folder, *NAMES)
    for name in NAMES:
        ledger = new_ledger(folder / name)
        hazard(ledger)
        ledger.ok("push", district.of(name))
    with server.connect(district.name) as owner:
        for table in ("hazard", "hazard_version"):
            text = _COPIED.format(table=table, late=LATE, many=MANY)
            owner.execute(text.encode())
        owner.execute("ANALYZE")
    return district


def plans(grown: District, question: Any, *towns: str, **asked: Any) -> tuple[int, list[str]]:
    """Return how many rows a report has, and the plans by which what it asks of hazards was found, with what was read."""
    place = address(grown.address)
    assert place is not None
    books, found = Towns(place, towns), []
    with opened(books) as connection:
        execute = connection.execute

        def explained(statement: str, values: Any = ()) -> Any:
            if "hazards AS" in statement:
                lines = execute(f"EXPLAIN (ANALYZE, COSTS off) {statement}", values)
                found.append("\n".join(line for (line,) in lines))
            return execute(statement, values)

        connection.execute = explained  # type: ignore[method-assign]
        report = question(connection, Filters(books, DAY), Asked(DAY, **asked))
    return len(report.rows), found


def test_what_is_overdue_is_found_by_the_index_of_each_town(grown: District) -> None:
    count, (plan,) = plans(grown, deadlines.overdue)
    assert count == len(NAMES) * (LATE + 1)
    for town in range(1, len(NAMES) + 1):
        assert re.search(rf"Index Scan.* hazard_of_{town}_state_due_on\w*", plan), plan
    assert "Seq Scan on hazard_of" not in plan, plan


@pytest.mark.parametrize("question", [deadlines.overdue, summary.summary])
def test_one_town_is_looked_for_in_its_own_partitions(grown: District, question: Any) -> None:
    count, found = plans(grown, question, "乙镇")
    assert count == (1 if question is summary.summary else LATE + 1)
    for plan in found:
        assert {*re.findall(r"hazard(?:_version)?_of_(\d+)", plan)} == {"2"}, plan


def test_two_towns_are_looked_for_in_theirs(grown: District) -> None:
    _, found = plans(grown, deadlines.still_open, "甲镇", "丁镇")
    for plan in found:
        assert {*re.findall(r"hazard_of_(\d+)", plan)} == {"1", "4"}, plan


def test_a_past_day_scans_no_town_again_and_again(grown: District) -> None:
    """What is not in a list of thousands is told by hashing the list, not by reading it for each hazard."""
    _, found = plans(grown, deadlines.overdue, known_at=date(2022, 7, 14))
    for plan in found:
        scans = re.findall(r"Seq Scan on (?:hazard|hazard_version)_of_.*loops=(\d+)", plan)
        assert {*scans} <= {"1"}, plan
