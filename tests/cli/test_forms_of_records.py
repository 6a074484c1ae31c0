"""Forms that count records of declared kinds: the tables of 打非治违, of hidden plants and of enforcement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.diary import Diary

ROWS_OF_ALL = 12
KINDS = [f"k{number}" for number in range(1, 14)]


def violation(diary: Diary, day: str, kind: str, sector: str, *more: str) -> str:
    said = ("--title", "违法", "--village", "桂香村", "--kind", kind, "--sector", sector)
    return diary.ok(day, "violation", "add", *said, "--name", "某厂", *more)


@pytest.fixture
def told(diary: Diary) -> Diary:
    """Violations of several kinds, one of them of the year before; fines, and orders that stopped one unit twice."""
    violation(diary, "2022-04-21", "1", "消防", "--illegal", "非法生产", "--kind10", "1")
    violation(diary, "2022-05-03", "1", "消防", "--illegal", "非法生产", "--on", "2022-01-05")
    violation(diary, "2022-05-04", "3", "建设施工", "--illegal", "非法建设", "--kind10", "5")
    violation(diary, "2022-05-05", "13", "其他", "--on", "2021-12-31")
    diary.ok("2022-05-06", "violation", "close", "WF-2022-0001", "--outcome", "拆了")
    diary.ok("2022-05-06", "violation", "strike", "WF-2022-0002")
    measures = [("罚款", "--amount", "1.5万元"), ("上限处罚", "--amount", "2.25万元"), ("停产整顿",), ("停产停业",)]  # fmt: skip
    for place, (kind, *more) in enumerate(measures, 1):
        add = ("enforcement", "add", "--kind", kind, "--name", "某厂", "--sector", "消防")
        no = diary.ok(f"2022-05-{10 + place}", *add, "--record", "WF-2022-0001", *more)
        diary.ok(f"2022-05-{10 + place}", "enforcement", "propose", no, "--to", "区应急局")
        diary.ok(f"2022-05-{10 + place}", "enforcement", "result", no, "--result", "已处罚")
    add = ("enforcement", "add", "--kind", "警告", "--name", "某厂", "--sector", "消防")
    diary.ok("2022-05-20", *add)
    return diary


def made(diary: Diary, *given: str) -> Any:
    run = diary.on("2022-12-31", "submit", "make", *given, "--format", "json")
    assert run.code == 0, run.err
    return run.json


def rows(diary: Diary, *given: str) -> dict[str, dict[str, Any]]:
    found = {row["row"]: row for row in made(diary, *given)["rows"]}
    assert len(found) == ROWS_OF_ALL
    return found


def test_violations_since_january_by_row_and_kind(told: Diary) -> None:
    found = rows(told, "illegal_a", "--period", "2022-05")
    assert (found["消防"]["k1"], found["建设施工"]["k3"], found["其他"]["k13"]) == (2, 1, 0)
    assert found["合计"]["total"] == 3
    for row in found.values():
        assert row["total"] == sum(row[key] for key in KINDS)
    for key in KINDS:
        assert found["合计"][key] == sum(found[name][key] for name in found if name != "合计")
    week = rows(told, "illegal_a_week", "--period", "2022-W18")
    assert week["合计"]["total"] == 3
    assert rows(told, "illegal_a", "--period", "2022-04")["合计"]["total"] == 2
    text = told.ok("2022-12-31", "submit", "make", "illegal_a_week", "--period", "2022-W18")
    assert "周报表，2022-W18，一月起累计（2022-01-01 至 2022-05-08）" in text


def test_each_number_names_its_records(told: Diary) -> None:
    said = made(told, "illegal_a", "--period", "2022-05")
    behind = {(one["row"], one["column"]): one["records"] for one in said["records"]}
    assert behind == {
        ("消防", "k1"): ["WF-2022-0001", "WF-2022-0002"],
        ("建设施工", "k3"): ["WF-2022-0003"],
    }


def test_penalties_are_those_that_were_decided(told: Diary) -> None:
    """A measure that was only proposed counts nowhere; two orders to one unit are one unit; fines are added up in 万元."""
    fire = rows(told, "illegal_b", "--period", "2022-05")["消防"]
    assert (fire["fines"], fire["halted"], fire["warnings"]) == (3.75, 1, 0)
    assert (fire["teams"], fire["inspectors"]) == (None, None)
    assert rows(told, "illegal_b_week", "--period", "2022-W19")["合计"]["fines"] == 3.75
    text = told.ok("2022-12-31", "submit", "make", "illegal_b_week", "--period", "2022-W19")
    assert "专项工作开始起累计（2022-04-20 至 2022-05-15）" in text
    early = rows(told, "illegal_b", "--period", "2022-05", "--as-of", "2022-05-11")["消防"]
    assert early["fines"] == 1.5


def test_enterprises_inspected_are_those_that_others_checked(diary: Diary, tmp_path: Path) -> None:
    """Villages, checks of one's own and what does not apply count nowhere; two checks of one plant are one plant."""
    for code, kind in (("P1", "enterprise"), ("P2", "site"), ("P3", "enterprise")):
        unit = ("unit", "add", code, f"厂{code}", "--kind", kind, "--parent", "桂香村")
        diary.ok("2022-05-01", *unit, "--sector", "消防")

    def check(day: str, unit: str, kind: str = "town", result: str = "pass") -> str:
        said = ("--unit", unit, "--measure", "6", "--kind", kind, "--result", result)
        return diary.ok(day, "check", "add", *said)

    seen = [check("2022-05-02", "P1"), check("2022-05-03", "P1", "joint"), check("2022-05-04", "P2", "special")]  # fmt: skip
    own = check("2022-05-05", "P3", "self")
    check("2022-05-05", "P3", "town", "na")
    check("2022-05-05", "桂香村")
    check("2022-05-05", "桂香村", "self")
    said = made(diary, "illegal_b", "--period", "2022-05")
    found = {row["row"]: row["units_checked"] for row in said["rows"]}
    assert (found["消防"], found["其他"], found["合计"]) == (2, 0, 2)
    behind = {(one["row"], one["column"]): one["records"] for one in said["records"]}
    assert behind["消防", "units_checked"] == seen
    early = rows(diary, "illegal_b", "--period", "2022-05", "--as-of", "2022-05-03")["消防"]
    assert early["units_checked"] == 1
    file = tmp_path / "处罚.xlsx"
    diary.ok("2022-06-01", "submit", "make", "illegal_b", "--period", "2022-05", "--output", str(file))  # fmt: skip
    no = diary.ok("2022-06-02", "submit", "record", str(file), "--to", "区应急局")
    diary.ok("2022-06-03", "check", "edit", own, "--kind", "town", "--reason", "记错", "--yes")
    (fire, *_) = diary.on("2022-12-31", "submit", "diff", no, "--format", "json").json["rows"]
    assert (fire["column"], fire["sent"], fire["now"], len(fire["entries"])) == ("units_checked", 2, 3, 1)  # fmt: skip


