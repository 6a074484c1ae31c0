"""Interim: the powers of the town come with their own kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from datetime import date


def covering(connection: sqlite3.Connection, number: str, day: date) -> bool:
    """Say whether the power `number` covers a day; there are none yet."""
    del connection, number, day
    return False
