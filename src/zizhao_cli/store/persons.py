"""Who is known: the people of the ledger by their names, and the days on which they are in office."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.people import named_in, ways_to_find
from zizhao_cli.domain.text import matching_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


class Known(NamedTuple):
    """A person of the ledger; days as the database has them."""

    code: str
    name: str
    since_on: str | None
    until_on: str | None

    def in_office(self, on: str) -> bool:
        """Say whether a day lies in the days of the post, both ends included."""
        return (self.since_on or on) <= on <= (self.until_on or on)


class Persons:
    """The people of the ledger who are not voided, found by name, alias, code, or name and code: 张静（ZJ2）."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        columns = "code, name, since_on, until_on, aliases"
        rows = connection.execute(f"SELECT {columns} FROM person WHERE state <> 'voided'")
        self._found: dict[str, dict[str, Known]] = {}
        for *said, aliases in rows:
            one = Known(*said)
            called = (one.code, one.name, f"{one.name}({one.code})", *json.loads(aliases or "[]"))
            for key in map(matching_key, called):
                self._found.setdefault(key, {})[one.code] = one

    def __bool__(self) -> bool:
        return bool(self._found)

    def everybody(self) -> list[Known]:
        """Return all of them, each once."""
        return [
            *{one.code: one for found in self._found.values() for one in found.values()}.values()
        ]

    def called(self, name: str) -> list[Known]:
        """Return who may be meant by one name; several share some."""
        found = (self._found.get(key) for key in ways_to_find(name))
        return [*next(filter(None, found), {}).values()]

    def codes(self, texts: Iterable[str]) -> dict[str, str]:
        """Return the codes of those who stand in `texts`, by the keys of their names; of a name that several share there is none."""
        found = {key: self.called(key) for text in texts for key in named_in(text)}
        return {key: people[0].code for key, people in found.items() if len(people) == 1}
