"""zizhao batch: what was imported, by whom, with its receipt; and undone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

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
    assert "SHA-256" in zizhao.ok("batch", "show", batch)


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
