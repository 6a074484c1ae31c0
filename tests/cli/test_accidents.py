"""Accidents in reports: by month and year, their running clocks in hours, who is held to account, what a sheet brings in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.board.served import served
from tests.cli.accidents import ADD, BY_TWO, FIRM, HAPPENED, NO, NOON, TOLD, Desk
from tests.groups.robots import Robot
from tests.groups.setting_up import add
from tests.intake.books import xlsx

if TYPE_CHECKING:
    from pathlib import Path


LATER = "2022-07-15 09:00"
KNOWN = ("--missing", "0", "--loss", "0")
ZERO = {"accidents": 0, "fatal": 0, "dead": 0, "severe": 0, "injured": 0}


@pytest.fixture
def year(desk: Desk) -> Desk:
    """Five accidents: a fatal one of production, one of serious injuries that is none, one of unknown numbers, one struck out, one of the year before."""
    accident = ("accident", "add", "--type", "machine", "--title")
    of = (
        ("甲", "2022-05-03", ("--dead", "2", "--injured", "1", "--production", "yes", *KNOWN)),
        ("乙", "2022-05-31", ("--dead", "0", "--injured", "3", "--production", "no", *KNOWN)),
        ("丙", "2022-06-01", ("--production", "不明")),
        ("丁", "2022-06-02", ("--dead", "1", *KNOWN)),
        ("戊", "2021-12-31", ("--dead", "1", "--injured", "0", "--production", "yes", *KNOWN)),
    )
    for title, day, figures in of:
        desk.ok(LATER, *accident, title, "--on", day, *figures, "--unit", FIRM[0])
    desk.ok(LATER, "accident", "strike", "SG-2022-0004", "--reason", "是生病", *BY_TWO)
    paper = ("--confirmed-by", "区应急局", "--paper-no", "1号")
    desk.ok(LATER, "accident", "confirm", "SG-2022-0001", *paper)
    return desk


def counted(desk: Desk, *args: str) -> list[dict[str, Any]]:
    rows = desk.at(LATER, "report", "accidents", *args, "--format", "json").json["rows"]
    return list(rows)


def of(row: dict[str, Any], *, when: str = "", share: str = "") -> dict[str, int]:
    return {key: row[f"{when}{key}{share}"] for key in ZERO}


def test_each_month_and_what_adds_up_since_january(year: Desk) -> None:
    rows = {row["period"]: row for row in counted(year)}
    assert list(rows) == [f"2022-{month:02}" for month in range(1, 8)]
    assert of(rows["2022-04"], when="ytd_") == ZERO
    may = {"accidents": 2, "fatal": 1, "dead": 2, "severe": 1, "injured": 4}
    assert of(rows["2022-05"]) == of(rows["2022-05"], when="ytd_") == may
    production = {"accidents": 1, "fatal": 1, "dead": 2, "severe": 0, "injured": 1}
    assert of(rows["2022-05"], share="_production") == production
    june = {**ZERO, "accidents": 1}
    assert (of(rows["2022-06"]), of(rows["2022-06"], share="_production")) == (june, ZERO)
    assert of(rows["2022-07"], when="ytd_") == {**may, "accidents": 3}
    assert rows["2022-05"]["people"] == 6
    named = [rows[month]["records"] for month in ("2022-05", "2022-06")]
    assert named == [["SG-2022-0001", "SG-2022-0002"], ["SG-2022-0003"]]
    assert rows["2022-05"]["provisional"] == ["SG-2022-0002"]
    assert (rows["2022-06"]["struck"], rows["2022-06"]["unknown"]) == (
        ["SG-2022-0004"],
        ["SG-2022-0003"],
    )


def test_what_is_provisional_unknown_or_struck_is_named(year: Desk) -> None:
    told = year.ok(LATER, "report", "accidents")
    for sentence in (
        "事故 3 起（其中生产性 1 起），死亡事故 1 起 2 人，重伤事故 1 起，重伤 4 人。",
        "待确认的：SG-2022-0002、SG-2022-0003。",
        "人数还不明、没有加进去的：SG-2022-0003。",
        "是不是生产安全事故还不明的：SG-2022-0003。",
        "已核销、没有计入的：SG-2022-0004。",
    ):
        assert sentence in told
    assert "没有事故。" in year.ok(LATER, "report", "accidents", "--period", "2020")


def test_by_year_and_narrowed(year: Desk) -> None:
    rows = counted(year, "--by", "year", "--from", "2021-01-01")
    assert [(row["period"], row["accidents"], row["ytd_dead"]) for row in rows] == [
        ("2021", 1, 1),
        ("2022", 3, 2),
    ]
    (row,) = counted(year, "--period", "2022-06")
    assert (row["accidents"], row["ytd_accidents"]) == (1, 3)
    assert sum(row["accidents"] for row in counted(year, "--unit", "桂香村")) == 0
    assert sum(row["accidents"] for row in counted(year, "--unit", FIRM[1])) == 3
    assert year.at(LATER, "report", "accidents", "--measure", "14").code == 2
    assert counted(year, "--as-of", "2022-05-30")[-1]["ytd_accidents"] == 1


def test_the_missing_are_dead_on_later_days(desk: Desk) -> None:
    desk.ok("2022-05-03 20:00", *ADD, *HAPPENED, "--dead", "0", "--injured", "0", "--missing", "1")
    (before,) = counted(desk, "--period", "2022-05", "--as-of", "2022-06-01")
    (after,) = counted(desk, "--period", "2022-05", "--as-of", "2022-06-02")
    assert [row["dead"] for row in (before, after)] == [0, 1]


def test_clocks_that_run_are_told_in_hours(desk: Desk) -> None:
    desk.ok("2022-05-03 15:20", *ADD, *HAPPENED, *TOLD)
    asked = ("report", "clocks", "--format", "json")
    rows = desk.at("2022-05-03 16:40", *asked).json["rows"]
    told = [(row["what"], row["has_run"], row["is_over"], row["minutes_over"]) for row in rows]
    assert told == [
        ("单位上报", "2 小时 10 分钟", "1 小时 10 分钟", 70),
        ("镇上报", "1 小时 30 分钟", None, 0),
    ]
    assert rows[1]["due_at"] == "2022-05-03T17:10+08:00"
    assert desk.at("2022-05-03 16:40", *asked, "--level", "major").json["rows"] == []
    assert len(desk.at("2022-05-03 16:40", *asked, "--unit", FIRM[0]).json["rows"]) == 2
    assert desk.at("2022-05-03 16:40", *asked, "--unit", "桂香村").json["rows"] == []
    assert "没有在走的事故时限" in desk.ok("2022-05-02 09:00", "report", "clocks", "--as-of", "2022-05-02")  # fmt: skip
    desk.report("2022-05-03 16:40", "unit", "2022-05-03 16:35")
    left = desk.at("2022-05-03 16:40", *asked).json["rows"]
    assert [row["what"] for row in left] == ["镇上报", "续报"]


def test_the_night_tells_a_group_of_clocks_and_of_no_person(desk: Desk) -> None:
    named = ("accident", "add", "--title", "谭小二触电事故", "--type", "electric", *HAPPENED)
    desk.ok("2022-05-03 15:20", *named, *TOLD, "--unit", FIRM[0])
    with Robot("wecom") as robot:
        add(desk.zizhao, robot, "镇")
        desk.ok("2022-05-03 22:00", "nightly")
    (message,) = robot.messages
    assert f"{NO} {FIRM[1]} 单位上报已走 7 小时 30 分钟，超 6 小时 30 分钟" in message
    assert "谭小二" not in message


def test_the_board_shows_clocks_that_run(desk: Desk) -> None:
    """The board of these tests stands at nine in the morning of 2022-07-15."""
    with served(desk.zizhao) as board:
        assert "事故时限：" not in board.get().text
        assert "没有在走的事故时限" in board.get("clocks").text
    desk.ok(LATER, *ADD, "--happened", "2022-07-15 06:00", "--head-told", "2022-07-15 06:10")
    with served(desk.zizhao) as board:
        said = f"事故时限：{NO} 单位上报已走 2 小时 50 分钟，超 1 小时 50 分钟"
        assert said in board.get().text
        assert board.get("clocks").table()[0][:3] == ["单位上报", NO, FIRM[1]]


def test_a_graver_accident_asks_for_all_layers(desk: Desk) -> None:
    desk.ok(NOON, *ADD, *HAPPENED, "--dead", "2")
    asked = ("report", "accountability", "--format", "json")
    assert desk.at(NOON, *asked).json["rows"] == []
    desk.ok(NOON, "accident", "followup", NO, "--at", "2022-05-04 11:00", "--dead", "3")
    (row,) = desk.at(NOON, *asked).json["rows"]
    assert (row["subject"], row["missing"]) == (NO, ["direct", "leading", "supervising"])
    pursue = ("action", "add", "--kind", "pursue", "--unit", "YJB", "--reason", "事故")
    no = desk.ok(NOON, *pursue, "--layer", "leading", "--record", NO)
    desk.ok(NOON, "action", "open", no)
    desk.ok(NOON, "action", "decide", no, "--decision", "通报", "--decided-by", "镇党委")
    (row,) = desk.at(NOON, *asked).json["rows"]
    assert (row["leading"], row["missing"]) == ([no], ["direct", "supervising"])


def test_what_was_concealed_asks_for_all_layers(desk: Desk) -> None:
    desk.ok(NOON, *ADD, *HAPPENED, "--dead", "1")
    find = ("accident", "finding", NO, "--found-by", "区应急局", "--source", "核查")
    desk.ok(NOON, *find, "--kind", "瞒报")
    (row,) = desk.at(NOON, "report", "accountability", "--format", "json").json["rows"]
    assert (row["subject"], len(row["missing"])) == (NO, 3)


def test_what_follows_for_like_units_is_shown_with_it(desk: Desk) -> None:
    desk.ok(NOON, *ADD, *HAPPENED)
    lesson = ("lesson", "add", "--title", "装卸引爆", "--sector", "烟花爆竹", "--record", NO)
    no = desk.ok(NOON, *lesson)
    related = desk.at(NOON, "accident", "show", NO, "--format", "json").json["related"]
    assert [one["no"] for one in related] == [no]


SHEET = [
    ["事故名称", "单位", "事故类型", "发生时间", "镇接报时间", "死亡人数", "重伤", "直接经济损失"],
    ["甲", FIRM[1], "机械伤害", datetime(2022, 5, 3, 14, 20), "2022年5月3日15时1分", 0, "不明", ""],  # noqa: DTZ001 - as a spreadsheet has it
    ["乙", FIRM[1], "火灾", "2022-05-04T06:20+00:00", "", "未知", 1, "2万元"],
]


def imported(desk: Desk, folder: Path, rows: list[list[Any]]) -> Any:
    file = folder / "事故.xlsx"

    def moments(book: Any, sheet: Any) -> None:
        look = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for line, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                if isinstance(cell, datetime):
                    sheet.write_datetime(line, place, cell, look)

    file.write_bytes(xlsx(rows, more=moments))
    return desk.at(LATER, "accident", "import", str(file), "--format", "json")


def test_a_workbook_brings_moments_and_what_nobody_knows(desk: Desk, tmp_path: Path) -> None:
    run = imported(desk, tmp_path, SHEET)
    assert (run.code, run.json["new"]) == (0, 2), run.out + run.err
    rows = desk.at(LATER, "accident", "list", "--format", "json").json["rows"]
    keys = ("happened_at", "town_told_at", "dead", "injured", "missing", "loss")
    assert [[row[key] for key in keys] for row in rows] == [
        ["2022-05-03T14:20+08:00", "2022-05-03T15:01+08:00", 0, None, None, None],
        ["2022-05-04T14:20+08:00", None, None, 1, None, 20_000],
    ]
    again = imported(desk, tmp_path, SHEET).json
    assert (again["new"], again["same"]) == (0, 2)
    undo = ("batch", "undo", run.json["batch"], "--reason", "拿错了")
    assert f"里的 {NO} 是事故，撤销导入须经批准" in desk.refused(LATER, *undo)
    desk.ok(LATER, *undo, *BY_TWO)
    desk.sound()


@pytest.mark.parametrize(
    ("column", "cell", "problem"),
    [
        (3, datetime(2022, 5, 3), "只有日子，没有几点几分"),  # noqa: DTZ001 - as a spreadsheet has it
        (3, "2022.5", "只有年月，没有日"),
        (3, "", "发生日期没有填"),
        (4, "2022-05-03 13:00", "早于发生时间"),
        (4, "2099-05-03 13:00", "还没有到"),
        (5, "二人", "不是个数"),
    ],
)
def test_a_bad_cell_is_named(
    desk: Desk, tmp_path: Path, column: int, cell: Any, problem: str
) -> None:
    rows = [[*row] for row in SHEET[:2]]
    rows[1][column] = cell
    run = imported(desk, tmp_path, rows)
    assert run.code == 3
    assert any(problem in one["message"] for one in run.json["problems"]), run.out
