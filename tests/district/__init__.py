"""The district: real servers of PostgreSQL, real ledgers, the real program."""
