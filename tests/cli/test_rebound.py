"""report rebound through the program: what was closed and found again, where, how soon, and who had said that it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import Zizhao
from tests.ledger.officer import Officer, copy_of, set_up

if TYPE_CHECKING:
    from pathlib import Path

DAY = ("--as-of", "2022-12-31")


def closed(officer: Officer, on: str, **given: Any) -> str:
    no = officer.hazard(**given)
    officer.rectify(no, on)
    officer.review(no, on)
    return no


@pytest.fixture(scope="module")
def of_a_corridor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In the corridor of 桂香村 a hazard is closed on 05-01 (1) and found again on 05-20 (2), which is closed on 06-01 and found again on that day (3)."""
    officer = Officer(set_up(tmp_path_factory.mktemp("rebound") / "ledger.db"))
    closed(officer, "2022-05-01", location="1 号楼 A 座走廊")
    closed(officer, "2022-06-01", location="１号楼a座走廊", found_on="2022-05-20", due="2022-06-10")
    officer.hazard(
        location="1号楼A座　走廊", found_on="2022-06-01", due="2022-06-10", level="major"
    )
    return officer.path


@pytest.fixture
def officer(of_a_corridor: Path, tmp_path: Path) -> Officer:
    return Officer(copy_of(of_a_corridor, tmp_path))


@pytest.fixture
def zizhao(officer: Officer) -> Zizhao:
    return Zizhao(officer.path)


def asked(zizhao: Zizhao, *given: str) -> Any:
    days = () if "--as-of" in given else DAY
    return zizhao("report", "rebound", *days, "--format", "json", *given).json


def pairs(zizhao: Zizhao, *given: str) -> list[tuple[str, str, int]]:
    """Return the last digits of the numbers, and the days between."""
    rows = asked(zizhao, *given)["rows"]
    return [(row["no"][-1], row["earlier_no"][-1], row["days_between"]) for row in rows]


def test_each_has_the_last_that_was_closed_there(zizhao: Zizhao) -> None:
    """Full width, case and blanks make no other place; closed and found again on one day is none between."""
    said = asked(zizhao)
    assert said["rows"][1] == {
        "no": "YH-2022-0003", "unit_code": "GXC", "unit": "桂香村", "measure": 6, "location": "1号楼A座　走廊",
        "title": "疏散通道堆放杂物", "level": "major", "found_on": "2022-06-01", "state": "registered",
        "earlier_no": "YH-2022-0002", "earlier_title": "疏散通道堆放杂物", "earlier_closed_on": "2022-06-01",
        "days_between": 0, "earlier_reviewer": "刘和平", "earlier_responsible": "张静",
    }  # fmt: skip
    assert pairs(zizhao) == [("2", "1", 19), ("3", "2", 0)]
    assert said["within"] == 90
    assert said["totals"] == {"rebounds": 2, "closed": 2, "rate": 1.0}
    text = zizhao.ok("report", "rebound", *DAY)
    assert "截至 2022-12-31，销号后 90 天内反弹的 2 项；日子里销号 2 项，反弹率 100.00%。" in text


def test_the_last_day_of_the_term_counts(zizhao: Zizhao) -> None:
    assert pairs(zizhao, "--within", "19") == [("2", "1", 19), ("3", "2", 0)]
    assert pairs(zizhao, "--within", "18") == [("3", "2", 0)]


def test_the_office_may_say_how_many_days(zizhao: Zizhao) -> None:
    """An older copy of its terms says nothing of them, and has the default."""
    zizhao.ok("init", "--with-data")
    policy = zizhao.db.parent / "data" / "policy.yaml"
    older, term = policy.read_text("utf-8").split("rebound_within_days:")
    policy.write_text(older, "utf-8")
    assert asked(zizhao)["within"] == 90
    changed = f"{older}rebound_within_days:{term.replace('value: 90', 'value: 18')}"
    policy.write_text(changed, "utf-8")
    assert (asked(zizhao)["within"], len(pairs(zizhao))) == (18, 1)


@pytest.mark.parametrize(
    ("given", "came_back"),
    [
        ({"location": "1号楼B座走廊"}, False),
        ({"measure": "7"}, False),
        ({"unit": "大丘村"}, False),
        ({}, False),
        ({"location": "1号楼A座走廊", "title": "应急灯不亮"}, True),
        ({"location": "1号楼A座走廊", "found_on": "2022-05-31"}, True),
        ({"location": "1号楼A座走廊", "found_on": "2022-04-30"}, False),
    ],
)
def test_what_is_the_same(
    officer: Officer, zizhao: Zizhao, given: dict[str, str], came_back: bool
) -> None:
    """Without a place it is another than one with a place; the title counts for nothing where both name one."""
    no = officer.hazard(**{"found_on": "2022-06-20", "due": "2022-07-01"} | given)
    assert (no in {row["no"] for row in asked(zizhao)["rows"]}) == came_back


