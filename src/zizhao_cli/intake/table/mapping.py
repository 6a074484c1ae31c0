"""What the caller says of the columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zizhao_cli.domain.dates import FIRST_YEAR, LAST_YEAR
from zizhao_cli.domain.errors.values import YearOutOfRange
from zizhao_cli.domain.text import matching_key
from zizhao_cli.intake.errors import NotAPair, UnknownKey

if TYPE_CHECKING:
    from zizhao_cli.domain.kinds.kind import Kind

_LONGEST = 3
"""Letters or digits of a column's place."""


PICTURES = "pictures"
"""What `--map` calls a column of pictures."""


@dataclass(frozen=True)
class Mapping:
    """What the caller says of the columns: `--map`, `--ignore-column`, `--set`, and of their days: `--year`."""

    named: dict[str, str] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    constant: dict[str, str] = field(default_factory=dict)
    year: int | None = None
    year_from: str = "--year"
    """What the caller said the year with."""
    usual_year: int | None = None
    """The year of tables that name none."""

    @classmethod
    def read(
        cls,
        form: Kind,
        maps: list[str],
        ignored: list[str],
        constants: list[str],
        year: int | None = None,
    ) -> Mapping:
        """Return what `HEADING=KEY`, `HEADING`, `KEY=VALUE` and a year say. Raises NotAPair, UnknownKey, YearOutOfRange.

        A heading may be the place of its column, 5 or E, where no column is called so.
        """
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise YearOutOfRange("--year", str(year), FIRST_YEAR, LAST_YEAR)
        named = {}
        for text in maps:
            heading, key = _pair("--map", text)
            if key != PICTURES:
                _known(form, "--map", key)
            named[matching_key(heading)] = key
        constant = dict(_pair("--set", text) for text in constants)
        for key in constant:
            _known(form, "--set", key)
        return cls(named, frozenset(map(matching_key, ignored)), constant, year)

    def by_place(self, titles: list[str]) -> dict[int, str]:
        """Return the name by which it calls a column of a table with these headings, by the place of the column.

        What is a heading is none: a column may be called 5.
        """
        names = (self.named.keys() | self.ignored).difference(map(matching_key, titles))
        places = {_place(name) - 1: name for name in names}
        return {place: name for place, name in places.items() if 0 <= place < len(titles)}


def _place(name: str) -> int:
    """Return the place that 5, 第5列 or e means, from 1, or 0."""
    name = name.removeprefix("第").removesuffix("列")
    if name.isdecimal() and len(name) <= _LONGEST:
        return int(name)
    place = 0
    for letter in name if len(name) <= _LONGEST else "":
        if not "a" <= letter <= "z":
            return 0
        place = place * 26 + ord(letter) - ord("a") + 1
    return place


def _pair(option: str, text: str) -> tuple[str, str]:
    left, equals, right = text.rpartition("=") if option == "--map" else text.partition("=")
    if not equals or not left.strip() or not right.strip():
        raise NotAPair(option, text)
    return left.strip(), right.strip()


def _known(form: Kind, option: str, key: str) -> None:
    if key not in form.form:
        raise UnknownKey(option, key, form.form)
