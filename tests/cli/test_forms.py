"""Forms that are handed upward: their figures are those of the ledger, their columns those of a file."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import Zizhao
from tests.ledger.officer import Officer, copy_of, set_up

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMS = Path(__file__).parents[2] / "data" / "forms"
KEYS = sorted(file.stem for file in FORMS.glob("*.yaml"))


@pytest.fixture(scope="module")
def of_spring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hazards of several sectors, levels and villages, some put right, one with a plan; a shop that was checked."""
    officer = Officer(set_up(tmp_path_factory.mktemp("forms") / "ledger.db"))
    zizhao = Zizhao(officer.path)
    zizhao.ok("unit", "add", "YQ", "油气站", "--kind", "enterprise", "--parent", "桂香村", "--sector", "油气储存")  # fmt: skip
    done = officer.hazard(sector="消防")
    officer.rectify(done, "2022-05-03")
    officer.review(done, "2022-05-04")
    officer.hazard(unit="油气站", sector="油气储存", found_on="2022-05-10", due="2022-06-01")
    officer.hazard(unit="应急办", sector="从没听说过的行业")
    major = officer.hazard(unit="大丘村", level="major", due="2022-06-30")
    officer.whole_plan(major, "2022-04-22", "2022-06-01")
    officer.plan(major, "2022-04-23", funds="8万元")
    officer.check(unit="油气站", measure="5", checked_on="2022-05-20", kind="town")
    return officer.path


@pytest.fixture
def zizhao(of_spring: Path, tmp_path: Path) -> Zizhao:
    return Zizhao(copy_of(of_spring, tmp_path))


def rows_of(zizhao: Zizhao, *given: str) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    said = zizhao("submit", "make", *given, "--format", "json").json
    return {(row["sheet"], row["row"]): row for row in said["rows"]}


def test_every_form_is_listed_with_its_source(zizhao: Zizhao) -> None:
    listed = zizhao("submit", "forms", "--format", "json").json["rows"]
    assert [row["form"] for row in listed] == KEYS
    assert all(row["source"] for row in listed)
    text = zizhao.ok("submit", "forms")
    for when in (
        "每周五 12:00前",
        "次月 6 日前",
        "每月 25 日前",
        "下季首月 15 日前",
        "次年 1 月 31 日前",
    ):
        assert when in text


@pytest.mark.parametrize(
    ("key", "base"),
    [("town", "period"), ("campaign", "campaign"), ("quarterly", "period"), ("yearly", "period")],
)
def test_totals_are_those_of_the_summary(zizhao: Zizhao, key: str, base: str) -> None:
    rows = rows_of(zizhao, key, "--period", "2022-Q2")
    (total,) = (row for (_, name), row in rows.items() if name == "合计")
    summary = ["report", "summary", "--period", "2022-Q2", "--as-of", "2022-06-30", "--base", base]
    figures = zizhao(*summary, "--format", "json").json["totals"]
    for column in (
        "found",
        "rectified",
        "overdue",
        "carried",
        "major_found",
        "major_closed",
        "rate",
    ):
        if column in total:
            assert total[column] == figures[column], column


def test_no_sector_is_lost_and_none_counted_twice(zizhao: Zizhao) -> None:
    """A sector that no row names is among the others; a part of a row stays out of the total."""
    rows = rows_of(zizhao, "monthly", "--period", "2022-05")
    found = {name: row["general_found"] + row["major_found"] for (_, name), row in rows.items()}
    assert (found["危险化学品"], found["其中油气储存"], found["消防"]) == (1, 1, 1)
    assert found["其他"] == 2
    totals = [row for (_, name), row in rows.items() if name == "合计"]
    assert sum(row["general_found"] + row["major_found"] for row in totals) == 4
    assert (
        sum(row["units"] for row in totals)
        == zizhao(
            "report", "coverage", "--period", "2022", "--as-of", "2022-05-31", "--format", "json"
        ).json["totals"]["expected"]
    )


def test_money_shares_plans_and_cells_that_the_ledger_does_not_know(zizhao: Zizhao) -> None:
    rows = rows_of(zizhao, "monthly", "--period", "2022-05", "--set", "supervised_city@其他=2")
    others = rows["重点行业领域", "其他"]
    assert (others["funds"], others["planned"], others["planned_whole"]) == (8.0, 1, 1)
    assert (others["supervised_city"], others["supervised_province"]) == (2, None)
    assert rows["重点行业领域", "合计"]["supervised_city"] == 2
    assert (rows["重点行业领域", "燃气"]["general_rate"], rows["重点行业领域", "消防"]["general_rate"]) == (None, 1.0)  # fmt: skip
    text = zizhao.ok("submit", "make", "monthly", "--period", "2022-05")
    assert "一月起累计（2022-01-01 至 2022-05-31）" in text
    assert "截至 2022-05-31" in text


