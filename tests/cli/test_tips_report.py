"""The report of tip-offs: figures of some days, what is open or late, and nobody's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.custody import NAMED, SEALED

if TYPE_CHECKING:
    from tests.cli.diary import Diary

FIRST, SECOND, THIRD = (f"JB-2022-000{place}" for place in (1, 2, 3))
NOW = "2022-09-30"


@pytest.fixture
def office(custodial: Diary) -> Diary:
    """One tip-off that was paid and closed in May, one that waits for its reply, one that is open."""
    diary = custodial

    def tip(*args: str) -> None:
        diary.ok(NOW, "tip", *args, stdin=NAMED)

    for channel, day in (("电话", "2022-05-01"), ("12350", "2022-05-02"), ("来信", "2022-06-01")):
        what = (
            "--summary",
            "夜间违规生产",
            "--unit",
            "桂香村",
            "--received-by",
            "石世文",
            *SEALED,
        )
        tip("add", "--channel", channel, *what, "--on", day)
    for no in (FIRST, SECOND):
        tip("assign", no, "--to", "应急办", "--handler", "谭二", "--on", "2022-05-03")
        tip("verify", no, "--result", "属实", "--findings", "查过", "--on", "2022-05-10")
    tip("reply", FIRST, "--how", "当面", "--on", "2022-05-25")
    by = ("--grounds", "罚款", "--fine", "10万元", "--decided-by", "黄麒麟")
    tip("reward", FIRST, *by, "--on", "2022-05-26")
    tip("pay", FIRST, "--paid-by", "胡显胜", "--voucher", "收3", "--on", "2022-05-27")
    tip("close", FIRST, "--on", "2022-05-28")
    return diary


def asked(diary: Diary, *args: str) -> Any:
    run = diary.on(NOW, "report", "tips", *args, "--format", "json")
    assert run.code == 0, run.err
    return run.json


def test_figures_of_a_month_and_what_is_late_on_its_last_day(office: Diary) -> None:
    may = asked(office, "--as-of", "2022-05-31", "--period", "2022-05")
    expected = {"received": 2, "verified": 2, "substantiated": 2, "closed": 1, "replied_late": 1}
    expected |= {"reward_sum": 15_000, "paid_sum": 15_000, "open": 1, "replies_overdue": 1}
    assert {key: may["totals"][key] for key in expected} == expected
    assert [(row["no"], row["reply_overdue"]) for row in may["rows"]] == [(SECOND, 11)]
    june = asked(office, "--as-of", "2022-06-30", "--period", "2022-06")["totals"]
    assert (june["received"], june["closed"], june["open"]) == (1, 0, 2)


def test_the_longest_past_its_term_comes_first(office: Diary) -> None:
    rows = asked(office, "--as-of", "2022-08-05")["rows"]
    late = [(row["no"], row["days_overdue"]) for row in rows]
    assert late == [(THIRD, 5), (SECOND, None)]
    known = asked(office, "--as-of", "2022-08-05", "--known-at", "2022-08-05")
    assert (known["rows"], known["totals"]["received"]) == ([], 0)


def test_figures_of_each_channel_add_up(office: Diary) -> None:
    said = asked(office, "--by-channel")
    assert {row["channel"]: row["received"] for row in said["rows"]} == {"phone": 1, "12350": 1, "letter": 1}  # fmt: skip
    for key, total in said["totals"].items():
        assert sum(row[key] for row in said["rows"]) == total, key


def test_nobody_is_named(office: Diary) -> None:
    for shape in ("table", "json", "csv", "md"):
        text = office.on(NOW, "report", "tips", "--format", shape).out
        assert THIRD in text
        for name in ("石世文", "谭二", "黄麒麟", "胡显胜", "桂香村", "GXC", "夜间违规生产"):
            assert name not in text


def test_it_is_narrowed_by_days_alone(office: Diary) -> None:
    assert office.on(NOW, "report", "tips", "--unit", "桂香村").code == 2
