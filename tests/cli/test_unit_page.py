"""report unit: all that was recorded about a unit on one page, whatever it is; past days, what was known, what was struck out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.pictures import content
from tests.conftest import Zizhao
from tests.ledger.officer import Officer, copy_of, set_up

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2022-07-15"


@pytest.fixture(scope="module")
def of_a_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop that was checked twice, with two hazards, one of them closed, and a paper; another shop with one of everything."""
    folder = tmp_path_factory.mktemp("page")
    officer = Officer(set_up(folder / "ledger.db"))
    zizhao = Zizhao(officer.path)
    officer.unit("S1", "甲店", parent="桂香村", supervisor="应急办", contact="李四")
    officer.unit("S2", "乙店")
    officer.check(unit="S1", checked_on="2022-05-01", kind="town", inspectors=["甲"])
    hazard = {"title": "通道堵塞", "due": "2022-05-20", "responsible": "李四"}
    officer.check(unit="S1", checked_on="2022-05-06", kind="town", hazard=hazard)
    officer.hazard(unit="S1", title="线路老化", found_on="2022-05-07", due="2022-06-01")
    officer.hazard(unit="S2", title="别处的", found_on="2022-05-07", due="2022-06-01")
    officer.check(unit="S2", checked_on="2022-05-07")
    picture = folder / "后.png"
    picture.write_bytes(content("png", "整改后"))
    zizhao.ok("hazard", "rectify", "YH-2022-0001", "--on", "2022-05-10", "--evidence", str(picture))
    officer.review("YH-2022-0001", "2022-05-12")
    zizhao.ok("notice", "rectify", "YH-2022-0002", "--on", "2022-05-08")
    officer.note("YH-2022-0002")
    return officer.path


@pytest.fixture
def zizhao(of_a_shop: Path, tmp_path: Path) -> Zizhao:
    return Zizhao(copy_of(of_a_shop, tmp_path))


def asked(zizhao: Zizhao, *given: str, unit: str = "甲店", day: str = DAY) -> Any:
    return zizhao("report", "unit", unit, "--as-of", day, "--format", "json", *given).json


def told(page: Any) -> list[tuple[str, str, str]]:
    return [
        (row["day"], row["no"], row["said"].split("，")[0])
        for row in page["rows"]
        if row["kind"] != "unit"
    ]


def test_all_of_it_stands_in_the_order_of_the_days(zizhao: Zizhao) -> None:
    page = asked(zizhao)
    assert told(page) == [
        ("2022-05-01", "JC-2022-00001", "登记"),
        ("2022-05-06", "JC-2022-00002", "登记"),
        ("2022-05-06", "YH-2022-0001", "登记"),
        ("2022-05-07", "YH-2022-0002", "登记"),
        ("2022-05-08", "WS-2022-0001", "签发"),
        ("2022-05-10", "YH-2022-0001", "报整改完成"),
        ("2022-05-12", "YH-2022-0001", "复查"),
    ]
    assert (page["unit"]["code"], page["unit"]["contact"]) == ("S1", "李四")
    counted = {key: page["totals"][key] for key in ("checks", "hazards", "notices", "submissions")}
    assert counted == {"checks": 2, "hazards": 2, "notices": 1, "submissions": 0}
    # The paper's own file is evidence, too.
    by_step = {(row["no"], row["day"]): row["evidence"] for row in page["rows"]}
    assert (by_step["YH-2022-0001", "2022-05-10"], by_step["YH-2022-0001", "2022-05-12"]) == (1, 0)
    assert page["totals"]["evidence"] == sum(by_step.values()) == 2
    text = zizhao.ok("report", "unit", "S1", "--as-of", DAY)
    assert "登记，条款：6，检查类型：镇级检查，检查人：甲，结果：符合" in text
    assert "单位：类别 企业，所在村（社区） 桂香村，主管部门 应急办，联系人 李四，在用 是。" in text


def test_a_remark_and_the_unit_itself_stand_on_the_day_of_their_entry(zizhao: Zizhao) -> None:
    page = zizhao("report", "unit", "S1", "--format", "json").json
    assert [row["said"] for row in page["rows"] if row["said"].startswith("备注")] == ["备注：催办"]
    assert [row["no"] for row in page["rows"] if row["kind"] == "unit"] == ["S1"]


