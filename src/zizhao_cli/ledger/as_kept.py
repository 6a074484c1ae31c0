"""What was typed for the fields of a declared kind, as the ledger keeps it; what a number names must be there."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.deadlines import resolve_due
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.steps import DueBeforeFound
from zizhao_cli.domain.kinds import kind_named, record_of
from zizhao_cli.domain.kinds.declared import CODE
from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.domain.kinds.fields import UNIT
from zizhao_cli.domain.reading import read_field
from zizhao_cli.domain.values import Word, YesNo
from zizhao_cli.errors import quoted
from zizhao_cli.ledger.clear_texts import refuse_numbers
from zizhao_cli.ledger.session import refuse_retired, unit_to_record
from zizhao_cli.store.active import is_active
from zizhao_cli.store.called import id_called

if TYPE_CHECKING:
    from datetime import date

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet


class NoSuchRecord(Refused):
    def __init__(self, field: str, text: str) -> None:
        super().__init__(
            f"{field} {quoted(text)} 不是账本里的编号", "写完整的编号，如 YH-2022-0001"
        )


class StandsApart(Refused):
    def __init__(self, kind: Kind, text: str) -> None:
        super().__init__(
            f"{quoted(text)} 是{kind.label}，别的记录里不写它的编号",
            f"查出了什么，记在{kind.label}上：{kind.name} verify --record",
        )


class DueTooEarly(Refused):
    def __init__(self, field: Field, due_on: date, begun: date) -> None:
        super().__init__(
            f"{field.name} {due_on} 早于当天 {begun}", "最早写当天；办的日子用 --on 写"
        )


def read(
    session: LedgerSession,
    changes: ChangeSet,
    kind: Kind,
    field: Field,
    text: Any,  # noqa: ANN401 - what was typed, or chosen by a flag
    begun: date,
) -> Any:  # noqa: ANN401 - a column's value
    """Return what was typed for a field as the ledger keeps it; what a number names must be there, and days are counted from `begun`. Of several units it keeps their names on the roll.

    Raises any of domain.errors.
    """
    if text is None or isinstance(text, bool):
        return text
    refuse_numbers(kind, field, text)
    if field.flag:
        return YesNo.parse(field.name, text) is YesNo.YES
    reference = kind.references.get(kind.column(field))
    if reference is not None:
        if isinstance(text, int):  # of a row, whose unit was found as it was read
            refuse_retired(changes.connection, text)
            return text
        if reference.kind == UNIT.key:
            return unit_to_record(changes.connection, text).id
        return _there(changes, kind_named(reference.kind), field, text)
    if field.reads is Reads.DUE:
        days_off = {"days_off": lambda: session.days_off}
        try:
            return resolve_due(text, found_on=begun, today=session.today, **days_off).due_on
        except DueBeforeFound as early:
            raise DueTooEarly(field, early.due_on, begun) from None
    if field.several:
        texts = [text] if isinstance(text, str) else text
        said = [_one(session, changes, kind, field, one) for one in texts]
        return json.dumps(said, ensure_ascii=False)
    return _one(session, changes, kind, field, text)


def _one(
    session: LedgerSession,
    changes: ChangeSet,
    of: Kind,
    field: Field,
    text: Any,  # noqa: ANN401 - as of read
) -> Any:  # noqa: ANN401 - as of read
    if field.reads is Reads.RECORD:
        found = record_of(text)
        if found is None:
            raise NoSuchRecord(field.name, text)
        kind, record_id = found
        if kind.apart and kind is not of:
            raise StandsApart(kind, text)
        _there(changes, kind, field, text)
        return kind.no(record_id)
    if field.reads is Reads.UNIT:
        return unit_to_record(changes.connection, text).name
    value = read_field(field, text, session.known)
    if field is CODE:  # found again however wide it is typed
        value = "".join(unicodedata.normalize("NFKC", value).split())
    return value.value if isinstance(value, Word) else value


def _there(changes: ChangeSet, kind: Kind, field: Field, text: str) -> int:
    """Return the id of a record that is there. Raises UnknownRecord, NoSuchRecord."""
    record_id = id_called(changes.connection, kind, text)
    if not is_active(changes.connection, kind, record_id):
        raise NoSuchRecord(field.name, text)
    return record_id
