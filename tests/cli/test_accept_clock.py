"""A clock that was once ahead does not lock the ledger, and one that is behind gives no all-clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.store.damage import query

if TYPE_CHECKING:
    from tests.conftest import Zizhao

ADD = ("hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", "堵塞")
AHEAD, NOW, LATER = (f"{year}-05-01T09:00:00+08:00" for year in (2036, 2030, 2031))
ACCEPT = ("db", "accept-clock", "--reason", "主板电池没电", "--approved-by", "石世文")


def ahead(zizhao: Zizhao) -> None:
    """Record something by a clock that is six years ahead."""
    zizhao.ok(*ADD, "--found", "2030-04-01", "--due", "2030-04-10", now=AHEAD)


def test_the_way_past_is_named_and_leads_on(zizhao: Zizhao) -> None:
    ahead(zizhao)
    refused = zizhao(*ADD, now=NOW)
    assert (refused.code, "zizhao db accept-clock" in refused.err) == (1, True)
    accepted = zizhao(*ACCEPT, now=NOW)
    assert (accepted.code, accepted.out) == (0, "")
    assert "上一条记在 2036-05-01T09:00:00+08:00" in accepted.err
    zizhao.ok(*ADD, now=NOW)
    assert zizhao("db", "verify", now=NOW).code == 0
    entry = zizhao.ok("journal", "show", "3", now=NOW)
    assert "认可时钟" in entry
    assert all(word in entry for word in ("主板电池没电", "石世文", "2036-05-01"))


def test_it_opens_no_back_dating(zizhao: Zizhao) -> None:
    """Times run on from it, days are not to come, and what was recorded before counts as known no later than it."""
    ahead(zizhao)
    zizhao.ok(*ACCEPT, now=NOW)
    assert zizhao(*ADD, now="2030-04-30T09:00:00+08:00").code == 1
    assert zizhao(*ADD, "--found", "2036-05-01", now=NOW).code == 3
    for known, count in (("2030-04-30", 0), ("2030-05-01", 1), ("2036-05-01", 1)):
        report = ("report", "open", "--as-of", "2030-05-01", "--known-at", known)
        assert zizhao(*report, "--format", "json", now=LATER).json["count"] == count


def test_it_is_refused_where_no_clock_is_behind(zizhao: Zizhao) -> None:
    ahead(zizhao)
    for now in (AHEAD, "2036-05-01T08:59:00+08:00"):
        refused = zizhao(*ACCEPT, now=now)
        assert (refused.code, "没有要认可的" in refused.err) == (3, True)
    own = (*ACCEPT[:-1], "陈科旭")
    assert "不能是同一个人" in zizhao(*own, now=NOW).err
    assert "缺少 --approved-by" in zizhao(*ACCEPT[:-2], now=NOW).err
    assert query(zizhao.db, "SELECT count(*) FROM journal") == [(2,)]


def test_a_clock_that_is_behind_gives_no_all_clear(zizhao: Zizhao) -> None:
    ahead(zizhao)
    report = ("report", "overdue", "--exit-code")
    behind = zizhao(*report, now="2030-04-05T09:00:00+08:00")
    assert (behind.code, "没有逾期隐患" in behind.out) == (1, True)
    assert "早于账本最后一条记录 2036-05-01T09:00:00+08:00" in behind.err
    # Also where something is listed: 1 goes before 4.
    assert zizhao(*report, now=NOW).code == 1
    assert zizhao("report", "overdue", now=NOW).code == 0
    told = zizhao(*report, "--as-of", "2030-05-01", now=NOW)
    assert (told.code, "时钟" in told.err) == (4, False)
    assert zizhao(*report, now=AHEAD).code == 4
