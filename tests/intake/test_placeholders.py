"""Strokes and 无 in the columns of a sheet, and what stands beside them, as villages fill them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.intake.office import HEAD

if TYPE_CHECKING:
    from tests.intake.office import Office

CHECKS = "单位,条款,检查日期,问题隐患,等级,期限,责任人,检查人\n"
HAZARDS = "单位,条款,检查日期,隐患,等级,处理方式,期限,责任人,整改日期,复查人,复查日期,复查结果\n"
ROW = "桂香村,6,2022-05-01,堵塞,{},{},2022-05-20,{},2022-05-10,{},{},{}\n"
STROKES = ["/", "／", "—", "无", "-", "–", "─", "//", "一", "——————"]


@pytest.mark.parametrize("stroke", STROKES)
def test_columns_that_are_left_open(office: Office, stroke: str) -> None:
    hazard = stroke if stroke != "一" else "无"
    office.takes(CHECKS + f"桂香村,6,2022-05-01,{hazard},{','.join([stroke] * 4)}\n")
    assert office.checks("result", "inspectors", "hazards") == [("pass", None, None)]


@pytest.mark.parametrize("stroke", STROKES)
def test_a_stroke_is_no_reviewer(office: Office, stroke: str) -> None:
    text = HAZARDS + ROW.format("一般", "限期整改", "张静", stroke, "2022-05-12", "合格")
    taken = office.takes(text, form="hazard")
    assert office.hazards("state", "reviewer") == [("awaiting_review", None)]
    assert taken.receipt.warnings


@pytest.mark.parametrize("stroke", STROKES)
def test_strokes_in_every_column_of_a_hazard(office: Office, stroke: str) -> None:
    row = ROW.format(*[stroke] * 6).replace("2022-05-20", stroke).replace("2022-05-10", stroke)
    office.takes(HAZARDS + row, form="hazard")
    keys = ("state", "level", "handling", "due_on", "responsible", "rectified_on")
    assert office.hazards(*keys) == [
        ("registered", "general", "deadline", "2022-05-16", None, None)
    ]


@pytest.mark.parametrize("column", ["结果", "条款", "检查日期", "单位"])
def test_what_must_be_said_is_not_left_open(office: Office, column: str) -> None:
    cells = dict(
        zip(HEAD.strip().split(","), ["桂香村", "6", "2022-05-01", "符合", "好"], strict=True)
    )
    cells[column] = "/"
    taken = office.refuses(HEAD + ",".join(cells.values()) + "\n")
    assert [place[1] for place in taken.places] == [column]


@pytest.mark.parametrize("nothing", ["无问题", "未发现安全隐患", "正常"])
def test_phrases_for_no_hazard(office: Office, nothing: str) -> None:
    office.takes(CHECKS + f"桂香村,6,2022-05-01,{nothing},,,,\n")
    assert office.checks("result", "hazards") == [("pass", None)]


@pytest.mark.parametrize("unclear", ["√", "否", "一", "未发现重大隐患"])
def test_what_leaves_it_open_whether_there_is_a_hazard(office: Office, unclear: str) -> None:
    taken = office.refuses(CHECKS + f"桂香村,6,2022-05-01,{unclear},,,,\n")
    assert taken.places == [(2, "问题隐患", unclear)]


@pytest.mark.parametrize("hazard", ["", "无"])
@pytest.mark.parametrize(
    ("level", "due", "columns"),
    [
        ("重大", "", ["等级"]),
        ("", "2022-06-20", ["期限"]),
        ("一般", "立即整改", ["期限"]),
        ("重大", "+15d", ["等级", "期限"]),
    ],
)
def test_a_deadline_without_a_hazard(
    office: Office, hazard: str, level: str, due: str, columns: list[str]
) -> None:
    """It would be recorded as passed, and what was written beside it be lost."""
    taken = office.refuses(CHECKS + f"桂香村,6,2022-05-01,{hazard},{level},{due},张静,\n")
    assert [place[1] for place in taken.places] == columns
    office.takes(CHECKS + f"桂香村,6,2022-05-01,{hazard},一般,,张静,\n")


def test_a_level_that_is_set_for_all_is_of_the_hazards_among_them(office: Office) -> None:
    head = CHECKS.replace("等级,", "")
    rows = "桂香村,6,2022-05-01,,,,\n桂香村,6,2022-05-01,堵塞,2022-06-01,张静,\n"
    assert office.takes(head + rows, sets=("level=重大",)).counts == (2, 2, 0, 0)
    assert office.hazards("level") == ["major"]


@pytest.mark.parametrize(
    "result", ["未合格", "没有通过", "整改不合格", "复查不合格", "不同意销号", "暂未通过"]
)
def test_words_for_a_review_that_failed(office: Office, result: str) -> None:
    text = HAZARDS + ROW.format("", "", "张静", "李四", "2022-05-12", result)
    office.takes(text, form="hazard")
    assert office.hazards("state") == ["rectifying"]


def test_a_problem_shows_what_stands_in_the_cell(office: Office) -> None:
    taken = office.refuses(
        "单位,条款,检查日期,结果,隐患\n桂香村,6,2022-05-01,合格,堵塞\n桂香村,6,2022-05-01,不符合,无\n"
    )
    assert taken.places == [(2, "结果", "合格"), (3, "隐患", "无")]
    taken = office.refuses(HAZARDS + ROW.replace("堵塞", "无").format(*[""] * 6), form="hazard")
    assert taken.places == [(2, "隐患", "无")]


@pytest.mark.parametrize("nobody", ["N/A", "暂缺", "？"])
def test_nobody_closes_a_hazard(office: Office, nobody: str) -> None:
    text = HAZARDS + ROW.format("", "", "张静", nobody, "2022-05-12", "合格")
    office.takes(text, form="hazard")
    assert office.hazards("state", "reviewer") == [("awaiting_review", None)]


@pytest.mark.parametrize("ditto", ["同上", "同上\t", " 同上", '"=""同上"""'])
def test_ditto_however_it_came(office: Office, ditto: str) -> None:
    row = "桂香村,6,2022-05-01,堵塞,一般,,张静,李四\n"
    office.takes(CHECKS + row + f"桂香村,6,2022-05-02,漏电,一般,,{ditto},{ditto}\n")
    assert office.checks("inspectors") == ["李四", "李四"]
    assert office.hazards("responsible") == ["张静", "张静"]


