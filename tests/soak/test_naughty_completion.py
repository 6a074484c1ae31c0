"""Naughty strings offered by Tab: a shell completes them, and runs nothing of them."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess

import pytest

from tests.soak.warm import Warm

PLANTED = (
    "$(touch ran)",
    "\\$(touch ran)",
    "`touch ran`",
    "\\`touch ran`",
    "'; touch ran; '",
    '"; touch ran; "',
)
SHELLS = ("bash", "zsh", "fish", "powershell")


@pytest.fixture(scope="module")
def zizhao(tmp_path_factory: pytest.TempPathFactory) -> Warm:
    """A ledger with units and hazards that are called like commands of a shell."""
    program = Warm(tmp_path_factory.mktemp("completion") / "ledger.db")
    program.ok("init")
    for place, text in enumerate(PLANTED):
        program.ok("unit", "add", f"X{place}", f"店{text}", "--kind", "site")
        program.ok("hazard", "add", "--unit=GXC", "--measure=6", f"--title=隐患{text}")
    return program


def completed(zizhao: Warm, shell: str, line: str) -> str:
    """Return what the program hands to a shell for a line that is being typed."""
    env = {
        "_ZIZHAO_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(line.split(" ")) - 1),
    }
    run = zizhao(env=env)
    assert (run.code, run.err) == (0, ""), run.err
    return run.out


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("line", ["zizhao hazard show ", "zizhao unit show "])
def test_something_is_offered(zizhao: Warm, shell: str, line: str) -> None:
    assert ("YH-2022-0001" if "hazard" in line else "青峰社区") in completed(zizhao, shell, line)


def test_zsh_runs_nothing_of_what_is_offered(zizhao: Warm) -> None:
    """The script evaluates `_arguments '*: :((...))'`, and _arguments what stands in the brackets."""
    for line in ("zizhao unit show ", "zizhao hazard show "):
        for text in re.findall(r'"([^"]*)"', completed(zizhao, "zsh", line)):
            unescaped = re.sub(r"\\.", "", text)
            assert not re.search(r"[$`]", unescaped), text


@pytest.mark.skipif(shutil.which("zsh") is None, reason="needs zsh")
def test_a_real_zsh_runs_nothing(zizhao: Warm) -> None:
    for line in ("zizhao unit show ", "zizhao hazard show "):
        offered = completed(zizhao, "zsh", line)
        script = f'_arguments() {{ local action="${{1#*:*:}}"; eval "ws=( ${{action[3,-3]}} )" }}\neval {shlex.quote(offered)}'
        subprocess.run(
            ["zsh", "-fc", script], cwd=zizhao.db.parent, check=False, capture_output=True
        )
    assert not (zizhao.db.parent / "ran").exists()


def test_a_line_that_bash_completed_says_the_name_and_runs_nothing(zizhao: Warm) -> None:
    for name in completed(zizhao, "bash", "zizhao unit show ").splitlines():
        subprocess.run(
            ["bash", "-c", f": {name}"], cwd=zizhao.db.parent, check=False, capture_output=True
        )
    assert not (zizhao.db.parent / "ran").exists()


@pytest.mark.parametrize("shell", SHELLS)
def test_a_title_is_no_markup_for_the_completion(zizhao: Warm, shell: str) -> None:
    zizhao.ok("hazard", "add", "--unit=GXC", "--measure=6", "--title=见图[/x]")
    completed(zizhao, shell, "zizhao hazard show ")
