"""The page of a phase: its numbers are those of the reports that it draws together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import Zizhao
from tests.ledger.officer import Officer, copy_of, set_up

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def of_both_phases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the first phase three hazards, one of them major and one closed in the second, in which one more was found."""
    officer = Officer(set_up(tmp_path_factory.mktemp("phase") / "ledger.db"))
    closed = officer.hazard()
    officer.hazard(unit="大丘村", level="major", title="危房住人", due="2022-07-05")
    officer.hazard(measure="7")
    officer.check(unit="青峰社区", kind="self")
    officer.rectify(closed, "2022-07-01")
    officer.review(closed, "2022-07-02")
    officer.hazard(found_on="2022-07-04", due="2022-07-20")
    officer.hazard(found_on="2022-07-05", due="2022-07-20", unit="应急办")
    return officer.path


@pytest.fixture
def zizhao(of_both_phases: Path, tmp_path: Path) -> Zizhao:
    return Zizhao(copy_of(of_both_phases, tmp_path))


def asked(zizhao: Zizhao, *args: str) -> dict[str, Any]:
    return zizhao("report", *args, "--format", "json").json  # type: ignore[no-any-return]


@pytest.mark.parametrize("given", [(), ("--known-at", "2022-04-19"), ("--inside", "桂香村")])
@pytest.mark.parametrize(("number", "day"), [("1", "2022-06-30"), ("2", "2022-07-10")])
def test_its_numbers_are_those_of_the_other_reports(
    zizhao: Zizhao, number: str, day: str, given: tuple[str, ...]
) -> None:
    page = asked(zizhao, "phase", "--phase", number, "--as-of", "2022-07-10", *given)
    assert page["as_of"] == day
    at = ("--as-of", day, *given)
    assert page["totals"] == asked(zizhao, "summary", *at, "--base", "campaign")["totals"]
    phase = asked(zizhao, "summary", *at, "--from", page["phase"]["from"], "--to", day)
    assert page["of_phase"] == phase["totals"]
    covered = asked(zizhao, "coverage", *at, "--phase", number)
    assert page["reporting"] == covered["totals"]
    by = asked(zizhao, "summary", *at, "--base", "campaign", "--group-by", "measure")
    of_measures = {row["measure"]: row for row in by["rows"]}
    for row in page["rows"]:
        expected = of_measures.get(row["measure"], dict.fromkeys(row, 0) | {"rate": None})
        for key in ("found", "rectified", "closed", "open", "overdue", "rate"):
            assert row[key] == expected[key]
        of_measure = [one for one in covered["rows"] if one["measure"] == row["measure"]]
        checked = [one for one in of_measure if one["checks"]]
        assert row["units_checked"] == len(checked)


def test_what_presses_is_named(zizhao: Zizhao) -> None:
    page = asked(zizhao, "phase", "--as-of", "2022-07-10")
    assert page["phase"]["number"] == 2
    major, overdue = page["pressing"]["major_open"], page["pressing"]["overdue"]
    assert [row["title"] for row in major] == ["危房住人"]
    assert [(row["no"], row["days_overdue"]) for row in overdue] == [("YH-2022-0003", 66), ("YH-2022-0002", 5)]  # fmt: skip
    assert page["villages"] == [
        {"village": "桂香村", "open": 2, "overdue": 1},
        {"village": "大丘村", "open": 1, "overdue": 1},
    ]
    text = zizhao.ok("report", "phase", "--as-of", "2022-07-10")
    assert "重大未销号（至多列 5 项）：YH-2022-0002 大丘村 危房住人，逾期 5 天。" in text
    assert "未销号最多（含辖区内单位）：桂香村 2 项（逾期 1）" in text
    assert "青峰社区" not in asked(zizhao, "phase", "--phase", "1")["missing"]


@pytest.mark.parametrize(
    ("day", "number"),
    [("2022-04-20", 1), ("2022-06-30", 1), ("2022-07-01", 2), ("2023-05-01", 2)],
)
def test_the_last_phase_that_had_begun_is_meant(zizhao: Zizhao, day: str, number: int) -> None:
    assert asked(zizhao, "phase", "--as-of", day)["phase"]["number"] == number


