"""The data that scripts read: JSON keys in the contract's order, CSV by RFC 4180, missing values null."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.store.damage import tamper

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

HAZARD = [
    "no",
    "unit_code",
    "unit",
    "unit_kind",
    "measure",
    "title",
    "location",
    "sector",
    "level",
    "handling",
    "found_on",
    "due_on",
    "original_due_on",
    "state",
    "rectified_on",
    "closed_on",
    "days_overdue",
    "days_left",
    "days_late",
    "responsible",
    "source",
    "check_no",
    "extensions",
    "supervised",
    "provisional",
    "leader",
]
CHECK = [
    "no",
    "unit_code",
    "unit",
    "measure",
    "checked_on",
    "kind",
    "inspectors",
    "result",
    "note",
    "hazards",
    "source_id",
    "batch",
    "voided",
]
UNIT = [
    "code",
    "name",
    "kind",
    "aliases",
    "parent",
    "supervisor",
    "sector",
    "contact",
    "phone",
    "active",
]

LISTS = {
    "hazards": (("hazard", "list"), HAZARD),
    "checks": (("check", "list"), CHECK),
    "units": (("unit", "list"), UNIT),
}
SHOWN = {
    ("hazard", "show", "YH-2022-0003"): HAZARD,
    ("check", "show", "JC-2022-00003"): CHECK,
    ("unit", "show", "GXC"): UNIT,
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_one_object_with_the_keys_in_order(morning: Morning, name: str) -> None:
    command, keys = LISTS[name]
    answer = morning(*command, "--format", "json").json
    assert list(answer) == ["list", "count", "rows"]
    assert (answer["list"], answer["count"]) == (name, len(answer["rows"]))
    for row in answer["rows"]:
        assert list(row)[: len(keys)] == keys


@pytest.mark.parametrize("command", SHOWN)
def test_a_record_has_the_same_keys_first(morning: Morning, command: tuple[str, ...]) -> None:
    keys = SHOWN[command]
    assert list(morning(*command, "--format", "json").json)[: len(keys)] == keys


@pytest.mark.parametrize("name", ["overdue", "open", "due"])
def test_a_report_has_its_head_and_rows_of_hazards(morning: Morning, name: str) -> None:
    answer = morning("report", name, "--as-of", "2022-06-30", "--format", "json").json
    assert list(answer)[:2] == ["report", "as_of"]
    assert (answer["report"], answer["as_of"]) == (name, "2022-06-30")
    assert answer["count"] == len(answer["rows"]) > 0
    assert [list(row) for row in answer["rows"]] == [HAZARD] * answer["count"]


def test_json_is_not_escaped_and_a_missing_value_is_null(morning: Morning) -> None:
    run = morning("hazard", "show", "YH-2022-0001", "--format", "json")
    assert "燃气软管老化，未装报警器".encode() in run.raw
    assert b"\\u" not in run.raw
    record = run.json
    absent = ["location", "rectified_on", "closed_on", "days_left", "days_late", "source"]
    assert {key: record[key] for key in absent} == dict.fromkeys(absent)
    assert (record["extensions"], record["supervised"]) == (0, False)
    assert "" not in record.values()
    check = morning("check", "show", "JC-2022-00003", "--format", "json").json
    assert check["hazards"] == ["YH-2022-0001"]
    assert check["inspectors"] == ["陈科旭", "刘和平"]
    assert (check["batch"], check["note"], check["voided"]) == (None, None, False)


def test_times_carry_their_zone(morning: Morning) -> None:
    entry = morning("journal", "list", "--limit", "1", "--format", "json").json["rows"][0]
    assert entry["recorded_at"].startswith("2022-07-15T09:")
    assert entry["recorded_at"].endswith("+08:00")
    assert entry["effective_on"] == "2022-07-15"


@pytest.mark.parametrize(("format", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_csv_has_english_keys_all_rows_and_no_bom(
    morning: Morning, format: str, delimiter: str
) -> None:
    run = morning("hazard", "list", "--format", format)
    assert not run.raw.startswith(b"\xef\xbb\xbf")
    assert run.raw.count(b"\r\n") == run.raw.count(b"\n") == 7
    header, *rows = csv.reader(io.StringIO(run.raw.decode(), newline=""), delimiter=delimiter)
    assert header == HAZARD
    listed = morning("hazard", "list", "--format", "json").json["rows"]
    assert [row[0] for row in rows] == [record["no"] for record in listed]
    assert rows[0][HAZARD.index("location")] == ""
    assert rows[0][HAZARD.index("supervised")] == "false"


@pytest.mark.parametrize("format", ["csv", "tsv"])
def test_bom_adds_one_and_nothing_else(morning: Morning, tmp_path: Path, format: str) -> None:
    command = ("hazard", "list", "--format", format)
    plain = morning(*command).raw
    assert morning(*command, "--bom").raw == b"\xef\xbb\xbf" + plain
    file = tmp_path / "list.csv"
    morning(*command, "--bom", "--output", str(file))
    assert file.read_bytes() == b"\xef\xbb\xbf" + plain


@pytest.mark.parametrize("format", ["table", "json", "md"])
def test_bom_is_for_sheets_only(morning: Morning, format: str) -> None:
    assert morning("hazard", "list", "--format", format, "--bom").code == 2


def test_an_empty_list_is_an_answer_in_every_format(morning: Morning) -> None:
    command = ("hazard", "list", "--state", "voided")
    assert morning(*command, "--format", "json").json == {"list": "hazards", "count": 0, "rows": []}
    assert morning(*command, "--format", "csv").raw.decode() == ",".join(HAZARD) + "\r\n"
    assert morning(*command).out == "没有符合条件的隐患。\n"
    assert "没有逾期隐患。\n" in morning("report", "overdue", "--as-of", "2022-05-01").out


@pytest.mark.parametrize("noun", ["hazard", "check", "unit", "journal", "batch"])
def test_a_limit_beyond_all_numbers_is_none(morning: Morning, noun: str) -> None:
    listed = (noun, "list", "--format", "json")
    assert morning(*listed, "--limit", "9" * 30).json["rows"] == morning(*listed).json["rows"]


@pytest.mark.parametrize(
    ("grouped", "told"), [([], "只显示前 2 项"), (["--group-by", "unit"], "只显示前 2 组")]
)
def test_a_report_that_is_cut_short_says_so(
    morning: Morning, grouped: list[str], told: str
) -> None:
    report = ("report", "overdue", *grouped)
    assert f"{told}（--limit）。" in morning.ok(*report, "--limit", "2")
    assert "--limit" not in morning.ok(*report, "--limit", "5")


@pytest.mark.parametrize("noun", ["hazard", "check", "unit", "journal"])
def test_a_list_that_may_be_cut_short_does_not_call_itself_whole(
    morning: Morning, noun: str
) -> None:
    assert "列出 2 " in morning.ok(noun, "list", "--limit", "2")
    assert "共 " in morning.ok(noun, "list", "--limit", "99")


@pytest.mark.parametrize("no", ["YH-2022-99", "JC-2022-99", "PC-2022-99", "yh-2021-1"])
def test_the_journal_of_a_record_that_is_not_there_is_refused(morning: Morning, no: str) -> None:
    run = morning("journal", "list", "--subject", no)
    assert (run.code, run.out) == (3, "")
    assert f"“{no}”" in run.err


def test_what_an_entry_did_is_chinese_for_people_and_a_word_for_programs(
    morning: Morning, tmp_path: Path
) -> None:
    zizhao, review = morning.copy(tmp_path), ("journal", "list", "--subject", "YH-2022-0002")
    assert "  复查  " in zizhao.ok(*review)
    assert ",hazard.review," in zizhao.ok(*review, "--format", "csv")
    tamper(zizhao.db, "UPDATE journal SET action = 'hazard.stray' WHERE seq = 14")
    assert "  hazard.stray  " in zizhao.ok(*review)


def test_a_unit_that_moved_is_told_by_names(morning: Morning, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    zizhao.ok("unit", "edit", "ZZYEY", "--parent", "GXC", "--supervisor", "")
    last = zizhao.ok("journal", "list", "--format", "csv").splitlines()[-1].split(",")[0]
    told = zizhao.ok("journal", "show", last)
    assert "ZZYEY  所在村（社区）：QFSQ → GXC" in told
    assert "ZZYEY  主管部门：SSB → （空）" in told
    assert "改为" not in told


def test_json_steers_no_terminal(morning: Morning, tmp_path: Path) -> None:
    zizhao, steering = morning.copy(tmp_path), "甲\x9b31m\u202e乙\u2028丙\x7f"
    tamper(zizhao.db, f"UPDATE hazard SET title = '{steering}' WHERE id = 20220000001")
    for args in (("hazard", "show", "YH-2022-0001"), ("hazard", "list")):
        run = zizhao(*args, "--format", "json")
        assert not set(steering) - set("甲乙丙31m") & set(run.out)
        assert steering in json.dumps(run.json, ensure_ascii=False).replace("\\u007f", "\x7f")


def test_a_list_in_a_cell_is_no_formula(morning: Morning, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    zizhao.ok("unit", "add", "JC", "旧厂", "--kind", "site", "--alias", "=1+1", "--alias", "二")
    rows = csv.DictReader(io.StringIO(zizhao.ok("unit", "list", "--format", "csv")))
    assert [row["aliases"] for row in rows if row["code"] == "JC"] == ["'=1+1、二"]


@pytest.mark.parametrize("report", ["overdue", "open", "due"])
def test_a_report_says_what_it_was_narrowed_to(morning: Morning, report: str) -> None:
    """Else it reads as if the whole town had none."""
    asked = ("report", report, "--level", "major", "--unit", "桂香村", "--from", "2022-01-01")
    assert "截至 2022-07-15（只列 单位 桂香村、等级 重大、发现不早于 2022-01-01），" in morning.ok(
        *asked
    )
    assert morning(*asked, "--format", "json").json["filters"] == {
        "unit": "桂香村",
        "level": "major",
        "from": "2022-01-01",
    }
    assert "只列" not in morning.ok("report", report)
    assert "filters" not in morning("report", report, "--format", "json").json


def test_a_report_of_a_day_to_come_says_so(morning: Morning) -> None:
    told = "zizhao: 2027-07-15 还没有到：这是照账上现在的情形往后推的\n"
    assert morning("report", "overdue", "--as-of", "2027-07-15").err == told
    assert morning("report", "overdue", "--as-of", "2022-07-15").err == ""
