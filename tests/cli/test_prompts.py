"""What is missing is asked for on a terminal, one question at a time; elsewhere it is refused by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.pictures import picture
from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    """The program on a copy of the examples' ledger."""
    return morning.copy(tmp_path)


def test_hazard_add_asks_for_everything_with_choices_and_defaults(
    zizhao: Morning, tmp_path: Path
) -> None:
    with Terminal(zizhao, "hazard", "add") as terminal:
        assert "名称" in terminal.answer("单位", "桂香村")
        assert "1–15" in terminal.answer("条款", "第六条")
        terminal.answer("隐患描述", "出口[/堵]塞𠮷")
        assert "［2022-07-15］" in terminal.answer("日期", "2022-07-01")
        level = terminal.answer("等级", "")
        assert "general 一般" in level
        assert "major 重大" in level
        assert "［general］" in level
        handling = terminal.answer("处理方式", "")
        assert "immediate 立即整改" in handling
        assert "［deadline］" in handling
        assert "+15d" in terminal.answer("期限", "+5d")
        terminal.answer("部位", "一楼")
        terminal.answer("行业", "消防")
        terminal.answer("责任人", "张静")
        terminal.answer("来源", "群众举报")
        terminal.answer("佐证", "没有这张.jpg")
        terminal.read_until("没有这张.jpg")
        terminal.answer("\n佐证", picture(tmp_path, "甲.jpg"))
        terminal.answer("还有的佐证", "")
        shown = terminal.agree()
        assert "登记 YH-2022-0007：桂香村，出口[/堵]塞𠮷，期限 2022-07-06（周三）" in shown
        assert terminal.finish() == 0
        assert terminal.text.endswith(
            "\nYH-2022-0007\nzizhao: YH-2022-0007 现在是“已登记”，期限 2022-07-06（周三）\n"
        )
    added = zizhao("hazard", "show", "YH-2022-0007", "--format", "json").json
    expected = {
        "unit": "桂香村",
        "measure": 6,
        "title": "出口[/堵]塞𠮷",
        "found_on": "2022-07-01",
        "due_on": "2022-07-06",
        "level": "general",
        "handling": "deadline",
        "location": "一楼",
        "responsible": "张静",
        "sector": "消防",
        "source": "群众举报",
    }
    assert [file["name"] for file in added["evidence"]] == ["甲.jpg"]
    assert {key: added[key] for key in expected} == expected


def test_a_wrong_answer_is_asked_again_with_the_reason(zizhao: Morning) -> None:
    wrong = [
        ("单位", "桂花村", "单位名册里没有 “桂花村”"),
        ("条款", "16", "没有条款 “16”"),
        ("隐患描述", "   ", "隐患描述是空的"),
        ("日期", "2022-02-30", "历法上没有这一天"),
        ("等级", "特大", "等级不认识 “特大”"),
        ("处理方式", "明天", "处理方式不认识 “明天”"),
        ("期限", "下周", "期限 “下周”"),
    ]
    right = {"单位": "GXC", "条款": "6", "隐患描述": "堵塞", "部位": ""}
    with Terminal(zizhao, "hazard", "add") as terminal:
        refused = {question: (answer, reason) for question, answer, reason in wrong}
        for question in (
            "单位",
            "条款",
            "隐患描述",
            "日期",
            "等级",
            "处理方式",
            "期限",
            "部位",
            "行业",
            "责任人",
            "来源",
            "佐证",
        ):
            if question in refused:
                answer, reason = refused[question]
                terminal.answer(question, answer)
                terminal.read_until(reason)
                terminal.read_until("\n")
            terminal.answer(
                f"\n{question}" if question in refused else question, right.get(question, "")
            )
        terminal.agree()
        assert terminal.finish() == 0
        assert "YH-2022-0007" in terminal.text


def test_an_empty_answer_is_called_empty(zizhao: Morning) -> None:
    with Terminal(zizhao, "hazard", "add", "--title", "堵塞") as terminal:
        terminal.answer("单位", "")
        terminal.read_until("单位是空的")
        terminal.answer("\n单位", "GXC")
        terminal.answer("条款", "")
        terminal.read_until("条款是空的")


