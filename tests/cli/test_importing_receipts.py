"""Golden receipts: a folder of awkward files, each with the receipt that it must get, byte for byte."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.golden import compare, masked
from tests.intake.books import table, xlsx
from tests.intake.test_township_ledger import IGNORED, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

HEAD = "单位,条款,检查日期,结果,备注\n"
GOOD = "桂香村,6,2022-05-01,符合,\n"
HEAD_H = "单位,条款,检查日期,隐患,等级,限期,责任人,完成时间,复查人,复查时间,复查结果\n"


def _sheets() -> bytes:
    def more(book: Any, sheet: Any) -> None:
        sheet.merge_range(3, 0, 3, 4, "备注：以上情况属实")
        hidden = book.add_worksheet("旧表")
        hidden.hide()
        book.add_worksheet("Sheet3")

    return xlsx([["安全检查台账"], *table(HEAD + GOOD)], name="五月", more=more)


FILES: dict[str, tuple[str, bytes, tuple[str, ...]]] = {
    "township.xlsx": (
        "hazard",
        workbook(),
        tuple(part for column in IGNORED for part in ("--ignore-column", column)),
    ),
    "gb18030.csv": (
        "check",
        (HEAD + GOOD.strip() + "€•☑⑪①㎡𠮷\n" + GOOD * 2).encode("gb18030"),
        (),
    ),
    "utf-16.csv": ("check", (HEAD + GOOD).replace(",", "\t").encode("utf-16"), ()),
    "sheets.xlsx": ("check", _sheets(), ()),
    "ditto.csv": ("check", (HEAD + GOOD + "同上,7,〃,〃,〃\n").encode(), ()),
    "spoiled.csv": (
        "check",
        (
            HEAD
            + GOOD
            + "桂花村,16,2022.4,也许,好\n"
            + "桂香村,6,2022-02-30,不符合,\n"
            + ",六,20220501,符合,1.23457E+17\n"
            + "桂香村,6,2022-05-01,符合,#REF!\n"
        ).encode(),
        (),
    ),
    "history.csv": (
        "hazard",
        (
            HEAD_H
            + "桂香村,6,2022-05-01,堵塞,一般,2022-05-20,张静,2022-05-10,刘和平,2022-05-12,合格\n"
            + "桂香村,6,2022-05-01,漏电,一般,立即整改,张静,√,,,\n"
            + "桂香村,10,2022-05-01,超量储存,重大,2022-06-30,张静,2022-06-20,刘和平,2022-06-21,已销号\n"
        ).encode(),
        ("--keep-good",),
    ),
    "new-units.csv": (
        "check",
        (HEAD + GOOD + "丁厂,6,2022-05-01,符合,\n").encode(),
        ("--new-units", "site"),
    ),
    "objects.jsonl": (
        "check",
        '{"unit": "GXC", "measure": 6, "checked_on": "2022-05-01", "inspectors": ["张静", "李四"]}\n'.encode(),
        (),
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_the_receipt_of_an_awkward_file(morning: Morning, tmp_path: Path, name: str) -> None:
    form, content, options = FILES[name]
    zizhao = morning.copy(tmp_path)
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / name).write_bytes(content)
    run = zizhao(form, "import", str(folder / name), "--format", "json", *options)
    assert run.code == (3 if json.loads(run.out)["problems"] else 0)
    text = masked(run.out, folder=folder)
    if name.endswith("xlsx"):
        # XlsxWriter writes the time into its files.
        text = re.sub(r'"sha256": "[0-9a-f]{64}"', '"sha256": "<sha256>"', text)
    compare(f"receipts/{name}.json", text.encode())
    assert zizhao("db", "verify").code == 0
