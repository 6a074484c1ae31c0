"""The table of the plan's duties: each command in it runs, and each test that it names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.test_handbook import Written, blocks_of, commands_of, run_in_order

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "plan-coverage.md"


class Row(NamedTuple):
    """A duty of the plan: where it stands, what serves it, what proves it."""

    place: str
    command: str
    test: str


def rows(text: str) -> list[Row]:
    """Return the rows of the first table."""
    lines = re.findall(
        r"^\| ([^|]+) \| [^|]+ \| [^|]+ \| `([^`|]+)` \| `([^`|]+)` \|$", text, re.MULTILINE
    )
    return [Row(*line) for line in lines]


def missing(test: str) -> bool:
    """Say whether a test that is named is not there."""
    file, _, name = test.partition("::")
    place = ROOT / file
    if not place.exists():
        return True
    tree = ast.parse(place.read_text("utf-8"))
    defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return bool(name) and name not in defined


def test_each_test_that_it_names_is_there() -> None:
    found = rows(PAGE.read_text("utf-8"))
    assert len(found) > 35
    assert [row.test for row in found if missing(row.test)] == []


@pytest.mark.parametrize("test", ["tests/cli/test_none.py", "tests/cli/test_phase.py::test_none"])
def test_one_that_is_not_there_is_noticed(test: str) -> None:
    assert missing(test)


def test_every_part_of_the_plan_that_binds_somebody_has_its_rows() -> None:
    text = PAGE.read_text("utf-8")
    places = set(
        re.findall(r"^\| ((?:二|三|四|五)(?:（[一二三四五六七八九十]+）)?) \|", text, re.MULTILINE)
    )
    numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    measures = [*numbers, "十三", "十四", "十五"]
    assert {f"四（{one}）" for one in measures} <= places
    assert {"二", "三（一）", "三（二）", "五（二）", "五（三）"} <= places


def test_each_command_runs(tmp_path: Path) -> None:
    text = PAGE.read_text("utf-8")
    found = Written('export PATH="$HOME/zizhao/venv/bin:$PATH"\n', 0)
    first = [one for block in blocks_of(PAGE, "sh") for one in commands_of(block)]
    run_in_order(
        [found, *first, *(Written(f"{row.command}\n", 0) for row in rows(text))], tmp_path, tmp_path
    )
