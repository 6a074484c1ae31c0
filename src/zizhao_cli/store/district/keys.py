"""The keys of the district's database begin with the town: town × BASE + the key in the town's own ledger."""

BASE = 10**12
"""Keys of one town: an id is year × domain.numbering.SERIALS + serial, a number of a journal entry counts from 1."""
GROWING = ("journal", "hazard", "hazard_version", "checks")
"""The tables that are kept in a partition for each town; the others hold a few rows a unit."""
