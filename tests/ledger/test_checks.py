"""Checks: add, the same again, void."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from zizhao_cli.domain.errors.records import (
    CheckAlreadyVoided,
    CheckHasHazards,
    SourceIdConflict,
    UnknownRecord,
)
from zizhao_cli.domain.errors.steps import BackwardsInTime, DueBeforeFound
from zizhao_cli.domain.errors.values import BlankText, ControlCharacter
from zizhao_cli.ledger.units import edit_unit, retire_unit
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from tests.ledger.officer import Officer

HAZARD = {"title": "出口堵塞", "due": "+15d", "responsible": "张静"}


def entries(officer: Officer) -> int:
    number: int = officer.known("SELECT count(*) FROM journal")[0][0]
    return number


def test_numbers_by_the_year_of_the_check(officer: Officer) -> None:
    assert officer.check() == "JC-2022-00001"
    assert officer.check() == "JC-2022-00002"
    assert officer.check(checked_on="2021-12-31") == "JC-2021-00001"
    assert officer.check(checked_on="2022-01-01") == "JC-2022-00003"


def test_a_failed_check_records_its_hazard_in_one_change(officer: Officer) -> None:
    before = entries(officer)
    no = officer.check(hazard=HAZARD, inspectors=["刘和平", "陈科旭"])
    assert entries(officer) == before + 1
    record = officer.record("YH-2022-0001")
    assert (record["check_no"], record["unit"], record["found_on"]) == (no, "桂香村", "2022-04-20")
    assert (record["due_on"], record["measure"], record["responsible"]) == ("2022-05-05", 6, "张静")
    assert officer.known("SELECT inspectors, result FROM checks") == [("刘和平、陈科旭", "fail")]


def test_a_failed_check_with_a_bad_hazard_writes_nothing(officer: Officer) -> None:
    before = entries(officer)
    with pytest.raises(DueBeforeFound):
        officer.check(hazard={**HAZARD, "due": "2022-04-19"})
    assert entries(officer) == before
    assert officer.known("SELECT count(*) FROM checks") == [(0,)]
    assert officer.check() == "JC-2022-00001"


@pytest.mark.parametrize("given", [{}, {"hazard": HAZARD}, {"note": "夜查", "inspectors": ["甲"]}])
def test_the_same_call_again_changes_nothing(officer: Officer, given: dict[str, Any]) -> None:
    first = officer.check(source_id="A-1", **given)
    before = entries(officer)
    assert officer.check(source_id="A-1", **given) == first
    assert entries(officer) == before
    assert officer.known("SELECT count(*) FROM checks") == [(1,)]


def test_spaces_around_a_source_id_do_not_count(officer: Officer) -> None:
    first = officer.check(source_id="A-1")
    assert officer.check(source_id=" A-1\t\u3000") == first


@pytest.mark.parametrize("source_id", ["\udcff\udc80", "A\x1b[31m", "A\x0bB"])
def test_a_source_id_that_may_not_be_stored(officer: Officer, source_id: str) -> None:
    with pytest.raises(ControlCharacter):
        officer.check(source_id=source_id)


def test_the_same_call_in_other_words_changes_nothing(officer: Officer) -> None:
    first = officer.check(source_id="A-1", hazard=HAZARD)
    words = {"unit": "GXC", "measure": "第六条", "checked_on": "2022年4月20日", "result": "不合格"}
    assert officer.check(source_id="A-1", hazard={**HAZARD, "level": "一般"}, **words) == first


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"unit": "先进村"}, "单位"),
        ({"measure": "7"}, "条款"),
        ({"checked_on": "2022-04-21"}, "检查日期"),
        ({"kind": "joint"}, "检查类型"),
        ({"inspectors": ["甲"]}, "检查人"),
        ({"note": "夜查"}, "备注"),
        ({"hazard": {**HAZARD, "title": "另一处"}}, "隐患"),
        ({"hazard": {**HAZARD, "due": "+16d"}}, "隐患"),
        ({"hazard": {**HAZARD, "level": "major"}}, "隐患"),
        ({"hazard": None, "result": "pass"}, "检查结果"),
    ],
)
def test_the_same_source_id_with_other_content(
    officer: Officer, given: dict[str, Any], named: str
) -> None:
    first = officer.check(source_id="A-1", hazard=HAZARD)
    before = entries(officer)
    with pytest.raises(SourceIdConflict) as refused:
        officer.check(**({"source_id": "A-1", "hazard": HAZARD} | given))
    assert first in refused.value.sentence
    assert refused.value.sentence.endswith(f"内容不同：{named}")
    assert entries(officer) == before


def test_without_a_source_id_the_same_content_is_another_check(officer: Officer) -> None:
    assert officer.check() != officer.check()


def test_the_same_call_again_after_the_unit_was_renamed(officer: Officer) -> None:
    first = officer.check(source_id="A-1")
    edit_unit(officer.session, "GXC", {"name": "新桂香村"}, date(2022, 6, 1))
    assert officer.check(source_id="A-1", unit="新桂香村") == first


def test_the_same_call_again_after_the_unit_was_retired(officer: Officer) -> None:
    first = officer.check(source_id="A-1")
    retire_unit(officer.session, "GXC", "合并", date(2022, 6, 1))
    assert officer.check(source_id="A-1") == first


def test_a_source_id_is_free_again_once_its_check_is_void(officer: Officer) -> None:
    first = officer.check(source_id="A-1")
    officer.void_check(first)
    second = officer.check(source_id="A-1", note="更正")
    assert second != first
    assert officer.check(source_id="A-1", note="更正") == second


def test_void(officer: Officer) -> None:
    no = officer.check()
    assert officer.void_check("jc-2022-1") == no
    assert officer.known("SELECT reason, effective_on FROM check_void") == [
        ("重复登记", "2022-06-01")
    ]
    assert officer.known("SELECT count(*) FROM checks") == [(1,)]


def test_a_void_check_is_not_voided_again(officer: Officer) -> None:
    no = officer.check()
    officer.void_check(no)
    with pytest.raises(CheckAlreadyVoided):
        officer.void_check(no)


def test_the_number_of_a_void_check_is_not_used_again(officer: Officer) -> None:
    officer.void_check(officer.check())
    assert officer.check() == "JC-2022-00002"


@pytest.mark.parametrize("no", ["JC-2022-00001", "YH-2022-0001", "1", ""])
def test_an_unknown_check(officer: Officer, no: str) -> None:
    with pytest.raises(UnknownRecord):
        officer.void_check(no)


def test_a_check_is_not_void_before_it_was_made(officer: Officer) -> None:
    no = officer.check()
    with pytest.raises(BackwardsInTime):
        officer.void_check(no, on=date(2022, 4, 19))
    assert officer.void_check(no, on=date(2022, 4, 20)) == no


def test_voiding_needs_a_reason(officer: Officer) -> None:
    no = officer.check()
    with pytest.raises(BlankText, match="作废理由"):
        officer.void_check(no, reason="\u3000")


@pytest.mark.parametrize("end", ["open", "closed", "transferred"])
def test_a_check_whose_hazard_stands_is_not_void(officer: Officer, end: str) -> None:
    no = officer.check(hazard=HAZARD)
    hazard = "YH-2022-0001"
    if end == "closed":
        officer.rectify(hazard, "2022-05-01")
        officer.review(hazard, "2022-05-02")
    elif end == "transferred":
        officer.transfer(hazard, "2022-05-01")
    with pytest.raises(CheckHasHazards) as refused:
        officer.void_check(no)
    assert hazard in refused.value.sentence


def test_a_hazard_that_names_the_check_holds_it_too(officer: Officer) -> None:
    no = officer.check()
    hazard = officer.hazard(check=no)
    with pytest.raises(CheckHasHazards):
        officer.void_check(no)
    officer.void(hazard, "2022-05-01")
    assert officer.void_check(no) == no


def test_a_void_check_gets_no_hazard(officer: Officer) -> None:
    no = officer.check()
    officer.void_check(no)
    with pytest.raises(CheckAlreadyVoided):
        officer.hazard(check=no)
    with pytest.raises(UnknownRecord):
        officer.hazard(check="JC-2022-00009")
    assert verify(officer.path)[0] == []
