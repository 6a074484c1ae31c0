"""Imports the rows of a roll of units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.records import AmbiguousUnit, UnitTaken, UnknownUnit
from zizhao_cli.domain.kinds.unit import UNIT
from zizhao_cli.domain.rules.unit import UnitDraft
from zizhao_cli.domain.text import matching_key, same_text
from zizhao_cli.domain.units import UnitNames
from zizhao_cli.domain.values import UnitKind
from zizhao_cli.errors import quoted, visible
from zizhao_cli.ledger.imports.differences import own_differences
from zizhao_cli.ledger.imports.new_units import FreeCodes
from zizhao_cli.ledger.imports.row_importer import RowImporter
from zizhao_cli.ledger.units import next_unit_id, unit_record
from zizhao_cli.store.journal.last import last_records
from zizhao_cli.store.roll import roll, undone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.domain.rules.unit import UnitRecord
    from zizhao_cli.intake.rows.drafts import PlainRow
    from zizhao_cli.ledger.imports.receipt import Receipt
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet


STORED = {"parent": "parent_id", "supervisor": "supervisor_id"}
"""The columns of the tables for the keys that are not stored under their own name."""


class UnitDiffers(Refused):
    def __init__(self, name: str, code: str, fields: list[str]) -> None:
        super().__init__(
            f"{quoted(name)} 已在名册（{code}），而内容不同：{'、'.join(fields)}",
            f"用 unit edit {code} 修改",
        )


class RetiredElsewhere(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"{quoted(name)} 在表里已停用，没有登记",
            "不再用的单位，删去这一行；还在用的，在用一格写 true",
        )


class NameOfRetired(Refused):
    def __init__(self, name: str, code: str) -> None:
        super().__init__(
            f"名册里停用的 {visible(code)} 也叫 {quoted(name)}",
            f"同一个单位，用 unit edit {visible(code)} --active 恢复；是另一个单位，在表里写上它的新代码",
        )


class UnitImporter(RowImporter):
    """Imports units. A row is known by its code, or where it has none by its name and the place it lies in."""

    def __init__(self, changes: ChangeSet, session: LedgerSession, receipt: Receipt) -> None:
        super().__init__(changes, session, receipt)
        self._roll = roll(changes.connection)
        self._codes = FreeCodes(changes.connection)
        self._by_code: dict[str, UnitRecord] = {}
        self._by_place: dict[tuple[str, int | None], UnitRecord] = {}
        self._retired: dict[tuple[str, int | None], str] = {}
        self._undone = undone(changes.connection)
        for record in last_records(changes.connection, UNIT):
            self._remember(record)

    def _remember(self, record: UnitRecord) -> None:
        self._by_code[matching_key(record.code)] = record
        place = matching_key(record.name), record.parent_id
        if record.active:
            self._by_place[place] = record
        elif record.id not in self._undone:
            self._retired[place] = record.code

    def take(self, rows: Sequence[PlainRow]) -> list[tuple[PlainRow, str, Refused]]:
        """Write the units that are new, count those that are there, and return those that are refused."""
        waiting = [*rows]
        while True:
            refused: list[tuple[PlainRow, str, Refused]] = []
            for row in waiting:
                try:
                    self._take(row)
                except Refused as reason:
                    refused.append((row, self._blamed(row, reason), reason))
            # A unit may lie in one that stands further down.
            again = [row for row, key, _ in refused if key in STORED]
            if not again or len(refused) == len(waiting):
                return refused
            waiting = [row for row, _, _ in refused]

    def _blamed(self, row: PlainRow, reason: Refused) -> str:
        """Return the key of the column that is to blame: a village or department that the roll lacks, else the name."""
        if isinstance(reason, UnknownUnit | AmbiguousUnit):
            return next(
                key
                for key in STORED
                if row.given.get(key) and quoted(row.given[key]) in reason.sentence
            )
        return "name"

    def _take(self, row: PlainRow) -> None:
        given = row.given
        parent = self._roll.find(given["parent"]).id if given.get("parent") else None
        known = self._known(given, parent)
        code = given.get("code") or (
            known.code if known else self._codes.next(UnitKind(given["kind"]))
        )
        aliases = [
            alias.strip()
            for alias in (given.get("aliases") or "").replace("，", "、").split("、")
            if alias.strip()
        ]
        draft = UnitDraft.read({**given, "code": code, "aliases": aliases}, self._session.known)
        unit_id = known.id if known else next_unit_id(self._changes)
        record = unit_record(unit_id, draft, self._roll)
        in_use = row.own.get("active", "true")
        if known is None:
            if own_differences(UNIT, {"active": True}, {"active": in_use}):
                raise RetiredElsewhere(record.name)
            self._refuse_taken(record)
            retired = self._retired.get((matching_key(record.name), record.parent_id))
            if retired and not given.get("code"):
                raise NameOfRetired(record.name, retired)
            self._warn_of_namesakes(row.line, record)
            self._changes.register(record, self._session.today)
            self._remember(record)
            self._codes.take(code)
            self._roll.add(UnitNames(unit_id, record.code, record.name, draft.aliases, active=True))
            self._receipt.new += 1
            return
        differing = [
            UNIT.heading(key)
            for key in given
            if key in UNIT.form
            and _compared(known, STORED.get(key, key)) != _compared(record, STORED.get(key, key))
        ]
        differing += own_differences(UNIT, {"active": known.active}, row.own)
        if differing:
            raise UnitDiffers(record.name, known.code, differing)
        self._receipt.same += 1

    def _warn_of_namesakes(self, line: int, record: UnitRecord) -> None:
        """Say so where the name of a new unit leads to another one: two villages may each have a shop of one name."""
        try:
            other = self._roll.get(record.name)
        except AmbiguousUnit as several:
            message = several.sentence
        else:
            if other is None:
                return
            message = f"名册里已有 {visible(other.name)}（{other.code}）叫{quoted(record.name)}"
        message = f"{message}；{record.code} 另行登记，用到时请写代码"
        self.warn(line, message)

    def _refuse_taken(self, record: UnitRecord) -> None:
        """Refuse a second active unit of one name in one place, under another code."""
        other = self._by_place.get((matching_key(record.name), record.parent_id))
        if other is not None:
            raise UnitTaken("名称", record.name, f"{other.name}（{other.code}）")

    def _known(self, given: dict[str, Any], parent: int | None) -> UnitRecord | None:
        if given.get("code"):
            return self._by_code.get(matching_key(given["code"]))
        return self._by_place.get((matching_key(given["name"]), parent))


def _compared(record: UnitRecord, column: str) -> object:
    """Return what of a column tells one row from another."""
    value = getattr(record, column)
    return same_text(value) if isinstance(value, str) else value


IMPORTER = UnitImporter
