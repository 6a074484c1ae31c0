"""A paper that was issued is a record: its number, its file byte for byte, who signed or would not, what it waits for."""

from __future__ import annotations

import json
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.pictures import picture
from tests.store.damage import tamper
from tests.viewers import needs_libreoffice, printed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Zizhao

FIRST, SECOND, ELSEWHERE = (f"YH-2022-000{serial}" for serial in (1, 2, 3))
NO = "WS-2022-0001"
HOSTILE = '通道<堵塞>&"占道" {{ no }}'


def found(zizhao: Zizhao, title: str, *more: str, unit: str = "桂香村") -> str:
    """Register what was found on 2022-05-05, and return its number."""
    given = ("--unit", unit, "--measure", "6", "--title", title, "--found", "2022-05-05")
    return zizhao.ok("hazard", "add", *given, "--responsible", "张静", *more)


@pytest.fixture
def office(zizhao: Zizhao) -> Zizhao:
    """An office with two hazards of one village, the second of them major, and one of another."""
    found(zizhao, HOSTILE, "--due", "2022-05-20")
    found(zizhao, "配电箱未接地", "--level", "major", "--due", "2022-05-10")
    found(zizhao, "灭火器过期", unit="大丘村")
    return zizhao


def issue(zizhao: Zizhao, paper: str, *what: str, on: str = "2022-05-06") -> str:
    return zizhao.ok("notice", paper, *what, "--on", on)


def record(zizhao: Zizhao, no: str = NO) -> dict[str, Any]:
    shown: dict[str, Any] = zizhao("notice", "show", no, "--format", "json").json
    return shown


def text_of(file: Path) -> str:
    """Return the words of a Word file."""
    with zipfile.ZipFile(file) as package:
        return re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode())


def listed(zizhao: Zizhao, *asked: str) -> dict[str, tuple[Any, ...]]:
    keys = ("days_undelivered", "days_unanswered", "days_reply_overdue")
    rows = zizhao("notice", "list", *asked, "--format", "json").json["rows"]
    return {row["no"]: tuple(row[key] for key in keys) for row in rows}


