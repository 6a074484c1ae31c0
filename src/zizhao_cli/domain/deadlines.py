"""Deadlines: how one is found, what its arithmetic was, and when a hazard is overdue."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.dates import FIRST_YEAR, LAST_YEAR, parse_day
from zizhao_cli.domain.errors.steps import (
    BadDeadline,
    DueBeforeFound,
    ImmediateIsDueAtOnce,
    MajorNeedsDue,
)
from zizhao_cli.domain.errors.values import BadDate, YearOutOfRange
from zizhao_cli.domain.values import RUNNING, Handling, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zizhao_cli.domain.policy import Policy

_RELATIVE = r"(?i)\+(?P<count>\d{1,4})(?:(?P<calendar>d|天|日|个?自然日)|(?P<working>wd|个?工作日))"


class Deadline(NamedTuple):
    """A deadline and how it came about; `basis` is what `hazard why` prints and the journal keeps."""

    due_on: date
    basis: dict[str, Any]

    @property
    def provisional(self) -> bool:
        """Say whether it counted working days of a year whose calendar is not published yet."""
        return bool(self.basis.get("provisional"))


def is_relative(text: str) -> bool:
    """Say whether `text` counts days (`+15d`, `+10wd`) rather than naming one."""
    return re.fullmatch(_RELATIVE, _plain(text)) is not None


def set_deadline(
    due: str | None,
    *,
    handling: Handling,
    level: Level,
    found_on: date,
    today: date,
    policy: Callable[[], Policy],
    days_off: Callable[[], Mapping[date, str]],
) -> Deadline:
    """Return the deadline of a hazard found on `found_on`.

    `due` is what was asked for: a date, `+15d` calendar days or `+10wd` Chinese working days after the day it
    was found; None takes the default of `policy`, which is called then alone, as `days_off` (see add_working_days) is where
    working days are counted. `immediate` is due on the day it was found. Raises MajorNeedsDue, ImmediateIsDueAtOnce, DueBeforeFound, BadDeadline, or an error of parse_day.
    """
    if handling is Handling.IMMEDIATE:
        return _at_once(due, found_on, today, days_off)
    if due is not None:
        return resolve_due(due, found_on=found_on, today=today, days_off=days_off)
    if level is Level.MAJOR:
        raise MajorNeedsDue
    terms = policy()
    default = resolve_due(terms.general_deadline, found_on=found_on, today=today, days_off=days_off)
    source = terms.sources["general_deadline"]
    decided = {"by": "policy", "source": source, "policy": terms.decides("general_deadline")}
    return Deadline(default.due_on, {**default.basis, **decided})


def resolve_due(
    due: str, *, found_on: date, today: date, days_off: Callable[[], Mapping[date, str]]
) -> Deadline:
    """Return the deadline that `due` means for a hazard found on `found_on`; see set_deadline."""
    relative = re.fullmatch(_RELATIVE, _plain(due))
    if relative is None:
        deadline = Deadline(named_day(due, today), {"kind": "date"})
    else:
        off = days_off() if relative["working"] else None
        deadline = _counted(int(relative["count"]), found_on, due, off)
    if deadline.due_on < found_on:
        raise DueBeforeFound(deadline.due_on, found_on)
    basis = {"rule": due, "by": "given", "from": found_on.isoformat(), **deadline.basis}
    return Deadline(deadline.due_on, basis)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def _at_once(
    due: str | None, found_on: date, today: date, days_off: Callable[[], Mapping[date, str]]
) -> Deadline:
    if due is not None:
        asked = resolve_due(due, found_on=found_on, today=today, days_off=days_off)
        if asked.due_on != found_on:
            raise ImmediateIsDueAtOnce(asked.due_on, found_on)
    basis = {
        "rule": "immediate",
        "by": "handling",
        "from": found_on.isoformat(),
        "kind": "immediate",
    }
    return Deadline(found_on, basis)


def named_day(due: str, today: date) -> date:
    """Return the day that a deadline names. Raises BadDeadline, or what parse_day says of a day that cannot be."""
    try:
        return parse_day("期限", due, today)
    except BadDate:
        # Who writes 15天 or + 15 means a count of days.
        raise BadDeadline(due) from None


def _counted(count: int, found_on: date, due: str, days_off: Mapping[date, str] | None) -> Deadline:
    """Return the deadline after `count` working days, or calendar days where `days_off` is None."""
    if days_off is None:
        end = found_on + timedelta(days=count)
        _refuse_far_off(end, due)
        return Deadline(end, {"kind": "calendar", "count": count})
    _refuse_far_off(found_on + timedelta(days=count), due)
    from zizhao_cli.domain.workdays import add_working_days

    days = add_working_days(found_on, count, days_off)
    _refuse_far_off(days.end, due)
    return Deadline(
        days.end,
        {
            "kind": "working",
            "count": count,
            "calendar": days.calendar,
            "provisional": days.provisional,
            "skipped": [[day.isoformat(), why] for day, why in days.skipped],
            "worked": [[day.isoformat(), why] for day, why in days.worked],
        },
    )


def _refuse_far_off(end: date, due: str) -> None:
    if end.year > LAST_YEAR:
        raise YearOutOfRange("期限", due, FIRST_YEAR, LAST_YEAR)


# --- the clock ----------------------------------------------------------------------------------------
# The one definition of overdue: the clock runs at the end of the day, and the deadline lies before that day.
# report/overdue.sql says the same to the database; tests/report/test_definition.py holds the two together.


def days_overdue(state: str, due_on: date, day: date) -> int | None:
    """Return calendar days past the deadline on `day`: 0 up to the deadline, None where the clock is stopped."""
    return max(0, (day - due_on).days) if state in RUNNING else None


def days_past(state: str, due_on: date, stopped_on: date, day: date) -> int:
    """Return calendar days by which the deadline was past on `day`, or on the day that the clock stopped."""
    return max(0, ((day if state in RUNNING else stopped_on) - due_on).days)


def days_left(state: str, due_on: date, day: date) -> int | None:
    """Return calendar days still left on `day`; None where the clock is stopped or the deadline is past."""
    return (due_on - day).days if state in RUNNING and day <= due_on else None


def days_late(due_on: date, rectified_on: date | None) -> int | None:
    """Return how many calendar days after the deadline it was rectified; None where it is not rectified."""
    return None if rectified_on is None else max(0, (rectified_on - due_on).days)
