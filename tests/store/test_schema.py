"""The migrations make the schema that the tables declare, and the one that is kept beside this file."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlmodel import create_engine

from tests.store.damage import query
from tests.store.schema import KEPT, TABLES, schema
from zizhao_cli.settings import program_folders
from zizhao_cli.store.file import APPLICATION_ID, REVISION, REVISIONS
from zizhao_cli.store.migration.migrate import create, migrate
from zizhao_cli.store.migration.schema import schema_at, schema_of
from zizhao_cli.store.tables.declared import metadata
from zizhao_cli.store.tables.statements import MADE, made

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "ledger.db"
    assert create(path)
    return path


@pytest.fixture(scope="module")
def declared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("declared") / "ledger.db"
    engine = create_engine(f"sqlite:///{path}")
    metadata().create_all(engine)
    engine.dispose()
    return path


def statements(path: Path) -> dict[str, str]:
    """Return the SQL of all tables and indexes, white space aside."""
    found = query(
        path,
        "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL "
        "AND name <> 'alembic_version'",
    )
    return {name: normal(sql) for name, sql in found}


def normal(sql: str) -> str:
    return re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.split()))


def unordered(path: Path, pragma: str) -> list[tuple[object, ...]]:
    """Return the rows of a PRAGMA without their number, in an order of their own."""
    return sorted((row[1:] for row in query(path, f"PRAGMA {pragma}")), key=repr)


def test_these_are_all_tables(migrated: Path) -> None:
    names = query(migrated, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
    assert [name for (name,) in names if name != "alembic_version"] == TABLES


@pytest.mark.parametrize("table", TABLES)
def test_the_columns(migrated: Path, declared: Path, table: str) -> None:
    """Names, order, types, nullability, defaults, primary keys, and which are computed."""
    pragma = f"PRAGMA table_xinfo({table})"
    assert query(migrated, pragma) == query(declared, pragma)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("pragma", ["foreign_key_list", "index_list"])
def test_the_references_and_indexes(
    migrated: Path, declared: Path, table: str, pragma: str
) -> None:
    assert unordered(migrated, f"{pragma}({table})") == unordered(declared, f"{pragma}({table})")


def test_the_sql_with_its_constraints(migrated: Path, declared: Path) -> None:
    assert statements(migrated) == statements(declared)


def test_every_column_of_an_index(migrated: Path, declared: Path) -> None:
    for (name,) in query(declared, "SELECT name FROM sqlite_master WHERE type = 'index'"):
        pragma = f"PRAGMA index_xinfo({name})"
        assert query(migrated, pragma) == query(declared, pragma)


def test_the_migrations_are_the_revisions(migrated: Path) -> None:
    folder = next(f for f in program_folders("migrations") if (f / "env.py").exists())
    files = sorted(path.name for path in (folder / "versions").glob("[0-9]*.py"))
    assert tuple(name.split("_")[0] for name in files) == REVISIONS
    assert query(migrated, "SELECT version_num FROM alembic_version") == [(REVISION,)]


def test_whose_file_it_is(migrated: Path) -> None:
    assert query(migrated, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert query(migrated, "PRAGMA journal_mode") == [("wal",)]
    assert migrated.stat().st_mode & 0o077 == 0


def test_days_are_dates_and_not_times() -> None:
    for table in TABLES:
        for column in metadata().tables[table].columns:
            if column.name.endswith("_on"):
                assert str(column.type) == "DATE", f"{table}.{column.name}"


def test_the_schema_is_the_one_that_is_kept(migrated: Path) -> None:
    """Whoever changes the schema of a released program writes a new migration, and a new file beside this one."""
    assert schema(migrated) == KEPT.read_text(encoding="utf-8"), "see tests/store/schema.py"


@pytest.mark.parametrize("revision", REVISIONS)
def test_the_schema_of_each_revision_is_what_its_migrations_make(revision: str) -> None:
    """Verification compares with the kept file, so that it need not run the migrations."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        raw.execute("BEGIN")
        migrate(raw, revision)
        made = schema_of(raw)
    assert made == schema_at(revision) != {}


def test_a_schema_is_kept_for_each_revision_and_no_other() -> None:
    files = sorted(file.name for file in KEPT.parent.glob("*.sql"))
    assert files == [f"{revision}.sql" for revision in REVISIONS]


def test_the_kept_schema_runs() -> None:
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.executescript(KEPT.read_text(encoding="utf-8"))
        assert raw.execute("SELECT count(*) FROM hazard").fetchone() == (0,)


def test_a_missing_check_is_seen(declared: Path, tmp_path: Path) -> None:
    """The case that makes the comparison fail: Alembic itself does not see a missing CHECK."""
    found = query(declared, "SELECT sql FROM sqlite_master WHERE name = 'hazard'")[0][0]
    without = re.sub(r"CONSTRAINT ck_hazard_due_on CHECK \(.*?\),", "", found)
    assert without != found
    with closing(sqlite3.connect(tmp_path / "less.db")) as raw:
        raw.execute(without)
    assert statements(tmp_path / "less.db")["hazard"] != statements(declared)["hazard"]


@pytest.mark.parametrize(
    "values",
    [{"state": "'x'"}, {"level": "'x'"}, {"measure": "16"}, {"due_on": "'2022-04-19'"}],
)
def test_the_checks_hold(kept: Path, values: dict[str, str]) -> None:
    change = ", ".join(f"{column} = {value}" for column, value in values.items())
    with (
        closing(sqlite3.connect(kept)) as raw,
        pytest.raises(sqlite3.IntegrityError, match=f"ck_hazard_{next(iter(values))}"),
    ):
        raw.execute(f"UPDATE hazard SET {change}")


def test_the_columns_that_are_written_are_those_that_are_declared() -> None:
    """What writes rows loads no declarations: `make statements` writes their columns into a module."""
    assert MADE.read_text(encoding="utf-8") == made()


def test_a_column_that_is_not_declared_is_seen() -> None:
    """The case that makes the comparison fail."""
    others = [table for name, table in metadata().tables.items() if name != "evidence"]
    assert made(others) != made()
