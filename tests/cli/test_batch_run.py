"""`batch run`: many commands in one process do what they do one by one, or nothing at all."""

from __future__ import annotations

import json
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import LEAVES, REPORTS
from tests.cli.custody import ADD as TIP
from tests.cli.custody import DAY as TIP_DAY
from tests.cli.custody import NAMED, SEALED, copied
from tests.cli.terminal import Terminal
from tests.store.older import content, rows
from zizhao_cli.store.held import HELD, TransactionLost
from zizhao_cli.store.journal.chain import rows_digest
from zizhao_cli.store.write_ahead import UNMARKED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning
    from tests.conftest import Run

LISTS = [
    path
    for path in LEAVES
    if path[-1] == "list" and path[0] not in ("group", "config", "template", "layout")
]
OF_GXC = ("--unit", "桂香村", "--measure", "6")
CHECK = ("check", "add", *OF_GXC, "--result", "pass", "--on", "2022-05-03")
COMMANDS = [
    ("unit", "add", "NEW", '新 "兴" 厂', "--kind", "enterprise", "--alias", "新兴"),
    (
        "check",
        "add",
        "--unit",
        '新 "兴" 厂',
        "--measure",
        "5",
        "--result",
        "pass",
        "--note",
        "一 二",
    ),
    (
        "check",
        "add",
        *OF_GXC,
        "--on",
        "2022-07-01",
        "--hazard",
        "3#楼出口堵塞",
        "--source-id",
        "A 1",
    ),
    ("--by", "张静", "hazard", "add", *OF_GXC, "--title", "它's 漏电", "--found", "2022-07-02"),
    ("hazard", "rectify", "8", "--rectified-by", "李四", "--on", "2022-07-05"),
    ("hazard", "review", "8", "--reviewer", "王五", "--pass", "--on", "2022-07-06"),
    ("hazard", "note", "7", "8", "已电话催办"),
    ("hazard", "list", "--format", "json"),
    ("report", "overdue", "--format", "csv"),
    (
        "check",
        "add",
        *OF_GXC,
        "--on",
        "2022-07-01",
        "--hazard",
        "3#楼出口堵塞",
        "--source-id",
        "A 1",
    ),
    ("hazard", "void", "7", "--reason", "登记错了", "--approved-by", "石世文"),
    ("journal", "list"),
]


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    return morning.copy(tmp_path)


def written(commands: list[tuple[str, ...]]) -> str:
    """Return commands as lines, every other one as a JSON list."""
    lines = [
        json.dumps(words, ensure_ascii=place % 4 == 0) if place % 2 else shlex.join(words)
        for place, words in enumerate(commands)
    ]
    return "".join(f"{line}\n" for line in lines)


def run(zizhao: Morning, *lines: str, more: tuple[str, ...] = (), **how: str) -> Run:
    """Run lines that come on stdin."""
    given = "".join(f"{line}\n" for line in lines)
    return zizhao("batch", "run", "-", *more, stdin=given.encode(), env=how)


def count(zizhao: Morning) -> int:
    """Return how many checks there are."""
    return len(rows(zizhao.db)["checks"])


# What is done


@pytest.mark.parametrize("more", [(), ("--atomic",)])
def test_lines_do_what_the_commands_do_one_by_one(
    morning: Morning, tmp_path: Path, more: tuple[str, ...]
) -> None:
    """The clock stands still, so that even the hashes of the journal are the same."""
    (tmp_path / "apart").mkdir()
    (tmp_path / "together").mkdir()
    apart, together = morning.copy(tmp_path / "apart"), morning.copy(tmp_path / "together")
    runs = [apart(*command) for command in COMMANDS]
    assert {run.code for run in runs} == {0}
    file = tmp_path / "lines.txt"
    file.write_text(written(COMMANDS), encoding="utf-8")
    done = together("batch", "run", str(file), *more)
    assert (done.code, done.out) == (0, "".join(run.out for run in runs))
    assert done.err == "".join(run.err for run in runs)
    assert content(together.db)[:3] == content(apart.db)[:3]
    together.ok("db", "verify")


@pytest.mark.parametrize(
    ("encoding", "end"), [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("gb18030", "\r\n")]
)
def test_the_file_is_of_any_encoding_that_imports_take(
    zizhao: Morning, tmp_path: Path, encoding: str, end: str
) -> None:
    lines = ["# 补录", "", "   ", "  # 第二天的", shlex.join((*CHECK, "--note", "查过 了"))]
    file = tmp_path / "行.txt"
    file.write_bytes(end.join(lines).encode(encoding))
    no = zizhao.ok("batch", "run", str(file))
    assert zizhao("check", "show", no, "--format", "json").json["note"] == "查过 了"