def test_days_and_what_was_known(zizhao: Zizhao) -> None:
    assert told(asked(zizhao, day="2022-05-06")) == told(asked(zizhao))[:3]
    june = asked(zizhao, "--from", "2022-05-09", "--to", "2022-06-30")
    assert [row["no"] for row in june["rows"]] == ["YH-2022-0001"] * 2
    assert june["totals"]["hazards"] == 1
    assert asked(zizhao, "--known-at", "2022-04-19")["rows"] == []


def test_steps_stand_as_they_are_told_now_and_what_is_struck_out_does_not(zizhao: Zizhao) -> None:
    officer = Officer(zizhao.db)
    officer.retract("YH-2022-0001", approved_by="石世文")
    officer.edit("YH-2022-0002", title="线路老化破损")
    zizhao.ok("check", "edit", "JC-2022-00001", "--inspector", "乙")
    page = asked(zizhao)
    assert [said for _, no, said in told(page) if no == "YH-2022-0001"] == ["登记", "报整改完成"]
    assert {row["title"] for row in page["rows"] if row["no"] == "YH-2022-0002"} == {"线路老化破损"}
    [registered] = [row["said"] for row in page["rows"] if row["no"] == "YH-2022-0002"]
    assert registered == "登记，期限 2022-06-01"
    [check, _] = [row for row in page["rows"] if row["kind"] == "check"]
    assert "检查人：乙" in check["said"]
    officer.void("YH-2022-0002")
    officer.void_check("JC-2022-00001")
    left = {no for _, no, _ in told(asked(zizhao))}
    assert left == {"JC-2022-00002", "YH-2022-0001", "WS-2022-0001"}


def test_an_undone_batch_is_not_there(zizhao: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "checks.csv"
    file.write_text("单位,条款,检查日期,检查类型,结果\n甲店,6,2022-06-01,自查,符合\n", "utf-8")
    batch = zizhao("check", "import", str(file), "--format", "json").json["batch"]
    # An import is of another day than the check; its page has the day of the check.
    assert told(asked(zizhao))[-1] == ("2022-06-01", "JC-2022-00004", "登记")
    zizhao.ok("batch", "undo", batch, "--reason", "报错", "--yes")
    assert "JC-2022-00004" not in str(asked(zizhao)["rows"])


def test_a_submission_that_has_a_line_of_it(zizhao: Zizhao, tmp_path: Path) -> None:
    form = tmp_path / "季报.json"
    zizhao.ok("submit", "make", "quarterly", "--period", "2022-Q2", "--as-of", DAY, "--output", str(form))  # fmt: skip
    zizhao.ok("submit", "record", str(form), "--to", "区安委办", "--on", DAY)
    village = asked(zizhao, unit="桂香村")
    assert told(village) == [(DAY, "BS-2022-0001", "报出")]
    assert "BS-2022-0001" not in str(asked(zizhao)["rows"])


@pytest.mark.parametrize(("ending", "begins"), [("xlsx", b"PK"), ("html", b"<!DOCTYPE"), ("csv", b"day,kind,no"), ("md", "| 日期".encode())])  # fmt: skip
def test_every_format_has_it(zizhao: Zizhao, tmp_path: Path, ending: str, begins: bytes) -> None:
    file = tmp_path / f"甲店.{ending}"
    zizhao.ok("report", "unit", "S1", "--as-of", DAY, "--output", str(file))
    assert file.read_bytes().startswith(begins)


def test_what_it_refuses(zizhao: Zizhao) -> None:
    refused = zizhao("report", "unit", "甲店", "--level", "major")
    assert (refused.code, "不按 --level 缩小" in refused.err) == (2, True)
    assert zizhao("report", "unit", "没有这家").code == 3


def test_a_workbook_has_its_days_as_days(zizhao: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "页.xlsx"
    zizhao.ok("report", "unit", "S1", "--as-of", DAY, "--output", str(file))
    from python_calamine import CalamineWorkbook

    lines = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    [place] = [place for place, line in enumerate(lines) if line[0] == "日期"]
    assert date(2022, 5, 1) in [line[0] for line in lines[place + 1 :]]
