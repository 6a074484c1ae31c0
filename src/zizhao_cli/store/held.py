"""One transaction for many change-sets: what is written and read meanwhile goes by the connection that holds it.

Whoever holds it opens the ledger's file no more: on POSIX, to close a file takes away the locks that the process has on it.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from zizhao_cli.errors import MachineFault, UsageProblem, bounded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zizhao_cli.store.write_ahead import Mark

_PART = "part"


class AnotherLedger(UsageProblem):
    def __init__(self, path: Path) -> None:
        super().__init__(
            f"一次办成的（--atomic）都在一本账里，{bounded(path)} 是另一本",
            "去掉这里的 --db，或去掉 --atomic",
        )


class TransactionLost(MachineFault):
    """The database took all of it back by itself, as it may where the disk is full."""

    def __init__(self) -> None:
        super().__init__("写入账本", "数据库已把前面的都退回")


class Held:
    """The connection by which all is written and read now, to which ledger, and the mark that its header had before."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._connection: sqlite3.Connection | None = None
        self.mark: Mark | None = None

    @contextmanager
    def holding(self, path: Path, connection: sqlite3.Connection, mark: Mark) -> Iterator[None]:
        """Have `connection`, which is inside a transaction, be the one."""
        self._path, self._connection, self.mark = path, connection, mark
        try:
            yield
        finally:
            self._path = self._connection = self.mark = None

    def connection_to(self, path: Path) -> sqlite3.Connection | None:
        """Return the connection that is held, if one is. Raises AnotherLedger, TransactionLost."""
        if self._connection is None:
            return None
        if path != self._path:
            raise AnotherLedger(path)
        if not self._connection.in_transaction:
            raise TransactionLost
        return self._connection


HELD = Held()


class EvidenceInPart(UsageProblem):
    """A file has its lasting name before the transaction that names it is over, and would stay if that is taken back."""

    def __init__(self) -> None:
        super().__init__(
            "附件（照片、文书、报表文件）不能和 --atomic 一起记", "这一行单独运行，或去掉 --atomic"
        )


def refuse_evidence_in_part() -> None:
    """Raise EvidenceInPart where one transaction is held for several."""
    if HELD.mark is not None:
        raise EvidenceInPart


@contextmanager
def part_of(connection: sqlite3.Connection) -> Iterator[None]:
    """Write a part of a transaction: it stays in it, or nothing of it does where anything goes wrong. Raises sqlite3.Error."""
    connection.execute(f"SAVEPOINT {_PART}")
    try:
        yield
        connection.execute(f"RELEASE {_PART}")
    except BaseException:
        if connection.in_transaction:
            connection.execute(f"ROLLBACK TO {_PART}")
            connection.execute(f"RELEASE {_PART}")
        raise


@contextmanager
def only_read(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Read by a connection that writes otherwise; rows come as sqlite3.Row. Raises sqlite3.Error."""
    before = connection.row_factory
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA query_only=ON")
    try:
        yield connection
    finally:
        connection.execute("PRAGMA query_only=OFF")
        connection.row_factory = before