def test_a_file_that_cannot_be_read_is_named(zizhao: Morning, tmp_path: Path) -> None:
    before = content(zizhao.db)
    (tmp_path / "broken.txt").write_bytes(f"{shlex.join(CHECK)}\n".encode() + b"\xff\xff")
    for name, why in {
        "broken.txt": "不是 UTF-8 也不是 GB18030",
        "missing.txt": "没有这个文件",
    }.items():
        done = zizhao("batch", "run", str(tmp_path / name))
        assert (done.code, done.out) == (3, "")
        assert f"命令文件 {tmp_path / name} 读不了：" in done.err
        assert why in done.err
    assert content(zizhao.db) == before


def test_nothing_is_nothing_to_do(zizhao: Morning) -> None:
    for more in ((), ("--atomic",)):
        done = run(zizhao, "# nothing", more=more)
        assert (done.code, done.out, done.err) == (0, "", "")


# Where it stops

GOOD = shlex.join(CHECK)
BAD = {
    "check add --unit 没有的村 --measure 6 --result pass": (3, "单位名册里没有 “没有的村”"),
    "check add --nosuch": (2, "没有选项 “--nosuch”"),
    "chekc add": (2, "没有命令 “chekc”；是不是 check？"),
    f"{GOOD} --note '没有合上": (2, "这一行看不懂：引号没有成对"),
    '["check","list"': (2, "不是一个 JSON 列表"),
    '["check","show",99]': (2, "JSON 列表里每一项都应是文字"),
    '["check","list","\\u0000"]': (2, "JSON 列表里每一项都应是文字"),
    "check add --unit 桂香村": (2, "缺少 --measure"),
    "--db nowhere.db check list": (6, "没有账本"),
    "batch run x": (2, "batch run 不能写在 batch run 的一行里"),
    "batch -- run x": (2, "batch run 不能写在 batch run 的一行里"),
    "walk --unit 桂香村": (2, "walk 不能写在 batch run 的一行里：要有人在终端上应答"),
    "board": (2, "board 不能写在 batch run 的一行里"),
    "init": (2, "init 不能写在 batch run 的一行里"),
    "nightly": (2, "nightly 不能写在 batch run 的一行里"),
    "group list": (2, "group 不能写在 batch run 的一行里"),
    "config set by 甲": (2, "config 不能写在 batch run 的一行里"),
    "db restore x.db": (2, "db 不能写在 batch run 的一行里"),
    "open YH-2022-0001": (2, "open 不能写在 batch run 的一行里"),
    "help check": (2, "help 不能写在 batch run 的一行里"),
    "completion bash": (2, "completion 不能写在 batch run 的一行里"),
    "hazard note - 已催办": (2, "batch run 的一行不能从标准输入读"),
    "check import - --type csv": (2, "batch run 的一行不能从标准输入读"),
}


@pytest.mark.parametrize("more", [(), ("--atomic",)])
@pytest.mark.parametrize("bad", BAD)
def test_it_stops_at_the_first_bad_line(zizhao: Morning, bad: str, more: tuple[str, ...]) -> None:
    before, (code, why) = content(zizhao.db), BAD[bad]
    if more and bad.startswith("--db"):
        code, why = 2, "nowhere.db 是另一本"
    elif more and "import" in bad:
        code, why = 2, "check import 不能和别的一起办成（--atomic）"
    done = run(zizhao, "# 前面", GOOD, GOOD, bad, GOOD, more=more)
    first, *_, last = done.err.replace("zizhao: JC", "JC").split("zizhao: ")[1:]
    assert done.code == code
    assert first.startswith("错误: 第 4 行：")
    assert why in first
    if more:
        assert last == f"停在第 4 行，退出码 {code}；--atomic：什么也没有写入\n"
        assert done.out == ""
        assert content(zizhao.db) == before
        assert "JC-" not in done.err
    else:
        assert last == (
            f"停在第 4 行，退出码 {code}；前面已照办 2 行，这一行没有写入，后面的没有办\n"
        )
        assert len(done.out.split()) == 2
        assert len(rows(zizhao.db)["journal"]) == len(before[0]["journal"]) + 2  # type: ignore[index]
    zizhao.ok("db", "verify")


