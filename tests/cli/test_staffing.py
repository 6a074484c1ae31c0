"""Whom and what a department has for enforcing: vacancies, certificates that run out, money in yuan, what nobody said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Zizhao

SAID = (
    *("--leader", "刘和平", "--posts", "6", "--filled", "4", "--professional", "2"),
    *("--certified", "3", "--certified-until", "2022-12-31", "--equipment", "执法记录仪 4 台"),
    *("--vehicles", "1", "--budget", "120000.50", "--on", "2022-05-01"),
)


def rows(zizhao: Zizhao, *asked: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = zizhao("staffing", "list", *asked, "--format", "json").json[
        "rows"
    ]
    return found


def test_vacancies_and_certificates_are_worked_out_for_the_day(zizhao: Zizhao) -> None:
    assert zizhao.ok("staffing", "update", "应急办", *SAID).strip() == "YJB"
    (row,) = rows(zizhao, "--as-of", "2022-12-31")
    assert (row["vacancies"], row["uncertified"], row["budget"]) == (2, 1, 120000.5)
    assert (row["missing"], row["expired"]) == ([], [])
    (row,) = rows(zizhao, "--as-of", "2023-01-01")
    assert row["expired"] == ["执法证最早到期 2022-12-31，过了 1 天"]
    zizhao.ok("staffing", "update", "YJB", "--filled", "6", "--on", "2022-06-01")
    assert [row["vacancies"] for row in rows(zizhao)] == [0]
    assert [row["vacancies"] for row in rows(zizhao, "--as-of", "2022-05-31")] == [2]
    zizhao.ok("db", "verify")


def test_what_nobody_said_is_missing_and_no_zero(zizhao: Zizhao) -> None:
    zizhao.ok("staffing", "update", "社事办", "--posts", "2")
    (row,) = rows(zizhao)
    assert (row["vacancies"], row["uncertified"], row["budget"]) == (None, None, None)
    assert row["missing"] == [
        "第 12 条：执法负责人、执法在岗人数、专业人员数、持执法证人数、执法装备、执法车辆数、年度经费"
    ]
    assert [row["unit"] for row in rows(zizhao, "--missing")] == ["社事办"]
    assert "名册上的部门还有 6 个没有登记：纪委、" in zizhao.ok("staffing", "list")


@pytest.mark.parametrize(
    ("unit", "said", "told"),
    [
        ("桂香村", ("--posts", "2"), "执法力量只记部门"),
        ("应急办", ("--posts", "两"), "“两”"),
        ("应急办", ("--budget", "很多"), "“很多”"),
        ("应急办", ("--leader", "无"), "执法负责人"),
    ],
)
def test_other_units_and_other_words_are_refused(
    zizhao: Zizhao, unit: str, said: tuple[str, ...], told: str
) -> None:
    run = zizhao("staffing", "update", unit, *said)
    assert (run.code, told in run.err) == (3, True), run.err


def test_a_sheet_of_departments_is_imported_once(zizhao: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "力量.csv"
    file.write_text(
        "单位,编制数,在岗人数,年度经费\n应急办,6,4,120000\n社事办,2,2,/\n", encoding="utf-8"
    )
    asked = ("staffing", "import", str(file), "--format", "json")
    assert zizhao(*asked).json["new"] == 2
    assert [row["budget"] for row in rows(zizhao)] == [120000, None]
    receipt = zizhao(*asked).json
    assert (receipt["new"], receipt["same"]) == (0, 2)
