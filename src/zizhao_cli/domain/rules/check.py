"""Checks: the record, the draft, and what strikes one out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field as Declared

from zizhao_cli.domain.errors.records import (
    DetailsWithoutHazard,
    FailWithoutHazard,
    HazardWithoutFail,
)
from zizhao_cli.domain.kinds.check import CHECK, KIND, RESULT, WHY_VOID
from zizhao_cli.domain.kinds.fields import MEASURE, NOTE, SOURCE_ID
from zizhao_cli.domain.kinds.hazard import INSPECTORS, ROW_DAY
from zizhao_cli.domain.rules.draft import Draft, kept_as, read_as
from zizhao_cli.domain.rules.hazard_record import FoundHazard
from zizhao_cli.domain.rules.life import Correction, Reason, Rules, Step
from zizhao_cli.domain.rules.record import Record
from zizhao_cli.domain.values import CheckKind, CheckState, Result

if TYPE_CHECKING:
    from zizhao_cli.domain.reading import Known


class CheckRecord(Record):
    """A check as it was recorded; it is written once."""

    kind_of_record = CHECK
    id: int
    unit_id: int
    measure: int
    checked_on: date
    kind: str
    inspectors: str | None = None
    result: str
    note: str | None = None
    source_id: str | None = None
    fingerprint: str

    def in_state(self) -> str:
        """Return that it is on record: what strikes it out is a row of its own."""
        return CheckState.RECORDED

    def last_day(self) -> date:
        """Return the day of the check."""
        return self.checked_on


class CheckDraft(Draft):
    """A check: passed, failed with a hazard, or not applicable."""

    unit: str
    measure: Annotated[int, read_as(MEASURE)]
    checked_on: Annotated[date, read_as(ROW_DAY)]
    kind: Annotated[CheckKind, read_as(KIND)] = CheckKind.SELF
    inspectors: list[Annotated[str, read_as(INSPECTORS)]] = Declared(default_factory=list)
    result: Annotated[Result, read_as(RESULT)]
    note: Annotated[str, read_as(NOTE)] | None = None
    source_id: Annotated[str, read_as(SOURCE_ID)] | None = None
    hazard: FoundHazard | None = None

    @classmethod
    def read(cls, given: dict[str, Any], known: Known) -> Self:
        """Return the draft of a check; `given["hazard"]` is a dict where one was found.

        Without a result the hazard decides. Raises DetailsWithoutHazard, FailWithoutHazard, HazardWithoutFail,
        and what Draft.read raises.
        """
        found = given.get("hazard")
        if found is not None and found.get("title") is None:
            raise DetailsWithoutHazard
        if given.get("result") is None and found is not None:
            given = {**given, "result": Result.FAIL}
        draft = super().read(given, known)
        if draft.result is Result.FAIL and draft.hazard is None:
            raise FailWithoutHazard
        if draft.result is not Result.FAIL and draft.hazard is not None:
            raise HazardWithoutFail(draft.result.label)
        return draft


class StruckOut(Step):
    """Struck out because it was recorded by mistake; the record stays."""

    kind = CHECK
    of_all_days = True
    allowed = (CheckState.RECORDED,)
    reason: Annotated[str, kept_as(WHY_VOID)]


class Void(StruckOut):
    """Recorded by mistake."""

    step: Literal["void"] = "void"


class Replace(StruckOut):
    """Struck out because its unit, measure, day or result was wrong; `replaced_by` is the id of the check that says it right."""

    step: Literal["replace"] = "replace"
    replaced_by: int


class Edit(Correction):
    """What was noted of the check, who made it and of which kind it was, put right."""

    kind = CHECK
    step: Literal["edit"] = "edit"
    allowed = (CheckState.RECORDED,)
    mends = frozenset({NOTE.key, INSPECTORS.key, KIND.key})
    reason: Reason | None = None


RULES = Rules(
    CheckRecord,
    (Void, Replace, Edit),
    lambda check, _: (check.checked_on, {}),
    placed_since=None,
)
