"""A field: one thing that a record or a step says, declared once."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.moments import as_shown
from zizhao_cli.domain.text import matching_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from zizhao_cli.domain.values import Word


class Reads(Enum):
    """How the text that somebody typed becomes the value of a field."""

    SHORT = "one line"
    LONG = "a text of several lines"
    REMARK = "a text of several lines that differs from row to row"
    PERSON = "somebody's name"
    TITLE = "what is wrong"
    DAY = "a day that is not to come"
    ANY_DAY = "a day, gone by or to come"
    DUE = "a deadline"
    WORD = "a word of a closed set"
    WORD_IF_ANY = "a word of a closed set, or in a sheet a stroke"
    MEASURE = "one of the fifteen measures"
    UNIT = "a unit of the roll"
    ID = "a number from elsewhere"
    OUTCOME = "whether a re-inspection passed"
    NUMBER = "how many"
    AMOUNT = "a sum of money, kept in fen"
    RECORD = "the number of a record of any kind"
    MOMENT = "a day with a time of day, to the minute, that is not to come"


WORDED = {Reads.SHORT, Reads.LONG, Reads.REMARK, Reads.TITLE, Reads.PERSON, Reads.UNIT}
"""What people write in words of their own, in which others look for words."""


class Field(NamedTuple):
    """What a field is called, how it is read, and how it is shown.

    `key` is the contract's. `heading` stands over its column, `named` is what messages and questions call it where that differs.
    `words` is the closed set its values come from, if any; `says` puts any other value in Chinese. `metavar`, `described` and, where it is
    not the key, `written` make its option on the command line. `headings` are those that an import knows it by, the one of messages
    first. `editable` fields may be mended. A `flag` is yes or no, a `fraction` a share of one; a field of `several` values is stored as a JSON list; one that stands
    `alone` is shown of a single record and in no list. `unsaid` is what people read where it has no value; of a number that is `unknowable` people may say that nobody
    knows it, which is kept as no value.
    """

    key: str
    heading: str
    reads: Reads | None = None
    named: str | None = None
    words: type[Word] | None = None
    says: Callable[[str], str] | None = None
    numeric: bool = False
    flag: bool = False
    fraction: bool = False
    several: bool = False
    editable: bool = False
    alone: bool = False
    headings: tuple[str, ...] = ()
    written: str | None = None
    metavar: str = "文字"
    described: str | None = None
    unsaid: str = ""
    unknowable: bool = False

    @property
    def name(self) -> str:
        """What messages and questions call it."""
        return self.named or self.heading

    @property
    def option(self) -> str:
        """Its option on the command line."""
        return self.written or f"--{self.key.replace('_', '-')}"

    @property
    def hint(self) -> str:
        """What the help says of its option."""
        return self.described or self.name

    @property
    def translated(self) -> bool:
        """Whether people read its values otherwise than they are kept."""
        return self.words is not None or self.says is not None or self.reads is Reads.MOMENT

    def shown(self, value: str) -> str:
        """Return a value in Chinese. Raises ValueError, LookupError at a word that is not known."""
        if self.words is not None:
            return self.words(value).label
        if self.reads is Reads.MOMENT:
            return as_shown(value)
        return self.says(value) if self.says is not None else str(value)

    def under(self, key: str, *headings: str) -> Field:
        """Return this field as a row of an import has it, under another key, or with other headings."""
        other = self._replace(key=key, written=None)
        return (
            other._replace(heading=headings[0], headings=headings, named=self.name)
            if headings
            else other
        )


def named(fields: Sequence[Field], text: str) -> Field | None:
    """Return the field that `text` names: its key or its heading, then what else messages or sheets call it."""
    asked = matching_key(text)
    for names in (_shown_as, _known_as):
        for field in fields:
            if asked in map(matching_key, names(field)):
                return field
    return None


def _shown_as(field: Field) -> tuple[str, ...]:
    return (field.key, field.heading)


def _known_as(field: Field) -> tuple[str, ...]:
    return (field.name, *field.headings)


def names_typed(text: str) -> list[str]:
    """Return the names of fields in a list with commas of any kind."""
    return [part.strip() for part in re.split("[,，、]", text)]


def names_known(fields: Iterable[Field]) -> str:
    """Return which fields may be named, each by its key and its heading."""
    return "、".join(f"{field.key} {field.heading}" for field in fields)
