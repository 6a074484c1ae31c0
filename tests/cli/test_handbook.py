"""Every command in the handbook and in the README is run in order, by a shell, and ends as is written beside it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.conftest import CLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
HANDBOOK = ROOT / "docs" / "handbook.zh.md"
README = ROOT / "README.md"
PATIENCE = 600

PROGRAM = f"""#!/bin/sh
calls=$(($(cat "$HOME/calls" 2>/dev/null || echo 0) + 1))
echo $calls > "$HOME/calls"
ZIZHAO_TEST_NOW=$(printf '2026-11-24T%02d:%02d:00+08:00' $((calls / 60)) $((calls % 60)))
export ZIZHAO_TEST_NOW
exec "{sys.executable}" -m zizhao_cli "$@"
"""
"""The program on the day that the handbook was written, each call a minute after the one before."""


class Written(NamedTuple):
    """A command as it is written, how it ends by what is written beside it, and the lines that it is said to show."""

    text: str
    code: int
    shows: tuple[str, ...] = ()

    def wrong(self, code: int, told: str) -> Iterator[str]:
        """Say what is otherwise than written; `…` stands for anything, and a moment is no matter."""
        if code != self.code:
            yield f"{self.text}→ {code}, not {self.code}:\n{told}"
        for line in filter(lambda line: line != "…", self.shows):
            parts = re.split(r"[0-9a-f]*…|\d{8}-\d{6}", line)
            if not re.search(f"^{'.*'.join(map(re.escape, parts))}$", told, re.MULTILINE):
                yield f"{self.text}→ no line {line!r}:\n{told}"


def commands_of(block: str) -> Iterator[Written]:
    """Return the commands of a block for a shell; lines that go on, and texts after `<<`, belong to them."""
    text, ends_with = "", ""
    for line in block.splitlines():
        text += f"{line}\n"
        if ends_with and line != ends_with:
            continue
        begun = re.search(r"<<'?(\w+)", line)
        ends_with = "" if ends_with or not begun else begun[1]
        if ends_with or line.endswith("\\"):
            continue
        if text.strip() and not text.startswith("#"):
            code = re.search(r"# 退出码 (\d+)$", line)
            yield Written(text, int(code[1]) if code else 0)
        text = ""


def blocks_of(page: Path, language: str) -> list[str]:
    """Return what stands in the fenced blocks of a language on a page."""
    return re.findall(
        rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )


def run_in_order(commands: list[Written], home: Path, folder: Path) -> None:
    """Run commands in one shell, as somebody would who types them; each must end as written."""
    program = home / "zizhao" / "venv" / "bin" / "zizhao"
    program.parent.mkdir(parents=True)
    program.write_text(PROGRAM)
    program.chmod(0o755)
    told = home / "told"
    told.mkdir()
    typed = "".join(
        f"{{\n{command.text}}} >{told}/{number}.txt 2>&1\necho $? >{told}/{number}.code\n"
        for number, command in zip(count(), commands, strict=False)
    )
    script = home / "typed.sh"
    script.write_text(typed, "utf-8")
    before = os.environ.get("PYTHONPATH")
    around = {name: value for name, value in os.environ.items() if not name.startswith("ZIZHAO_")}
    paths = os.pathsep.join([str(CLOCK), *([before] if before else [])])
    subprocess.run(
        ["bash", str(script)],
        stdin=subprocess.DEVNULL,
        env={**around, "HOME": str(home), "PYTHONPATH": paths, "PYTHONUTF8": "1"},
        cwd=folder,
        timeout=PATIENCE,
        check=False,
    )
    wrong = [
        problem
        for number, command in enumerate(commands)
        for problem in command.wrong(
            int((told / f"{number}.code").read_text()), (told / f"{number}.txt").read_text("utf-8")
        )
    ]
    assert not wrong, "\n".join(wrong)


def test_the_handbook_does_as_it_says(tmp_path: Path) -> None:
    commands = [one for block in blocks_of(HANDBOOK, "sh") for one in commands_of(block)]
    assert len(commands) > 150
    run_in_order(commands, tmp_path, tmp_path)


def test_the_readme_shows_what_happens(tmp_path: Path) -> None:
    """Its tour goes on with the ledger of `make demo`; the make targets that it names are run by hand and by CI."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / ".venv").symlink_to(tmp_path / "zizhao" / "venv")
    (tour,) = blocks_of(README, "console")
    (sample,) = re.findall(
        r"^`make demo` ends with:\n\n```text\n(.*?)^```",
        README.read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    demo = 'PATH="$PWD/.venv/bin:$PATH" sh examples/demo.sh demo-ledger\n'
    commands = [Written(demo, 0, tuple(sample.splitlines()))]
    for typed in filter(None, re.split(r"^\$ ", tour, flags=re.MULTILINE)):
        command, *shown = typed.splitlines()
        refused = any(line.startswith("zizhao: 错误: ") for line in shown)
        commands.append(Written(f"{command}\n", 3 if refused else 0, tuple(shown)))
    assert len(commands) > 12
    run_in_order(commands, tmp_path, tmp_path)
