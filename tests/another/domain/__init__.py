"""A small kind of the tests: permits. One file in each room, as any kind has."""
