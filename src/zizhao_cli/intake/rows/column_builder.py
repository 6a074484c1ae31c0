"""Each key's way of understanding cells."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.domain.measures import measure_number
from zizhao_cli.domain.text import is_blank, trimmed
from zizhao_cli.domain.values import Result
from zizhao_cli.intake.rows import texts
from zizhao_cli.intake.rows.cell_text import as_text
from zizhao_cli.intake.rows.column import Column
from zizhao_cli.intake.rows.days import Days
from zizhao_cli.intake.rows.drafts import PendingUnit
from zizhao_cli.intake.rows.words import (
    asks_whether,
    passed_or_not,
    review_result,
    word,
    word_or_placeholder,
    words_or_placeholder,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.measures import Measure
    from zizhao_cli.domain.units import UnitNames
    from zizhao_cli.intake.table.above import Period


class ColumnBuilder:
    """Builds the columns of one table."""

    def __init__(
        self,
        form: Kind,
        today: date,
        measures: Callable[[], Sequence[Measure]],
        unit: Callable[[str], UnitNames | PendingUnit],
        on_roll: Callable[[str], UnitNames | None],
        *,
        date_1904: bool,
        period: Period | None = None,
        typed: bool = True,
    ) -> None:
        self._form = form
        self._measures = measures
        self._unit = unit
        self.on_roll = on_roll
        self.days = Days(today, date_1904=date_1904, period=period, typed=typed)

    def column(self, key: str, heading: str) -> Column:
        """Return the column for `key`; `heading` is what messages call it."""
        field = self._form.form[key]
        if field.reads is Reads.REMARK:
            return texts.note_column(heading)
        if field.reads is Reads.ID:
            return texts.id_column(heading)
        return Column(self._convert(field, heading))

    def _convert(self, field: Field, heading: str) -> Callable[[Any], Any]:
        if field.words is not None and field.several:
            return partial(words_or_placeholder, field.words, heading)
        if field.words is not None:
            # What a check found must be said; that a hazard has no level or handling of its own may be.
            read = word_or_placeholder if field.reads is Reads.WORD_IF_ANY else word
            if field.words is Result and asks_whether(heading):
                read = passed_or_not
            return partial(read, field.words, heading)
        reading: dict[Reads, Callable[[Any], Any]] = {
            Reads.UNIT: self._unit_id,
            Reads.MEASURE: self._measure,
            Reads.DUE: partial(self.days.due, heading),
            Reads.ANY_DAY: partial(self.days.any_day, heading),
            Reads.OUTCOME: review_result,
            Reads.DAY: partial(self.days.past, heading),
            Reads.MOMENT: partial(self.days.moment, heading),
            Reads.PERSON: partial(texts.person, heading),
            Reads.TITLE: partial(texts.hazard, heading),
            Reads.LONG: partial(texts.description, heading),
        }
        return reading.get(field.reads or Reads.SHORT, partial(texts.name, heading))

    def _unit_id(self, cell: object) -> int | PendingUnit | None:
        text = as_text(cell)
        if is_blank(text):
            return None
        unit = self._unit(text)
        return unit if isinstance(unit, PendingUnit) else unit.id

    def _measure(self, cell: object) -> int | None:
        text = trimmed(as_text(cell))
        return None if is_blank(text) else measure_number(text, self._measures)
