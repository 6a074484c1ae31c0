"""An office that takes in files, in the same process as the test: write a file, import it, look at what stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.ledger.officer import Officer
from zizhao_cli.domain.kinds import forms
from zizhao_cli.layouts import Layout
from zizhao_cli.ledger.imports.run import Request, import_rows
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from zizhao_cli.ledger.imports.receipt import Receipt, Rejects

HEAD = "单位,条款,检查日期,结果,备注\n"
GOOD = "桂香村,6,2022-05-01,符合,\n"
HAZARDS = "单位,条款,检查日期,隐患,等级,限期,责任人\n"

_CHECKS = """
SELECT u.name AS unit, c.measure, c.checked_on, c.kind, c.inspectors, c.result, c.note, c.source_id,
       (SELECT group_concat(title || '|' || level || '|' || handling || '|' || due_on, ';')
        FROM hazard WHERE check_id = c.id) AS hazards
FROM checks AS c JOIN unit AS u ON u.id = c.unit_id ORDER BY c.id
"""
_HAZARDS = """
SELECT h.*, u.name AS unit FROM hazard AS h JOIN unit AS u ON u.id = h.unit_id ORDER BY h.id
"""


@dataclass(frozen=True)
class Taken:
    """What an import gave back."""

    receipt: Receipt
    rejects: Rejects

    @property
    def places(self) -> list[tuple[int | None, str | None, str | None]]:
        """Line, column and value of every problem."""
        return [(p.line, p.column, p.value) for p in self.receipt.problems]

    @property
    def messages(self) -> list[str]:
        return [problem.message for problem in self.receipt.problems]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Rows read, new, already there, refused."""
        found = self.receipt
        return found.rows, found.new, found.same, found.rejected

    @property
    def skipped(self) -> list[tuple[int | None, str]]:
        return [(note["line"], note["why"]) for note in self.receipt.skipped]


@dataclass(frozen=True)
class Office(Officer):
    """The officer, with files to import."""

    def file(self, content: str | bytes, name: str = "list.csv") -> str:
        """Write a file and return its path; text is written as UTF-8."""
        path: Path = self.path.parent / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def take(
        self,
        *files: str,
        form: str = "check",
        maps: tuple[str, ...] = (),
        ignored: tuple[str, ...] = (),
        sets: tuple[str, ...] = (),
        sheet: str | None = None,
        year: int | None = None,
        **options: Any,
    ) -> Taken:
        """Import files."""
        layout = Layout(form, [], [*maps], [*ignored], [*sets], sheet, year)
        request = Request([*files], layout, typed_year=year, **options)
        return Taken(*import_rows(self.session, forms()[form], request))

    def takes(self, content: str | bytes, name: str = "list.csv", **options: Any) -> Taken:
        """Import one file with this content, which must go in whole."""
        taken = self.take(self.file(content, name), **options)
        assert taken.messages == []
        return taken

    def refuses(self, content: str | bytes, name: str = "list.csv", **options: Any) -> Taken:
        """Import one file with this content, which must be refused and leave the ledger as it was."""
        before = self.path.read_bytes()
        taken = self.take(self.file(content, name), **options)
        assert taken.receipt.problems
        assert taken.receipt.batch is None
        assert self.path.read_bytes() == before
        return taken

    def checks(self, *keys: str) -> list[Any]:
        """Return the checks that stand in the ledger, of each the values under `keys`, or all."""
        return self._rows(_CHECKS, keys)

    def hazards(self, *keys: str) -> list[Any]:
        """Return the hazards of the ledger, of each the values under `keys`, or all."""
        return self._rows(_HAZARDS, keys)

    def _rows(self, query: str, keys: tuple[str, ...]) -> list[Any]:
        import sqlite3

        connection = sqlite3.connect(self.path)
        try:
            connection.row_factory = sqlite3.Row
            rows = [dict(row) for row in connection.execute(query)]
        finally:
            connection.close()
        if not keys:
            return rows
        return [row[keys[0]] if len(keys) == 1 else tuple(row[k] for k in keys) for row in rows]

    def contents(self) -> list[tuple[str, ...]]:
        """Return what the checks say, whatever their order and their numbers."""
        return sorted(tuple(map(str, row.values())) for row in self.checks())

    def verify(self) -> None:
        """Assert that the ledger is whole."""
        assert verify(self.path)[0] == []