def test_a_check_that_finds_something_stops_it_too(zizhao: Morning) -> None:
    before = count(zizhao)
    done = run(zizhao, "report overdue --exit-code --format csv", GOOD)
    assert done.code == 4
    assert done.out.startswith("no,")
    assert "停在第 1 行，退出码 4；前面已照办 0 行" in done.err
    assert count(zizhao) == before


def test_what_a_bad_line_wrote_is_said(zizhao: Morning, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(
        "单位,条款,检查日期,结果\n桂香村,6,2022-05-03,合格\n没有的村,6,2022-05-03,合格\n", "utf-8"
    )
    sheet = shlex.quote(str(tmp_path / "rows.csv"))
    done = run(zizhao, f"check import {sheet} --keep-good", GOOD)
    assert done.code == 3
    assert "PC-2022-" in done.out
    assert "前面已照办 0 行，这一行已记入账本，后面的没有办" in done.err


def test_a_busy_ledger_is_the_lines_code(zizhao: Morning) -> None:
    with closing(sqlite3.connect(zizhao.db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for more in ((), ("--atomic",)):
            done = run(zizhao, "check list --format csv", GOOD, more=more, ZIZHAO_BUSY_SECONDS="0")
            assert done.code == 5
    assert run(zizhao, "check list --format csv", GOOD).code == 0


# All or nothing


def test_lines_of_one_transaction_see_what_those_before_wrote(zizhao: Morning) -> None:
    listed = "check list --source-id 甲 --format json"
    done = run(zizhao, f"{GOOD} --source-id 甲", listed, more=("--atomic",))
    no, _, answer = done.out.partition("\n")
    assert [row["no"] for row in json.loads(answer)["rows"]] == [no]


@pytest.mark.parametrize("more", [(), ("--atomic",)])
def test_all_lists_and_reports_are_lines(morning: Morning, more: tuple[str, ...]) -> None:
    """Twice, for in one transaction they share a connection."""
    asked = [(*path, "--format", "json") for path in (*LISTS, *REPORTS)] * 2
    lines = [shlex.join(words) for words in asked]
    done = run(morning, *lines, more=more)
    assert done.code == 0, done.err
    found, decoder, rest = [], json.JSONDecoder(), done.out
    while rest.strip():
        answer, end = decoder.raw_decode(rest := rest.lstrip())
        found.append(answer)
        rest = rest[end:]
    assert len(found) == len(asked)
    for words, answer in list(zip(asked, found, strict=True))[:: len(asked) // 12]:
        assert answer == morning(*words).json, words


ALONE = {
    "check import rows.csv": "check import 不能和别的一起办成（--atomic）：自己就是一次办成",
    "check template x.xlsx --unit 桂香村": "check template 不能和别的一起办成",
    "layout list": "layout 不能和别的一起办成",
    "template list": "template 不能和别的一起办成",
    "tip reveal 1 --reason 核实": "tip reveal 不能和别的一起办成（--atomic）：不管办没办成都要留下记录",
    "tip keygen": "tip keygen 不能和别的一起办成",
    "tip reseal": "tip reseal 不能和别的一起办成",
    "tip inquire 1": "tip inquire 不能和别的一起办成",
}


@pytest.mark.parametrize("line", ALONE)
def test_what_cannot_be_taken_back_is_no_part_of_it(zizhao: Morning, line: str) -> None:
    before = content(zizhao.db)
    done = run(zizhao, GOOD, line, more=("--atomic",))
    assert (done.code, done.out) == (2, "")
    assert f"第 2 行：{ALONE[line]}" in done.err
    assert content(zizhao.db) == before


def test_files_are_no_part_of_it_either(zizhao: Morning, tmp_path: Path) -> None:
    before, output = content(zizhao.db), tmp_path / "逾期.csv"
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    for line, why in {
        f"report overdue --output {output}": f"不写文件 {output}",
        f"{GOOD} --evidence {picture}": "附件（照片、文书、报表文件）不能和 --atomic 一起记",
        "notice rectify 1 --output x.docx": "附件（照片、文书、报表文件）不能和 --atomic 一起记",
    }.items():
        done = run(zizhao, GOOD, line, more=("--atomic",))
        assert (done.code, done.out) == (2, ""), done.err
        assert why in done.err
    assert content(zizhao.db) == before
    assert not output.exists()
    assert not (tmp_path / "evidence").exists()
    assert run(zizhao, GOOD, f"report overdue --output {output}").code == 0
    assert output.exists()


def test_the_log_of_one_transaction_goes_on_from_its_ledger(zizhao: Morning) -> None:
    """Somebody else has the ledger open, so that the log stays beside it, with the mark of the last of several entries."""
    before = count(zizhao)
    with closing(sqlite3.connect(zizhao.db)) as other:
        other.execute("SELECT 1 FROM journal").fetchone()
        for _ in range(2):
            assert run(zizhao, *[GOOD] * 5, more=("--atomic",)).code == 0
            zizhao.ok("db", "verify")
        assert zizhao.db.with_name("ledger.db-wal").stat().st_size
    assert count(zizhao) == before + 10


def test_nothing_goes_on_in_a_transaction_that_is_lost(tmp_path: Path) -> None:
    """As where the database took it back by itself, and a reminder passed over the error."""
    ledger = tmp_path / "ledger.db"
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        with HELD.holding(ledger, connection, UNMARKED):
            assert HELD.connection_to(ledger) is connection
            connection.execute("ROLLBACK")
            with pytest.raises(TransactionLost):
                HELD.connection_to(ledger)
    assert HELD.connection_to(ledger) is None


def test_nobody_is_asked(zizhao: Morning, tmp_path: Path) -> None:
    """What is typed on the terminal meanwhile answers nothing."""
    (tmp_path / "lines.txt").write_text(f"{GOOD}\ncheck add --unit 桂香村\n", encoding="utf-8")
    with Terminal(zizhao, "batch", "run", str(tmp_path / "lines.txt")) as terminal:
        assert terminal.finish() == 2
        assert "第 2 行：缺少 --measure" in terminal.text


# What is sealed


def test_errors_about_tips_quote_nothing_and_others_do(keyed_once: Path, tmp_path: Path) -> None:
    def told(name: str, *lines: str) -> str:
        (tmp_path / name).mkdir()
        diary = copied(keyed_once, tmp_path / name)
        diary.ok(TIP_DAY, *TIP, *SEALED, stdin=NAMED)
        given = "".join(f"{line}\n" for line in lines).encode()
        return diary.on(TIP_DAY, "batch", "run", "-", stdin=given).err

    secret, other = "欧阳觅渡", "没有的村"
    show = "tip show JB-2022-0001 --format json"
    add, wrong = f"tip add --nosuch {secret}", f"check list --unit {other}"
    assert other in told("a", show, wrong)
    assert secret not in told("b", "hazard list", show, add)
    assert secret not in told("c", f"tip add '{secret}")
    assert "第 3 行" in told("d", "hazard list", show, f"tip list --sort {secret}")
    assert secret not in told("e", f"tip show {secret}")


# What is kept from line to line


def test_the_program_is_built_once(zizhao: Morning, tmp_path: Path) -> None:
    """What a line costs must not hold what the program costs: commands are built for the first line of their kind."""

    def built(lines: int) -> int:
        (tmp_path / "lines.txt").write_text(f"{GOOD}\n" * lines, encoding="utf-8")
        script = (
            "import sys, runpy\nimport typer.main as m\nbuild, n = m.get_command_from_info, [0]\n"
            "def counted(*a, **k):\n    n[0] += 1\n    return build(*a, **k)\n"
            "m.get_command_from_info = counted\n"
            "sys.argv = ['zizhao', 'batch', 'run', sys.argv[1]]\n"
            "try:\n    runpy.run_module('zizhao_cli', run_name='__main__')\n"
            "finally:\n    print(n[0], file=sys.stderr)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / "lines.txt")],
            env=zizhao.around({}, None),
            capture_output=True,
            check=True,
        )
        return int(done.stderr.decode().split()[-1])

    assert built(2) == built(20) == 2


def test_a_digest_looks_closer_only_at_what_was_written(morning: Morning) -> None:
    asked: list[str] = []
    with closing(sqlite3.connect(f"file:{morning.db}?mode=ro", uri=True)) as ledger:
        query = "SELECT seq, digest FROM journal WHERE action = 'check.add' ORDER BY seq"
        seq, digest = ledger.execute(query).fetchone()
        ledger.set_trace_callback(asked.append)
        assert rows_digest(ledger, seq) == digest
    looked_at = {one.split("(")[-1].rstrip(")") for one in asked if one.startswith("PRAGMA")}
    assert "checks" in looked_at
    assert looked_at <= {"checks", "hazard_version"}
    assert len(asked) == 2 + 2 * len(looked_at)
