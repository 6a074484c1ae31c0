"""The board: what the reports say, as pages on this machine that look at the ledger anew each time."""
