"""Drafts: what somebody wants recorded is read and checked before the ledger knows it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from zizhao_cli.domain.errors.records import (
    BadMeasure,
    BadUnitCode,
    FailWithoutHazard,
    HazardWithoutFail,
)
from zizhao_cli.domain.errors.values import (
    BlankText,
    ControlCharacter,
    FutureDay,
    NoSuchDay,
    TextTooLong,
    UnknownWord,
)
from zizhao_cli.domain.reading import Known
from zizhao_cli.domain.rules.check import CheckDraft
from zizhao_cli.domain.rules.hazard_record import HazardDraft
from zizhao_cli.domain.rules.unit import UnitDraft

if TYPE_CHECKING:
    from zizhao_cli.domain.errors import Refused

TODAY = date(2022, 7, 15)
HAZARD = {"unit": "桂香村", "measure": "六", "title": "出口堵塞", "found_on": "2022年4月20日"}
CHECK = {"unit": "桂香村", "measure": "6", "checked_on": "2022-04-20"}
UNIT = {"code": "CS1", "name": "幸福超市", "kind": "企业"}


def hazard(**given: Any) -> HazardDraft:
    return HazardDraft.read(HAZARD | given, Known(TODAY))


def check(**given: Any) -> CheckDraft:
    return CheckDraft.read(CHECK | given, Known(TODAY))


def unit(**given: Any) -> UnitDraft:
    return UnitDraft.read(UNIT | given, Known(TODAY))


def test_a_hazard_with_its_defaults() -> None:
    draft = hazard()
    assert (draft.measure, draft.found_on) == (6, date(2022, 4, 20))
    assert (draft.level, draft.handling) == ("general", "deadline")
    assert (draft.due, draft.location, draft.responsible) == (None, None, None)


def test_what_is_none_was_not_given() -> None:
    assert hazard(level=None, location=None) == hazard()


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"measure": "16"}, BadMeasure),
        ({"found_on": "2022-02-30"}, NoSuchDay),
        ({"found_on": "2022-07-16"}, FutureDay),
        ({"level": "较大"}, UnknownWord),
        ({"handling": "马上"}, UnknownWord),
        ({"title": "\u3000"}, BlankText),
        ({"title": "a\x00"}, ControlCharacter),
        ({"title": "长" * 4001}, TextTooLong),
        ({"location": " "}, BlankText),
        ({"sector": "消\n防"}, ControlCharacter),
        ({"responsible": "长" * 201}, TextTooLong),
        ({"source": ""}, BlankText),
    ],
)
def test_a_hazard_that_is_refused(given: dict[str, str], error: type[Refused]) -> None:
    with pytest.raises(error):
        hazard(**given)


def test_texts_are_kept_as_they_were_typed() -> None:
    text = " ①㎡，[/x] 👨‍👩‍👧 𠮷\n=1+1 "
    assert hazard(title=text, location=text).title == text


@pytest.mark.parametrize("word", ["pass", "合格", "na", "不适用"])
def test_a_check_that_did_not_fail_has_no_hazard(word: str) -> None:
    assert check(result=word).hazard is None
    with pytest.raises(HazardWithoutFail):
        check(result=word, hazard={"title": "出口堵塞"})


def test_a_failed_check_names_its_hazard() -> None:
    with pytest.raises(FailWithoutHazard):
        check(result="fail")
    draft = check(result="不合格", hazard={"title": "出口堵塞", "level": "重大"})
    assert draft.hazard is not None
    assert draft.hazard.level == "major"


def test_without_a_result_the_hazard_decides() -> None:
    assert check(hazard={"title": "出口堵塞"}).result == "fail"


@pytest.mark.parametrize(
    "given", [{"inspectors": ["刘和平", " "]}, {"note": "\u200b"}, {"source_id": ""}]
)
def test_blank_texts_of_a_check(given: dict[str, Any]) -> None:
    with pytest.raises(BlankText):
        check(result="pass", **given)


@pytest.mark.parametrize("code", ["A", "GXC", "a-1_b", "1", "X" * 32])
def test_codes(code: str) -> None:
    assert unit(code=code).code == code


@pytest.mark.parametrize("code", ["", " ", "桂香", "A B", "-A", "_A", "X" * 33, "A\n", "Ａ", "=A"])
def test_bad_codes(code: str) -> None:
    with pytest.raises(BadUnitCode):
        unit(code=code)


def test_aliases_that_match_alike_are_one() -> None:
    assert unit(aliases=["超市", "超 市", "幸福"]).aliases == ["超市", "幸福"]
