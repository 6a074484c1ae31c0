"""Rows into drafts: cells into values, column by column where all is plain, with every problem of every row."""
