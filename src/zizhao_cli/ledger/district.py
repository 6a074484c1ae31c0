"""What the district itself records in its database: towns, what comes as a file, and that a town goes on from an earlier entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.fields import APPROVED_BY, REASON
from zizhao_cli.domain.people import Person, keep_apart
from zizhao_cli.domain.placeholders import person
from zizhao_cli.domain.reading import kept_text
from zizhao_cli.domain.receipts import ACCEPTED
from zizhao_cli.domain.text import SHORT_TEXT, typed
from zizhao_cli.errors import MachineFault, quoted, visible
from zizhao_cli.ledger.push import refuse
from zizhao_cli.ledger.push_refused import EntriesMissing, TownUnknown
from zizhao_cli.store.district.connection import connected
from zizhao_cli.store.district.desk import Desk, TownHeld
from zizhao_cli.store.district.parcel import Parcel

if TYPE_CHECKING:
    from pathlib import Path

    from zizhao_cli.district_address import Address
    from zizhao_cli.domain.receipts import Receipt


class WhichTown(Refused):
    def __init__(self, file: Path, known: int) -> None:
        what = "是几个镇共同的开头" if known else "是区县库还没有收过的账"
        super().__init__(
            f"{visible(str(file))} {what}，没有收下",
            "用 --town 写明是哪个镇的；镇名见 district towns，没有的先用 district add 收",
        )


class NothingAfter(Refused):
    def __init__(self, town: str, after: int, held: int) -> None:
        super().__init__(
            f"{visible(town)} 在区县库里有 {held} 条，不能从第 {after} 条以后重新接收",
            "--after 写镇里和区县还相同的最后一条，push 的错误里写着",
        )


class Accepted(NamedTuple):
    """What a file brought: of which town, how many entries, up to which it is held now, at which the file ends, how many files of evidence, and the last receipt of the town."""

    town: str
    new: int
    entries: int
    ends: int
    files: int
    receipt: Receipt | None


def accept_file(place: Address, path: Path, named: str | None = None) -> Accepted:
    """Accept a file that `push --file` wrote, of the town that its ledger is known as, or at first of the one that is `named`.

    What was kept until a refusal stays. Raises NotAParcel, WhichTown, TownUnknown, what push_refused has, and the errors of store.district.errors.
    """
    try:
        parcel = Parcel(path)
        with connected(place) as connection:
            desk = Desk(connection)
            town = _town_of(desk, parcel, path, named)
            if parcel.head.after > town.entries:
                raise EntriesMissing(town.name, parcel.head.after + 1)
            held = town.entries
            for lines in parcel.entries():
                answer = desk.accept(town.town, lines)
                refuse(town.name, answer)
                held = answer.seq
            files = sum(desk.keep_file(town.town, content) for content in parcel.files())
            receipt = desk.receipt(town.town)
            if receipt is not None and receipt.told["what"] != ACCEPTED:
                receipt = None  # a decision of the district's own, which no town records
    except OSError as problem:
        raise MachineFault(f"读取 {path} ", problem) from problem
    return Accepted(town.name, held - town.entries, held, parcel.head.entries, files, receipt)


def _town_of(desk: Desk, parcel: Parcel, path: Path, named: str | None) -> TownHeld:
    if named is not None:
        return town_called(desk, named)
    known = [town for town in desk.towns() if town.identity == parcel.head.identity]
    if len(known) != 1:
        raise WhichTown(path, len(known))
    return known[0]


def town_called(desk: Desk, name: str) -> TownHeld:
    """Return the town of that name. Raises TownUnknown."""
    for town in desk.towns():
        if town.name == name:
            return town
    raise TownUnknown(name)


def take_up_anew(
    place: Address, name: str, *, after: int, reason: str, approved_by: str, actor: str
) -> TownHeld:
    """Have a town go on from its entry `after`, and return how it was held before; what was held since then is set aside.

    Raises TownUnknown, NothingAfter, SamePerson where who does it approves it, and the errors of store.district.errors.
    """
    why = kept_text(REASON, reason)
    keep_apart("经办人", Person(actor), "批准人", Person(person(APPROVED_BY.name, approved_by)))
    decided = {"reason": why, "approved_by": approved_by, "actor": actor}
    with connected(place) as connection, connection.transaction():
        desk = Desk(connection)
        town = town_called(desk, name)
        if not 0 <= after < town.entries:
            raise NothingAfter(name, after, town.entries)
        desk.take_up_anew(town.town, after, decided)
    return town


def add_town(place: Address, name: str, role: str, identity: str | None = None) -> None:
    """Take up a town that `role` of the server pushes. Raises what town_name does, NoSuchRole, TownTaken, BadIdentity, and the errors of store.district.errors."""
    named = town_name(name)
    if identity is not None and re.fullmatch("[0-9a-f]{64}", identity) is None:
        raise BadIdentity(identity)
    with connected(place) as connection, connection.transaction():
        Desk(connection).add_town(named, role, identity)


class BadIdentity(Refused):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"{quoted(text)} 不是账本第一条的校验值",
            "镇里用 zizhao journal show 1 看，64 位数字和小写字母",
        )


def town_name(name: str) -> str:
    """Return a name for a town as it may stand before a number, `NAME/NO`. Raises Refused."""
    text = typed("镇名", name, SHORT_TEXT, lines=False)
    if "/" in text:
        raise SlashInName(text)
    return text


class SlashInName(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(f"镇名 {visible(name)} 里有 /", "编号写成 镇名/编号，镇名里不能有 /")
