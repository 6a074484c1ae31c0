"""An upgrade says which answers about past days are others from then on, and nothing where none is."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from tests.cli.ledgers import Morning
from tests.store.older import KEPT, older
from zizhao_cli.store.file import REVISION
from zizhao_cli.store.migration.migrate import create

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Zizhao

NOW = "2026-11-25T09:00:00+08:00"
LIST = "作废过的全部用 report voided 看；那时印出的报表，加 --known-at 和那一天，仍照原样再出"
TOLD = {
    "0001": (
        "发现以后才作废的 1 项，以往各日的报表里不再有，其中 1 项在作废以前逾期过：YH-2022-0005（2026-11-24 作废）",
        "更正过的 1 项仍从更正的那一天起算：YH-2022-0003；",
    ),
    "0002": (
        (
            "发现以后才作废的 3 项，以往各日的报表里不再有，其中 2 项在作废以前逾期过："
            "YH-2022-0006（2022-06-04 作废）、YH-2022-0007（2022-06-04 作废）、YH-2022-0003（2022-05-02 作废）"
        ),
        "更正过的 1 项仍从更正的那一天起算：YH-2022-0001；",
    ),
    # The twelfth was voided on the day it was found, and so was in the report of no day.
    "0003": (
        (
            "发现以后才作废的 5 项，以往各日的报表里不再有，其中 2 项在作废以前逾期过："
            "YH-2022-0003（2022-08-15 作废）、YH-2022-0009（2022-06-20 作废）、YH-2022-0010（2022-06-20 作废）、"
            "YH-2022-0011（2022-06-20 作废）、YH-2022-0014（2022-07-01 作废）"
        ),
        "更正过的 3 项仍从更正的那一天起算：YH-2022-0001、YH-2022-0004、YH-2022-0013；",
    ),
}


def at(zizhao: Zizhao, *args: str) -> Run:
    """Run the program after the last entry of all kept ledgers."""
    return zizhao(*args, env={"ZIZHAO_TEST_NOW": NOW})


@pytest.mark.parametrize("revision", TOLD)
def test_an_upgrade_says_which_hazards_left_the_past_and_which_corrections_stay(
    tmp_path: Path, revision: str
) -> None:
    zizhao = Morning(older(tmp_path, revision))
    run = at(zizhao, "db", "upgrade")
    struck_out, corrected = TOLD[revision]
    assert (run.code, run.out) == (0, "")
    assert run.err.splitlines()[1:] == [
        f"zizhao: 已升级：{revision} → {REVISION}，核验通过",
        f"zizhao: 注意：作废（含撤销批次）从此对每一天都算数：{struck_out}",
        f"zizhao: {LIST}",
        f"zizhao: 以前{corrected}要各日都改的，用 hazard edit 照样再写一次，不写 --from",
    ]


@pytest.mark.parametrize("revision", TOLD)
def test_the_list_that_it_names_has_them_all(tmp_path: Path, revision: str) -> None:
    zizhao = Morning(older(tmp_path, revision))
    told = at(zizhao, "db", "upgrade").err
    rows = at(zizhao, "report", "voided", "--format", "json").json["rows"]
    later = {row["no"]: row["voided_on"] for row in rows if row["voided_on"] > row["found_on"]}
    assert all(f"{no}（{day} 作废）" in told for no, day in later.items())
    assert f"作废的 {len(later)} 项" in told


def test_what_it_says_to_mend_a_correction_with_does(tmp_path: Path) -> None:
    zizhao = Morning(older(tmp_path, "0003"))
    at(zizhao, "db", "upgrade")
    asked = ("report", "open", "--as-of", "2022-05-30", "--format", "json")

    def title() -> str:
        return str({row["no"]: row["title"] for row in at(zizhao, *asked).json["rows"]}[no])

    no = "YH-2022-0001"
    assert title() == "出口堵塞"
    run = at(zizhao, "hazard", "edit", no, "--title", "安全出口堵塞")
    assert run.code == 0, run.err
    assert title() == "安全出口堵塞"
    assert at(zizhao, "db", "verify").code == 0


def test_a_restore_of_an_old_backup_says_the_same(tmp_path: Path) -> None:
    zizhao = Morning(older(tmp_path, "0003"))
    backup = tmp_path / "old.db"
    backup.write_bytes(gzip.decompress((KEPT / "ledger_0003.db.gz").read_bytes()))
    told = at(zizhao, "db", "upgrade").err.splitlines()[-3:]
    run = at(zizhao, "db", "restore", str(backup))
    assert run.code == 0, run.err
    assert run.err.splitlines()[-3:] == told
    assert "以往各日" in told[0]
    again = at(zizhao, "db", "backup").out.strip()
    assert "以往各日" not in at(zizhao, "db", "restore", again).err


def test_nothing_is_said_where_no_answer_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zizhao = Morning(tmp_path / "ledger.db")
    monkeypatch.setattr("zizhao_cli.store.migration.migrate.REVISION", "0003")
    create(zizhao.db)
    run = at(zizhao, "db", "upgrade")
    assert (run.code, run.out) == (0, "")
    assert run.err.splitlines()[1:] == [f"zizhao: 已升级：0003 → {REVISION}，核验通过"]
