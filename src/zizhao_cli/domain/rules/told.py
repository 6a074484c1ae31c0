"""The life of a record as it is told now: its steps in the order of their days, without those that were taken back.

What is recorded later may change what is told of earlier days: a step is taken back, a word was always another one, something
turned out to have changed on an earlier day. From the day that such a step changes on, the life is told anew: the rows after it
in history restate the steps that still stand. So on any day the last row that is in effect says how the record stood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.steps import (
    BackwardsInTime,
    NoSuchStep,
    NothingToRetract,
    StepNoLongerFollows,
)
from zizhao_cli.domain.rules.life import Correction, Retraction

if TYPE_CHECKING:
    from datetime import date

    from zizhao_cli.domain.rules.life import Rules, Step
    from zizhao_cli.domain.rules.record import Record


class Line(NamedTuple):
    """A step that stands: its number (1 is the registration), its day, the step, and the record after it.

    Of a correction the step holds what is left of it, where later ones mended some of it for good.
    """

    number: int
    on: date
    step: Step | None
    record: Any


class Life:
    """The life of one record. `lines` are the steps that stand, as they are told now."""

    def __init__(self, rules: Rules, registered: Record, on: date) -> None:
        self._rules = rules
        self.lines = [Line(1, on, None, registered)]

    def take(self, number: int, step: Step) -> tuple[Any, list[Line]]:
        """Take the step with this number; return the record of its own row, and the steps that are told anew after it.

        Raises what the step refuses, and StepNoLongerFollows where one recorded earlier cannot stand beside it.
        """
        if (
            not step.in_order
        ):  # it may belong among steps of other states; what counts is the state now
            now = self.lines[-1].record
            step.refuse_unless_allowed(now.number(), now.in_state())
        if step.looks_back:
            step.weigh(self.lines)
        if isinstance(step, Retraction):
            at, own, stands, rest = self._taken_back(step)
        elif isinstance(step, Correction) and step.whole_life:
            at, own, stands, rest = self._mended(step)
        else:
            at = self._place(step)
            own = step.apply(self.lines[at - 1].record)
            stands, rest = [Line(number, step.on, step, own)], self.lines[at:]
        told = _told_anew(own, rest, step) if rest else []
        self.lines[at:] = stands + told
        return own, told

    def last_taken(self) -> int:
        """Return the number of the step that was recorded last, corrections aside. Raises NothingToRetract."""
        numbers = self.retractable()
        if not numbers:
            record = self.lines[0].record
            kind = record.kind_of_record
            raise NothingToRetract(record.number(), kind.struck_by, kind.struck)
        return max(numbers)

    def retractable(self) -> list[int]:
        """Return the numbers of the steps that can be taken back."""
        return [
            line.number
            for line in self.lines[1:]
            if line.step is not None and not isinstance(line.step, Correction)
        ]

    def line(self, number: int) -> Line:
        """Return the step with this number, which can be taken back. Raises NothingToRetract, NoSuchStep."""
        self.last_taken()
        numbers = self.retractable()
        if number not in numbers:
            raise NoSuchStep(self.lines[0].record.number(), number, sorted(numbers))
        return self.lines[self._index(number)]

    def _index(self, number: int) -> int:
        return next(at for at, line in enumerate(self.lines) if line.number == number)

    def _place(self, step: Step) -> int:
        """Return where a step belongs by its day: after all of that day; a step of the life that leads on only corrections can follow."""
        at = len(self.lines)
        since = self._rules.placed_since
        if since is None or step.rules < since:
            return at
        of_life = not isinstance(step, Correction) and not step.by_day
        while at > 1 and self.lines[at - 1].on > step.on:
            if of_life and not isinstance(self.lines[at - 1].step, Correction):
                break
            at -= 1
        return at

    def _taken_back(self, step: Retraction) -> tuple[int, Any, list[Line], list[Line]]:
        line = self.line(step.retracts)
        no = line.record.number()
        if step.on != line.on:
            raise BackwardsInTime(no, step.label(), step.on, line.on)
        assert line.step is not None  # noqa: S101 - the registration cannot be taken back
        if (why := line.step.grave()) is not None:
            by = line.step.done_by()
            step.refuse_unapproved(no, why, *([] if by is None else [by]))
        at = self._index(step.retracts)
        return at, self.lines[at - 1].record, [], self.lines[at + 1 :]

    def _mended(self, step: Correction) -> tuple[int, Any, list[Line], list[Line]]:
        """A correction for the whole life stands in the registration, and before all that corrections said until now."""
        first = self.lines[0]
        if step.on != first.on:
            raise BackwardsInTime(first.record.number(), step.label(), step.on, first.on)
        own = first.record.with_changes(step.to)
        rest = [line for line in map(_without(step.to), self.lines[1:]) if line is not None]
        return 0, own, [first._replace(record=own)], rest


def _told_anew(record: Any, lines: list[Line], step: Step) -> list[Line]:  # noqa: ANN401 - the kind's record
    """Return `lines` as they are after `record`. Raises StepNoLongerFollows, which names `step` as what they do not allow."""
    told = []
    for line in lines:
        assert line.step is not None  # noqa: S101 - only the first line is the registration
        if isinstance(line.step, Correction):
            record = record.with_changes(line.step.to)
        else:
            try:
                record = line.step.apply(record)
            except Refused as problem:
                raise StepNoLongerFollows(
                    record.kind_of_record.name,
                    record.number(),
                    step.label(),
                    line.step.label(),
                    line.on,
                    line.number,
                    problem.sentence,
                ) from problem
        told.append(line._replace(record=record))
    return told


def _without(mended: dict[str, Any]) -> Any:  # noqa: ANN401 - a function of a line
    """Return what takes out of a line the corrections of what is mended for good; nothing is left of some."""

    def left(line: Line) -> Line | None:
        if not isinstance(line.step, Correction):
            return line
        to = {key: value for key, value in line.step.to.items() if key not in mended}
        return line._replace(step=line.step.model_copy(update={"to": to})) if to else None

    return left
