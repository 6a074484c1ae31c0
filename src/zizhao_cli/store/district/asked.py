"""Whether it is a district that is asked, or a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.store.district.reading import District


def district_of(connection: sqlite3.Connection) -> District | None:
    """Return the district that is asked, or None where a ledger is."""
    # The class is not looked at: to import it costs as much as a small report.
    found: Any = connection
    return found if hasattr(connection, "towns") else None
