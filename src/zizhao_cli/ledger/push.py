"""Handing in a ledger's journal to the district: verified first, from where the district's copy ends, and the receipt recorded."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.receipts import ACCEPTED, RECEIPT, Receipt, receipt_of
from zizhao_cli.ledger.push_refused import (
    REFUSED,
    AnotherTown,
    DamagedForPush,
    HistoryParted,
    LedgerBehind,
    ReceiptKnown,
    ReceiptsRewritten,
    ReceiptUnlike,
)
from zizhao_cli.store.anchors import identity
from zizhao_cli.store.district.connection import connected
from zizhao_cli.store.district.parcel import Head, write_parcel
from zizhao_cli.store.district.town import Town
from zizhao_cli.store.errors import CopyWithoutSealed
from zizhao_cli.store.evidence.contents import content_of, recorded_files
from zizhao_cli.store.file import REVISION
from zizhao_cli.store.journal.by_entry import entries_after, parcels
from zizhao_cli.store.journal.chain import GENESIS
from zizhao_cli.store.progress import quiet
from zizhao_cli.store.reading import reading
from zizhao_cli.store.sealed import withheld_since
from zizhao_cli.store.verify.findings import NO_DAMAGE
from zizhao_cli.store.verify.verify import verify_connection

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path
    from typing import IO

    from zizhao_cli.district_address import Address
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.district.town import Answer, Standing
    from zizhao_cli.store.progress import Tell


ENTRIES = "条"


class Pushed(NamedTuple):
    """What a push brought: to which town of the district, how many entries and files of evidence, and the receipt, where one was recorded.

    `clock` is the district's time.
    """

    town: str
    entries: int
    files: int
    receipt: Receipt | None
    clock: str


def push(
    session: LedgerSession,
    place: Address,
    *,
    evidence: bool = False,
    tell: Tell = quiet,
) -> Pushed:
    """Hand in what the district lacks of the ledger's journal, with files of `evidence` if asked, and record its receipt.

    `tell` hears how far the verification has come, and then how many entries are handed in. Raises DamagedForPush, CopyWithoutSealed, what push_refused has,
    and the errors of store.district.errors; what was kept until then is kept.
    """
    with reading(session.path) as ledger, connected(place) as connection:
        refuse_unsound(session.path, ledger, tell)
        town = Town(connection)
        standing = town.standing()
        _refuse_unlike(ledger, town, standing)
        _refuse_rewritten(ledger, town, standing)
        receipt, sent = _hand_in(ledger, town, standing, tell)
        files = _hand_in_files(session.path, ledger, town) if evidence else 0
        last = _last_receipt(ledger)
    receipt = receipt or standing.receipt
    if receipt is None or receipt.told["what"] != ACCEPTED or receipt == last:
        receipt = None
    else:
        # Another push of the same ledger may have recorded it, or a later one, meanwhile.
        with suppress(ReceiptKnown):
            record(session, receipt)
    return Pushed(standing.name, sent, files, receipt, standing.clock)


def write_push(path: Path, file: IO[bytes], *, everything: bool, evidence: bool) -> Head:
    """Write to `file` what was recorded since the last receipt, or `everything`, as a district accepts it, and return what its head says.

    Raises DamagedForPush, CopyWithoutSealed, EvidenceNotSent, OSError.
    """
    with reading(path) as ledger:
        refuse_unsound(path, ledger)
        after = 0 if everything else recorded_entries(ledger)
        last = _last(ledger) if _worth_pushing(ledger, after) else after
        head = Head(identity(ledger), after, last, REVISION)
        files = recorded_files(ledger) if evidence else {}
        contents = (content_of(path, sha256, kind) for sha256, kind in files.items())
        write_parcel(file, head, entries_after(ledger, after) if last > after else (), contents)
    return head


def refuse_unsound(path: Path, ledger: sqlite3.Connection, tell: Tell = quiet) -> None:
    """Refuse a ledger that does not verify, or that is a copy without the sealed parts. Raises DamagedForPush, CopyWithoutSealed."""
    if (since := withheld_since(ledger)) is not None:
        raise CopyWithoutSealed(path, since)
    found = verify_connection(ledger, None, REVISION, tell=tell).findings
    if damage := [finding for finding in found if finding.kind not in NO_DAMAGE]:
        raise DamagedForPush(path, damage)


def _refuse_unlike(ledger: sqlite3.Connection, town: Town, standing: Standing) -> None:
    """Refuse a ledger that does not go on from what the district holds; what it has instead is handed in all the same, to be kept there as evidence.

    Raises AnotherTown, LedgerBehind, HistoryParted.
    """
    if standing.identity not in (None, identity(ledger)):
        town.hand_in(next(entries_after(ledger, 0)))
        raise AnotherTown(standing.name)
    last = _last(ledger)
    common = min(last, standing.entries)
    if town.held([common]).get(common, GENESIS) == _hash(ledger, common):
        if last < standing.entries:
            raise LedgerBehind(standing.name, last, standing.entries)
        return
    parts_at = _parting(ledger, town, common)
    town.hand_in(next(parcels(entries_after(ledger, parts_at - 1))))
    raise HistoryParted(standing.name, parts_at)


def _refuse_rewritten(ledger: sqlite3.Connection, town: Town, standing: Standing) -> None:
    """Refuse a district that has the last receipt which the ledger recorded no longer as it gave it. Raises ReceiptsRewritten."""
    last = _last_receipt(ledger)
    if last is None or (last.told["district"], last.told["town"]) != standing[:2]:
        return
    if town.given(last.told["receipt"]) != last.hash:
        raise ReceiptsRewritten(standing.name, last.told["receipt"])


def _parting(ledger: sqlite3.Connection, town: Town, common: int) -> int:
    """Return the first entry that stands otherwise in the ledger than at the district; up to `common` both have entries, and that one differs."""
    alike, unlike = 0, common
    while unlike - alike > 1:
        middle = (alike + unlike) // 2
        if town.held([middle]).get(middle) == _hash(ledger, middle):
            alike = middle
        else:
            unlike = middle
    return unlike


def _hand_in(
    ledger: sqlite3.Connection,
    town: Town,
    standing: Standing,
    tell: Tell,
) -> tuple[Receipt | None, int]:
    """Hand in all entries that the district lacks, unless they only record receipts; return the last receipt, and how many entries were handed in."""
    if not _worth_pushing(ledger, standing.entries):
        return None, 0
    last, receipt = _last(ledger), None
    for lines in parcels(entries_after(ledger, standing.entries)):
        answer = town.hand_in(lines)
        refuse(standing.name, answer)
        receipt = answer.receipt or receipt
        sent = answer.seq - standing.entries
        tell("报送", sent, sent / (last - standing.entries), ENTRIES)
    return receipt, last - standing.entries


def refuse(town: str, answer: Answer) -> None:
    """Raise what the answer of the district is a refusal for, if it is one."""
    if answer.answer in REFUSED:
        raise REFUSED[answer.answer](town, answer.seq)


def _worth_pushing(ledger: sqlite3.Connection, seq: int) -> bool:
    """Say whether anything but receipts was recorded after entry `seq`."""
    query = "SELECT 1 FROM journal WHERE seq > ? AND action <> ? LIMIT 1"
    return ledger.execute(query, (seq, RECEIPT)).fetchone() is not None


def _hand_in_files(path: Path, ledger: sqlite3.Connection, town: Town) -> int:
    """Hand in the files of evidence that the district lacks, and return how many."""
    files = recorded_files(ledger)
    lacking = town.lacking(files)
    for sha256 in lacking:
        town.hand_in_file(content_of(path, sha256, files[sha256]))
    return len(lacking)


def recorded_entries(ledger: sqlite3.Connection) -> int:
    """Return up to which entry the ledger has recorded that a district holds it; 0 where it has no receipt."""
    receipt = _last_receipt(ledger)
    return 0 if receipt is None else int(receipt.told["entries"])


def _last_receipt(ledger: sqlite3.Connection) -> Receipt | None:
    query = "SELECT detail FROM journal WHERE action = ? ORDER BY seq DESC LIMIT 1"
    row = ledger.execute(query, (RECEIPT,)).fetchone()
    if row is None:
        return None
    kept = json.loads(row[0])
    return receipt_of(kept["said"], kept["hash"])


def record(session: LedgerSession, receipt: Receipt) -> None:
    """Record a receipt of the district. Raises ReceiptUnlike where the ledger does not have what it speaks of, ReceiptKnown where it is recorded."""
    told = receipt.told
    with session.change() as changes:
        ledger = changes.connection
        of_this = told["what"] == ACCEPTED and told["identity"] == identity(ledger)
        if not of_this or not told["entries"] or _hash(ledger, told["entries"]) != told["head"]:
            raise ReceiptUnlike(told["town"], told["entries"])
        if (last := _last_receipt(ledger)) and last.told["receipt"] >= told["receipt"]:
            raise ReceiptKnown(told["receipt"])
        changes.seal(RECEIPT, told["town"], session.today, receipt.kept)


def _last(ledger: sqlite3.Connection) -> int:
    return int(ledger.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])


def _hash(ledger: sqlite3.Connection, seq: int) -> str:
    row = ledger.execute("SELECT hash FROM journal WHERE seq = ?", (seq,)).fetchone()
    return GENESIS if row is None else str(row[0])
