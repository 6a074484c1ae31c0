"""The journal: change-sets, each sealed by one entry, chained by hashes."""
