"""What is missing is asked for on a terminal, one question at a time; elsewhere it is refused by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def test_a_line_is_edited_by_character_and_by_arrow(zizhao: Morning) -> None:
    with Terminal(zizhao, "hazard", "rectify", "YH-2022-0006", "--rectified-by", "甲") as terminal:
        terminal.agree()
        terminal.finish()
    with Terminal(zizhao, "hazard", "review", "YH-2022-0006", "--on", "2022-07-15") as terminal:
        terminal.answer("复查人", "陈旭旭\x7f\x1b[D科")
        terminal.answer("复查结果", "fail")
        assert "复查人 （空） → 陈科旭" in terminal.agree()


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
