"""Papers drawn up from the ledger: which hazards each may name, and what it says of them."""
