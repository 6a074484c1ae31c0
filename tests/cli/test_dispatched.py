"""Where many work who are not employed there: unchecked enterprises first, sums by sector, numbers that nobody said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Zizhao

CHECK = ("--measure", "9", "--result", "pass", "--inspector", "刘和平")


@pytest.fixture
def firms(zizhao: Zizhao) -> Zizhao:
    for code, name, sector, parent in (
        ("A001", "桂香花炮厂", "烟花爆竹", "桂香村"),
        ("A002", "大丘花炮厂", "烟花爆竹", "大丘村"),
        ("A003", "先进建筑队", "建筑施工", "先进村"),
    ):
        named = ("unit", "add", code, name, "--kind", "enterprise", "--sector", sector)
        zizhao.ok(*named, "--parent", parent, "--supervisor", "应急办")
    update = ("enterprise", "update")
    zizhao.ok(*update, "A001", "--dispatched", "8", "--flexible", "4", "--on", "2022-05-01")
    zizhao.ok(*update, "A002", "--dispatched", "9", "--on", "2022-05-01")
    trained = ("--flexible", "30", "--flexible-trained", "25", "--flexible-dangerous", "3")
    zizhao.ok(*update, "A003", *trained, "--on", "2022-05-01")
    zizhao.ok("check", "add", "--unit", "A003", *CHECK, "--kind", "town", "--on", "2022-05-03")
    zizhao.ok("check", "add", "--unit", "A001", *CHECK, "--kind", "self", "--on", "2022-05-04")
    return zizhao


def asked(zizhao: Zizhao, *args: str) -> Any:
    return zizhao("report", "dispatched", *args, "--format", "json").json


def units(zizhao: Zizhao, *args: str) -> list[str]:
    return [row["unit_code"] for row in asked(zizhao, *args)["rows"]]


def test_those_that_nobody_checked_come_first(firms: Zizhao) -> None:
    report = asked(firms, "--as-of", "2022-05-10")
    first, second = report["rows"]
    assert (first["unit_code"], first["workers"], first["last_checked_on"]) == ("A001", 12, None)
    assert (second["unit_code"], second["last_check_no"]) == ("A003", "JC-2022-00001")
    assert (second["days_since"], second["untrained"], second["dangerous"]) == (7, 5, 3)
    assert (first["untrained"], first["dangerous"]) == (None, None)
    assert report["totals"] == {
        "enterprises": 2,
        "workers": 42,
        "dangerous": 3,
        "untrained": 5,
        "never_checked": 1,
    }
    firms.ok("check", "void", "JC-2022-00001", "--reason", "记错单位")
    assert units(firms) == ["A003", "A001"]


def test_how_many_are_many_may_be_said(firms: Zizhao) -> None:
    assert units(firms, "--at-least", "9") == ["A001", "A002", "A003"]
    assert units(firms, "--at-least", "31") == []
    assert "没有派遣和灵活用工 31 人以上的企业" in firms.ok(
        "report", "dispatched", "--at-least", "31"
    )
    assert firms("report", "dispatched", "--at-least", "31", "--exit-code").code == 0
    assert firms("report", "dispatched", "--exit-code").code == 4
    assert units(firms, "--as-of", "2022-04-30") == []


def test_sectors_and_supervisors_have_their_sums(firms: Zizhao) -> None:
    rows = asked(firms, "--group-by", "sector")["rows"]
    assert [(row["sector"], row["enterprises"], row["workers"]) for row in rows] == [
        ("建筑施工", 1, 30),
        ("烟花爆竹", 2, 21),
    ]
    assert [row["untrained"] for row in rows] == [5, None]
    (row,) = asked(firms, "--group-by", "supervisor")["rows"]
    assert (row["supervisor"], row["never_checked"]) == ("应急办", 2)


def test_it_is_narrowed_as_units_are(firms: Zizhao) -> None:
    assert units(firms, "--inside", "桂香村") == ["A001"]
    assert units(firms, "--sector", "建筑施工") == ["A003"]
    for wrong in (("--measure", "6"), ("--level", "major"), ("--group-by", "unit")):
        assert firms("report", "dispatched", *wrong).code == 2
