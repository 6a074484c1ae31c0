"""One command that runs every night: verify, back up, report, tell the groups, and keep a record of it."""