def test_without_a_place_the_titles_tell(officer: Officer, zizhao: Zizhao) -> None:
    closed(officer, "2022-07-01", title="灭火器 过期")
    later = {"found_on": "2022-07-10", "due": "2022-07-20"}
    same = officer.hazard(title="灭火器　过期", **later)
    officer.hazard(title="灭火器缺失", **later)
    assert [row["no"] for row in asked(zizhao, "--from", "2022-07-01")["rows"]] == [same]


def test_what_was_found_on_one_day_are_twins(officer: Officer, zizhao: Zizhao) -> None:
    """Both were there before either was closed."""
    for _ in range(2):
        closed(officer, "2022-08-01", title="插座松动", found_on="2022-08-01", due="2022-08-01")
    assert asked(zizhao, "--from", "2022-08-01")["rows"] == []


def test_voided_hazards_and_closings_taken_back_count_for_nothing(
    officer: Officer, zizhao: Zizhao
) -> None:
    officer.void("YH-2022-0003")
    assert pairs(zizhao) == [("2", "1", 19)]
    officer.retract("YH-2022-0001", approved_by="石世文")
    assert pairs(zizhao) == []
    assert asked(zizhao)["totals"] == {"rebounds": 0, "closed": 1, "rate": 0.0}
    officer.retract("YH-2022-0002", approved_by="石世文")
    assert asked(zizhao)["totals"]["rate"] is None
    text = zizhao.ok("report", "rebound", *DAY)
    assert "没有销号后 90 天内反弹的隐患；日子里销号 0 项，反弹率 —。" in text


def test_what_was_handed_over_is_not_closed(officer: Officer, zizhao: Zizhao) -> None:
    officer.transfer("YH-2022-0003", "2022-06-05")
    officer.hazard(location="1号楼A座走廊", found_on="2022-06-20", due="2022-07-01")
    assert pairs(zizhao)[-1] == ("4", "2", 19)
    officer.reopen("YH-2022-0003", "2022-06-06")
    assert pairs(zizhao)[-1] == ("4", "2", 19)


def test_days_of_the_past_and_what_was_known(zizhao: Zizhao) -> None:
    assert pairs(zizhao, "--as-of", "2022-05-31") == [("2", "1", 19)]
    assert pairs(zizhao, "--as-of", "2022-05-19") == []
    assert pairs(zizhao, "--known-at", "2022-04-19") == []


def test_filters_are_of_what_came_back(zizhao: Zizhao) -> None:
    said = asked(zizhao, "--level", "major")
    assert [row["no"] for row in said["rows"]] == ["YH-2022-0003"]
    assert said["totals"] == {"rebounds": 1, "closed": 0, "rate": None}
    june = asked(zizhao, "--period", "2022-06")
    assert (len(june["rows"]), june["totals"]["closed"]) == (1, 1)
    assert asked(zizhao, "--unit", "大丘村")["rows"] == []


def test_scripts_and_formats(zizhao: Zizhao) -> None:
    assert zizhao("report", "rebound", *DAY, "--exit-code").code == 4
    assert zizhao("report", "rebound", *DAY, "--unit", "大丘村", "--exit-code").code == 0
    table = zizhao.ok("report", "rebound", *DAY, "--format", "csv", "--sort", "days_between")
    assert table.splitlines()[1].startswith("YH-2022-0003,GXC,桂香村,6,")
    explained = zizhao.ok("report", "rebound", *DAY, "--explain", "--limit", "1")
    assert "只显示前 1 项" in explained
    assert "同一个单位、同一条款、同一部位，销号后 90 天内" in explained


def test_where_it_came_back_is_to_be_checked(zizhao: Zizhao) -> None:
    command = ("report", "blind-spots", *DAY, "--unit", "桂香村", "--format", "json")
    assert "反弹 2 项" in zizhao(*command).json["rows"][0]["reasons"]
    assert "反弹 1 项" in zizhao(*command, "--period", "2022-06").json["rows"][0]["reasons"]
    assert "反弹 2 项" in zizhao(*command, "--measure", "6").json["rows"][0]["reasons"]
    (row,) = zizhao(*command, "--measure", "7").json["rows"]
    assert not [reason for reason in row["reasons"] if "反弹" in reason]
    assert "理由有六种" in zizhao.ok("report", "blind-spots", "--explain")
