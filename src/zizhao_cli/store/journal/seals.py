"""Writing seals into a change-set: a key that is taken into use, the sealed part of a record, one that replaces another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.sealing import digest_of
from zizhao_cli.store.journal.chain import SEAL, SEAL_KEY
from zizhao_cli.store.journal.rows import insert

if TYPE_CHECKING:
    from zizhao_cli.store.journal.changeset import ChangeSet
    from zizhao_cli.store.sealed import Part


def put_key(changes: ChangeSet, recipient: str, custodian: str) -> None:
    """Write that a key is taken into use."""
    row = {"position": 1, "recipient": recipient, "custodian": custodian}
    insert(changes.connection, SEAL_KEY, {"seq": changes.seq, **row})


def put_seal(
    changes: ChangeSet,
    kind: str,
    record_id: int,
    sealed: tuple[bytes, str] | None,
    code: str | None = None,
) -> None:
    """Write what is sealed of a record: its part and the key that it is `sealed` to, if any, and the hash of a code word."""
    row: dict[str, object] = {"kind_of_record": kind, "record_id": record_id, "code": code}
    _put(changes, row, sealed)


def put_again(changes: ChangeSet, part: Part, content: bytes, recipient: str) -> None:
    """Write that a part is sealed to another key; the old one goes."""
    row = {"kind_of_record": part.kind, "record_id": part.record_id, "replaces": part.sha256}
    _put(changes, row, (content, recipient))
    changes.connection.execute("DELETE FROM sealed WHERE sha256 = ?", (part.sha256,))


def _put(changes: ChangeSet, row: dict[str, object], sealed: tuple[bytes, str] | None) -> None:
    counted = "SELECT count(*) + 1 FROM seal WHERE seq = ?"
    (position,) = changes.connection.execute(counted, (changes.seq,)).fetchone()
    row |= {"seq": changes.seq, "position": position}
    if sealed is not None:
        content, recipient = sealed
        row |= {"sha256": digest_of(content), "recipient": recipient}
        insert(changes.connection, "sealed", {"sha256": row["sha256"], "content": content})
    insert(changes.connection, SEAL, row)
