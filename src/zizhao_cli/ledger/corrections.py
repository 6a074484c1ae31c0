"""What is done with records of any kind beside the steps of their lives: taking one back, and noting something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds import fields
from zizhao_cli.domain.kinds.kind import NOTE
from zizhao_cli.domain.reading import kept_text
from zizhao_cli.domain.rules import rules_of
from zizhao_cli.ledger.clear_texts import refuse_numbers
from zizhao_cli.ledger.steps import acting, each_record, seal, step_day, take_steps
from zizhao_cli.store.evidence.owner import OF_A_REMARK
from zizhao_cli.store.journal.last import life_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.domain.rules.record import Record
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.ledger.steps import Changed, Numbers
    from zizhao_cli.store.journal.changeset import ChangeSet


def retract(
    session: LedgerSession,
    kind: Kind,
    numbers: Numbers,
    *,
    number: int | None,
    reason: str,
    approved_by: str | None,
    approver_unit: str | None,
    unless: Callable[[Any, ChangeSet], None] | None = None,
) -> list[Changed[Any]]:
    """Take back the step of each of the records `numbers` that was recorded last, or the one with this number, as if it had not been taken.

    `unless` refuses what the kind has a reason of its own against. Raises NothingToRetract, NoSuchStep, StepNoLongerFollows, and of a closing ApprovalMissing or SamePerson.
    """
    what: list[str] = []

    def step(record: Any, changes: ChangeSet) -> Step:  # noqa: ANN401 - a record of `kind`
        retraction: Any = rules_of(kind).steps["retract"]
        retraction.refuse_unless_allowed(record.number(), record.in_state())
        refuse_numbers(kind, fields.REASON, reason)
        refuse_numbers(kind, fields.APPROVED_BY, approved_by)
        if unless is not None:
            unless(record, changes)
        life = life_of(changes.connection, kind, record.id)
        line = life.line(life.last_taken() if number is None else number)
        by = acting(session, changes, approved_by, approver_unit)
        what.append(
            f"撤回第 {line.number} 步（{line.on} {line.step.label() if line.step else ''}）"
        )
        taken: Step = retraction(on=line.on, retracts=line.number, reason=reason, **by)
        return taken

    changed = take_steps(session, kind, numbers, step)
    return [one._replace(what=said) for one, said in zip(changed, what, strict=True)]


def note(
    session: LedgerSession,
    kind: Kind,
    numbers: Numbers,
    text: str,
    *,
    on: str | None,
    evidence: Sequence[str] = (),
) -> list[str]:
    """Note something of records in any state, with the files that show it; return their numbers. It changes nothing.

    Raises UnknownRecord, BlankText, EvidenceRefused.
    """
    refuse_numbers(kind, fields.NOTE, text)
    said = kept_text(fields.NOTE, text)
    day = step_day(session, on)
    with session.evidence(evidence) as files, session.change() as changes:

        def noted(record: Record) -> Record:
            changes.put_remark(record, said)
            changes.put_evidence(files, record, OF_A_REMARK)
            return record

        records = each_record(changes, kind, numbers, noted)
        seal(changes, f"{kind.name}.{NOTE}", records, day)
    return [record.number() for record in records]
