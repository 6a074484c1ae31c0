"""An accident from the first call to its end: its clocks, its grade, what one person alone may not mend, and each refusal."""

from __future__ import annotations

import pytest

from tests.cli.accidents import (
    ADD,
    BY_TWO,
    FIGURES,
    HAPPENED,
    NO,
    NOON,
    PARTS,
    TOLD,
    Desk,
)

EVENING = "2022-05-03 20:00"


def test_unknown_is_not_zero(there: Desk) -> None:
    row = there.record(EVENING)
    assert [row[key] for key in ("dead", "injured", "minor", "missing", "loss")] == [None] * 5
    assert (row["table_grade"], row["at_least"], row["graded"]) == ("general", True, "至少一般")
    assert "死亡：不明" in there.ok(EVENING, "accident", "show", NO)
    there.ok(EVENING, "accident", "edit", NO, "--dead", "0")
    assert there.record(EVENING)["dead"] == 0


def test_moments_are_iso_with_their_zone_and_short_in_tables(there: Desk) -> None:
    row = there.record(EVENING)
    assert (row["happened_on"], row["happened_at"]) == ("2022-05-03", "2022-05-03T14:20+08:00")
    shown = there.ok(EVENING, "accident", "show", NO)
    assert "发生时间：2022-05-03 14:20" in shown
    assert "单位负责人接报：2022-05-03 14:30" in shown


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_zone_of_the_machine_moves_no_clock(desk: Desk, zone: str) -> None:
    """In Los Angeles it is still the day before, on Kiritimati the day after."""
    env = {"TZ": zone}
    happened = ("--happened", "今天 00:10", "--head-told", "2022-05-02T16:20Z")
    no = desk.ok("2022-05-03 01:30", *ADD, *happened, env=env)
    run = desk.zizhao.cold(
        *("accident", "show", no, "--format", "json"), env=env, now="2022-05-03T01:30:00+08:00"
    )
    assert run.json["happened_at"] == "2022-05-03T00:10+08:00"
    assert run.json["head_told_at"] == "2022-05-03T00:20+08:00"
    assert run.json["running"] == ["单位上报已走 1 小时 10 分钟，超 10 分钟"]


def test_clocks_run_until_the_reports_are_made(there: Desk) -> None:
    before = there.record("2022-05-03 15:25")
    assert before["running"] == [
        "单位上报已走 55 分钟，05-03 15:30 以前",
        "镇上报已走 15 分钟，05-03 17:10 以前",
    ]
    assert there.report("2022-05-03 15:40", "unit", "2022-05-03 15:36").code == 0
    assert there.report("2022-05-03 17:00", "town", "2022-05-03 16:50").code == 0
    row = there.record(EVENING)
    assert (row["unit_late_minutes"], row["town_late_minutes"]) == (6, 0)
    assert row["late"] == ["单位上报迟 6 分钟"]
    assert row["running"] == ["续报已走 3 小时 10 分钟，05-04 16:50 以前"]
    there.sound()


def test_a_past_day_is_told_as_it_ended(there: Desk) -> None:
    """The report of the next morning is not known of the evening before."""
    assert there.report(NOON, "town", "2022-05-04 09:00").code == 0
    then = there.record(NOON, "--as-of", "2022-05-03")
    assert "镇上报已走 8 小时 49 分钟，超 6 小时 49 分钟" in then["running"]
    assert then["town_late_minutes"] is None
    assert there.record(NOON)["town_late_minutes"] == 15 * 60 + 50


def test_lists_word_the_terms(there: Desk) -> None:
    assert there.record(EVENING)["terms"].startswith("单位上报 1 小时，逐级上报 2 小时")
    csv = there.ok(EVENING, "accident", "list", "--format", "csv")
    assert ("单位上报 1 小时" in csv, "accident_unit_report_hours" in csv) == (True, False)


