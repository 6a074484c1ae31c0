"""Tip-offs: how one goes from its receipt to its end, its terms, what only the county may do, and what the program refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.custody import NAMED, SEALED
from zizhao_cli.settings import program_folders

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.diary import Diary

DATA = next(folder for folder in program_folders("data") if (folder / "policy.yaml").exists())
NO, OTHER = "JB-2022-0001", "JB-2022-0002"
ADD = ("tip", "add", "--channel", "电话", "--summary", "夜间违规生产烟花", "--unit", "桂香村")
BY = ("--received-by", "石世文")
APPROVED = ("--approved-by", "胡显胜")
REWARD = ("tip", "reward", NO, "--grounds", "罚款", "--decided-by", "黄麒麟")


@pytest.fixture
def told(custodial: Diary) -> Diary:
    add = (*ADD, *BY, *SEALED, "--risk", "重大")
    assert custodial.ok("2022-05-01", *add, stdin=NAMED) == NO
    return custodial


def shown(diary: Diary, no: str = NO) -> Any:
    return diary.on("2022-12-31", "tip", "show", no, "--format", "json").json


def listed(diary: Diary, day: str, *asked: str) -> dict[str, Any]:
    run = diary.on("2022-12-31", "tip", "list", "--as-of", day, *asked, "--format", "json")
    assert run.code == 0, run.err
    return {row["no"]: row for row in run.json["rows"]}


def verified(diary: Diary, no: str = NO, result: str = "属实", now: str = "2022-05-20") -> None:
    assign = ("tip", "assign", no, "--to", "应急办", "--handler", "谭二")
    diary.ok(now, *assign, "--on", "2022-05-03")
    verify = ("tip", "verify", no, "--result", result, "--findings", "查过了")
    diary.ok(now, *verify, "--on", "2022-05-10")


def test_from_receipt_to_its_end(told: Diary) -> None:
    violation = (
        "violation",
        "add",
        "--title",
        "违规生产",
        "--unit",
        "桂香村",
        "--village",
        "桂香村",
    )
    told.ok("2022-05-03", *violation, "--kind", "1", "--sector", "烟花爆竹")
    told.ok("2022-05-03", "tip", "assign", NO, "--to", "应急办", "--handler", "谭二")
    verify = ("tip", "verify", NO, "--result", "属实", "--findings", "确有夜间生产")
    told.ok("2022-05-10", *verify, "--record", "WF-2022-0001", "--record", "YH-2022-0001")
    told.ok("2022-05-12", "tip", "reply", NO, "--how", "当面")
    told.ok("2022-06-01", *REWARD, "--fine", "10万元")
    told.ok("2022-06-02", "tip", "pay", NO, "--paid-by", "胡显胜", "--voucher", "收2022-3")
    told.ok("2022-06-03", "tip", "close", NO)
    tip = shown(told)
    assert (tip["state"], tip["due_on"], tip["reply_due_on"]) == (
        "closed",
        "2022-06-30",
        "2022-05-20",
    )
    assert (tip["amount"], tip["outcomes"]) == (15_000, ["WF-2022-0001", "YH-2022-0001"])
    steps = {one["step"]: one for one in tip["timeline"]}
    said = steps["reward"]["detail"]
    kept = {key: said[key] for key in ("fine", "share", "floor", "ceiling")}
    assert kept == {"fine": 100_000, "share": 15, "floor": 3_000, "ceiling": 300_000}
    told.sound()


def test_its_clock_runs_until_it_was_looked_into(told: Diary) -> None:
    row = listed(told, "2022-06-29")[NO]
    assert (row["days_left"], row["days_overdue"]) == (1, 0)
    row = listed(told, "2022-07-02")[NO]
    assert (row["days_left"], row["days_overdue"]) == (0, 2)
    assert [*listed(told, "2022-07-02", "--overdue")] == [NO]
    assert not listed(told, "2022-06-30", "--overdue")
    verified(told)
    assert listed(told, "2022-07-02")[NO]["days_overdue"] is None
    assert listed(told, "2022-05-20")[NO]["reply_overdue"] == 0
    assert listed(told, "2022-05-21", "--unreplied")[NO]["reply_overdue"] == 1
    told.ok("2022-05-22", "tip", "reply", NO, "--how", "电话")
    assert listed(told, "2022-05-21")[NO]["reply_overdue"] == 1
    assert not listed(told, "2022-05-22", "--unreplied")


def extend(day: str, due: str, *more: str, by: str = "胡显胜") -> tuple[str, ...]:
    who = ("--asked-by", "谭二", "--approved-by", by)
    return ("tip", "extend", NO, "--due", due, "--reason", "取证难", *who, "--on", day, *more)


def test_it_is_put_off_once_by_no_more_than_the_policy_says(told: Diary) -> None:
    notified = ("--notified-on", "2022-06-20")
    today = "2022-07-15"
    assert "超过了最迟的 2022-07-30" in told.refused(
        today, *extend("2022-06-20", "2022-07-31", *notified)
    )
    assert "没有告知的原因" in told.refused(today, *extend("2022-06-20", "2022-07-30"))
    both = (*notified, "--not-notified", "匿名")
    assert "没有告知的原因" in told.refused(today, *extend("2022-06-20", "2022-07-30", *both))
    himself = extend("2022-06-20", "2022-07-30", *notified, by="谭二")
    assert "不能是同一个人" in told.refused(today, *himself)
    assert "已过" in told.refused(today, *extend("2022-07-01", "2022-07-30", *notified))
    told.ok(today, *extend("2022-06-20", "2022-07-30", *notified))
    assert "只能延一次" in told.refused(today, *extend("2022-07-10", "2022-08-01", *notified))
    assert listed(told, "2022-07-31")[NO]["days_overdue"] == 1
    told.sound()


def test_nobody_looks_into_what_he_is_accused_of(told: Diary) -> None:
    assert "不能由它核查" in told.refused("2022-05-03", "tip", "assign", NO, "--to", "桂香村")
    told.ok("2022-05-02", "person", "add", "ZJ", "张静", "--unit", "桂香村", "--post", "主任")
    assign = ("tip", "assign", NO, "--to", "应急办", "--handler")
    assert "被举报单位的人" in told.refused("2022-05-03", *assign, "谭二、张静")
    told.ok("2022-05-03", *assign, "谭二")
    assert "不能由它核查" in told.refused(
        "2022-05-04", "tip", "edit", NO, "--unit", "应急办", *APPROVED
    )
    told.ok("2022-05-04", "unit", "add", "QY1", "花炮厂", "--kind", "enterprise")
    told.ok("2022-05-04", "enterprise", "update", "QY1", "--head", "谭二")
    assert "被举报单位的人" in told.refused(
        "2022-05-04", "tip", "edit", NO, "--unit", "QY1", *APPROVED
    )


def test_somebody_is_accused(diary: Diary) -> None:
    add = ("tip", "add", "--channel", "letter", "--summary", "有人私挖")
    assert "没有写举报的是谁" in diary.refused("2022-05-01", *add)
    diary.ok("2022-05-01", *add, "--about", "后山一处洞口")


def test_what_involves_deaths_is_the_countys(custodial: Diary) -> None:
    diary = custodial
    add = (*ADD, *BY, "--deaths", "--risk", "瞒报", *SEALED)
    diary.ok("2022-05-01", *add, stdin=NAMED)
    to_county = "由区（县）组织核查"
    day = "2022-05-03"
    assert to_county in diary.refused(day, "tip", "assign", NO, "--to", "应急办")
    transfer = ("tip", "transfer", NO, "--reason", "涉及死亡", "--to")
    assert "不能由它办" in diary.refused(day, *transfer, "应急办")
    assert [*listed(diary, day, "--to-county")] == [NO]
    diary.ok(day, *transfer, "区应急局")
    assert not listed(diary, day, "--to-county")
    by = ("--decided-by", "黄麒麟", "--grounds", "瞒报", "--dead", "2", "--grade", "一般")
    reward = ("tip", "reward", NO, *by)
    assert to_county in diary.refused("2022-06-01", *reward)
    assert "没有属实" in diary.refused("2022-06-01", *reward, "--body", "区应急局")
    diary.ok("2022-05-20", "tip", "answer", NO, "--answer", "查实瞒报二人", "--result", "属实")
    assert "不能由它办" in diary.refused("2022-06-01", *reward, "--body", "应急办")
    diary.ok("2022-06-01", *reward, "--body", "区应急局")
    assert (shown(diary)["amount"], shown(diary)["state"]) == (60_000, "transferred")
    diary.sound()


def test_deaths_that_come_to_light_take_it_out_of_the_towns_hands(told: Diary) -> None:
    told.ok("2022-05-03", "tip", "assign", NO, "--to", "应急办")
    told.ok("2022-05-04", "tip", "edit", NO, "--deaths")
    verify = ("tip", "verify", NO, "--result", "属实", "--findings", "死了人")
    assert "镇里不能核查" in told.refused("2022-05-05", *verify)
    told.ok("2022-05-05", "tip", "transfer", NO, "--to", "区应急局", "--reason", "涉及死亡")
    told.ok("2022-05-06", *ADD, *BY)
    told.ok("2022-05-07", "tip", "assign", OTHER, "--to", "应急办")
    told.ok("2022-05-08", "tip", "verify", OTHER, "--result", "属实", "--findings", "查过")
    assert "由区（县）组织核查" in told.refused("2022-05-09", "tip", "edit", OTHER, "--deaths")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ((), "没有写罚款"),
        (("--fine", "10万元", "--amount", "15001"), "标准是 3000 至 15000 元"),
        (("--fine", "10万元", "--amount", "2999"), "标准是 3000 至 15000 元"),
        (("--fine", "1亿元", "--amount", "300001"), "标准是 3000 至 300000 元"),
    ],
)
def test_a_reward_keeps_to_the_standard(told: Diary, said: tuple[str, ...], why: str) -> None:
    verified(told)
    assert why in told.refused("2022-06-01", *REWARD, *said)


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        (("--fine", "1000"), 3_000),
        (("--fine", "5000万元"), 300_000),
        (("--fine", "10万元", "--amount", "8000"), 8_000),
    ],
)
def test_what_a_reward_comes_to(told: Diary, said: tuple[str, ...], amount: int) -> None:
    verified(told)
    told.ok("2022-06-01", *REWARD, *said)
    assert shown(told)["amount"] == amount
    assert "只有一次" in told.refused("2022-06-02", *REWARD, *said)


def test_each_of_the_dead_counts_by_grade_within_the_ceiling(told: Diary) -> None:
    verified(told)
    by = ("tip", "reward", NO, "--grounds", "concealed", "--decided-by", "黄麒麟")
    assert "没有写核实的死亡人数、事故等级" in told.refused("2022-06-01", *by)
    told.ok("2022-06-01", *by, "--dead", "30", "--grade", "gravest")
    assert shown(told)["amount"] == 300_000


def test_small_local_sums_come_of_the_policy_alone(told: Diary) -> None:
    verified(told)
    local = ("tip", "reward", NO, "--grounds", "local", "--decided-by", "黄麒麟", "--amount")
    assert "没有定本地小额奖励" in told.refused("2022-06-01", *local, "500")
    data = told.zizhao.db.parent / "data"
    data.mkdir()
    for file in DATA.glob("*.yaml"):
        said = file.read_text(encoding="utf-8")
        own = said.replace(
            "tip_reward_local_ceiling:\n  value: null", "tip_reward_local_ceiling:\n  value: 800"
        )
        (data / file.name).write_text(own, encoding="utf-8")
    assert "0 至 800 元" in told.refused("2022-06-01", *local, "801")
    told.ok("2022-06-01", *local, "500")
    (data / "policy.yaml").write_text(
        (DATA / "policy.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    told.sound()


def test_three_people_receive_decide_and_pay(told: Diary) -> None:
    verified(told)
    himself = (
        "tip",
        "reward",
        NO,
        "--grounds",
        "fine",
        "--fine",
        "10万元",
        "--decided-by",
        "石世文",
    )
    assert "受理人和奖励决定人不能是同一个人" in told.refused("2022-06-01", *himself)
    pay = ("tip", "pay", NO, "--voucher", "收3", "--paid-by")
    assert "还没有定奖励" in told.refused("2022-06-01", *pay, "胡显胜")
    told.ok("2022-06-01", *REWARD, "--fine", "10万元")
    assert "受理人和发放人" in told.refused("2022-06-02", *pay, "石世文")
    assert "奖励决定人和发放人" in told.refused("2022-06-02", *pay, "黄麒麟")
    told.ok("2022-06-02", *pay, "胡显胜")
    assert "只有一次" in told.refused("2022-06-03", *pay, "胡显胜")
    edit = ("tip", "edit", NO, "--received-by", "陶三")
    assert "受理人不能再改" in told.refused("2022-06-03", *edit)


def test_who_received_it_is_known_before_it_is_rewarded(diary: Diary) -> None:
    diary.ok("2022-05-01", *ADD)
    verified(diary)
    assert "没有写谁受理的" in diary.refused("2022-06-01", *REWARD, "--fine", "10万元")


@pytest.mark.parametrize("result", ["不属实", "无法核实"])
def test_nothing_is_paid_for_what_is_not_so(told: Diary, result: str) -> None:
    verified(told, result=result)
    assert "不能奖励" in told.refused("2022-06-01", *REWARD, "--fine", "10万元")
    told.ok("2022-06-01", "tip", "reply", NO, "--how", "电话")
    told.ok("2022-06-01", "tip", "close", NO)


def test_one_matter_is_rewarded_once_and_the_first_who_gave_a_name_gets_it(told: Diary) -> None:
    anonymous = ("--on", "2022-04-25", "--same-as", NO, *BY)
    assert told.ok("2022-05-02", *ADD, *anonymous) == OTHER
    third = told.ok("2022-05-02", *ADD, "--same-as", OTHER, *SEALED, *BY, stdin=NAMED)
    for no in (NO, OTHER, third):
        verified(told, no)
    rewarding = ("--grounds", "fine", "--fine", "10万元", "--decided-by", "黄麒麟")
    for no in (OTHER, third):
        said = told.refused("2022-06-01", "tip", "reward", no, *rewarding)
        assert f"{NO} 是最先" in said
    told.ok("2022-06-01", "tip", "reward", NO, *rewarding)
    said = told.refused("2022-06-02", "tip", "reward", third, *rewarding)
    assert f"{NO} 已经定过奖励" in said
    for away in ("", third):
        assert "不能再改成别的" in told.refused(
            "2022-06-02", "tip", "edit", OTHER, "--same-as", away
        )


def test_two_that_were_rewarded_are_not_made_one_matter(told: Diary) -> None:
    told.ok("2022-05-02", *ADD, *BY)
    for no in (NO, OTHER):
        verified(told, no, now="2022-06-01")
        by = ("--grounds", "fine", "--fine", "10万元", "--decided-by", "黄麒麟")
        told.ok("2022-06-01", "tip", "reward", no, *by)
    for one, other in ((NO, OTHER), (OTHER, NO)):
        said = told.refused("2022-06-02", "tip", "edit", one, "--same-as", other)
        assert "一件事只奖一次" in said
    assert "自己" in told.refused("2022-06-02", "tip", "edit", NO, "--same-as", NO)


def test_what_was_paid_counts_though_it_was_struck_out(told: Diary) -> None:
    again = (*ADD, *BY, *SEALED, "--same-as", NO, "--on", "2022-04-25")
    told.ok("2022-05-02", *again, stdin=NAMED)
    verified(told, OTHER)
    verified(told, NO)
    of = ("--grounds", "fine", "--fine", "10万元", "--decided-by", "黄麒麟")
    told.ok("2022-06-01", "tip", "reward", OTHER, *of)
    told.ok("2022-06-02", "tip", "pay", OTHER, "--paid-by", "胡显胜", "--voucher", "收3")
    void = ("tip", "void", OTHER, "--reason", "重复", "--yes")
    assert "是举报的记录" in told.refused("2022-06-04", *void)
    told.ok("2022-06-04", *void, "--approved-by", "石世文")
    assert f"{OTHER} 已经定过奖励" in told.refused("2022-06-05", "tip", "reward", NO, *of)


def test_it_ends_when_all_is_said(told: Diary) -> None:
    verified(told)
    close = ("tip", "close", NO)
    assert "还没有答复举报人" in told.refused("2022-06-01", *close)
    told.ok("2022-06-01", "tip", "reply", NO, "--how", "电话")
    assert "为什么不奖励" in told.refused("2022-06-01", *close)
    told.ok("2022-06-01", *REWARD, "--fine", "10万元")
    why = ("--no-reward", "没有罚款")
    assert "两样只有一样" in told.refused("2022-06-02", *close, *why)
    taken_back = ("tip", "retract", NO, "--reason", "没有罚款", "--yes")
    told.ok("2022-06-02", *taken_back, *APPROVED)
    told.ok("2022-06-02", *close, *why)
    told.sound()


def test_a_register_is_imported(diary: Diary, tmp_path: Path) -> None:
    file = tmp_path / "登记簿.csv"
    head = "登记号,渠道,时间,被举报单位,事项,保管人,原件封存号,摘编件号"
    file.write_text(
        f"{head}\n举2022-1,来信,2022-05-01,桂香村,私设仓库,石世文,封1,摘1\n", encoding="utf-8"
    )
    diary.ok("2022-05-05", "tip", "import", str(file))
    tip = shown(diary)
    assert (tip["source_id"], tip["unit"], tip["summary"]) == ("举2022-1", "桂香村", "私设仓库")
    assert (tip["due_on"], tip["custodian"]) == ("2022-06-30", "石世文")


def test_the_undoing_of_what_was_imported_is_approved_on_its_day(
    diary: Diary, tmp_path: Path
) -> None:
    file = tmp_path / "登记簿.csv"
    file.write_text(
        "渠道,时间,被举报单位,事项\n来信,2022-05-01,桂香村,私设仓库\n", encoding="utf-8"
    )
    diary.ok("2022-05-05", "tip", "import", str(file))
    undo = ("batch", "undo", "PC-2022-0001", "--reason", "重复", "--yes")
    assert "是举报的记录" in diary.refused("2022-05-05", *undo)
    diary.ok("2022-05-05", *undo, *APPROVED)


def paid(diary: Diary) -> None:
    """Pay a reward, and take both back."""
    verified(diary)
    diary.ok("2022-06-01", *REWARD, "--fine", "10万元")
    diary.ok("2022-06-02", "tip", "pay", NO, "--paid-by", "谭三", "--voucher", "收3")
    for why in ("撤回的是发放", "撤回的是奖励决定"):
        retract = ("tip", "retract", NO, "--reason", "记错", "--yes")
        assert why in diary.refused("2022-06-03", *retract)
        diary.ok("2022-06-03", *retract, *APPROVED)


def test_what_was_paid_and_taken_back_is_paid_again_once_it_is_returned(told: Diary) -> None:
    paid(told)
    told.ok("2022-06-04", *REWARD, "--fine", "10万元")
    pay = ("tip", "pay", NO, "--paid-by", "谭三", "--voucher", "收4")
    for returned in ((), ("--returned", "收5")):
        assert "发过奖金（凭证 收3）" in told.refused("2022-06-05", *pay, *returned)
    told.ok("2022-06-05", *pay, "--returned", "收3")
    told.sound()


def test_what_was_ever_paid_keeps_its_matter_and_its_receiver(told: Diary) -> None:
    told.ok("2022-05-02", *ADD, *BY, "--same-as", NO)
    paid(told)
    edit = ("tip", "edit")
    day = "2022-06-04"
    assert "发过奖金" in told.refused(day, *edit, OTHER, "--same-as", "", *APPROVED)
    assert "发过奖金" in told.refused(day, *edit, NO, "--received-by", "陶三", *APPROVED)


@pytest.mark.parametrize("step", ["extend", "reply", "verify", "transfer"])
def test_a_grave_step_is_not_taken_back_by_one_person(told: Diary, step: str) -> None:
    if step == "extend":
        told.ok("2022-06-20", *extend("2022-06-20", "2022-07-30", "--notified-on", "2022-06-20"))
    elif step == "transfer":
        told.ok("2022-05-20", "tip", "transfer", NO, "--to", "区应急局", "--reason", "归区里")
    else:
        verified(told)
    if step == "reply":
        told.ok("2022-05-20", "tip", "reply", NO, "--how", "电话")
    retract = ("tip", "retract", NO, "--reason", "记错", "--yes")
    assert "撤回的是" in told.refused("2022-06-21", *retract)
    told.ok("2022-06-21", *retract, *APPROVED)


@pytest.mark.parametrize(
    "to", ["镇政府", "本镇", "镇安委办", "桂香花炮厂厂部", "应急办刘和平", "某街道", "农村社区"]
)
def test_deaths_do_not_stay_in_the_town_by_another_name(told: Diary, to: str) -> None:
    told.ok("2022-05-02", "unit", "add", "QY1", "桂香花炮厂", "--kind", "enterprise")
    told.ok("2022-05-02", "tip", "edit", NO, "--deaths")
    transfer = ("tip", "transfer", NO, "--reason", "涉及死亡", "--to")
    assert "不能由它办" in told.refused("2022-05-03", *transfer, to)
    told.ok("2022-05-03", *transfer, "区农业农村委")
    told.ok("2022-05-20", "tip", "answer", NO, "--answer", "查实", "--result", "属实")
    by = ("--decided-by", "黄麒麟", "--grounds", "瞒报", "--dead", "2", "--grade", "一般")
    reward = ("tip", "reward", NO, *by, "--body")
    assert "不能由它办" in told.refused("2022-06-01", *reward, to)
    told.ok("2022-06-01", *reward, "区住房城乡建设委")


def test_whom_it_accuses_and_who_received_it_is_not_changed_by_one_person(told: Diary) -> None:
    day = "2022-05-03"
    edit = ("tip", "edit", NO)
    away = ("--unit", "", "--about", "厂")
    for said in (away, ("--about", "厂"), ("--received-by", "陶三")):
        assert "改的是" in told.refused(day, *edit, *said)
    assert "是名册上的单位" in told.refused(day, *edit, "--about", "桂香村", *APPROVED)
    add = ("tip", "add", "--channel", "电话", "--summary", "甲", "--about")
    assert "是名册上的单位" in told.refused(day, *add, "桂香村")
    told.ok(day, *edit, *away, *APPROVED)
    told.sound()
