"""What was typed for a field into its value, as the field's declaration says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.amounts import fen_of
from zizhao_cli.domain.dates import parse_day, parse_past_day
from zizhao_cli.domain.errors.values import NotACount, NotAnAmount
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.measures import Measure, measure_number
from zizhao_cli.domain.moments import end_of, parse_moment
from zizhao_cli.domain.placeholders import hazard_title, person
from zizhao_cli.domain.text import LONG_TEXT, SHORT_TEXT, matching_key, typed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime


class Known(NamedTuple):
    """What is known beside a text: what day and what time it is, and the measures, which are asked for only where one is named by its title."""

    today: date
    measures: Callable[[], Sequence[Measure]] = tuple
    now: datetime | None = None
    """The moment up to which things have happened; by default the end of the day."""

    def by_now(self) -> datetime:
        """Return the moment up to which things have happened."""
        return self.now or end_of(self.today)


def read_field(field: Field, text: str, known: Known) -> Any:  # noqa: ANN401 - the field says what it is
    """Return the value of what was typed for `field`, None where it says that nobody knows. Raises any of domain.errors."""
    if field.unknowable and matching_key(str(text)) in _UNKNOWN:
        return None
    return _READING[field.reads or Reads.LONG](field, text, known)


def kept_text(field: Field, text: str) -> str:
    """Return a text as a step keeps it: of its length, without control characters. Raises what `typed` raises.

    Whether a name names somebody is asked before a step is taken, and not of steps that were recorded.
    """
    if field.reads in (Reads.SHORT, Reads.PERSON):
        return typed(field.name, text, SHORT_TEXT, lines=False)
    return typed(field.name, text)


_UNKNOWN = {"unknown", "不明", "未知", "不清楚", "不详"}
"""What says that nobody knows how many."""
Reading = Callable[[Field, Any, Known], Any]


def _short(field: Field, text: str, _: Known) -> str:
    return typed(field.name, text, SHORT_TEXT, lines=False)


def _long(field: Field, text: str, _: Known) -> str:
    return typed(field.name, text, LONG_TEXT)


def _word(field: Field, text: str, _: Known) -> str:
    assert field.words is not None  # noqa: S101 - a field that is read as a word has its words
    return field.words.parse(field.name, text)


def _any_day(field: Field, text: str, known: Known) -> date:
    return parse_day(field.name, text, known.today)


def _number(field: Field, text: str | int, _: Known) -> int:
    """Return how many. Raises NotACount."""
    plain = unicodedata.normalize("NFKC", str(text)).strip()
    if not re.fullmatch(r"\d{1,9}", plain):
        raise NotACount(field.name, str(text))
    return int(plain)


def _amount(field: Field, text: str | int, _: Known) -> int:
    """Return a sum in fen. Raises NotAnAmount."""
    fen = fen_of(str(text))
    if fen is None:
        raise NotAnAmount(field.name, str(text))
    return fen


_READING: dict[Reads, Reading] = {
    Reads.SHORT: _short,
    Reads.LONG: _long,
    Reads.REMARK: _long,
    Reads.ID: lambda field, text, known: _short(field, text.strip(), known),
    Reads.PERSON: lambda field, text, _: person(field.name, text),
    Reads.TITLE: lambda _, text, __: hazard_title(text),
    Reads.DAY: lambda field, text, known: parse_past_day(field.name, text, known.today),
    Reads.ANY_DAY: _any_day,
    Reads.MOMENT: lambda field, text, known: parse_moment(field.name, text, known.by_now()),
    Reads.NUMBER: _number,
    Reads.AMOUNT: _amount,
    Reads.RECORD: lambda field, text, known: _short(field, text.strip(), known),
    Reads.UNIT: lambda field, text, known: _short(field, text.strip(), known),
    Reads.WORD: _word,
    Reads.WORD_IF_ANY: _word,
    Reads.MEASURE: lambda _, text, known: measure_number(text, known.measures),
}
