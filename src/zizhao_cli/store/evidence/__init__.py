"""The files of evidence beside a ledger."""
