"""`zizhao open`: the evidence of a record where it lies, in the system's own program on a terminal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.cli.pictures import kept_name, picture
from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    """The program on a copy of the examples' ledger, whose YH-2022-0006 has a picture."""
    copy = morning.copy(tmp_path)
    copy.ok("hazard", "rectify", "YH-2022-0006", "--evidence", picture(tmp_path, "甲.jpg"))
    return copy


def test_off_a_terminal_its_place_is_printed(zizhao: Morning, tmp_path: Path) -> None:
    kept = tmp_path / "evidence" / kept_name("jpg")
    assert zizhao.ok("open", "yh-2022-6") == str(kept)
    assert kept.is_file()


def test_on_a_terminal_it_is_opened(zizhao: Morning, tmp_path: Path) -> None:
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$1" >> "{tmp_path}/opened"\n')
    opener.chmod(0o755)
    path = f"{opener.parent}{os.pathsep}{os.environ['PATH']}"
    with Terminal(zizhao, "open", "YH-2022-0006", PATH=path) as terminal:
        assert terminal.finish() == 0
    kept = tmp_path / "evidence" / kept_name("jpg")
    assert (tmp_path / "opened").read_text().splitlines() == [str(kept)]


def test_nothing_outside_its_folder_is_opened(zizhao: Morning) -> None:
    assert zizhao("open", "YH-2022-0005").code == 3
    assert zizhao("open", "../YH").code == 3
