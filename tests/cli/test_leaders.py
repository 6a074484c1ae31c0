"""Who of the leaders sees to a hazard: said, corrected, imported, asked for, printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Zizhao

NO = "YH-2022-0001"
HEADINGS = ("督办领导", "督办人", "挂牌领导")
FOUND = (*("--unit", "桂香村", "--measure", "6"), *("--found", "2022-05-05", "--due", "2022-05-20"))


def leaders(zizhao: Zizhao, *asked: str) -> list[str | None]:
    rows = zizhao("hazard", "list", *asked, "--format", "json").json["rows"]
    return [row["leader"] for row in rows]


def test_a_leader_is_registered_and_mended_like_other_words(zizhao: Zizhao) -> None:
    zizhao.ok("hazard", "add", *FOUND, "--title", "堵塞", "--leader", "刘和平")
    zizhao.ok("hazard", "edit", NO, "--leader", "石世文")
    assert leaders(zizhao, "--as-of", "2022-05-05") == ["石世文"]
    zizhao.ok("hazard", "edit", NO, "--leader", "陈科旭", "--from", "2022-05-10")
    assert leaders(zizhao, "--as-of", "2022-05-09") == ["石世文"]
    assert leaders(zizhao) == ["陈科旭"]
    shown = zizhao.ok("hazard", "show", NO)
    assert "督办领导：陈科旭" in shown
    assert "督办领导改为“石世文”" in shown
    zizhao.ok("hazard", "edit", NO, "--leader", "")
    assert leaders(zizhao) == [None]
    zizhao.ok("db", "verify")


def test_it_goes_along_with_what_replaces_it_and_with_a_check(zizhao: Zizhao) -> None:
    zizhao.ok("hazard", "add", *FOUND, "--title", "堵塞", "--leader", "刘和平")
    why = ("--reason", "单位记错", "--approved-by", "石世文", "--yes")
    new = zizhao.ok("hazard", "replace", NO, "--unit", "大丘村", *why)
    assert zizhao("hazard", "show", new, "--format", "json").json["leader"] == "刘和平"
    check = ("--unit", "桂香村", "--measure", "6", "--on", "2022-05-05", "--hazard", "无灯")
    zizhao.ok("check", "add", *check, "--leader", "谭二")
    assert leaders(zizhao, "--leader", "谭 二") == ["谭二"]


def test_nobody_is_called_by_a_day(zizhao: Zizhao) -> None:
    run = zizhao("hazard", "add", *FOUND, "--title", "堵塞", "--leader", "2022-05-05")
    assert (run.code, "督办领导" in run.err) == (3, True)


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("noun", ["hazard", "check"])
def test_an_import_reads_it(zizhao: Zizhao, tmp_path: Path, noun: str, heading: str) -> None:
    file = tmp_path / "隐患.csv"
    lines = (
        f"单位,条款,检查日期,隐患,整改时限,{heading}\n桂香村,6,2022-05-05,堵塞,2022-05-20,刘和平\n"
    )
    file.write_text(lines, encoding="utf-8")
    zizhao.ok(noun, "import", str(file))
    assert leaders(zizhao) == ["刘和平"]
    # It does not tell a row from another: a sheet that was taken before leaders were read stays known.
    file.write_text(lines.replace("刘和平", ""), encoding="utf-8")
    again = zizhao(noun, "import", str(file), "--format", "json").json
    assert (again["new"], again["same"]) == (0, 1)


def test_reports_know_it(zizhao: Zizhao, tmp_path: Path) -> None:
    for title, more in (
        ("堵塞", ("--leader", "刘和平")),
        ("漏电", ("--leader", "谭二")),
        ("无灯", ()),
    ):
        zizhao.ok("hazard", "add", *FOUND, "--title", title, *more)
    summed = zizhao("report", "summary", "--group-by", "leader", "--format", "json").json["rows"]
    assert {row["leader"]: row["found"] for row in summed} == {"刘和平": 1, "谭二": 1, None: 1}
    overdue = ("report", "overdue", "--as-of", "2022-06-01", "--leader", "刘和平")
    assert [row["title"] for row in zizhao(*overdue, "--format", "json").json["rows"]] == ["堵塞"]
    file = tmp_path / "台账.csv"
    zizhao.ok("report", "ledger", "--output", str(file))
    assert [line.split(",")[11] for line in file.read_text().splitlines()] == [
        *("leader", "刘和平", "谭二", "")
    ]
    same = zizhao("hazard", "import", str(file), "--format", "json").json
    assert (same["same"], same["new"]) == (3, 0)
    file.write_text(file.read_text().replace("谭二", "别人"))
    other = zizhao("hazard", "import", str(file))
    assert (other.code, "督办领导：账本 “谭二”，表中 “别人”" in other.out) == (3, True)
