"""What the tests of the commands share."""

from __future__ import annotations

from tests.cli.ledgers import morning

__all__ = ["morning"]
