"""How the tables of a kind are made from its record: what is so now, and every state that was.

A present table holds each record as it is; a history holds one row for each step and is the journal's own: never changed,
never deleted.
"""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    text,
)
from sqlmodel import Field, SQLModel

from zizhao_cli.domain.kinds import KINDS, kind_named
from zizhao_cli.domain.kinds.kind import EDIT_NO
from zizhao_cli.domain.numbering import SERIALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.record import Record

NUMBER = "'{prefix}-' || (id / {serials}) || '-' || CASE WHEN id % {serials} > {full} THEN id % {serials} ELSE substr('{zeros}' || (id % {serials}), -{digits}) END"


def metadata() -> MetaData:
    """Return the declarations of all tables: the journal's, and those of every kind."""
    import_module("zizhao_cli.store.tables.journal")
    import_module("zizhao_cli.store.tables.seal")
    for kind in KINDS:
        import_module(kind.module("store.tables"))
    return SQLModel.metadata


def entry(*, primary_key: bool = False) -> Column[int]:
    """Return the column that names the change-set a row belongs to; its journal entry is written last."""
    key = ForeignKey("journal.seq", deferrable=True, initially="DEFERRED")
    return Column(
        "seq", Integer, key, nullable=False, primary_key=primary_key, index=not primary_key
    )


def number(kind: Kind) -> Column[str]:
    """Return the computed column `no`: what people call the record, derived from its id."""
    series = kind.numbers
    expression = NUMBER.format(
        prefix=series.prefix,
        serials=SERIALS,
        full=10**series.digits - 1,
        zeros="0" * series.digits,
        digits=series.digits,
    )
    return Column("no", String, Computed(expression, persisted=False))


def whole(
    kind: Kind, record: type[Record], *indexes: CheckConstraint | Index
) -> tuple[type[SQLModel], type[SQLModel]]:
    """Declare both tables of a kind that is declared whole: its state is one of its words, what it refers to is indexed, and its code its own."""
    words = ", ".join(f"'{state.value}'" for state in kind.states)
    checked = CheckConstraint(f"state IN ({words})", name=f"ck_{kind.table}_state")
    found = [Index(f"ix_{kind.table}_{column}", column) for column in kind.references]
    stands: dict[str, Any] = {"sqlite_where": text(f"NOT ({kind.voided})"), "unique": True}
    coded = [] if kind.series else [Index(f"ix_{kind.table}_code", "code", **stands)]
    return present(kind, record, checked, *found, *coded, *indexes), history(kind, record)


Declared = dict[str, tuple[Any, Any]]
"""For each column its type and what SQLModel is told of it."""
STEP: Declared = {"step": (str, Field()), "detail": (str, Field())}


def registered(
    kind: Kind, record: type[Record], *constraints: CheckConstraint | Index
) -> type[SQLModel]:
    """Declare the table of records that are written once."""
    columns = _columns(kind, record)
    del columns["id"]
    first: Declared = {
        "id": (int, Field(primary_key=True)),
        "no": (str | None, Field(default=None, sa_column=number(kind))),
        "seq": (int, Field(sa_column=entry())),
    }
    return table(kind.table, {**first, **columns}, constraints)


def struck(kind: Kind, *, replaced: bool = False) -> type[SQLModel]:
    """Declare the table of what strikes out records that are written once; some are `replaced` by another."""
    columns: Declared = {
        kind.key: (int, Field(primary_key=True, foreign_key=f"{kind.table}.id")),
        "seq": (int, Field(sa_column=entry())),
        "effective_on": (date, Field()),
        "reason": (str, Field()),
    }
    if replaced:
        by = Field(default=None, foreign_key=f"{kind.table}.id")
        columns["replaced_by"] = (int | None, by)
    return table(kind.history, columns)


def mended(kind: Kind, record: type[Record]) -> type[SQLModel]:
    """Declare the table of what was corrected of records that are written once, each row with the record whole."""
    columns = _columns(kind, record)
    del columns["id"]
    numbered: Declared = {
        kind.key: (int, Field(primary_key=True, foreign_key=f"{kind.table}.id")),
        EDIT_NO: (int, Field(primary_key=True)),
        "seq": (int, Field(sa_column=entry())),
        "effective_on": (date, Field()),
    }
    return table(kind.mended, {**numbered, **STEP, **columns})


def present(
    kind: Kind,
    record: type[Record],
    *constraints: CheckConstraint | Index,
    last: Declared | None = None,
    appended: Sequence[str] = (),
) -> type[SQLModel]:
    """Declare the table of what is so now; `last` are columns that are declared otherwise, and stand last but for those that a later revision `appended`."""
    columns = {**_columns(kind, record), "id": (int, Field(primary_key=True))}
    later = {name: columns.pop(name) for name in appended}
    for name, named in (last or {}).items():
        columns.pop(name)
        columns[name] = named
    if kind.series is not None:
        columns["no"] = (str | None, Field(default=None, sa_column=number(kind)))
    return table(kind.table, {**columns, **later}, constraints)


def history(
    kind: Kind,
    record: type[Record],
    *constraints: CheckConstraint | Index,
    step: Declared = STEP,
    references_last: bool = True,
    appended: Sequence[str] = (),
) -> type[SQLModel]:
    """Declare the table of every step, with the record whole as it was after it; `step` are the columns that say which.

    A row that `restates` the step of another row tells it anew, as it stands since the change-set of the row (domain.rules.told).
    Columns of the record that a later revision `appended` stand last of all.
    """
    assert kind.number is not None  # noqa: S101 - a record that is written once has no steps to number
    columns = _columns(kind, record)
    references = {name: columns.pop(name) for name in kind.references} if references_last else {}
    del columns["id"]
    key: Declared = {kind.key: (int, Field(primary_key=True, foreign_key=f"{kind.table}.id"))}
    first = key if kind.key == "id" else {}
    numbered: Declared = {
        **({} if first else key),
        kind.number: (int, Field(primary_key=True)),
        "seq": (int, Field(sa_column=entry())),
        "effective_on": (date, Field()),
    }
    restates: Declared = {"restates": (int | None, Field(default=None))}
    later = {name: columns.pop(name) for name in appended}
    return table(
        kind.history,
        {**first, **columns, **numbered, **step, **references, **restates, **later},
        constraints,
    )


def table(
    name: str, columns: Declared, constraints: Sequence[CheckConstraint | Index] = ()
) -> type[SQLModel]:
    """Declare a table with these columns in their order."""
    namespace: dict[str, Any] = {
        "__module__": __name__,
        "__tablename__": name,
        "__table_args__": tuple(constraints),
        "__annotations__": {column: kind for column, (kind, _) in columns.items()},
        **{column: named for column, (_, named) in columns.items() if named is not None},
    }
    metaclass: Any = type(SQLModel)
    model: type[SQLModel] = metaclass(name, (SQLModel,), namespace, table=True)
    return model


def _columns(kind: Kind, record: type[Record]) -> Declared:
    """Return the columns of a record, whose references point to their tables."""
    declared: Declared = {}
    for name in record.columns():
        field = record.model_fields[name]
        named: dict[str, Any] = {}
        if not field.is_required():
            named["default"] = field.default
        if name in kind.references:
            named["foreign_key"] = f"{kind_named(kind.references[name].kind).table}.id"
        declared[name] = (field.annotation, Field(**named))
    return declared
