"""People: identity is the unit and the name, for two people can share a name."""

from __future__ import annotations

from dataclasses import dataclass

from zizhao_cli.domain.errors import SamePerson
from zizhao_cli.domain.text import matching_key

RECORDER = "记账人"


@dataclass(frozen=True)
class Person:
    """Somebody named in a step; `unit_id` None means nothing else than the name is known."""

    name: str
    unit_id: int | None = None

    def may_be(self, other: Person) -> bool:
        """Say whether both may be one person: the same name but for spaces, and no two known, different units."""
        if matching_key(self.name) != matching_key(other.name):
            return False
        return self.unit_id is None or other.unit_id is None or self.unit_id == other.unit_id


def keep_apart(
    first_role: str, first: Person, second_role: str, second: Person, option: str | None = None
) -> None:
    """Refuse one person in two roles (separation of duties). Raises SamePerson, which names `option`, if one tells namesakes apart."""
    if first.may_be(second):
        raise SamePerson(first_role, second_role, second.name, option)


def approved_by_another(approver: Person, *others: tuple[str, Person]) -> None:
    """Refuse an approver who is one of the `others` (role, person). Raises SamePerson."""
    for role, person in others:
        # Of who recorded it no unit is known, so none would tell a namesake apart.
        option = None if role == RECORDER else "--approver-unit"
        keep_apart(role, person, "批准人", approver, option)