def of_unit(page: dict[str, Any], name: str) -> dict[str, Any]:
    [row] = [row for row in page["rows"] if row["unit"] == name]
    return row  # type: ignore[no-any-return]


def test_where_each_unit_stands(zizhao: Zizhao) -> None:
    first = asked(zizhao, "phase", "--phase", "1", "--by", "unit")
    assert first["by"] == "unit"
    assert of_unit(first, "青峰社区") == {
        "unit_code": "QFSQ", "unit": "青峰社区", "self_checks": 1, "self_checks_since": 1, "ledger": "zero",
        "found": 0, "open": 0, "unrectified": 0, "ready": 0, "done": True, "unit_kind": "community",
    }  # fmt: skip
    village, said_nothing = of_unit(first, "桂香村"), of_unit(first, "先进村")
    assert (village["ledger"], village["found"], village["open"], village["done"]) == ("found", 2, 2, False)  # fmt: skip
    assert (said_nothing["ledger"], said_nothing["done"]) == ("none", False)
    officer = Officer(zizhao.db)
    officer.plan("YH-2022-0002", "2022-05-01", measures="迁出")  # a major one needs five parts
    officer.plan("YH-2022-0003", "2022-05-01", measures="清理")
    second = asked(zizhao, "phase", "--phase", "2", "--as-of", "2022-07-10", "--by", "unit")
    assert [of_unit(second, name)["ready"] for name in ("大丘村", "桂香村")] == [0, 1]
    # What was checked in the first phase alone is told of all of the campaign.
    zero = of_unit(second, "青峰社区")
    assert (zero["self_checks"], zero["self_checks_since"], zero["ledger"]) == (0, 1, "zero")
    officer.whole_plan("YH-2022-0002", "2022-05-02", "2022-07-05")
    second = asked(zizhao, "phase", "--phase", "2", "--as-of", "2022-07-10", "--by", "unit")
    assert second["units"]["ready"] == 2
    assert second["units"] == {
        "units": 11, "self_checked": 0, "ledger_in": 4, "zero": 1, "done": 1, "self_checks_since": 1,
        "unrectified": 4, "ready": 2,
    }  # fmt: skip


def test_the_day_that_two_phases_share_counts_once_in_the_campaign(zizhao: Zizhao) -> None:
    """2022-06-30 ends the first phase and begins the second."""
    before = asked(zizhao, "phase", "--phase", "2", "--as-of", "2022-07-10", "--by", "unit")
    officer = Officer(zizhao.db)
    hazard = {"title": "漏电", "due": "2022-07-20"}
    officer.check(unit="先进村", checked_on="2022-06-30", kind="self", hazard=hazard)
    first = asked(zizhao, "phase", "--phase", "1", "--as-of", "2022-07-10", "--by", "unit")
    second = asked(zizhao, "phase", "--phase", "2", "--as-of", "2022-07-10", "--by", "unit")
    for page in (first, second):
        row = of_unit(page, "先进村")
        assert (row["self_checks"], row["self_checks_since"], row["found"]) == (1, 1, 1)
    assert second["of_phase"]["found"] == before["of_phase"]["found"] + 1
    assert second["totals"]["found"] == before["totals"]["found"] + 1
    assert second["units"]["self_checks_since"] == before["units"]["self_checks_since"] + 1


def test_a_workbook_has_both_tables(zizhao: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "阶段.xlsx"
    zizhao.ok("report", "phase", "--as-of", "2022-07-10", "--output", str(file))
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(file))
    assert book.sheet_names == ["第 2 阶段情况", "各单位"]
    [heads, *rows] = book.get_sheet_by_name("各单位").to_python()
    assert heads[:4] == ["单位", "本阶段自查", "开始以来自查", "台账"]
    assert len(rows) == 11
    refused = zizhao("report", "phase", "--by", "week")
    assert (refused.code, "unit 单位" in refused.err) == (3, True)