def test_a_workbook_says_what_no_column_took(told: Diary, tmp_path: Path) -> None:
    file = tmp_path / "三非.xlsx"
    told.ok("2022-06-01", "submit", "make", "hidden_plants", "--period", "2022-05", "--output", str(file))  # fmt: skip
    sheet = openpyxl.load_workbook(file).worksheets[0]
    below = [str(line[0].value) for line in sheet.iter_rows(min_row=16)]
    assert "没有算进哪一列的违法行为 1 起：WF-2021-0001。" in below
    assert below[-1].startswith("打击非法建设、生产、经营情况统计表 第 1 版。账本锚点 ")
    told.ok("2022-06-02", "submit", "record", str(file), "--to", "区应急局")


def test_hidden_plants_known_closed_and_under_way(told: Diary) -> None:
    fire = rows(told, "hidden_plants", "--period", "2022-05")["消防"]
    found = [fire[f"production_{state}"] for state in ("known", "closed", "under_way")]
    assert found == [2, 1, 1]
    past = rows(told, "hidden_plants", "--period", "2022-05", "--as-of", "2022-05-05")["消防"]
    assert [past[f"production_{state}"] for state in ("known", "closed", "under_way")] == [2, 0, 0]
    text = told.ok("2022-12-31", "submit", "make", "hidden_plants", "--period", "2022-05")
    assert "没有算进哪一列的违法行为 1 起：WF-2021-0001" in text


def test_what_says_no_kind_of_the_list_of_ten_is_named(told: Diary) -> None:
    said = rows(told, "law_month", "--period", "2022-05")
    assert (said["建设施工"]["k5"], said["合计"]["total"]) == (1, 1)
    told.ok("2022-05-25", "violation", "add", "--title", "x", "--village", "桂香村", "--kind", "2", "--sector", "消防", "--name", "乙厂")  # fmt: skip
    text = told.ok("2022-12-31", "submit", "make", "law_month", "--period", "2022-05")
    assert "没有算进哪一列的违法行为 1 起：WF-2022-0004" in text