def test_ditto_that_is_not_seen_as_such_names_nobody(office: Office) -> None:
    row = "桂香村,6,2022-05-01,堵塞,一般,,张静,李四\n"
    other = "桂香村,6,2022-05-02,\u3000同上,一般,,同上\u3000,\u3000同上\n"
    taken = office.refuses(CHECKS + row + other)
    assert [place[1] for place in taken.places] == ["问题隐患", "责任人", "检查人"]


def test_strokes_are_no_measures_of_a_plan(office: Office) -> None:
    head = HAZARDS.strip() + ",整改措施,部位\n"
    office.takes(head + ROW.strip().format(*[""] * 6) + ",/,—\n", form="hazard")
    assert office.hazards("plan_measures", "location") == [(None, None)]


@pytest.mark.parametrize("stroke", ["/", "无", "—", "="])
def test_strokes_are_no_source_ids(office: Office, stroke: str) -> None:
    taken = office.takes("编号," + HEAD + f"{stroke},桂香村,6,2022-05-01,符合,\n" * 2)
    assert taken.counts == ((2, 2, 0, 0) if stroke != "=" else (2, 1, 1, 0))
    assert set(office.checks("source_id")) == {"=" if stroke == "=" else None}


def test_what_is_set_for_all_does_not_hide_what_a_row_says(office: Office) -> None:
    row = "桂香村,6,2022-05-01,,重大,2022-07-01,张静,\n"
    taken = office.refuses(CHECKS + row, sets=("level=一般", "due_on=2022-07-05"))
    assert [place[1] for place in taken.places] == ["等级", "期限"]


def test_a_mark_is_no_day(office: Office) -> None:
    text = HAZARDS + ROW.replace("2022-05-10", "√").format(*[""] * 6)
    assert [place[1:] for place in office.refuses(text, form="hazard").places] == [
        ("整改日期", "√")
    ]


@pytest.mark.parametrize("said", ["0处", "均合格", "1.无；2.无", "无（现场良好）", "隐患数：0"])
def test_what_hardly_is_a_hazard_is_asked_about(office: Office, said: str) -> None:
    for form in ("check", "hazard"):
        text = f"单位,条款,检查日期,隐患\n桂香村,6,2022-05-01,{said}\n"
        assert office.refuses(text, form=form).places == [(2, "隐患", said)]
