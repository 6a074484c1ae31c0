"""The files of evidence that a ledger names, and what they hold."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from zizhao_cli.errors import ExitCode, ZizhaoError, system_reason
from zizhao_cli.store.evidence.files import folder_of, place_of

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


class EvidenceNotSent(ZizhaoError):
    code = ExitCode.FOUND

    def __init__(self, sha256: str, why: str) -> None:
        super().__init__(
            f"佐证 {sha256[:16]}… 没有送：{why}",
            "用 db verify 看是哪一份，把原件放回 evidence 文件夹再报；日志已经收下的不会重复",
        )


def recorded_files(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the SHA-256 of each file of evidence that the ledger names, with its kind."""
    query = "SELECT DISTINCT sha256, kind FROM evidence ORDER BY sha256"
    return dict(connection.execute(query).fetchall())


def content_of(ledger: Path, sha256: str, kind: str) -> bytes:
    """Return what a file of evidence beside `ledger` holds. Raises EvidenceNotSent where it is not there, or is not what was recorded."""
    place = place_of(folder_of(ledger), sha256, kind)
    if place is None:
        raise EvidenceNotSent(sha256, "记录里的校验值不像样")
    try:
        content = place.read_bytes()
    except OSError as problem:
        raise EvidenceNotSent(sha256, system_reason(problem)) from problem
    if hashlib.sha256(content).hexdigest() != sha256:
        raise EvidenceNotSent(sha256, "内容和记录的校验值对不上")
    return content
