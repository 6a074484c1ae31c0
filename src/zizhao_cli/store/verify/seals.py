"""What is sealed: every seal has its part, or another one that replaces it, and every record that should have one has a seal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds import KINDS, kind_named
from zizhao_cli.domain.sealing import digest_of
from zizhao_cli.store.journal.chain import SEAL, has_table
from zizhao_cli.store.sealed import withheld_since
from zizhao_cli.store.verify.findings import FILE, WITHHELD, Finding, record_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

RENEWED = "seal.renew"
"""The action of an entry that seals parts anew."""
_REPLACED = "EXISTS (SELECT 1 FROM seal AS n WHERE n.replaces = s.sha256)"
_WRONG = {
    "SELECT s.kind_of_record, s.record_id, s.seq FROM seal AS s WHERE s.recipient IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM seal_key AS k WHERE k.recipient = s.recipient AND k.seq <= s.seq)": "封给了那时还没有启用的钥匙",
    "SELECT s.kind_of_record, s.record_id, s.seq FROM seal AS s WHERE s.replaces IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM seal AS o WHERE o.sha256 = s.replaces AND o.seq < s.seq AND o.record_id = s.record_id "
    "AND o.kind_of_record = s.kind_of_record)": "换下的不是它以前的密封件",
    "SELECT s.kind_of_record, s.record_id, s.seq FROM seal AS s JOIN journal AS j ON j.seq = s.seq "
    f"WHERE (s.replaces IS NULL) = (j.action = '{RENEWED}')": "密封件和那一条日志做的事不符",
    "SELECT min(s.kind_of_record), min(s.record_id), min(s.seq) FROM seal AS s WHERE s.replaces IS NOT NULL "
    "GROUP BY s.replaces HAVING count(*) > 1": "同一份密封件换了两次",
}


def seals(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield what is wrong with seals and sealed parts; parts that a copy was made without are told, and no damage."""
    if not has_table(connection, SEAL):
        return
    for query, problem in _WRONG.items():
        for kind, record_id, seq in connection.execute(query).fetchall():
            yield _finding(kind, record_id, f"{problem}（日志 {seq}）")
    yield from _unsealed(connection)
    since = withheld_since(connection)
    if since is None:
        yield from _lacking(connection)
    else:
        (count,) = connection.execute(
            f"SELECT count(*) FROM seal AS s WHERE s.sha256 IS NOT NULL AND NOT {_REPLACED}"
        ).fetchone()
        yield Finding(FILE, f"{since} 做的副本，不带 {count} 份密封件", WITHHELD)
    yield from _parts(connection)


def _finding(kind: str, record_id: int, problem: str) -> Finding:
    known = any(kind == one.name for one in KINDS)
    name = record_name(kind_named(kind), record_id) if known else f"{kind} {record_id!r}"
    return Finding(name, problem)


def _unsealed(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Each record of such a kind has one seal, of the entry that registered it."""
    for kind in KINDS:
        if kind.sealed and has_table(connection, kind.history):
            query = (
                f"SELECT v.{kind.key} FROM {kind.history} AS v WHERE v.{kind.number} = 1 AND (SELECT count(*) FROM seal AS s "
                f"WHERE s.kind_of_record = '{kind.name}' AND s.record_id = v.{kind.key} AND s.seq = v.seq) <> 1"
            )
            for (record_id,) in connection.execute(query).fetchall():
                yield _finding(kind.name, record_id, "登记时应有一份密封的记录")


def _lacking(connection: sqlite3.Connection) -> Iterator[Finding]:
    query = (
        f"SELECT s.kind_of_record, s.record_id FROM seal AS s WHERE s.sha256 IS NOT NULL AND NOT {_REPLACED} "
        "AND NOT EXISTS (SELECT 1 FROM sealed AS p WHERE p.sha256 = s.sha256)"
    )
    for kind, record_id in connection.execute(query).fetchall():
        yield _finding(kind, record_id, "的密封件不见了，也没有换封过")


def _parts(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Every part that is there is the one whose hash was recorded."""
    query = (
        "SELECT p.sha256, p.content, s.kind_of_record, s.record_id FROM sealed AS p "
        f"LEFT JOIN seal AS s ON s.sha256 = p.sha256 AND NOT {_REPLACED}"
    )
    for sha256, content, kind, record_id in connection.execute(query):
        if kind is None:
            yield Finding(FILE, f"有一份密封件（{sha256}）没有记录说是谁的，或已换下")
        elif digest_of(bytes(content)) != sha256:
            yield _finding(kind, record_id, f"的密封件被改过，校验值应是 {sha256}")
