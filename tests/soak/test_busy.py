"""Past the waiting time every kind of writing command gives up: exit 5, in Chinese, with nothing written."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import COMPARE, LEAVES, OF_UNIT, REPORTS
from tests.kinds import declared
from tests.soak.officer import Answer, call_main
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Zizhao

READING = {
    *(
        (noun, verb)
        for noun in ("unit", "measure", "check", "hazard", "batch", "journal", "notice")
        for verb in ("list", "show")
    ),
    *REPORTS,
    COMPARE,
    OF_UNIT,
    *(("submit", verb) for verb in ("make", "forms", "list", "show", "diff", "due")),
    *(("db", verb) for verb in ("info", "verify", "backup", "upgrade")),
    *(
        path
        for path in LEAVES
        if path[0]
        in (
            "schema",
            "completion",
            "open",
            "help",
            "config",
            "board",
            "group",
            "template",
            "criteria",
        )
    ),
    ("walk",),  # which asks before it writes, on a terminal alone
    *(("layout", verb) for verb in ("list", "show")),
    # Its lines wait as they do by themselves, and it says which of them did.
    ("batch", "run"),
    # The lock is that of another database; what is recorded in the ledger in the end waits as all else.
    *(path for path in LEAVES if path[0] in ("push", "district")),
    ("hazard", "why"),
    # Drawn up before the lock is taken, as the other papers, which stand for them below.
    *(("notice", paper) for paper in ("review", "transfer")),
    ("check", "template"),
    ("nightly", "install"),
    # All kinds that are declared whole record by the same functions; topics stand for them below.
    *(path for path in LEAVES if path[0] in declared.NAMES and path[0] != "topic"),
    *(("topic", verb) for verb in ("list", "show")),
}
"""What takes no lock (`db upgrade` only where there is something to do); every other command is held up here."""
DAY = ("--on", "2022-04-21")
WRITES: list[tuple[int, tuple[str, ...]]] = [
    (0, ("init",)),
    (0, ("unit", "add", "XD", "新店", "--kind", "site")),
    (0, ("unit", "edit", "A1", "--contact", "谭二")),
    (0, ("unit", "retire", "A2", "--reason", "关停")),
    (0, ("unit", "import", "{units}")),
    (0, ("check", "add", "--unit", "桂香村", "--measure", "6", "--hazard", "堵塞")),
    (0, ("check", "add", "--unit", "桂香村", "--measure", "6", "--result", "pass", "--source-id", "一")),
    (0, ("check", "edit", "JC-2022-00001", "--note", "补记")),
    (0, ("check", "note", "JC-2022-00001", "补签字")),
    (0, ("check", "replace", "JC-2022-00001", "--measure", "7", "--reason", "写错")),
    (0, ("check", "void", "JC-2022-00003", "--reason", "重复")),
    (0, ("check", "import", "{checks}")),
    (0, ("check", "import", "{checks}", "--dry-run")),
    (0, ("layout", "save", "村月报", "{checks}")),
    (0, ("hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", "堵塞")),
    (0, ("hazard", "edit", "YH-2022-0001", "--title", "改", *DAY)),
    (0, ("hazard", "plan", "YH-2022-0002", "--measures", "清理", *DAY)),
    (0, ("hazard", "rectify", "YH-2022-0003", *DAY)),
    (0, ("hazard", "review", "YH-2022-0009", "--reviewer", "刘和平", "--pass", *DAY)),
    (0, ("hazard", "extend", "YH-2022-0004", "--due", "+30d", "--reason", "雨", "--safeguards", "守", "--approved-by", "刘和平", *DAY)),
    (0, ("hazard", "transfer", "YH-2022-0005", "--to", "区", "--reason", "超出权限", *DAY)),
    (0, ("hazard", "answered", "YH-2022-0005", "--note", "月底前拆除", *DAY)),
    (0, ("hazard", "result", "YH-2022-0005", "--note", "已拆除", *DAY)),
    (0, ("notice", "rectify", "YH-2022-0004", "YH-2022-0007", *DAY)),
    (0, ("notice", "deliver", "WS-2022-0001", "--received-by", "谭二", *DAY)),
    (0, ("notice", "retract", "WS-2022-0001", "--reason", "记错")),
    (0, ("notice", "note", "WS-2022-0001", "电话催过")),
    (0, ("notice", "supervise", "YH-2022-0004", "--report-by", "+10wd", *DAY)),
    # Refused once it gets to look: it was not delivered.
    (3, ("notice", "answer", "WS-2022-0002", "--note", "已安排", *DAY)),
    (0, ("notice", "void", "WS-2022-0002", "--reason", "重复")),
    (0, ("hazard", "void", "YH-2022-0006", "--reason", "重复", "--approved-by", "石世文")),
    (0, ("hazard", "retract", "YH-2022-0003", "--reason", "记错")),
    (0, ("hazard", "reopen", "YH-2022-0005", "--from", "区", "--reason", "退回", *DAY)),
    (0, ("hazard", "note", "YH-2022-0006", "催办")),
    (0, ("hazard", "replace", "YH-2022-0008", "--unit", "A1", "--reason", "写错", "--approved-by", "石世文")),
    # Refused once it gets to look: no clock is behind.
    (3, ("db", "accept-clock", "--reason", "钟快", "--approved-by", "石世文")),
    # Refused once it gets to look: this deadline is not provisional.
    (3, ("hazard", "recount", "YH-2022-0007")),
    (0, ("hazard", "import", "{hazards}")),
    (0, ("topic", "add", "--title", "人手不够", *DAY)),
    (0, ("topic", "study", "WT-2022-0001", "--studied-by", "党政会", "--solution", "增加人手", *DAY)),
    (0, ("topic", "close", "WT-2022-0001", "--outcome", "到岗", *DAY)),
    (0, ("topic", "edit", "WT-2022-0001", "--note", "两名")),
    (0, ("topic", "note", "WT-2022-0001", "已公示")),
    (0, ("topic", "retract", "WT-2022-0001", "--reason", "记错")),
    (0, ("topic", "void", "WT-2022-0001", "--reason", "重复")),
    (0, ("topic", "import", "{topics}")),
    (0, ("submit", "record", "{form}", "--to", "区安委办", "--on", "2022-06-03")),
    (0, ("submit", "note", "BS-2022-0001", "电话确认收到")),
    (0, ("submit", "return", "BS-2022-0001", "--reason", "口径不对", "--on", "2022-06-04")),
    (0, ("submit", "retract", "BS-2022-0001", "--reason", "记错")),
    (0, ("submit", "void", "BS-2022-0001", "--reason", "记错")),
    (0, ("batch", "undo", "{batch}", "--reason", "拿错了")),
    (0, ("db", "restore", "{backup}")),
]  # fmt: skip
HAZARDS = "单位,条款,检查日期,隐患,责任人,整改完成时间\n"
CHECKS = "单位,条款,检查日期,结果\n"
UNITS = "代码,名称,类别\n"


def files(folder: Path) -> dict[str, str]:
    """Return the files that the imports read, by what stands for them in WRITES."""
    contents = {
        "units": f"{UNITS}C1,丙店,场所\n",
        "checks": f"{CHECKS}桂香村,6,2022-04-22,符合\n",
        "hazards": f"{HAZARDS}桂香村,6,2022-04-22,占道,谭二,\n",
        "topics": "问题,单位\n路灯不亮,桂香村\n",
    }
    for name, text in contents.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return {name: str(folder / f"{name}.csv") for name in contents}


def set_up(folder: Path) -> str:
    """Write what the steps are taken on, and return the number of a batch that may be undone."""

    def take(form: str, text: str) -> str:
        file = folder / "first.csv"
        file.write_text(text, "utf-8")
        done = call_main([form, "import", str(file), "--format", "json"])
        assert done.code == 0, done.err
        batch: str = json.loads(done.out)["batch"]
        return batch

    lines = [f"桂香村,6,2022-04-20,第{number}项,谭二,\n" for number in range(1, 9)]
    take("hazard", "".join([HAZARDS, *lines, "桂香村,6,2022-04-20,已改,谭二,2022-04-20\n"]))
    take("unit", f"{UNITS}A1,甲店,场所\nA2,乙店,场所\n")
    take("check", f"{CHECKS}桂香村,6,2022-04-20,符合\n")
    return take("check", f"{CHECKS}桂香村,7,2022-04-20,符合\n")


@pytest.fixture
def ledger(zizhao: Zizhao, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger that `main()`, called in this process, writes in."""
    monkeypatch.setenv("ZIZHAO_DB", str(zizhao.db))
    monkeypatch.setenv("ZIZHAO_BY", "陈科旭")
    monkeypatch.setattr(sys, "argv", sys.argv)
    return zizhao.db


