"""Tables on a terminal: drawn by Rich at its width, with Chinese in its two cells, and nothing cut."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.cli.ledgers import environment, once
from tests.cli.terminal import PATIENCE, Terminal, column

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

LONG = "桂香村三组鱼塘边的临时配电箱没有上锁，门已脱落，雨水直接淋到空气开关上，附近有儿童玩耍" * 3
ODD = "见图[/x] [red]红[/red] 𠮷野家🔥 =1+1 a|b 出口 مخرج :fire:"
TABLES = [
    ("report", "overdue"),
    ("report", "open"),
    ("report", "due", "--as-of", "2022-06-01", "--within", "60"),
    ("hazard", "list"),
    ("check", "list"),
    ("unit", "list"),
    ("measure", "list"),
    ("journal", "list"),
]
TOO_WIDE_FOR_80 = [("report", "open"), ("hazard", "list")]
"""Without the title there is no room left beside the unit's name and the days."""


@pytest.fixture(scope="module")
def zizhao(morning: Morning, tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """The examples' ledger with two hazards that are hard to show: 0007 long, 0008 odd."""

    def write(copy: Morning) -> None:
        add = ("hazard", "add", "--unit", "GXC", "--measure", "6", "--found", "2022-05-01")
        copy.ok(*add, "--title", LONG, "--responsible", "欧阳娜娜")
        copy.ok(*add, "--title", ODD, "--level", "major", "--due", "+1d")

    return once(tmp_path_factory, "hard", write, morning)


def shown(zizhao: Morning, *args: str, columns: int) -> Terminal:
    """Return the terminal after the program has drawn on it and ended with 0."""
    with Terminal(zizhao, *args, columns=columns) as terminal:
        assert terminal.finish() == 0, terminal.text
    return terminal


@pytest.mark.parametrize(
    ("args", "columns"),
    [
        pytest.param(args, columns, id=f"{' '.join(args)} {columns}")
        for args in TABLES
        for columns in (80, 200)
        if columns > 80 or args not in TOO_WIDE_FOR_80
    ],
)
def test_a_table_fits_the_terminal_and_nothing_is_cut(
    zizhao: Morning, args: tuple[str, ...], columns: int
) -> None:
    text = shown(zizhao, *args, columns=columns).text
    assert not set("─│┃") & set(text)
    assert max(cell_len(line) for line in text.splitlines()) <= columns
    headings, *lines = zizhao.ok(*args, "--format", "md").splitlines()
    names = [name.strip() for name in headings.strip("|").split("|")]
    # A heading wider than its column is folded.
    heads = {name: name if name in text else name[:2] for name in names}
    drawn = {name: "".join(column(text, heads[name])).replace(" ", "") for name in names}
    assert all(name.removeprefix(head) in drawn[name] for name, head in heads.items())
    cells = [line.replace("\\", "").strip("| ").split(" | ") for line in lines if "\\|" not in line]
    for row in (row for row in cells[1:] if len(row) == len(names)):
        for name, cell in zip(names, row, strict=True):
            assert cell.replace(" ", "") in drawn[name], (name, cell)


@pytest.mark.parametrize("columns", [80, 200])
def test_every_character_of_a_long_title_is_there(zizhao: Morning, columns: int) -> None:
    text = shown(zizhao, "report", "overdue", columns=columns).text
    assert LONG in "".join(column(text, "隐患"))
    assert "…" not in text


@pytest.mark.parametrize(
    ("args", "columns"),
    [
        (args, columns)
        for args in TABLES
        for columns in (20, 40)
        if args[0] != "measure" or columns < 40
    ]
    + [(args, 80) for args in TOO_WIDE_FOR_80],
)
def test_a_terminal_too_narrow_for_a_table_gets_a_block_for_each_row(
    zizhao: Morning, args: tuple[str, ...], columns: int
) -> None:
    lines = shown(zizhao, *args, columns=columns).text.splitlines()
    assert max(cell_len(line) for line in lines) <= columns
    text = "".join(line.rstrip() for line in lines).replace(" ", "")
    headings, _, *rows = zizhao.ok(*args, "--format", "md").splitlines()
    names = [name.strip() for name in headings.strip("|").split("|")]
    for row in (row.replace("\\", "").strip("| ").split(" | ") for row in rows if "\\|" not in row):
        if len(row) == len(names):
            block = [
                f"{name}：{cell}" for name, cell in zip(names, row, strict=True) if cell.strip()
            ]
            assert "".join(block).replace(" ", "") in text


def test_a_title_has_room_at_80_columns(zizhao: Morning) -> None:
    title = column(shown(zizhao, "report", "overdue", columns=80).text, "隐患")
    assert max(cell_len(line) for line in title) >= 12


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_numbers_days_and_names_stay_whole(morning: Morning, tmp_path: Path, columns: int) -> None:
    office, name = morning.copy(tmp_path), "欧阳娜娜木·买买提江"
    of_check = ("hazard", "add", "--unit", "SYHF", "--measure", "6", "--check", "JC-2022-00003")
    office.ok(*of_check, "--title", "堵塞", "--found", "2022-05-06", "--responsible", name)
    sheet = tmp_path / "桂香村二季度安全生产自查表（定稿）.csv"
    sheet.write_text("单位,条款,检查日期\n桂香村,6,2022-05-03\n", "utf-8")
    office.ok("check", "import", str(sheet))
    whole = {
        ("check", "list"): ["YH-2022-0001", "YH-2022-0007", "陈科旭", "刘和平", "紫照幼儿园"],
        ("hazard", "list"): ["顺意花炮经营部", "2022-05-21"],
        ("batch", "list"): ["PC-2022-0001", "2022-07-15T09:00:00+08:00"],
        ("report", "overdue"): [name, "顺意花炮经营部"],
    }
    for args, words in whole.items():
        text = shown(office, *args, columns=columns).text
        assert [word for word in words if word not in text] == []


def test_what_was_typed_is_no_markup(zizhao: Morning) -> None:
    text = shown(zizhao, "hazard", "list", columns=200).text
    assert ODD in text


def test_a_major_hazard_stands_out(zizhao: Morning) -> None:
    assert shown(zizhao, "report", "overdue", "--level", "major", columns=80).red


def test_a_major_hazard_that_is_closed_does_not(morning: Morning, tmp_path: Path) -> None:
    desk = morning.copy(tmp_path)
    add = ("hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", "墙体开裂")
    major = ("--level", "major", "--found", "2022-07-01", "--due", "+15d", "--sector", "林业")
    no = desk.ok(*add, *major).strip()
    parts = ("--measures", "加固", "--funds", "500", "--due", "2022-07-10", "--contingency", "撤离")
    desk.ok("hazard", "plan", no, "--responsible", "黄开顺", *parts)
    listed = ("hazard", "list", "--sector", "林业")
    assert shown(desk, *listed, columns=200).red
    desk.ok("hazard", "rectify", no)
    assert desk("hazard", "show", no, "--format", "json").json["rectified_by"] == "黄开顺"
    desk.ok("hazard", "review", no, "--reviewer", "刘和平", "--pass")
    assert not shown(desk, *listed, columns=200).red


def test_a_record_and_its_arithmetic_are_not_drawn_but_written(zizhao: Morning) -> None:
    for verb in ("show", "why"):
        text = shown(zizhao, "hazard", verb, "YH-2022-0007", columns=80).text
        assert f"隐患：{LONG}\n" in text


def test_off_a_terminal_nothing_is_coloured_cut_or_wrapped(zizhao: Morning) -> None:
    run = zizhao("report", "overdue", env={"COLUMNS": "40", "FORCE_COLOR": "1"})
    assert "\x1b" not in run.out
    assert LONG in run.out
    header, *rows = run.out.splitlines()[:-2]
    assert len(rows) == 7
    place = cell_len(header[: header.index("期限")])
    for row in rows:
        before = next(cut for cut in range(len(row)) if cell_len(row[:cut]) == place)
        assert row[before : before + 5] == "2022-"


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
@pytest.mark.parametrize("columns", [80, 200])
def test_in_a_real_terminal_no_line_wraps(zizhao: Morning, tmp_path: Path, columns: int) -> None:
    tmux = ["tmux", "-u", "-S", str(tmp_path / "tmux"), "-f", "/dev/null"]
    args = ("report", "overdue", "--level", "general", "--unit", "GXC")
    command = f"{sys.executable} -m zizhao_cli {' '.join(args)}; echo ==ready==; sleep {PATIENCE}"
    size = ["-x", str(columns), "-y", "90"]
    env = environment(zizhao, LC_ALL=os.environ.get("LC_ALL") or "C.UTF-8")
    subprocess.run([*tmux, "new-session", "-d", *size, command], env=env, check=True)
    try:
        screen = ""
        end = time.monotonic() + PATIENCE
        while "==ready==" not in screen and time.monotonic() < end:
            time.sleep(0.1)
            capture = subprocess.run(
                [*tmux, "capture-pane", "-p"], capture_output=True, check=True, env=env
            )
            screen = capture.stdout.decode()
    finally:
        subprocess.run([*tmux, "kill-server"], check=True, env=env)
    drawn = screen[: screen.index("==ready==")].rstrip()
    with Terminal(zizhao, *args, columns=columns) as terminal:
        assert terminal.finish() == 0
    lines = [line.rstrip() for line in terminal.text.rstrip().splitlines()]
    assert drawn.splitlines() == lines
    assert LONG in "".join(column(drawn, "隐患"))
