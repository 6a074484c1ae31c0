"""A unit and a day that stand above a table hold for that table alone: what begins below it is never read as the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.intake.office import Office

FIRST = """单位：大丘村,,检查日期：2022-05-01
序号,条款,备注
1,6,好
"""
SETS = ("unit=大丘村", "measure=6", "checked_on=2022-05-01")


@pytest.mark.parametrize(
    "below",
    [
        "单位：先进村,,检查日期：2022-05-02\n序号,条款,备注\n1,6,先进\n",
        "单位：先进村,,\n1,6,先进\n",
        "单位：大丘村,,检查日期：2022-05-02\n1,6,先进\n",
        "填报单位：先进村,,\n1,6,先进\n",
        "单位,先进村,\n1,6,先进\n",
        "序号,条款,备注\n1,6,先进\n",
    ],
)
def test_a_second_table_is_refused_with_its_line(office: Office, below: str) -> None:
    taken = office.refuses(FIRST + below)
    assert [line for line, _, _ in taken.places] == [4]
    assert "另存成一份" in taken.messages[0]


@pytest.mark.parametrize("below", ["", "填报单位：大丘村,,\n", "填表人：甲,,\n"])
def test_the_same_said_again_is_no_second_table(office: Office, below: str) -> None:
    office.takes(FIRST + below)
    assert office.checks("unit", "note") == [("大丘村", "好")]


@pytest.mark.parametrize(
    "line",
    [
        "先进村,,",
        ",先进村,",
        "二、先进村,,",
        "先进村：,,",
        "二,先进村,",
        "3,先进村,",
        "单位：先进村,,",
    ],
)
def test_another_unit_in_a_line_where_the_unit_is_set(office: Office, line: str) -> None:
    text = f"序号,隐患,部位\n1,插座烧焦,厨房\n{line}\n2,堵塞,门口\n"
    assert office.refuses(text, sets=SETS, form="hazard").places == [(3, "单位", "先进村")]
    ours = text.replace("先进村", "大丘村").replace("1,插座烧焦,厨房\n", "")
    if "," not in line.strip(",") and not line.startswith(","):
        office.takes(ours, sets=SETS, form="hazard")


def test_another_unit_alone_among_notes(office: Office) -> None:
    text = "序号,备注,检查人\n1,好,甲某\n2,先进村,\n"
    assert office.refuses(text, sets=SETS).places == [(3, "单位", "先进村")]


def test_who_inspects_is_not_who_is_inspected(office: Office) -> None:
    text = FIRST.replace("单位：大丘村", "检查单位：大丘村")
    assert "缺少列：单位" in office.refuses(text).messages[0]
