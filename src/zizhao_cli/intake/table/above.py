"""What the lines above a table say of all of it: whose it is, of which day, of which year."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.domain.text import matching_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.intake.table.table import Cells, Table

_FOR_ALL = (Reads.UNIT, Reads.MEASURE, Reads.DAY)
_UNIT_LABELS = ("填报单位",)
"""What a unit is called above a table, where a column of it has another name; 检查单位 is who looks at others."""
_BRACKETS = r"(?:\([^)]*\))?"
_YEAR = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)"
    r"(?:\s*年(?:\s*(?P<m>\d{1,2})\s*月(?!\s*份?\s*[-—–~至到、])(?:\s*(?P<d>\d{1,2})\s*[日号])?)?"
    r"|(?P<sep>[-/.])\s*(?P<m2>\d{1,2})\s*(?P=sep)\s*(?P<d2>\d{1,2}))"
)
_OF_ANOTHER = re.compile(r"《[^》]*》|\([^)]*\)")
"""What names a year that is not the table's: 《…2021…》, (2019年修订)."""


class Said(NamedTuple):
    """What a line above a table says: its number, the label, and the value, a text or a cell."""

    line: int
    label: str
    value: Any


class Period(NamedTuple):
    """The year, and the month if any, of days that do not say it: of a `line` above, or as `given` by the caller.

    `source` says so in Chinese. No day lies after `until`, where the year was taken from a whole date.
    """

    year: int
    month: int | None = None
    line: int | None = None
    source: str = "表头以上（或表名）"
    given: bool = False
    until: date | None = None


def own_cells(table: Table, line: int, cells: Cells) -> list[int]:
    """Return the places of the filled cells of a line, a merged region being one."""
    spread = set(table.merged_right(line))
    return [
        place
        for place, cell in enumerate(cells)
        if place not in spread and cell is not None and str(cell).strip()
    ]


def is_of_labels(table: Table, line: int, cells: Cells, names: Collection[str]) -> bool:
    """Say whether labels and values take turns in a line: 单位 桂香村 检查日期 2022-05-01."""
    known = [_label(cells[place]) in names for place in own_cells(table, line, cells)]
    return any(known) and not any(known[1::2])


def said_above(
    table: Table, lines: Iterable[tuple[int, Cells]], form: Kind, names: dict[str, str]
) -> dict[str, Said]:
    """Return by key what `lines` say of the whole table, of the keys that every row must have.

    What two lines say differently is left out; a word that is no heading of a column counts where no heading does.
    """
    keys = {name: key for name, key in names.items() if _is_for_all(form, key)}
    others = {name: "unit" for name in _UNIT_LABELS if "unit" in keys.values()}
    labels = {**others, **keys}
    found: dict[str, list[Said]] = {}
    for line, cells in lines:
        in_turns = is_of_labels(table, line, cells, {**others, **names})
        for label, value in _pairs(table, line, cells, labels, in_turns=in_turns):
            found.setdefault(labels[label], []).append(Said(line, label, value))
    said = {}
    for key, all_said in found.items():
        best = [one for one in all_said if one.label not in others] or all_said
        if len({matching_key(str(one.value)) for one in best}) == 1:
            said[key] = best[0]
    return said


def periods_above(table: Table, lines: Iterable[tuple[int, Cells]]) -> list[Period]:
    """Return the years that the lines above a table name, or the sheet's name; one alone with its month if they name one."""
    texts = [(line, str(cell)) for line, cells in lines for cell in cells if cell is not None]
    return _periods(texts) or _periods([(None, table.sheet or "")])


def _periods(texts: Iterable[tuple[int | None, str]]) -> list[Period]:
    found: dict[int, Period] = {}
    months: set[int] = set()
    days: list[date | None] = []
    for line, text in texts:
        own = _OF_ANOTHER.sub("", unicodedata.normalize("NFKC", text))
        for said in _YEAR.finditer(own):
            year, month, day = int(said["year"]), said["m"] or said["m2"], said["d"] or said["d2"]
            found.setdefault(year, Period(year, line=line))
            months |= {int(month)} if month else set()
            days.append(None)
            if day:
                with suppress(ValueError):
                    days[-1] = date(year, int(month), int(day))
    if len(found) != 1:
        return [*found.values()]
    (period,) = found.values()
    dates = [day for day in days if day is not None]
    until = max(dates) if len(dates) == len(days) else None
    return [period._replace(month=months.pop() if len(months) == 1 else None, until=until)]


def _is_for_all(form: Kind, key: str) -> bool:
    # Of what is declared whole a unit need not be said, and is meant all the same where it stands above.
    field = form.form.get(key)
    if field is None or field.reads not in _FOR_ALL:
        return False
    return key in form.required or (bool(form.given) and field.reads is Reads.UNIT)


def _label(cell: object) -> str:
    """Return the key of a cell as a label: without its colon, and without (盖章)."""
    return re.sub(rf"{_BRACKETS}:?$", "", matching_key(str(cell)))


def _pairs(
    table: Table, line: int, cells: Cells, labels: dict[str, str], *, in_turns: bool
) -> Iterator[tuple[str, Any]]:
    """Yield labels and values of a line: of one cell, 填报单位：桂香村, or of two beside each other."""
    spread = set(table.merged_right(line))
    own = own_cells(table, line, cells)
    for place, after in zip_longest(own, own[1:]):
        text = unicodedata.normalize("NFKC", str(cells[place]))
        yield from _within(text, labels)
        label = _label(text)
        if label not in labels or after is None or not (in_turns or text.rstrip()[-1] == ":"):
            continue
        value = cells[after]
        if spread.issuperset(range(place + 1, after)) and str(value).rstrip()[-1] not in ":：":
            yield label, value


def _within(text: str, labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    words = "|".join(r"\s*".join(map(re.escape, label)) for label in labels)
    said = re.compile(
        rf"(?<!\S)({words})\s*{_BRACKETS}\s*:\s*(.*?)(?=\s{{2,}}|\n|\s*$|\s+\S+?\s*{_BRACKETS}:)",
        re.IGNORECASE,
    )
    for label, value in said.findall(text):
        if any(map(str.isalnum, value.replace("_", ""))):
            yield matching_key(label), value.strip("_ ")
