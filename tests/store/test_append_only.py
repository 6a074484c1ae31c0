"""History is not rewritten: triggers refuse UPDATE, DELETE and REPLACE on every append-only table."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlmodel import SQLModel

from tests.kinds.declared import DECLARED
from tests.store.damage import query, tamper
from tests.store.schema import APPEND_ONLY, TABLES
from zizhao_cli.store.journal.chain import recorded_tables
from zizhao_cli.store.verify.verify import verify
from zizhao_cli.store.writing import connect

if TYPE_CHECKING:
    from pathlib import Path

PROJECTIONS = ["unit", "hazard", "submission", "notice", *(kind.table for kind in DECLARED)]
"""What is so now: changed by each step, but never deleted."""
SEALED = ["sealed", "withheld"]
"""Parts whose hashes are digested, and the mark of a copy without them."""


@pytest.fixture
def filled(kept: Path) -> Path:
    """A ledger with at least one row in every table, if need be one that makes no sense."""
    for table in TABLES:
        if query(kept, f"SELECT 1 FROM {table} LIMIT 1"):
            continue
        columns = SQLModel.metadata.tables[table].columns
        names = ", ".join(column.name for column in columns if not column.computed)
        values = ", ".join(
            "NULL" if column.nullable else "1" for column in columns if not column.computed
        )
        tamper(
            kept,
            "PRAGMA ignore_check_constraints=ON",
            f"INSERT INTO {table} ({names}) VALUES ({values})",
        )
    return kept


def columns(path: Path, table: str) -> list[str]:
    return [row[1] for row in query(path, f"PRAGMA table_info({table})")]


def run(path: Path, statement: str) -> None:
    """Run one statement as any other program would, without the settings of this one."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute(statement)


def refused(path: Path, table: str, statement: str) -> None:
    before = query(path, f"SELECT * FROM {table}")
    assert before, f"{table} has no row to try it on"
    with pytest.raises(sqlite3.IntegrityError, match=table):
        run(path, statement)
    assert query(path, f"SELECT * FROM {table}") == before


def test_these_are_all_of_them() -> None:
    assert sorted([*APPEND_ONLY, *PROJECTIONS, *SEALED]) == TABLES


def test_a_change_set_answers_for_every_one_of_them() -> None:
    """What is not in its digest could be changed unseen."""
    assert sorted([*recorded_tables(), "journal"]) == APPEND_ONLY


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_column_is_updated(filled: Path, table: str) -> None:
    for column in columns(filled, table):
        refused(filled, table, f"UPDATE {table} SET {column} = {column}")


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_deleted(filled: Path, table: str) -> None:
    refused(filled, table, f"DELETE FROM {table}")
    refused(filled, table, f"DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table})")


def replace(path: Path, table: str) -> str:
    names = ", ".join(columns(path, table))
    return f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table} LIMIT 1"


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_row_is_replaced_by_the_program(filled: Path, table: str) -> None:
    """The program's own connections fire the triggers for what REPLACE deletes."""
    with closing(connect(filled)) as raw, pytest.raises(sqlite3.IntegrityError, match=table):
        raw.execute(replace(filled, table))


@pytest.mark.parametrize("table", [table for table in APPEND_ONLY if table != "checks"])
def test_no_row_is_replaced_by_another_program(filled: Path, table: str) -> None:
    refused(filled, table, replace(filled, table))


def test_a_check_replaced_by_another_program_is_found(kept: Path) -> None:
    """A trigger would cost a large import too much; the digest of its entry tells."""
    names = ", ".join(columns(kept, "checks"))
    other = names.replace("note", "'改'")
    run(kept, f"INSERT OR REPLACE INTO checks ({names}) SELECT {other} FROM checks LIMIT 1")
    assert [finding.record for finding in verify(kept)[0]] == ["日志 2"]


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_an_upsert_is_an_update(filled: Path, table: str) -> None:
    names = ", ".join(columns(filled, table))
    column = columns(filled, table)[-1]
    refused(
        filled,
        table,
        f"INSERT INTO {table} ({names}) SELECT {names} FROM {table} WHERE true LIMIT 1 "
        f"ON CONFLICT DO UPDATE SET {column} = 'x'",
    )


def test_without_the_trigger_it_would_go_through(filled: Path) -> None:
    """The case that makes the guard fail: it is the trigger that refuses, nothing else."""
    run(filled, "DROP TRIGGER hazard_version_is_not_changed")
    run(filled, "UPDATE hazard_version SET title = 'x'")
    assert query(filled, "SELECT DISTINCT title FROM hazard_version") == [("x",)]
