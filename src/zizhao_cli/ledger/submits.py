"""Submissions: recording what was handed upward; its steps go through the one function for all kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.submit import SUBMIT
from zizhao_cli.domain.rules.submit import Return, SubmissionDraft, SubmissionRecord, Void
from zizhao_cli.domain.text import matching_key
from zizhao_cli.domain.values import SubmissionState
from zizhao_cli.errors import quoted
from zizhao_cli.intake.sent.form import NotAFilledForm, SentForm
from zizhao_cli.intake.sent.reader import read_sent, refuse_no_form, type_of
from zizhao_cli.ledger.corrections import retract
from zizhao_cli.ledger.sent_like_form import refuse_unlike_its_form
from zizhao_cli.ledger.steps import step_day, take_steps

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.ledger.steps import Changed, Numbers
    from zizhao_cli.store.journal.changeset import ChangeSet


class SubmittedBefore(Refused):
    def __init__(self, no: str, form: str, period: str, receiver: str) -> None:
        super().__init__(
            f"{quoted(receiver)}的 {form} {period} 已报过（{no}）",
            f"退回重报的先记 submit return {no} --reason 理由；记错的先 submit void {no} --reason 理由",
        )


class SentBeforeItsDay(Refused):
    def __init__(self, submitted_on: object, as_of: object) -> None:
        super().__init__(
            f"报送日期 {submitted_on} 早于数到的日子 {as_of}",
            "核对 --on，或用 submit make --as-of 重填",
        )


def record_submission(session: LedgerSession, file: str, given: dict[str, Any]) -> SubmissionRecord:
    """Record that a filled form was handed to `given["receiver"]` on `given["submitted_on"]`; the values are those that stand in the file, which is kept.

    Raises NotAFilledForm, FormAltered, SubmittedBefore, SentBeforeItsDay and what SubmissionDraft refuses.
    """
    draft = SubmissionDraft.read(given, session.known)
    refuse_no_form(file)
    with session.evidence([file], of_kind=type_of(file)) as files, session.change() as changes:
        # What is kept is what is read, whatever becomes of the file meanwhile.
        sent = read_sent(file, files[0].draft)
        refuse_unlike_its_form(file, sent, session.path, session.today)
        if draft.submitted_on < sent.as_of:
            raise SentBeforeItsDay(draft.submitted_on, sent.as_of)
        _refuse_foreign(changes.connection, file, sent)
        _refuse_again(changes.connection, sent, draft.receiver)
        record = SubmissionRecord(
            **_said(sent),
            id=changes.next_id(SUBMIT, draft.submitted_on.year),
            file=files[0].name,
            receiver=draft.receiver,
            submitted_on=draft.submitted_on,
            last_step_on=draft.submitted_on,
        )
        changes.register(record, draft.submitted_on)
        changes.put_evidence(files, record)
        changes.seal("submit.add", record.number(), draft.submitted_on, {})
    return record


def return_submissions(
    session: LedgerSession, numbers: Numbers, reason: str, on: str | None
) -> list[Changed[SubmissionRecord]]:
    """Record that submissions were sent back. Raises StepNotAllowed, BackwardsInTime."""
    day = step_day(session, on)

    def step(_: SubmissionRecord, __: object) -> Step:
        return Return(on=day, reason=reason)

    return take_steps(session, SUBMIT, numbers, step)


def retract_return(
    session: LedgerSession, numbers: Numbers, reason: str
) -> list[Changed[SubmissionRecord]]:
    """Take back that submissions were sent back. Raises NothingToRetract, and SubmittedBefore where another one stands in the place of one by now."""

    def unless(record: SubmissionRecord, changes: ChangeSet) -> None:
        _refuse_again(changes.connection, record, record.receiver)

    how = {"number": None, "approved_by": None, "approver_unit": None}
    return retract(session, SUBMIT, numbers, reason=reason, unless=unless, **how)


def void_submissions(
    session: LedgerSession, numbers: Numbers, reason: str
) -> list[Changed[SubmissionRecord]]:
    """Strike out submissions that were recorded by mistake. Raises StepNotAllowed."""

    def step(_: SubmissionRecord, __: object) -> Step:
        return Void(on=session.today, reason=reason)

    return take_steps(session, SUBMIT, numbers, step)


def _said(sent: SentForm) -> dict[str, Any]:
    said = sent._asdict()
    del said["values"]
    return {**said, "sent": sent.canonical()}


def _refuse_foreign(connection: sqlite3.Connection, file: str, sent: SentForm) -> None:
    """Refuse a file that another ledger, or a state that this one never had, was the ground of."""
    if sent.anchor is None:
        return
    seq, _, digest = sent.anchor.partition(":")
    row = connection.execute(
        "SELECT hash FROM journal WHERE seq = ?", (int(seq) if seq.isdecimal() else 0,)
    ).fetchone()
    if row is None or row[0] != digest:
        raise NotAFilledForm(file, f"账本锚点 {quoted(sent.anchor[:24])} 不在这本账里")


def _refuse_again(
    connection: sqlite3.Connection, sent: SentForm | SubmissionRecord, receiver: str
) -> None:
    query = "SELECT no, receiver FROM submission WHERE form = ? AND period = ? AND state = ?"
    found = connection.execute(query, (sent.form, sent.period, SubmissionState.SUBMITTED.value))
    for no, to in found.fetchall():
        if matching_key(to) == matching_key(receiver):
            raise SubmittedBefore(no, sent.form, sent.period, receiver)
