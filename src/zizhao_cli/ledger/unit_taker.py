"""Takes the rows of a roll of units into the ledger."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.drafts import UnitDraft
from zizhao_cli.domain.errors import AmbiguousUnit, Refused, UnitTaken, UnknownUnit
from zizhao_cli.domain.text import matching_key
from zizhao_cli.domain.units import UnitNames
from zizhao_cli.domain.values import UnitKind
from zizhao_cli.errors import quoted, visible
from zizhao_cli.intake.table.forms import UNIT
from zizhao_cli.ledger.book import roll
from zizhao_cli.ledger.new_units import next_code
from zizhao_cli.store.tables import UnitRecord

if TYPE_CHECKING:
    from zizhao_cli.intake.rows.drafts import UnitRow
    from zizhao_cli.ledger.book import Book
    from zizhao_cli.ledger.receipt import Receipt
    from zizhao_cli.store.changeset import ChangeSet


STORED = {"parent": "parent_id", "supervisor": "supervisor_id"}
"""The columns of the tables for the keys that are not stored under their own name."""


class UnitDiffers(Refused):
    def __init__(self, name: str, code: str, fields: list[str]) -> None:
        super().__init__(
            f"{quoted(name)} 已在名册（{code}），而内容不同：{'、'.join(fields)}",
            f"用 unit edit {code} 修改",
        )


class UnitTaker:
    """Takes units. A row is known by its code, or where it has none by its name and the place it lies in."""

    def __init__(self, changes: ChangeSet, book: Book, receipt: Receipt) -> None:
        self._changes = changes
        self._book = book
        self._receipt = receipt
        self._roll = roll(changes.session)
        self._file = ""
        self._by_code: dict[str, tuple[int, UnitRecord]] = {}
        self._by_place: dict[tuple[str, int | None], tuple[int, UnitRecord]] = {}
        columns = ", ".join(UnitRecord.model_fields)
        for unit_id, *values in changes.connection.execute(f"SELECT id, {columns} FROM unit"):
            fields = dict(zip(UnitRecord.model_fields, values, strict=True))
            self._remember(unit_id, UnitRecord(**{**fields, "active": bool(fields["active"])}))

    def _remember(self, unit_id: int, record: UnitRecord) -> None:
        self._by_code[matching_key(record.code)] = (unit_id, record)
        if record.active:
            self._by_place[matching_key(record.name), record.parent_id] = (unit_id, record)

    def begin_file(self, name: str) -> None:
        """Take what follows as rows of the file `name`."""
        self._file = name

    def take(self, rows: list[UnitRow]) -> list[tuple[UnitRow, str, Refused]]:
        """Write the units that are new, count those that are there, and return those that are refused."""
        waiting = rows
        while True:
            refused: list[tuple[UnitRow, str, Refused]] = []
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

    def _blamed(self, row: UnitRow, reason: Refused) -> str:
        """Return the key of the column that is to blame: a village or department that the roll lacks, else the name."""
        if isinstance(reason, UnknownUnit | AmbiguousUnit):
            return next(
                key
                for key in STORED
                if row.given.get(key) and quoted(row.given[key]) in reason.sentence
            )
        return "name"

    def _take(self, row: UnitRow) -> None:
        given = row.given
        parent, supervisor = (
            self._roll.find(given[key]).id if given.get(key) else None
            for key in ("parent", "supervisor")
        )
        known = self._known(given, parent)
        code = given.get("code") or (
            known[1].code if known else next_code(self._changes, UnitKind(given["kind"]))
        )
        aliases = [
            alias.strip()
            for alias in (given.get("aliases") or "").replace("，", "、").split("、")
            if alias.strip()
        ]
        draft = UnitDraft.read({**given, "code": code, "aliases": aliases}, today=self._book.today)
        record = UnitRecord(
            **draft.model_dump(exclude={"aliases", "parent", "supervisor", "kind"}),
            kind=draft.kind.value,
            aliases=json.dumps(draft.aliases, ensure_ascii=False),
            parent_id=parent,
            supervisor_id=supervisor,
        )
        if known is None:
            self._refuse_taken(record)
            self._warn_of_namesakes(row.line, record)
            unit_id = self._changes.put_unit(None, record, self._book.today)
            self._remember(unit_id, record)
            self._roll.add(UnitNames(unit_id, record.code, record.name, draft.aliases, active=True))
            self._receipt.new += 1
            return
        differing = [
            UNIT.heading(key)
            for key in given
            if key in UNIT.headings
            and getattr(known[1], STORED.get(key, key)) != getattr(record, STORED.get(key, key))
        ]
        if differing:
            raise UnitDiffers(record.name, known[1].code, differing)
        self._receipt.same += 1

    def _warn_of_namesakes(self, line: int, record: UnitRecord) -> None:
        """Say so where the name of a new unit leads to another one: two villages may each have a shop of one name."""
        try:
            other = self._roll.find(record.name)
        except UnknownUnit:
            return
        except AmbiguousUnit as several:
            told = several.sentence
        else:
            told = f"名册里已有 {visible(other.name)}（{other.code}）叫{quoted(record.name)}"
        told = f"{told}；{record.code} 另行登记，用到时请写代码"
        self._receipt.warnings.append({"file": self._file, "line": line, "message": told})

    def _refuse_taken(self, record: UnitRecord) -> None:
        """Refuse a second active unit of one name in one place, under another code."""
        _, other = self._by_place.get((matching_key(record.name), record.parent_id), (0, None))
        if other is not None:
            raise UnitTaken("名称", record.name, f"{other.name}（{other.code}）")

    def _known(self, given: dict[str, Any], parent: int | None) -> tuple[int, UnitRecord] | None:
        if given.get("code"):
            return self._by_code.get(matching_key(given["code"]))
        return self._by_place.get((matching_key(given["name"]), parent))
