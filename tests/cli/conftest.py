"""What the tests of the commands share."""

from __future__ import annotations

from tests.cli.accidents import desk, there
from tests.cli.custody import custodial, keyed_once
from tests.cli.diary import diary
from tests.cli.keeping import evident, past, past_once
from tests.cli.ledgers import morning

__all__ = [
    "custodial",
    "desk",
    "diary",
    "evident",
    "keyed_once",
    "morning",
    "past",
    "past_once",
    "there",
]