def test_all_of_a_unit_that_no_paper_names_yet(office: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "改.docx"
    run = office(
        "notice", "rectify", "--unit", "桂香村", "--on", "2022-05-06", "--output", str(file)
    )
    assert (run.code, run.out) == (0, f"{NO}\n")
    told = record(office)
    assert told["hazards"] == [FIRST, SECOND]
    assert (told["paper_no"], told["state"]) == ("紫照安改〔2022〕1号", "issued")
    said = text_of(file)
    assert "其中第2项属于重大隐患" in said
    assert "2022年5月20日" in said
    assert "2022年5月10日" in said
    assert office("notice", "show", NO, "--output", "-").raw == file.read_bytes()
    again = office("notice", "rectify", "--unit", "桂香村", "--on", "2022-05-07")
    assert (again.code, "没有待整改、又没有开过" in again.err) == (3, True)
    office.ok("db", "verify")


def test_what_is_refused_leaves_nothing(office: Zizhao, tmp_path: Path) -> None:
    entries = office("journal", "list", "--format", "json").json["count"]
    issue(office, "rectify", FIRST)
    refused = {
        "一份文书只管一个单位的隐患": ("rectify", SECOND, ELSEWHERE),
        f"已经开过限期整改意见书：{FIRST}（{NO}）": ("rectify", FIRST, SECOND),
        "的隐患没有新的复查结果": ("review", NO),
        "抄告单不能写": ("transfer", SECOND),
        "早于 YH-2022-0002 的发现日期": ("rectify", SECOND, "--on", "2022-05-01"),
        "账本里没有": ("review", "WS-2022-0009"),
    }
    for said, args in refused.items():
        file = tmp_path / "没有.docx"
        run = office("notice", *args, "--output", str(file))
        assert (run.code, run.out, file.exists()) == (3, "", False), run.err
        assert said in run.err
        assert run.err.count("zizhao: 错误") == 1
    usage = office("notice", "rectify", FIRST, "--unit", "桂香村")
    assert (usage.code, office("notice", "rectify").code) == (2, 2)
    assert office("journal", "list", "--format", "json").json["count"] == entries + 1


def test_a_file_of_somebody_else_is_not_replaced_and_nothing_issued(
    office: Zizhao, tmp_path: Path
) -> None:
    file = tmp_path / "我的.docx"
    file.write_bytes(b"mine")
    run = office("notice", "rectify", FIRST, "--on", "2022-05-06", "--output", str(file))
    assert (run.code, file.read_bytes()) == (3, b"mine")
    assert listed(office) == {}


def test_a_draft_is_no_record(office: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "草稿.docx"
    draft = ("notice", "rectify", FIRST, "--on", "2022-05-06", "--draft")
    run = office(*draft, "--output", str(file))
    assert (run.code, run.out) == (0, "")
    assert "（草稿）" in text_of(file)
    assert listed(office) == {}
    assert office(*draft).code == 2


def test_the_life_of_a_paper_stands_in_the_timelines_of_its_hazards(office: Zizhao) -> None:
    issue(office, "rectify", FIRST, SECOND)
    assert listed(office, "--as-of", "2022-05-09") == {NO: (3, None, None)}
    office.ok("notice", "deliver", NO, "--received-by", "张静", "--on", "2022-05-07")
    assert office("notice", "deliver", NO, "--received-by", "张静").code == 3
    assert listed(office, "--as-of", "2022-05-06") == {NO: (0, None, None)}
    assert listed(office, "--as-of", "2022-05-09") == {NO: (None, 2, None)}
    office.ok("notice", "answer", NO, "--note", "正在整改", "--on", "2022-05-09")
    assert listed(office, "--as-of", "2022-05-09", "--unanswered") == {}
    shown = office.ok("hazard", "show", SECOND)
    for said in ("签发", "送达，签收人：张静", "收到回复，回复：正在整改"):
        assert f"限期整改意见书 紫照安改〔2022〕1号（{NO}）{said}" in shown
    told = office("hazard", "show", SECOND, "--format", "json").json["notices"]
    assert [(one["no"], one["state"]) for one in told] == [(NO, "answered")]
    office.ok("notice", "retract", NO, "--reason", "不是这份的")
    assert record(office)["state"] == "delivered"
    assert f"（{NO}）（已撤回）收到回复" in office.ok("hazard", "show", SECOND)
    office.ok("db", "verify")


def test_whoever_will_not_sign_is_recorded_with_a_witness(office: Zizhao) -> None:
    issue(office, "rectify", FIRST)
    both = ("notice", "deliver", NO, "--refused", "--received-by", "张静")
    assert office(*both).code == 2
    assert office("notice", "deliver", NO, "--refused", "--on", "2022-05-07").code == 2
    how = ("--witness", "刘和平", "--reason", "负责人不在，家属不收")
    office.ok("notice", "deliver", NO, "--refused", *how, "--on", "2022-05-07")
    told = record(office)
    assert (told["state"], told["witness"], told["delivered_on"]) == (
        "refused",
        "刘和平",
        "2022-05-07",
    )
    assert listed(office, "--as-of", "2022-05-08", "--undelivered") == {}


def test_a_re_inspection_has_the_number_of_its_first_paper(office: Zizhao, tmp_path: Path) -> None:
    issue(office, "rectify", ELSEWHERE)
    first = issue(office, "rectify", FIRST, SECOND)
    office.ok("hazard", "rectify", FIRST, "--on", "2022-05-09")
    office.ok("hazard", "review", FIRST, "--reviewer", "陈科旭", "--pass", "--on", "2022-05-10")
    file = tmp_path / "复.docx"
    no = office.ok("notice", "review", first, "--on", "2022-05-10", "--output", str(file))
    told = record(office, no)
    assert (told["paper_no"], told["first_no"], told["hazards"]) == (
        "紫照安复〔2022〕2号",
        first,
        [FIRST],
    )
    said = text_of(file)
    assert "紫照安改〔2022〕2号" in said
    assert "第1项整改合格" in said
    assert "不合格" not in said.replace("仍不整改或者整改不合格", "")
    plan = ("--measures", "接地", "--funds", "100", "--due", "2022-05-10", "--contingency", "断电")
    office.ok("hazard", "plan", SECOND, "--responsible", "张静", *plan, "--on", "2022-05-09")
    office.ok("hazard", "rectify", SECOND, "--on", "2022-05-11")
    fail = ("--reviewer", "刘和平", "--fail", "--due", "2022-05-30", "--on", "2022-05-12")
    office.ok("hazard", "review", SECOND, *fail)
    later = office.ok(
        "notice", "review", first, "--on", "2022-05-12", "--output", str(tmp_path / "二.docx")
    )
    assert record(office, later)["paper_no"] == "紫照安复〔2022〕2-2号"
    assert record(office, later)["hazards"] == [SECOND]
    assert "第2项整改不合格" in text_of(tmp_path / "二.docx")
    assert office("notice", "review", no).code == 3
    assert office("notice", "answer", no, "--note", "x").code == 3


def test_a_transfer_is_answered_by_the_hazard(office: Zizhao) -> None:
    office.ok(
        "hazard",
        "transfer",
        FIRST,
        "--to",
        "区应急局",
        "--reason",
        "超出权限",
        "--on",
        "2022-05-06",
    )
    no = issue(office, "transfer", FIRST)
    assert record(office, no)["receiver"] == "区应急局"
    office.ok("notice", "deliver", no, "--received-by", "李明", "--on", "2022-05-06")
    run = office("notice", "answer", no, "--note", "已安排", "--on", "2022-05-09")
    assert (run.code, "hazard answered" in run.err) == (3, True)
    due = office("hazard", "show", FIRST, "--format", "json").json["reply_due_on"]
    assert due == "2022-05-19"
    assert listed(office, "--as-of", "2022-05-23", "--unanswered") == {no: (None, 17, 4)}
    office.ok("hazard", "answered", FIRST, "--note", "月底前拆除", "--on", "2022-05-24")
    assert listed(office, "--as-of", "2022-05-24", "--unanswered") == {}
    assert office("notice", "transfer", FIRST, "--on", "2022-05-25").code == 3


def test_numbers_run_by_kind_and_year_and_are_not_used_again(office: Zizhao) -> None:
    one = issue(office, "rectify", FIRST)
    office.ok("notice", "void", one, "--reason", "写错单位")
    two = issue(office, "rectify", FIRST)
    report_by = ("--report-by", "2022-05-30")
    three = issue(office, "supervise", SECOND, *report_by)
    found(office, "漏电", "--due", "2023-01-20")
    next_year = issue(office, "rectify", "YH-2022-0004", on="2023-01-05")
    assert [record(office, no)["paper_no"] for no in (two, three, next_year)] == [
        "紫照安改〔2022〕2号",
        "紫照安督〔2022〕1号",
        "紫照安改〔2023〕1号",
    ]
    assert (two, three, next_year) == ("WS-2022-0002", "WS-2022-0003", "WS-2023-0001")
    assert [*listed(office)] == [two, three, next_year]
    assert [*listed(office, "--all", "--paper", "rectify")] == [one, two, next_year]


def test_a_batch_whose_hazard_a_paper_names_is_not_undone(office: Zizhao, tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("单位,条款,检查日期,隐患\n先进村,6,2022-05-03,堵塞\n", "utf-8")
    batch = office("hazard", "import", str(rows), "--format", "json").json["batch"]
    no = issue(office, "rectify", "--unit", "先进村")
    run = office("batch", "undo", batch, "--reason", "拿错了")
    assert (run.code, "YH-2022-0004" in run.err) == (3, True)
    office.ok("notice", "void", no, "--reason", "拿错了")
    office.ok("batch", "undo", batch, "--reason", "拿错了", "--approved-by", "石世文")


def test_pictures_of_how_it_was_found_are_in_the_file_unless_left_out(
    office: Zizhao, tmp_path: Path
) -> None:
    shot = picture(tmp_path, "堵塞.jpg", "堵塞")
    check = (
        "--unit",
        "先进村",
        "--measure",
        "6",
        "--on",
        "2022-05-05",
        "--inspector",
        "陈科旭、刘和平",
    )
    office.ok("check", "add", *check, "--hazard", "漏气", "--evidence", shot)
    for number, more in enumerate(((), ("--no-pictures",))):
        file = tmp_path / f"{number}.docx"
        draft = ("--draft", "--output", str(file), "--on", "2022-05-06", *more)
        office.ok("notice", "rectify", "YH-2022-0004", *draft)
        # As little of a picture as these are, no program shows it, and the paper says so.
        assert ("打不开" in text_of(file)) == (not more)
        assert "陈科旭、刘和平" in text_of(file)


def test_verification_finds_what_was_changed_in_a_paper(office: Zizhao) -> None:
    issue(office, "rectify", FIRST)
    kept = office.db.with_name("evidence")
    (file,) = kept.glob("*.docx")
    before = file.read_bytes()
    file.write_bytes(before + b"x")
    assert office("db", "verify").code == 4
    assert office("notice", "show", NO, "--output", "-").code == 3
    file.write_bytes(before)
    for column, value in (("paper_no", "紫照安改〔2022〕9号"), ("hazards", '["YH-2022-0002"]')):
        tamper(office.db, f"UPDATE notice SET {column} = '{value}'")
        assert office("db", "verify").code == 4


@needs_libreoffice
def test_what_was_typed_stands_on_the_page_as_it_was_typed(office: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "改.docx"
    office.ok("notice", "rectify", FIRST, SECOND, "--on", "2022-05-06", "--output", str(file))
    page = re.sub(r"\s+", "", "".join(printed(file, tmp_path)))
    assert "紫照安改〔2022〕1号" in page
    assert "其中第2项属于重大隐患" in page
    for part in ("通道<堵塞>&", "占道", "{{no}}"):
        assert part in page
    assert json.loads(json.dumps(record(office)["hazards"])) == [FIRST, SECOND]


def test_a_deadline_that_is_past_already_is_pointed_out(office: Zizhao) -> None:
    run = office("notice", "rectify", FIRST, SECOND, "--on", "2022-05-15")
    assert "签发的那天期限已经过了：YH-2022-0002（2022-05-10）；" in run.err
    assert FIRST not in run.err


def test_a_paper_that_reached_its_unit_is_struck_out_by_two_and_not_under_a_later_one(
    office: Zizhao,
) -> None:
    first = issue(office, "rectify", FIRST)
    office.ok("hazard", "rectify", FIRST, "--on", "2022-05-09")
    office.ok("hazard", "review", FIRST, "--reviewer", "陈科旭", "--pass", "--on", "2022-05-10")
    later = issue(office, "review", first, on="2022-05-10")
    office.ok("notice", "deliver", first, "--received-by", "张静", "--on", "2022-05-07")
    void = ("notice", "void", first, "--reason", "开错")
    stands = office(*void, "--approved-by", "石世文")
    assert (stands.code, f"已经据它开了复查意见书 {later}" in stands.err) == (3, True)
    office.ok("notice", "void", later, "--reason", "开错")
    alone = office(*void)
    assert (alone.code, "已送到（2022-05-07）" in alone.err) == (3, True)
    office.ok(*void, "--approved-by", "石世文")
    assert record(office, first)["state"] == "voided"
    office.ok("db", "verify")


def test_who_would_not_sign_may_sign_later(office: Zizhao) -> None:
    issue(office, "rectify", FIRST)
    how = ("--witness", "刘和平", "--reason", "不收")
    office.ok("notice", "deliver", NO, "--refused", *how, "--on", "2022-05-07")
    office.ok("notice", "deliver", NO, "--received-by", "张静", "--on", "2022-05-09")
    told = record(office)
    assert (told["state"], told["delivered_on"], told["received_by"]) == (
        "delivered",
        "2022-05-07",
        "张静",
    )
    office.ok("db", "verify")


def test_a_telephone_of_who_told_goes_into_no_paper(office: Zizhao, tmp_path: Path) -> None:
    title = "有人举报存放汽油，电话13912345678"
    no = found(office, title, "--source", "群众举报", unit="先进村")
    file = tmp_path / "x.docx"
    for args in (("rectify", no), ("supervise", no, "--report-by", "2022-05-30")):
        run = office("notice", *args, "--draft", "--output", str(file))
        assert (run.code, file.exists()) == (3, False)
        assert "13912345678" not in run.err
    office.ok("hazard", "edit", no, "--title", "地下室存放汽油")
    run = office("notice", "rectify", no, "--on", "2022-05-06")
    assert (run.code, f"来自举报：{no}；核对" in run.err) == (0, True)
    shown = office.ok("report", "brief", "--period", "2022-05", "--format", "json")
    assert "13912345678" not in shown


def test_what_is_typed_wrongly_is_told_before_a_number_is_used(office: Zizhao) -> None:
    run = office("notice", "rectify", FIRST, "--output", "改.pdf")
    assert (run.code, "不以 .docx 结尾" in run.err) == (2, True)
    due = ("--report-by", "2022-05-01", "--on", "2022-05-06")
    run = office("notice", "supervise", FIRST, *due)
    assert (run.code, "回报期限 2022-05-01 早于签发日期 2022-05-06" in run.err) == (3, True)
    assert listed(office) == {}


def test_a_paper_of_an_earlier_day_says_what_was_so_then(office: Zizhao, tmp_path: Path) -> None:
    later = (
        "--due",
        "2022-06-20",
        "--reason",
        "等料",
        "--safeguards",
        "围挡",
        "--approved-by",
        "石世文",
    )
    office.ok("hazard", "extend", FIRST, *later, "--on", "2022-05-15")
    file = tmp_path / "x.docx"
    for day, due in (("2022-05-10", "2022年5月20日"), ("2022-05-16", "2022年6月20日")):
        draft = ("--draft", "--on", day)
        office.ok("notice", "rectify", FIRST, *draft, "--output", str(file))
        assert due in text_of(file)
        file.unlink()
    office.ok(
        "hazard",
        "transfer",
        SECOND,
        "--to",
        "区应急局",
        "--reason",
        "超出权限",
        "--on",
        "2022-05-12",
    )
    run = office("notice", "transfer", SECOND, "--on", "2022-05-11")
    assert (run.code, "抄告单不能写" in run.err) == (3, True)


def test_a_paper_of_an_earlier_transfer_waits_for_nothing(office: Zizhao) -> None:
    to = ("--reason", "超出权限", "--to")
    office.ok("hazard", "transfer", FIRST, *to, "区应急局", "--on", "2022-05-06")
    old = issue(office, "transfer", FIRST)
    office.ok(
        "hazard", "reopen", FIRST, "--from", "区应急局", "--reason", "退回", "--on", "2022-05-09"
    )
    office.ok("hazard", "transfer", FIRST, *to, "区住建委", "--on", "2022-05-10")
    new = issue(office, "transfer", FIRST, on="2022-05-10")
    assert [*listed(office, "--as-of", "2022-05-20", "--unanswered")] == [new]
    assert [*listed(office, "--as-of", "2022-05-20")] == [old, new]


def test_an_answer_is_not_taken_back_where_another_paper_was_issued_since(office: Zizhao) -> None:
    first = issue(office, "rectify", FIRST)
    office.ok("notice", "deliver", first, "--received-by", "张静", "--on", "2022-05-07")
    office.ok("notice", "answer", first, "--note", "改不了", "--on", "2022-05-09")
    assert office("notice", "rectify", FIRST, "--on", "2022-05-08").code == 3
    again = issue(office, "rectify", FIRST, on="2022-05-10")
    run = office("notice", "retract", first, "--reason", "记错")
    assert (run.code, f"{FIRST}（{again}）" in run.err) == (3, True)


def test_many_who_issue_at_once_all_do(office: Zizhao) -> None:
    numbers = [found(office, f"第{n}处", unit="先进村") for n in range(6)]
    with ThreadPoolExecutor(len(numbers)) as pool:
        runs = [pool.submit(office.cold, "notice", "rectify", no) for no in numbers]
    assert [run.result().code for run in runs] == [0] * len(numbers)
    told = [record(office, run.result().out.strip()) for run in runs]
    assert sorted(one["paper_no"] for one in told) == [
        f"紫照安改〔2026〕{n}号" for n in range(1, len(numbers) + 1)
    ]
    assert [one["hazards"] for one in told] == [[no] for no in numbers]
    office.ok("db", "verify")
