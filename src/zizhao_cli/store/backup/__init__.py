"""Copies of a ledger, and putting one in its place."""
