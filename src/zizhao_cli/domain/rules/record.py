"""A record as the ledger knows it after a step; each kind declares what its records say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import BaseModel

from zizhao_cli.domain.kinds.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

day = cache(date.fromisoformat)
"""The day that a DATE column holds; a ledger of many records has few different days."""


_set = object.__setattr__
_ALL_GIVEN: set[str] = set()


class Record(BaseModel):
    """All that is known of a record at one moment; its fields are the columns of its tables, but for excluded ones."""

    kind_of_record: ClassVar[Kind]

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Return the columns that hold it."""
        return _columns(cls)

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Self:
        """Return the record that a row of history holds, without validating again what was validated when it was written.

        Raises ValueError where a day is none.
        """
        columns, pick, readers = _reading(cls)
        values = dict(zip(columns, pick(row), strict=True))
        for name, read in readers:
            if (stored := values[name]) is not None:
                values[name] = read(stored)
        return cls.trusted(values)

    @classmethod
    def trusted(cls, values: dict[str, Any]) -> Self:
        """Return a record of `values`, one for each field; validation would cost more than all else of a verification."""
        record = cls.__new__(cls)
        _set(record, "__dict__", values)
        _set(record, "__pydantic_fields_set__", _ALL_GIVEN)
        _set(record, "__pydantic_extra__", None)
        _set(record, "__pydantic_private__", None)
        return record

    def with_changes(self, changes: Mapping[str, Any]) -> Self:
        """Return the record with other values in some of its fields."""
        return self.trusted({**vars(self), **changes})

    def stored(self) -> dict[str, Any]:
        """Return its columns as the database holds them: days as text."""
        values = vars(self)
        return {
            name: str(value) if isinstance(value := values[name], date) else value
            for name in _columns(type(self))
        }

    def number(self) -> str:
        """Return what people call it: its number."""
        return self.kind_of_record.no(vars(self)["id"])

    def in_state(self) -> str:
        """Return the state of its life, a word of its kind's `states`."""
        return str(vars(self)["state"])

    def last_day(self) -> date | None:
        """Return the day of the last step of its life, before which none may lie; None where there was none yet."""
        last: date | None = vars(self)["last_step_on"]
        return last


@cache
def _columns(of: type[Record]) -> tuple[str, ...]:
    return tuple(name for name, field in of.model_fields.items() if not field.exclude)


Read = tuple[tuple[str, ...], Callable[[Any], Any], list[tuple[str, Callable[[Any], Any]]]]


@cache
def _reading(of: type[Record]) -> Read:
    """Return the columns, what picks them from a row, and those that hold a value otherwise than the record does, with what reads it."""
    reading: dict[Any, Callable[[Any], Any]] = {date: day, date | None: day, bool: bool}
    columns = _columns(of)
    kinds = {name: of.model_fields[name].annotation for name in columns}
    readers = [(name, reading[kind]) for name, kind in kinds.items() if kind in reading]
    return columns, itemgetter(*columns), readers
