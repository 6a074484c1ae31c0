"""What imported hazards may be by the criteria of major hazards: said in the receipt at their lines, and nothing else changes."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from zizhao_cli.criteria import criteria
from zizhao_cli.domain.criteria import Described
from zizhao_cli.errors import ZizhaoError
from zizhao_cli.report.criteria import unit_told

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from zizhao_cli.domain.criteria import Criteria, Unit
    from zizhao_cli.intake.rows.drafts import DraftRow
    from zizhao_cli.ledger.imports.oddities import Warn


class Suggestions:
    """Looks at each hazard that is new; units and criteria are read once."""

    def __init__(self, ledger: Path, connection: sqlite3.Connection, warn: Warn) -> None:
        self._ledger, self._connection, self._warn = ledger, connection, warn
        self._units: dict[int, Unit] = {}
        self._unreadable: str | None = None

    @cached_property
    def _criteria(self) -> Criteria | None:
        """The criteria of the office; None where its file is broken, which keeps no hazard from being recorded."""
        try:
            return criteria(self._ledger)
        except ZizhaoError as problem:
            self._unreadable = problem.sentence
            return None

    def look_at(self, row: DraftRow) -> None:
        """Look at the hazard in a row that is taken, if there is one."""
        hazard = row.hazard
        if hazard is None:
            return
        if self._criteria is None:
            if self._unreadable is not None:
                self._warn(row.line, f"没能对照判定标准：{self._unreadable}")
                self._unreadable = None
            return
        if row.unit_id not in self._units:
            self._units[row.unit_id] = unit_told(self._connection, row.unit_id)
        sentence = self._criteria.suggestion(
            Described(
                date.fromisoformat(row.day),
                hazard.title,
                hazard.location,
                hazard.sector,
                self._units[row.unit_id],
                hazard.level,
                hazard.handling,
            )
        )
        if sentence is not None:
            self._warn(row.line, sentence)
