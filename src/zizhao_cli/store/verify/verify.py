"""Verification: the file, its schema, the references, the chain, and the tables against a replay. Reads only."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.store.anchors import replaced_by
from zizhao_cli.store.errors import LedgerDamaged, disk_at_fault
from zizhao_cli.store.evidence.files import folder_of
from zizhao_cli.store.file import REVISION, REVISIONS, check_revision, revision_of
from zizhao_cli.store.journal.chain import GENESIS
from zizhao_cli.store.migration.schema import schema_at, schema_of
from zizhao_cli.store.progress import OFTEN, quiet
from zizhao_cli.store.reading import snapshot
from zizhao_cli.store.verify import extent
from zizhao_cli.store.verify.chain import chain
from zizhao_cli.store.verify.evidence import (
    evidence_files,
    evidence_records,
    evidence_reuse,
    evidence_unnamed,
)
from zizhao_cli.store.verify.findings import ANCHOR, FILE, WITHHELD, Finding, row_name
from zizhao_cli.store.verify.projection import projection
from zizhao_cli.store.verify.receipts import receipts
from zizhao_cli.store.verify.remarks import remarks
from zizhao_cli.store.verify.replay import replay
from zizhao_cli.store.verify.schema import schema, values
from zizhao_cli.store.verify.seals import seals
from zizhao_cli.store.write_ahead import UNMARKED, read_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from zizhao_cli.store.progress import Passed, Tell, Work


@dataclass(frozen=True)
class Anchor:
    """What a printed report says of the ledger: its journal had `count` entries, the last with a hash that begins so."""

    count: int
    head: str


CACHE = 32 * 1024
"""KiB of pages; twice as much makes the check of a gigabyte but a tenth faster."""
STEPS_A_ROW = 60
"""Of SQLite's machine, about, while it checks the file."""


class Verified(NamedTuple):
    """All findings, the number of journal entries, and the hash of the last one."""

    findings: list[Finding]
    entries: int
    head: str


def verify(path: Path, anchors: Sequence[Anchor] = (), tell: Tell = quiet) -> Verified:
    """Verify the ledger at `path`, of this revision or an earlier one, with the evidence beside it, and `tell` how far that has come.

    Raises the errors of store.errors where it cannot be opened at all, or is of a revision unknown here.
    """
    with snapshot(path) as connection:
        revision = revision_of(connection)
        if schema_of(connection) == schema_at(REVISION):
            revision = REVISION  # whatever is written: that is a finding then
        elif revision not in REVISIONS:
            check_revision(path, connection)
        verified = verify_connection(connection, folder_of(path), revision, anchors, tell)
    fault = disk_at_fault(path) if verified.findings else None
    if fault is not None:
        raise fault
    return verified


class DamagedForReport(LedgerDamaged):
    def __init__(self, path: Path, damage: list[Finding]) -> None:
        super().__init__(path, f"核验发现 {len(damage)} 处：{damage[0].record} {damage[0].problem}")
        self.sentence = f"没有出报表，{self.sentence}"
        self.way_out = f"用 zizhao db verify 看全部；{self.way_out}"


def refuse_damaged(path: Path, connection: sqlite3.Connection) -> None:
    """Verify all that `connection` sees of the ledger at `path`, its evidence aside. Raises DamagedForReport."""
    found = verify_connection(connection, None, REVISION).findings
    if damage := [finding for finding in found if finding.kind != WITHHELD]:
        raise DamagedForReport(path, damage)


def verify_connection(
    connection: sqlite3.Connection,
    folder: Path | None,
    revision: str,
    anchors: Sequence[Anchor] = (),
    tell: Tell = quiet,
) -> Verified:
    """Verify what `connection` sees, a ledger of `revision` whose evidence lies in `folder`; none: that is left out."""
    factories = connection.text_factory, connection.row_factory
    # Text that is no text must be found, not fallen over.
    connection.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    connection.row_factory = sqlite3.Row
    _make_room(connection)
    try:
        return _verify(connection, folder, revision, anchors, extent.extent(connection, tell))
    finally:
        connection.text_factory, connection.row_factory = factories


def _make_room(connection: sqlite3.Connection) -> None:
    """Let SQLite keep more pages: it looks each row up in each index, and would read the pages of large ones again and again."""
    with suppress(sqlite3.Error):  # what cannot be read is found by the parts
        (size,) = connection.execute("PRAGMA cache_size").fetchone()
        if size > -CACHE:
            connection.execute(f"PRAGMA cache_size=-{CACHE}")


