"""The plan's year, 2022-04-20 to 12-31, played through the real program."""
