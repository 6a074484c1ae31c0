"""Naughty strings in the files that the program writes for people: rejected rows, and the village's form."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.soak.naughty import ARGUMENTS, steering
from tests.soak.warm import Warm

if TYPE_CHECKING:
    from pathlib import Path


HEADER = ["单位", "条款", "检查日期", "备注"]
# What a file says with these is not what it holds: see test_naughty_imports.
MEANS = ("'", "#REF!", "1.23457E+17", "同上")
TEXTS = [
    text
    for text in ARGUMENTS
    if text.strip() and not text.startswith(MEANS) and len(text) <= 4000 and "\udcff" not in text
]
STORED = [text for text in TEXTS if not steering(text, "\n\r\t") and text.strip("\u2800\u3164 ")]


@pytest.fixture
def zizhao(tmp_path: Path) -> Warm:
    """The program on a fresh ledger, alone in its folder."""
    program = Warm(tmp_path / "ledger.db")
    program.ok("init")
    return program


def sheet(rows: list[list[str]]) -> bytes:
    """Return rows below the header as the bytes of a csv file."""
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    return text.getvalue().encode()


def assert_only_texts(path: Path) -> list[list[Any]]:
    """Return the rows of a workbook's sheets, in which no cell is a formula or leads anywhere."""
    rows: list[list[Any]] = []
    for page in openpyxl.load_workbook(path):
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n"), (cell.coordinate, cell.value)
                assert cell.data_type == "s" or cell.value is None
                assert cell.hyperlink is None
            rows.append([cell.value for cell in row])
    return rows


def refused(zizhao: Warm, rows: list[list[str]], back: str) -> None:
    """Import rows of a unit that the roll lacks, and have them written to `back`."""
    (zizhao.db.parent / "rows.csv").write_bytes(sheet(rows))
    run = zizhao("check", "import", "rows.csv", "--keep-good", "--rejects", back)
    assert run.code == 3
    assert (zizhao.db.parent / back).exists()


def test_rejects_in_a_workbook_are_texts(zizhao: Warm) -> None:
    refused(zizhao, [["新店", "6", "2022-07-01", text] for text in TEXTS], "back.xlsx")
    rows = assert_only_texts(zizhao.db.parent / "back.xlsx")
    assert len(rows) == len(TEXTS) + 1
    # XML has no place for the controls, and one kind of line end; openpyxl keeps the escapes of both.
    for text, row in zip(TEXTS, rows[1:], strict=True):
        if text.isprintable():
            assert row[3] == text.replace("_x003D_", "_x003D_")


def test_rejects_in_csv_are_texts(zizhao: Warm) -> None:
    refused(zizhao, [["新店", "6", "2022-07-01", text] for text in TEXTS], "back.csv")
    content = (zizhao.db.parent / "back.csv").read_bytes().decode("utf-8-sig")
    cells = [row[3] for row in csv.reader(io.StringIO(content, newline=""))]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("back", ["back.csv", "back.xlsx"])
def test_rejects_come_back_as_they_were(zizhao: Warm, back: str) -> None:
    refused(zizhao, [["新店", "6", "2022-07-01", text] for text in STORED], back)
    zizhao.ok("unit", "add", "X1", "新店", "--kind", "site")
    assert zizhao("check", "import", back).code == 0
    notes = [row["note"] for row in zizhao("check", "list", "--format=json").json["rows"]]
    assert [text.replace("\r\n", "\n") for text in notes] == [
        text.replace("\r\n", "\n") for text in STORED
    ]


def test_a_mark_that_was_there_is_not_set_twice(zizhao: Warm) -> None:
    """An exported list, sent back with one bad unit, is rejected, mended and imported: =1+1 as ever."""
    refused(zizhao, [["新店", "6", "2022-07-01", "'=1+1"]], "back.csv")
    zizhao.ok("unit", "add", "X1", "新店", "--kind", "site")
    zizhao.ok("check", "import", "back.csv")
    assert zizhao("check", "list", "--format=json").json["rows"][0]["note"] == "=1+1"


def test_jsonl_means_what_it_says(zizhao: Warm) -> None:
    row = '{"unit": "GXC", "measure": 6, "checked_on": "2022-07-01", "note": "\'=1+1"}'
    zizhao.ok("check", "import", "-", "--type=jsonl", stdin=row.encode())
    assert zizhao("check", "list", "--format=json").json["rows"][0]["note"] == "'=1+1"


def test_the_form_for_a_village_holds_texts_only(zizhao: Warm) -> None:
    names = [text for text in STORED if not set(text) & set("\n\r\t") and len(text) <= 200]
    rows = [{"name": name, "kind": "site", "parent": "GXC"} for name in names]
    text = io.StringIO()
    writer = csv.DictWriter(text, ["name", "kind", "parent"])
    writer.writeheader()
    writer.writerows(rows)
    (zizhao.db.parent / "units.csv").write_text(text.getvalue(), encoding="utf-8", newline="")
    assert zizhao("unit", "import", "units.csv", "--keep-good").code in (0, 3)
    known = [row["name"] for row in zizhao("unit", "list", "--format=json").json["rows"]]
    assert len(known) > len(names) * 0.7  # numbers, days and signs alone are no names
    run = zizhao("check", "template", "form.xlsx", "--unit", "GXC")
    assert (run.code, run.out, steering(run.err)) == (0, "", set())
    rows_of_form = assert_only_texts(zizhao.db.parent / "form.xlsx")
    offered = {cell for row in rows_of_form for cell in row}
    assert {name for name in names if name in known} <= offered
    book = openpyxl.load_workbook(zizhao.db.parent / "form.xlsx")
    sources = [rule.formula1 for rule in book["检查"].data_validations.dataValidation]
    assert all(str(source).startswith("选项!") or str(source).isdigit() for source in sources)
