"""A first day with the program, from init to the nightly report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Zizhao


def test_init_twice_changes_nothing(tmp_path: Path, zizhao: Zizhao) -> None:
    before = zizhao.db.read_bytes()
    again = zizhao.cold("init")
    assert (again.code, again.out) == (0, "")
    assert "未作改动" in again.err
    assert zizhao.db.read_bytes() == before
    assert not list(tmp_path.glob("*.new"))


def test_add_prints_the_number_alone_and_the_report_lists_it(zizhao: Zizhao) -> None:
    add = zizhao.cold(
        "hazard",
        "add",
        "--unit",
        "桂香村",
        "--measure",
        "6",
        "--title",
        "出口堵塞",
        "--found",
        "2022-04-20",
        "--due",
        "+15d",
    )
    assert (add.code, add.out) == (0, "YH-2022-0001\n")
    report = zizhao.cold("report", "overdue", "--as-of", "2022-07-15", "--format", "json").json
    assert [row["no"] for row in report["rows"]] == ["YH-2022-0001"]
    assert report["rows"][0]["days_overdue"] == 71
    assert (
        zizhao.cold("report", "overdue", "--as-of", "2022-05-05", "--format", "json").json["rows"]
        == []
    )
