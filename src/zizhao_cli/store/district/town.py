"""What a town does at a district's database, by the functions that its role may call: ask how far its journal is held, and hand in what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.receipts import Receipt, receipt_in
from zizhao_cli.store.district.errors import NotATown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import psycopg


class Standing(NamedTuple):
    """How far the district holds a town's journal: `entries`, of which the last has the hash `head`; `identity` is that of the first.

    `district` tells the district from others, `clock` is its time, and `receipt` the last that it gave the town.
    """

    district: str
    name: str
    identity: str | None
    entries: int
    head: str
    clock: str
    receipt: Receipt | None


class Answer(NamedTuple):
    """What the district says of entries: `answer` as sql/accept.sql has it, up to or at which entry, and the receipt where they were kept."""

    answer: str
    seq: int
    receipt: Receipt | None


class Town:
    """The district as the role of one town sees it."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def standing(self) -> Standing:
        """Return how far the journal is held. Raises NotATown where the role pushes none."""
        row = self._connection.execute(
            "SELECT district, name, identity, entries, head, clock, receipt FROM standing()"
        ).fetchone()
        if row is None:
            raise NotATown(self._connection.info.user)
        district, name, identity, entries, head, clock, receipt = row
        given = None if receipt is None else receipt_in(receipt)
        return Standing(district, name, identity, entries, head, clock, given)

    def given(self, number: int) -> str | None:
        """Return the hash of one of the receipts that the district gave the town, or None where it has none such."""
        row = self._connection.execute("SELECT given(%s)", (number,)).fetchone()
        return None if row is None else row[0]

    def held(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return the hashes that the district holds of some entries."""
        query = "SELECT seq, hash FROM held(%s)"
        return dict(self._connection.execute(query, ([*numbers],)).fetchall())

    def hand_in(self, lines: Sequence[str]) -> Answer:
        """Hand in the lines of whole entries, which the district keeps in one transaction, or none of them."""
        query = "SELECT answer, seq, receipt FROM accept(%s)"
        row = self._connection.execute(query, ([*lines],)).fetchone()
        assert row is not None  # noqa: S101 - the function always answers
        return Answer(row[0], row[1], None if row[2] is None else receipt_in(row[2]))

    def lacking(self, hashes: Iterable[str]) -> list[str]:
        """Return which files of evidence the district does not have."""
        query = "SELECT * FROM lacking(%s)"
        return [row[0] for row in self._connection.execute(query, ([*hashes],))]

    def hand_in_file(self, content: bytes) -> None:
        """Hand in a file of evidence that an entry names."""
        self._connection.execute("SELECT keep_file(%s)", (content,))
