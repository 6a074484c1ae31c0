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


NUMERALS = "一二三四五六七八九十"
AT_WORK = ("五（一）", "五（二）", "五（三）")
"""The demands on the work itself (工作要求), which no data file numbers."""


def numeral(number: int) -> str:
    """Return a number up to 19 as the plan numbers its paragraphs."""
    tens, ones = divmod(number, 10)
    return ("十" if tens else "") + (NUMERALS[ones - 1] if ones else "")


def paragraphs() -> list[str]:
    """Return the numbers of the paragraphs that bind somebody: who leads, a phase each, a measure each, and the demands; the first is all slogans."""
    campaign, measures = (
        (ROOT / "data" / f"{name}.yaml").read_text("utf-8") for name in ("campaign", "measures")
    )
    phases = len(re.findall(r"^ +(?:- )?number: \d+$", campaign, re.MULTILINE))
    numbers = re.findall(r"^ +- number: (\d+)$", measures, re.MULTILINE)
    of_phases = [f"三（{numeral(number)}）" for number in range(1, phases + 1)]
    return ["二", *of_phases, *(f"四（{numeral(int(one))}）" for one in numbers), *AT_WORK]


def test_every_paragraph_of_the_plan_that_binds_somebody_has_a_row_with_its_command() -> None:
    there = {row.place for row in rows(PAGE.read_text("utf-8"))}
    asked = paragraphs()
    assert (len(asked), asked[1], asked[-4]) == (21, "三（一）", "四（十五）")
    assert [one for one in asked if one not in there] == []
    # A place that the plan does not have is a slip; all of 三 is about both of its phases.
    assert there - {*asked, "三"} == set()


def test_every_line_of_the_table_is_read() -> None:
    text = PAGE.read_text("utf-8")
    lines = [line for line in text.splitlines() if re.match(r"\| [二三四五]", line)]
    assert len(rows(text)) == len(lines) > 80


def test_each_command_runs(tmp_path: Path) -> None:
    text = PAGE.read_text("utf-8")
    found = Written('export PATH="$HOME/zizhao/venv/bin:$PATH"\n', 0)
    first = [one for block in blocks_of(PAGE, "sh") for one in commands_of(block)]
    run_in_order(
        [found, *first, *(Written(f"{row.command}\n", 0) for row in rows(text))], tmp_path, tmp_path
    )
