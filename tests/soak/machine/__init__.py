"""Any work on a ledger, in any order, beside a model of it."""
