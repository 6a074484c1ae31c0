"""The seed of a run, so that it can be repeated."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Soak

SHORT = 2022


def seed_of(soak: Soak) -> int:
    """Return the seed of this run: of a short one always the same, of a long one SOAK_SEED, or a new one.

    It stands among the figures and in what a failed test printed.
    """
    given = os.environ.get("SOAK_SEED")
    seed = int(given) if given else secrets.randbelow(1 << 32) if soak.long else SHORT
    print(f"SOAK_SEED={seed}")  # noqa: T201 - pytest shows it where the test fails
    soak.figure("SOAK_SEED", seed)
    return seed