def test_it_is_not_closed_while_a_report_is_not_told(there: Desk) -> None:
    figures = ("--dead", "1", "--injured", "0", "--minor", "0", "--missing", "0")
    there.ok(EVENING, "accident", "followup", NO, "--at", EVENING, *figures)
    there.ok(EVENING, "accident", "confirm", NO, "--confirmed-by", "区应急局", "--paper-no", "1号")
    close = ("accident", "close", NO, "--paper-no", "2号")
    assert "单位上报没有记，不能结案" in there.refused(EVENING, *close)
    there.report(EVENING, "unit", "2022-05-03 18:00")
    assert "镇上报没有记，不能结案" in there.refused(EVENING, *close)
    there.report(EVENING, "town", "2022-05-03 18:10")
    there.ok(EVENING, *close)
    row = there.record(EVENING)
    assert (row["state"], row["running"]) == ("closed", [])


def test_the_missing_count_as_dead_after_their_days(desk: Desk) -> None:
    figures = ("--dead", "1", "--injured", "0", "--missing", "2", "--loss", "1万元")
    desk.ok(EVENING, *ADD, *HAPPENED, *figures)
    before = desk.record("2022-06-01 09:00")
    assert (before["graded"], before["seen_to"][-1]) == (
        "至少一般",
        "情况还不清楚，伤亡变了的到 2022-06-02 以前补报",
    )
    day = "2022-06-02 09:00"
    after = desk.record(day)
    assert after["graded"] == "较大"
    assert any("失踪 2 人到 2022-06-02 计作死亡" in one for one in after["seen_to"])
    grade = ("accident", "redetermine", NO, "--reason", "失踪满 30 天")
    assert "是较大事故" in desk.refused(day, *grade, "--grade", "general")
    desk.ok(day, *grade, "--grade", "larger")
    assert not any("重新认定" in one for one in desk.record(day)["seen_to"])
    desk.sound()


def test_of_a_road_accident_they_count_after_seven(desk: Desk) -> None:
    road = ("accident", "add", "--title", "翻车", "--type", "road", *HAPPENED)
    desk.ok(EVENING, *road, "--dead", "2", "--injured", "0", "--missing", "1", "--loss", "0")
    assert desk.record("2022-05-09 09:00")["graded"] == "至少一般"
    row = desk.record("2022-05-10 09:00")
    assert (row["graded"], row["supplement_due_on"]) == ("较大", "2022-05-10")
    assert desk.record("2022-05-12 09:00")["days_overdue"] == 2
    past = desk.at("2022-05-12 09:00", "report", "past-due", "--format", "json").json["rows"]
    assert [(one["no"], one["days_overdue"]) for one in past] == [(NO, 2)]
    within = ("report", "past-due", "--from", "2022-05-11", "--format", "json")
    assert desk.at("2022-05-12 09:00", *within).json["rows"] == []


def test_a_policy_that_is_changed_stops_no_clock(there: Desk) -> None:
    data = there.zizhao.db.parent / "data"
    data.mkdir()
    own = """
general_deadline: {value: "+15d", source: 约定}
extension_asked_before_deadline: {value: true, source: 约定}
extension_max_times: {value: null, source: 约定}
review_within_days: {value: 10, source: 约定}
due_soon_days: {value: 7, source: 约定}
accident_unit_report_hours: {value: 48, source: 约定}
accident_pass_on_hours: {value: 48, source: 约定}
"""
    (data / "policy.yaml").write_text(own, encoding="utf-8")
    assert "超 4 小时 30 分钟" in there.record(EVENING)["running"][0]
    there.ok(EVENING, *ADD, *HAPPENED, *TOLD)
    rows = there.at(EVENING, "accident", "list", "--format", "json").json["rows"]
    assert rows[1]["running"][0] == "单位上报已走 5 小时 30 分钟，05-05 14:30 以前"


