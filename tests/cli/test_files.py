"""A file argument that is no file as it was written is a pattern; any other argument is what was written."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.cli.ledgers import environment

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

ROW = "单位,条款,检查日期\n桂香村,6,2022-05-0{}\n"
WINDOWS = """
import os
import typer.core
from zizhao_cli.__main__ import main

class Windows:
    name = "nt"
    def __getattr__(self, name):
        return getattr(os, name)

typer.core.os = Windows()
main()
"""
"""The program where Typer takes the machine for one with Windows."""


def test_files_that_fit_are_read(morning: Morning, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    for day in (1, 2):
        (tmp_path / f"自查-{day}.csv").write_text(ROW.format(day), "utf-8")
    (tmp_path / "自查-?.csv").write_text(ROW.format(3), "utf-8")
    one = zizhao("check", "import", str(tmp_path / "自查-?.csv"), "--format", "json").json
    assert [file["rows"] for file in one["files"]] == [1]
    all_three = zizhao("check", "import", str(tmp_path / "自查-*.csv"), "--format", "json").json
    assert (len(all_three["files"]), all_three["new"], all_three["same"]) == (3, 2, 1)
    assert "没有*.csv" in zizhao("check", "import", "没有*.csv").out


def test_text_is_no_pattern_on_windows(morning: Morning, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    (tmp_path / "1号楼").touch()
    args = ("hazard", "add", "--unit", "GXC", "--measure", "6", "--title", "?号楼")
    done = subprocess.run(
        [sys.executable, "-c", WINDOWS, *args],
        env=environment(zizhao, ZIZHAO_YES="1"),
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=60,
    )
    shown = zizhao("hazard", "show", "YH-2022-0007", "--format", "json")
    assert shown.json["title"] == "?号楼", done.stderr.decode()
