"""stdout is data and nothing else; a file or `-` where one is named; a reader may go away."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.ledgers import environment

if TYPE_CHECKING:
    from tests.cli.ledgers import Morning

ADD = ("hazard", "add", "--unit", "GXC", "--measure", "6", "--title", "灭火器过期")
FORMATS = ["table", "json", "csv", "tsv", "md"]


def test_recording_commands_print_the_number_alone(morning: Morning, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    assert zizhao.cold(*ADD).out == "YH-2022-0007\n"
    check = zizhao.cold("check", "add", "--unit", "GXC", "--measure", "6", "--hazard", "灭火器过期")
    assert check.out == "JC-2022-00006\n"
    assert check.err.startswith("zizhao: JC-2022-00006 的隐患：YH-2022-0008")
    assert zizhao.cold("hazard", "void", "YH-2022-0008", "--reason", "重复").out == "YH-2022-0008\n"
    assert zizhao.cold("unit", "add", "JC", "旧厂", "--kind", "site").out == "JC\n"
    provisional = zizhao.cold(*ADD, "--due", "+300wd")
    assert provisional.out == "YH-2022-0009\n"


def test_a_provisional_deadline_is_said_on_stderr(morning: Morning, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    run = zizhao.cold(*ADD, "--due", "+3000wd")
    assert run.out == "YH-2022-0007\n"
    assert "暂定" in run.err


def test_with_format_json_an_add_prints_the_record(morning: Morning, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    added = zizhao.cold(*ADD, "--format", "json")
    assert added.json["no"] == "YH-2022-0007"
    assert added.json == zizhao.cold("hazard", "show", "YH-2022-0007", "--format", "json").json


def test_an_unknown_format_is_refused_before_anything_is_written(
    morning: Morning, tmp_path: Path
) -> None:
    zizhao = morning.copy(tmp_path)
    run = zizhao.cold(*ADD, "--format", "xml")
    assert (run.code, run.out) == (2, "")
    assert zizhao.cold("hazard", "list", "--format", "json").json["count"] == 6


def test_init_says_what_it_did_on_stderr(morning: Morning, tmp_path: Path) -> None:
    run = morning.cold("--db", str(tmp_path / "new" / "ledger.db"), "init")
    assert (run.code, run.out) == (0, "")
    assert "已建立账本" in run.err


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_holds_what_stdout_would(morning: Morning, tmp_path: Path, format: str) -> None:
    file = tmp_path / "表 单.out"
    args = ("report", "open", "--format", format)
    shown = morning.cold(*args)
    written = morning.cold(*args, "--output", str(file))
    dash = morning.cold(*args, "--output", "-")
    assert (written.code, written.out, written.err) == (0, "", "")
    assert file.read_bytes() == shown.raw == dash.raw
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("args", [("report", "open"), ("hazard", "show", "YH-2022-0001")])
def test_a_format_that_is_asked_for_wins_over_the_name(
    morning: Morning, tmp_path: Path, args: tuple[str, ...]
) -> None:
    shown, file = morning(*args).out, tmp_path / "表.json"
    morning.ok(*args, "--format", "table", "--output", str(file))
    assert file.read_text(encoding="utf-8") == shown
    file.unlink()
    morning.ok(*args, "--output", str(file))
    assert json.loads(file.read_text(encoding="utf-8"))


def test_a_record_goes_to_a_file_too(morning: Morning, tmp_path: Path) -> None:
    file = tmp_path / "hazard.json"
    run = morning.cold("hazard", "show", "YH-2022-0001", "--format", "json", "--output", str(file))
    assert (run.code, run.out) == (0, "")
    assert json.loads(file.read_text(encoding="utf-8"))["no"] == "YH-2022-0001"


def piped(morning: Morning, args: str, reader: str) -> tuple[int, str, str]:
    """Run the program into `reader` and return its exit code, what the reader printed, and stderr."""
    program = f"{shlex.quote(sys.executable)} -m zizhao_cli {args}"
    done = subprocess.run(
        ["bash", "-c", f"{program} | {reader}; exit ${{PIPESTATUS[0]}}"],
        env=environment(morning),
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("format", FORMATS)
def test_a_reader_that_goes_away_is_no_error(morning: Morning, format: str) -> None:
    command = f"report open --format {format}"
    assert piped(morning, command, "{ exec <&-; sleep 1; }") == (0, "", "")
    code, out, err = piped(morning, command, "head -n 1")
    assert (code, err) == (0, "")
    assert out.count("\n") == 1


def test_a_reader_of_help_may_go_away_too(morning: Morning) -> None:
    assert piped(morning, "--help", "{ exec <&-; sleep 1; }") == (0, "", "")


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_a_full_disk_behind_stdout_is_a_fault(morning: Morning) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "zizhao_cli", "report", "open", "--format", "csv"],
            env=environment(morning),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("zizhao: 错误: ")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_a_full_disk_behind_stdout_does_not_hide_that_a_hazard_was_recorded(
    morning: Morning, tmp_path: Path
) -> None:
    zizhao = morning.copy(tmp_path)
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "zizhao_cli", *ADD],
            env=environment(zizhao),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert zizhao.cold("hazard", "list", "--format", "json").json["count"] == 7
    assert "YH-2022-0007" in done.stderr.decode()


@pytest.mark.parametrize("args", ["hazard list", "report open --format json", "--help"])
def test_no_traceback_where_stdout_is_closed(morning: Morning, args: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{shlex.quote(sys.executable)} -m zizhao_cli {args} >&-"],
        env=environment(morning),
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert b"NoneType" not in done.stderr
