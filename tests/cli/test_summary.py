"""report summary through the program: figures, their base, the rules and the lists behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import Zizhao
from tests.ledger.officer import Officer, copy_of, set_up

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def of_two_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hazards found in April, one of them closed late; in May one in a shop in the village 桂香村."""
    officer = Officer(set_up(tmp_path_factory.mktemp("summary") / "ledger.db"))
    late = officer.hazard()
    officer.hazard(unit="大丘村", sector="消防")
    officer.rectify(late, "2022-05-10")
    officer.review(late, "2022-05-11")
    zizhao = Zizhao(officer.path)
    zizhao.ok("unit", "add", "JXC", "锦绣餐馆", "--kind", "site", "--parent", "桂香村", "--supervisor", "应急办")  # fmt: skip
    officer.hazard(unit="锦绣餐馆", found_on="2022-05-12", due="2022-06-01")
    return officer.path


@pytest.fixture
def zizhao(of_two_months: Path, tmp_path: Path) -> Zizhao:
    return Zizhao(copy_of(of_two_months, tmp_path))


def figures(zizhao: Zizhao, *given: str) -> dict[str, object]:
    return zizhao("report", "summary", "--as-of", "2022-07-15", "--format", "json", *given).json  # type: ignore[no-any-return]


def test_all_that_was_found_is_the_base_where_none_is_named(zizhao: Zizhao) -> None:
    said = figures(zizhao)
    assert said["base"] is None
    assert said["totals"] == said["rows"][0]  # type: ignore[index]
    assert said["totals"] == {
        "found": 3, "rectified": 1, "closed": 1, "open": 2, "overdue": 2, "late": 1,
        "major_found": 0, "major_closed": 0, "supervised": 0, "funds": None, "rate": 0.3333,
        "transferred": 0, "carried": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "base", "found", "carried"),
    [
        (["--period", "2022-05"], ("2022-05-01", "2022-05-31"), 1, 1),
        (["--period", "2022-05", "--base", "year"], ("2022-01-01", "2022-05-31"), 3, 0),
        (["--base", "campaign"], ("2022-04-20", "2022-07-15"), 3, 0),
        (["--from", "2022-05-01"], ("2022-05-01", None), 1, 1),
    ],
)
def test_the_base_is_printed_and_what_lies_before_it_stands_apart(
    zizhao: Zizhao, given: list[str], base: tuple[str, str | None], found: int, carried: int
) -> None:
    said = figures(zizhao, *given)
    assert said["base"] == dict(zip(("from", "to"), base, strict=True))
    assert (said["totals"]["found"], said["totals"]["carried"]) == (found, carried)  # type: ignore[index]
    end = "起" if base[1] is None else "至"
    assert f"基数 {base[0]} {end}" in zizhao.ok(
        "report", "summary", "--as-of", "2022-07-15", *given
    )


def test_a_village_has_what_lies_in_it(zizhao: Zizhao) -> None:
    """In groups and inside it, now and on a day before the shop was on the roll."""
    said = figures(zizhao, "--group-by", "village")
    assert [(row["village"], row["found"]) for row in said["rows"]] == [
        ("桂香村", 2),
        ("大丘村", 1),
    ]  # type: ignore[attr-defined]
    assert figures(zizhao, "--inside", "桂香村")["totals"]["found"] == 2  # type: ignore[index]
    assert figures(zizhao, "--unit", "桂香村")["totals"]["found"] == 1  # type: ignore[index]
    assert figures(zizhao, "--supervisor", "应急办")["totals"]["found"] == 1  # type: ignore[index]
    listed = zizhao("hazard", "list", "--inside", "桂香村", "--format", "json").json
    assert [row["unit"] for row in listed["rows"]] == ["桂香村", "锦绣餐馆"]


def test_a_unit_that_moved_counts_on_past_days_where_it_lay(zizhao: Zizhao) -> None:
    zizhao.ok("unit", "edit", "JXC", "--parent", "大丘村")
    then, now = (
        zizhao("report", "summary", "--inside", "大丘村", *given, "--format", "json").json
        for given in (["--as-of", "2022-07-15"], [])
    )
    assert (then["totals"]["found"], now["totals"]["found"]) == (1, 2)


def test_nothing_to_divide_is_neither_none_nor_all(zizhao: Zizhao) -> None:
    nothing = ["--as-of", "2022-07-15", "--period", "2021"]
    assert figures(zizhao, "--period", "2021")["totals"]["rate"] is None  # type: ignore[index]
    table = zizhao.ok("report", "summary", *nothing)
    assert "（整改率 —）" in table
    assert "%" not in table


def test_the_rules_stand_below_and_the_hazards_behind_a_number_are_listed(zizhao: Zizhao) -> None:
    text = zizhao.ok("report", "summary", "--explain")
    assert "逾期：未销号的里面，到那一天结束时整改没有完成、期限已过的；期限当日不算。" in text
    assert figures(zizhao, "--explain")["rules"].keys() == figures(zizhao)["totals"].keys()  # type: ignore[attr-defined]
    for key, number in figures(zizhao, "--period", "2022-05")["totals"].items():  # type: ignore[attr-defined]
        if key not in ("funds", "rate"):
            behind = figures(zizhao, "--period", "2022-05", "--list", key)
            assert (behind["count"], behind["totals"]) == (number, {key: number})


def test_exit_code_where_there_is_something(zizhao: Zizhao) -> None:
    assert zizhao("report", "summary", "--list", "overdue", "--exit-code").code == 4
    assert zizhao("report", "summary", "--list", "supervised", "--exit-code").code == 0
