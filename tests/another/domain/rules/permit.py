"""Permits: the record, the draft, and the steps of its life."""

from __future__ import annotations

import os
from datetime import date
from typing import Annotated, Any, Literal

from tests.another.domain.kinds.permit import (
    ASKED_BY,
    ASKED_ON,
    GRANTED_BY,
    PERMIT,
    TITLE,
    PermitState,
)
from zizhao_cli.domain.people import Person, keep_apart
from zizhao_cli.domain.rules.draft import Draft, kept_as, read_as
from zizhao_cli.domain.rules.life import Correction, Reason, Retraction, Rules, Step
from zizhao_cli.domain.rules.record import Record


class PermitRecord(Record):
    """All that is known of a permit."""

    kind_of_record = PERMIT
    id: int
    unit_id: int
    title: str
    asked_on: date
    asked_by: str | None = None
    state: str = PermitState.ASKED
    last_step_on: date


class PermitDraft(Draft):
    """A permit as it is asked for."""

    unit: str
    title: Annotated[str, read_as(TITLE)]
    asked_on: Annotated[date, read_as(ASKED_ON)]
    asked_by: Annotated[str, read_as(ASKED_BY)] | None = None


class PermitStep(Step):
    """A step in the life of a permit."""

    kind = PERMIT


class Grant(PermitStep):
    """Granted; since the second version of the rules by somebody else than who asked."""

    step: Literal["grant"] = "grant"
    allowed = (PermitState.ASKED,)
    granted_by: Annotated[str, kept_as(GRANTED_BY)]

    def changes(self, permit: PermitRecord) -> dict[str, Any]:
        if self.rules > 1:
            asked_by = Person(permit.asked_by or "", permit.unit_id)
            keep_apart("申请人", asked_by, "批准人", Person(self.granted_by), "--granted-by")
        return {"state": PermitState.GRANTED.value}


class Edit(PermitStep, Correction):
    """A correction of what it is about."""

    step: Literal["edit"] = "edit"
    allowed = (PermitState.ASKED, PermitState.GRANTED)
    mends = frozenset({"title"})


class Strike(PermitStep):
    """Struck out."""

    allowed = (PermitState.ASKED, PermitState.GRANTED)
    reason: Reason

    def changes(self, permit: PermitRecord) -> dict[str, Any]:
        del permit
        return {"state": PermitState.VOIDED.value}


class Void(Strike):
    """Recorded by mistake."""

    step: Literal["void"] = "void"


class Undo(Strike):
    """Undone with its batch."""

    step: Literal["undo"] = "undo"
    written_by = "batch_undo"


class Retract(PermitStep, Retraction):
    """A step taken by mistake, taken back."""

    step: Literal["retract"] = "retract"
    allowed = (PermitState.ASKED, PermitState.GRANTED)


RULES = Rules(
    PermitRecord,
    (Grant, Edit, Void, Undo, Retract),
    lambda permit, _: (permit.asked_on, {"state": "asked", "last_step_on": permit.asked_on}),
    version=int(os.environ.get("PERMIT_RULES", "1")),
)
