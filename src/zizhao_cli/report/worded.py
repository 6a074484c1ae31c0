"""What the ledger stores of records and steps, in Chinese: the names stand in the kind, never in a list of their own."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.amounts import in_yuan
from zizhao_cli.domain.kinds import fields
from zizhao_cli.domain.kinds.field import Reads

if TYPE_CHECKING:
    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.kinds.kind import Kind


def detail_lines(kind: Kind, step: str, detail: dict[str, Any]) -> list[str]:
    """Return what was recorded of a step, each as `name：value`; what a correction put right comes first."""
    said = kind.steps[step].details if step in kind.steps else [fields.NOTE]
    named = {field.key: field for field in said}
    lines = [
        f"{named[key].heading}：{_told(named[key], value)}"
        for key, value in detail.items()
        if key in named and not isinstance(value, dict)
    ]
    mended = detail["to"] if isinstance(detail.get("to"), dict) else {}
    return [
        f"{heading_of(kind, key)}改为“{worded(kind, key, value)}”" for key, value in mended.items()
    ] + lines


def heading_of(kind: Kind, column: str) -> str:
    """Return the Chinese heading of a stored column, or its own name where it has none."""
    # The ledger stores the parent of a unit as its parent_id.
    field = _field(kind, column) or kind.fields.get(column.removesuffix("_id"))
    return column if field is None else field.heading


def worded(kind: Kind, column: str, value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return the value of a stored column in Chinese."""
    if value is None:
        return "（空）"
    field = _field(kind, column)
    if isinstance(value, bool) or (field is not None and field.flag):
        return "是" if value else "否"
    if field is not None and field.reads is Reads.AMOUNT:
        return f"{in_yuan(value)} 元"
    return str(value) if field is None else _told(field, value)


def _told(field: Field, value: Any) -> str:  # noqa: ANN401 - any JSON value
    if field.several and isinstance(value, str):
        return "、".join(map(field.shown, json.loads(value))) or "（空）"
    with suppress(ValueError):  # a word from elsewhere is shown as it is
        return field.shown(value)
    return str(value)


def _field(kind: Kind, column: str) -> Field | None:
    """Return the field of a stored column, which may be called as the journal tells of it."""
    stored = {key: name for name, key in kind.told_as.items()}
    return kind.fields.get(stored.get(column, column))
