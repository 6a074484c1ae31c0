"""Any single cell of any table that somebody changes behind the program's back is found: 1,000 of 1,000."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import Zizhao
from tests.kinds.declared import DECLARED
from tests.soak import everything
from zizhao_cli.store.verify.findings import DAMAGE
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.conftest import Soak

SEED = os.environ.get("SOAK_SEED", "2022")
THROUGH_THE_PROGRAM = 8
"""So many changes are also shown to the real program."""

Cell = tuple[str, int, str]
"""A table, a rowid, a column."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return everything.make(tmp_path_factory.mktemp("everything"))


PLAN = [
    *(table for kind in DECLARED for table in (kind.table, kind.history)),
    *("seal_key", "seal", "sealed"),
]
"""The tables of the kinds that are declared whole, and of what is sealed."""


def cells(path: Path, chance: random.Random, of: Sequence[str]) -> Iterator[Cell]:
    """Yield cells for ever: one of each column of each of the tables, then again."""
    tables = everything.tables(path)
    columns = [(table, name) for table in of for name in tables[table]]
    with closing(sqlite3.connect(path)) as raw:
        rows = {
            table: [row[0] for row in raw.execute(f"SELECT rowid FROM {table}")]
            for table, _ in columns
        }
    while True:
        chance.shuffle(columns)
        for table, column in columns:
            yield table, chance.choice(rows[table]), column


def other_values(value: Any, others: list[Any], chance: random.Random) -> list[Any]:
    """Return what somebody might write in the place of `value`; `others` stand in the same column."""
    text = "" if value is None else str(value)
    place = chance.randrange(len(text) + 1)
    values: list[Any] = [
        *others,
        None,
        "",
        0,
        1,
        chance.randrange(1 << 62),
        -1,
        0.5,
        text,
        text.encode(),
        f"{text} ",
        f"{text}\0",
        text.swapcase(),
        text[:place] + chance.choice("0aA甲\n'\x1b") + text[place:],
        text[:place] + text[place + 1 :],
        text[::-1],
        b"\xff\xfe\x80",
        "2022-05-01",
    ]
    if isinstance(value, int):
        values += [value + 1, value - 1, -value, float(value) + 0.25, value << 32]
    chance.shuffle(values)
    return values


@contextmanager
def opened(raw: sqlite3.Connection) -> Iterator[None]:
    """Let anything be written, with the triggers away and back."""
    for pragma in ("foreign_keys=OFF", "ignore_check_constraints=ON"):
        raw.execute(f"PRAGMA {pragma}")
    triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    raw.execute("BEGIN")
    for name, _ in triggers:
        raw.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in triggers:
        raw.execute(sql)
    raw.execute("COMMIT")


def change(path: Path, cell: Cell, chance: random.Random) -> str | None:
    """Change a cell; return what was done, or None where SQLite takes nothing else there."""
    table, rowid, column = cell
    look = f'SELECT typeof("{column}"), hex("{column}"), "{column}" FROM {table} WHERE rowid = ?'
    with closing(sqlite3.connect(path, isolation_level=None)) as raw, opened(raw):
        raw.text_factory = lambda content: content.decode(errors="replace")
        *before, value = raw.execute(look, (rowid,)).fetchone()
        others = [row[0] for row in raw.execute(f'SELECT DISTINCT "{column}" FROM {table}')]
        for other in other_values(value, others, chance):
            try:
                raw.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (other, rowid))
            except (
                sqlite3.Error,
                OverflowError,
            ):  # taken by another row, or of a type that a key cannot be
                continue
            found = raw.execute(look, (rowid,)).fetchone()
            if found is None or found[:2] != tuple(before):  # a changed key is the rowid itself
                return f"{table}.{column} of {rowid}: {value!r} → {other!r}"
    return None


def damage(path: Path) -> list[str]:
    """Return what `verify` finds to be damaged."""
    return [f"{f.record} {f.problem}" for f in verify(path).findings if f.kind == DAMAGE]


