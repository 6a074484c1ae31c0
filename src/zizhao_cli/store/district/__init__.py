"""The district's database: the ledgers of many towns in PostgreSQL, each as its town recorded it."""
