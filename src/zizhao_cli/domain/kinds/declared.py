"""Kinds that are told whole by their declaration: what is said at registration, and which steps may follow.

Their record, tables, commands, lists and imports are made from it (the files called `declared` in each room).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import APPROVED_BY, NO, REASON, UNIT, UNIT_CODE
from zizhao_cli.domain.kinds.kind import Kind, Only, Reference, StepName
from zizhao_cli.domain.kinds.publication import PUBLICATION, PUBLISH, UNPUBLISHED, publishing
from zizhao_cli.domain.kinds.sealed import NAMED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zizhao_cli.domain.values import UnitKind, Word

ENTERED_ON = Field(
    "entered_on",
    "登记日期",
    Reads.DAY,
    headings=("登记日期",),
    written="--on",
    metavar="日期",
    described="登记的日子，默认今天，不能是将来",
)
CODE = Field("code", "代码", Reads.ID, headings=("代码",), metavar="代码")
RECORDS = Field(
    "records",
    "涉及的记录",
    Reads.RECORD,
    several=True,
    headings=("涉及的记录", "相关编号"),
    written="--record",
    metavar="编号",
    described="涉及的记录的编号，如 YH-2022-0001；可写多次",
)
VOID, RETRACT, EDIT, UNDO, REGISTER = "void", "retract", "edit", "undo", "register"
BESIDE = (REGISTER, EDIT, VOID, UNDO, RETRACT)
"""What happens to records of all declared kinds, beside the steps of their own lives."""


def declared(
    name: str,
    label: str,
    said: Sequence[Field],
    *,
    states: type[Word],
    prefix: str | None = None,
    set_later: Sequence[Field] = (),
    steps: Mapping[str, StepName] | None = None,
    required: tuple[str, ...] = (),
    begins: Field = ENTERED_ON,
    refers: Mapping[str, Reference] | None = None,
    row: Sequence[Field] | None = None,
    of_units: Sequence[UnitKind] = (),
    public: Sequence[Word] = (),
    only: Mapping[str, Only] | None = None,
    struck: str = "作废",
    **besides: Any,  # noqa: ANN401 - what else a Kind says
) -> Kind:
    """Return the kind whose registrations say `said`, and whose steps set `set_later` besides.

    A field called `unit` among them refers to the roll; `refers` maps other fields that do so, or name a record of one kind, to what they refer to.
    The day that it `begins` stands last unless it is one of them. The first of `states` is that of a new record, `voided` that of one that is struck out. Rows of an import say `row`, by default what is said
    and has headings. In the states `public` one may be made public (domain.kinds.publication). One of whose records each unit of some kinds, `of_units`,
    has one is found by that unit, and has its code. That one is `struck` out is what people call that step.
    """
    called = NO if prefix is not None else CODE
    of_unit = any(field.key == UNIT.key for field in said)
    units = {"unit_id": Reference("unit", UNIT_CODE.key)} if of_unit else {}
    said = [*said, *([] if begins in said else [begins])]
    sealed: Sequence[Field] = besides.get("sealed", ())
    named = [NAMED] if sealed else []
    known = [*said, *named, *set_later, *(PUBLICATION if public else ())]
    state = Field("state", "状态", words=states)
    columns = [called]
    for field in known:
        columns += [UNIT_CODE, field] if field.key == UNIT.key else [field]
    there = [state for state in states if state.value != "voided"]
    standing = {
        REGISTER: StepName("登记"),
        **(steps or {}),
        **({PUBLISH: publishing(public)} if public else {}),
        EDIT: StepName("更正", [APPROVED_BY], with_kind=True),
        VOID: StepName(struck, [REASON, APPROVED_BY], with_kind=True, allowed=there),
        UNDO: StepName("撤销导入", [REASON]),
        RETRACT: StepName("撤回", [REASON, APPROVED_BY], with_kind=True, allowed=there),
    }
    in_rows = [*(field for field in said if field.headings), *sealed] if row is None else row
    own = [] if prefix is not None or of_units else [CODE]
    return Kind(
        name=name,
        label=label,
        prefix=prefix,
        begins=begins.key,
        columns=[*columns, state],
        given=tuple(field.key for field in (*own, *said)),
        steps=standing,
        required=(*(field.key for field in own), *required),
        references={**units, **(refers or {})},
        mentions={
            field.key: ""
            for field in known
            if field.reads is Reads.RECORD and f"{field.key}_id" not in (refers or {})
        },
        row=[*own, *in_rows] if in_rows else (),
        states=states,
        only={**(only or {}), **({"unpublished": UNPUBLISHED} if public else {})},
        of_units=of_units,
        found_by=UNIT.key if of_units else None,
        **besides,
    )


def mendable(kind: Kind) -> list[Field]:
    """Return what may be corrected of records of a declared kind: what was said of them, but what they are found by and the day from which they are there."""
    found_by = (CODE.key, kind.begins, UNIT.key if kind.of_units else None)
    return [kind.fields[key] for key in kind.given if key not in found_by]