def test_only_what_is_missing_is_asked_and_a_major_hazard_needs_its_deadline(
    zizhao: Morning,
) -> None:
    args = ("--unit", "GXC", "--measure", "6", "--level", "major", "--handling", "deadline")
    with Terminal(zizhao, "hazard", "add", *args) as terminal:
        terminal.answer("隐患描述", "边坡滑塌")
        terminal.answer("日期", "")
        terminal.answer("期限", "")
        terminal.read_until("重大隐患必须写明整改期限")
        terminal.answer("\n期限", "+10wd")
        for question in ("部位", "行业", "责任人", "来源", "佐证"):
            terminal.answer(question, "")
        terminal.agree()
        assert terminal.finish() == 0
        for asked in ("单位（", "条款（", "等级（", "处理方式（"):
            assert asked not in terminal.text


def test_an_immediate_hazard_is_not_asked_for_its_deadline(zizhao: Morning) -> None:
    args = ("--unit", "GXC", "--measure", "6", "--handling", "立即整改")
    with Terminal(zizhao, "hazard", "add", *args) as terminal:
        for question in ("隐患描述", "日期", "等级", "部位", "行业", "责任人", "来源", "佐证"):
            terminal.answer(question, "堵塞" if question == "隐患描述" else "")
        terminal.agree()
        assert terminal.finish() == 0
        assert "期限（" not in terminal.text


def test_nothing_is_asked_where_the_answer_goes_to_a_script(zizhao: Morning) -> None:
    args = ("--unit", "GXC", "--measure", "6", "--level", "general", "--handling", "deadline")
    with Terminal(zizhao, "hazard", "add", *args, "--due", "+1d", piped=True) as terminal:
        assert terminal.finish() == 2
        assert "缺少 --title" in terminal.text
        assert terminal.stdout == b""


def test_check_add_asks_on_for_the_hazard_where_the_check_failed(zizhao: Morning) -> None:
    with Terminal(zizhao, "check", "add") as terminal:
        terminal.answer("单位", "GXC")
        terminal.answer("条款", "6")
        assert "pass 符合" in terminal.answer("检查结果", "不符合")
        terminal.answer("日期", "")
        assert "joint 联合检查" in terminal.answer("检查类型", "联合检查")
        terminal.answer("检查人", "陈科旭、罗明")
        terminal.answer("还有的检查人", "刘和平")
        terminal.answer("还有的检查人", "")
        for question in ("隐患描述", "等级", "处理方式", "期限", "部位", "行业", "责任人", "佐证"):
            terminal.answer(question, "电线裸露" if question == "隐患描述" else "")
        shown = terminal.agree()
        assert "登记 JC-2022-00006：桂香村，2022-07-15" in shown
        assert "登记 YH-2022-0007：桂香村，电线裸露，期限 2022-07-30（周六）" in shown
        assert terminal.finish() == 0
    check = zizhao("check", "show", "JC-2022-00006", "--format", "json").json
    assert (check["kind"], check["inspectors"]) == ("joint", ["陈科旭", "罗明", "刘和平"])
    assert check["hazards"] == ["YH-2022-0007"]


def test_check_add_asks_no_more_where_the_check_passed(zizhao: Morning) -> None:
    with Terminal(zizhao, "check", "add", "--unit", "GXC", "--measure", "6") as terminal:
        terminal.answer("检查结果", "符合")
        for question in ("日期", "检查类型", "检查人", "佐证"):
            terminal.answer(question, "")
        terminal.agree()
        assert terminal.finish() == 0
        assert terminal.text.endswith("JC-2022-00006\n")


def test_a_review_is_answered_with_pass_or_fail_only(zizhao: Morning) -> None:
    zizhao("hazard", "rectify", "YH-2022-0005", "--on", "2022-07-01")
    with Terminal(zizhao, "hazard", "review", "YH-2022-0005", "--on", "2022-07-02") as terminal:
        terminal.answer("复查人", "陈科旭")
        terminal.answer("复查结果", "na")
        assert "不认识" in terminal.answer("复查结果", "fail")
        terminal.agree()
        assert terminal.finish() == 0
    assert (
        zizhao("hazard", "show", "YH-2022-0005", "--format", "json").json["state"] == "rectifying"
    )


