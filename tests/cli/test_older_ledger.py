"""A ledger of an earlier revision: every command but those that keep the file says how to upgrade it, then all work."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import COMPARE, LEAVES, OF_UNIT, REPORTS
from tests.cli.ledgers import Morning, environment
from tests.kinds import declared
from tests.store.older import ENTRIES, HEAD, content, older, rows, tables
from zizhao_cli.store.file import REVISION
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

NEXT_DAY = "2026-11-25T09:00:00+08:00"
TIP, KEY = "JB-2022-0001", "../custodian.age"
HAZARD, CHECK, SUBMISSION = "YH-2022-0001", "JC-2022-00001", "BS-2022-0001"
NOTICE = "WS-2022-0001"
NEW = ("--unit", "GXC", "--measure", "6")
REASON = ("--reason", "有误")
APPROVED = (*REASON, "--approved-by", "石世文")
CALLS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("init",): (),
    ("push",): ("--file", "out.push"),
    ("unit", "add"): ("XC1", "新村", "--kind", "village"),
    ("unit", "edit"): ("GXC", "--contact", "李四"),
    ("unit", "retire"): ("GXC", *REASON),
    ("unit", "list"): (),
    ("unit", "show"): ("GXC",),
    ("unit", "import"): ("units.csv",),
    ("check", "add"): (*NEW, "--result", "pass"),
    ("check", "list"): (),
    ("check", "show"): (CHECK,),
    ("check", "template"): ("new.xlsx", "--unit", "GXC"),
    ("check", "edit"): (CHECK, "--note", "改"),
    ("check", "note"): (CHECK, "记一句"),
    ("check", "replace"): (CHECK, "--measure", "7", *APPROVED),
    ("check", "void"): (CHECK, *REASON),
    ("check", "import"): ("checks.csv",),
    ("walk",): ("--unit", "GXC", "--discard"),
    ("hazard", "add"): (*NEW, "--title", "堵塞"),
    ("hazard", "edit"): (HAZARD, "--title", "改"),
    ("hazard", "list"): (),
    ("hazard", "show"): (HAZARD,),
    ("hazard", "why"): (HAZARD,),
    ("hazard", "plan"): (HAZARD, "--funds", "100"),
    ("hazard", "rectify"): (HAZARD,),
    ("hazard", "review"): (HAZARD, "--reviewer", "甲", "--pass"),
    ("hazard", "extend"): (
        *(HAZARD, "--due", "+40d", "--safeguards", "围挡", *REASON),
        *("--asked-by", "甲", "--approved-by", "乙"),
    ),
    ("hazard", "recount"): (HAZARD,),
    ("hazard", "transfer"): (HAZARD, "--to", "区应急局", *REASON),
    ("hazard", "reopen"): (HAZARD, "--from", "区应急局", *REASON),
    ("hazard", "answered"): (HAZARD, "--note", "将于月底前拆除"),
    ("hazard", "result"): (HAZARD, "--note", "已拆除"),
    ("notice", "rectify"): (HAZARD,),
    ("notice", "review"): (NOTICE,),
    ("notice", "supervise"): (HAZARD, "--report-by", "+10wd"),
    ("notice", "transfer"): (HAZARD,),
    ("notice", "list"): (),
    ("notice", "show"): (NOTICE,),
    ("notice", "deliver"): (NOTICE, "--received-by", "张静"),
    ("notice", "answer"): (NOTICE, "--note", "已安排"),
    ("notice", "void"): (NOTICE, *REASON),
    ("notice", "retract"): (NOTICE, *REASON),
    ("notice", "note"): (NOTICE, "电话催过"),
    ("hazard", "retract"): (HAZARD, *REASON),
    ("hazard", "note"): (HAZARD, "催办"),
    ("hazard", "replace"): (HAZARD, "--due", "2022-06-30", *APPROVED),
    ("hazard", "void"): (HAZARD, *REASON),
    ("hazard", "import"): ("hazards.csv",),
    **{path: args for path, args in declared.calls().items() if path in LEAVES},
    ("tip", "keygen"): (
        "--custodian",
        "谭波",
        "--key",
        KEY,
        "--passphrase-file",
        "pass.txt",
    ),
    ("tip", "keys"): (),
    ("tip", "sheet"): (TIP, "--output", "tip.docx"),
    ("accident", "paper"): ("SG-2022-0001", "--output", "flash.docx"),
    ("tip", "reveal"): (TIP, *REASON, "--key", KEY, "--passphrase-file", "pass.txt"),
    ("tip", "reseal"): (*REASON, "--key", "old.age", "--passphrase-file", "pass.txt"),
    ("tip", "inquire"): (TIP, "--code", "-"),
    ("duty", "settle"): ("--matter", "电动自行车"),
    ("template", "sheet"): ("duty", "--output", "duty.xlsx"),
    ("campaign", "import"): (),
    **dict.fromkeys(REPORTS, ()),
    OF_UNIT: ("GXC",),
    COMPARE: ("2022-05-01", "2022-05-31"),
    ("submit", "diff"): ("BS-2022-0001",),
    ("submit", "due"): (),
    ("submit", "make"): ("town", "--period", "2022"),
    ("batch", "list"): (),
    ("batch", "show"): ("PC-2026-0001",),
    ("batch", "undo"): ("PC-2026-0001", *REASON),
    ("batch", "run"): ("lines.txt",),
    ("layout", "save"): ("村月报", "checks.csv"),
    ("submit", "record"): ("sent.json", "--to", "区安委办"),
    ("submit", "list"): (),
    ("submit", "show"): (SUBMISSION,),
    ("submit", "return"): (SUBMISSION, *REASON),
    ("submit", "void"): (SUBMISSION, *REASON),
    ("submit", "retract"): (SUBMISSION, *REASON),
    ("submit", "note"): (SUBMISSION, "已说明"),
    ("nightly", "install"): ("--at", "半夜"),
    ("group", "add"): ("村委会", "--kind", "wecom", "--address", "-"),
    ("journal", "list"): (),
    ("journal", "show"): ("1",),
    ("open",): (HAZARD,),
    ("db", "info"): (),
    ("db", "accept-clock"): APPROVED,
}
FILES = {
    "sent.json": '{"report": "form", "form": "town", "form_version": "1", "form_digest": "0", "period": "2022", '
    '"base": "period", "as_of": "2022-05-31", "rows": [{"sheet": "a", "row": "b"}]}',
    "pass.txt": "柜子第三格 2022",
    "lines.txt": "check list\n",
    "units.csv": "代码,名称,类型\nXC1,新村,村\n",
    "checks.csv": "单位,条款,检查日期,结果\n桂香村,6,2022-05-03,合格\n",
    "hazards.csv": "单位,条款,检查日期,隐患\n桂香村,6,2022-05-03,堵塞\n",
    **{f"{kind.name}.csv": declared.sheet(kind) for kind in declared.DECLARED if kind.form},
}
OF_ANY_REVISION = {("db", name) for name in ("verify", "backup", "restore", "upgrade")}
WITHOUT_LEDGER = {
    ("submit", "forms"),
    *(("template", verb) for verb in ("list", "fields", "copy", "check")),
    *(("measure", "list"), ("measure", "show"), ("criteria", "list"), ("criteria", "check")),
    *(("schema",), ("completion",), ("help",), ("layout", "list"), ("layout", "show")),
    *(("config", verb) for verb in ("list", "get", "set", "unset")),
    *(("group", verb) for verb in ("list", "remove", "test")),
    *(
        ("district", verb)
        for verb in ("init", "add", "towns", "accept", "refused", "rejoin", "verify")
    ),
}
LISTENS = {("board",)}
"""What goes on until it is ended: tests/board asks it the same."""
ALL_IN_ONE = """
import contextlib, io, json, sys
from zizhao_cli.__main__ import main
said = []
for args in json.load(sys.stdin):
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True), io.StringIO()
    sys.argv = ["zizhao", *args]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as ended:
            said.append([ended.code, out.buffer.getvalue().decode(), err.getvalue()])
