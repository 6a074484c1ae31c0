"""The clock set back a day: nothing is recorded under a time before the last entry, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from tests.conftest import Soak, Zizhao

ADD = ("hazard", "add", "--unit", "桂香村", "--measure", "6", "--found", "2030-05-01", "--title")
CHECK = ("check", "add", "--unit", "桂香村", "--measure", "1", "--result", "pass")
NOON, DAY_BEFORE = "2030-05-02T12:00:00+08:00", "2030-05-01T12:00:00+08:00"
A_MINUTE_BACK, THREE_BACK = "2030-05-02T11:59:00+08:00", "2030-05-02T11:57:00+08:00"


def test_the_clock_set_back_a_day(zizhao: Zizhao, soak: Soak) -> None:
    assert zizhao.ok(*ADD, "堵塞", now=NOON) == "YH-2030-0001"
    before = zizhao.db.read_bytes()
    for write in ((*ADD, "二"), CHECK, ("unit", "edit", "GXC", "--contact", "甲")):
        run = zizhao(*write, now=DAY_BEFORE)
        assert run.code == 1
        assert run.out == ""
        sentence, way_out = run.err.splitlines()
        assert "本机时钟 2030-05-01T12:00" in sentence
        assert "早于账本最后一条记录 2030-05-02T12:00" in sentence
        assert way_out.startswith("  什么也没有写入")
        assert "zizhao db accept-clock" in way_out
    assert zizhao.db.read_bytes() == before
    # Reading goes on, and so does writing once the clock is right again.
    assert zizhao("report", "open", "--format", "json", now=DAY_BEFORE).json["count"] == 1
    assert zizhao("db", "verify", now=DAY_BEFORE).code == 0
    assert zizhao.ok(*ADD, "三", now=NOON) == "YH-2030-0002"
    assert verify(zizhao.db).findings == []
    soak.figure("writes refused under a clock set back", 3)
    soak.figure("writes lost", 0)


def test_a_time_server_may_set_it_back_by_a_little(zizhao: Zizhao) -> None:
    zizhao.ok(*ADD, "堵塞", now=NOON)
    zizhao.ok(*ADD, "二", now=A_MINUTE_BACK)
    assert zizhao(*ADD, "三", now=THREE_BACK).code == 1
    times = [
        entry["recorded_at"] for entry in zizhao("journal", "list", "--format", "json").json["rows"]
    ]
    assert times == sorted(times)
    assert verify(zizhao.db).findings == []
