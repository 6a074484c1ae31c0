"""Listed supervision: its papers, its terms, its end; and what it says of a hazard on each day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Zizhao

HAZARD, NO = "YH-2022-0001", "GP-2022-0001"
FOUND = (*("--unit", "桂香村", "--measure", "6", "--title", "堵塞"), *("--found", "2022-05-05"))
LISTED = (
    *("--hazard", HAZARD, "--level", "区级", "--body", "区安委会", "--person", "石世文"),
    *("--on", "2022-05-10", "--due", "2022-08-01", "--plan-due", "+15d"),
    *("--demands", "停用整改", "--notice-no", "梁安办督〔2022〕1号"),
)


def extend(zizhao: Zizhao, **said: str) -> Run:
    given = {
        "due": "2022-09-01",
        "reason": "缺料",
        "safeguards": "专人看守",
        "asked_by": "谭二",
        "approved_by": "石世文",
        "asked_on": "2022-07-01",
        "on": "2022-07-10",
        **said,
    }
    options = [part for key, one in given.items() for part in (f"--{key.replace('_', '-')}", one)]
    return zizhao("supervision", "extend", NO, *options)


@pytest.fixture
def listed(zizhao: Zizhao) -> Zizhao:
    zizhao.ok("hazard", "add", *FOUND, "--due", "2022-05-20")
    assert zizhao.ok("supervision", "add", *LISTED) == NO
    return zizhao


def shown(zizhao: Zizhao) -> dict[str, object]:
    found: dict[str, object] = zizhao("supervision", "show", NO, "--format", "json").json
    return found


def on_day(zizhao: Zizhao, day: str) -> dict[str, object]:
    (row,) = zizhao("supervision", "list", "--as-of", day, "--format", "json").json["rows"]
    return dict(row)


def supervised(zizhao: Zizhao, day: str, *known: str) -> bool:
    rows = zizhao("hazard", "list", "--as-of", day, *known, "--format", "json").json["rows"]
    return bool(rows[0]["supervised"])


def test_of_a_hazard_its_unit_and_its_words_are_its_own(listed: Zizhao) -> None:
    row = shown(listed)
    told = ("of", "hazard", "title", "unit", "level", "plan_due_on", "progress_days", "state")
    expected = ("hazard", HAZARD, "堵塞", "桂香村", "district", "2022-05-25", 90, "listed")
    assert tuple(row[key] for key in told) == expected


def test_an_accident_has_a_name_and_no_number_of_a_hazard(zizhao: Zizhao) -> None:
    of = ("--level", "市级", "--body", "市安委会", "--due", "2022-08-01", "--on", "2022-05-10")
    nothing = zizhao("supervision", "add", *of)
    assert (nothing.code, "--of" in nothing.err) == (3, True)
    unnamed = zizhao("supervision", "add", *of, "--of", "事故")
    assert (unnamed.code, "--title" in unnamed.err) == (3, True)
    assert zizhao.ok("supervision", "add", *of, "--of", "事故", "--title", "某某瞒报事故") == NO
    zizhao.ok("hazard", "add", *FOUND, "--due", "2022-05-20")
    both = zizhao("supervision", "add", *LISTED, "--of", "事故")
    assert both.code == 3


def test_a_hazard_is_listed_once_at_a_time(listed: Zizhao) -> None:
    again = listed("supervision", "add", *LISTED)
    assert (again.code, NO in again.err) == (3, True)
    listed.ok("supervision", "void", NO, "--reason", "记错", "--approved-by", "石世文")
    assert listed.ok("supervision", "add", *LISTED) == "GP-2022-0002"


def test_what_is_late_is_told_for_each_day(listed: Zizhao) -> None:
    late = ("days", "plan_late", "progress_late", "days_overdue")
    assert tuple(on_day(listed, "2022-05-25")[key] for key in late) == (15, 0, 0, 0)
    assert tuple(on_day(listed, "2022-05-26")[key] for key in late) == (16, 1, 0, 0)
    listed.ok("supervision", "plan", NO, "--on", "2022-05-27")
    assert on_day(listed, "2022-05-26")["plan_late"] == 1
    assert on_day(listed, "2022-05-27")["plan_late"] is None
    assert on_day(listed, "2022-08-09")["progress_late"] == 1
    listed.ok("supervision", "progress", NO, "--progress", "已拆除一半", "--on", "2022-08-09")
    assert tuple(on_day(listed, "2022-08-09")[key] for key in late[2:]) == (0, 8)


def test_an_extension_is_asked_for_in_time_or_says_why_not(listed: Zizhao) -> None:
    late = extend(listed, asked_on="2022-07-20", on="2022-07-25")
    assert (late.code, "--late-reason" in late.err) == (3, True)
    assert extend(listed, extension_no="5号").code == 0
    assert shown(listed)["due_on"] == "2022-09-01"
    assert on_day(listed, "2022-07-09")["due_on"] == "2022-08-01"
    again = {"due": "2022-10-01", "asked_on": "2022-08-30", "on": "2022-08-31"}
    assert extend(listed, **again, late_reason="汛期停工").code == 0
    assert shown(listed)["late_reason"] == "汛期停工"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"approved_by": "谭二"}, "批准人"),
        ({"due": "2022-07-30"}, "不晚于"),
        ({"asked_on": "2022-07-11"}, "晚于批准"),
        ({"asked_on": "2022-05-09"}, "早于挂牌"),
        ({"due": "2022-08-05", "on": "2022-08-06"}, "早于当天"),
    ],
)
def test_what_an_extension_is_refused_for(
    listed: Zizhao, change: dict[str, str], said: str
) -> None:
    run = extend(listed, **change)
    assert (run.code, said in run.err) == (3, True)


def test_it_is_struck_off_after_it_was_accepted_and_comes_back(listed: Zizhao) -> None:
    early = listed("supervision", "lift", NO)
    assert (early.code, "验收合格" in early.err) == (3, True)
    by = ("--accepted-by", "区应急局", "--on", "2022-07-20")
    listed.ok("supervision", "accept", NO, "--result", "不合格", *by, "--due", "2022-08-15")
    assert (shown(listed)["state"], shown(listed)["due_on"]) == ("listed", "2022-08-15")
    passing = ("supervision", "accept", NO, "--result", "合格", *by)
    assert listed(*passing, "--due", "2022-09-15").code == 3
    listed.ok(*passing, "--acceptance-no", "6号")
    assert listed("supervision", "progress", NO, "--progress", "又").code == 3
    listed.ok("supervision", "lift", NO, "--on", "2022-07-25", "--lift-no", "7号")
    again = ("--reason", "又堵了", "--due", "2022-10-01", "--on", "2022-09-01")
    listed.ok("supervision", "relist", NO, *again)
    assert on_day(listed, "2022-09-02")["progress_late"] == 0
    days = ("2022-05-09", "2022-05-10", "2022-07-24", "2022-07-25", "2022-08-31", "2022-09-01")
    assert [supervised(listed, day) for day in days] == [False, True, True, False, False, True]
    listed.ok("db", "verify")


def test_a_hazard_is_supervised_as_it_was_known(listed: Zizhao) -> None:
    for args in (("--as-of", "2022-06-01"), ()):
        rows = listed("hazard", "list", "--supervised", "是", *args, "--format", "json").json
        assert rows["count"] == 1
    figures = listed("report", "summary", "--as-of", "2022-06-01", "--format", "json").json
    assert figures["totals"]["supervised"] == 1
    moved = listed("report", "compare", "2022-05-06", "2022-06-01", "--figures", "--format", "json")
    (row,) = [row for row in moved.json["rows"] if row["figure"] == "supervised"]
    assert (row["then"], row["now"]) == (0, 1)
    listed.ok("supervision", "void", NO, "--reason", "记错", "--approved-by", "石世文")
    assert not supervised(listed, "2022-06-01")
    listed.ok("db", "verify")


def test_the_flag_of_old_counts_and_says_what_is_better(zizhao: Zizhao) -> None:
    zizhao.ok("hazard", "add", *FOUND, "--due", "2022-05-20")
    run = zizhao("hazard", "edit", HAZARD, "--supervised", "--yes")
    assert (run.code, "supervision add" in run.err) == (0, True)
    assert supervised(zizhao, "2022-05-05")
    plain = zizhao("hazard", "edit", HAZARD, "--title", "堵死")
    assert "supervision add" not in plain.err


def test_what_is_late_is_reported_by_level_and_unit(listed: Zizhao) -> None:
    report = ("report", "supervised", "--format", "json", "--as-of")
    assert listed(*report, "2022-05-25", "--exit-code").json["count"] == 0
    run = listed(*report, "2022-08-20", "--exit-code")
    assert (run.code, run.json["rows"][0]["no"]) == (4, NO)
    longest = {"listed": 1, "supervisions": 1, "plan": 1, "progress": 1, "overdue": 1}
    assert run.json["totals"] == {**longest, "longest_days": 19}
    by = listed(*report, "2022-08-20", "--group-by", "督办级别").json["rows"]
    assert [(row["level"], row["supervisions"]) for row in by] == [("district", 1)]
    assert listed(*report, "2022-08-20", "--unit", "先进村").json["count"] == 0
    assert listed(*report, "2022-08-20", "--level", "major").code == 2
    assert listed(*report, "2022-08-20", "--group-by", "天").code == 2
    for form in ("table", "csv", "tsv", "md", "html"):
        assert NO in listed.ok("report", "supervised", "--as-of", "2022-08-20", "--format", form)


def test_it_is_corrected_and_taken_back(listed: Zizhao) -> None:
    listed.ok("supervision", "edit", NO, "--body", "区安委办")
    assert on_day(listed, "2022-05-10")["body"] == "区安委办"
    listed.ok("supervision", "plan", NO, "--on", "2022-05-20")
    listed.ok("supervision", "retract", NO, "--reason", "没有报")
    assert shown(listed)["plan_filed_on"] is None
    assert listed("supervision", "edit", NO, "--title", "").code == 3
    listed.ok("supervision", "edit", NO, "--progress-days", "")
    assert on_day(listed, "2022-12-01")["progress_late"] is None
    listed.ok("db", "verify")


def test_a_list_is_imported_once(zizhao: Zizhao, tmp_path: Path) -> None:
    zizhao.ok("hazard", "add", *FOUND, "--due", "2022-05-20")
    file = tmp_path / "督办.csv"
    head = "隐患编号,督办事项,督办对象,督办级别,督办单位,办理期限,挂牌日期"
    rows = (
        f"{HAZARD},,,区级,区安委会,2022-08-01,2022-05-10",
        ",某某事故,事故,市级,市安委会,2022-09-01,2022-06-10",
    )
    file.write_text("\n".join((head, *rows)), encoding="utf-8")
    for expected in ({"new": 2, "same": 0}, {"new": 0, "same": 2}):
        receipt = zizhao("supervision", "import", str(file), "--format", "json").json
        assert {key: receipt[key] for key in expected} == expected
    assert supervised(zizhao, "2022-05-10")
    zizhao.ok("db", "verify")


def test_what_passes_while_the_hazard_is_open_is_pointed_out(listed: Zizhao) -> None:
    accept = ("supervision", "accept", NO, "--result", "合格", "--accepted-by", "区应急局")
    run = listed(*accept, "--on", "2022-07-01")
    assert run.code == 0
    assert f"{HAZARD} 在账上还是“已登记”" in run.err
    failed = ("supervision", "retract", NO, "--reason", "记错", "--approved-by", "石世文")
    listed.ok(*failed)
    run = listed(*accept[:4], "不合格", *accept[5:], "--on", "2022-07-01")
    assert (run.code, "在账上" in run.err) == (0, False)


def test_a_term_is_told_in_words(listed: Zizhao) -> None:
    assert "不到 15 个工作日" in extend(listed, asked_on="2022-07-28", on="2022-07-29").err


def test_a_hazard_that_is_listed_is_not_struck_out(listed: Zizhao) -> None:
    void = ("hazard", "void", HAZARD, "--reason", "记错", "--approved-by", "石世文")
    replace = (
        "hazard",
        "replace",
        HAZARD,
        "--unit",
        "先进村",
        "--reason",
        "记错",
        "--approved-by",
        "石世文",
    )
    for strike in (void, replace):
        run = listed(*strike)
        assert (run.code, f"{NO} 还在办" in run.err) == (3, True)
    listed.ok("supervision", "void", NO, "--reason", "记错", "--approved-by", "石世文")
    listed.ok(*void)


def test_it_is_of_its_hazard(listed: Zizhao) -> None:
    listed.ok("hazard", "add", *FOUND, "--due", "2022-05-20", "--location", "二楼")
    of = ("--level", "区级", "--body", "区安委会", "--due", "2022-08-01")
    other = ("supervision", "add", "--hazard", "YH-2022-0002", *of)
    for otherwise, says in (
        (("--unit", "先进村", "--on", "2022-05-10"), "是另一个单位的隐患"),
        (("--on", "2022-05-01"), "2022-05-05 才发现的"),
    ):
        run = listed(*other, *otherwise)
        assert (run.code, says in run.err) == (3, True), run.err
    run = listed("supervision", "edit", NO, "--hazard", "YH-2022-0002")
    assert (run.code, "不能换" in run.err) == (3, True)


def test_coming_back_is_no_second_listing(listed: Zizhao) -> None:
    accept = ("supervision", "accept", NO, "--result", "合格", "--accepted-by", "区应急局")
    listed.ok(*accept, "--on", "2022-06-01")
    listed.ok("supervision", "lift", NO, "--on", "2022-06-02")
    of = ("--level", "区级", "--body", "区安委会", "--due", "2022-09-01", "--on", "2022-06-10")
    listed.ok("supervision", "add", "--hazard", HAZARD, *of)
    relist = (
        "supervision",
        "relist",
        NO,
        "--reason",
        "又堵",
        "--due",
        "2022-09-01",
        "--on",
        "2022-06-20",
    )
    retract = ("supervision", "retract", NO, "--reason", "记错", "--approved-by", "石世文")
    for again in (relist, retract):
        run = listed(*again)
        assert (run.code, "已经由 GP-2022-0002 挂牌督办" in run.err) == (3, True), run.err
    listed.ok("supervision", "edit", NO, "--note", "已销号")


def test_a_term_that_has_gone_by_is_mended_by_two(listed: Zizhao) -> None:
    mend = ("supervision", "edit", NO, "--due", "2022-12-31")
    run = listed(*mend)
    assert (run.code, "期限 2022-08-01 已过" in run.err) == (3, True)
    assert listed(*mend, "--approved-by", "陈科旭").code == 3
    listed.ok(*mend, "--approved-by", "石世文")
    assert shown(listed)["due_on"] == "2022-12-31"
    listed.ok("db", "verify")


def test_who_approves_is_in_office_that_day(listed: Zizhao) -> None:
    days = ("--since", "2021-01-01", "--until", "2022-06-30")
    listed.ok("person", "add", "A", "石世文", *days)
    run = extend(listed)
    assert (run.code, "“石世文” 2022-07-10 不在任，不能批准" in run.err) == (3, True)
    void = ("supervision", "void", NO, "--reason", "记错", "--approved-by", "石世文")
    assert listed(*void).code == 3
    listed.ok("person", "edit", "A", "--until", "")
    assert extend(listed).code == 0
    listed.ok("db", "verify")
