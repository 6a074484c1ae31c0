"""Registers of tip-offs: their sealed columns are sealed, and what is wrong in them is told by place alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.custody import DAY, WHO, reveal
from tests.store.damage import query

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.diary import Diary
    from tests.conftest import Run


HEADINGS = "登记号,渠道,时间,摘编,被举报对象,举报人,联系方式,举报内容"
GOOD = (
    f"1,电话,2022-05-01,夜间违规生产,一家加工点,{WHO['informant']},{WHO['phone']},{WHO['account']}"
)
NAMELESS = "2,来信,2022-05-02,洞口有人私挖,后山,,,"


def imported(diary: Diary, folder: Path, *rows: str, more: tuple[str, ...] = ()) -> Run:
    file = folder / "登记簿.csv"
    file.write_text("\n".join([HEADINGS, *rows]) + "\n", encoding="utf-8")
    return diary.on(DAY, "tip", "import", str(file), "--format", "json", *more)


def test_a_register_is_imported_and_its_sealed_columns_are_sealed(
    custodial: Diary, tmp_path: Path
) -> None:
    run = imported(custodial, tmp_path, GOOD, NAMELESS)
    assert (run.code, run.json["new"]) == (0, 2), run.err
    assert run.json["files"][0]["file"] == "第 1 个文件"
    assert run.json["files"][0]["sha256"] is None
    shown = reveal(custodial, "--format", "json").json
    assert (shown["informant"], shown["account"]) == (WHO["informant"], WHO["account"])
    named = custodial.on(DAY, "tip", "list", "--format", "json").json["rows"]
    assert [row["named"] for row in named] == [True, False]
    assert imported(custodial, tmp_path, GOOD, NAMELESS).json["same"] == 2
    custodial.sound()


def test_what_is_wrong_in_a_register_is_told_by_place_alone(
    custodial: Diary, tmp_path: Path
) -> None:
    bad = GOOD.replace("2022-05-01", WHO["informant"])
    run = imported(custodial, tmp_path, bad, NAMELESS.replace("来信", "飞鸽"))
    assert run.code == 3
    assert [(p["line"], p["column"], p["value"]) for p in run.json["problems"]] == [
        (2, "时间", None),
        (3, "渠道", None),
    ]
    assert WHO["informant"] not in run.out + run.err
    assert "飞鸽" not in run.out + run.err
    assert query(custodial.zizhao.db, "SELECT count(*) FROM tip") == [(0,)]


def test_a_register_is_not_kept_anywhere(custodial: Diary, tmp_path: Path) -> None:
    for more in (("--rejects", str(tmp_path / "r.csv")), ("--new-units", "enterprise")):
        run = imported(custodial, tmp_path, GOOD, more=more)
        assert (run.code, run.out) == (2, "")
    run = custodial.on(DAY, "tip", "import", "-", "--type", "csv", stdin=GOOD.encode())
    assert (run.code, run.out) == (2, "")
    assert not (tmp_path / "r.csv").exists()


def test_a_column_that_is_not_known_is_told_by_its_place(custodial: Diary, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text(f"{HEADINGS},办理情况\n{GOOD},办了\n", encoding="utf-8")
    run = custodial.on(DAY, "tip", "import", str(file), "--format", "json")
    (problem,) = run.json["problems"]
    assert "第 9 列的列名不认识" in problem["message"]
    assert "办理情况" not in run.out + run.err
    run = custodial.on(DAY, "tip", "import", str(file), "--ignore-column", "办理情况")
    assert run.code == 0, run.err


def test_no_layout_is_kept_of_a_register(custodial: Diary, tmp_path: Path) -> None:
    file = tmp_path / "登记簿.csv"
    file.write_text(f"{HEADINGS}\n{GOOD}\n", encoding="utf-8")
    run = custodial.on(DAY, "layout", "save", "举报", str(file), "--for", "tip")
    assert (run.code, run.out) == (2, "")
