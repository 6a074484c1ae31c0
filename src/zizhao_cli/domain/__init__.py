"""The rules of the ledger, with no input or output."""
