"""A hazard that another authority has: sent, answered, its result returned, and what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.store.damage import tamper

if TYPE_CHECKING:
    from tests.conftest import Zizhao

NO = "YH-2022-0001"
TO = ("--to", "区应急局", "--reason", "超出权限")


@pytest.fixture
def sent(zizhao: Zizhao) -> Zizhao:
    """An office that handed a hazard on before a long weekend: ten working days end on 2022-05-18."""
    given = ("--title", "违建占道", "--found", "2022-04-20", "--due", "2022-05-05")
    zizhao.ok("hazard", "add", "--unit", "桂香村", "--measure", "6", *given)
    zizhao.ok("hazard", "transfer", NO, *TO, "--on", "2022-04-29")
    return zizhao


def record(zizhao: Zizhao) -> dict[str, Any]:
    shown: dict[str, Any] = zizhao("hazard", "show", NO, "--format", "json").json
    return shown


def waiting(zizhao: Zizhao, day: str, *more: str) -> list[tuple[Any, ...]]:
    keys = ("transferred_to", "days_transferred", "reply_due_on", "days_reply_overdue")
    rows = zizhao("report", "transfers", "--as-of", day, *more, "--format", "json").json["rows"]
    return [tuple(row[key] for key in keys) for row in rows]


def test_its_clock_runs_in_working_days_and_stops_with_the_answer(sent: Zizhao) -> None:
    # 30 April to 4 May are off, and 7 May, a Saturday, is worked; the day it was sent does not count.
    due = record(sent)["reply_due_on"]
    assert due == "2022-05-17"
    assert waiting(sent, "2022-04-28") == []
    assert waiting(sent, due) == [("区应急局", 18, due, 0)]
    assert waiting(sent, "2022-05-20") == [("区应急局", 21, due, 3)]
    sent.ok(
        "hazard", "answered", NO, "--note", "月底前拆除", "--from", "执法支队", "--on", "2022-05-19"
    )
    assert waiting(sent, "2022-05-18") == [("区应急局", 19, due, 1)]
    # It was answered two days late, and stays so.
    assert waiting(sent, "2022-05-20") == [("区应急局", 21, due, 2)]
    sent.ok("hazard", "result", NO, "--note", "已拆除", "--on", "2022-05-30")
    assert waiting(sent, "2022-05-29") == [("区应急局", 30, due, 2)]
    assert waiting(sent, "2022-05-30") == []
    told = record(sent)
    assert (told["answered_on"], told["result_on"], told["state"]) == (
        "2022-05-19",
        "2022-05-30",
        "transferred",
    )
    shown = sent.ok("hazard", "show", NO)
    assert "收到回复，回复人：执法支队，处理意见：月底前拆除" in shown
    assert "收到处理结果，处理结果：已拆除" in shown
    sent.ok("db", "verify")


def test_a_result_answers_and_what_was_answered_is_not_answered_again(sent: Zizhao) -> None:
    sent.ok("hazard", "result", NO, "--note", "已拆除", "--on", "2022-05-10")
    assert record(sent)["answered_on"] == "2022-05-10"
    for again in ("answered", "result"):
        run = sent("hazard", again, NO, "--note", "又一次", "--on", "2022-05-11")
        assert run.code == 3
        assert "2022-05-10 已经有了" in run.err
    sent.ok("hazard", "retract", NO, "--reason", "记错")
    assert record(sent)["answered_on"] is None


def test_one_that_comes_back_has_no_such_clock_and_one_that_is_here_no_answer(sent: Zizhao) -> None:
    sent.ok("hazard", "reopen", NO, "--from", "区应急局", "--reason", "退回", "--on", "2022-05-10")
    told = record(sent)
    assert [told[key] for key in ("transferred_to", "transferred_on", "reply_due_on")] == [None] * 3
    assert waiting(sent, "2022-05-30") == []
    assert sent("hazard", "answered", NO, "--note", "不归我们管").code == 3
    sent.ok("hazard", "transfer", NO, "--to", "区住建委", "--reason", "归口", "--on", "2022-05-12")
    assert waiting(sent, "2022-05-12") == [("区住建委", 0, "2022-05-26", 0)]
    sent.ok("db", "verify")


def test_the_office_says_how_long_an_answer_may_take(sent: Zizhao) -> None:
    own = sent.db.with_name("data")
    own.mkdir()
    text = (
        "general_deadline: {value: +15d, source: 甲}\n"
        "extension_asked_before_deadline: {value: true, source: 甲}\n"
        "extension_max_times: {value: null, source: 甲}\n"
        "review_within_days: {value: 10, source: 甲}\n"
        "due_soon_days: {value: 7, source: 甲}\n"
    )
    (own / "policy.yaml").write_text(
        text + "transfer_reply_within: {value: +3d, source: 甲}\n", "utf-8"
    )
    reopened = ("--from", "区应急局", "--reason", "退回", "--on", "2022-05-01")
    sent.ok("hazard", "reopen", NO, *reopened)
    sent.ok("hazard", "transfer", NO, *TO, "--on", "2022-05-02")
    assert record(sent)["reply_due_on"] == "2022-05-05"
    (own / "policy.yaml").write_text(
        text + "transfer_reply_within: {value: 十天, source: 甲}\n", "utf-8"
    )
    run = sent("hazard", "reopen", NO, *reopened[:-1], "2022-05-03")
    run = sent("hazard", "transfer", NO, *TO, "--on", "2022-05-03")
    assert (run.code, "应像 +15d 或 +10wd" in run.err) == (3, True)


def test_verification_finds_an_answer_that_nobody_recorded(sent: Zizhao) -> None:
    for column in ("reply_due_on", "answered_on"):
        tamper(sent.db, f"UPDATE hazard SET {column} = '2022-05-02'")
        run = sent("db", "verify")
        assert (run.code, NO in run.out + run.err) == (4, True)


def test_it_is_handed_on_where_people_are_known(zizhao: Zizhao) -> None:
    """Whom it names is looked up; the authority to which it goes is no person."""
    zizhao.ok("campaign", "import")
    given = ("--title", "边坡过陡", "--found", "2022-05-20", "--responsible", "石世文")
    zizhao.ok("hazard", "add", "--unit", "桂香村", "--measure", "6", *given)
    assert zizhao.ok("hazard", "transfer", NO, *TO, "--on", "2022-05-29") == NO
    assert record(zizhao)["state"] == "transferred"