def test_what_was_sent_and_what_is_so_now(told: Diary, tmp_path: Path) -> None:
    file = tmp_path / "打非治违.xlsx"
    told.ok("2022-06-01", "submit", "make", "illegal_a", "--period", "2022-05", "--output", str(file))  # fmt: skip
    no = told.ok("2022-06-02", "submit", "record", str(file), "--to", "区应急局")
    entry = violation(told, "2022-06-03", "2", "消防", "--on", "2022-05-30")
    told.ok(
        "2022-06-04",
        "violation",
        "void",
        "WF-2022-0003",
        "--reason",
        "重复",
        "--approved-by",
        "石世文",
        "--yes",
    )
    run = told.on("2022-12-31", "submit", "diff", no, "--format", "json")
    assert run.code == 0, run.err
    said = run.json
    changed = {(row["row"], row["column"]): (row["sent"], row["now"]) for row in said["rows"]}
    assert changed == {
        ("消防", "k2"): (0, 1),
        ("消防", "total"): (2, 3),
        ("建设施工", "k3"): (1, 0),
        ("建设施工", "total"): (1, 0),
        ("合计", "k2"): (0, 1),
        ("合计", "k3"): (1, 0),
    }
    assert {record for one in said["entries"] for record in one["records"]} == {entry, "WF-2022-0003"}  # fmt: skip
    assert all(row["entries"] for row in said["rows"])


OWN = """title: 自己的表
version: "1"
source: 本办公室
base: as_of
due: {{every: month, day: 3}}
columns:
  - {{key: known, heading: 已掌握, unit: 个, of: violation, where: {{state: known}}, covers: [closed, struck]}}
  - {{key: closed, heading: 已取缔, unit: 个, of: violation, where: {{state: closed_down}}}}
  - {{key: struck, heading: 正在打击, unit: 个, {struck}}}
sheets:
  - {{name: 表, by: village}}
"""
STRUCK = "of: violation, where: {state: under_way}"


def own(diary: Diary, text: str) -> None:
    folder = diary.zizhao.db.parent / "data" / "forms"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "own.yaml").write_text(text, encoding="utf-8")


def test_parts_may_not_exceed_what_covers_them(told: Diary) -> None:
    """The form says known where it means all that are known, so that what is closed and under way exceeds it."""
    own(told, OWN.format(struck=STRUCK))
    told.ok("2022-05-21", "violation", "strike", "WF-2022-0003")
    said = told.refused("2022-12-31", "submit", "make", "own", "--period", "2022-05")
    assert "桂香村的“已取缔（个）”与“正在打击（个）”之和 3 大于“已掌握（个）” 1" in said


def test_rows_by_village(told: Diary) -> None:
    own(told, OWN.format(struck=STRUCK).replace(", where: {state: known}", ""))
    found = {row["row"]: row["known"] for row in made(told, "own", "--period", "2022-05")["rows"]}
    assert (found["桂香村"], found["合计"]) == (4, 4)


def test_what_has_no_such_day_yet_counts_on_none(told: Diary) -> None:
    """Five measures were put forward, four of them decided."""
    text = OWN.format(struck="of: enforcement, day: decided_on")
    own(told, text.replace(", covers: [closed, struck]", ""))
    (total,) = (row for row in made(told, "own", "--period", "2022-05")["rows"] if row["row"] == "合计")  # fmt: skip
    assert total["struck"] == 4


@pytest.mark.parametrize(
    ("struck", "says"),
    [
        ("of: weather", "没有 “weather”；可写："),
        ("of: violation, where: {kind: 14}", "违法类别不认识 “14”"),
        ("of: violation, where: {weight: 3}", "weight"),
        ("of: violation, day: title", "没有 “title”；可写：found_on"),
        ("of: enforcement, sum: basis", "没有 “basis”；可写：amount、persons"),
        ("units: true", "units 只同 of 一起写"),
        ("of: violation, figure: found", "figure、of、adds 写一个"),
        ("adds: [open]", "没有 key 是 “open” 的列"),
        ("adds: [struck]", "“struck” 不是从账本里数的列"),
    ],
)
def test_a_form_that_says_it_wrongly(diary: Diary, struck: str, says: str) -> None:
    own(diary, OWN.format(struck=struck))
    run = diary.on("2022-12-31", "submit", "make", "own", "--period", "2022-05")
    assert (run.code, run.out) != (0, "")
    assert says in run.err
    assert "own.yaml" in run.err


def test_a_form_like_no_other(diary: Diary) -> None:
    own(diary, "like: own\n" + OWN.split("columns:", maxsplit=1)[0].format())
    run = diary.on("2022-12-31", "submit", "make", "own", "--period", "2022-05")
    assert "没有别的报表叫 “own”" in run.err
