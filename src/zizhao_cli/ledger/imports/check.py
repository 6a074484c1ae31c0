"""Imports checks, the failed ones with their hazards."""

from __future__ import annotations

from functools import partial
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.fingerprint import all_alike, check_fingerprint, hazard_fingerprint
from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.ledger.imports.fingerprint_importer import FingerprintImporter
from zizhao_cli.report.as_of import AsOf
from zizhao_cli.store.journal.rows import insert_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.check import CheckRecord
    from zizhao_cli.intake.rows.blocks import Block
    from zizhao_cli.intake.rows.drafts import DraftRow
    from zizhao_cli.ledger.imports.differences import Told
    from zizhao_cli.ledger.imports.fingerprint_importer import NewRow, RefusedRow


_as_typed = partial(check_fingerprint, as_typed=True)


class CheckImporter(FingerprintImporter):
    """Imports checks, the failed ones with their hazards."""

    kind = CHECK

    def fingerprint(self, row: DraftRow, *, as_typed: bool = False) -> str:
        facts = () if row.hazard is None else row.hazard.facts
        return check_fingerprint(*row.said, hazard=facts, as_typed=as_typed)

    def listed(self, record: CheckRecord, own: dict[str, str]) -> Told:
        query = (
            f"SELECT batch, voided_on IS NOT NULL FROM ({AsOf(CHECK).asked('checks')}) WHERE id = ?"
        )
        batch, voided = self._connection.execute(query, (record.id,)).fetchone()
        query = "SELECT no FROM hazard WHERE check_id = ? ORDER BY id"
        hazards = [no for (no,) in self._connection.execute(query, (record.id,))]
        found = {"batch": batch, "voided": bool(voided), "hazards": hazards}
        return {**super().listed(record, own), **found}

    def take_block(self, block: Block) -> list[RefusedRow]:
        """Write a block of plain checks at once if all are new, else row by row."""
        days, typed = block.days, list(map(_as_typed, *block.said))
        alike = all_alike(chain(block.inspectors, block.notes))
        fingerprints = typed if alike else list(map(check_fingerprint, *block.said))
        if not self._retired.keys().isdisjoint(block.unit_ids) or not self._all_new(
            block.source_ids, fingerprints if alike else [*fingerprints, *typed]
        ):
            return self.take(block.rows())
        years = {day[:4] for day in days}
        if len(years) == 1:
            first = self.next_id(int(years.pop()), len(days))
            ids: Iterable[int] = range(first, first + len(days))
        else:
            ids = [self.next_id(int(day[:4])) for day in days]
        seqs = repeat(self._changes.seq)
        rows = zip(ids, seqs, *block.said, block.source_ids, fingerprints, strict=False)
        insert_all(self._connection, CHECK.table, rows)
        self._receipt.new += len(days)
        lines = (line for line, _ in block.raw)
        self.oddities.look_at(lines, block.unit_ids, block.measures, days)
        return []

    def _all_new(self, source_ids: Sequence[str | None], fingerprints: list[str]) -> bool:
        given = [source_id for source_id in source_ids if source_id is not None]
        if not given:
            return not self.by_fingerprint(fingerprints)
        return len(set(given)) == len(source_ids) and not self.by_source(given)

    def write(self, rows: list[NewRow]) -> None:
        checks: list[tuple[Any, ...]] = []
        seq = self._changes.seq
        for row, fingerprint, (deadline, _) in rows:
            check_id = self.next_id(int(row.day[:4]))
            checks.append((check_id, seq, *row.said, row.source_id, fingerprint))
            shows: tuple[Kind, int] = (CHECK, check_id)
            if row.hazard is not None and deadline is not None:
                found = hazard_fingerprint(row.unit_id, row.measure, row.day, row.hazard.facts)
                hazard = self._hazards.register(
                    row, row.hazard, fingerprint=found, check_id=check_id, source_id=None
                )
                self._receipt.hazards += 1
                shows = (HAZARD, hazard["id"])
            if self.pictures is not None:
                self.pictures.take(row.line, *shows)
        insert_all(self._connection, CHECK.table, checks)
        self._hazards.flush()
        self._receipt.new += len(checks)


IMPORTER = CheckImporter
