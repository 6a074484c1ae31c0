"""What the tests of nights share."""

from __future__ import annotations

from tests.cli.conftest import evident, morning

__all__ = ["evident", "morning"]