def test_a_form_of_one_row(zizhao: Zizhao) -> None:
    given = ["--set", "planned_checks=4", "--set", "main_hazards=通道堵塞"]
    text = zizhao.ok("submit", "make", "weekly", "--period", "2022-W20", *given, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["row"], row["checks"], row["planned_checks"], row["main_hazards"]) == (
        "全镇", "1", "4", "通道堵塞"
    )  # fmt: skip
    assert (row["found"], row["records"]) == ("0", "")


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [
        (["nothing", "--period", "2022"], 2, "没有报表 “nothing”"),
        (["town", "--period", "2022-13"], 3, "不认识期间 “2022-13”"),
        (["town", "--period", "2022", "--set", "found=3"], 2, "这一列由账本算出，不能填"),
        (["town", "--period", "2022", "--set", "weight=3"], 2, "没有这一列"),
        (["town", "--period", "2022", "--set", "records"], 2, "没有写值"),
        (["town", "--period", "2022", "--set", "records@乌有村=3"], 2, "没有这一行"),
        (["town", "--period", "2022", "--set", "records=1", "--set", "records=2"], 2, "写了两次"),
        (["town", "--period", "2022", "--format", "pdf"], 2, "--format 不认识 “pdf”"),
    ],
)
def test_bad_input(zizhao: Zizhao, given: list[str], code: int, says: str) -> None:
    run = zizhao("submit", "make", *given)
    assert (run.code, run.out) == (code, "")
    assert says in run.err


BROKEN = {
    "figure: found,": ("figure: weight,", "没有 “weight”；可写："),
    "level: major,": ("level: huge,", "没有 “huge”；可写：general、major"),
    "share: [rectified, found]": ("share: [rectified]", "应是两列的 key"),
    "within: units}": ("within: houses}", "没有 key 是 “houses” 的列"),
    "key: checks,": ("key: units,", "“units” 写了两次"),
    "by: village": ("by: house", "没有 “house”；可写：village、town"),
    "base: period": ("base: always", "没有 “always”；可写："),
    "key: found,": ("key: row,", "key 不能是 sheet、row"),
    "figure: checks": ("figure: checks, level: major", "level 只用于数隐患的 figure"),
    "name: 汇总": ("name: 汇总/月", "工作表名至多 31 个字"),
    "day: 3": ("day: 32", "按周写 1 到 7，其余写 1 到 31"),
}


@pytest.mark.parametrize("part", BROKEN)
def test_a_file_that_is_wrong_is_named_with_line_and_key(
    zizhao: Zizhao, tmp_path: Path, part: str
) -> None:
    becomes, says = BROKEN[part]
    own = tmp_path / "data" / "forms"
    own.mkdir(parents=True)
    text = (FORMS / "town.yaml").read_text(encoding="utf-8")
    assert part in text
    (own / "town.yaml").write_text(text.replace(part, becomes, 1), encoding="utf-8")
    run = zizhao("submit", "make", "town", "--period", "2022")
    assert (run.code, run.out) == (3, "")
    assert "town.yaml 第 " in run.err
    assert says in run.err


@pytest.mark.parametrize(
    ("part", "becomes", "says"),
    [
        ("危化品, 油气储存]", "危化品]", "不在合计的任何一行里"),
        ("sectors: [农机]", "sectors: [农机, 学校]", "写在两行里"),
        ("{label: 其他, others: true}", "{label: 其他, sectors: [别的]}", "要有一行 others: true"),
        ("others: true}", "others: true, sub: true}", "others 的一行不能是 sub"),
        ("sectors: [农机]", "sectors: [农机, 学 校]", "写在两行里"),
        ("label: 农机", "label: 学校", "两行的 label 不能一样"),
        ("label: 农机", "label: 合计", "也不能叫合计"),
        ("name: 重点行业领域", "name: 工矿企业", "两张表的 name 不能一样"),
    ],
)
def test_rows_that_would_lose_or_double_a_sector(
    zizhao: Zizhao, tmp_path: Path, part: str, becomes: str, says: str
) -> None:
    own = tmp_path / "data" / "forms"
    own.mkdir(parents=True)
    text = (FORMS / "monthly.yaml").read_text(encoding="utf-8")
    (own / "monthly.yaml").write_text(text.replace(part, becomes, 1), encoding="utf-8")
    assert says in zizhao("submit", "make", "monthly", "--period", "2022").err


def test_a_district_that_adds_a_column_changes_a_file(zizhao: Zizhao, tmp_path: Path) -> None:
    own = tmp_path / "data" / "forms"
    own.mkdir(parents=True)
    text = (FORMS / "town.yaml").read_text(encoding="utf-8")
    more = "  - {key: late, heading: 超期整改, unit: 项, figure: late, within: rectified}\nsheets:"
    (own / "town.yaml").write_text(text.replace("sheets:", more), encoding="utf-8")
    assert rows_of(zizhao, "town", "--period", "2022")["汇总", "合计"]["late"] == 0
    unlike = zizhao("submit", "make", "town", "--period", "2022", "--format", "json").json
    (own / "town.yaml").unlink()
    assert unlike["form_digest"] != zizhao(
        "submit", "make", "town", "--period", "2022", "--format", "json"
    ).json["form_digest"]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "code"), [("records=99", 3), ("records=无", 0), ("records=1", 0)]
)
def test_a_number_that_is_part_of_another_never_exceeds_it(
    zizhao: Zizhao, tmp_path: Path, given: str, code: int
) -> None:
    own = tmp_path / "data" / "forms"
    own.mkdir(parents=True)
    text = (FORMS / "weekly.yaml").read_text(encoding="utf-8")
    bound = "heading: 现场检查记录, unit: 份, within: checks}"
    (own / "weekly.yaml").write_text(
        text.replace("heading: 现场检查记录, unit: 份}", bound), encoding="utf-8"
    )
    run = zizhao("submit", "make", "weekly", "--period", "2022-W20", "--set", given)
    assert run.code == code
    assert ("全镇的“现场检查记录（份）” 99 大于“组织检查（次）” 1" in run.err) == (code == 3)
