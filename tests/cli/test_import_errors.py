"""Every named error of the imports, provoked in a subprocess: exit code, message, and place in the file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.golden import compare_section, masked, sections
from tests.cli.import_cases import IMPORTS, Import

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning
    from tests.conftest import Run

GOLDEN = "import-errors.txt"
BATCHES = {"BatchUndone", "BatchWorkedOn"}


def test_the_golden_file_has_a_section_for_every_case() -> None:
    assert sections(GOLDEN).keys() == IMPORTS.keys() | BATCHES


def problems(run: Run) -> str:
    """Return the problems that a receipt lists, one a line: place, value, and what is wrong."""
    if not run.out:
        return ""
    receipt = json.loads(run.out)
    assert receipt["batch"] is None
    keys = ("file", "line", "column", "value", "message")
    return "".join(
        " | ".join(str(problem[key]) for key in keys) + "\n" for problem in receipt["problems"]
    )


def told(run: Run, name: str, folder: Path) -> None:
    """Assert that `run` ended as the golden file says of the error `name`."""
    assert run.err.startswith("zizhao: 错误: ")
    assert len(run.err.splitlines()) <= 2
    content = masked(f"exit {run.code}\n{problems(run)}{run.err}", folder=folder)
    compare_section(GOLDEN, name, content)


@pytest.mark.parametrize("name", IMPORTS)
def test_refused_with_its_place_and_nothing_written(
    name: str, morning: Morning, tmp_path: Path
) -> None:
    case: Import = IMPORTS[name]
    folder = tmp_path / "files"
    folder.mkdir()
    file = folder / case.name
    file.write_bytes(case.content.encode() if isinstance(case.content, str) else case.content)
    notes = tmp_path / "witness.txt"
    env = {"ZIZHAO_TEST_WITNESS": str(notes)}
    if name == "FileChanged":
        env["ZIZHAO_TEST_TOUCHED"] = str(file)
    before = morning.db.read_bytes()
    source = case.source.format(file=file, folder=folder)
    run = morning(case.noun, "import", source, "--format", "json", *case.options, env=env)
    assert name in notes.read_text(encoding="utf-8").split()
    told(run, name, folder)
    assert morning.db.read_bytes() == before
    assert list(folder.iterdir()) == [file]


def test_a_batch_that_was_worked_on_or_is_undone(morning: Morning, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    file = tmp_path / "list.csv"
    for title in ("堵塞", "漏电"):
        file.write_text(f"单位,条款,检查日期,隐患\n桂香村,6,2022-05-01,{title}\n")
        zizhao.ok("check", "import", str(file))
    undo = ("batch", "undo", "--reason", "重复")
    zizhao.ok("hazard", "rectify", "YH-2022-0008", "--rectified-by", "谭二")
    told(zizhao(*undo, "PC-2022-0002"), "BatchWorkedOn", tmp_path)
    zizhao.ok(*undo, "PC-2022-0001")
    told(zizhao(*undo, "PC-2022-0001"), "BatchUndone", tmp_path)
    assert zizhao("db", "verify").code == 0
