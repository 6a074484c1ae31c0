"""The district's database is made, and brought up to this revision; both are the same, and may be done again."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.store.district.connection import SCHEMA
from zizhao_cli.store.district.shapes import Shape, shapes
from zizhao_cli.store.file import REVISION
from zizhao_cli.store.journal.chain import SEAL, SEAL_KEY

if TYPE_CHECKING:
    from psycopg import Connection

READER = "zizhao_reader"
"""The role whose members may read."""
_DISTRICTS_OWN = ("district", "town", "receipt")
"""Tables beside those of ledgers that readers see; what was refused or set aside they do not."""


def make(connection: Connection[Any]) -> None:
    """Make all that a district's database holds, or add what it lacks of this revision, in the transaction of a connection as store.district.connection makes it.

    Columns are only ever appended, so towns of older revisions go on pushing. Raises psycopg.Error.
    """
    run(connection, f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    run(connection, "SET LOCAL client_min_messages = warning")
    # Functions of the language SQL are looked through when they are made, and name each other.
    run(connection, "SET LOCAL check_function_bodies = off")
    for text in ("towns", "sqlite"):
        run(connection, _sql(text))
    tables = shapes()
    for shape in tables:
        for statement in shape.made:
            run(connection, statement)
        if shape.keep is not None:
            _tell(connection, shape)
    run(connection, _sql("accept"))
    connection.execute(
        "INSERT INTO district (identity, revision) VALUES (%s, %s) ON CONFLICT (one) DO UPDATE SET revision = excluded.revision",
        (secrets.token_hex(16), REVISION),
    )
    _grant(connection, [shape.name for shape in tables])


def run(connection: Connection[Any], statement: str) -> None:
    """Execute a statement of this program that binds nothing."""
    connection.execute(statement.encode())


def _tell(connection: Connection[Any], shape: Shape) -> None:
    """Tell the accepting function how rows of a table are kept."""
    connection.execute(
        "INSERT INTO shape VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (name) DO UPDATE SET keep = excluded.keep, "
        "follow = excluded.follow, seq_at = excluded.seq_at, key_at = excluded.key_at, columns = excluded.columns, "
        "again = excluded.again, place = excluded.place",
        (
            shape.name,
            shape.keep,
            shape.follow,
            shape.seq_at,
            shape.key_at,
            shape.columns,
            shape.present,
            shape.again,
            shape.place,
        ),
    )


def _grant(connection: Connection[Any], tables: list[str]) -> None:
    """Let readers read, but for what nobody is told of (Kind.apart)."""
    apart = [kind for kind in KINDS if kind.apart]
    hidden = {SEAL, SEAL_KEY, *(table for kind in apart for table in (kind.table, kind.history))}
    seen = ", ".join([*_DISTRICTS_OWN, *(name for name in tables if name not in hidden)])
    run(connection, f"REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA {SCHEMA} FROM PUBLIC")
    run(
        connection,
        f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{READER}') THEN CREATE ROLE {READER} NOLOGIN; END IF; END $$",
    )
    run(connection, f"GRANT USAGE ON SCHEMA {SCHEMA} TO {READER}")
    run(connection, f"GRANT SELECT ON {seen} TO {READER}")
    run(connection, f"GRANT EXECUTE ON FUNCTION {_READER_MAY} TO {READER}")
    words = ", ".join(f"'{kind.name}'" for kind in apart)
    entries = " AND ".join(
        f"action NOT LIKE '{name}.%'" for name in ("seal", *(kind.name for kind in apart))
    )
    for table, told in (("remark", f"kind_of_record NOT IN ({words})"), ("journal", entries)):
        run(connection, f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        run(connection, f"DROP POLICY IF EXISTS told ON {table}")
        run(connection, f"CREATE POLICY told ON {table} FOR SELECT TO {READER} USING ({told})")


_READER_MAY = "anchor(), julianday(text), count_true(bigint, boolean), sum(boolean), json_extract(text, text), json_quote(text), json_each(text), instr(text, text)"


def _sql(name: str) -> str:
    return Path(__file__).with_name("sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")
