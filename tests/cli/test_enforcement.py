"""What is done about violations: the town decides only under a power of that day, others answer, and nothing is closed before all is put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.diary import Diary

PLANT = (
    *("violation", "add", "--title", "无照加工", "--village", "桂香村", "--sector", "消防"),
    *("--kind", "1", "--name", "某作坊"),
)
ADD = ("enforcement", "add", "--sector", "消防", "--name", "某作坊", "--record", "WF-2022-0001")
FINE = (*ADD, "--kind", "罚款", "--amount", "2万元", "--basis", "安全生产法")
NO = "ZF-2022-0001"
POWER = ("power", "add", "--name", "占用通道的处罚", "--type", "行政处罚")
APPROVED = ("--approved-by", "石世文")


def rows(diary: Diary, *given: str) -> list[dict[str, Any]]:
    run = diary.on("2024-12-31", "enforcement", "list", *given, "--format", "json")
    assert run.code == 0, run.err
    found: list[dict[str, Any]] = run.json["rows"]
    return found


@pytest.fixture
def known(diary: Diary) -> Diary:
    diary.ok("2022-05-01", *PLANT)
    return diary


def test_others_decide_and_are_waited_for(known: Diary) -> None:
    assert known.ok("2022-05-05", *FINE) == NO
    known.ok("2022-05-05", "enforcement", "propose", NO, "--to", "区消防大队")
    (row,) = rows(known, "--as-of", "2022-05-30", "--unanswered")
    # Ten working days from 2022-05-05, of which 05-07 was one.
    assert (row["reply_due_on"], row["days_reply_overdue"]) == ("2022-05-18", 12)
    assert (row["state"], row["decided_by"], row["amount"]) == ("handed_on", None, 20000)
    known.ok("2022-06-01", "enforcement", "answer", NO, "--answer", "已立案")
    assert rows(known, "--as-of", "2022-06-02", "--unanswered") == []
    result = ("enforcement", "result", NO, "--result", "罚款", "--amount", "1.5万元")
    known.ok("2022-06-10", *result, "--paper", "消罚〔2022〕3号")
    (row,) = rows(known, "--as-of", "2022-06-20", "--not-followed-up")
    assert (row["decided_by"], row["amount"]) == ("区消防大队", 15000)
    assert row["days_not_followed_up"] == 10
    known.ok("2022-06-21", "enforcement", "carry-out", NO, "--how", "已缴清")
    known.ok("2022-06-22", "check", "add", "--unit", "桂香村", "--measure", "6", "--result", "pass")
    close = ("enforcement", "close", NO, "--recheck", "JC-2022-00001")
    assert "WF-2022-0001 还没有了结" in known.refused("2022-06-23", *close)
    known.ok("2022-06-24", "violation", "close", "WF-2022-0001", "--outcome", "拆除")
    known.ok("2022-06-25", *close)
    assert rows(known, "--not-followed-up") == []
    known.sound()


def test_a_hazard_that_is_open_keeps_it_open(known: Diary) -> None:
    known.ok("2022-05-05", *FINE, "--record", "YH-2022-0001")
    known.ok("2022-05-05", "violation", "close", "WF-2022-0001", "--outcome", "拆除")
    known.ok("2022-05-06", "enforcement", "propose", NO, "--to", "区里", "--due", "2022-05-31")
    known.ok("2022-05-07", "enforcement", "result", NO, "--result", "罚了")
    known.ok("2022-05-08", "enforcement", "carry-out", NO)
    known.ok("2022-05-08", "check", "add", "--unit", "桂香村", "--measure", "6", "--result", "pass")
    said = known.refused("2022-05-09", "enforcement", "close", NO, "--recheck", "JC-2022-00001")
    assert "YH-2022-0001 还没有了结" in said
    assert rows(known)[0]["reply_due_on"] == "2022-05-31"


def test_the_town_decides_under_a_power_of_the_opening_day(known: Diary) -> None:
    """Powers came with a list of 2023-12 and some went with that of 2025-07; a case keeps the power of its opening day."""
    known.ok("2024-01-05", *POWER, "--since", "2023-12-31")
    before = known.ok("2024-01-05", *FINE, "--on", "2022-06-01")
    said = known.refused("2024-01-06", "enforcement", "decide", before, "--power", "QL-2023-0001")
    assert "2022-06-01 镇里没有这项权力：“QL-2023-0001”" in said
    after = known.ok("2024-01-10", *FINE)
    known.ok("2024-01-12", "power", "end", "QL-2023-0001", "--reason", "收回", "--on", "2024-01-11")
    known.ok("2024-01-20", "enforcement", "decide", after, "--power", "QL-2023-0001")
    late = known.ok("2024-02-01", *FINE)
    assert "2024-02-01 镇里没有这项权力" in known.refused("2024-02-02", "enforcement", "decide", late, "--power", "QL-2023-0001")  # fmt: skip
    (row,) = rows(known, "--state", "decided")
    assert (row["decided_by"], row["power"], row["no"]) == ("本镇", "QL-2023-0001", after)
    known.sound()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ((*ADD, "--kind", "训斥"), "可写：suspend 停产整顿"),
        ((*FINE, "--unit", "大丘村"), "要写一个，也只写一个"),
        ((*ADD, "--kind", "罚款", "--amount", "很多"), "很多"),
        ((*ADD, "--kind", "行政拘留", "--persons", "几个"), "几个"),
    ],
)
def test_what_is_refused(known: Diary, given: tuple[str, ...], says: str) -> None:
    assert says in known.refused("2022-05-05", *given)


def test_a_number_that_the_table_adds_up_must_be_told(known: Diary) -> None:
    known.ok("2022-05-05", *ADD, "--kind", "行政拘留")
    known.ok("2022-05-05", "enforcement", "propose", NO, "--to", "派出所")
    result = ("enforcement", "result", NO, "--result", "拘留")
    assert "行政拘留没有写人数" in known.refused("2022-05-06", *result)
    known.ok("2022-05-06", *result, "--persons", "2")
    declined = ("enforcement", "decline", NO, "--reason", "不够")
    assert "不能不予处理" in known.refused("2022-05-07", *declined)
    known.ok("2022-05-08", "enforcement", "retract", NO, "--reason", "记错", *APPROVED, "--yes")
    known.ok("2022-05-09", *declined)
    assert [row["state"] for row in rows(known)] == ["declined"]
    assert [row["state"] for row in rows(known, "--as-of", "2022-05-08")] == ["handed_on"]
    known.ok(
        "2022-05-10",
        "enforcement",
        "void",
        NO,
        "--reason",
        "重复",
        "--approved-by",
        "石世文",
        "--yes",
    )
    known.sound()


def test_a_penalty_needs_a_power_to_punish(known: Diary) -> None:
    known.ok("2022-05-04", *POWER[:4], "--type", "行政检查", "--since", "2022-01-01")
    known.ok("2022-05-05", *FINE)
    decide = ("enforcement", "decide", NO, "--power", "QL-2022-0001")
    assert "是行政检查的权力，不能据以决定罚款" in known.refused("2022-05-06", *decide)


def test_what_names_no_record_is_closed_by_its_recheck(known: Diary) -> None:
    known.ok("2022-05-04", *POWER, "--since", "2022-01-01")
    known.ok(
        "2022-05-05", "enforcement", "add", "--name", "某店", "--kind", "警告", "--sector", "消防"
    )
    known.ok("2022-05-06", "enforcement", "decide", NO, "--power", "QL-2022-0001")
    known.ok("2022-05-07", "enforcement", "carry-out", NO, "--how", "已警告")
    known.ok("2022-05-08", "check", "add", "--unit", "桂香村", "--measure", "6", "--result", "pass")
    known.ok("2022-05-09", "enforcement", "close", NO, "--recheck", "JC-2022-00001")
    known.sound()


def test_sums_are_told_in_yuan(known: Diary) -> None:
    known.ok("2022-05-05", *FINE)
    run = known.on("2022-05-06", "enforcement", "edit", NO, "--amount", "15000")
    assert "金额 20000 元 → 15000 元" in run.err
    known.ok("2022-05-06", "enforcement", "propose", NO, "--to", "区消防大队")
    known.ok("2022-05-07", "enforcement", "answer", NO, "--answer", "已立案")
    result = ("enforcement", "result", NO, "--result", "罚款", "--amount", "1.2万元")
    known.ok("2022-05-08", *result, "--paper", "消罚〔2022〕3号")
    shown = known.on("2022-05-09", "enforcement", "show", NO)
    assert "金额：12000（" in shown.out
    assert "1200000" not in shown.out
    told = known.on("2022-05-09", "enforcement", "show", NO, "--format", "json").json
    assert told["timeline"][-1]["detail"]["amount"] == 12000


def test_looking_again_is_a_check_or_a_hazard(known: Diary) -> None:
    known.ok("2022-05-04", *POWER, "--since", "2022-01-01")
    known.ok(
        "2022-05-05", "enforcement", "add", "--name", "某店", "--kind", "警告", "--sector", "消防"
    )
    known.ok("2022-05-06", "enforcement", "decide", NO, "--power", "QL-2022-0001")
    close = ("enforcement", "close", NO, "--recheck", NO)
    assert "不是复查的记录" in known.refused("2022-05-07", *close)


def test_what_is_decided_is_not_mended_into_a_fine_without_amount(known: Diary) -> None:
    known.ok("2022-05-04", *POWER, "--since", "2022-01-01")
    known.ok(
        "2022-05-05", "enforcement", "add", "--name", "某店", "--kind", "警告", "--sector", "消防"
    )
    known.ok("2022-05-06", "enforcement", "decide", NO, "--power", "QL-2022-0001")
    mended = ("enforcement", "edit", NO, "--kind", "罚款")
    for since in ((), ("--from", "2022-05-07")):
        assert "加不起来" in known.refused("2022-05-07", *mended, *since)


def test_what_is_decided_is_not_mended_into_what_its_power_does_not_cover(known: Diary) -> None:
    known.ok("2022-05-04", *POWER[:4], "--type", "行政检查", "--since", "2022-01-01")
    order = ("enforcement", "add", "--name", "某店", "--kind", "责令改正", "--sector", "消防")
    known.ok("2022-05-05", *order)
    known.ok("2022-05-06", "enforcement", "decide", NO, "--power", "QL-2022-0001")
    mended = ("enforcement", "edit", NO, "--kind", "停产整顿")
    for since in ((), ("--from", "2022-05-07")):
        assert "不能据以决定停产整顿" in known.refused("2022-05-07", *mended, *since)
    known.ok("2022-05-07", "enforcement", "edit", NO, "--note", "已送达", "--yes")
