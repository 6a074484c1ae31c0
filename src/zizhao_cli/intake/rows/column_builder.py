"""Each key's way of understanding cells."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.measures import measure_number
from zizhao_cli.domain.text import is_blank
from zizhao_cli.domain.values import Handling, Level, Result, Word
from zizhao_cli.intake.rows import texts
from zizhao_cli.intake.rows.cell_text import as_text
from zizhao_cli.intake.rows.column import Column
from zizhao_cli.intake.rows.days import Days
from zizhao_cli.intake.rows.drafts import PendingUnit
from zizhao_cli.intake.rows.words import review_result, word, word_or_placeholder
from zizhao_cli.intake.table.forms import PAST_DAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from zizhao_cli.domain.measures import Measure
    from zizhao_cli.domain.units import UnitNames


class ColumnBuilder:
    """Builds the columns of one table."""

    def __init__(
        self,
        today: date,
        measures: Callable[[], Sequence[Measure]],
        unit: Callable[[str], UnitNames | PendingUnit],
        kinds: type[Word],
        *,
        date_1904: bool,
    ) -> None:
        self._measures = measures
        self._unit = unit
        self._words: dict[str, type[Word]] = {
            "kind": kinds,
            "result": Result,
            "level": Level,
            "handling": Handling,
        }
        self.days = Days(today, date_1904=date_1904)

    def column(self, key: str, heading: str) -> Column:
        """Return the column for `key`; `heading` is what messages call it."""
        if key == "note":
            return texts.note_column(heading)
        if key in ("source_id", "code"):
            return texts.id_column(heading)
        return Column(self._convert(key, heading))

    def _convert(self, key: str, heading: str) -> Callable[[Any], Any]:
        special: dict[str, Callable[[Any], Any]] = {
            "unit": self._unit_id,
            "measure": self._measure,
            "due_on": self.days.due,
            "review_result": review_result,
        }
        if key in special:
            return special[key]
        if key in PAST_DAYS:
            return partial(self.days.past, heading)
        if key in self._words:
            # What a check found must be said; that a hazard has no level or handling of its own may be.
            read = word_or_placeholder if key in ("level", "handling") else word
            return partial(read, self._words[key], heading)
        free = {
            "hazard": texts.hazard,
            "location": texts.description,
            "measures": texts.description,
        }
        return partial(free.get(key, texts.name), heading)

    def _unit_id(self, cell: object) -> int | PendingUnit | None:
        text = as_text(cell)
        if is_blank(text):
            return None
        unit = self._unit(text)
        return unit if isinstance(unit, PendingUnit) else unit.id

    def _measure(self, cell: object) -> int | None:
        text = as_text(cell)
        return None if is_blank(text) else measure_number(text, self._measures)
