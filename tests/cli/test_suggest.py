"""What the shell is offered, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

SEEN = "YH-2022-0002"
"""A hazard that is closed."""


def offered(zizhao: Morning, line: str) -> list[str]:
    """Return what bash offers at the end of `line`."""
    env = {
        "_ZIZHAO_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(line.count(" ")),
    }
    return zizhao.cold(env=env).out.split()


@pytest.mark.parametrize("command", ["show", "why", "note", "retract", "edit", "void"])
def test_closed_ones_come_last_where_they_are_taken(morning: Morning, command: str) -> None:
    found = offered(morning, f"zizhao hazard {command} YH")
    rows = morning("hazard", "list", "--format", "json").json["rows"]
    running = [
        r["no"] for r in rows if r["state"] in ("registered", "rectifying", "awaiting_review")
    ]
    assert found[: len(running)] == running[::-1]
    assert set(found) == {row["no"] for row in rows}
    assert SEEN in found[len(running) :]


@pytest.mark.parametrize("command", ["plan", "rectify", "review", "extend", "transfer"])
def test_and_nowhere_else(morning: Morning, command: str) -> None:
    found = offered(morning, f"zizhao hazard {command} YH")
    assert found
    assert SEEN not in found


def test_persons_that_the_ledger_knows(morning: Morning, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    zizhao.ok(
        *("check", "add", "--unit", "GXC", "--measure", "6", "--hazard", "堵塞"),
        *("--inspector", "钟检查", "--inspector", "$(钟)", "--responsible", "钟责任"),
    )
    (no,) = offered(zizhao, "zizhao hazard rectify YH")[:1]
    zizhao.ok("hazard", "rectify", no, "--rectified-by", "钟整改")
    zizhao.ok("hazard", "review", no, "--reviewer", "钟复查", "--pass")
    known = {"钟检查", "钟责任", "钟整改", "钟复查"}
    for option in (
        "check add --inspector",
        "hazard list --responsible",
        "hazard review X --reviewer",
    ):
        assert set(offered(zizhao, f"zizhao {option} 钟")) == known


def test_nothing_is_said_where_the_settings_are_broken(morning: Morning, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    (tmp_path / "config.txt").write_text("nonsense\n", "utf-8")
    env = {"ZIZHAO_DB": "", "_ZIZHAO_COMPLETE": "complete_bash", "COMP_CWORD": "4"}
    for line in ("zizhao hazard list --measure ", "zizhao hazard list --unit "):
        run = zizhao.cold(env={**env, "COMP_WORDS": line})
        assert (run.out.strip(), run.err) == ("", "")
