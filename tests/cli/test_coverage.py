"""report coverage and report blind-spots through the program: statuses, who reported, a map on a terminal, what to check next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from tests.cli.terminal import Terminal
from tests.conftest import Zizhao
from tests.ledger.officer import Officer, copy_of, set_up

if TYPE_CHECKING:
    from pathlib import Path

DAY = ("--as-of", "2022-06-10")


@pytest.fixture(scope="module")
def of_spring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """桂香村 reported zero where the town found one; 大丘村 reported zero in June; the rest said nothing."""
    officer = Officer(set_up(tmp_path_factory.mktemp("coverage") / "ledger.db"))
    officer.check(checked_on="2022-05-01", kind="self")
    officer.check(
        checked_on="2022-05-03", kind="town", hazard={"title": "通道堵塞", "due": "2022-05-20"}
    )
    officer.check(unit="大丘村", measure="1", checked_on="2022-06-03", kind="self")
    officer.check(unit="大丘村", measure="3", checked_on="2022-06-03", kind="town")
    officer.check(unit="应急办", measure="3", checked_on="2022-05-04", kind="town")
    return officer.path


@pytest.fixture
def zizhao(of_spring: Path, tmp_path: Path) -> Zizhao:
    return Zizhao(copy_of(of_spring, tmp_path))


def asked(zizhao: Zizhao, report: str, *given: str) -> Any:
    return zizhao("report", report, *DAY, "--format", "json", *given).json


def statuses(zizhao: Zizhao, *given: str) -> dict[tuple[str, int], str]:
    rows = asked(zizhao, "coverage", *given)["rows"]
    return {(row["unit"], row["measure"]): row["status"] for row in rows}


def test_each_unit_and_measure_has_a_row(zizhao: Zizhao) -> None:
    found = statuses(zizhao)
    assert len(found) == 11 * 15
    assert found["桂香村", 6] == "open"
    assert found["桂香村", 1] == "unchecked"
    assert found["桂香村", 5] == "unbound"
    assert found["大丘村", 1] == "clean"
    assert found["大丘村", 3] == "clean"  # it does not bind villages, and somebody looked
    assert found["应急办", 3] == "stale"
    (row,) = asked(zizhao, "coverage", "--status", "open")["rows"]
    assert row == {
        "unit_code": "GXC", "unit": "桂香村", "measure": 6, "status": "open", "checks": 2,
        "last_checked_on": "2022-05-03", "unit_kind": "village", "open": 1,
    }  # fmt: skip


def test_a_check_on_the_last_day_of_the_term_is_not_stale(zizhao: Zizhao) -> None:
    """2022-05-04 and thirty days are 06-03; on the day after it is stale."""
    stands = [
        zizhao("report", "coverage", "--as-of", day, "--unit", "应急办", "--measure", "3", "--format", "json").json["rows"][0]["status"]
        for day in ("2022-06-03", "2022-06-04")
    ]  # fmt: skip
    assert stands == ["clean", "stale"]


def test_what_is_put_right_and_what_is_struck_out(zizhao: Zizhao) -> None:
    officer = Officer(zizhao.db)
    officer.rectify("YH-2022-0001", "2022-05-10", by="张静")
    assert statuses(zizhao)["桂香村", 6] == "open"  # nobody has looked at it again
    officer.review("YH-2022-0001", "2022-05-20")
    until = ("--to", "2022-05-25")
    assert statuses(zizhao, *until)["桂香村", 6] == "rectified"
    assert statuses(zizhao)["桂香村", 6] == "stale"
    officer.void_check("JC-2022-00003", on=date(2022, 6, 4))
    assert statuses(zizhao)["大丘村", 1] == "unchecked"
    assert asked(zizhao, "coverage")["totals"]["reported"] == 1


def test_an_undone_batch_counts_on_no_day(zizhao: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "checks.csv"
    file.write_text("单位,条款,检查日期,检查类型,结果\n先进村,6,2022-06-01,自查,符合\n", "utf-8")
    batch = zizhao("check", "import", str(file), "--format", "json").json["batch"]
    assert statuses(zizhao)["先进村", 6] == "clean"
    assert asked(zizhao, "coverage")["totals"]["reported"] == 3
    zizhao.ok("batch", "undo", batch, "--reason", "报错", "--yes")
    assert statuses(zizhao)["先进村", 6] == "unchecked"
    assert asked(zizhao, "coverage")["totals"]["reported"] == 2


def test_zero_reports_are_reports(zizhao: Zizhao) -> None:
    assert asked(zizhao, "coverage")["totals"] == {
        "expected": 11, "reported": 2, "zero_reports": 2, "missing": 9, "rate": 0.1818,
    }  # fmt: skip
    june = asked(zizhao, "coverage", "--period", "2022-06")
    assert (june["totals"]["reported"], june["base"]["to"]) == (1, "2022-06-10")
    villages = asked(zizhao, "coverage", "--kind", "village", "--measure", "3")["totals"]
    assert villages == {
        "expected": 0, "reported": 0, "zero_reports": 0, "missing": 0, "rate": None,
    }  # fmt: skip
    assert "（报送率 —）" in zizhao.ok("report", "coverage", "--kind", "site")


def test_the_sheet_of_those_who_did_not_report(zizhao: Zizhao) -> None:
    rows = asked(zizhao, "coverage", "--missing")["rows"]
    assert [row["sent"] for row in rows] == ["missing"] * 9 + ["reported"] * 2
    assert rows[9]["unit"] == "桂香村"
    assert (rows[9]["self_found"], rows[9]["others_found"]) == (0, 1)
    assert rows[9]["said"] == "自报 0 项，他人查出 1 项"
    assert (rows[10]["said"], rows[0]["self_found"]) == (None, None)
    text = zizhao.ok("report", "coverage", *DAY, "--missing", "--columns", "unit,sent")
    assert "先进村      ×" in text
    assert "大丘村      √" in text


def test_the_rules_stand_below(zizhao: Zizhao) -> None:
    text = zizhao.ok("report", "coverage", *DAY, "--explain")
    assert "久未再查：查过，最近一次在日子的最后一天之前超过 30 天" in text
    rules = asked(zizhao, "coverage", "--explain")["rules"]
    assert {*asked(zizhao, "coverage")["totals"], *statuses(zizhao).values()} < rules.keys()


@pytest.mark.parametrize("columns", [80, 40, 20])
def test_a_map_on_a_terminal_says_the_same_without_colour(zizhao: Zizhao, columns: int) -> None:
    """A long name is folded, nothing is cut, and no line is wider than the terminal."""
    zizhao.ok("unit", "add", "CD", "紫照镇长途汽车客运站综合服务中心（东）[bold]", "--kind", "site")
    command = ("report", "coverage", *DAY)
    with Terminal(zizhao, "--no-color", *command, columns=columns, PAGER="cat") as plain:
        assert plain.finish() == 0
    with Terminal(zizhao, *command, columns=columns, PAGER="cat") as coloured:
        assert coloured.finish() == 0
    assert coloured.red
    assert not plain.red
    assert plain.text == coloured.text
    folded = "".join(line.strip() for line in plain.text.splitlines())
    if columns == 80:
        (line,) = [line for line in plain.text.splitlines() if line.startswith("桂香村")]
        assert line.split() == ["桂香村", *"??.?.!?..?...??"]
        assert "紫照镇长途汽车客运站综合服务中心（" in folded
    assert all(cell_len(line) <= columns for line in plain.text.splitlines())
    assert "?=没有查" in plain.text
    assert "!=有问题未了" in plain.text


def test_columns_that_make_no_map_are_a_table(zizhao: Zizhao) -> None:
    command = ("report", "coverage", *DAY, "--columns", "unit,status", "--status", "open")
    with Terminal(zizhao, *command) as terminal:
        assert terminal.finish() == 0
    assert "桂香村 有问题未了" in " ".join(terminal.text.split())


def test_what_to_check_next_is_the_worst_first_with_the_reasons(zizhao: Zizhao) -> None:
    said = asked(zizhao, "blind-spots")
    first, second = said["rows"][:2]
    assert (first["rank"], first["unit"], first["open"], first["overdue"]) == (1, "桂香村", 1, 1)
    assert first["reasons"] == [
        "逾期 1 项",
        "第 1 2 4 7 10 14 15 条没有查",
        "自报 0 项，他人查出 1 项",
    ]
    assert (second["unit"], second["last_checked_on"]) == ("应急办", "2022-05-04")
    assert second["reasons"][1] == "第 3 条没有再查，超过 30 天"
    never = [row for row in said["rows"] if row["last_checked_on"] is None]
    assert never == said["rows"][2:10]
    assert never[0]["reasons"] == ["约束它的 13 条，一条也没有查"]
    assert said["totals"] == {"units": 11, "never_checked": 8, "open": 1, "overdue": 1}
    assert "次序：" in zizhao.ok("report", "blind-spots", "--explain")


def test_the_last_check_is_of_any_day_before_the_end(zizhao: Zizhao) -> None:
    (row,) = asked(zizhao, "blind-spots", "--period", "2022-06", "--unit", "桂香村")["rows"]
    assert (row["last_checked_on"], row["days_since"]) == ("2022-05-03", 38)


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (("--level", "major"), 2, "report coverage 数的是单位和检查，不按 --level 缩小"),
        (("--status", "x"), 3, "情形不认识 “x”"),
        (("--missing", "--status", "open"), 2, "不能同时用"),
        (("--unit", "没有村"), 3, "没有村"),
        (("--period", "2022-13"), 3, "2022-13"),
        (("--sort", "weight"), 2, "--sort 不认识 “weight”"),
    ],
)
def test_bad_input(zizhao: Zizhao, given: tuple[str, ...], code: int, said: str) -> None:
    run = zizhao("report", "coverage", *given)
    assert (run.code, run.out) == (code, "")
    assert said in run.err
