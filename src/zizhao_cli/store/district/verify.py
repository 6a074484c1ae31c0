"""Verification of a district's database: that every town's journal and rows are as they were accepted, and the district's own chain of receipts."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.receipts import ACCEPTED, RECEIPT, receipt_of
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
    findings: list[Finding] = []
    tables = shapes()
    for town in towns:
        findings += _receipts(connection, town)
        findings += _known_receipts(connection, town)
        findings += _journal(connection, town, tables)
        findings += _present(connection, town, tables)
    row = connection.execute("SELECT receipts, head FROM anchor()").fetchone() or (0, GENESIS)
    return VerifiedDistrict(findings, row[0], row[1], sum(town.entries for town in towns))


def _receipts(connection: psycopg.Connection[Any], town: TownHeld) -> Iterator[Finding]:
    """Yield what is wrong with the receipts of a town, or with what they say of its journal and of what was set aside."""
    rows = connection.execute(
        "SELECT r.receipt, r.entries, r.head, r.said, r.hash, j.hash, aside_hash(r.town, r.receipt) FROM receipt AS r "
        "LEFT JOIN journal AS j ON j.seq = r.town * %s + r.entries WHERE r.town = %s ORDER BY r.receipt DESC",
        (BASE, town.town),
    ).fetchall()
    given_up = town.entries
    for number, entries, head, said, link, held, aside in rows:
        name = f"{town.name} 的回执 {number} 号"
        receipt = receipt_of(said, link)
        told = receipt.told if receipt else {}
        if (told.get("receipt"), told.get("entries"), told.get("head")) != (number, entries, head):
            yield Finding(name, "内容和校验值对不上")
        elif told["what"] == ACCEPTED:
            if entries <= given_up and held != head:
                yield Finding(name, f"说收下了第 {entries} 条，现在区县库里的与它不同")
        else:
            given_up = min(given_up, entries)
            if told.get("set_aside") != aside:
                yield Finding(name, "那一次另存的内容后来被改过或增减过")
    yield from _linked(connection, town, [(row[0], row[3], row[4]) for row in reversed(rows)])


def _linked(
    connection: psycopg.Connection[Any], town: TownHeld, receipts: list[tuple[int, str, str]]
) -> Iterator[Finding]:
    """Yield where the receipts of a town, each with what it says and its hash, do not go on from each other to the last."""
    last, previous = 0, GENESIS
    for number, said, link in receipts:
        receipt = receipt_of(said, link)
        if number != last + 1 or (receipt and receipt.told["prev_hash"] != previous):
            yield Finding(f"{town.name} 的回执 {number} 号", "与上一张接不上")
        last, previous = number, link
    query = "SELECT receipts, receipt_head FROM town WHERE town = %s"
    if connection.execute(query, (town.town,)).fetchone() != (last, previous):
        yield Finding(f"{town.name} 的回执", "区县库说的张数或最后一张，与现有的不同")


def _known_receipts(connection: psycopg.Connection[Any], town: TownHeld) -> Iterator[Finding]:
    """Yield which receipts the town has recorded in its journal that the district no longer has as it gave them."""
    given = dict(
        connection.execute(
            "SELECT receipt, hash FROM receipt WHERE town = %s", (town.town,)
        ).fetchall()
    )
    query = "SELECT seq, detail FROM journal WHERE town = %s AND action = %s ORDER BY seq"
    for seq, detail in connection.execute(query, (town.town, RECEIPT)).fetchall():
        kept = json.loads(detail)
        receipt = receipt_of(kept.get("said"), kept.get("hash"))
        if receipt is None or given.get(receipt.told["receipt"]) != receipt.hash:
            yield Finding(
                f"{town.name} 的日志 {seq % BASE}", "镇里记着的回执，和区县库里的同一张不同"
            )


def _journal(
    connection: psycopg.Connection[Any], town: TownHeld, tables: list[Shape]
) -> Iterator[Finding]:
    """Yield what is wrong with the journal of a town, or with the rows that its entries wrote."""
    by_name = {shape.name: shape for shape in tables}
    rows = [
        RowsByEntry(table, _rows(connection, town, by_name[table], order))
        for table, order in recorded_tables().items()
    ]
    seq, previous, first, last_time = 0, GENESIS, None, ""
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
            seq, previous, last_time = entry["seq"], entry["hash"], entry["recorded_at"]
            first = first or previous
    if (seq, previous) != (town.entries, town.head):
        yield Finding(f"{town.name} 的日志", f"到第 {seq} 条，区县库说收到第 {town.entries} 条")
    if seq and (first, last_time) != (town.identity, town.recorded_at):
        yield Finding(town.name, "区县库说的第一条、或最后一条的时间，与它的日志不同")


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
