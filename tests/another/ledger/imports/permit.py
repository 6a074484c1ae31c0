"""Imports permits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.another.domain.rules.permit import PermitDraft
from tests.another.ledger.permits import register
from zizhao_cli.domain.errors import Refused
from zizhao_cli.ledger.imports.row_importer import RowImporter

if TYPE_CHECKING:
    from zizhao_cli.intake.rows.drafts import PlainRow


class PermitImporter(RowImporter):
    """Imports permits, each row as a new one."""

    def take(self, rows: list[PlainRow]) -> list[tuple[PlainRow, str, Refused]]:
        refused: list[tuple[PlainRow, str, Refused]] = []
        for row in rows:
            try:
                given = {**row.given, "unit": str(row.given["unit"])}
                draft = PermitDraft.read(given, self._session.known)
                register(self._changes, row.given["unit"], draft)
                self._receipt.new += 1
            except Refused as reason:
                refused.append((row, "title", reason))
        return refused


IMPORTER = PermitImporter
