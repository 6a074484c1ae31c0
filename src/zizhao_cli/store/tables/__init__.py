"""The tables of the ledger, as SQLModel declares them: the one truth that migrations and statements are held to."""
