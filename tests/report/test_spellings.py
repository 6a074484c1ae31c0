"""A person or a sector is found however it is spelled, as it was spelled then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from zizhao_cli.report.deadlines import Asked, overdue
from zizhao_cli.report.hazards import hazard_list
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    from tests.ledger.officer import Officer

SPELLED = ["消防A", "消防Ａ", "消 防 a", "\u3000消防A"]
FIELDS = ["sector", "responsible"]


def listed(officer: Officer, **narrowed: str) -> list[str]:
    with reading(officer.path) as connection:
        report = hazard_list(connection, replace(officer.filters, **narrowed), None, None)
    return [row["no"] for row in report.rows]


def late(officer: Officer, day: str, **narrowed: str) -> list[str]:
    with reading(officer.path) as connection:
        asked = Asked(date.fromisoformat(day))
        report = overdue(connection, replace(officer.filters, **narrowed), asked)
    return [row["no"] for row in report.rows]


@pytest.mark.parametrize("field", FIELDS)
def test_spaces_width_and_case_do_not_matter(officer: Officer, field: str) -> None:
    found = [officer.hazard(**{field: spelled}) for spelled in SPELLED]
    officer.hazard(**{field: "消防B"})
    officer.hazard(**{field: None})
    for spelled in SPELLED:
        assert listed(officer, **{field: spelled}) == found
    assert listed(officer, **{field: "消防"}) == []


@pytest.mark.parametrize("field", FIELDS)
def test_what_a_correction_replaced_is_found_on_the_days_before_it(
    officer: Officer, field: str
) -> None:
    no = officer.hazard(**{field: "消 防"})
    officer.edit(no, "2022-06-01", **{field: "餐饮"})
    officer.edit(no, "2022-07-01", **{field: "燃气"})
    for text, day in {"消防": "2022-05-20", "餐饮": "2022-06-20", "燃气": "2022-07-20"}.items():
        for other in ("消防", "餐饮", "燃气"):
            assert late(officer, day, **{field: other}) == ([no] if other == text else [])
    assert listed(officer, **{field: "燃气"}) == [no]
    assert listed(officer, **{field: "消防"}) == []
