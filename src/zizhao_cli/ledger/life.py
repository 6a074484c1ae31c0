"""The steps of a hazard's life; each is one change-set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli import datafiles
from zizhao_cli.domain.dates import parse_past_day
from zizhao_cli.domain.deadlines import resolve_due
from zizhao_cli.domain.errors import (
    BadAmount,
    ExtensionAskedLate,
    StillProvisional,
    TooManyExtensions,
)
from zizhao_cli.domain.measures import measure_number
from zizhao_cli.domain.numbering import HAZARDS
from zizhao_cli.domain.placeholders import hazard_title, person, registered_person
from zizhao_cli.domain.steps import (
    Edit,
    Extend,
    NewDeadline,
    Plan,
    Recount,
    Rectify,
    Review,
    Step,
    Transfer,
    Void,
    provisional_basis,
)
from zizhao_cli.domain.text import LONG_TEXT, SHORT_TEXT, typed
from zizhao_cli.domain.values import Level
from zizhao_cli.errors import MissingOption
from zizhao_cli.ledger.book import roll

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zizhao_cli.domain.hazard import HazardRecord
    from zizhao_cli.ledger.book import Book
    from zizhao_cli.store.changeset import ChangeSet


def plan(
    book: Book, no: str, *, on: str | None, due: str | None, **parts: str | None
) -> HazardRecord:
    """Record the plan, or some of its five parts (responsible, measures, funds, due, contingency)."""

    def step(hazard: HazardRecord, _: ChangeSet) -> Step:
        planned = (
            None
            if due is None
            else resolve_due(due, found_on=hazard.found_on, today=book.today).due_on
        )
        if (who := parts.get("responsible")) is not None:
            person("方案责任人", who)
        funds = parts.get("funds")
        if funds is not None and funds.strip().startswith(("-", "－", "−")):
            raise BadAmount("方案资金", funds)
        return Plan.model_validate({"on": _day(book, on), "due_on": planned, **parts})

    return _take(book, no, step)


def rectify(
    book: Book,
    no: str,
    *,
    on: str | None,
    rectified_by: str | None,
    note: str | None,
    evidence: Sequence[str] = (),
) -> HazardRecord:
    """Record that the unit has put it right; by default the responsible person did. Raises PlanIncomplete.

    `evidence` are files that show it; raises EvidenceRefused.
    """

    def step(hazard: HazardRecord, _: ChangeSet) -> Step:
        who = registered_person(hazard.responsible) if rectified_by is None else rectified_by
        if who is None:
            raise MissingOption("--rectified-by", "整改人（该隐患没有登记责任人）")
        return Rectify(on=_day(book, on), rectified_by=person("整改人", who), note=note)

    return _take(book, no, step, evidence)


def review(
    book: Book,
    no: str,
    *,
    on: str | None,
    reviewer: str,
    reviewer_unit: str | None,
    passed: bool,
    due: str | None,
    note: str | None,
    evidence: Sequence[str] = (),
) -> HazardRecord:
    """Record the re-inspection; one that failed may give a new deadline. Raises SamePerson.

    `evidence` are files that show what was seen; raises EvidenceRefused.
    """

    def step(hazard: HazardRecord, changes: ChangeSet) -> Step:
        new = (
            None
            if due is None
            else NewDeadline.of(resolve_due(due, found_on=hazard.found_on, today=book.today))
        )
        return Review(
            on=_day(book, on),
            reviewer=person("复查人", reviewer),
            reviewer_unit_id=_unit_id(changes, reviewer_unit),
            passed=passed,
            due=new,
            note=note,
        )

    return _take(book, no, step, evidence)


def extend(
    book: Book,
    no: str,
    *,
    on: str | None,
    due: str,
    reason: str,
    safeguards: str,
    asked_by: str | None,
    asked_on: str | None,
    approved_by: str,
    approver_unit: str | None,
) -> HazardRecord:
    """Record a later deadline, asked for (by default by the responsible person) and approved by another.

    Raises ExtensionAskedLate and TooManyExtensions by the office's policy, NewDueNotLater, SamePerson.
    """

    def step(hazard: HazardRecord, changes: ChangeSet) -> Step:
        asker = registered_person(hazard.responsible) if asked_by is None else asked_by
        if asker is None:
            raise MissingOption("--asked-by", "延期申请人（该隐患没有登记责任人）")
        day = _day(book, on)
        extension = Extend(
            on=day,
            due=NewDeadline.of(resolve_due(due, found_on=hazard.found_on, today=book.today)),
            reason=reason,
            safeguards=safeguards,
            asked_by=person("申请人", asker),
            asked_on=day if asked_on is None else parse_past_day("申请日期", asked_on, book.today),
            approved_by=person("批准人", approved_by),
            approver_unit_id=_unit_id(changes, approver_unit),
        )
        _hold_to_policy(book, hazard, extension)
        return extension

    return _take(book, no, step)


def _hold_to_policy(book: Book, hazard: HazardRecord, extension: Extend) -> None:
    policy = book.policy
    limit = policy.extension_max_times
    if limit is not None and hazard.extensions >= limit:
        raise TooManyExtensions(HAZARDS.no(hazard.id), limit)
    if policy.extension_asked_before_deadline and extension.asked_on > hazard.due_on:
        raise ExtensionAskedLate(extension.asked_on, hazard.due_on)


def recount(book: Book, no: str, *, on: str | None) -> HazardRecord:
    """Work out a provisional deadline again by its own rule. Raises NotProvisional, StillProvisional."""

    def step(hazard: HazardRecord, _: ChangeSet) -> Step:
        basis = provisional_basis(hazard)
        again = resolve_due(basis["rule"], found_on=hazard.found_on, today=book.today)
        if again.provisional:
            raise StillProvisional(HAZARDS.no(hazard.id))
        kept: dict[str, Any] = {key: basis[key] for key in ("by", "source") if key in basis}
        return Recount(
            on=_day(book, on), due=NewDeadline(on=again.due_on, basis={**again.basis, **kept})
        )

    return _take(book, no, step)


def transfer(book: Book, no: str, *, on: str | None, to: str, reason: str) -> HazardRecord:
    """Record that the hazard was handed to another authority."""
    return _take(book, no, lambda _, __: Transfer(on=_day(book, on), to=to, reason=reason))


def void(book: Book, no: str, *, on: str | None, reason: str) -> HazardRecord:
    """Strike out a hazard recorded by mistake; its number is not used again."""
    return _take(book, no, lambda _, __: Void(on=_day(book, on), reason=reason))


_SHORT = {"sector": "行业领域", "responsible": "责任人"}
_LONG = {"location": "部位", "source": "来源"}


def edit(book: Book, no: str, *, on: str | None, reason: str | None, **given: Any) -> HazardRecord:  # noqa: ANN401 - options
    """Correct what describes a hazard; its deadline, unit and days are never edited.

    A change of level needs a reason. Raises NothingToChange.
    """

    def step(hazard: HazardRecord, _: ChangeSet) -> Step:
        to: dict[str, Any] = {field: value for field, value in given.items() if value is not None}
        for field, name in {**_SHORT, **_LONG}.items():
            if to.get(field) == "":
                to[field] = None
            elif field in to:
                typed(
                    name,
                    to[field],
                    SHORT_TEXT if field in _SHORT else LONG_TEXT,
                    lines=field in _LONG,
                )
        if to.get("responsible") is not None:
            person("责任人", to["responsible"])
        if "title" in to:
            hazard_title(to["title"])
        if "measure" in to:
            to["measure"] = measure_number(to["measure"], lambda: datafiles.measures(book.path))
        if "level" in to:
            to["level"] = Level.parse("等级", to["level"]).value
            if reason is None and to["level"] != hazard.level:
                raise MissingOption("--reason", "更改隐患等级的理由")
        return Edit.model_validate({"on": _day(book, on), "to": to, "reason": reason})

    return _take(book, no, step)


def _take(
    book: Book,
    no: str,
    step_for: Callable[[HazardRecord, ChangeSet], Step],
    evidence: Sequence[str] = (),
) -> HazardRecord:
    """Apply a step to the hazard `no` in one change-set, with the files that show it, and return its record."""
    hazard_id = HAZARDS.parse(no)
    with book.evidence(evidence) as papers, book.change() as changes:
        hazard = changes.hazard(hazard_id)
        if hazard is None:
            raise HAZARDS.unknown(no)
        step = step_for(hazard, changes)
        after = step.apply(hazard)
        changes.put_hazard(after, step.step, step.on, step.model_dump_json(exclude_none=True))
        changes.put_evidence(papers, hazard_id=hazard_id)
        changes.seal(f"hazard.{step.step}", HAZARDS.no(hazard_id), step.on, {})
    return after


def _day(book: Book, on: str | None) -> Any:  # noqa: ANN401 - a date
    return parse_past_day("办理日期（--on）", on, book.today)


def _unit_id(changes: ChangeSet, text: str | None) -> int | None:
    return None if text is None else roll(changes.session).find(text).id
