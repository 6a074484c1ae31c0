"""`zizhao help` and `-h` show what `--help` does; `help --all` all of it."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import COMMANDS
from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from tests.cli.ledgers import Morning


@pytest.mark.parametrize("path", [(), ("hazard",), ("hazard", "why"), ("help",)])
def test_three_ways_to_one_page(morning: Morning, path: tuple[str, ...]) -> None:
    page = morning.ok(*path, "--help")
    assert morning.ok(*path, "-h") == page
    assert morning.ok("help", *path) == page


def test_all_of_it_has_each_command_once(morning: Morning) -> None:
    whole = morning.ok("help", "--all").splitlines()
    first = [line.split(" [")[0] for line in whole if line.startswith("用法：")]
    assert first == [f"用法：{' '.join(('zizhao', *path))}" for path in COMMANDS]


@pytest.mark.parametrize(("args", "coloured"), [((), True), (("--no-color",), False)])
def test_no_color(morning: Morning, args: tuple[str, ...], *, coloured: bool) -> None:
    with Terminal(morning, *args, "hazard", "list", columns=160) as terminal:
        assert terminal.finish() == 0
        assert ("\x1b[1;31m" in terminal._raw.decode()) == coloured


@pytest.mark.skipif(shutil.which("zsh") is None, reason="no zsh here")
def test_zsh_completes_where_nobody_set_it_up(morning: Morning) -> None:
    script = morning.ok("completion", "zsh")
    typed = f"{script}\nprint -r -- $_comps[zizhao]\n"
    done = subprocess.run(
        ["zsh", "-f"], input=typed, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.stdout, done.stderr) == ("_zizhao_completion\n", "")