json.dump(said, sys.stdout)
"""
"""Runs the program with one list of arguments after another, and prints what each run said."""


def run_all(zizhao: Morning, folder: Path) -> dict[tuple[str, ...], tuple[int, str, str]]:
    """Return the exit code, stdout and stderr of each of CALLS."""
    done = subprocess.run(
        [sys.executable, "-c", ALL_IN_ONE],
        input=json.dumps([[*path, *args] for path, args in CALLS.items()]).encode(),
        cwd=folder,
        env=environment(zizhao, ZIZHAO_TEST_NOW=NEXT_DAY),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return dict(zip(CALLS, map(tuple, json.loads(done.stdout)), strict=True))


def test_these_are_all_commands() -> None:
    assert {*CALLS, *OF_ANY_REVISION, *WITHOUT_LEDGER, *LISTENS} == set(LEAVES)


def test_every_other_command_names_the_upgrade_and_does_nothing(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    zizhao = Morning(older(tmp_path))
    before = content(zizhao.db)
    for path, (code, out, err) in run_all(zizhao, tmp_path).items():
        assert (code, out) == (6, ""), (path, err)
        assert f"是旧格式（0001，本程序用 {REVISION}）" in err, path
        assert "用 zizhao db upgrade 升级" in err, path
    assert content(zizhao.db) == before
    assert [
        *(tmp_path / "evidence").rglob("*.*")
    ] == []  # no file stays in the folder that was made for one
    assert {file.name for file in tmp_path.iterdir()} - set(FILES) <= {
        *("ledger.db", "ledger.db-wal", "ledger.db-shm", "evidence")
    }


def test_after_the_upgrade_none_of_them_does(tmp_path: Path, upgraded: Morning) -> None:
    """So the calls above fail for the revision and nothing else; some are refused for what went before."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    said = run_all(upgraded.copy(tmp_path), tmp_path)
    assert {path for path, (code, _, _) in said.items() if code not in (0, 3)} == set()
    assert "旧格式" not in str(said)
    assert sum(code == 0 for code, _, _ in said.values()) > 25


