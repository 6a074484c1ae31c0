"""Reading what reports are asked of, whichever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.district_address import Towns
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    import sqlite3
    from contextlib import AbstractContextManager

    from zizhao_cli.district_address import Books


def opened(books: Books) -> AbstractContextManager[sqlite3.Connection]:
    """Return the way to read a ledger, or a district; see store.reading.reading and store.district.reading.reading_district."""
    if isinstance(books, Towns):
        from zizhao_cli.store.district.reading import reading_district

        return reading_district(books)
    return reading(books)
