"""Verification: the ledger against its own history and rules. Reads only."""
