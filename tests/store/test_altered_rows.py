"""What was changed by SQL in a present table is never taken for what was recorded, nor covered up by what comes after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.damage import query, tamper
from zizhao_cli.store.statements import COLUMNS

if TYPE_CHECKING:
    from tests.conftest import Zizhao

NO = "NO"
STEPS = (
    ("hazard", "rectify", NO, "--rectified-by", "张静"),
    (
        "hazard",
        "extend",
        NO,
        "--due",
        "+60d",
        "--reason",
        "材料未到",
        "--safeguards",
        "专人看守",
        "--asked-by",
        "张静",
        "--approved-by",
        "王敏",
    ),
    ("hazard", "edit", NO, "--location", "后门"),
    ("hazard", "void", NO, "--reason", "重复", "--approved-by", "王敏"),
    ("hazard", "replace", NO, "--measure", "7", "--reason", "条款错了"),
    ("unit", "edit", "GXC", "--phone", "13800000000"),
    ("unit", "retire", "GXC", "--reason", "撤并"),
)
ALTERED = "和日志对不上"


@pytest.fixture
def kept(zizhao: Zizhao) -> Zizhao:
    add = ("hazard", "add", "--unit", "GXC", "--measure", "6", "--title", "出口堵塞")
    zizhao.ok(*add, "--responsible", "张静")
    return zizhao


@pytest.mark.parametrize("column", [name for name in COLUMNS["unit"] if name != "id"])
def test_an_altered_unit_is_not_edited(zizhao: Zizhao, column: str) -> None:
    tamper(zizhao.db, f"UPDATE unit SET {column} = 7 WHERE code = 'GXC'", guards=True)
    before = query(zizhao.db, "SELECT count(*) FROM journal")
    run = zizhao("unit", "edit", "GXC", "--sector", "工贸")
    assert (run.code, ALTERED in run.err) == (6, True)
    assert query(zizhao.db, "SELECT count(*) FROM journal") == before


@pytest.mark.parametrize("command", STEPS, ids=lambda command: " ".join(command[:2]))
def test_no_step_covers_up_what_was_altered(kept: Zizhao, command: tuple[str, ...]) -> None:
    tamper(kept.db, "UPDATE hazard SET title = '没有什么'")
    tamper(kept.db, "UPDATE unit SET note = '不要紧' WHERE code = 'GXC'")
    (no,) = query(kept.db, "SELECT no FROM hazard")[0]
    run = kept(*(no if word == NO else word for word in command))
    assert (run.code, ALTERED in run.err) == (6, True), run.err
    assert kept("db", "verify").code == 4


def test_a_hazard_closed_by_sql_does_not_let_its_unit_retire(kept: Zizhao) -> None:
    tamper(kept.db, "UPDATE hazard SET state = 'closed'", guards=True)
    assert kept("unit", "retire", "GXC", "--reason", "撤并").code == 6


def test_whom_a_record_is_about_is_what_history_says(zizhao: Zizhao) -> None:
    """Two units whose names were exchanged by SQL."""
    tamper(zizhao.db, "UPDATE unit SET name = CASE code WHEN 'GXC' THEN '乌石村' ELSE '桂香村' END")
    zizhao.ok("check", "add", "--unit", "桂香村", "--measure", "6", "--result", "pass")
    told = "SELECT u.code FROM checks AS c JOIN unit AS u ON u.id = c.unit_id"
    assert query(zizhao.db, told) == [("GXC",)]


def test_an_import_does_not_take_an_altered_row_for_the_same(kept: Zizhao) -> None:
    sheet = kept.db.with_name("隐患.csv")
    sheet.write_text("单位,条款,排查日期,隐患\n桂香村,6,2022-07-01,通道堵塞\n", encoding="utf-8")
    kept.ok("hazard", "import", str(sheet))
    tamper(kept.db, "UPDATE hazard SET fingerprint = 'x' WHERE title = '通道堵塞'")
    run = kept("hazard", "import", str(sheet))
    assert (run.code, ALTERED in run.err) == (6, True)
