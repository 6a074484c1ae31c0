"""What commands ask of the database and how SQLite goes about it: run the program with one list of arguments after another.

`python -m tests.cli.asked` reads lists of arguments as JSON from stdin and writes what each asked to stdout.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).parents[2]


class Question(NamedTuple):
    """A statement that only reads, the tables that it goes through from one end to the other, and the plan of it."""

    sql: str
    scanned: list[str]
    plan: list[str]


class Asked(NamedTuple):
    """What one command asked, and how it ended."""

    code: int
    err: str
    questions: list[Question]


def asked(calls: Iterable[Sequence[str]], folder: Path, env: dict[str, str]) -> list[Asked]:
    """Run the program with each of `calls` in `folder`, and return what each asked."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.asked"],
        input=json.dumps([*map(list, calls)]).encode(),
        cwd=folder,
        env={**env, "PYTHONPATH": f"{ROOT}:{env.get('PYTHONPATH', '')}"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return [
        Asked(code, err, [Question(*question) for question in questions])
        for code, err, questions in json.loads(done.stdout)
    ]


def scanned(connection: sqlite3.Connection, sql: str, given: Any = ()) -> list[str]:
    """Return the tables of the ledger that `sql` goes through from one end to the other, by themselves or by an index.

    They are told by SQLite's machine, since its plan has aliases and names parts of a question alike.
    """
    cursor = sqlite3.Cursor(connection)
    cursor.row_factory = None
    owner = dict(cursor.execute("SELECT rootpage, tbl_name FROM main.sqlite_master"))
    opened: dict[int, str] = {}
    found: dict[str, None] = {}
    for _, code, p1, p2, p3, *_ in cursor.execute(f"EXPLAIN {sql}", given).fetchall():
        if code in ("OpenRead", "ReopenIdx") and p3 == 0:
            opened[p1] = owner.get(p2, "sqlite_master")
        elif code in ("OpenEphemeral", "OpenAutoindex", "OpenPseudo", "SorterOpen"):
            opened.pop(p1, None)
        elif code in ("Rewind", "Last", "Sort") and p1 in opened:
            found[opened[p1]] = None
    # A range with nothing but an upper end begins where the index does.
    tables = dict(
        cursor.execute("SELECT name, tbl_name FROM main.sqlite_master WHERE type = 'index'")
    )
    for *_, step in cursor.execute(f"EXPLAIN QUERY PLAN {sql}", given).fetchall():
        if ranged := re.search(r"INDEX (\w+) \(\w+<\?\)", step):
            found[tables[ranged[1]]] = None
    return list(found)


class _Cursor(sqlite3.Cursor):
    def execute(self, sql: str, given: Any = ()) -> sqlite3.Cursor:
        connection = self.connection
        assert isinstance(connection, _Connection)
        if connection.only_reads and sql.split(None, 1)[0].upper() in ("SELECT", "WITH"):
            plan = sqlite3.Cursor(connection)
            plan.row_factory = None
            steps = [row[3] for row in plan.execute(f"EXPLAIN QUERY PLAN {sql}", given)]
            _ASKED.append(Question(" ".join(sql.split()), scanned(connection, sql, given), steps))
        return super().execute(sql, given)


class _Connection(sqlite3.Connection):
    only_reads = False

    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)

    def execute(self, sql: str, given: Any = ()) -> sqlite3.Cursor:
        cursor: sqlite3.Cursor = self.cursor().execute(sql, given)
        return cursor


_ASKED: list[Question] = []


def _run() -> None:
    from zizhao_cli.__main__ import main

    connect = sqlite3.connect

    def watched(database: str, **how: Any) -> sqlite3.Connection:
        connection = connect(database, factory=_Connection, **how)
        connection.only_reads = "mode=ro" in str(database)
        return connection

    sqlite3.connect = watched  # type: ignore[assignment]
    said = []
    for args in json.load(sys.stdin):
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
        sys.argv = ["zizhao", *args]
        _ASKED.clear()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main()
            except SystemExit as ended:
                said.append((ended.code, err.getvalue(), [*_ASKED]))
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    _run()
