"""Units that an import adds to the roll in passing, where that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.reading import Known
from zizhao_cli.domain.rules.unit import UnitDraft, UnitRecord
from zizhao_cli.domain.units import UnitNames
from zizhao_cli.domain.values import UnitKind
from zizhao_cli.ledger.units import next_unit_id

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from zizhao_cli.store.journal.changeset import ChangeSet


class FreeCodes:
    """Codes for units that came without one: the first letter of their kind and four digits or more."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._last: dict[str, int] = {}
        for (code,) in connection.execute("SELECT code FROM unit"):
            self.take(code)

    def take(self, code: str) -> None:
        """Note that a code is in use."""
        if code[1:].isdecimal():
            prefix = code[0].upper()
            self._last[prefix] = max(self._last.get(prefix, 0), int(code[1:]))

    def next(self, kind: UnitKind) -> str:
        """Return a free code for a unit of `kind`; it stays free until it is taken."""
        prefix = kind.value[0].upper()
        return f"{prefix}{self._last.get(prefix, 0) + 1:04d}"


class NewUnits:
    """Adds units of one kind, each with a code of its own."""

    def __init__(self, changes: ChangeSet, kind: str, today: date) -> None:
        self._changes = changes
        self._kind = UnitKind.parse("--new-units", kind)
        self._codes = FreeCodes(changes.connection)
        self._today = today

    def add(self, name: str) -> UnitNames:
        """Add a unit whose `name` is no active unit's on the roll, and return its names. Raises what UnitDraft refuses."""
        code = self._codes.next(self._kind)
        given = {"code": code, "name": name, "kind": self._kind.value}
        draft = UnitDraft.read(given, Known(self._today))
        unit = UnitRecord(
            id=next_unit_id(self._changes), code=code, name=draft.name, kind=draft.kind.value
        )
        self._changes.register(unit, self._today)
        self._codes.take(code)
        return UnitNames(unit.id, code, name, [], active=True)
