"""Duty lists: who has to do what how often, whether it was done, who has no list, and who leads where duties cross."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.cli.pictures import content

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Zizhao

MEETING = (
    *("duty", "add", "--text", "召开安全生产会议", "--post", "镇长", "--person", "石世文"),
    *("--unit", "党政办", "--since", "2022-04-20"),
)
STUDY = (
    *("duty", "add", "--text", "跟进学习重要论述", "--post", "党委理论学习中心组"),
    *("--often", "每季度1次", "--proof", "学习纪要", "--since", "2022-04-20"),
)
ONCE = (
    *("duty", "add", "--text", "编制职责清单", "--post", "主任", "--unit", "先进村"),
    *("--often", "一次性", "--due", "2022-06-30", "--since", "2022-04-20"),
)


def refused(run: Run, *said: str) -> None:
    assert run.code == 3, run.err
    for words in said:
        assert words in run.err


def rows(zizhao: Zizhao, *args: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = zizhao(*args, "--format", "json").json["rows"]
    return found


def done(zizhao: Zizhao, no: str, *days: str) -> None:
    for day in days:
        zizhao.ok("duty", "done", no, "--on", day)


def test_a_study_session_is_a_duty_of_a_body_with_its_attendees(
    zizhao: Zizhao, tmp_path: Path
) -> None:
    no = zizhao.ok(*STUDY)
    minutes = tmp_path / "纪要.pdf"
    minutes.write_bytes(content("pdf", "会议纪要"))
    attended = ("--attendee", "石世文", "--attendee", "黄麒麟", "--evidence", str(minutes))
    zizhao.ok("duty", "done", no, "--on", "2022-05-10", *attended, "--note", "集中学习")
    shown = zizhao("duty", "show", no, "--format", "json").json
    assert (shown["every"], shown["times"], shown["done_days"]) == ("quarter", 1, ["2022-05-10"])
    assert [one["name"] for one in shown["evidence"]] == ["纪要.pdf"]
    told = zizhao.ok("duty", "show", no)
    assert "履职，参加人：石世文、黄麒麟，说明：集中学习" in told


def test_what_is_done_twice_or_outside_its_days_is_refused(zizhao: Zizhao) -> None:
    meeting, once = zizhao.ok(*MEETING, "--often", "每月1次"), zizhao.ok(*ONCE)
    done(zizhao, meeting, "2022-06-10")
    refused(zizhao("duty", "done", meeting, "--on", "2022-06-10"), "2022-06-10 已经记过")
    done(zizhao, once, "2022-06-20")
    refused(zizhao("duty", "done", once, "--on", "2022-06-21"), "一次性", "2022-06-20 已经办了")
    refused(zizhao("duty", "done", once, "--on", "2022-06-19"), "2022-06-20")
    refused(zizhao("duty", "done", meeting, "--on", "2022-04-19"), "2022-04-19", "2022-04-20")
    bounded = zizhao.ok(*MEETING, "--often", "每月1次", "--until", "2022-06-30")
    refused(zizhao("duty", "done", bounded, "--on", "2022-07-01"), "从 2022-04-20 到 2022-06-30")
    zizhao.ok("duty", "end", meeting, "--on", "2022-06-30", "--reason", "换新清单")
    refused(zizhao("duty", "done", meeting, "--on", "2022-07-01"), "已废止")
    done(zizhao, meeting, "2022-05-03")
    zizhao.ok("db", "verify")


def test_a_session_that_comes_to_light_later_takes_its_place(zizhao: Zizhao) -> None:
    no = zizhao.ok(*MEETING, "--often", "每月1次")
    done(zizhao, no, "2022-06-10", "2022-05-10")
    zizhao.ok("duty", "publish", no, "--medium", "公示栏", "--on", "2022-05-01")
    [then] = rows(zizhao, "duty", "list", "--as-of", "2022-05-31")
    assert (then["done_days"], then["last_done_on"]) == (["2022-05-10"], "2022-05-10")
    zizhao.ok("duty", "retract", no, "--step", "2", "--reason", "记错", "--approved-by", "石世文")
    assert rows(zizhao, "duty", "list")[0]["done_days"] == ["2022-05-10"]
    zizhao.ok("db", "verify")


def test_a_duty_is_revised_from_a_day_on(zizhao: Zizhao) -> None:
    no = zizhao.ok(*MEETING, "--often", "每月1次")
    zizhao.ok(
        "duty",
        "revise",
        no,
        "--text",
        "召开安委会全体会议",
        "--often",
        "每季度1次",
        "--on",
        "2022-07-01",
    )
    for day, text, often in (
        ("2022-06-30", "召开安全生产会议", "每月1次"),
        ("2022-07-01", "召开安委会全体会议", "每季度1次"),
    ):
        [then] = rows(zizhao, "duty", "list", "--as-of", day)
        assert (then["text"], then["often"]) == (text, often)
    refused(zizhao("duty", "revise", no), "没有写要改什么")
    refused(zizhao("duty", "revise", no, "--often", "偶尔"), "偶尔", "每月1次")


@pytest.mark.parametrize(
    ("args", "said"),
    [(("--often", "看情况"), "看情况"), (("--until", "2022-04-19"), "早于起始日期 2022-04-20")],
)
def test_a_list_that_nobody_can_keep_is_refused(
    zizhao: Zizhao, args: tuple[str, ...], said: str
) -> None:
    refused(zizhao(*MEETING, *args), said)
    assert rows(zizhao, "duty", "list", "--all") == []
    no = zizhao.ok(*MEETING)
    refused(zizhao("duty", "edit", no, *args), said)


def test_what_is_not_public_is_listed(zizhao: Zizhao) -> None:
    no, other = zizhao.ok(*MEETING), zizhao.ok(*STUDY)
    said = ("--medium", "政府网站", "--on", "2022-05-01")
    refused(zizhao("duty", "publish", no, *said, "--until", "2022-04-30"), "公开至 2022-04-30 早于")
    zizhao.ok("duty", "publish", no, *said, "--until", "2022-05-31")

    def unpublished(day: str) -> list[object]:
        listed = rows(zizhao, "duty", "list", "--unpublished", "--as-of", day)
        return [row["no"] for row in listed]

    assert unpublished("2022-04-30") == [no, other]
    assert unpublished("2022-05-31") == [other]
    assert unpublished("2022-06-01") == [no, other]


def test_due_and_done_are_counted_by_whole_or_begun_periods(zizhao: Zizhao) -> None:
    meeting, study, once = (
        zizhao.ok(*MEETING, "--often", "每月1次"),
        zizhao.ok(*STUDY),
        zizhao.ok(*ONCE),
    )
    standing = zizhao.ok(*MEETING)
    done(zizhao, meeting, "2022-05-02", "2022-05-20", "2022-06-10")
    done(zizhao, study, "2022-05-10")
    run = zizhao("report", "duties", "--as-of", "2022-07-15", "--format", "json").json
    assert run["base"] == {"from": "2022-01-01", "to": "2022-07-15"}
    totals = run["totals"]
    # Four months, three of them over, one without a meeting; two quarters; one that was due by June.
    assert (totals["due"], totals["done"], totals["late"], totals["times"]) == (7, 3, 2, 4)
    by_post = {row["post"]: row for row in run["rows"]}
    mayor = by_post["镇长"]
    assert (mayor["due"], mayor["done"], mayor["late"], mayor["rate"]) == (4, 2, 1, 0.5)
    assert (mayor["numbers"], mayor["late_numbers"]) == ([meeting, standing], [meeting])
    assert by_post["主任"]["late_numbers"] == [once]
    single = rows(zizhao, "report", "duties", "--by", "duty", "--as-of", "2022-07-15")
    assert {row["numbers"][0]: (row["due"], row["rate"]) for row in single}[standing] == (0, None)  # type: ignore[index]
    text = zizhao.ok("report", "duties", "--as-of", "2022-07-15")
    assert "开了头的一期算一整期" in text


def test_the_period_that_is_asked_ends_what_is_counted(zizhao: Zizhao) -> None:
    no = zizhao.ok(*MEETING, "--often", "每季度1次")
    done(zizhao, no, "2022-05-10", "2022-08-10")
    zizhao.ok("duty", "revise", no, "--often", "每月1次", "--on", "2022-07-01")
    for period, due, counted, late in (
        ("2022-Q2", 1, 1, 0),
        ("2022-Q3", 3, 1, 2),
        ("2022-Q1", 0, 0, 0),
    ):
        run = zizhao("report", "duties", "--period", period, "--format", "json").json["totals"]
        assert (run["due"], run["done"], run["late"]) == (due, counted, late), period


def test_a_week_belongs_to_the_quarter_in_which_it_begins(zizhao: Zizhao) -> None:
    no = zizhao.ok(*MEETING, "--often", "每周1次")
    yearly = zizhao.ok(*MEETING, "--often", "每年4次")
    done(zizhao, no, "2022-06-20", "2022-07-01")

    def totals(period: str, *more: str) -> tuple[int, int, int]:
        asked = ("report", "duties", "--by", "duty", "--period", period, *more)
        run = zizhao(*asked, "--format", "json").json["totals"]
        return run["due"], run["done"], run["late"]

    # The week from 27 June on is the last of eleven that begin in the quarter, and its session was on 1 July.
    assert totals("2022-Q2") == (11 + 4, 2, 9 + 4)
    assert totals("2022-Q2", "--as-of", "2022-06-30") == (15, 1, 9)
    quarters = [totals(f"2022-Q{quarter}") for quarter in range(1, 5)]
    assert tuple(map(sum, zip(*quarters, strict=True))) == totals("2022")
    told = zizhao.ok("report", "duties", "--period", "2022-Q2")
    assert "截至 2022-06-30" in told
    assert "各季相加就是全年" in told
    head = zizhao("report", "duties", "--period", "2022-Q2", "--format", "json").json
    assert head["as_of"] == "2022-06-30"
    assert head["rows"][0]["numbers"] == [no, yearly]


def test_units_without_a_list_and_matters_without_a_lead_are_named(zizhao: Zizhao) -> None:
    zizhao.ok(*ONCE, "--until", "2022-08-31")
    zizhao.ok("unit", "add", "JXC", "锦绣餐馆", "--kind", "site", "--parent", "桂香村")
    open_ = zizhao.ok("duty", "settle", "--matter", "燃气", "--on", "2022-05-01")
    run = zizhao("report", "duties", "--as-of", "2022-06-01", "--format", "json").json
    without = {row["unit"] for row in run["without"]}
    assert "桂香村" in without
    assert not without & {"先进村", "锦绣餐馆"}
    assert run["totals"]["without"] == len(run["without"]) == 10
    assert [(one["no"], one["days_open"]) for one in run["unsettled"]] == [(open_, 31)]
    text = zizhao.ok("report", "duties", "--as-of", "2022-06-01")
    assert "2022-06-01 没有职责清单的单位 10 个" in text
    assert f"还没有定牵头的 1 项：{open_}" in text
    later = zizhao("report", "duties", "--as-of", "2022-09-01", "--format", "json").json
    assert "先进村" in {row["unit"] for row in later["without"]}
    one = zizhao(
        "report", "duties", "--unit", "先进村", "--as-of", "2022-06-01", "--format", "json"
    ).json
    assert (one["totals"]["duties"], one["without"]) == (1, [])
    assert zizhao("report", "duties", "--level", "重大").code == 2


def test_a_sheet_of_duties_is_imported(zizhao: Zizhao, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["紫照镇党政领导干部安全生产职责清单"])
    sheet.append(["序号", "职务", "姓名", "职责内容", "频次", "佐证形式", "依据"])
    sheet.append([1, "镇长", "石世文", "召开安全生产会议", "每月1次", "会议纪要", "责任制规定"])
    sheet.append([2, None, None, "带队检查", "每年不少于12次", "检查报告", "责任制规定"])
    sheet.merge_cells("B3:B4")
    sheet.merge_cells("C3:C4")
    file = tmp_path / "清单.xlsx"
    book.save(file)
    how = ("--set", "since_on=2022-04-20", "--set", "unit=党政办", "--format", "json")
    receipt = zizhao("duty", "import", str(file), *how).json
    assert (receipt["new"], receipt["problems"]) == (2, [])
    assert zizhao("duty", "import", str(file), *how).json["same"] == 2
    listed = rows(zizhao, "duty", "list", "--person", "石世文", "--unit", "党政办")
    assert [(row["every"], row["times"]) for row in listed] == [("month", 1), ("year", 12)]
    sheet["E4"] = "有空就去"
    sheet["D4"] = "带队抽查"
    book.save(file)
    run = zizhao("duty", "import", str(file), *how)
    assert run.code == 3
    [problem] = run.json["problems"]
    assert (problem["column"], problem["value"]) == ("频次", "有空就去")


def test_who_leads_is_decided_by_a_principle(zizhao: Zizhao) -> None:
    among = ("--department", "应急办", "--department", "规环办")
    no = zizhao.ok(
        "duty",
        "settle",
        "--matter",
        "电动自行车",
        "--link",
        "停放充电",
        *among,
        "--on",
        "2022-05-01",
    )
    [row] = rows(zizhao, "settlement", "list", "--state", "open", "--as-of", "2022-05-31")
    assert (row["departments"], row["days_open"]) == (["应急办", "规环办"], 30)
    assert len(rows(zizhao, "settlement", "list", "--department", "GHB")) == 1
    assert rows(zizhao, "settlement", "list", "--department", "桂香村") == []
    assert zizhao("settlement", "decide", no, "--lead", "应急办").code == 2
    refused(
        zizhao("settlement", "decide", no, "--lead", "应急办", "--principle", "谁有空谁牵头"),
        "谁靠近谁牵头",
    )
    refused(
        zizhao("duty", "settle", "--matter", "燃气", "--department", "没有的部门"), "没有的部门"
    )
    zizhao.ok(
        "settlement",
        "decide",
        no,
        "--lead",
        "应急办",
        "--principle",
        "谁靠近谁牵头",
        "--on",
        "2022-06-01",
    )
    [row] = rows(zizhao, "settlement", "list")
    assert (row["lead"], row["principle"], row["decided_on"], row["days_open"]) == (
        "应急办",
        "closest",
        "2022-06-01",
        None,
    )
    assert "牵头单位：应急办" in zizhao.ok("settlement", "show", no)
    assert rows(zizhao, "settlement", "list", "--state", "open", "--as-of", "2022-05-31")
    zizhao.ok("db", "verify")


def test_the_unit_above_a_table_is_that_of_its_rows(zizhao: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "清单.csv"
    file.write_text(
        "填报单位：党政办,,,\n岗位,职责,频次,起始日期\n镇长,召开会议,每月1次,2022-04-20\n书记,学习,每季度1次,2022-04-20\n",
        "utf-8",
    )
    assert zizhao("duty", "import", str(file), "--format", "json").json["new"] == 2
    assert [row["unit"] for row in rows(zizhao, "duty", "list")] == ["党政办"] * 2


def test_a_row_says_from_which_day_it_counts(zizhao: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "清单.csv"
    file.write_text("岗位,职责,频次\n镇长,召开会议,每月1次\n", "utf-8")
    run = zizhao("duty", "import", str(file), "--format", "json")
    assert run.code == 3
    assert "起始日期" in run.json["problems"][0]["message"]