def test_findings_are_of_people_and_one_that_was_concealed_is_listed(there: Desk) -> None:
    find = ("accident", "finding", NO, "--found-by", "区应急局", "--source", "举报核查")
    there.ok(EVENING, *find, "--kind", "concealed")
    there.ok(EVENING, *find, "--kind", "迟报")
    row = there.record(EVENING)
    assert row["findings"] == ["concealed", "late"]
    assert "认定为瞒报，还没有挂牌督办" in row["seen_to"]
    listed = ("supervision", "add", "--level", "区级", "--body", "区安委会", "--due", "+60d")
    gp = there.ok(EVENING, *listed, "--of", "accident", "--title", "花炮厂爆炸")
    there.ok(EVENING, "accident", "supervised", NO, "--supervision", gp)
    row = there.record(EVENING)
    assert (row["supervision"], any("挂牌" in one for one in row["seen_to"])) == (gp, False)
    found = there.at(EVENING, "accident", "list", "--findings", "瞒报", "--format", "json").json
    assert found["count"] == 1
    none = there.at(EVENING, "accident", "list", "--findings", "谎报", "--format", "json").json
    assert none["count"] == 0
    strike = ("supervision", "void", gp, "--reason", "记错", *BY_TWO)
    assert "是记在它上面的" in there.refused(EVENING, *strike)
    there.sound()


def test_the_supervision_of_a_hazard_is_none_of_an_accident(there: Desk) -> None:
    hazard = ("hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", "堵塞")
    no = there.ok(EVENING, *hazard)
    listed = ("supervision", "add", "--level", "区级", "--body", "区安委会", "--due", "+60d")
    gp = there.ok(EVENING, *listed, "--hazard", no)
    refused = there.refused(EVENING, "accident", "supervised", NO, "--supervision", gp)
    assert "督办的不是事故查处" in refused
    own = ("supervision", "add", "--level", "镇级", "--body", "镇安委会", "--due", "+60d")
    gp = there.ok(EVENING, *own, "--of", "accident", "--title", "花炮厂爆炸")
    refused = there.refused(EVENING, "accident", "supervised", NO, "--supervision", gp)
    assert "由上级安委会挂牌督办" in refused


def test_an_inquiry_says_who_and_whether_it_was_raised(there: Desk) -> None:
    level = ("accident", "investigate", NO, "--body", "市政府调查组", "--on", "2022-05-03")
    assert "企业自查不是提级调查" in there.refused(
        EVENING, *level, "--level", "unit", "--raised", "yes"
    )
    there.ok(EVENING, *level, "--level", "市级", "--raised", "是")
    row = there.record(EVENING)
    said = ("investigation", "raised", "investigated_by", "investigated_on")
    assert [row[key] for key in said] == ["city", "yes", "市政府调查组", "2022-05-03"]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (("--head-told", "2022-05-03 14:00"), "单位负责人接报 2022-05-03 14:00 早于发生时间"),
        (("--town-told", "2022-05-03 14:00"), "镇接报 2022-05-03 14:00 早于发生时间"),
        (("--district-told", "2022-05-03 14:00"), "区接报 2022-05-03 14:00 早于发生时间"),
        (
            ("--head-told", "2022-05-03 15:00", "--unit-reported", "2022-05-03 14:59"),
            "单位上报 2022-05-03 14:59 早于单位负责人接报 2022-05-03 15:00",
        ),
        (
            ("--town-told", "2022-05-03 15:00", "--town-reported", "2022-05-03 06:59Z"),
            "镇上报 2022-05-03 14:59 早于镇接报 2022-05-03 15:00",
        ),
        (("--on", "2022-05-02"), "发生时间 2022-05-03 14:20 不在发生日期 2022-05-02 那一天"),
        (("--head-told", "2022-05-03"), "只有日子，没有几点几分"),
        (
            ("--head-told", "2022-05-03 20:01"),
            "2022-05-03 20:01 还没有到（现在是 2022-05-03 20:00）",
        ),
        (("--dead", "两人"), "不是个数"),
        (("--loss", "很多"), "不是金额"),
    ],
)
def test_what_cannot_be_is_refused_by_name(desk: Desk, said: tuple[str, ...], problem: str) -> None:
    assert problem in desk.refused(EVENING, *ADD, *HAPPENED, *said)


