"""Tables longer than the window go through a pager on a terminal, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.ledgers import once
from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

LIST = ("hazard", "list")
ROWS = 120
MARK = "PAGED"
SAYS_SO = f"sh -c 'echo {MARK} $LESS $LV; cat'"


def _many(zizhao: Morning) -> None:
    rows = "".join(f"桂香村,6,2022-05-01,第{n}处堵塞\n" for n in range(ROWS))
    zizhao.ok(
        *("hazard", "import", "-", "--type", "csv"),
        stdin=f"单位,条款,检查日期,隐患\n{rows}".encode(),
    )


@pytest.fixture(scope="module")
def many(morning: Morning, tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """A ledger with more hazards than a window has lines."""
    return once(tmp_path_factory, "many", _many, morning)


def shown(zizhao: Morning, *args: str, **env: str) -> str:
    """Return what a terminal of 50 lines shows of a call that ends well."""
    with Terminal(zizhao, *args, columns=160, **env) as terminal:
        assert terminal.finish() == 0
        return terminal.text


def test_a_long_table_is_paged_and_whole(many: Morning) -> None:
    text = shown(many, *LIST, ZIZHAO_PAGER=SAYS_SO, LESS="", LV="x")
    assert text.startswith(f"{MARK} x\n")
    assert text.count("处堵塞") == ROWS
    assert text.endswith("项隐患。\n")


def test_a_short_table_is_not(many: Morning) -> None:
    assert MARK not in shown(many, *LIST, "--limit", "40", ZIZHAO_PAGER=SAYS_SO)
    assert MARK in shown(many, *LIST, "--limit", "50", ZIZHAO_PAGER=SAYS_SO)


@pytest.mark.parametrize(
    ("args", "env", "config", "paged"),
    [
        ((), {"ZIZHAO_PAGER": SAYS_SO, "PAGER": "cat"}, "", True),
        (("--no-pager",), {"ZIZHAO_PAGER": SAYS_SO}, "", False),
        ((), {"ZIZHAO_PAGER": "", "PAGER": SAYS_SO}, "", False),
        ((), {"ZIZHAO_PAGER": SAYS_SO}, "pager = off\n", True),
        ((), {"ZIZHAO_PAGER": "no-such-pager -x"}, "", False),
        ((), {"ZIZHAO_PAGER": "sh -c 'unclosed"}, "", False),
    ],
)
def test_who_says_whether(
    many: Morning,
    tmp_path: Path,
    args: tuple[str, ...],
    env: dict[str, str],
    config: str,
    *,
    paged: bool,
) -> None:
    zizhao = many.copy(tmp_path)
    (tmp_path / "config.txt").write_text(config, "utf-8")
    text = shown(zizhao, *args, *LIST, **env)
    assert (MARK in text, text.count("处堵塞")) == (paged, ROWS)


@pytest.mark.parametrize(("config", "paged"), [("", True), ("pager = off\n", False)])
def test_the_pager_of_other_programs_unless_turned_off(
    many: Morning, tmp_path: Path, config: str, *, paged: bool
) -> None:
    zizhao = many.copy(tmp_path)
    (tmp_path / "config.txt").write_text(config, "utf-8")
    with Terminal(zizhao, *LIST, unset=("ZIZHAO_PAGER", "LESS"), PAGER=SAYS_SO) as terminal:
        assert terminal.finish() == 0
        assert (f"{MARK} FRX" in terminal.text) == paged


def test_leaving_it_early_is_no_error(many: Morning) -> None:
    assert shown(many, *LIST, ZIZHAO_PAGER="sh -c 'head -n 2'").count("YH-") == 1
    assert shown(many, *LIST, ZIZHAO_PAGER="false") == ""


def test_ctrl_c_in_it_does_not_end_the_program(many: Morning) -> None:
    waits = "sh -c 'trap \"echo STAYS\" INT; echo READY; read line </dev/tty; cat >/dev/null'"
    with Terminal(many, *LIST, ZIZHAO_PAGER=waits) as terminal:
        terminal.read_until("READY")
        terminal.interrupt()
        terminal.read_until("STAYS")
        terminal.type("")
        assert terminal.finish() == 0
        assert "中断" not in terminal.text


def test_off_a_terminal_never(many: Morning, tmp_path: Path) -> None:
    with Terminal(many, *LIST, piped=True, ZIZHAO_PAGER=SAYS_SO) as terminal:
        assert MARK.encode() not in terminal.stdout
    run = many(*LIST, "--output", str(tmp_path / "x.txt"), env={"ZIZHAO_PAGER": SAYS_SO})
    assert (run.code, MARK in run.out) == (0, False)


def test_the_exit_code_is_the_report_s(many: Morning) -> None:
    with Terminal(many, "report", "overdue", "--exit-code", ZIZHAO_PAGER=SAYS_SO) as terminal:
        assert terminal.finish() == 4
        assert MARK in terminal.text


def test_the_whole_help_is_paged(morning: Morning) -> None:
    whole = ("help", "--all")
    text = shown(morning, *whole, ZIZHAO_PAGER=SAYS_SO)
    assert text.startswith(f"{MARK} FRX -c\n用法：zizhao ")
    assert text.removeprefix(f"{MARK} FRX -c\n") == shown(morning, *whole, ZIZHAO_PAGER="")
    assert MARK not in shown(morning, "help", "open", ZIZHAO_PAGER=SAYS_SO)
    assert MARK not in morning.ok(*whole, env={"ZIZHAO_PAGER": SAYS_SO})
