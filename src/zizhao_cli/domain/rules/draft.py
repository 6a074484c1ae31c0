"""A draft: a record to be, as somebody typed it, which checks itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo

from zizhao_cli.domain.dates import parse_past_day
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.measures import Measure, measure_number
from zizhao_cli.domain.placeholders import hazard_title, person
from zizhao_cli.domain.text import LONG_TEXT, SHORT_TEXT, typed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

Reading = Callable[[Field, Any, dict[str, Any]], Any]
"""What was typed for a field, and what is known beside it, into its value. Raises the errors of domain.errors."""


def _context(info: ValidationInfo) -> dict[str, Any]:
    """Return what Draft.read knows beside the values themselves."""
    return info.context or {}


def read_as(field: Field) -> BeforeValidator:
    """Return the validator that reads what was typed for `field`, as the field's declaration says."""
    reads = _READING[field.reads or Reads.LONG]
    return BeforeValidator(lambda value, info: reads(field, value, _context(info)))


def read_field(
    field: Field, text: str, today: date, measures: Callable[[], Sequence[Measure]]
) -> Any:  # noqa: ANN401 - the field says what it is
    """Return the value of what was typed for `field`. Raises any of domain.errors."""
    return _READING[field.reads or Reads.LONG](field, text, {"today": today, "measures": measures})


def _text(limit: int, *, lines: bool) -> Reading:
    return lambda field, value, _: typed(field.name, value, limit, lines=lines)


def _word(field: Field, value: str, _: dict[str, Any]) -> str:
    assert field.words is not None  # noqa: S101 - a field that is read as a word has its words
    return field.words.parse(field.name, value)


_READING: dict[Reads, Reading] = {
    Reads.SHORT: _text(SHORT_TEXT, lines=False),
    Reads.LONG: _text(LONG_TEXT, lines=True),
    Reads.ID: lambda field, value, _: typed(field.name, value.strip(), SHORT_TEXT, lines=False),
    Reads.PERSON: lambda field, value, _: person(field.name, value),
    Reads.HAZARD: lambda _, value, __: hazard_title(value),
    Reads.DAY: lambda field, value, known: parse_past_day(field.name, value, known["today"]),
    Reads.WORD: _word,
    Reads.MEASURE: lambda _, value, known: measure_number(value, known["measures"]),
}


class Draft(BaseModel):
    """A record to be; `read` is the way in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def read(
        cls,
        given: dict[str, Any],
        *,
        today: date,
        measures: Callable[[], Sequence[Measure]] = tuple,
    ) -> Self:
        """Return the draft of what was `given`, leaving out what is None.

        `measures` is called only where a measure is named by its title. Raises any of domain.errors.
        """
        return cls.model_validate(_present(given), context={"today": today, "measures": measures})


def _present(given: dict[str, Any]) -> dict[str, Any]:
    """Return `given` without what is None, also in the dicts inside it."""
    return {
        key: _present(value) if isinstance(value, dict) else value
        for key, value in given.items()
        if value is not None
    }
