"""Rows under the numbers of records, as the program's own lists have them: the same, or a difference that is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds import record_of
from zizhao_cli.errors import quoted
from zizhao_cli.store.journal.last import last_record

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.intake.rows.drafts import NumberedRow


class NumberOfAnotherKind(Refused):
    def __init__(self, no: str, kind: Kind, wanted: Kind) -> None:
        super().__init__(
            f"{quoted(no)} 是{kind.label}的编号，不是{wanted.label}的",
            f"{kind.label}的清单不能当作{wanted.label}导入",
        )


class NumberFromElsewhere(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(
            f"账本里没有 {quoted(no)}，这一行是从别的账本来的",
            "当作新的记录导入，先清空这一格和账本自己算的各列；是别处自编的编号，用 --map 列名=source_id",
        )


class RecordDiffers(Refused):
    def __init__(self, no: str, differing: list[str]) -> None:
        super().__init__(
            f"{no} 已在账本，而内容不同：{'；'.join(differing)}",
            "导入不改已有的记录；要改的用 edit、rectify、review 等办理，不改的照账本写",
        )


def refuse_other(
    connection: sqlite3.Connection,
    kind: Kind,
    row: NumberedRow,
    differing: Callable[[Any, NumberedRow], list[str]],
) -> None:
    """Refuse a row that is not the record whose number it has; `differing` compares a record with what a row says.

    Raises NumberOfAnotherKind, NumberFromElsewhere, RecordDiffers.
    """
    found = record_of(row.no)
    assert found is not None  # noqa: S101 - else the row has no number
    its_kind, record_id = found
    if its_kind is not kind:
        raise NumberOfAnotherKind(row.no, its_kind, kind)
    record = last_record(connection, kind, record_id)
    if record is None:
        raise NumberFromElsewhere(row.no)
    differences = differing(record, row)
    if differences:
        raise RecordDiffers(kind.no(record_id), differences)
