"""The evidence of a record, and what of it was used before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds import kind_named
from zizhao_cli.store.called import id_called
from zizhao_cli.store.evidence.files import folder_of, place_of, sha256_of
from zizhao_cli.store.evidence.owner import of_records
from zizhao_cli.store.evidence.reuse import reused_just_now

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.report.model import Row

KEYS = (
    *("record", "step", "taken_on", "name", "kind", "size", "sha256", "file", "of_kind"),
    "retracted",
)


class KeptFileGone(Refused):
    def __init__(self, no: str, name: str) -> None:
        super().__init__(
            f"{no} 的文件 {name} 不在佐证文件夹里，或内容变了",
            "用 db verify 看缺了哪些，从备份旁的 evidence 文件夹里找回",
        )


def evidence_of(connection: sqlite3.Connection, kind: Kind, no: str) -> list[Row]:
    """Return the evidence of the record `no`, beside that of the records that it rests on, as a hazard on its check."""
    record_id = id_called(connection, kind, no)
    owners = [(kind.name, record_id)]
    for column, reference in kind.references.items():
        query = f"SELECT {column} FROM {kind.table} WHERE id = ?"
        owners += [(reference.kind, row[0]) for row in connection.execute(query, (record_id,))]
    asked = " OR ".join("of_kind = ? AND of_id = ?" for _ in owners)
    query = (
        f"SELECT * FROM ({of_records(connection)}) AS shown WHERE {asked} ORDER BY seq, position"
    )
    found = connection.execute(query, [value for owner in owners for value in owner])
    return [_row(dict(row)) for row in found]


def kept_file(connection: sqlite3.Connection, ledger: Path, kind: Kind, no: str) -> bytes:
    """Return the file that the record `no` was registered with, byte for byte. Raises UnknownRecord, KeptFileGone."""
    owned = [row for row in evidence_of(connection, kind, no) if row["of_kind"] == kind.name]
    if not owned:
        raise kind.unknown(no)
    first = owned[0]
    place = place_of(folder_of(ledger), first["sha256"], first["kind"])
    try:
        if place is None or sha256_of(place)[0] != first["sha256"]:
            raise KeptFileGone(no, first["name"])
        return place.read_bytes()
    except OSError as problem:
        raise KeptFileGone(no, first["name"]) from problem


def _row(row: Row) -> Row:
    row["file"] = f"evidence/{row['sha256']}.{row['kind']}"
    row["retracted"] = bool(row["retracted"])
    return {key: row[key] for key in KEYS}


def evidence_lines(rows: list[Row]) -> list[str]:
    """Return each piece of evidence as a line: the day, what for, its name, and where it lies."""
    return [f"{row['taken_on']}  {_what_for(row)}  {row['name']}（{row['file']}）" for row in rows]


def _what_for(row: Row) -> str:
    if row["step"] is None:
        return str(row["record"])
    label = kind_named(row["of_kind"]).label_of(row["step"])
    return f"{label}（已撤回）" if row["retracted"] else label


def reuse_notes(connection: sqlite3.Connection, kind: Kind, no: str) -> list[str]:
    """Return a sentence for each picture that the record `no` came with just now and that was used before."""
    return [
        f"注意，套用照片：{uses[-1]} 与 {'、'.join(map(str, uses[:-1]))} 是同一个文件"
        for uses in reused_just_now(connection, kind, id_called(connection, kind, no))
    ]
