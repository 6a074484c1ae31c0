"""What is done about units and people: recorded with who, why and what came of it; the ladder that tells what is next, and the marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Zizhao

HAZARD, NO = "YH-2022-0001", "WZ-2022-0001"
FOUND = ("--unit", "桂香村", "--measure", "6", "--found", "2022-05-05", "--due", "2022-05-20")
TALK = (
    *("action", "add", "--kind", "约谈", "--unit", "桂香村", "--person", "谭二"),
    *("--post", "村主任", "--reason", "逾期不整改", "--record", HAZARD, "--on", "2022-06-01"),
)
SINCE = ("--on", "2022-04-20")
TALKED = ("--talked-by", "石世文", "--talked-by", "刘和平")
PURSUE = (
    *("action", "add", "--kind", "追究责任", "--unit", "桂香村", "--person", "谭二"),
    *("--post", "村主任", "--reason", "失职", "--on", "2022-06-01"),
)


@pytest.fixture
def found(zizhao: Zizhao) -> Zizhao:
    zizhao.ok("hazard", "add", *FOUND, "--title", "堵塞", "--responsible", "谭二")
    return zizhao


def shown(zizhao: Zizhao, no: str = NO) -> dict[str, Any]:
    return dict(zizhao("action", "show", no, "--format", "json").json)


def report(zizhao: Zizhao, name: str, *args: str) -> dict[str, Any]:
    return dict(zizhao("report", name, *args, "--format", "json").json)


def test_an_interview_is_answered_in_writing(found: Zizhao) -> None:
    nobody = found(*TALK)
    assert (nobody.code, "--talked-by" in nobody.err) == (3, True)
    assert found.ok(*TALK, *TALKED) == NO
    row = shown(found)
    told = ("kind", "state", "answer_due_on", "talked_by", "records", "post")
    expected = ["interview", "taken", "2022-06-09", ["石世文", "刘和平"], [HAZARD], "村主任"]
    assert [row[key] for key in told] == expected
    listed = ("action", "list", "--as-of", "2022-06-12", "--state", "已采取", "--format", "json")
    (waiting,) = found(*listed).json["rows"]
    assert (waiting["days_waiting"], waiting["days_overdue"]) == (11, 3)
    found.ok("action", "answer", NO, "--answer", "已拆除", "--on", "2022-06-13")
    assert shown(found)["days_waiting"] is None
    assert found(*listed).json["count"] == 1
    found.ok("action", "retract", NO, "--reason", "记错")
    assert shown(found)["state"] == "taken"
    found.ok("db", "verify")


def test_a_pursuit_goes_step_by_step(found: Zizhao) -> None:
    for missing, option in (
        (("--subject", "某事故"), "--layer"),
        (("--layer", "直接"), "--record"),
    ):
        run = found(*PURSUE, *missing)
        assert (run.code, option in run.err) == (3, True)
    found.ok(*PURSUE, "--layer", "直接责任", "--subject", "某事故")
    assert shown(found)["state"] == "proposed"
    decide = ("action", "decide", NO, "--decision", "诫勉", "--decided-by", "镇纪委")
    assert found(*decide).code == 3
    assert found("action", "answer", NO, "--answer", "已改").code == 3
    assert found("action", "carry-out", NO).code == 3
    found.ok("action", "open", NO, "--body", "镇纪委", "--on", "2022-06-05")
    found.ok(*decide, "--on", "2022-06-20")
    found.ok("action", "carry-out", NO, "--on", "2022-06-30")
    row = shown(found)
    assert (row["state"], row["decided_on"], row["body"]) == ("carried_out", "2022-06-20", "镇纪委")
    handed = ("--handed-to", "区公安局", "--receipt-no", "1号")
    assert found("action", "hand-over", NO, *handed).code == 3
    found.ok(*PURSUE, "--layer", "领导", "--record", HAZARD)
    found.ok("action", "hand-over", "WZ-2022-0002", *handed)
    assert shown(found, "WZ-2022-0002")["receipt_no"] == "1号"
    turned = found("action", "edit", NO, "--kind", "提醒")
    assert turned.code == 3
    found.ok("db", "verify")


@pytest.mark.parametrize(
    ("args", "option"),
    [
        (("--kind", "提醒"), "--unit"),
        (("--kind", "提醒", "--person", "谭二"), "--post"),
        (("--kind", "提醒", "--unit", "桂香村", "--layer", "直接"), "--layer"),
        (("--kind", "提醒", "--unit", "桂香村", "--record", "YH-2022-0009"), "YH-2022-0009"),
        (("--kind", "罚款", "--unit", "桂香村"), "罚款"),
    ],
)
def test_what_is_refused(found: Zizhao, args: tuple[str, ...], option: str) -> None:
    run = found("action", "add", "--reason", "不整改", *args)
    assert (run.code, option in run.err) == (3, True)


def test_an_exposure_is_made_public(found: Zizhao) -> None:
    found.ok(
        "action",
        "add",
        "--kind",
        "曝光",
        "--unit",
        "桂香村",
        "--reason",
        "屡禁不止",
        "--on",
        "2022-05-30",
    )
    assert found("action", "list", "--unpublished", "--format", "json").json["count"] == 1
    found.ok("action", "publish", NO, "--medium", "公示栏")
    assert found("action", "list", "--unpublished", "--format", "json").json["count"] == 0


def test_the_layers_that_are_missing_are_told(found: Zizhao) -> None:
    for layer, of in (("直接", "某事故"), ("领导", "某 事故"), ("监管", "某事故")):
        found.ok(*PURSUE, "--layer", layer, "--subject", of)
    found.ok(*PURSUE, "--layer", "直接", "--record", HAZARD)
    numbers = [f"WZ-2022-000{number}" for number in range(1, 5)]
    # What is but proposed holds nobody to account yet.
    assert report(found, "accountability")["totals"] == {"subjects": 2, "lacking": 2}
    found.ok("action", "open", *numbers, "--body", "镇纪委", "--on", "2022-06-05")
    decided = ("--decision", "诫勉", "--decided-by", "镇纪委", "--on", "2022-06-06")
    found.ok("action", "decide", *numbers, *decided)
    lacking = report(found, "accountability")
    (row,) = lacking["rows"]
    assert (row["subject"], row["direct"]) == (HAZARD, ["WZ-2022-0004"])
    assert row["missing"] == ["leading", "supervising"]
    assert lacking["totals"] == {"subjects": 2, "lacking": 1}
    assert report(found, "accountability", "--complete")["count"] == 2
    assert report(found, "accountability", "--as-of", "2022-05-31")["count"] == 0
    assert found("report", "accountability", "--unit", "桂香村").code == 2


def turned_on(zizhao: Zizhao, **changed: str) -> None:
    zizhao.ok("init", "--with-data")
    file = zizhao.db.parent / "data" / "escalation.yaml"
    text = file.read_text("utf-8").replace("enabled: false", "enabled: true")
    for old, new in changed.items():
        assert f"{old}:" in text
        text = text.replace(f"{old}:", f"{old}: {new} #")
    file.write_text(text, "utf-8")


def test_the_ladder_is_an_example_and_off(found: Zizhao) -> None:
    told = report(found, "escalation", "--as-of", "2022-07-01")
    assert (told["enabled"], told["count"]) == (False, 0)
    assert "enabled 改为 true" in found.ok("report", "escalation")


def steps(zizhao: Zizhao, day: str, trigger: str) -> list[tuple[Any, ...]]:
    rows = report(zizhao, "escalation", "--as-of", day, "--unit", "桂香村")["rows"]
    keys = ("records", "taken", "action", "due_on")
    return [tuple(row[key] for key in keys) for row in rows if row["trigger"] == trigger]


def test_the_ladder_tells_the_next_step_and_why(found: Zizhao) -> None:
    turned_on(found)
    assert steps(found, "2022-05-20", "not_put_right") == []
    assert steps(found, "2022-05-21", "not_put_right") == [
        ([HAZARD], [], "supervise", "2022-05-21")
    ]
    found.ok(*TALK, *TALKED)
    assert steps(found, "2022-06-15", "not_put_right") == []
    next_one = [([HAZARD], [NO], "circular", "2022-06-16")]
    assert steps(found, "2022-06-16", "not_put_right") == next_one
    assert steps(found, "2022-05-31", "not_put_right")[0][2] == "supervise"
    found.ok("action", "void", NO, "--reason", "记错", "--approved-by", "石世文")
    assert steps(found, "2022-06-16", "not_put_right")[0][2] == "supervise"


def test_a_hazard_that_is_listed_is_supervised(found: Zizhao) -> None:
    turned_on(found)
    listed = ("supervision", "add", "--hazard", HAZARD, "--level", "区级", "--body", "区安委会")
    assert found.ok(*listed, "--on", "2022-05-10", "--due", "2022-08-01") == "GP-2022-0001"
    # It was listed before its term was over, so the rung is taken on the day from which it is late.
    assert steps(found, "2022-05-27", "not_put_right") == []
    talk = [([HAZARD], ["GP-2022-0001"], "interview", "2022-05-28")]
    assert steps(found, "2022-05-28", "not_put_right") == talk
    assert "挂牌督办（supervision）算采取了督办" in found.ok("report", "escalation")
    found.ok("supervision", "void", "GP-2022-0001", "--reason", "记错", "--approved-by", "石世文")
    assert steps(found, "2022-05-28", "not_put_right")[0][2] == "supervise"


def test_who_does_not_check_himself_is_reminded(found: Zizhao) -> None:
    turned_on(found)
    assert steps(found, "2022-05-20", "no_self_check") == [([], [], "remind", "2022-05-20")]
    check = ("--unit", "桂香村", "--measure", "6", "--kind", "自查", "--on", "2022-05-25")
    found.ok("check", "add", *check, "--result", "pass")
    assert steps(found, "2022-06-20", "no_self_check") == []


def test_thin_and_copied_measures_and_what_came_back_are_told(zizhao: Zizhao) -> None:
    turned_on(zizhao, copied_in="2")
    for unit, title in (("桂香村", "甲"), ("先进村", "乙"), ("桂香村", "丙")):
        where = ("--unit", unit, "--measure", "6", "--found", "2022-05-05")
        zizhao.ok("hazard", "add", *where, "--due", "2022-12-20", "--title", f"{title}处堵塞")
    copied = "按照上级要求立即组织人员进行全面整改"
    for no, text in ((1, copied), (2, copied), (3, "改")):
        plan = ("--measures", text, "--on", "2022-05-06")
        zizhao.ok("hazard", "plan", f"YH-2022-000{no}", *plan)
    both = [HAZARD, "YH-2022-0003"]
    assert steps(zizhao, "2022-05-06", "thin_measures") == [(both, [], "remind", "2022-05-06")]
    close = ("--on", "2022-05-08")
    zizhao.ok("hazard", "rectify", HAZARD, "--rectified-by", "谭二", *close)
    zizhao.ok("hazard", "review", HAZARD, "--pass", "--reviewer", "陈科旭", *close)
    again = ("--unit", "桂香村", "--measure", "6", "--found", "2022-05-20", "--due", "2022-12-20")
    zizhao.ok("hazard", "add", *again, "--title", "甲处堵塞")
    back = [(["YH-2022-0004"], [], "remind", "2022-05-20")]
    assert steps(zizhao, "2022-05-20", "rebound") == back


def test_a_mistake_in_the_ladder_is_named(found: Zizhao) -> None:
    turned_on(found, thin_below="很短")
    run = found("report", "escalation")
    assert (run.code, "thin_below" in run.err) == (3, True)


def marked(zizhao: Zizhao, *args: str) -> dict[str, Any]:
    return report(zizhao, "appraisal", "--as-of", "2022-07-01", *args)


def items(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    (one,) = told["marked"]
    return {item["item"]: item for item in one["items"]}


def test_units_are_marked_and_each_point_has_its_records(found: Zizhao) -> None:
    found.ok(*TALK, *TALKED)
    told = marked(found, "--unit", "桂香村")
    of = items(told)
    assert (of["overdue"]["points"], of["overdue"]["numbers"]) == (12.0, [HAZARD])
    assert (of["rectification"]["figure"], of["rectification"]["missing"]) == (0.0, [HAZARD])
    assert (of["actions"]["points"], of["actions"]["numbers"]) == (8.0, [NO])
    assert "示例" in told["source"]
    (row,) = told["rows"]
    assert row["points"] == sum(item["points"] for item in of.values())
    nothing = marked(found, "--unit", "先进村")
    assert nothing["rows"][0]["rectification"] is None
    assert nothing["rows"][0]["overdue"] is None
    assert items(nothing)["self_check"]["figure"] == 0.0


def test_who_has_less_to_go_by_is_told_apart(found: Zizhao) -> None:
    told = marked(found)
    assert told["base"] == {"from": None, "to": "2022-07-01"}
    assert (told["totals"]["partial"], told["totals"]["marked"]) == (
        told["count"] - 1,
        told["count"],
    )
    keys = [(-row["share"], -row["of"]) for row in told["rows"] if row["share"] is not None]
    assert keys == sorted(keys)
    text = found.ok("report", "appraisal", "--as-of", "2022-07-01", "--explain")
    assert f"满分不到 100 分的 {told['totals']['partial']} 个" in text
    assert "没有可数的（没有他的隐患" in text


def test_a_closing_that_was_taken_back_costs_who_closed_it(found: Zizhao) -> None:
    found.ok("hazard", "rectify", HAZARD, "--rectified-by", "谭二", "--on", "2022-05-19")
    found.ok("hazard", "review", HAZARD, "--pass", "--reviewer", "刘和平", "--on", "2022-05-20")
    found.ok("person", "add", "P1", "--name", "刘和平", "--post", "应急办负责人", *SINCE)
    for taken_back, points in ((False, 10.0), (True, 5.0)):
        if taken_back:
            why = ("--reason", "没有整改", "--approved-by", "石世文", "--yes")
            found.ok("hazard", "retract", HAZARD, *why)
        assert items(marked(found, "--by", "person"))["reopened"]["points"] == points
    assert items(marked(found, "--unit", "桂香村"))["reopened"]["numbers"] == [HAZARD]


def test_people_are_marked_by_post_and_namesakes_are_not(found: Zizhao) -> None:
    found.ok(
        "person", "add", "P1", "--name", "谭二", "--post", "村主任", "--unit", "桂香村", *SINCE
    )
    found.ok("person", "add", "P2", "--name", "石世文", "--post", "镇长", *SINCE)
    told = marked(found, "--by", "person")
    assert [row["name"] for row in told["rows"]] == ["谭二", "石世文"]
    assert told["rows"][0]["overdue"] == 27.0
    assert (told["rows"][1]["overdue"], told["rows"][1]["share"]) == (None, None)
    found.ok("person", "add", "P3", "--name", "谭 二", "--post", "主任", "--unit", "先进村", *SINCE)
    told = marked(found, "--by", "person", "--explain")
    assert [row["name"] for row in told["rows"]] == ["石世文"]
    assert told["totals"] == {"marked": 1, "partial": 1, "namesakes": 2}
    assert found("report", "appraisal", "--by", "天").code == 3


def test_the_office_gives_its_own_points(found: Zizhao) -> None:
    found.ok("init", "--with-data")
    file = found.db.parent / "data" / "appraisal.yaml"
    text = file.read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("  rebound")]
    file.write_text(
        "\n".join(lines).replace("points: 15, each: 3", "points: 15, each: 15"), "utf-8"
    )
    of = items(marked(found, "--unit", "桂香村"))
    assert (of["overdue"]["points"], "rebound" in of) == (0.0, False)
    file.write_text(text.replace("overdue", "overdu"), "utf-8")
    run = found("report", "appraisal")
    assert (run.code, "overdu" in run.err) == (3, True)


def test_a_list_is_imported_once(found: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "措施.csv"
    rows = (
        "措施,单位,对象人员,当日职务,责任层次,涉及的记录,涉及事项,事由,约谈人,日期",
        f"约谈,桂香村,谭二,村主任,,{HAZARD},,不整改,石世文、刘和平,2022-06-01",
        "追究责任,桂香村,谭二,村主任,直接责任,,某事故,失职,,2022-06-02",
        "激励,先进村,,,,,,零事故,,2022-06-03",
    )
    file.write_text("\n".join(rows), encoding="utf-8")
    for expected in ({"new": 3, "same": 0}, {"new": 0, "same": 3}):
        receipt = found("action", "import", str(file), "--format", "json").json
        assert {key: receipt[key] for key in expected} == expected
    assert shown(found)["talked_by"] == ["石世文", "刘和平"]
    assert shown(found, "WZ-2022-0002")["state"] == "proposed"
    found.ok("db", "verify")


def test_nobody_decides_on_himself(found: Zizhao) -> None:
    found.ok(*PURSUE, "--layer", "直接责任", "--subject", "某事故")
    found.ok("action", "open", NO, "--body", "镇纪委", "--on", "2022-06-05")
    person = shown(found)["person"]
    decide = ("action", "decide", NO, "--decision", "诫勉", "--decided-by", str(person))
    run = found(*decide, "--on", "2022-06-20")
    assert (run.code, "不能是同一个人" in run.err) == (3, True), run.err


def test_what_was_done_about_somebody_is_told_by_his_names_and_unit(found: Zizhao) -> None:
    who = ("--name", "谭二", "--alias", "谭老二", "--post", "村主任", "--unit", "桂香村")
    found.ok("person", "add", "P1", *who, *SINCE)
    add = (
        "action",
        "add",
        "--kind",
        "提醒",
        "--reason",
        "逾期",
        "--post",
        "村主任",
        "--on",
        "2022-06-02",
    )
    found.ok(*add, "--person", "谭老二", "--unit", "桂香村")
    found.ok(*add, "--person", "谭二（主任）", "--unit", "桂香村")
    found.ok(*add, "--person", "谭二", "--unit", "先进村")
    (one,) = marked(found, "--by", "person")["marked"]
    (actions,) = [item for item in one["items"] if item["item"] == "actions"]
    assert actions["numbers"] == ["WZ-2022-0001", "WZ-2022-0002"]
