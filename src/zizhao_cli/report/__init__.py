"""Questions to the ledger: one .sql file each, asked read-only; the answers know nothing of looks."""