def test_the_steps_ask_for_what_they_need(zizhao: Morning) -> None:
    with Terminal(zizhao, "hazard", "extend", "YH-2022-0005", "--on", "2022-07-01") as terminal:
        terminal.answer("新期限", "")
        terminal.read_until("新期限是空的")
        terminal.answer("\n新期限", "2022-08-01")
        terminal.answer("延期理由", "等护栏到货")
        terminal.answer("防范措施", "设警示带")
        terminal.answer("申请人", "")
        terminal.answer("批准人", "刘和平")
        shown = terminal.agree()
        assert "期限 2022-07-02（周六）" in shown
        assert "延期，2022-07-01（周五）：期限 2022-07-02 → 2022-08-01" in shown
        assert terminal.finish() == 0
        assert "期限 2022-08-01（周一）" in terminal.text
    with Terminal(zizhao, "hazard", "plan", "YH-2022-0005") as terminal:
        for question, answer in [
            ("责任人", "吴世明"),
            ("措施", "加装护栏"),
            ("资金", "2万元"),
            ("时限", "2022-07-31"),
            ("应急预案", "封路"),
        ]:
            terminal.answer(question, answer)
        terminal.agree()
        assert terminal.finish() == 0
    zizhao.ok("hazard", "rectify", "YH-2022-0005", "--on", "2022-07-15")
    with Terminal(zizhao, "hazard", "review", "YH-2022-0005") as terminal:
        terminal.answer("复查人", "陈科旭")
        assert "pass 通过" in terminal.answer("复查结果", "pass")
        assert "［2022-07-15］" in terminal.answer("复查日期", "")
        terminal.agree()
        assert terminal.finish() == 0
    record = zizhao("hazard", "show", "YH-2022-0005", "--format", "json").json
    assert (record["state"], record["due_on"], record["plan_funds"]) == (
        "closed",
        "2022-08-01",
        "2万元",
    )


def test_what_the_ledger_refuses_is_asked_again_at_once(zizhao: Morning) -> None:
    """By what is recorded of the hazard, and by the answers before."""

    def refused(terminal: Terminal, question: str, answer: str, why: str) -> None:
        terminal.answer(question, answer)
        terminal.read_until(why)
        terminal.read_until("\n")

    with Terminal(zizhao, "hazard", "extend", "YH-2022-0005", "--on", "2022-07-01") as terminal:
        refused(terminal, "新期限", "2022-07-02", "不晚于现期限 2022-07-02")
        terminal.answer("新期限", "2022-08-01")
        terminal.answer("延期理由", "等护栏到货")
        terminal.answer("防范措施", "设警示带")
        terminal.answer("申请人", "谭二")
        refused(terminal, "批准人", "谭 二", "不能是同一个人")
        terminal.answer("批准人", "刘和平")
        terminal.agree()
        assert terminal.finish() == 0
    with Terminal(zizhao, "hazard", "plan", "YH-2022-0005", "--on", "2022-07-02") as terminal:
        terminal.answer("责任人", "吴世明")
        refused(terminal, "措施", "/", "等于没有写")
        terminal.answer("措施", "加装护栏")
        refused(terminal, "资金", "-5", "不能是负数")
        terminal.answer("资金", "2万元")
        refused(terminal, "时限", "2022-08-02", "晚于整改期限 2022-08-01")
        terminal.answer("时限", "2022-08-01")
        terminal.answer("应急预案", "封路")
        terminal.agree()
        assert terminal.finish() == 0
    zizhao.ok("hazard", "rectify", "YH-2022-0005", "--rectified-by", "谭二", "--on", "2022-07-10")
    with Terminal(zizhao, "hazard", "review", "YH-2022-0005") as terminal:
        refused(terminal, "复查人", "谭二", "不能是同一个人")
        terminal.answer("复查人", "陈科旭")
        terminal.answer("复查结果", "pass")
        refused(terminal, "复查日期", "2022-07-09", "早于上一步的日期 2022-07-10")
        terminal.answer("复查日期", "2022-07-11")
        terminal.agree()
        assert terminal.finish() == 0
    record = zizhao("hazard", "show", "YH-2022-0005", "--format", "json").json
    assert (record["due_on"], record["plan_due_on"], record["closed_on"]) == (
        *("2022-08-01", "2022-08-01"),
        "2022-07-11",
    )


def test_what_no_answer_would_change_is_refused_before_the_questions(zizhao: Morning) -> None:
    with Terminal(zizhao, "hazard", "extend", "YH-2022-0005", columns=200) as terminal:
        assert terminal.finish() == 3
    assert "申请延期的日子 2022-07-15 已过期限 2022-07-02" in terminal.text
    assert "新期限" not in terminal.text


