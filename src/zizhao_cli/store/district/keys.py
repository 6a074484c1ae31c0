"""The keys of the district's database begin with the town: town × BASE + the key in the town's own ledger."""

BASE = 10**12
"""Keys of one town: an id is year × domain.numbering.SERIALS + serial, a number of a journal entry counts from 1."""
GROWING = {"journal": "seq", "hazard": "id", "hazard_version": "id", "checks": "id"}
"""The tables that are kept in a partition for each town, with the key that says which; the others hold a few rows a unit."""
