"""Units that an import adds to the roll in passing, where that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.reading import Known
from zizhao_cli.domain.rules.unit import UnitDraft
from zizhao_cli.domain.units import UnitNames
from zizhao_cli.domain.values import UnitKind
from zizhao_cli.ledger.units import write_unit

if TYPE_CHECKING:
    from datetime import date

    from zizhao_cli.store.journal.changeset import ChangeSet


def next_code(changes: ChangeSet, kind: UnitKind) -> str:
    """Return a free code for a unit that came without one: the first letter of its kind and four digits or more."""
    prefix = kind.value[0].upper()
    codes = changes.connection.execute("SELECT code FROM unit WHERE code LIKE ?", (f"{prefix}%",))
    taken = [int(code[1:]) for (code,) in codes if code[1:].isdecimal()]
    return f"{prefix}{max(taken, default=0) + 1:04d}"


class NewUnits:
    """Adds units of one kind, each with a code of its own."""

    def __init__(self, changes: ChangeSet, kind: str, today: date) -> None:
        self._changes = changes
        self._kind = UnitKind.parse("--new-units", kind)
        self._today = today

    def add(self, name: str) -> UnitNames:
        """Add the unit `name` to the roll and return its names. Raises what UnitDraft and write_unit refuse."""
        code = next_code(self._changes, self._kind)
        given = {"code": code, "name": name, "kind": self._kind.value}
        draft = UnitDraft.read(given, Known(self._today))
        unit_id = write_unit(self._changes, draft, self._today)
        return UnitNames(unit_id, code, name, [], active=True)
