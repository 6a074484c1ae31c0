"""What of a row is not as the record has it, as a problem shows it: field by field, there and here."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.placeholders import is_placeholder
from zizhao_cli.domain.text import matching_key, same_text
from zizhao_cli.domain.values import YesNo
from zizhao_cli.errors import quoted
from zizhao_cli.store.journal.last import first_record

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.intake.rows.drafts import DraftRow
    from zizhao_cli.ledger.imports.hazard_rows import HazardRows

Told = dict[str, Any]
"""What a record or a row says, by the keys of the form."""
_OF_A_CHECK = ("unit", "measure", "checked_on", "kind", "inspectors", "result", "note")
_OF_A_HAZARD = (
    *("hazard", "level", "handling", "due_on"),
    *("location", "sector", "responsible", "measures"),
)


def differences(kind: Kind, there: Mapping[str, Any], here: Mapping[str, Any]) -> list[str]:
    """Return each field of `here` that is another one `there`, with both; days may be texts."""
    return [
        f"{kind.heading(key)}：账本 {_shown(kind.form[key], there.get(key))}，表中 {_shown(kind.form[key], value)}"
        for key, value in here.items()
        if _alike(there.get(key)) != _alike(value)
    ]


def own_differences(kind: Kind, there: Mapping[str, Any], own: Mapping[str, str]) -> list[str]:
    """Return each column of an own list that no import reads in which `own` is not what the list has `there`, with both."""
    return [
        f"{field.heading}：账本 {_listed(field, there[key])}，表中 {quoted(text)}"
        for key, text in own.items()
        if key in there and not _says(field := kind.fields[key], there[key], text)
    ]


def _says(field: Field, value: object, text: str) -> bool:
    """Say whether a cell of a list shows a value, as programs or as people read it."""
    if value is None:
        return is_placeholder(text)
    with suppress(Refused):
        if isinstance(value, bool):
            return (YesNo.parse(field.name, text) is YesNo.YES) is value
        if field.words is not None:
            return field.words.parse(field.name, text) == value
    if isinstance(value, list):
        return matching_key("、".join(value)) == matching_key(text)
    return same_text(str(value)) == same_text(text)


def _listed(field: Field, value: object) -> str:
    if value is None or value == []:
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    return (
        field.shown(str(value))
        if field.words
        else quoted("、".join(value) if isinstance(value, list) else str(value))
    )


def _alike(value: object) -> str | None:
    return None if value is None else same_text(str(value))


def _shown(field: Field, value: object) -> str:
    if value is None:
        return "（空）"
    if isinstance(value, bool):
        return "合格" if value else "不合格"
    return field.shown(str(value)) if field.words is not None else quoted(str(value))


def told_by(kind: Kind, record: Any) -> Told:  # noqa: ANN401 - the kind's record
    """Return what a record says."""
    told = {
        key: getattr(record, column)
        for key, column in kind.recorded_as.items()
        if key not in ("no", "unit")
    }
    return {"unit": record.unit_id, **told}


def told_at_first(connection: sqlite3.Connection, kind: Kind, record_id: int) -> Told:
    """Return what a record said when it was registered, a check with what was found at it."""
    told = told_by(kind, first_record(connection, kind, record_id))
    query = "SELECT min(id) FROM hazard WHERE check_id = ?"
    found = None if kind is HAZARD else connection.execute(query, (record_id,)).fetchone()[0]
    if found is None:
        return told
    return {**told_by(HAZARD, first_record(connection, HAZARD, found)), **told}


def told_by_row(kind: Kind, row: DraftRow, hazards: HazardRows) -> Told:
    """Return what a row says; its deadline, where it counts days or says none, as it would be."""
    told = {
        key: value
        for key, value in zip(_OF_A_CHECK, row.said, strict=True)
        if key in kind.recorded_as
    }
    if row.hazard is not None:
        told |= zip(_OF_A_HAZARD, row.hazard[:8], strict=True)
        try:
            told["due_on"] = hazards.deadline(row.hazard, row.day).due_on
        except Refused:
            told["due_on"] = row.hazard.due
    return told
