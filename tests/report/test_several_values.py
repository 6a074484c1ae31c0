"""Several values of one filter: what fits one of them fits; all filters hold together. One value is told as ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from zizhao_cli.domain.errors import Refused
from zizhao_cli.report.checks import check_list
from zizhao_cli.report.deadlines import Asked, overdue
from zizhao_cli.report.hazards import hazard_list
from zizhao_cli.report.voided import voided
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    from tests.ledger.officer import Officer
    from zizhao_cli.report.model import Report

OTHERWISE: dict[str, Any] = {
    "unit": ("先进村", ["桂香村", "先进村"]),
    "measure": ("7", ["六", "7"]),
    "sector": ("燃气", ["消防", "燃 气"]),
    "level": ("major", ["一般", "major"]),
    "responsible": ("李建国", ["张静", "李 建国"]),
}
"""Another value for each field than the one of the hazard that others are compared with, and both, as typed."""
FIRST = {"unit": "桂香村", "measure": "6", "sector": "消防", "level": "general"}
ASKED = Asked(date(2022, 7, 1))


def hazards(officer: Officer, **narrowed: Any) -> list[str]:
    with reading(officer.path) as connection:
        report = hazard_list(connection, replace(officer.filters, **narrowed), None, None)
    return [row["no"] for row in report.rows]


def report(officer: Officer, **narrowed: Any) -> Report:
    with reading(officer.path) as connection:
        return overdue(connection, replace(officer.filters, **narrowed), ASKED)


def checks(officer: Officer, **narrowed: Any) -> list[str]:
    with reading(officer.path) as connection:
        filters = replace(officer.filters, **narrowed)
        found = check_list(connection, filters, None, None, with_voided=False)
    return [row["no"] for row in found.rows]


@pytest.mark.parametrize("field", OTHERWISE)
def test_what_fits_one_value_fits(officer: Officer, field: str) -> None:
    other, both = OTHERWISE[field]
    found = [officer.hazard(**FIRST), officer.hazard(**{**FIRST, field: other})]
    for values, listed in ((both, found), (both[::-1], found), ([other], found[1:])):
        assert hazards(officer, **{field: values}) == listed
        assert [row["no"] for row in report(officer, **{field: values}).rows] == listed


def test_kinds_and_states(officer: Officer) -> None:
    found = [officer.hazard(unit=unit) for unit in ("桂香村", "青峰社区")]
    officer.void(found[1])
    assert hazards(officer, kind=["village", "社区"]) == found
    assert hazards(officer, kind=["village", "site"]) == found[:1]
    assert hazards(officer, state=["registered", "voided"]) == found
    assert hazards(officer, state=["closed", "已作废"]) == found[1:]


def test_all_filters_hold_together(officer: Officer) -> None:
    found = [officer.hazard(unit=unit, measure=m) for unit in ("桂香村", "先进村") for m in "67"]
    assert hazards(officer, unit=["桂香村", "先进村"], measure=["7", "8"]) == found[1::2]
    assert hazards(officer, unit=["桂香村"], measure=["7", "8"]) == found[1:2]


def test_what_was_voided_by_what_it_was(officer: Officer) -> None:
    found = [officer.hazard(level=level) for level in ("general", "major", "general")]
    officer.rectify(found[2], "2022-05-03")
    for no in found:
        officer.void(no)

    def listed(**narrowed: Any) -> list[str]:
        with reading(officer.path) as connection:
            filters = replace(officer.filters, **narrowed)
            report = voided(connection, filters, Asked(officer.today))
        return sorted(row["no"] for row in report.rows)

    assert listed(state=["registered", "closed"]) == found[:2]
    assert listed(state=["registered", "awaiting_review"]) == found
    assert listed(state=["registered"], level=["major", "general"]) == found[:2]
    assert listed(level=["major"]) == found[1:2]


def test_a_kind_of_check_or_of_unit(officer: Officer) -> None:
    village, town, community = (
        officer.check(unit="桂香村"),
        officer.check(unit="桂香村", kind="town"),
        officer.check(unit="青峰社区"),
    )
    assert checks(officer, kind=["town", "community"]) == [town, community]
    assert checks(officer, kind=["self", "town"]) == [village, town, community]
    assert checks(officer, kind=["village", "town"], unit=["桂香村", "青峰社区"]) == [village, town]


def test_one_value_is_told_as_ever_and_several_as_a_list(officer: Officer) -> None:
    officer.hazard()
    for one in ("general", ["general"], ["general", "general"]):
        told = report(officer, level=one)
        assert told.head["filters"] == {"level": "general"}
        assert "（只列 等级 一般）" in told.summary[0]
    told = report(officer, unit=["桂香村", "先进村"], level=["general", "major"])
    assert told.head["filters"] == {"unit": ["桂香村", "先进村"], "level": ["general", "major"]}
    assert "（只列 单位 桂香村或先进村、等级 一般或重大）" in told.summary[0]
    assert "filters" not in report(officer).head


def test_each_value_must_be_known(officer: Officer) -> None:
    for wrong in ({"unit": ["桂香村", "火星村"]}, {"level": ["general", "大"]}):
        with pytest.raises(Refused):
            hazards(officer, **wrong)