def test_a_part_of_a_plan_that_is_written_may_stay(zizhao: Morning) -> None:
    zizhao.ok("hazard", "plan", "YH-2022-0005", "--responsible", "吴世明", "--funds", "0")
    with Terminal(zizhao, "hazard", "plan", "YH-2022-0005") as terminal:
        assert "空着即不改" in terminal.answer("责任人", "")
        assert "空着即不改" not in terminal.answer("措施", "加装护栏")
        assert "空着即不改" in terminal.answer("资金", "2万元")
        terminal.answer("时限", "2022-07-01")
        terminal.answer("应急预案", "封路")
        terminal.agree()
        assert terminal.finish() == 0
    record = zizhao("hazard", "show", "YH-2022-0005", "--format", "json").json
    assert (record["plan_responsible"], record["plan_measures"], record["plan_funds"]) == (
        *("吴世明", "加装护栏"),
        "2万元",
    )
    with Terminal(zizhao, "hazard", "plan", "YH-2022-0005") as terminal:
        for part in ("责任人", "措施", "资金", "时限", "应急预案"):
            assert "空着即不改" in terminal.answer(part, "")
        assert terminal.finish() == 3


def test_a_unit_that_cannot_be_is_refused_before_its_kind_is_asked_for(zizhao: Morning) -> None:
    for code, why in (("中文", "单位代码 “中文” 不合格式"), ("GXC", "代码 “GXC” 已用于单位")):
        script = zizhao("unit", "add", code, "试店")
        assert (script.code, why in script.err) == (3, True), script.err
        with Terminal(zizhao, "unit", "add", code, "试店") as terminal:
            assert terminal.finish() == 3
        assert why in terminal.text
        assert "单位类别" not in terminal.text
    with Terminal(zizhao, "unit", "add", "SD", "试店") as terminal:
        terminal.answer("单位类别", "企业")
        assert terminal.finish() == 0


def test_one_who_rectified_several_is_asked_for_as_such(zizhao: Morning) -> None:
    new = ("--unit", "GXC", "--measure", "6", "--found", "2022-07-01", "--title")
    mine = zizhao.ok("hazard", "add", *new, "门堵", "--responsible", "张静")
    nobodys = zizhao.ok("hazard", "add", *new, "灯坏")
    with Terminal(zizhao, "hazard", "rectify", mine, nobodys) as terminal:
        assert "2 项都记此人，登记了别人的也是" in terminal.answer("整改人", "谭二")
        terminal.answer("整改日期", "")
        terminal.agree()
        assert terminal.finish() == 0
    for no in (mine, nobodys):
        steps = zizhao("hazard", "show", no, "--format", "json").json["timeline"]
        assert steps[-1]["detail"]["rectified_by"] == "谭二"


def test_a_step_that_asks_also_asks_for_its_day(zizhao: Morning) -> None:
    new = ("--unit", "GXC", "--measure", "6", "--title", "堵塞", "--found", "2022-07-01")
    no = zizhao.ok("hazard", "add", *new)
    with Terminal(zizhao, "hazard", "rectify", no) as terminal:
        terminal.answer("整改人", "谭二")
        assert "［2022-07-15］" in terminal.answer("整改日期", "2022-07-16")
        terminal.read_until("还没有到")
        terminal.answer("\n整改日期", "2022-07-04")
        terminal.agree()
        assert terminal.finish() == 0
    with Terminal(zizhao, "hazard", "review", no, "--pass") as terminal:
        terminal.answer("复查人", "陈科旭")
        terminal.answer("复查日期", "2022-07-05")
        terminal.agree()
        assert terminal.finish() == 0
    record = zizhao("hazard", "show", no, "--format", "json").json
    assert (record["rectified_on"], record["closed_on"]) == ("2022-07-04", "2022-07-05")


@pytest.mark.parametrize(
    ("args", "question"),
    [
        (("hazard", "add"), "单位"),
        (("check", "add"), "单位"),
        (("hazard", "plan", "YH-2022-0005"), "责任人"),
        (("hazard", "review", "YH-2022-0005"), "复查人"),
        (("hazard", "extend", "YH-2022-0005", "--on", "2022-07-01"), "新期限"),
        (("hazard", "transfer", "YH-2022-0005"), "移送给谁"),
        (("hazard", "void", "YH-2022-0005"), "作废理由"),
        (("unit", "retire", "GXC"), "停用理由"),
    ],
)
def test_ctrl_c_at_a_question_writes_nothing(
    zizhao: Morning, args: tuple[str, ...], question: str
) -> None:
    if "review" in args:
        zizhao.ok("hazard", "rectify", "YH-2022-0005")
    before = zizhao.db.read_bytes()
    with Terminal(zizhao, *args) as terminal:
        terminal.read_until(question)
        terminal.read_until("：")
        terminal.interrupt()
        assert terminal.finish() == 130
        assert "已中断，没有办完的事没有写入" in terminal.text
        assert "Traceback" not in terminal.text
    assert zizhao.db.read_bytes() == before


