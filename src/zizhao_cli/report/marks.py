"""The points that the office gives in an appraisal, read strictly (data/appraisal.yaml)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.datafiles import read
from zizhao_cli.domain.appraisal import OF_PEOPLE, SHARES, Item, Weight
from zizhao_cli.report.ladder import whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.datafiles import Entry
    from zizhao_cli.district_address import Books


class Marks(NamedTuple):
    """The weights of what is looked at of units and of people, and where they come from."""

    source: str
    unit: dict[Item, Weight]
    person: dict[Item, Weight]


def marks(ledger: Books) -> Marks:
    """Return the points of the office that keeps `ledger`. Raises BrokenDataFile."""
    keys = read("appraisal.yaml", ledger).mapping({"source", "unit", "person"})
    unit, person = _weights(keys["unit"], tuple(Item)), _weights(keys["person"], OF_PEOPLE)
    return Marks(keys["source"].text(), unit, person)


def _weights(entry: Entry, known: Sequence[Item]) -> dict[Item, Weight]:
    given = entry.mapping(set(), {item.value for item in known})
    return {item: _weight(item, given[item.value]) for item in known if item.value in given}


def _weight(item: Item, entry: Entry) -> Weight:
    keys = entry.mapping({"points"} if item in SHARES else {"points", "each"})
    each = whole_number(keys["each"]) if "each" in keys else None
    return Weight(whole_number(keys["points"]), each)
