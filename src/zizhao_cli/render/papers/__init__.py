"""Papers: Word templates that are filled with what the ledger knows."""
