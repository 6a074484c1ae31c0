"""Verification: the file, its schema, the references, the chain, and the tables against a replay. Reads only."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.store.evidence import folder_of
from zizhao_cli.store.file import REVISION, REVISIONS, check_revision, revision_of
from zizhao_cli.store.findings import FILE, Finding, row_name
from zizhao_cli.store.journal import GENESIS, entry_hash, rows_digest
from zizhao_cli.store.migrate import schema_at, schema_of
from zizhao_cli.store.reading import snapshot
from zizhao_cli.store.verify_evidence import evidence_files, evidence_reuse
from zizhao_cli.store.verify_replay import projection, replay
from zizhao_cli.store.write_ahead import UNMARKED, read_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Anchor:
    """What a printed report says of the ledger: its journal had `count` entries, the last with a hash that begins so."""

    count: int
    head: str


class Verified(NamedTuple):
    """All findings, the number of journal entries, and the hash of the last one."""

    findings: list[Finding]
    entries: int
    head: str


def verify(path: Path, anchors: Sequence[Anchor] = ()) -> Verified:
    """Verify the ledger at `path`, of this revision or an earlier one, with the evidence beside it.

    Raises the errors of store.errors where it cannot be opened at all, or is of a revision unknown here.
    """
    with snapshot(path) as connection:
        revision = revision_of(connection)
        if schema_of(connection) == schema_at(REVISION):
            revision = REVISION  # whatever is written: that is a finding then
        elif revision not in REVISIONS:
            check_revision(path, connection)
        return verify_connection(connection, folder_of(path), revision, anchors)


def verify_connection(
    connection: sqlite3.Connection, folder: Path, revision: str, anchors: Sequence[Anchor] = ()
) -> Verified:
    """Verify what `connection` sees, a ledger of `revision` whose evidence lies in `folder`."""
    factories = connection.text_factory, connection.row_factory
    # Text that is no text must be found, not fallen over.
    connection.text_factory = lambda content: content.decode("utf-8", "surrogateescape")
    connection.row_factory = sqlite3.Row
    try:
        return _verify(connection, folder, revision, anchors)
    finally:
        connection.text_factory, connection.row_factory = factories


def _verify(
    connection: sqlite3.Connection, folder: Path, revision: str, anchors: Sequence[Anchor]
) -> Verified:
    parts: list[tuple[str, Callable[[], Iterable[Finding]]]] = [
        ("数据库自检", lambda: _file(connection)),
        ("表结构", lambda: _schema(connection, revision)),
        ("引用", lambda: _references(connection)),
        ("日志链", lambda: _chain(connection)),
        ("文件头的标记", lambda: _mark(connection, revision)),
        ("锚点", lambda: _anchors(connection, anchors)),
        ("各表与日志", lambda: projection(connection)),
        ("逐步重演", lambda: replay(connection)),
        ("佐证", lambda: evidence_files(connection, folder)),
        ("套用照片", lambda: evidence_reuse(connection)),
    ]
    findings = [finding for name, part in parts for finding in _found(name, part)]
    try:
        last = connection.execute(
            "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
        ).fetchone()
    except sqlite3.Error:
        last = None
    return Verified(findings, last["seq"] if last else 0, str(last["hash"]) if last else GENESIS)


def _found(name: str, part: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """Yield the findings of one part; damage that it cannot even read past is a finding, too."""
    try:
        yield from part()
    except Exception as problem:  # noqa: BLE001 - a damaged cell may hold anything at all
        yield Finding(FILE, f"{name}没能核完，有读不懂的内容：{problem!r}")


def _file(connection: sqlite3.Connection) -> Iterator[Finding]:
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield Finding(FILE, f"数据库自检：{message}")


def _schema(connection: sqlite3.Connection, revision: str) -> Iterator[Finding]:
    """Tables, constraints, indexes and triggers must be those that the migrations make."""
    written = [str(row[0]) for row in connection.execute("SELECT version_num FROM alembic_version")]
    if written != [revision]:
        yield Finding(FILE, f"格式版本是 {'、'.join(written) or '空的'}，应是 {revision}")
    there, wanted = schema_of(connection), schema_at(revision)
    for name in sorted(wanted.keys() - there.keys()):
        yield Finding(FILE, f"{_thing(name)}不见了")
    for name in sorted(there.keys() - wanted.keys()):
        yield Finding(FILE, f"多出{_thing(name)}，不是本程序建的")
    for name in sorted(there.keys() & wanted.keys()):
        if there[name] != wanted[name]:
            yield Finding(FILE, f"{_thing(name)}被改过，应是：{' '.join(wanted[name].split())}")


_THINGS = {"table": "表", "index": "索引", "trigger": "防改的触发器", "view": "视图"}


def _thing(name: tuple[str, str]) -> str:
    return f"{_THINGS.get(name[0], name[0])} {name[1]} "


def _references(connection: sqlite3.Connection) -> Iterator[Finding]:
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield Finding(row_name(connection, table, rowid), f"指向 {parent} 里没有的记录")


def _chain(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Every entry's number, link, hash, and the digest of the rows it wrote."""
    expected_seq, previous = 1, GENESIS
    for row in connection.execute("SELECT * FROM journal ORDER BY seq").fetchall():
        entry = dict(row)
        name = f"日志 {entry['seq']}"
        if entry["seq"] != expected_seq:
            yield Finding(name, f"序号不连续，应是 {expected_seq}")
        if entry["prev_hash"] != previous:
            yield Finding(name, f"与上一条接不上，prev_hash 应是 {previous}")
        should_be = entry_hash(entry)
        if should_be != entry["hash"]:
            yield Finding(name, f"记录后被改过：按现在的内容，校验值应是 {should_be}")
        try:
            digest = rows_digest(connection, entry["seq"])
        except sqlite3.Error as problem:
            digest = str(problem)
        if digest != entry["digest"]:
            yield Finding(
                name,
                f"它写入的记录（{entry['subject']}）后来被改过或增减过：摘要应是 {entry['digest']}，现在是 {digest}",
            )
        expected_seq, previous = entry["seq"] + 1, entry["hash"]


def _mark(connection: sqlite3.Connection, revision: str) -> Iterator[Finding]:
    """The mark in the header must be the last entry's (store.write_ahead); revision 0001 had none."""
    last = connection.execute("SELECT hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    mark = read_mark(connection)
    own = int(last["hash"][:4], 16) if last else 0
    if mark.own != own and (revision != "0001" or mark != UNMARKED):
        yield Finding(FILE, f"文件头的标记与日志末条对不上，应是 {own:04x}")


def _anchors(connection: sqlite3.Connection, anchors: Sequence[Anchor]) -> Iterator[Finding]:
    for anchor in anchors:
        row = connection.execute(
            "SELECT hash FROM journal WHERE seq = ?", (anchor.count,)
        ).fetchone()
        name = f"日志 {anchor.count}"
        if row is None:
            yield Finding(name, f"报表上印着的这一条不见了，校验值应是 {anchor.head}")
        elif not row["hash"].startswith(anchor.head):
            yield Finding(
                name,
                f"与报表上印着的不同，这以前的账被改过：校验值应是 {anchor.head}，现在是 {row['hash']}",
            )
