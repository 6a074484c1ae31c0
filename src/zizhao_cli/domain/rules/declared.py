"""The rules of kinds that are declared whole: their record and their steps, made from the declaration."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import create_model, field_validator

from zizhao_cli.domain.errors.steps import EndsBeforeItBegins
from zizhao_cli.domain.kinds.declared import BESIDE, CODE, EDIT, RETRACT, UNDO, VOID, mendable
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.publication import PUBLIC_UNTIL, PUBLISH, PUBLISHED_ON
from zizhao_cli.domain.rules.draft import kept_as
from zizhao_cli.domain.rules.life import Approved, Correction, Reason, Retraction, Rules, Step
from zizhao_cli.domain.rules.record import Record, day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.told import Line
    from zizhao_cli.domain.values import Word

    Refuse = Callable[[Any, Any], None]
    Sets = Callable[[Any, Any], dict[str, Any]]
    Weigh = Callable[[Any, Mapping[str, Any]], str | None]

_TYPES: dict[Reads | None, type] = {
    Reads.DAY: date,
    Reads.ANY_DAY: date,
    Reads.DUE: date,
    Reads.MEASURE: int,
    Reads.NUMBER: int,
    Reads.AMOUNT: int,
}
"""What others are is a text; so are moments, whose order as texts is that of time."""
_ASKED = ("refuse", "sets", "grave_to_mend")
"""What is a function of a record and of what is said."""
_TEXTS = (Reads.SHORT, Reads.LONG, Reads.REMARK, Reads.PERSON)


class DeclaredRecord(Record):
    """A record of a declared kind."""

    def number(self) -> str:
        """Return its number, or its code."""
        kind = self.kind_of_record
        return super().number() if kind.series else str(vars(self)["code"])

    def grave(self, day: date) -> str | None:
        """Return why one person alone may not strike it out, on whatever day, or None."""
        del day
        return self.kind_of_record.grave or None


class DeclaredStep(Step):
    """A step of a declared kind: it goes to a state, and what it says goes to the columns of that name."""

    refuse: ClassVar[Refuse | None] = None
    """What else it refuses, given the record and the step."""
    sets: ClassVar[Sets | None] = None
    """What else it sets, given the record and the step."""

    def grave(self) -> str | None:
        """Return why one person alone may not take it back, or None."""
        return self.kind.steps[self.step].grave or super().grave()

    def changes(self, record: Any) -> dict[str, Any]:  # noqa: ANN401 - the kind's record
        """Return what it sets."""
        cls = type(self)
        if cls.refuse is not None:
            cls.refuse(record, self)
        name = self.kind.steps[self.step]
        columns = type(record).columns()
        said = {key: getattr(self, key) for key in map(self.kind.column, name.details)}
        # What only steps say is that of the last one; what is said at registration stays where a step says nothing of it.
        given = {self.kind.column(self.kind.fields[key]) for key in self.kind.given}
        to = {
            key: value
            for key, value in said.items()
            if key in columns and (value is not None or key not in given)
        }
        if name.dated is not None:
            several = self.kind.fields[name.dated].several
            before = vars(record)[name.dated]
            first = before if name.once else None
            to[name.dated] = _with_day(before, self.on) if several else first or self.on
        if name.leads_by is not None:
            key, states = name.leads_by
            to["state"] = states[getattr(self, key)].value
        besides = {} if cls.sets is None else cls.sets(record, self)
        return {**super().changes(record), **to, **besides}


def _with_day(days: str | None, day: date) -> str:
    """Return the days of a step that is taken again and again, with one more, as a column keeps them."""
    return json.dumps([*json.loads(days or "[]"), str(day)])


class ApprovedStep(DeclaredStep, Approved):
    """A step that somebody else than who takes it may have to approve; `acted_at` is the moment at which it was recorded."""

    acted_at: str | None = None


class DeclaredVoid(Approved):
    """Recorded by mistake. Where that is grave, another person than who recorded it approves."""

    reason: Reason
    of_all_days = True

    def changes(self, record: Any) -> dict[str, Any]:  # noqa: ANN401 - the kind's record
        if (why := record.grave(self.on)) is not None:
            self.refuse_unapproved(record.number(), why)
        return super().changes(record)


class DeclaredCorrection(Correction, Approved):
    """A correction of a record of a declared kind; the journal keeps its days as texts. A term that has gone by is not mended by one person."""

    days: ClassVar[frozenset[str]]
    grave_to_mend: ClassVar[Weigh | None] = None
    """Returns why somebody else must approve what is mended, or None, given the record and the new values."""

    @field_validator("to")
    @classmethod
    def _with_days(cls, to: dict[str, Any]) -> dict[str, Any]:
        return {
            key: day(value) if key in cls.days and isinstance(value, str) else value
            for key, value in to.items()
        }

    def changes(self, record: Any) -> dict[str, Any]:  # noqa: ANN401 - the kind's record
        """Return what it mends. Raises NothingToChange, ApprovalMissing, SamePerson."""
        self._refuse_alone(record)
        return super().changes(record)

    def weigh(self, until_now: Sequence[Line]) -> None:
        """Hold it against the life of the record. Raises as changes does."""
        super().weigh(until_now)
        self._refuse_alone(until_now[-1].record)

    def _refuse_alone(self, record: Any) -> None:  # noqa: ANN401 - the kind's record
        cls = type(self)
        why = None if cls.grave_to_mend is None else cls.grave_to_mend(record, self.to)
        if why is not None:
            self.refuse_unapproved(record.number(), why)
        term = self.kind.term
        due = None if term is None else vars(record).get(term.due)
        mended = term is not None and term.due in self.to
        if mended and due is not None and self.acted_on is not None and due < self.acted_on:
            self.refuse_unapproved(record.number(), f"的期限 {due} 已过")


def record_of(kind: Kind) -> type[DeclaredRecord]:
    """Return the record of a declared kind: what is said at registration, and what its steps set."""
    needed = {*kind.required, kind.begins, CODE.key}
    fields: dict[str, Any] = {"id": (int, ...)}
    for field in kind.columns:
        if field.key in ("no", "state") or (field.reads is None and not field.flag):
            continue
        stored = kept_type(kind, field)
        column = kind.column(field)
        fields[column] = (stored, ...) if field.key in needed else (stored | None, None)
    first = next(iter(kind.states)).value
    made = create_model(
        f"{kind.name.title()}Record",
        __base__=DeclaredRecord,
        **fields,
        state=(str, first),
        last_step_on=(date, ...),
    )
    made.kind_of_record = kind
    return made


def kept_type(kind: Kind, field: Field) -> Any:  # noqa: ANN401 - a type
    """Return the type under which a record or a step keeps what a field says."""
    if kind.column(field) != field.key:
        return int
    if field.flag:
        return bool
    return str if field.several else _TYPES.get(field.reads, str)


def declared(
    kind: Kind,
    *own: type[Step],
    refuses: Mapping[str, Refuse] | None = None,
    sets: Mapping[str, Sets] | None = None,
    registered: Callable[[Any], Word | None] | None = None,
    grave_to_mend: Weigh | None = None,
    version: int = 1,
) -> Rules:
    """Return the rules of a declared kind.

    `own` are steps that are more than the declaration says. `refuses` has for the name of a step what it refuses besides, given the record
    and the step, `sets` what it sets besides; `grave_to_mend` says what somebody else must approve of a correction; `registered` what a new record is refused for, and returns the state in which it begins where that is not the first.
    """
    record = record_of(kind)
    standing = _standing(kind, grave_to_mend)
    steps = {step.model_fields["step"].default: step for step in (*standing, *own)}
    refusing = {PUBLISH: _refuse_ended, **(refuses or {})}
    for name in kind.steps:
        if name not in BESIDE and name not in steps:
            steps[name] = _step(kind, name, refusing.get(name), (sets or {}).get(name))

    def began(record: Any, _: dict[str, Any]) -> tuple[date, dict[str, Any]]:  # noqa: ANN401 - the kind's record
        state = None if registered is None else registered(record)
        first = state or next(iter(kind.states))
        begun: date = vars(record)[kind.begins]
        return begun, {"state": first.value, "last_step_on": begun}

    return Rules(record, tuple(steps.values()), began, version=version)


def _refuse_ended(_: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    if step.public_until is not None and step.public_until < step.on:
        raise EndsBeforeItBegins(PUBLIC_UNTIL, step.public_until, PUBLISHED_ON, step.on)


def in_order(record: Any, first: Field, last: Field) -> None:  # noqa: ANN401 - a kind's record
    """Refuse a record whose day `last` lies before its day `first`. Raises EndsBeforeItBegins."""
    since, until = (getattr(record, field.key) for field in (first, last))
    if since is not None and until is not None and until < since:
        raise EndsBeforeItBegins(last, until, first, since)


def _step(kind: Kind, name: str, refuse: Refuse | None, sets: Sets | None) -> type[Step]:
    declaration = kind.steps[name]
    fields: dict[str, Any] = {"step": (Literal[name], name)}
    for field in declaration.details:
        stored = kept_type(kind, field)
        if stored is str and field.reads in _TEXTS and not field.several:
            stored = Annotated[str, kept_as(field)]
        needed = field.key in declaration.needed
        fields[kind.column(field)] = (stored, ...) if needed else (stored | None, None)
    to = declaration.leads_to
    how = {"leads_to": to, "by_day": to is None, "refuse": refuse, "sets": sets}
    return _made(kind, name, ApprovedStep if declaration.approved else DeclaredStep, fields, **how)


def _standing(kind: Kind, grave_to_mend: Weigh | None) -> list[type[Step]]:
    """Return the steps that records of all declared kinds take beside their own."""
    there = tuple(kind.steps[VOID].allowed)
    voided = kind.states("voided")
    mended = {kind.column(field) for field in mendable(kind)}
    days = frozenset(kind.column(field) for field in kind.columns if kept_type(kind, field) is date)
    correction: dict[str, Any] = {"allowed": there, "mends": frozenset(mended), "days": days}
    correction["grave_to_mend"] = grave_to_mend
    struck = {"allowed": there, "leads_to": voided}
    return [
        _made(kind, EDIT, DeclaredCorrection, {}, **correction),
        _made(kind, VOID, DeclaredVoid, {}, **struck),
        _made(
            kind,
            UNDO,
            Step,
            {"reason": (Reason, ...)},
            written_by="batch_undo",
            of_all_days=True,
            **struck,
        ),
        _made(kind, RETRACT, Retraction, {}, allowed=there),
    ]


def _made(
    kind: Kind,
    name: str,
    base: type[Step],
    fields: dict[str, Any],
    **said: Any,  # noqa: ANN401 - what a class of steps says
) -> type[Step]:
    fields = {"step": (Literal[name], name), **fields}
    made: type[Step] = create_model(f"{kind.name}.{name}", __base__=base, **fields)
    said = {"kind": kind, "allowed": tuple(kind.steps[name].allowed), **said}
    for attribute, value in said.items():
        setattr(made, attribute, staticmethod(value) if attribute in _ASKED and value else value)
    return made