@pytest.mark.parametrize(
    "step", ["plan", "review", "extend", "transfer", "void", "replace", "reopen"]
)
def test_nothing_is_asked_for_a_step_that_is_not_allowed(morning: Morning, step: str) -> None:
    with Terminal(morning, "hazard", step, "yh-2022-2") as terminal:
        assert terminal.finish() == 3
        assert terminal.text.startswith("zizhao: 错误: YH-2022-0002 现在是“已销号”，不能")


CORRECTIONS = [
    (("hazard", "retract", "YH-2022-0002", "--approved-by", "石世文"), "已销号 → 已整改待复查"),
    (("hazard", "void", "YH-2022-0006", "--approved-by", "石世文"), "→ 已作废"),
    (
        ("hazard", "replace", "YH-2022-0006", "--unit", "大丘村", "--approved-by", "石世文"),
        "YH-2022-0006 → YH-2022-0007",
    ),
    (("hazard", "edit", "YH-2022-0006", "--level", "major"), "等级 一般 → 重大"),
    (("check", "replace", "JC-2022-00001", "--measure", "7"), "条款 1 → 7"),
]


@pytest.mark.parametrize(("args", "change"), CORRECTIONS)
@pytest.mark.parametrize("said", ["n", "", "y"])
def test_a_correction_is_shown_and_asked_for(
    zizhao: Morning, args: tuple[str, ...], change: str, said: str
) -> None:
    before = zizhao.db.read_bytes()
    with Terminal(zizhao, *args, "--reason", "记错") as terminal:
        shown = terminal.answer("照此记入账本？", said)
        assert change in shown
        which = re.search(rf"{args[2]}：.+，.+", shown)
        assert which
        assert ("期限 2022-" in which[0]) == (args[0] == "hazard")
        assert terminal.finish() == (0 if said == "y" else 3)
    assert ("没有确认，什么也没有写入" in terminal.text) == (said != "y")
    assert (zizhao.db.read_bytes() == before) == (said != "y")
    assert zizhao("db", "verify").code == 0


@pytest.mark.parametrize(("args", "change"), CORRECTIONS)
def test_yes_asks_nothing(zizhao: Morning, args: tuple[str, ...], change: str) -> None:
    with Terminal(zizhao, *args, "--reason", "记错", "--yes") as terminal:
        assert terminal.finish() == 0
        assert change in terminal.text
        assert "照此记入账本" not in terminal.text


STEPS = [
    (("hazard", "plan", "YH-2022-0006", "--funds", "2万元"), "制定整改方案，2022-07-15（周五）"),
    (
        ("hazard", "rectify", "YH-2022-0006", "--on", "2022-07-10"),
        "报整改完成，2022-07-10（周日）：状态 已登记 → 已整改待复查",
    ),
    (("hazard", "transfer", "YH-2022-0006", "--to", "区农委", "--reason", "超权限"), "移送，"),
    (("unit", "edit", "GXC", "--contact", "王桂芳"), "联系人 （空） → 王桂芳"),
    (("unit", "retire", "ZZYEY", "--reason", "停办"), "停用，2022-07-15（周五）"),
]


@pytest.mark.parametrize(("args", "step"), STEPS)
@pytest.mark.parametrize("said", ["n", ""])
def test_a_step_is_shown_before_it_is_taken(
    zizhao: Morning, args: tuple[str, ...], step: str, said: str
) -> None:
    before = zizhao.db.read_bytes()
    with Terminal(zizhao, *args) as terminal:
        shown = terminal.read_until("回车照此记入")
        assert step in shown
        if args[0] == "hazard":
            assert "YH-2022-0006：桂香村，渔船未配救生衣，期限 2022-07-05（周二）" in shown
        terminal.type(said)
        assert terminal.finish() == (3 if said else 0)
    assert (zizhao.db.read_bytes() == before) == bool(said)