def test_nothing_is_found_where_nothing_was_changed(whole: Path) -> None:
    assert verify(whole).findings == []
    with closing(sqlite3.connect(whole)) as raw:
        for table in everything.tables(whole):
            assert raw.execute(f"SELECT count(*) FROM {table}").fetchone() > (0,), table


@pytest.mark.parametrize("which", ["all", "plan"])
def test_any_changed_cell_is_found(whole: Path, soak: Soak, which: str) -> None:
    of = PLAN if which == "plan" else [*everything.tables(whole)]
    wanted = soak.rounds(60, 1000)
    chance = random.Random(SEED)  # noqa: S311 - nothing is secret here
    path = whole.with_name("changed.db")
    made, missed = [], []
    for cell in cells(whole, chance, of):
        if len(made) == wanted:
            break
        shutil.copy(whole, path)
        done = change(path, cell, chance)
        if done is None:
            continue
        made.append(cell)
        if not damage(path):
            missed.append(done)
        if len(made) <= THROUGH_THE_PROGRAM:
            run = Zizhao(path)("db", "verify")
            assert run.code == 4, done
            assert run.out
            assert "Traceback" not in run.err
    soak.figure(f"single cells changed, {which}", len(made))
    soak.figure(f"of these found, {which}", len(made) - len(missed))
    assert missed == []
    columns = {(table, column) for table, _, column in made}
    stored = {(table, name) for table in of for name in everything.tables(whole)[table]}
    assert columns == stored or not soak.long


@pytest.mark.parametrize("what", ["deleted", "doubled", "swapped"])
def test_a_row_that_goes_or_comes_or_takes_the_place_of_another(whole: Path, what: str) -> None:
    path = whole.with_name("rows.db")
    changed = set()
    for table, names in everything.tables(whole).items():
        shutil.copy(whole, path)
        with closing(sqlite3.connect(path, isolation_level=None)) as raw, opened(raw):
            if ROWS[what](raw, table, names):
                changed.add(table)
        assert damage(path) or table not in changed, f"{table}: a row {what}"
    # One row has nothing to change places with; a code stands once, SQLite sees to that.
    alone = {kind.table for kind in DECLARED if kind.found_by}
    excepted = {
        "deleted": set(),
        "doubled": {"unit", *alone},
        "swapped": {"alembic_version", *alone},
    }[what]
    assert changed == everything.tables(whole).keys() - excepted


def _delete(raw: sqlite3.Connection, table: str, _: list[str]) -> bool:
    raw.execute(f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})")
    return True


def _double(raw: sqlite3.Connection, table: str, names: list[str]) -> bool:
    """Add the last row once more under another key."""
    key = next(name for name in names if name in _keys(raw, table))
    another = f"{key} || '7'" if table == "alembic_version" else f"{key} + 1000"
    columns, values = (
        ", ".join(new if name == key else f'"{name}"' for name in names) for new in (key, another)
    )
    try:
        raw.execute(
            f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} ORDER BY rowid DESC LIMIT 1"
        )
    except sqlite3.IntegrityError:
        return False
    return True


def _keys(raw: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in raw.execute(f"PRAGMA table_info({table})") if row[5]}


def _swap(raw: sqlite3.Connection, table: str, names: list[str]) -> bool:
    """Let the first and the last row change places: each is found under the other's key."""
    columns = ", ".join(f'"{name}"' for name in names)
    ends = f"rowid IN ((SELECT min(rowid) FROM {table}), (SELECT max(rowid) FROM {table}))"
    rows = raw.execute(f"SELECT {columns} FROM {table} WHERE {ends} ORDER BY rowid").fetchall()
    if len(rows) == 1:
        return False
    raw.execute(f"DELETE FROM {table} WHERE {ends}")
    keys = _keys(raw, table)
    for row, other in (rows, rows[::-1]):
        swapped = [a if name in keys else b for name, a, b in zip(names, row, other, strict=True)]
        marks = ", ".join("?" * len(names))
        raw.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", swapped)
    return True


ROWS = {"deleted": _delete, "doubled": _double, "swapped": _swap}
