"""What hides in the schema, or slips past it, is found."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.kinds.declared import DECLARED
from tests.store.damage import tamper
from zizhao_cli.store.file import REVISION
from zizhao_cli.store.migration.schema import schema_at
from zizhao_cli.store.verify.schema import checks_in
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

SWALLOW = "BEFORE INSERT ON evidence BEGIN SELECT RAISE(IGNORE); END"
ON_VERSION = "AFTER UPDATE ON alembic_version BEGIN SELECT 1; END"


def problems(path: Path) -> str:
    return "\n".join(f"{found.record}: {found.problem}" for found in verify(path).findings)


@pytest.mark.parametrize("kind", ["trigger", "view"])
def test_what_is_called_like_sqlites_own(kept: Path, kind: str) -> None:
    """SQLite lets nobody create such a name, but reads it where it stands."""
    sql = {
        "trigger": f"CREATE TRIGGER sqlite_y {SWALLOW}",
        "view": "CREATE VIEW sqlite_y AS SELECT 1",
    }
    about = {"trigger": "evidence", "view": "sqlite_y"}[kind]
    with closing(sqlite3.connect(kept)) as raw, raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute(
            "INSERT INTO sqlite_master VALUES (?, 'sqlite_y', ?, 0, ?)", (kind, about, sql[kind])
        )
    assert "sqlite_y ，不是本程序建的" in problems(kept)


@pytest.mark.parametrize(
    "statement",
    [
        f"CREATE TRIGGER v {ON_VERSION}",
        "CREATE INDEX v ON alembic_version (version_num)",
        "ALTER TABLE alembic_version ADD COLUMN v",
        "ANALYZE",
    ],
)
def test_what_is_added_beside_the_ledgers_own_tables(kept: Path, statement: str) -> None:
    tamper(kept, statement, guards=True)
    assert "账本文件: " in problems(kept)


@pytest.mark.parametrize(
    ("table", "value", "name"),
    [
        ("checks", "measure = 99", "ck_checks_measure"),
        ("checks", "result = 'zz'", "ck_checks_result"),
        ("hazard", "state = 'zz'", "ck_hazard_state"),
        ("hazard", "due_on = '2000-01-01'", "ck_hazard_due_on"),
    ],
)
def test_a_row_that_its_constraints_forbid(kept: Path, table: str, value: str, name: str) -> None:
    tamper(
        kept,
        "PRAGMA ignore_check_constraints=ON",
        f"UPDATE {table} SET {value} WHERE id % 1000 = 1",
    )
    assert f"不合 {table} 的约束 {name}，应是：" in problems(kept)


def test_every_constraint_of_the_schema_is_asked() -> None:
    sql = "".join(schema_at(REVISION).values())
    assert len(list(checks_in(sql))) == sql.count("CHECK (") == 15 + len(DECLARED)


def test_the_condition_of_a_constraint_is_read_whole() -> None:
    sql = "CREATE TABLE t (a INT, CONSTRAINT x CHECK ((a IS NULL) <> (b IN (1, 2))), b INT)"
    assert list(checks_in(sql)) == [("x", "(a IS NULL) <> (b IN (1, 2))")]


@pytest.mark.parametrize(
    ("table", "column", "value", "stored"),
    [
        ("checks", "checked_on", "CAST(x'a7' || checked_on AS BLOB)", "blob"),
        ("checks", "note", "x'00'", "blob"),
        ("check_void", "reason", "x'07'", "blob"),
        ("hazard", "measure", "6.5", "real"),
    ],
)
def test_a_value_of_another_type(
    kept: Path, table: str, column: str, value: str, stored: str
) -> None:
    """Some releases of SQLite read a blob as the JSON of a text, so that a digest alone would not tell."""
    tamper(kept, f"UPDATE {table} SET {column} = {value}")
    assert f"{table}.{column} 存成了 {stored}，应是 " in problems(kept)
