"""The columns of lists and reports, and their headings, as they were asked for; rows by what they came with."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from zizhao_cli.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

LIST = ("hazard", "list")
AS_OF = ("--as-of", "2022-07-15")


@pytest.mark.parametrize("typed", ["due_on,no,整改期限", "整改时限，编号", "期限、NO"])
@pytest.mark.parametrize(
    "asked", [LIST, ("report", "overdue", *AS_OF), ("report", "open", *AS_OF)], ids=" ".join
)
def test_columns_in_the_order_they_are_asked_for(
    morning: Morning, asked: tuple[str, ...], typed: str
) -> None:
    """By key, heading, or what else they are called, each once, in every format."""
    told = morning(*asked, "--columns", typed, "--format", "json").json
    assert told["rows"]
    assert all([*row] == ["due_on", "no"] for row in told["rows"])
    values = [list(row.values()) for row in told["rows"]]
    for name, delimiter in (("csv", ","), ("tsv", "\t")):
        text = morning.ok(*asked, "--columns", typed, "--format", name)
        assert [*csv.reader(io.StringIO(text), delimiter=delimiter)] == [["due_on", "no"], *values]
    markdown = morning.ok(*asked, "--columns", typed, "--format", "md").splitlines()
    assert markdown[0] == "| 期限 | 编号 |"
    table = morning.ok(*asked, "--columns", typed).splitlines()
    assert [line.split() for line in table[: len(values) + 1]] == [["期限", "编号"], *values]


@pytest.mark.parametrize(
    ("asked", "columns"),
    [
        (("check", "list"), "结果,编号"),
        (("unit", "list"), "name,别名"),
        (("batch", "list"), "批次"),
        (("journal", "list"), "动作,seq"),
        (("measure", "list"), "标题,binds"),
        (("report", "voided"), "理由,was_major"),
        (("report", "open", "--group-by", "unit"), "其中逾期,unit"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else one,
)
def test_every_list_takes_them(morning: Morning, asked: tuple[str, ...], columns: str) -> None:
    text = morning.ok(*asked, "--columns", columns, "--format", "csv", "--headings", "zh")
    first = text.splitlines()[0].split(",")
    assert len(first) == len(columns.split(","))
    assert not any(heading.isascii() for heading in first)


def test_what_is_not_known_is_refused_with_what_is(morning: Morning) -> None:
    for option in ("--columns", "--sort"):
        run = morning(*LIST, option, "no,重量")
        assert (run.code, run.out) == (ExitCode.USAGE, "")
        assert f"{option} 不认识 “重量”" in run.err
        assert "due_on 期限" in run.err
    assert "其中重大" in morning("report", "open", "--group-by", "unit", "--columns", "no").err
    for headings in ("cn", ""):
        asked = ("--format", "csv", "--headings", headings)
        assert morning(*LIST, *asked).code == ExitCode.USAGE
    assert morning(*LIST, "--headings", "zh").code == ExitCode.USAGE


def test_chinese_headings_over_a_list_of_the_same_headings_alone(
    morning: Morning, tmp_path: Path
) -> None:
    """What the program wrote yesterday is written anew; what has other headings is somebody's own."""
    file = tmp_path / "隐患.csv"
    asked = (*LIST, "--headings", "zh", "--bom", "--output", str(file))
    for _ in range(2):
        morning.ok(*asked)
    assert file.read_text(encoding="utf-8-sig").startswith("编号,单位代码,单位,")
    assert morning(*asked, "--columns", "no,unit").code == ExitCode.REFUSED
    assert morning(*LIST, "--output", str(file)).code == ExitCode.REFUSED
    morning.ok(*asked, "--columns", "no,unit", "--force")
    morning.ok(*asked, "--columns", "no,unit,title")


def test_checks_and_hazards_of_a_file(morning: Morning, tmp_path: Path) -> None:
    """Of its batch, of a number of its source, and those that its inspectors found."""
    desk = morning.copy(tmp_path)
    file = tmp_path / "隐患.csv"
    file.write_text(
        "编号,单位,条款,检查日期,检查人,隐患内容\nT-1,桂香村,6,2022-06-01,丁一、丁 二,电线裸露\n",
        encoding="utf-8",
    )
    for kind in ("hazard", "check"):
        desk.ok(kind, "import", str(file))
    batch = desk("batch", "list", "--format", "json").json["rows"][-1]["batch"]
    checks = ("check", "list", "--format", "json")
    (by_batch,) = desk(*checks, "--batch", batch).json["rows"]
    assert by_batch["source_id"] == "T-1"
    assert desk(*checks, "--source-id", "T-1", "--inspector", "丁二").json["rows"] == [by_batch]
    assert desk(*checks, "--batch", "9999").code == ExitCode.REFUSED
    found = desk(*LIST, "--inspector", "丁二", "--format", "json").json["rows"]
    assert [row["title"] for row in found] == ["电线裸露", "电线裸露"]
    assert desk(*LIST, "--inspector", "丁", "--format", "json").json["rows"] == []


def test_every_value_that_a_table_shows_is_taken(morning: Morning) -> None:
    """What stands in a cell of a list narrows it to rows with that cell."""
    options = {
        LIST: ("unit", "measure", "sector", "level", "state", "responsible", "source"),
        ("check", "list"): ("unit", "measure", "kind", "result", "inspector", "batch"),
        ("unit", "list"): ("kind",),
    }
    columns = {"inspector": "inspectors"}
    for asked, names in options.items():
        for option in (*names, *(("supervised",) if asked == LIST else ())):
            column = columns.get(option, option)
            shown = json.loads(morning.ok(*asked, "--format", "json"))["rows"]
            text = morning.ok(*asked, "--columns", column, "--format", "md")
            cells = {line[2:-2] for line in text.splitlines()[2:] if line.startswith("| ")}
            for cell in filter(str.strip, cells):
                narrowed = (*asked, f"--{option}", cell, "--columns", column, "--format", "md")
                kept = morning.ok(*narrowed).splitlines()[2:]
                assert f"| {cell} |" in kept, (option, cell)
                assert len(kept) <= len(shown) + 3
