"""What users type comes back in JSON as it went in, in every format, and breaks no table."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.ledgers import once
from tests.cli.texts import FORMULAS, NAUGHTY, REFUSED

if TYPE_CHECKING:
    from tests.cli.ledgers import Morning

ADD = ("hazard", "add", "--unit", "GXC", "--measure", "6", "--found", "2022-05-01")
TEXTS = list(NAUGHTY.values())
LISTINGS = [("hazard", "list"), ("report", "overdue")]


@pytest.fixture(scope="module")
def written(morning: Morning, tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """A ledger whose hazards from YH-2022-0007 on bear the texts of NAUGHTY, as title and as location."""

    def write(zizhao: Morning) -> None:
        for place, text in enumerate(TEXTS, start=7):
            number = zizhao.ok(*ADD, f"--title={text}", f"--location={text}")
            assert number == f"YH-2022-{place:04d}"

    return once(tmp_path_factory, "texts", write, morning)


def rows(content: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the rows of NAUGHTY among those of a list, in their order."""
    return sorted((row for row in content if row["no"] > "YH-2022-0006"), key=lambda row: row["no"])


@pytest.mark.parametrize("name", NAUGHTY)
def test_a_text_comes_back_from_show(written: Morning, name: str) -> None:
    text = NAUGHTY[name]
    number = f"YH-2022-{TEXTS.index(text) + 7:04d}"
    shown = written("hazard", "show", number, "--format", "json").json
    assert (shown["title"], shown["location"]) == (text, text)
    table = written("hazard", "show", number)
    assert (table.code, table.err) == (0, "")
    for line in text.split("\n"):
        assert line.replace("\t", " ") in table.out


@pytest.mark.parametrize("listing", LISTINGS)
def test_texts_come_back_from_lists_and_reports(written: Morning, listing: tuple[str, str]) -> None:
    found = rows(json.loads(written.ok(*listing, "--format", "json"))["rows"])
    assert [row["title"] for row in found] == TEXTS
    assert [row["location"] for row in found] == TEXTS


@pytest.mark.parametrize("listing", LISTINGS)
@pytest.mark.parametrize(("format", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_texts_come_back_from_sheets_and_formulas_are_text(
    written: Morning, listing: tuple[str, str], format: str, delimiter: str
) -> None:
    raw = written(*listing, "--format", format).raw.decode()
    found = rows(list(csv.DictReader(io.StringIO(raw, newline=""), delimiter=delimiter)))
    for text, row in zip(TEXTS, found, strict=True):
        if text.startswith(FORMULAS):
            assert row["title"] == f"'{text}"
        else:
            assert row["title"] == text
    assert not any(cell.startswith(FORMULAS) for row in found for cell in row.values())


@pytest.mark.parametrize("listing", LISTINGS)
def test_a_plain_table_has_one_whole_line_for_each(
    written: Morning, listing: tuple[str, str]
) -> None:
    run = written(*listing)
    assert (run.code, run.err) == (0, "")
    lines = {line[:12]: line for line in run.out.splitlines()}
    for place, text in enumerate(TEXTS, start=7):
        line = lines[f"YH-2022-{place:04d}"]
        assert text.replace("\n", "⏎").replace("\t", " ") in line
    assert "\x1b" not in run.out


@pytest.mark.parametrize("listing", LISTINGS)
def test_a_markdown_table_keeps_its_columns(written: Morning, listing: tuple[str, str]) -> None:
    lines = written.ok(*listing, "--format", "md").splitlines()
    table = [line for line in lines if line.startswith("|")]
    bars = {line.replace("\\\\", "").replace("\\|", "").count("|") for line in table}
    assert len(table) >= 2 + len(TEXTS)
    assert len(bars) == 1
    assert "<script>" not in "".join(table).replace("\\<", "")


@pytest.mark.parametrize("name", REFUSED)
def test_a_text_that_cannot_be_stored_is_refused(written: Morning, name: str) -> None:
    before = written.db.read_bytes()
    run = written(*ADD, f"--title={REFUSED[name]}")
    assert (run.code, run.out) == (3, "")
    assert run.err.startswith("zizhao: 错误: 隐患描述")
    assert run.err.replace("\n", "").isprintable()
    assert written.db.read_bytes() == before


HOSTILE = "\x1b[31m红"


@pytest.mark.parametrize(
    "args",
    [
        ("hazard", "show", HOSTILE),
        ("hazard", "list", HOSTILE),
        (HOSTILE,),
        ("hazard", "list", f"--{HOSTILE}"),
        ("hazard", "list", "--unit", HOSTILE),
        ("hazard", "list", "--sort", HOSTILE),
        ("hazard", "list", "--format", HOSTILE),
        ("hazard", "list", "--limit", HOSTILE),
        ("hazard", "list", "--phase", HOSTILE),
        ("journal", "show", HOSTILE),
        ("--db", f"/nowhere/{HOSTILE}.db", "hazard", "list"),
        ("hazard", "list", "--output", f"/nowhere/{HOSTILE}"),
        ("--db", f"/proc/{HOSTILE}/ledger.db", "init"),
    ],
)
def test_no_message_steers_the_terminal(morning: Morning, args: tuple[str, ...]) -> None:
    run = morning(*args)
    assert run.code in (1, 2, 3, 6)
    assert "\x1b" not in run.err
    assert run.out == ""
