"""Workbooks into tables: checked as a package, scanned for what their reader does not tell, then read."""
