"""What may stand in the clear texts of records that stand apart: no number that reaches a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.field import WORDED, Reads
from zizhao_cli.domain.private import holds_numbers, is_of_a_person

if TYPE_CHECKING:
    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.kinds.kind import Kind


class NumberInClear(Refused):
    """A number that reaches a person, where everybody may read it; nothing of it is repeated."""

    hides = True

    def __init__(self, field: Field) -> None:
        super().__init__(
            f"{field.name}里有像电话、证件的号码，明文里不能写",
            "去掉号码再记；举报人是谁、怎样联系，只能放进密封的部分",
        )


def refuse_numbers(kind: Kind, field: Field, said: object) -> None:
    """Refuse what is said of a record that stands apart with a number that reaches a person. Raises NumberInClear."""
    if not kind.apart:
        return
    for text in said if isinstance(said, list | tuple) else [said]:
        if isinstance(text, str) and (
            (field.reads in WORDED and holds_numbers(text))
            or (field.reads is Reads.ID and is_of_a_person(text))
        ):
            raise NumberInClear(field)
