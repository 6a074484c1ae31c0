"""Answers into looks: bytes for a file or a pipe, tables for a terminal. Knows no database."""
