"""Areas of concentrated action: registered, concluded with what came of it, and listed past their days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Zizhao

NO = "ZD-2022-0001"
ADD = ("area", "add", "--name", "老街", "--unit", "桂香村", "--problem", "三合一场所多")
DAYS = ("--on", "2022-05-01", "--first", "2022-05-05", "--last", "+30d")


def rows(zizhao: Zizhao, *asked: str) -> list[Any]:
    return zizhao("area", "list", *asked, "--format", "json").json["rows"]  # type: ignore[no-any-return]


def test_it_is_past_its_days_until_it_is_concluded(zizhao: Zizhao) -> None:
    zizhao.ok("campaign", "import")
    more = ("--campaign", "2022", "--lead", "胡显胜", "--place", "大丘村", "--place", "河边")
    assert zizhao.ok(*ADD, *DAYS, *more) == NO
    (one,) = rows(zizhao, "--as-of", "2022-06-05")
    assert (one["last_on"], one["days_overdue"], one["state"]) == ("2022-05-31", 5, "open")
    assert (one["places"], one["unit"]) == (["大丘村", "河边"], "桂香村")
    assert "“十五条”" in one["campaign"]
    assert zizhao("area", "conclude", NO, "--on", "2022-06-10").code == 2
    zizhao.ok("area", "conclude", NO, "--on", "2022-06-10", "--outcome", "清退 12 户")
    (one,) = rows(zizhao, "--as-of", "2022-07-01")
    assert (one["days_overdue"], one["outcome"], one["concluded_on"]) == (
        *(None, "清退 12 户"),
        "2022-06-10",
    )
    assert rows(zizhao, "--as-of", "2022-06-09")[0]["state"] == "open"
    assert zizhao("area", "conclude", NO, "--outcome", "再一次").code == 3
    zizhao.ok("area", "retract", NO, "--reason", "记错", "--yes")
    assert rows(zizhao, "--sort", "-days_overdue")[0]["state"] == "open"
    zizhao.ok("area", "edit", NO, "--problem", "无证经营", "--yes")
    zizhao.ok("area", "void", NO, "--reason", "重复", "--yes")
    assert rows(zizhao) == []
    zizhao.ok("db", "verify")


def test_what_cannot_be_is_refused(zizhao: Zizhao) -> None:
    before = zizhao.db.read_bytes()
    assert zizhao(*ADD[:-2]).code == 2
    backwards = zizhao(*ADD, *DAYS[:2], "--first", "2022-05-10", "--last", "+5d")
    assert (backwards.code, "早于整治开始" in backwards.err) == (3, True)
    assert zizhao(*ADD, "--campaign", "2021").code == 3
    assert zizhao(*ADD, "--lead", "无").code == 3
    assert zizhao.db.read_bytes() == before


def test_a_list_is_imported_once(zizhao: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "重点地区.csv"
    heads = "重点地区,单位,涉及单位,突出问题,牵头领导,开始日期,完成时限,登记日期"
    file.write_text(f"{heads}\n老街,桂香村,大丘村、河边,三合一,胡显胜,2022-05-05,+30d,2022-05-01\n")
    zizhao.ok("area", "import", str(file))
    (one,) = rows(zizhao)
    assert (one["places"], one["last_on"]) == (["大丘村", "河边"], "2022-05-31")
    again = zizhao("area", "import", str(file), "--format", "json").json
    assert (again["new"], again["same"]) == (0, 1)
