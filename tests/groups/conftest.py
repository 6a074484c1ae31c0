"""What the tests of groups share."""

from __future__ import annotations

from tests.cli.conftest import morning

__all__ = ["morning"]
