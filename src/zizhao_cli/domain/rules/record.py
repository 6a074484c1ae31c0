"""A record as the ledger knows it after a step; each kind declares what its records say."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import BaseModel

from zizhao_cli.domain.kinds.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


@cache
def day(text: str) -> date:
    """Return the day that a DATE column holds, in the one way that days are written there. Raises ValueError.

    A ledger of many records has few different days.
    """
    read = date.fromisoformat(text)
    if str(read) != text:
        raise ValueError(f"不是 YYYY-MM-DD：{text!r}")
    return read


def flag(stored: int) -> bool:
    """Return the yes or no that a BOOLEAN column holds: 1 or 0. Raises ValueError."""
    if stored not in (0, 1):
        raise ValueError(f"不是 0、1：{stored!r}")
    return bool(stored)


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
    def of_values(cls, stored: Sequence[Any]) -> Self:
        """Return the record that a row of history holds, given the values of its `columns` in their order.

        What was validated when it was written is not validated again. Raises ValueError where a day is none.
        """
        values = dict(zip(_columns(cls), stored, strict=True))
        for name, read in _readers(cls):
            if (value := values[name]) is not None:
                values[name] = read(value)
        return cls.trusted(values)

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Self:
        """Return the record that a row of its kind's table or history holds."""
        key = cls.kind_of_record.key
        stored = [row[key if name == "id" and key in row else name] for name in _columns(cls)]
        return cls.of_values(stored)

    def at_step(self, number: int, on: str) -> Self:
        """Return the record with what it knows of the step that gave it, which took effect on a day (YYYY-MM-DD)."""
        del number, on
        return self

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
        row = {name: values[name] for name in _columns(type(self))}
        for name in _days(type(self)):
            if (value := row[name]) is not None:
                row[name] = str(value)
        return row

    def number(self) -> str:
        """Return what people call it: its number."""
        return self.kind_of_record.no(vars(self)["id"])

    def in_state(self) -> str:
        """Return the state of its life, a word of its kind's `states`."""
        return str(vars(self)["state"])

    def grave(self, day: date) -> str | None:
        """Return why one person alone may not strike it out on `day`, or None."""
        del day
        return None

    def last_day(self) -> date | None:
        """Return the day of the last step of its life, before which none may lie; None where there was none yet."""
        last: date | None = vars(self)["last_step_on"]
        return last


@cache
def _columns(of: type[Record]) -> tuple[str, ...]:
    return tuple(name for name, field in of.model_fields.items() if not field.exclude)


@cache
def _days(of: type[Record]) -> list[str]:
    """Return the columns that hold days."""
    return [name for name, read in _readers(of) if read is day]


@cache
def _readers(of: type[Record]) -> list[tuple[str, Callable[[Any], Any]]]:
    """Return the columns that hold a value otherwise than the record does, each with what reads it."""
    reading: dict[Any, Callable[[Any], Any]] = {date: day, date | None: day, bool: flag}
    kinds = {name: of.model_fields[name].annotation for name in _columns(of)}
    return [(name, reading[kind]) for name, kind in kinds.items() if kind in reading]
