"""zizhao batch: what was imported, by whom, with its receipt; and undone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Zizhao

TEXT = "单位,条款,检查日期,隐患\n桂香村,6,2022-05-01,堵塞\n先进村,6,2022-05-01,\n"


@pytest.fixture
def batch(zizhao: Zizhao, tmp_path: Path) -> str:
    """The number of a batch of two checks and a hazard."""
    file = tmp_path / "list.csv"
    file.write_text(TEXT, encoding="utf-8")
    receipt = zizhao("check", "import", str(file), "--format", "json").json
    return str(receipt["batch"])


def test_list(zizhao: Zizhao, batch: str) -> None:
    found = zizhao("batch", "list", "--format", "json").json
    assert (found["list"], found["count"]) == ("batches", 1)
    row = found["rows"][0]
    assert (row["batch"], row["form"], row["actor"]) == (batch, "check", "陈科旭")
    assert (row["rows"], row["new"], row["hazards"], row["undone_on"]) == (2, 2, 1, None)


def test_list_of_none(zizhao: Zizhao) -> None:
    assert zizhao("batch", "list", "--format", "json").json["rows"] == []


def test_show(zizhao: Zizhao, batch: str) -> None:
    assert re.fullmatch(r"PC-\d{4}-0001", batch)
    record = zizhao("batch", "show", batch, "--format", "json").json
    assert record["receipt"]["files"][0]["rows"] == 2
    shown = zizhao.ok("batch", "show", batch)
    assert "SHA-256" in shown
    assert "内容：检查" in shown


def test_what_was_skipped_is_told_with_its_line_if_it_has_one(
    zizhao: Zizhao, tmp_path: Path
) -> None:
    book = Workbook()
    for row in (["桂香村自查表"], ["单位", "条款", "检查日期"], ["桂香村", 6, "2022-05-01"]):
        book.active.append(row)
    book.create_sheet("说明").append(["请填"])
    book.save(tmp_path / "list.xlsx")
    zizhao.ok("check", "import", str(tmp_path / "list.xlsx"))
    (batch,) = zizhao("batch", "list", "--format", "json").json["rows"]
    shown = zizhao.ok("batch", "show", batch["batch"])
    assert "list.xlsx：工作表“说明”里没有表格" in shown
    assert "list.xlsx 第 1 行：表头以上" in shown


def test_undo(zizhao: Zizhao, batch: str) -> None:
    run = zizhao("batch", "undo", batch, "--reason", "重复")
    assert (run.code, run.out) == (0, f"{batch}\n")
    assert run.err == "zizhao: 已撤销：作废检查 2 次、隐患 1 项\n"
    assert zizhao("check", "list", "--format", "json").json["count"] == 0
    row = zizhao("batch", "list", "--format", "json").json["rows"][0]
    assert row["undone_on"] is not None
    assert row["undo_reason"] == "重复"
    assert zizhao("hazard", "show", "YH-2022-0001", "--format", "json").json["state"] == "voided"
    assert zizhao("db", "verify").code == 0


@pytest.mark.parametrize("no", ["PC-2022-0009", "YH-2022-0001", "重复"])
def test_an_unknown_batch(zizhao: Zizhao, no: str) -> None:
    for command in (("show", no), ("undo", no, "--reason", "重复")):
        run = zizhao("batch", *command)
        assert (run.code, run.out) == (3, "")
        assert no in run.err


def test_what_goes_is_shown_before_it_is_undone(zizhao: Zizhao, batch: str) -> None:
    undo = ("batch", "undo", batch, "--reason", "重复")
    with Terminal(zizhao, *undo, ZIZHAO_TEST_NOW="") as terminal:
        shown = terminal.answer("全部作废？", "n")
        assert "list.csv，2 行" in shown
        assert f"{batch}：作废检查 2 次、隐患 1 项" in shown
        assert terminal.finish() == 3
