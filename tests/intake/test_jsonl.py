"""Objects, one a line, as programs send them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.intake.office import Office

GOOD = {"unit": "桂香村", "measure": 6, "checked_on": "2022-05-01"}


def lines(*objects: Any) -> str:
    """Return objects as lines of JSON."""
    return "".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects)


def test_keys_and_headings_in_any_order_and_number(office: Office) -> None:
    other = {"检查日期": "2022.5.2", "单位": "先进村", "条款": "六", "备注": "①"}
    taken = office.takes(
        lines({**GOOD, "result": "pass"}, {**GOOD, "result": "na", "inspectors": ["张静", "李四"]})
        + "\n",
        "a.jsonl",
    )
    assert taken.counts == (2, 2, 0, 0)
    office.takes(lines(other), "b.jsonl")
    assert office.checks("unit", "result", "inspectors", "note") == [
        ("桂香村", "pass", None, None),
        ("桂香村", "na", "张静、李四", None),
        ("先进村", "pass", None, "①"),
    ]


@pytest.mark.parametrize("blank", [None, "", " "])
def test_a_result_of_null_did_not_pass(office: Office, blank: str | None) -> None:
    taken = office.refuses(lines({**GOOD, "result": blank}), "a.jsonl")
    assert taken.places[0][1] == "result"


def test_null_is_nothing(office: Office) -> None:
    office.takes(lines({**GOOD, "note": None, "source_id": None}), "a.jsonl")
    assert office.checks("note", "source_id") == [(None, None)]


def test_long_whole_numbers_keep_their_digits(office: Office) -> None:
    office.takes(lines({**GOOD, "source_id": 500234199001011234}), "a.jsonl")
    assert office.checks("source_id") == ["500234199001011234"]


@pytest.mark.parametrize("key", ["unit", "measure", "checked_on", "hazard", "source_id"])
@pytest.mark.parametrize("digits", [400, 5000])
def test_whole_numbers_that_no_cell_holds(office: Office, key: str, digits: int) -> None:
    line = lines({**GOOD, key: "@"}).replace('"@"', "-" * (digits % 3 == 1) + "9" * digits)
    taken = office.refuses(lines(GOOD) + line, "a.jsonl")
    assert [p[0] for p in taken.places] == [2]
    assert "有一个数有" in taken.receipt.problems[0].message


@pytest.mark.parametrize("line", ["{", "[1]", '"a"', "1", "null", "{'a': 1}", "[" * 100_000])
def test_what_is_no_object(office: Office, line: str) -> None:
    assert [p[0] for p in office.refuses(lines(GOOD) + line + "\n", "a.jsonl").places] == [2]


def test_an_unknown_key_is_refused_with_its_line(office: Office) -> None:
    taken = office.refuses(lines(GOOD, {**GOOD, "weather": "晴"}), "a.jsonl")
    assert taken.places == [(2, "weather", None)]


def test_missing_keys_are_problems_of_their_rows(office: Office) -> None:
    taken = office.refuses(lines(GOOD, {"unit": "桂香村"}, {"measure": 6}), "a.jsonl")
    assert [line for line, _, _ in taken.places] == [2, 2, 3, 3]


def test_a_file_of_nothing(office: Office) -> None:
    office.refuses("", "a.jsonl")


@pytest.mark.parametrize("value", ["NaN", '{"a": 1}'])
@pytest.mark.parametrize("key", ["unit", "measure", "note"])
def test_values_that_are_no_cell(office: Office, key: str, value: str) -> None:
    line = lines({**GOOD, key: "@"}).replace('"@"', value)
    assert [place[0] for place in office.refuses(line, "a.jsonl").places] == [1]


@pytest.mark.parametrize("names", [[None], [["张静"]], [{"a": 1}]])
def test_lists_of_other_things_than_names(office: Office, names: list[Any]) -> None:
    office.refuses(lines({**GOOD, "inspectors": names}), "a.jsonl")


def test_a_key_that_comes_twice(office: Office) -> None:
    office.refuses(lines(GOOD).replace("}", ', "note": "a", "note": "b"}'), "a.jsonl")


def test_true_is_no_measure_wherever_it_stands(office: Office) -> None:
    office.refuses(lines({**GOOD, "measure": 1}, {**GOOD, "measure": True}), "a.jsonl")
