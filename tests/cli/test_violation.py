"""Violations: known, stopped, reported upward, closed down or put right; which are still going on, and where."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.diary import Diary

ADD = ("violation", "add", "--title", "无照加工塑料", "--village", "桂香村", "--sector", "消防")
PLANT = (*ADD, "--kind", "1", "--name", "某塑料作坊")
NO = "WF-2022-0001"


def rows(diary: Diary, *given: str) -> list[dict[str, Any]]:
    run = diary.on("2022-12-31", "violation", "list", *given, "--format", "json")
    assert run.code == 0, run.err
    found: list[dict[str, Any]] = run.json["rows"]
    return found


def test_from_known_to_closed_down(diary: Diary) -> None:
    parties = ("--party", "持证方=甲公司", "--party", "实际经营=乙队")
    kinds = ("--kind10", "无证或证照不全", "--illegal", "非法生产")
    assert diary.ok("2022-05-01", *PLANT, *parties, *kinds, "--record", "YH-2022-0001") == NO
    (row,) = rows(diary, "--as-of", "2022-05-11", "--unstopped", "--village", "桂香村")
    assert (row["kind"], row["kind10"], row["illegal"], row["sector"]) == ("1", "1", "production", "fire")  # fmt: skip
    assert (row["days_unstopped"], row["days_unreported"]) == (10, 10)
    assert row["parties"] == ["持证方=甲公司", "实际经营=乙队"]
    assert (row["village"], row["unit"], row["name"]) == ("桂香村", None, "某塑料作坊")
    assert rows(diary, "--village", "大丘村") == []
    diary.ok("2022-05-12", "violation", "stop", NO, "--stopped-by", "胡显胜", "--how", "断电")
    diary.ok("2022-05-13", "violation", "report-up", NO, "--to", "区应急局")
    (row,) = rows(diary, "--as-of", "2022-05-20")
    assert (row["state"], row["stopped_on"], row["days_unstopped"]) == ("under_way", "2022-05-12", None)  # fmt: skip
    assert (row["reported_to"], row["reported_on"], row["days_unreported"]) == ("区应急局", "2022-05-13", None)  # fmt: skip
    assert rows(diary, "--as-of", "2022-05-20", "--unstopped") == []
    diary.ok("2022-06-01", "violation", "close", NO, "--outcome", "设备拆除")
    assert [row["state"] for row in rows(diary)] == ["closed_down"]
    assert [row["state"] for row in rows(diary, "--as-of", "2022-05-05")] == ["known"]
    assert rows(diary, "--as-of", "2022-05-05", "--known-at", "2022-04-30") == []
    diary.sound()


def test_one_that_may_go_on_is_put_right(diary: Diary) -> None:
    diary.ok("2022-05-01", *ADD, "--kind", "6", "--unit", "大丘村")
    corrected = ("violation", "correct", NO, "--outcome", "都已持证", "--reviewed-by", "张静")
    assert "现在是“已掌握”，不能改正" in diary.refused("2022-05-02", *corrected)
    diary.ok("2022-05-03", "violation", "strike", NO)
    diary.ok("2022-05-09", *corrected)
    (row,) = rows(diary)
    assert (row["state"], row["closed_on"], row["reviewed_by"]) == ("corrected", "2022-05-09", "张静")  # fmt: skip


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ((*ADD, "--kind", "14", "--name", "某作坊"), "可写：1 无证或证照不全"),
        ((*PLANT, "--kind10", "11"), "10 其他"),
        ((*PLANT, "--illegal", "非法采矿"), "可写：construction 非法建设"),
        ((*ADD, "--kind", "1"), "要写一个，也只写一个"),
        ((*PLANT, "--unit", "大丘村"), "要写一个，也只写一个"),
        ((*PLANT, "--party", "甲公司"), "没有写全"),
        ((*PLANT, "--party", "老板=甲公司"), "可写：holder 持证方"),
        ((*PLANT, "--record", "YH-2022-0099"), "不是账本里的编号"),
        ((*PLANT[:6], "--sector", "养蜂", "--kind", "1", "--name", "某"), "可写：coal 煤矿"),
    ],
)
def test_what_is_refused(diary: Diary, given: tuple[str, ...], says: str) -> None:
    assert says in diary.refused("2022-05-01", *given)


def test_mended_taken_back_and_struck_out(diary: Diary) -> None:
    diary.ok("2022-05-01", *PLANT)
    diary.ok("2022-05-02", "violation", "edit", NO, "--kind", "2", "--yes")
    diary.ok("2022-05-03", "violation", "close", NO, "--outcome", "关了")
    assert [row["kind"] for row in rows(diary, "--as-of", "2022-05-01")] == ["2"]
    approved = ("--approved-by", "石世文")
    diary.ok("2022-05-04", "violation", "retract", NO, "--reason", "又开了", *approved, "--yes")
    assert [row["state"] for row in rows(diary)] == ["known"]
    assert "没有写全" in diary.refused("2022-05-05", "violation", "edit", NO, "--party", "持证方")
    diary.ok(
        "2022-05-06",
        "violation",
        "void",
        NO,
        "--reason",
        "重复",
        "--approved-by",
        "石世文",
        "--yes",
    )
    assert rows(diary) == []
    diary.sound()


def test_a_sheet_of_them(diary: Diary, tmp_path: Path) -> None:
    file = tmp_path / "三非.csv"
    with file.open("w", newline="", encoding="utf-8") as sheet:
        writer = csv.writer(sheet)
        writer.writerow(["违法行为", "当事人", "所在村", "违法类别", "三非", "行业领域", "各方", "发现日期"])  # fmt: skip
        writer.writerow(["私自搭建厂房", "某厂", "桂香村", "1", "非法建设", "建筑施工", "持证方=甲公司、分包=乙队", "2022-05-02"])  # fmt: skip
        writer.writerow(["无照卖油", "某站", "大丘村", "1", "非法经营", "危化品", "", "2022-05-03"])
    run = diary.on("2022-05-10", "violation", "import", str(file), "--format", "json")
    assert (run.code, run.json["new"]) == (0, 2), run.out
    again = diary.on("2022-05-10", "violation", "import", str(file), "--format", "json").json
    assert (again["new"], again["same"]) == (0, 2)
    assert [row["sector"] for row in rows(diary)] == ["building", "chemical"]
    assert rows(diary)[0]["parties"] == ["持证方=甲公司", "分包=乙队"]
    file.write_text("违法行为,所在村,违法类别,行业领域\n偷采,桂香村,99,煤矿\n", encoding="utf-8")
    run = diary.on("2022-05-10", "violation", "import", str(file), "--format", "json")
    assert run.code == 3
    assert "99" in run.json["problems"][0]["message"]
    diary.sound()
