"""Importing: rows of files into records, all files of a call as one batch."""