@pytest.mark.parametrize("how", [{"ZIZHAO_YES": "1"}, {"piped": True}])
def test_a_step_is_taken_at_once_where_nobody_is_to_be_asked(
    zizhao: Morning, how: dict[str, Any]
) -> None:
    with Terminal(zizhao, "hazard", "rectify", "YH-2022-0006", **how) as terminal:
        assert terminal.finish() == 0
        assert "回车" not in terminal.text
        assert "现在是“已整改待复查”，期限 2022-07-05（周二）" in terminal.text


def test_a_line_is_edited_by_character_and_by_arrow(zizhao: Morning) -> None:
    with Terminal(zizhao, "hazard", "rectify", "YH-2022-0006", "--rectified-by", "甲") as terminal:
        terminal.agree()
        terminal.finish()
    with Terminal(zizhao, "hazard", "review", "YH-2022-0006", "--on", "2022-07-15") as terminal:
        terminal.answer("复查人", "陈旭旭\x7f\x1b[D科")
        terminal.answer("复查结果", "fail")
        assert "复查人 （空） → 陈科旭" in terminal.agree()


def test_what_was_shown_is_what_is_done(zizhao: Morning) -> None:
    zizhao.ok("hazard", "rectify", "YH-2022-0005", "--on", "2022-07-10")
    with Terminal(zizhao, "hazard", "retract", "YH-2022-0005", "--reason", "记错") as terminal:
        assert "撤回第 2 步（2022-07-10 报整改完成）" in terminal.read_until("照此记入账本？")
        review = ("--reviewer", "刘和平", "--fail", "--on", "2022-07-11")
        zizhao.ok("hazard", "review", "YH-2022-0005", *review)
        terminal.type("y")
        assert terminal.finish() == 3
        assert "确认以前账本里又记了别的，什么也没有写入" in terminal.text
    steps = zizhao("hazard", "show", "YH-2022-0005", "--format", "json").json["timeline"]
    assert [step["step"] for step in steps][-2:] == ["rectify", "review"]


def test_a_check_is_voided_as_it_was_when_that_was_asked(zizhao: Morning) -> None:
    with Terminal(zizhao, "check", "void", "JC-2022-00002", "--reason", "重复") as terminal:
        terminal.read_until("作废 JC-2022-00002？")
        zizhao.ok("check", "note", "JC-2022-00002", "补签字")
        terminal.type("y")
        assert terminal.finish() == 3
        assert "确认以前账本里又记了别的" in terminal.text
    assert zizhao("check", "show", "JC-2022-00002", "--format", "json").json["voided"] is False


def test_who_approves_is_asked_for(zizhao: Morning) -> None:
    with Terminal(zizhao, "hazard", "void", "YH-2022-0006", "--reason", "重复") as terminal:
        assert "已逾期 10 天，作废须经批准" in terminal.answer("批准人", "石世文")
        terminal.answer("照此记入账本？", "y")
        assert terminal.finish() == 0
    (row,) = zizhao("report", "voided", "--format", "json").json["rows"]
    assert row["approved_by"] == "石世文"


def test_mended_words_are_said_and_not_asked_for(zizhao: Morning) -> None:
    with Terminal(zizhao, "hazard", "edit", "YH-2022-0006", "--title", "堵塞") as terminal:
        assert terminal.finish() == 0
        assert "→ 堵塞" in terminal.text
        assert "照此记入账本" not in terminal.text


@pytest.mark.parametrize(
    ("args", "option"),
    [
        (("hazard", "add"), "--unit"),
        (("hazard", "add", "--unit", "GXC"), "--measure"),
        (("hazard", "add", "--unit", "GXC", "--measure", "6"), "--title"),
        (("check", "add", "--unit", "GXC", "--measure", "6"), "--result"),
        (("hazard", "plan", "YH-2022-0005"), "--responsible"),
        (("hazard", "review", "YH-2022-0005", "--pass"), "--reviewer"),
        (("hazard", "review", "YH-2022-0005", "--reviewer", "甲"), "--pass / --fail"),
        (("hazard", "extend", "YH-2022-0005"), "--due"),
        (("hazard", "transfer", "YH-2022-0005"), "--to"),
        (("hazard", "void", "YH-2022-0005"), "--reason"),
        (("check", "void", "JC-2022-00001"), "--reason"),
        (("unit", "add", "JC", "旧厂"), "--kind"),
    ],
)
def test_off_a_terminal_what_is_missing_is_named(
    morning: Morning, args: tuple[str, ...], option: str
) -> None:
    run = morning(*args, stdin="桂香村\n6\n".encode())
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"zizhao: 错误: 缺少 {option}（")