def _verify(
    connection: sqlite3.Connection,
    folder: Path | None,
    revision: str,
    anchors: Sequence[Anchor],
    work: Work,
) -> Verified:
    parts: list[tuple[str, Callable[[], Iterable[Finding]]]] = [
        (extent.FILE, lambda: _file(connection, work.passed)),
        ("表结构", lambda: schema(connection, revision)),
        (extent.VALUES, lambda: values(connection, revision)),
        ("引用", lambda: _references(connection)),
        (extent.CHAIN, lambda: chain(connection, work.passed)),
        ("文件头的标记", lambda: _mark(connection, revision)),
        ("锚点", lambda: _anchors(connection, anchors)),
        (extent.PRESENT, lambda: projection(connection)),
        (extent.REPLAY, lambda: replay(connection, work.passed)),
        ("备注", lambda: remarks(connection)),
        ("佐证所属", lambda: evidence_records(connection)),
        ("密封件", lambda: seals(connection)),
        ("区县回执", lambda: receipts(connection)),
    ]
    if folder is not None:
        of_files = folder
        parts += [
            (extent.FILES, lambda: evidence_files(connection, of_files, passed=work.passed)),
            ("套用照片", lambda: evidence_reuse(connection)),
            ("没有记录的佐证文件", lambda: evidence_unnamed(connection, of_files)),
        ]
    findings = [finding for name, part in parts for finding in _found(name, part, work)]
    try:
        last = connection.execute(
            "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
        ).fetchone()
    except sqlite3.Error:
        last = None
    return Verified(findings, last["seq"] if last else 0, str(last["hash"]) if last else GENESIS)


def _found(name: str, part: Callable[[], Iterable[Finding]], work: Work) -> Iterator[Finding]:
    """Yield the findings of one part of `work`; damage that it cannot even read past is a finding, too."""
    work.begin(name)
    try:
        yield from part()
    except MemoryError:
        raise
    except Exception as problem:
        # An interrupt while a library makes its classes comes wrapped; it is no damage.
        if isinstance(problem.__cause__, KeyboardInterrupt):
            raise KeyboardInterrupt from problem
        yield Finding(FILE, f"{name}没能核完，有读不懂的内容：{problem!r}")


def _file(connection: sqlite3.Connection, passed: Passed) -> Iterator[Finding]:
    def some_rows() -> None:
        passed(OFTEN)

    connection.set_progress_handler(some_rows, OFTEN * STEPS_A_ROW)
    try:
        for (message,) in connection.execute("PRAGMA integrity_check"):
            if message != "ok":
                yield Finding(FILE, f"数据库自检：{message}")
    except sqlite3.OperationalError as problem:
        # Only Ctrl-C, which is heard while it is told how far this has come, interrupts a statement.
        if problem.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise KeyboardInterrupt from problem
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _references(connection: sqlite3.Connection) -> Iterator[Finding]:
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield Finding(row_name(connection, table, rowid), f"指向 {parent} 里没有的记录")


def _mark(connection: sqlite3.Connection, revision: str) -> Iterator[Finding]:
    """The mark in the header must be the last entry's (store.write_ahead); revision 0001 had none."""
    last = connection.execute("SELECT hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    mark = read_mark(connection)
    own = int(last["hash"][:4], 16) if last else 0
    if mark.own != own and (revision != "0001" or mark != UNMARKED):
        yield Finding(FILE, f"文件头的标记与日志末条对不上，应是 {own:04x}")


def _anchors(connection: sqlite3.Connection, anchors: Sequence[Anchor]) -> Iterator[Finding]:
    """What was printed must be in the chain, unless a restore says where it went."""
    (last,) = connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()
    for anchor in anchors:
        row = connection.execute(
            "SELECT hash FROM journal WHERE seq = ?", (anchor.count,)
        ).fetchone()
        if row is not None and row["hash"].startswith(anchor.head):
            continue
        if row is None:
            problem = (
                f"报表上印着的这一条不见了，这本账只到第 {last} 条：或是更早的备份，或是后来的记录"
                f"被截去；校验值应是 {anchor.head}"
            )
        else:
            problem = f"与报表上印着的不同，这以前的账被改过：校验值应是 {anchor.head}，现在是 {row['hash']}"
        yield Finding(f"日志 {anchor.count}", problem + _restored(connection, anchor), ANCHOR)


def _restored(connection: sqlite3.Connection, anchor: Anchor) -> str:
    """Say which restore took away a ledger that had the entry of `anchor`, if one did.

    Up to the restore's own entry the two ledgers are one and the same, unless the one that went was another ledger.
    """
    rows = connection.execute(
        "SELECT seq, effective_on, detail FROM journal WHERE action = 'db.restore' ORDER BY seq"
    ).fetchall()
    gone = [(row, replaced) for row in rows for replaced in replaced_by(row["detail"])]
    its_own = f"{anchor.count}:{anchor.head}"
    for row, replaced in sorted(gone, key=lambda each: not each[1].startswith(its_own)):
        count, _, head = replaced.partition(":")
        if not count.isdigit() or int(count) < anchor.count:
            continue
        another = "SELECT 1 FROM journal WHERE seq = ? AND seq < ? AND hash <> ?"
        if (
            anchor.count >= row["seq"]
            or connection.execute(another, (count, row["seq"], head)).fetchone()
        ):
            return f"；{row['effective_on']} 的恢复（日志 {row['seq']}）换下了锚点是 {replaced} 的账，请用另存的那份核对"
    return ""