def test_a_day_alone_may_be_all_that_is_known(desk: Desk) -> None:
    assert "缺少 --happened（发生时间）" in desk.refused(EVENING, *ADD, code=2)
    early = ("--on", "2022-05-02", "--head-told", "2022-05-01 23:59")
    assert "早于发生日期 2022-05-02" in desk.refused(EVENING, *ADD, *early)
    no = desk.ok(EVENING, *ADD, "--on", "2021-12-31", "--head-told", "2022-01-01 00:10")
    assert no == "SG-2021-0001"
    row = desk.record(EVENING)
    assert (row["happened_on"], row["happened_at"]) == ("2021-12-31", None)
    assert "第 2 项时间、地点、现场（时间、地点、现场情况）" in row["lacking"]


def test_a_report_does_not_change_what_was_told_of_the_call(there: Desk) -> None:
    again = there.report(EVENING, "unit", "2022-05-03 17:00", "--head-told", "2022-05-03 16:30")
    assert "单位负责人接报已经记的是 2022-05-03 14:30" in again.err
    same = there.report(EVENING, "unit", "2022-05-03 17:00", "--head-told", "2022-05-03 14:30")
    assert same.code == 0
    before = there.report(EVENING, "town", "2022-05-03 15:00")
    assert "镇上报 2022-05-03 15:00 早于镇接报 2022-05-03 15:10" in before.err
    district = there.report(EVENING, "district", "2022-05-03 14:00")
    assert "报告时间 2022-05-03 14:00 早于发生时间" in district.err


def test_the_day_of_a_step_is_that_of_its_moment(there: Desk) -> None:
    other = there.report(NOON, "town", "2022-05-03 16:00", "--on", "2022-05-04", *BY_TWO)
    assert "报告时间 是 2022-05-03，办理日期却写了 2022-05-04" in other.err
    assert there.report(NOON, "town", "2022-05-03 16:00", *BY_TWO).code == 0
    shown = there.at(NOON, "accident", "show", NO, "--format", "json").json
    assert shown["timeline"][-1]["effective_on"] == "2022-05-03"


def test_a_followup_says_something(there: Desk) -> None:
    follow = ("accident", "followup", NO, "--at", EVENING)
    assert "续报什么也没有写" in there.refused(EVENING, *follow)
    before = ("accident", "followup", NO, "--at", "2022-05-03 14:00", "--text", "还在救")
    assert "续报时间 2022-05-03 14:00 早于发生时间" in there.refused(EVENING, *before)


@pytest.mark.parametrize(
    ("figures", "grade", "problem"),
    [
        (FIGURES, "larger", "是一般事故，不能认定为较大"),
        (("--dead", "3"), "general", "是至少较大事故，不能认定为一般"),
        (("--dead", "10", "--injured", "0", "--missing", "0", "--loss", "0"), "较大", "是重大事故"),
    ],
)
def test_a_grade_is_that_of_the_table(
    desk: Desk, figures: tuple[str, ...], grade: str, problem: str
) -> None:
    desk.ok(EVENING, *ADD, *HAPPENED, *figures)
    determine = ("accident", "redetermine", NO, "--grade", grade, "--reason", "核实")
    assert problem in desk.refused(EVENING, *determine)


def test_what_is_known_of_all_lacks_nothing(desk: Desk) -> None:
    desk.ok(EVENING, *ADD, *HAPPENED, *TOLD, *FIGURES, *PARTS)
    row = desk.record(EVENING)
    assert (row["lacking"], row["graded"], row["loss"]) == ([], "一般", 200_000)
    assert row["days_overdue"] is None


def test_it_is_said_at_once_what_is_to_be_seen_to(desk: Desk) -> None:
    run = desk.at(EVENING, *ADD, *HAPPENED)
    assert f"{NO} 报告缺的要素：" in run.err
    assert "单位上报的时限算不出：起算的时刻没有记" in run.err
