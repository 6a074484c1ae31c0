"""A field: one thing that a record or a step says, declared once."""

from __future__ import annotations

from copy import copy
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from zizhao_cli.domain.values import Word


class Reads(Enum):
    """How the text that somebody typed becomes the value of a field."""

    SHORT = "one line"
    LONG = "a text of several lines"
    REMARK = "a text of several lines that differs from row to row"
    PERSON = "somebody's name"
    TITLE = "what is wrong"
    DAY = "a day that is not to come"
    DUE = "a deadline"
    WORD = "a word of a closed set"
    WORD_IF_ANY = "a word of a closed set, or in a sheet a stroke"
    MEASURE = "one of the fifteen measures"
    UNIT = "a unit of the roll"
    ID = "a number from elsewhere"
    OUTCOME = "whether a re-inspection passed"


class Field:
    """What a field is called, how it is read, and how it is shown.

    `key` is the contract's. `heading` stands over its column, `name` is what messages and questions call it. `words`
    is the closed set its values come from, if any; `shows` says a value in Chinese. `option`, `metavar` and `hint` make its option on the command line.
    `headings` are those that an import knows it by, the one of messages first. `editable` fields may be mended.
    A `flag` is yes or no; a field of `several` values is stored as a JSON list; one that stands `alone` is
    shown of a single record and in no list.
    """

    __slots__ = (
        "alone",
        "editable",
        "flag",
        "heading",
        "headings",
        "hint",
        "key",
        "metavar",
        "name",
        "numeric",
        "option",
        "reads",
        "several",
        "shows",
        "words",
    )

    def __init__(
        self,
        key: str,
        heading: str,
        reads: Reads | None = None,
        *,
        name: str | None = None,
        words: type[Word] | None = None,
        shows: Callable[[str], str] | None = None,
        numeric: bool = False,
        flag: bool = False,
        several: bool = False,
        editable: bool = False,
        alone: bool = False,
        headings: tuple[str, ...] = (),
        option: str | None = None,
        metavar: str = "文字",
        hint: str = "",
    ) -> None:
        self.key = key
        self.heading = heading
        self.reads = reads
        self.name = name or heading
        self.words = words
        self.shows = shows if words is None else lambda value: words(value).label
        self.numeric = numeric
        self.flag = flag
        self.several = several
        self.editable = editable
        self.alone = alone
        self.headings = headings
        self.option = option or f"--{key.replace('_', '-')}"
        self.metavar = metavar
        self.hint = hint or self.name

    def under(self, key: str, *headings: str) -> Field:
        """Return this field as a row of an import has it, under another key, or with other headings."""
        other = copy(self)
        other.key, other.option = key, f"--{key}"
        if headings:
            other.heading, other.headings = headings[0], headings
        return other

    def called(self, name: str) -> Field:
        """Return this field under another name in messages and questions."""
        other = copy(self)
        other.name = name
        return other
