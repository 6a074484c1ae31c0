"""What each reading command does not import, in fresh interpreters; help does not open the ledger."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import COMMANDS, COMPARE, OF_UNIT, REPORTS
from tests.cli.ledgers import environment

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

HEAVY = {
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "pydantic_core",
    "alembic",
    "openpyxl",
    "python_calamine",
    "xlsxwriter",
    "chinese_calendar",
    "docx",
    "docxtpl",
    "jinja2",
    "lxml",
    "PIL",
    "icalendar",
}
RUNNER = """
import sys
try:
    from zizhao_cli.__main__ import main
    main()
finally:
    with open({notes!r}, "w") as file:
        print(*sys.modules, sep="\\n", file=file)
"""
READING = {
    *((noun, verb) for noun, verb in ((*path, "", "")[:2] for path in COMMANDS) if verb == "list"),
    *REPORTS,
    (*COMPARE, "2022-05-01", "2022-07-15"),
    (*OF_UNIT, "GXC"),
    ("report", "open", "--group-by", "unit"),
    ("report", "overdue", "--as-of", "2022-06-01", "--known-at", "2022-07-15"),
    ("report", "open", "--unit", "桂香村", "--phase", "1", "--measure", "第六条"),
    ("hazard", "show", "YH-2022-0003"),
    ("hazard", "why", "YH-2022-0003"),
    ("check", "show", "JC-2022-00003"),
    ("unit", "show", "GXC"),
    ("measure", "show", "6"),
    ("journal", "show", "3"),
    ("db", "info"),
    *((*path, "--help") for path in COMMANDS if len(path) <= 1),
    ("--version",),
}
COMPLETED = {
    "zizhao hazard show YH": "YH-2022-0001",
    "zizhao unit show 桂": "桂香村",
    "zizhao batch undo PC": "PC-2022-0001",
    "zizhao report overdue --format j": "json",
    "zizhao report calendar --format i": "ics",
    "zizhao report overdue --phase ": "2",
    "zizhao report overdue --sort no,-due": "no,-due_on",
    "zizhao check list --measure 1": "15",
    "zizhao check list --sort no,unit_": "no,unit_kind",
    "zizhao journal list --sort s": "subject",
    "zizhao batch list --sort a": "actor",
    "zizhao unit list --sort p": "phone",
    "zizhao measure show ": "7",
    "zizhao check add --result ": "pass",
    "zizhao config set p": "pager",
    "zizhao unit show GXC --format t": "table",
}


def modules(
    zizhao: Morning,
    folder: Path,
    *args: str,
    stdout: int = subprocess.PIPE,
    silent: bool = True,
    **env: str,
) -> tuple[set[str], int, bytes]:
    """Return the modules that a run of the program loaded, its exit code, and its stdout; `silent` where it has nothing to note."""
    notes = folder / "modules.txt"
    around = environment(zizhao, PYTHONPATH="", **env)
    done = subprocess.run(
        [sys.executable, "-c", RUNNER.format(notes=str(notes)), *args],
        env=around,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
    )
    assert not (silent and done.stderr), done.stderr.decode()
    return set(notes.read_text().split()), done.returncode, done.stdout or b""


def heavy(loaded: set[str]) -> set[str]:
    """Return what of `loaded` no reading command should have loaded."""
    return HEAVY & loaded


@pytest.mark.parametrize("args", sorted(READING), ids=" ".join)
def test_reading_stays_light(morning: Morning, tmp_path: Path, args: tuple[str, ...]) -> None:
    loaded, code, out = modules(morning, tmp_path, *args)
    assert code == 0
    assert out
    assert heavy(loaded) == set()
    assert "rich.table" not in loaded


@pytest.mark.parametrize("format", ["json", "csv", "md"])
def test_formats_stay_light(morning: Morning, tmp_path: Path, format: str) -> None:
    loaded, code, _ = modules(morning, tmp_path, "report", "open", "--format", format)
    assert code == 0
    assert heavy(loaded) == set()
    assert "rich" not in loaded


@pytest.mark.parametrize("line", COMPLETED)
def test_completion_answers_and_stays_light(morning: Morning, tmp_path: Path, line: str) -> None:
    zizhao, rows = morning.copy(tmp_path), "单位,条款,检查日期\n桂香村,6,2022-05-01\n"
    zizhao.ok("check", "import", "-", "--type", "csv", stdin=rows.encode())
    loaded, _, out = modules(
        zizhao,
        tmp_path,
        _ZIZHAO_COMPLETE="complete_bash",
        COMP_WORDS=line,
        COMP_CWORD=str(line.count(" ")),
    )
    assert COMPLETED[line] in out.decode().split()
    assert heavy(loaded) == set()


def test_completion_is_silent_without_a_ledger(morning: Morning, tmp_path: Path) -> None:
    loaded, _, out = modules(
        morning,
        tmp_path,
        _ZIZHAO_COMPLETE="complete_bash",
        COMP_WORDS="zizhao unit show 桂",
        COMP_CWORD="3",
        ZIZHAO_DB=str(tmp_path / "none.db"),
    )
    assert out.strip() == b""
    assert heavy(loaded) == set()


def test_tables_are_drawn_only_for_a_terminal(morning: Morning, tmp_path: Path) -> None:
    terminal, stdout = pty.openpty()
    loaded, code, _ = modules(morning, tmp_path, "report", "overdue", stdout=stdout)
    os.close(stdout)
    os.close(terminal)
    assert code == 0
    assert "rich.table" in loaded
    assert heavy(loaded) == set()


WRITING = {
    ("hazard", "add", "--unit", "GXC", "--measure", "6", "--title", "堵塞", "--due", "+10wd"),
    ("check", "add", "--unit", "GXC", "--measure", "6", "--result", "pass"),
    ("check", "void", "JC-2022-00001", "--reason", "重复"),
    ("hazard", "rectify", "YH-2022-0005", "--rectified-by", "甲"),
    ("hazard", "edit", "YH-2022-0001", "--title", "软管老化"),
    ("hazard", "retract", "YH-2022-0002", "--reason", "误销", "--approved-by", "石世文"),
    (
        *("hazard", "replace", "YH-2022-0006", "--unit", "大丘村", "--reason", "写错"),
        *("--approved-by", "石世文"),
    ),
    ("hazard", "note", "YH-2022-0002", "催办"),
    ("unit", "edit", "GXC", "--contact", "李四"),
    ("check", "import", "ROWS"),
    ("db", "verify"),
    ("db", "backup"),
}


@pytest.mark.parametrize("args", sorted(WRITING), ids=" ".join)
def test_writing_and_verifying_load_no_orm(
    morning: Morning, tmp_path: Path, args: tuple[str, ...]
) -> None:
    zizhao, rows = morning.copy(tmp_path), tmp_path / "rows.csv"
    rows.write_text("单位,条款,检查日期\n桂香村,6,2022-05-01\n", encoding="utf-8")
    given = [str(rows) if arg == "ROWS" else arg for arg in args]
    loaded, code, _ = modules(zizhao, tmp_path, *given, silent=False)
    assert code == 0
    assert {"sqlmodel", "sqlalchemy", "alembic"} & loaded == set()


def test_what_is_pointed_out_costs_no_yaml(morning: Morning, tmp_path: Path) -> None:
    add = ("hazard", "add", "--title", "堵塞", "--due", "+15d", "--unit", "GXC", "--measure")
    loaded = {
        measure: modules(morning.copy(tmp_path), tmp_path, *add, measure, silent=False)
        for measure in ("6", "5")
    }
    assert {measure: "yaml" in names for measure, (names, _, _) in loaded.items()} == {
        "6": False,
        "5": True,
    }


def test_the_guards_can_fail(morning: Morning, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    args = ("hazard", "edit", "YH-2022-0001", "--title", "软管老化")
    loaded, code, _ = modules(zizhao, tmp_path, *args, silent=False)
    assert code == 0
    assert {"pydantic"} <= heavy(loaded)
    loaded, code, _ = modules(zizhao, tmp_path, "report", "calendar", "--format", "ics")
    assert code == 0
    assert heavy(loaded) == {"icalendar"}
    fresh = ("--db", str(tmp_path / "new.db"), "init")
    loaded, code, _ = modules(zizhao, tmp_path, *fresh, silent=False)
    assert code == 0
    assert {"sqlalchemy", "alembic"} <= loaded


@pytest.mark.parametrize("path", [path for path in COMMANDS if len(path) <= 1], ids=" ".join)
def test_help_does_not_open_the_ledger(
    morning: Morning, tmp_path: Path, path: tuple[str, ...]
) -> None:
    folder = tmp_path / "ledger.db"
    folder.mkdir()
    before = folder.stat().st_mtime_ns
    for last in ("--help",) if path else ("--help", "--version"):
        run = morning("--db", str(folder), *path, last)
        assert (run.code, run.err) == (0, "")
    assert list(folder.iterdir()) == []
    assert [item.name for item in tmp_path.iterdir()] == ["ledger.db"]
    assert folder.stat().st_mtime_ns == before
