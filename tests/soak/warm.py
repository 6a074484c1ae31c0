"""The program in the folder of its ledger, for tests that call it thousands of times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.cli.ledgers import Morning

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


@dataclass(frozen=True)
class Warm(Morning):
    """The program on one ledger, on the morning of 2022-07-15, in the folder where the ledger is."""

    def __call__(self, *args: str, env: dict[str, str] | None = None, **how: Any) -> Run:
        """Run the program with `args`."""
        folder = self.db.parent
        around = {"XDG_DATA_HOME": str(folder), **(env or {})}
        return super().__call__(*args, env=around, folder=folder, **how)

    def on(self, db: Path) -> Warm:
        """Return the program on another ledger."""
        return Warm(db)
