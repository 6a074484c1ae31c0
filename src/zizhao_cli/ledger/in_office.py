"""Who approves is a person, and in office that day where the ledger knows him; a name that nobody knows is only pointed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.people import named_in
from zizhao_cli.errors import quoted
from zizhao_cli.store.persons import Persons
from zizhao_cli.store.roll import roll

if TYPE_CHECKING:
    import sqlite3
    from datetime import date


class OutOfOffice(Refused):
    def __init__(self, name: str, day: date) -> None:
        super().__init__(
            f"{quoted(name)} {day} 不在任，不能批准",
            "写那一天在任的批准人；任期记错的用 person edit 更正",
        )


class UnitApproves(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"{quoted(name)} 是单位，不是人，不能批准", "--approved-by 写批准的那个人的姓名"
        )


def refuse_out_of_office(connection: sqlite3.Connection, text: str | None, day: date) -> None:
    """Refuse an approval by a unit of the roll, and by somebody whom the ledger knows, and who was not in office on `day`. Raises UnitApproves, OutOfOffice."""
    if text is None:
        return
    persons, units = Persons(connection), roll(connection)
    for name in named_in(text):
        found = persons.called(name)
        if found and not any(person.in_office(str(day)) for person in found):
            raise OutOfOffice(found[0].name, day)
        if not found and units.get(name) is not None:
            raise UnitApproves(name)
