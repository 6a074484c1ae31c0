"""`verify` finds whatever was done to a ledger behind its back, and nothing where nothing was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.intake.office import GOOD, HEAD, Office
from tests.store.damage import query, tamper
from zizhao_cli.ledger.batches import undo_batch
from zizhao_cli.store.errors import LedgerDamaged
from zizhao_cli.store.journal.chain import GENESIS, entry_hash
from zizhao_cli.store.progress import Work, quiet
from zizhao_cli.store.statements import COLUMNS
from zizhao_cli.store.verify.verify import _found, verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zizhao_cli.store.verify.findings import Finding


def problems(path: Path) -> str:
    """Return all that is found, as one text; nothing found is an error of the test."""
    findings, _, _ = verify(path)
    assert findings, "nothing was found"
    return "\n".join(f"{finding.record}: {finding.problem}" for finding in findings)


def test_nothing_where_nothing_was_done(kept: Path) -> None:
    findings, entries, head = verify(kept)
    assert findings == []
    assert [(entries, head)] == query(kept, "SELECT seq, hash FROM journal ORDER BY 1 DESC LIMIT 1")


def test_taking_triggers_away_and_back_is_no_damage(kept: Path) -> None:
    """What the other tests do around their damage is not what is found."""
    tamper(kept, "SELECT 1")
    assert verify(kept)[0] == []


def test_it_reads_only(kept: Path) -> None:
    before = kept.read_bytes()
    verify(kept)
    assert kept.read_bytes() == before


def columns(table: str) -> list[str]:
    return [*COLUMNS[table]]


VALUES = {
    "seq": "3",
    "measure": "9",
    "state": "'voided'",
    "level": "'major'",
    "due_on": "'2023-01-01'",
}


@pytest.mark.parametrize("column", [name for name in columns("hazard") if name != "id"])
def test_a_changed_cell_of_a_hazard(kept: Path, column: str) -> None:
    value = VALUES.get(column, "7")
    tamper(kept, f"UPDATE hazard SET {column} = {value} WHERE id % 1000 = 1", guards=True)
    assert f": {column} 是" in problems(kept)


def test_a_changed_hazard_is_named_by_its_number(kept: Path) -> None:
    tamper(kept, "UPDATE hazard SET title = 'x' WHERE id % 1000 = 1")
    assert "YH-2022-0001: title 是" in problems(kept)


@pytest.mark.parametrize("column", [name for name in columns("unit") if name != "id"])
def test_a_changed_cell_of_a_unit(kept: Path, column: str) -> None:
    tamper(kept, f"UPDATE unit SET {column} = 7 WHERE code = 'GXC'", guards=True)
    assert f"{column} 是" in problems(kept)


def test_a_change_of_type_alone(kept: Path) -> None:
    tamper(kept, "UPDATE unit SET contact = CAST(contact AS BLOB) WHERE code = 'GXC'")
    assert "contact 是" in problems(kept)


HISTORY = [
    (table, column)
    for table in ("hazard_version", "unit_version", "checks", "check_void")
    for column in columns(table)
]


@pytest.mark.parametrize(("table", "column"), HISTORY)
def test_a_changed_cell_of_history(kept: Path, table: str, column: str) -> None:
    value = VALUES.get(column, "'pass'" if column == "result" else "11")
    row = f"(SELECT max(rowid) FROM {table} WHERE {column} IS NOT {value})"
    assert query(kept, f"SELECT {row}") != [(None,)]
    tamper(kept, f"UPDATE {table} SET {column} = {value} WHERE rowid = {row}")
    assert problems(kept)


@pytest.mark.parametrize("column", columns("journal"))
@pytest.mark.parametrize("which", ["min", "max"])
def test_a_changed_cell_of_the_journal(kept: Path, column: str, which: str) -> None:
    value = {"seq": "99", "effective_on": "'2020-01-01'"}.get(column, "'x'")
    seq = f"(SELECT {which}(seq) FROM journal)"
    tamper(kept, f"UPDATE journal SET {column} = {value} WHERE seq = {seq}")
    assert "日志" in problems(kept)


@pytest.mark.parametrize("which", ["= 1", "= 5", "= (SELECT max(seq) FROM journal)", "> 5"])
def test_a_deleted_journal_entry(kept: Path, which: str) -> None:
    tamper(kept, f"DELETE FROM journal WHERE seq {which}")
    assert problems(kept)


def test_a_gap_in_the_numbers_of_the_journal(kept: Path) -> None:
    tamper(kept, "DELETE FROM journal WHERE seq = 5")
    assert "日志 6: 序号不连续，应是 5" in problems(kept)


@pytest.mark.parametrize("table", ["hazard_version", "unit_version", "checks", "check_void"])
@pytest.mark.parametrize("which", ["min", "max"])
def test_a_deleted_row_of_history(kept: Path, table: str, which: str) -> None:
    tamper(kept, f"DELETE FROM {table} WHERE rowid = (SELECT {which}(rowid) FROM {table})")
    assert "后来被改过或增减过" in problems(kept)


def test_a_deleted_hazard(kept: Path) -> None:
    tamper(kept, "DELETE FROM hazard WHERE id % 1000 = 3")
    assert "YH-2022-0003: 日志里有，表里没有" in problems(kept)


def test_an_inserted_hazard(kept: Path) -> None:
    names = ", ".join(name for name in columns("hazard") if name != "id")
    tamper(
        kept, f"INSERT INTO hazard (id, {names}) SELECT 20220000009, {names} FROM hazard LIMIT 1"
    )
    assert "YH-2022-0009: 表里有，日志里没有" in problems(kept)


def test_an_inserted_step(kept: Path) -> None:
    names = ", ".join(name for name in columns("hazard_version") if name != "step_no")
    tamper(
        kept,
        f"INSERT INTO hazard_version (step_no, {names}) SELECT 99, {names} FROM hazard_version "
        "WHERE seq = 2",
        guards=True,
    )
    assert "日志 2: 它写入的记录" in problems(kept)


def test_an_inserted_check(kept: Path) -> None:
    names = ", ".join(name for name in columns("checks") if name != "id")
    statement = f"INSERT INTO checks (id, {names}) SELECT 20220000099, {names} FROM checks LIMIT 1"
    tamper(kept, statement, guards=True)
    assert "后来被改过或增减过" in problems(kept)


def test_an_inserted_journal_entry(kept: Path) -> None:
    """Its own hash is wrong; and with a right one it does not follow the last."""
    last = query(kept, "SELECT max(seq) FROM journal")[0][0]
    entry = {
        "seq": last + 1,
        "recorded_at": "2030-01-01T00:00:00+08:00",
        "effective_on": "2022-06-01",
        "actor": "x",
        "action": "x",
        "subject": "x",
        "detail": "{}",
        "digest": "x",
        "prev_hash": GENESIS,
    }
    values = [*entry.values(), entry_hash(entry)]
    quoted = ", ".join(repr(value) for value in values)
    tamper(kept, f"INSERT INTO journal VALUES ({quoted})", guards=True)
    assert f"日志 {last + 1}: 与上一条接不上" in problems(kept)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE hazard SET unit_id = 999 WHERE id % 1000 = 1",
        "UPDATE hazard SET check_id = 999 WHERE id % 1000 = 1",
        "UPDATE unit SET parent_id = 999 WHERE code = 'GXC'",
        "UPDATE check_void SET check_id = 999",
        "UPDATE checks SET seq = 999",
    ],
)
def test_an_orphan(kept: Path, statement: str) -> None:
    tamper(kept, statement)
    assert "里没有的记录" in problems(kept)


def test_a_step_that_the_rules_do_not_allow(kept: Path) -> None:
    """Somebody rewrites a step together with its state, table and history alike."""
    closed = "state = 'closed', reviewer = rectified_by"
    where = "WHERE id % 1000 = 2 AND state = 'closed'"
    tamper(
        kept,
        f"UPDATE hazard SET {closed} {where}",
        "UPDATE hazard_version SET detail = json_set(detail, '$.reviewer', rectified_by), "
        f"{closed} {where}",
    )
    assert "按规则不能成立：复查人" in problems(kept) or "不能是同一个人" in problems(kept)


def test_a_major_hazard_closed_without_its_plan(kept: Path) -> None:
    """The plan is cut, in the steps as in what they led to."""
    cut = "detail = json_remove(detail, '$.funds')"
    tamper(
        kept,
        "UPDATE hazard SET plan_funds = NULL WHERE id % 1000 = 2",
        "UPDATE hazard_version SET plan_funds = NULL WHERE id % 1000 = 2",
        f"UPDATE hazard_version SET {cut} WHERE id % 1000 = 2 AND step = 'plan'",
    )
    assert "按规则不能成立：" in problems(kept)
    assert "整改方案还缺" in problems(kept)


def test_another_mark_in_the_header(kept: Path) -> None:
    tamper(kept, "PRAGMA user_version = 0")
    assert "文件头的标记与日志末条对不上" in problems(kept)


def test_a_state_that_does_not_follow_from_its_step(kept: Path) -> None:
    for table in ("hazard", "hazard_version"):
        tamper(kept, f"UPDATE {table} SET due_on = '2023-01-01' WHERE id % 1000 = 2 AND extensions")
    assert "按规则应是" in problems(kept)


def test_all_problems_are_told_not_just_the_first(kept: Path) -> None:
    tamper(
        kept,
        "UPDATE hazard SET title = 'x'",
        "UPDATE journal SET actor = 'x' WHERE seq = 3",
        "UPDATE unit SET phone = 'x' WHERE code = 'XJC'",
    )
    found = problems(kept)
    assert found.count("title 是") == 3
    assert "日志 3" in found
    assert "phone 是" in found


@pytest.mark.parametrize(
    ("table", "column"), [("unit_version", "note"), ("hazard_version", "title"), ("checks", "note")]
)
def test_a_row_that_cannot_be_digested_hides_no_other(kept: Path, table: str, column: str) -> None:
    """It is told of the entry that wrote it, and of no other."""
    ((seq,),) = query(kept, f"SELECT max(seq) FROM {table}")
    tamper(
        kept,
        f"UPDATE {table} SET {column} = x'ff' WHERE seq = {seq}",
        "UPDATE journal SET actor = 'x' WHERE seq = 3",
    )
    found = problems(kept)
    assert f"日志 {seq}: 它写入的记录" in found
    assert "日志 3: 记录后被改过" in found
    assert found.count("它写入的记录") == 1


def test_evidence_of_a_kind_that_there_is_not_hides_no_other(kept: Path) -> None:
    picture = "'" + "0" * 64 + "', 'jpg', 1, '照片.jpg'"
    tamper(
        kept,
        "INSERT INTO evidence (seq, position, sha256, kind, size, name, kind_of_record, record_id, step_no) "
        f"VALUES (3, 1, {picture}, 'x', 1, 1)",
    )
    found = problems(kept)
    assert "佐证 'x': 不是哪一种记录的佐证" in found
    assert "'x' 1 的佐证 照片.jpg" in found
    assert "没能核完" not in found


def test_a_page_of_rubbish(kept: Path) -> None:
    content = bytearray(kept.read_bytes())
    third = 2 * int.from_bytes(content[16:18])
    content[third : third + 200] = b"\xff" * 200
    kept.write_bytes(content)
    try:
        assert problems(kept)
    except LedgerDamaged:
        return


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE batch SET receipt = json_set(receipt, '$.new', 9)",
        "UPDATE batch_undo SET reason = '别的'",
    ],
)
def test_what_an_import_said_of_itself_is_covered(kept: Path, statement: str) -> None:
    office = Office(kept)
    batch = office.takes(HEAD + GOOD).receipt.batch
    assert batch
    undo_batch(office.session, batch, "拿错了")
    assert verify(kept).findings == []
    tamper(kept, statement)
    assert "日志" in problems(kept)


UNTOLD = Work("", 0, {}, quiet)


def test_memory_that_runs_out_is_no_damage() -> None:
    with pytest.raises(MemoryError):
        list(_found("日志链", _raising(MemoryError()), UNTOLD))


def test_an_interrupt_that_a_library_wraps_is_no_damage() -> None:
    wrapped = RuntimeError("while making a class")
    wrapped.__cause__ = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        list(_found("日志链", _raising(wrapped), UNTOLD))


def test_what_cannot_be_read_past_is_a_finding() -> None:
    (found,) = _found("日志链", _raising(ValueError("不是数")), UNTOLD)
    assert "日志链没能核完" in found.problem


def _raising(problem: BaseException) -> Callable[[], list[Finding]]:
    def part() -> list[Finding]:
        raise problem

    return part
