"""What the columns are: known headings, --map, --ignore-column, --set, and columns nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.intake.office import GOOD, HEAD
from zizhao_cli.errors import UsageProblem

if TYPE_CHECKING:
    from tests.intake.office import Office

HEADINGS = {
    "unit": ["单位", "单位名称", "被检查单位", "受检单位", "责任单位", "unit"],
    "measure": ["条款", "对应条款", "措施", "十五条", "measure"],
    "checked_on": ["检查日期", "检查时间", "排查日期", "排查时间", "自查时间", "checked_on"],
    "result": ["结果", "检查结果", "是否符合", "result"],
}
FURTHER = {
    "source_id": ["编号", "来源编号", "检查编号"],
    "kind": ["检查类型", "检查方式"],
    "inspectors": ["检查人", "检查人员", "排查人", "排查人员"],
    "note": ["备注"],
}
VALUES = {"source_id": "甲-1", "kind": "联合检查", "inspectors": "张静、李四", "note": "好"}
HAZARD = ["问题隐患", "隐患", "隐患内容", "隐患描述", "隐患名称", "存在问题", "问题描述"]
OF_HAZARD = {
    "location": ["部位", "隐患部位", "地点"],
    "sector": ["行业", "行业领域"],
    "responsible": ["责任人", "整改责任人"],
    "plan_measures": ["整改措施", "治理措施", "处置措施", "整改措施与要求"],
}
DUE = ["整改时限", "整改期限", "完成时限", "限期"]
LEVEL = ["等级", "隐患等级", "隐患级别"]


@pytest.mark.parametrize("key", HEADINGS)
def test_every_heading_of_a_column(office: Office, key: str) -> None:
    head = {"unit": "单位", "measure": "条款", "checked_on": "检查日期", "result": "结果"}
    for number, heading in enumerate(HEADINGS[key], start=1):
        titles = ",".join((head | {key: heading}).values())
        office.takes(f"{titles}\n桂香村,{number},2022-05-01,不适用\n")
    assert office.checks("measure") == [*range(1, len(HEADINGS[key]) + 1)]
    assert set(office.checks("result")) == {"na"}


@pytest.mark.parametrize("key", FURTHER)
def test_every_heading_of_a_column_that_may_be_missing(office: Office, key: str) -> None:
    for number, heading in enumerate([*FURTHER[key], key], start=1):
        cell = VALUES[key] + (str(number) if key == "source_id" else "")
        office.takes(f"单位,条款,检查日期,{heading}\n桂香村,{number},2022-05-01,{cell}\n")
    found = {value.rstrip("123456789") for value in office.checks(key)}
    assert found == {"joint" if key == "kind" else VALUES[key].rstrip("1")}


def test_every_heading_of_a_hazard(office: Office) -> None:
    for heading in HAZARD:
        office.takes(
            f"单位,条款,检查日期,{heading}\n桂香村,6,2022-05-01,{heading}\n", form="hazard"
        )
    assert office.hazards("title") == HAZARD


@pytest.mark.parametrize("key", OF_HAZARD)
def test_every_heading_of_what_a_hazard_has(office: Office, key: str) -> None:
    for number, heading in enumerate(OF_HAZARD[key]):
        office.takes(f"单位,条款,检查日期,隐患,{heading}\n桂香村,6,2022-05-01,堵塞{number},某某\n")
    assert office.hazards(key) == ["某某"] * len(OF_HAZARD[key])


def test_every_heading_of_deadline_and_level(office: Office) -> None:
    for number, due in enumerate(DUE):
        level = LEVEL[number % len(LEVEL)]
        text = f"单位,条款,检查日期,隐患,{due},{level}\n桂香村,6,2022-05-01,堵塞{number},2022-06-01,重大\n"
        office.takes(text)
    assert office.hazards("level", "due_on") == [("major", "2022-06-01")] * len(DUE)


def test_a_row_number_is_no_id(office: Office) -> None:
    head = "序号,单位,条款,检查日期\n"
    office.takes(head + "1,桂香村,6,2022-05-01\n")
    assert office.takes(head + "2,桂香村,6,2022-05-01\n").counts == (1, 0, 1, 0)
    assert office.takes(head + "1,桂香村,7,2022-05-01\n").counts == (1, 1, 0, 0)
    assert office.checks("source_id") == [None, None]


def test_an_unknown_column_is_refused_by_name(office: Office) -> None:
    taken = office.refuses(HEAD.strip() + ",天气\n" + GOOD.strip() + ",晴\n")
    assert taken.places == [(1, "天气", None)]


def test_all_unknown_columns_are_told_at_once(office: Office) -> None:
    taken = office.refuses(HEAD.strip() + ",天气,温度\n" + GOOD.strip() + ",晴,20\n")
    assert [column for _, column, _ in taken.places] == ["天气", "温度"]


def test_an_unknown_column_is_ignored_or_mapped(office: Office) -> None:
    text = HEAD.replace("备注", "附 言").strip() + ",天气\n" + GOOD.strip() + "好,晴\n"
    office.takes(text, maps=("附言=note",), ignored=("天 气",))
    assert office.checks("note") == ["好"]


def test_a_map_goes_before_what_a_heading_means(office: Office) -> None:
    text = "单位,备注,检查日期\n桂香村,6,2022-05-01\n"
    office.takes(text, maps=("备注=measure",))
    assert office.checks("measure", "note") == [(6, None)]


def test_two_columns_of_one_meaning(office: Office) -> None:
    text = "单位,被检查单位,条款,检查日期\n桂香村,先进村,6,2022-05-01\n"
    assert office.refuses(text).places == [(1, "被检查单位", None)]
    office.takes(text, ignored=("单位",))
    assert office.checks("unit") == ["先进村"]


def test_set_gives_what_the_file_has_no_column_for(office: Office) -> None:
    sets = ("measure=第六条", "kind=镇级检查", "checked_on=2022年5月1日", "note=a=b")
    office.takes("单位,检查人\n桂香村,张静\n先进村,李四\n", sets=sets)
    expected = [(6, "town", "2022-05-01", "a=b")] * 2
    assert office.checks("measure", "kind", "checked_on", "note") == expected


def test_a_cell_goes_before_what_is_set(office: Office) -> None:
    office.takes(
        HEAD + "桂香村,7,2022-05-01,符合,\n桂香村,,2022-05-01,符合,\n", sets=("measure=6",)
    )
    assert office.checks("measure") == [7, 6]


@pytest.mark.parametrize(
    "wrong",
    [{"maps": ("甲=乙",)}, {"maps": ("甲",)}, {"sets": ("colour=red",)}, {"sets": ("note=",)}],
)
def test_a_key_that_is_none_is_wrong_usage(office: Office, wrong: dict[str, tuple[str]]) -> None:
    with pytest.raises(UsageProblem):
        office.take(office.file(HEAD + GOOD), **wrong)


@pytest.mark.parametrize("key", ["unit", "measure", "checked_on"])
def test_a_column_that_is_missing(office: Office, key: str) -> None:
    heading = {"unit": "单位", "measure": "条款", "checked_on": "检查日期"}[key]
    taken = office.refuses(HEAD.replace(heading, "序号") + GOOD)
    assert taken.receipt.problems[0].column == key or heading in taken.messages[0]


def test_no_hazard_set_for_all_is_refused_like_a_blank_one(office: Office) -> None:
    text = "单位,条款,检查日期\n桂香村,6,2022-05-01\n"
    office.refuses(text, form="hazard", sets=("hazard=无",))


def test_a_heading_that_counts_columns_may_be_named_or_ignored(office: Office) -> None:
    text = HEAD.replace("备注", "第1列,第 2 列") + "桂香村,6,2022-05-01,符合,甲,x\n"
    assert [place[1] for place in office.refuses(text).places] == ["第 5 列"]
    office.takes(text, maps=("第1列=note",), ignored=("第2列",))
    assert office.checks("note") == ["甲"]


ANSWERS = {"是": "pass", "√": "pass", "☑是 □否": "pass", "否": "fail", "×": "fail", "X": "fail"}


@pytest.mark.parametrize("heading", ["是否符合", "是否符合？", "是否合格"])
@pytest.mark.parametrize("answered", ANSWERS)
def test_a_heading_that_asks_is_answered_by_yes_or_no(
    office: Office, heading: str, answered: str
) -> None:
    maps = () if heading == "是否符合" else (f"{heading}=result",)
    text = "单位,条款,检查日期,隐患,{}\n桂香村,6,2022-05-01,{},{}\n"
    failed = ANSWERS[answered] == "fail"
    hazard, other = ("堵塞", "") if failed else ("", "堵塞")
    office.refuses(text.format(heading, other, answered), maps=maps)
    office.takes(text.format(heading, hazard, answered), maps=maps)
    assert office.checks("result") == [ANSWERS[answered]]


@pytest.mark.parametrize("heading", ["结果", "检查结果", "是否存在隐患"])
@pytest.mark.parametrize("answered", ["是", "否", "√", "×"])
def test_no_other_heading_is(office: Office, heading: str, answered: str) -> None:
    maps = ("是否存在隐患=result",) if heading == "是否存在隐患" else ()
    text = f"单位,条款,检查日期,隐患,{heading}\n桂香村,6,2022-05-01,堵塞,{answered}\n"
    assert (2, heading, answered) in office.refuses(text, maps=maps).places
