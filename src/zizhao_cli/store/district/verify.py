"""Verification of a district's database: that every town's journal and rows are as they were accepted, and the district's own chain of receipts."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.receipts import ACCEPTED, receipt_of
from zizhao_cli.store.district.desk import Desk
from zizhao_cli.store.district.keys import BASE
from zizhao_cli.store.district.shapes import Shape, shapes
from zizhao_cli.store.journal.by_entry import RowsByEntry
from zizhao_cli.store.journal.chain import GENESIS, entry_hash, recorded_tables
from zizhao_cli.store.verify.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    from zizhao_cli.store.district.desk import TownHeld

_JOURNAL = "seq, recorded_at, effective_on, actor, action, subject, detail, digest, prev_hash, hash"
_MANY = 2000
"""Rows that are fetched at a time."""


class VerifiedDistrict(NamedTuple):
    """All findings, the number of receipts, the hash of the last one, and how many entries of all towns were looked at."""

    findings: list[Finding]
    receipts: int
    head: str
    entries: int


def verify(connection: psycopg.Connection[Any]) -> VerifiedDistrict:
    """Verify all that a district holds, in the transaction of `connection`. Raises psycopg.Error."""
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    towns = Desk(connection).towns()
    findings = [*_receipts(connection, towns)]
    tables = shapes()
    for town in towns:
        findings += _journal(connection, town, tables)
        findings += _present(connection, town, tables)
    row = connection.execute("SELECT receipts, head FROM district").fetchone() or (0, GENESIS)
    return VerifiedDistrict(findings, row[0], row[1], sum(town.entries for town in towns))


def _receipts(connection: psycopg.Connection[Any], towns: list[TownHeld]) -> Iterator[Finding]:
    """Yield what is wrong with the chain of receipts, or with what they say of the journals."""
    names = {town.town: town.name for town in towns}
    last, previous = 0, GENESIS
    given_up: dict[int, tuple[int, int]] = {}
    cursor = connection.execute(
        "SELECT r.receipt, r.town, r.said, r.hash, j.hash FROM receipt AS r "
        "LEFT JOIN journal AS j ON j.seq = r.town * %s + r.entries ORDER BY r.receipt DESC",
        (BASE,),
    )
    rows = cursor.fetchall()
    for number, town, said, link, held in rows:
        name = f"{names[town]} 的回执 {number} 号"
        receipt = receipt_of(said, link)
        if receipt is None:
            yield Finding(name, "内容和校验值对不上")
            continue
        told = receipt.told
        after, since = given_up.get(town, (told["entries"], number))
        if told["what"] == ACCEPTED and told["entries"] <= after and held != told["head"]:
            yield Finding(name, f"说收下了第 {told['entries']} 条，现在区县库里的与它不同")
        if told["what"] != ACCEPTED and (town not in given_up or told["entries"] < after):
            given_up[town] = (told["entries"], since)
    for number, town, said, link, _ in reversed(rows):
        receipt = receipt_of(said, link)
        told = receipt.told if receipt else {}
        if number != last + 1 or told.get("receipt") != number or told.get("prev_hash") != previous:
            yield Finding(f"{names[town]} 的回执 {number} 号", "与上一张接不上")
        last, previous = number, link
    row = connection.execute("SELECT receipts, head FROM district").fetchone()
    if row != (last, previous):
        yield Finding("回执链", f"区县库说有 {row and row[0]} 张，最后一张与现有的不同")


def _journal(
    connection: psycopg.Connection[Any], town: TownHeld, tables: list[Shape]
) -> Iterator[Finding]:
    """Yield what is wrong with the journal of a town, or with the rows that its entries wrote."""
    by_name = {shape.name: shape for shape in tables}
    rows = [
        RowsByEntry(table, _rows(connection, town, by_name[table], order))
        for table, order in recorded_tables().items()
    ]
    seq, previous = 0, GENESIS
    with connection.cursor(name="entries") as cursor:
        cursor.itersize = _MANY
        cursor.execute(
            f"SELECT {_JOURNAL} FROM journal WHERE town = %s ORDER BY seq".encode(), (town.town,)
        )
        for values in cursor:
            entry = dict(zip(_JOURNAL.split(", "), values, strict=True))
            entry["seq"] -= town.town * BASE
            name = f"{town.name} 的日志 {entry['seq']}"
            if entry["seq"] != seq + 1 or entry["prev_hash"] != previous:
                yield Finding(name, f"与第 {seq} 条接不上")
            if entry_hash(entry) != entry["hash"]:
                yield Finding(name, "收下以后被改过：内容和校验值对不上")
            if _digest(rows, entry["seq"]) != entry["digest"]:
                yield Finding(name, f"它写入的记录（{entry['subject']}）收下以后被改过或增减过")
            seq, previous = entry["seq"], entry["hash"]
    if (seq, previous) != (town.entries, town.head):
        yield Finding(f"{town.name} 的日志", f"到第 {seq} 条，区县库说收到第 {town.entries} 条")


def _digest(tables: list[RowsByEntry], seq: int) -> str:
    digest = hashlib.sha256()
    for rows in tables:
        while some := rows.some_of(seq):
            digest.update("".join(f"{row}\n" for row in some).encode())
    return digest.hexdigest()


def _rows(
    connection: psycopg.Connection[Any], town: TownHeld, shape: Shape, order: tuple[str, ...]
) -> Iterator[tuple[Any, str]]:
    """Yield the rows of a table, each with its entry, as digests go over them."""
    keys = ", ".join(f'"{column}"' for column in order)
    query = f"SELECT seq - town * {BASE}, {shape.digested} FROM {shape.name} WHERE town = %s ORDER BY seq, {keys}"
    with connection.cursor(name=f"rows_of_{shape.name}") as cursor:
        cursor.itersize = _MANY
        cursor.execute(query.replace("% ", "%% ").encode(), (town.town,))
        yield from cursor


def _present(
    connection: psycopg.Connection[Any], town: TownHeld, tables: list[Shape]
) -> Iterator[Finding]:
    """Yield which records are not now as their histories left them."""
    for shape in tables:
        if shape.differing:
            for (record,) in connection.execute(shape.differing.encode(), {"town": town.town}):
                yield Finding(
                    f"{town.name} 的 {shape.present} {record % BASE}",
                    "现在的样子和它最后一步对不上",
                )