def at(zizhao: Morning, *args: str) -> Run:
    """Run the program on the morning after the old ledger's last entry."""
    return zizhao(*args, env={"ZIZHAO_TEST_NOW": NEXT_DAY})


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """The old ledger after `db verify`, `db backup` and `db upgrade`."""
    zizhao = Morning(older(tmp_path_factory.mktemp("older")))
    verified = at(zizhao, "db", "verify", "--anchor", f"{ENTRIES}:{HEAD[:16]}")
    assert (verified.code, verified.err) == (0, "")
    made = at(zizhao, "db", "backup", "--format", "json")
    assert made.json["backup"] == str(zizhao.db.parent / "backups" / "ledger-20261125-090000.db")
    run = at(zizhao, "db", "upgrade")
    backup = zizhao.db.parent / "backups" / "ledger-20261125-090000-2.db"
    assert (run.code, run.out) == (0, "")
    assert run.err.splitlines()[:2] == [
        f"zizhao: 升级前的备份：{backup}",
        f"zizhao: 已升级：0001 → {REVISION}，核验通过",
    ]
    return zizhao


def test_the_two_backups_hold_the_old_ledger(upgraded: Morning, tmp_path: Path) -> None:
    old = older(tmp_path)
    backups = sorted((upgraded.db.parent / "backups").iterdir())
    assert [file.name for file in backups] == [
        "ledger-20261125-090000-2.db",
        "ledger-20261125-090000.db",
    ]
    for backup in backups:
        assert content(backup) == content(old)
        assert verify(backup) == ([], ENTRIES, HEAD)
        assert backup.stat().st_mode & 0o777 == 0o600
    assert rows(upgraded.db, tables(old)) == rows(old)


def test_the_second_upgrade_has_nothing_to_do(upgraded: Morning) -> None:
    run = at(upgraded, "db", "upgrade")
    assert (run.code, run.err) == (0, "zizhao: 账本已经是本程序的格式，没有可升级的\n")
    assert len(list((upgraded.db.parent / "backups").iterdir())) == 2


OPEN = {"YH-2022-0001": 1665, "YH-2022-0003": 1665, "YH-2022-0004": 1654}
"""Days from the deadline, 2022-05-05 or 2022-05-16, to 2026-11-25, counted by hand."""


def test_the_list_of_hazards_says_what_the_rows_say(upgraded: Morning) -> None:
    listed = at(upgraded, "hazard", "list", "--format", "json").json
    assert (listed["list"], listed["count"]) == ("hazards", 5)
    shown = [
        [row[key] for key in ("no", "unit_code", "title", "level", "state", "due_on", "check_no")]
        for row in listed["rows"]
    ]
    due, later = "2022-05-05", "2022-05-16"
    assert shown == [
        ["YH-2022-0001", "GXC", "出口堵塞", "general", "registered", due, "JC-2022-00001"],
        ["YH-2022-0002", "GXC", "疏散通道堆放杂物", "major", "closed", "2022-05-20", None],
        ["YH-2022-0003", "GXC", "改正", "general", "registered", due, None],
        ["YH-2022-0004", "GXC", "堵塞", "general", "registered", later, "JC-2022-00003"],
        ["YH-2022-0005", "DQC", "漏电", "general", "voided", later, "JC-2022-00005"],
    ]
    counted = {row["no"]: row["days_overdue"] for row in listed["rows"]}
    assert counted == {**OPEN, "YH-2022-0002": None, "YH-2022-0005": None}
    closed = listed["rows"][1]
    days = [closed[key] for key in ("original_due_on", "rectified_on", "closed_on", "days_late")]
    assert days == [due, "2022-06-01", "2022-06-02", 12]
    assert [row["extensions"] for row in listed["rows"]] == [0, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("day", "overdue"),
    [
        # Extended to 2022-05-20, rectified on 05-25, sent back on 05-27, rectified again on 06-01.
        # The fifth was struck out with its batch on 2026-11-24, and so on all days.
        ("2022-05-24", {"0001": 19, "0002": 4, "0003": 19, "0004": 8}),
        ("2022-05-26", {"0001": 21, "0003": 21, "0004": 10}),
        ("2022-05-28", {"0001": 23, "0002": 8, "0003": 23, "0004": 12}),
        ("2026-11-25", {"0001": 1665, "0003": 1665, "0004": 1654}),
    ],
)
def test_what_was_overdue_on_a_day_of_the_old_ledger(
    upgraded: Morning, day: str, overdue: dict[str, int]
) -> None:
    report = at(upgraded, "report", "overdue", "--as-of", day, "--format", "json").json
    assert {row["no"][-4:]: row["days_overdue"] for row in report["rows"]} == overdue
    assert report["anchor"] == f"{ENTRIES}:{HEAD}"
