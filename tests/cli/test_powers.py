"""The list of powers: what the town may decide itself, on which day."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from zizhao_cli.domain.errors.records import UnknownRecord
from zizhao_cli.ledger.power import PowerDoesNotCover, PowersAlike, covering

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.diary import Diary
    from tests.conftest import Zizhao

EXITS = "对占用、堵塞、封闭疏散通道、安全出口的处罚"
HEADINGS = [
    "序号",
    "权力类型",
    "项目编码",
    "项目名称",
    "子项",
    "实施依据",
    "责任事项",
    "追责情形",
    "责任岗位",
]
STAGES = ["1.受理责任", "2.审查决定责任", "3.送达责任", "4.事后监管责任"]


def sheet_of(file: Path, items: int) -> None:
    """Write a list as towns publish it: a title, each power over four rows, one for each stage of its duties."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["紫照镇权力和责任清单"])
    sheet.merge_cells("A1:I1")
    sheet.append(HEADINGS)
    for item in range(items):
        kind = "行政检查" if item < 10 else "行政处罚"
        first = sheet.max_row + 1
        for stage in STAGES:
            sheet.append(
                [
                    item + 1,
                    kind,
                    f"5001{item:04}",
                    f"对第{item}种行为的处罚",
                    None,
                    "《安全生产法》",
                    stage,
                    "不履行职责的",
                    "应急办",
                ]
            )
        for column in "ABCDEFHI":
            sheet.merge_cells(f"{column}{first}:{column}{first + 3}")
    book.save(file)


def add(zizhao: Zizhao, name: str, since: str, *more: str) -> str:
    return zizhao.ok(
        "power",
        "add",
        "--name",
        name,
        "--type",
        "处罚",
        "--origin",
        "赋权",
        "--since",
        since,
        *more,
    )


def test_a_list_as_it_is_published_is_imported_with_its_stages_together(
    zizhao: Zizhao, tmp_path: Path
) -> None:
    file = tmp_path / "清单.xlsx"
    sheet_of(file, 233)
    how = ("--set", "since_on=2023-12-31", "--set", "origin=法定", "--format", "json")
    receipt = zizhao("power", "import", str(file), *how).json
    assert (receipt["rows"], receipt["new"], receipt["problems"]) == (932, 233, [])
    assert "共 233 项" in receipt["warnings"][0]["message"]
    again = zizhao("power", "import", str(file), *how).json
    assert (again["new"], again["same"], again["batch"]) == (0, 233, None)
    listed = zizhao("power", "list", "--type", "行政检查", "--format", "json").json
    assert listed["count"] == 10
    assert listed["rows"][0]["duties"].splitlines() == STAGES
    zizhao.ok("db", "verify")


def test_what_the_town_decides_depends_on_the_day(zizhao: Zizhao) -> None:
    old = add(zizhao, EXITS, "2023-12-31", "--until", "2025-06-30")
    new = add(zizhao, "对生产经营单位安全生产状况的监督检查", "2025-07-01")

    def there(day: str) -> list[str]:
        run = zizhao("power", "list", "--in-force", "--as-of", day, "--format", "json")
        return [row["no"] for row in run.json["rows"]]

    assert [there(day) for day in ("2022-04-20", "2023-12-31", "2025-06-30", "2025-07-01")] == [
        [],
        [old],
        [old],
        [new],
    ]
    zizhao.ok("power", "end", new, "--on", "2026-01-31", "--reason", "收回区级")
    assert (there("2026-01-31"), there("2026-02-01")) == ([new], [])
    assert (
        zizhao(
            "power",
            "add",
            "--name",
            "一",
            "--type",
            "处罚",
            "--since",
            "2022-05-01",
            "--until",
            "2022-04-30",
        ).code
        == 3
    )


def test_a_decision_is_covered_by_a_power_of_its_day(zizhao: Zizhao) -> None:
    no = add(zizhao, EXITS, "2023-12-31", "--until", "2025-06-30", "--item-code", "50010001")
    add(zizhao, "对占用消防车通道的处罚", "2023-12-31")
    voided = add(zizhao, "对未经许可生产烟花爆竹的处罚", "2023-12-31")
    zizhao.ok("power", "void", voided, "--reason", "记错")
    with closing(sqlite3.connect(zizhao.db)) as ledger:
        for what in (no, no.lower(), "50010001", EXITS, "疏散通道 处罚"):
            assert covering(ledger, what, date(2024, 1, 1))["no"] == no
        with pytest.raises(PowerDoesNotCover) as refused:
            covering(ledger, no, date(2025, 7, 1))
        assert "2023-12-31 起，到 2025-06-30 为止" in refused.value.sentence
        with pytest.raises(PowerDoesNotCover, match="烟花爆竹"):
            covering(ledger, "烟花爆竹", date(2024, 1, 1))
        with pytest.raises(PowersAlike, match="2 项权力"):
            covering(ledger, "占用", date(2024, 1, 1))
        assert covering(ledger, "占用", date(2025, 7, 1))["name"] == "对占用消防车通道的处罚"
        with pytest.raises(UnknownRecord):
            covering(ledger, "QL-2020-0001", date(2024, 1, 1))


def test_a_power_is_published(zizhao: Zizhao) -> None:
    no = add(zizhao, EXITS, "2023-12-31")
    assert zizhao("power", "list", "--unpublished", "--format", "json").json["count"] == 1
    zizhao.ok("power", "publish", no, "--medium", "政府网站", "--on", "2024-01-15")
    assert zizhao("power", "list", "--unpublished", "--format", "json").json["count"] == 0


def test_what_a_decision_rests_on_stays(diary: Diary) -> None:
    name = ("power", "add", "--name", "占用通道的处罚", "--type", "行政处罚")
    diary.ok("2022-04-20", *name, "--since", "2022-01-01")
    add = ("enforcement", "add", "--name", "某店", "--kind", "警告", "--sector", "消防")
    diary.ok("2022-05-05", *add)
    diary.ok("2022-05-06", "enforcement", "decide", "ZF-2022-0001", "--power", "QL-2022-0001")
    power = ("QL-2022-0001", "--yes")
    for away in (
        ("power", "edit", *power, "--until", "2022-02-01"),
        ("power", "edit", *power, "--type", "行政检查"),
        ("power", "void", *power, "--reason", "记错"),
    ):
        assert "是 ZF-2022-0001 决定的依据" in diary.refused("2022-05-07", *away)
    diary.ok("2022-05-08", "power", "end", "QL-2022-0001", "--reason", "收回")
    shown = diary.on("2022-05-09", "power", "show", "QL-2022-0001", "--format", "json").json
    assert [row["no"] for row in shown["related"]] == ["ZF-2022-0001"]