def test_every_writing_command_is_held_up_here() -> None:
    held_up = {path for path in LEAVES if any(args[: len(path)] == path for _, args in WRITES)}
    assert held_up == set(LEAVES) - READING


def test_past_the_waiting_time(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {**files(tmp_path), "batch": set_up(tmp_path)}
    known["form"] = str(tmp_path / "form.json")
    made = call_main(
        ["submit", "make", "monthly", "--period", "2022-05", "--output", known["form"]]
    )
    assert made.code == 0, made.err
    known["backup"] = call_main(["db", "backup"]).out.strip()
    calls = [[arg.format(**known) for arg in args] for _, args in WRITES]
    monkeypatch.setenv("ZIZHAO_BUSY_SECONDS", "0.3")
    busy = (
        f"zizhao: 错误: 账本正忙：{ledger}，等了 0.3 秒仍有别的程序在写\n"
        "  什么也没有写入；稍后重试\n"
    )
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        before = list(other.iterdump())
        answers = [(call, call_main(call)) for call in calls]
        assert answers == [(call, Answer(5, "", busy)) for call in calls]
        assert list(other.iterdump()) == before
        other.execute("ROLLBACK")
    assert verify(ledger)[0] == []
    # It was the lock alone that stood in their way.
    answers = [(call, call_main(call)) for call in calls]
    assert [answer.code for _, answer in answers] == [code for code, _ in WRITES], answers
