"""The workbook for a village: filled in, it imports without a complaint; a filled one is never written over."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.kinds import declared
from tests.kinds.declared import DECLARED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Zizhao
    from zizhao_cli.domain.kinds.kind import Kind


def test_filled_in_it_imports_without_a_complaint(zizhao: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "登记表.xlsx"
    zizhao.ok("unit", "add", "JXC", "锦绣餐馆", "--kind", "site", "--parent", "桂香村")
    zizhao.ok("check", "template", str(file), "--unit", "桂香村")
    book = openpyxl.load_workbook(file)
    offered = [cell.value for cell in book["选项"]["C"] if cell.value]
    assert offered == ["桂香村", "锦绣餐馆"]
    measures = [cell.value for cell in book["选项"]["E"] if cell.value]
    assert len(measures) == 15
    for row, measure in enumerate(measures, start=5):
        book["检查"].cell(row, 2, date(2022, 5, 6))
        book["检查"].cell(row, 3, offered[row % 2])
        book["检查"].cell(row, 5, measure)
        book["检查"].cell(row, 6, "不符合" if row == 5 else "符合")
    book["检查"].cell(5, 7, "安全出口堵塞")
    book["检查"].cell(5, 10, date(2022, 5, 20))
    book.save(file)
    receipt = zizhao("check", "import", str(file), "--format", "json").json
    assert (receipt["problems"], receipt["new"], receipt["hazards"]) == ([], 15, 1)
    found = zizhao("check", "list", "--format", "json").json["rows"]
    assert sorted(row["measure"] for row in found) == list(range(1, 16))


def test_a_file_that_is_there_is_not_written_over(zizhao: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "登记表.xlsx"
    file.write_bytes(b"filled in by a village")
    refused = zizhao("check", "template", str(file), "--unit", "桂香村")
    assert refused.code == 3
    assert "不覆盖" in refused.err
    assert file.read_bytes() == b"filled in by a village"


@pytest.mark.parametrize(
    "kind", [kind for kind in DECLARED if kind.form], ids=lambda kind: kind.name
)
def test_a_sheet_of_any_declared_kind_imports(kind: Kind, zizhao: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "登记表.xlsx"
    code, name = declared.FIRM
    zizhao.ok("unit", "add", code, name, "--kind", "enterprise")
    zizhao.ok("template", "sheet", kind.name, "--output", str(file))
    assert zizhao("template", "sheet", kind.name, "--output", str(file)).code == 3
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[3]}
    [headings, told] = csv.reader(io.StringIO(declared.sheet(kind)))
    for heading, text in zip(headings, told, strict=True):
        sheet.cell(5, places[heading], text)
    book.save(file)
    receipt = zizhao(kind.name, "import", str(file), "--format", "json").json
    assert (receipt["problems"], receipt["new"]) == ([], 1)


def test_a_sheet_of_what_is_not_listed_is_refused(zizhao: Zizhao) -> None:
    assert zizhao("template", "sheet", "hazard").code == 2
    assert zizhao("template", "sheet", "duty", "--output", "职责.csv").code == 2
