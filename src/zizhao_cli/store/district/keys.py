"""The keys of the district's database begin with the town: town × BASE + the key in the town's own ledger."""

from __future__ import annotations

from zizhao_cli.domain.kinds import KINDS

BASE = 10**12
"""Keys of one town: an id is year × domain.numbering.SERIALS + serial, a number of a journal entry counts from 1."""
_MANY = [kind for kind in KINDS if kind.many]
GROWING = {
    "journal": "seq",
    **{kind.table: "id" for kind in _MANY},
    **{kind.history: kind.key for kind in _MANY if not kind.written_once},
}
"""The tables that are kept in a partition for each town, with the key that says which; the others hold a few rows a unit."""
