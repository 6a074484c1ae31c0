"""Making a ledger, and bringing an older one up to date."""
