"""A table as every reader of files gives it, and what its columns are: forms, headings, the header."""
