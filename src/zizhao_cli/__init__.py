"""zizhao: a ledger for work safety on the command line."""

__version__ = "0.2.0"
