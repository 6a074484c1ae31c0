"""A ledger in which every kind that is declared whole has lived: records in all that can become of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.cli.pictures import content
from tests.intake.office import Office
from tests.kinds.declared import DAY, DECLARED, ELSEWHERE, FIRM, given, said_of, steps_of
from tests.ledger.officer import set_up
from zizhao_cli.domain.errors.records import UnitTaken
from zizhao_cli.domain.sealing import Custodian
from zizhao_cli.ledger import corrections, custody, declared
from zizhao_cli.ledger.sealing import Sealing
from zizhao_cli.ledger.units import add_unit
from zizhao_cli.store.called import id_called
from zizhao_cli.store.journal.last import last_record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ledger.officer import Officer
    from zizhao_cli.domain.kinds.kind import Kind

APPROVED = {"approved_by": "黄麒麟", "approver_unit": None}


def live(officer: Officer, kind: Kind) -> list[str]:
    """Have records of a kind live: one takes all steps that follow each other, one is mended and a step of it taken back, one struck out; return their numbers.

    Kinds whose records are found by a unit have one.
    """
    picture = officer.path.parent / "现场.jpg"
    picture.write_bytes(content("jpg", kind.name))
    if kind.of_units:
        with suppress(UnitTaken):
            add_unit(
                officer.session,
                dict(zip(("code", "name"), FIRM, strict=True), kind="enterprise"),
                date.fromisoformat(DAY),
            )
    numbers = []
    for place in range(1 if kind.found_by else 3):
        said = given(kind)
        if kind.series is None and kind.found_by is None:
            said["code"] = f"{kind.name[:1].upper()}{place}"
        evidence = [str(picture)] if place == 0 and not kind.sealed else []
        sealing = sealing_of(officer, place) if kind.sealed else None
        numbers.append(declared.add(officer.session, kind, said, evidence, sealing).number())
    if kind.sealed:
        seal_again(officer)
    taken = advance(officer, kind, numbers[0])
    if taken:
        how = {"number": None, "reason": "记错", **APPROVED}
        corrections.retract(officer.session, kind, [numbers[0]], **how)
    mended = dict.fromkeys(texts_of(kind)[:1], "改过的话")
    declared.edit(officer.session, kind, numbers[:2], mended, None, **APPROVED)
    corrections.note(officer.session, kind, [numbers[0]], "催办了", on=None)
    for no in numbers[2:]:
        declared.void(officer.session, kind, [no], "重复", **APPROVED)
    return numbers


PASSPHRASE = "柜子第三格 2022"  # noqa: S105 - of keys that the test makes


def sealing_of(officer: Officer, place: int) -> Sealing:
    """Return what is sealed of the first record, of the second whose informant gave no name, and of a third: nothing; a key is taken first."""
    if place == 0:
        custody.take_key(officer.session, key_of(officer, "first"), PASSPHRASE, "谭波")
    texts = ({"informant": "欧阳觅渡", "account": "半夜还在响"}, {"account": "门反锁着"}, {})
    return Sealing(texts[place])


def seal_again(officer: Officer) -> None:
    """Take another key, and seal to it what was sealed to the first."""
    why = {"reason": "换保管人", "approved_by": "黄麒麟"}
    custody.take_key(officer.session, key_of(officer, "second"), PASSPHRASE, "石世文", **why)
    first = Custodian(key_of(officer, "first").read_bytes(), PASSPHRASE)
    custody.renew(officer.session, lambda: first, "换保管人")


def key_of(officer: Officer, name: str) -> Path:
    folder = officer.path.parent
    return folder.with_name(f"{folder.name}-custody") / f"{name}.age"


def advance(officer: Officer, kind: Kind, no: str) -> list[str]:
    """Have a record take each step that its state allows, in the order of their declaration, a day apart; return them."""
    day, taken = date.fromisoformat(DAY), []
    for name in steps_of(kind):
        record = _record(officer, kind, no)
        if (kind.name, name) not in ELSEWHERE and record.in_state() in kind.steps[name].allowed:
            day += timedelta(days=1)
            said: dict[str, Any] = said_of(kind, name)
            declared.take(officer.session, kind, [no], name, said, on=str(day))
            taken.append(name)
    return taken


def texts_of(kind: Kind) -> list[str]:
    """Return the keys of what is said in words of a record, and may be mended."""
    return [
        key
        for key in kind.given
        if key != "code" and given(kind).get(key) in ("甲乙丙", "甲乙丙丁", "备忘")
    ]


def _record(officer: Officer, kind: Kind, no: str) -> Any:
    with closing(sqlite3.connect(officer.path)) as connection:
        return last_record(connection, kind, id_called(connection, kind, no))


def everything(folder: Path) -> Path:
    """Make a ledger in `folder` in which all these kinds have lived, and return its path."""
    office = Office(set_up(folder / "ledger.db"))
    office.hazard()
    for kind in DECLARED:
        live(office, kind)
    return office.path
