"""Notices: issuing a paper and keeping its file; its steps go through the one function for all kinds."""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.datafiles import papers
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds import notice as notice_fields
from zizhao_cli.domain.kinds.notice import NOTICE
from zizhao_cli.domain.placeholders import person
from zizhao_cli.domain.rules.notice import Answer, Deliver, NoticeRecord, Refuse, Void
from zizhao_cli.domain.values import NoticeState, Paper
from zizhao_cli.ledger.corrections import retract as retract_step
from zizhao_cli.ledger.session import ChangedSinceShown
from zizhao_cli.ledger.steps import acting, step_day, take_steps
from zizhao_cli.report.papers.drawn import Desk, Drawn, IssuedBefore
from zizhao_cli.report.papers.rectify import rectify
from zizhao_cli.report.papers.review import review
from zizhao_cli.report.papers.supervise import supervise
from zizhao_cli.report.papers.transfer import transfer
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.ledger.steps import Changed, Numbers
    from zizhao_cli.report.papers.drawn import Asked
    from zizhao_cli.store.evidence.files import EvidenceFile
    from zizhao_cli.store.journal.changeset import ChangeSet

    Fill = Callable[[Drawn], bytes]

WORD = "docx"
_TRIES = 3
"""How often a paper is drawn up before the lock is taken; each time that others record something meanwhile, anew."""
_DRAWS = {
    Paper.RECTIFY: rectify,
    Paper.REVIEW: review,
    Paper.SUPERVISE: supervise,
    Paper.TRANSFER: transfer,
}


def draw_up(session: LedgerSession, asked: Asked) -> Drawn:
    """Return the paper as it would be issued now; nothing is recorded. Raises what the paper refuses, BrokenDataFile."""
    terms = papers(session.path)
    with reading(session.path) as connection:
        return _DRAWS[asked.paper](Desk(session.path, connection, terms, asked))


class Issued(NamedTuple):
    """A paper that was issued: its record, its file, and what is to be seen to."""

    record: NoticeRecord
    content: bytes
    remarks: Sequence[str]


def issue(session: LedgerSession, asked: Asked, fill: Fill) -> Issued:
    """Issue a paper: `fill` makes its file of what it says, which is kept.

    The number is in the file, so it is filled before anything is written, and drawn up anew where somebody records something meanwhile.
    One that was shown first is issued as that entry or not at all. Raises what the paper refuses, what `fill` raises, ChangedSinceShown.
    """
    for _ in range(_TRIES):
        drawn = draw_up(session, asked)
        if session.as_entry not in (None, drawn.entry):
            raise ChangedSinceShown
        content = fill(drawn)
        with suppress(ChangedSinceShown):
            return _written(replace(session, as_entry=drawn.entry), drawn, content)
        if session.as_entry is not None:
            raise ChangedSinceShown
    # Many record at once: others wait while this one is drawn up.
    with ExitStack() as files, session.change() as changes:
        drawn = draw_up(session, asked)
        content = fill(drawn)
        kept = _copied(session, files, drawn, content)
        return _register(changes, kept, drawn, content)


def _written(session: LedgerSession, drawn: Drawn, content: bytes) -> Issued:
    with ExitStack() as files:
        # Copied before the lock is taken.
        kept = _copied(session, files, drawn, content)
        with session.change() as changes:
            return _register(changes, kept, drawn, content)


def _copied(
    session: LedgerSession, files: ExitStack, drawn: Drawn, content: bytes
) -> Sequence[EvidenceFile]:
    """Copy the file of a paper beside the ledger; what was not kept goes as `files` is closed."""
    folder = files.enter_context(tempfile.TemporaryDirectory())
    file = Path(folder) / drawn.name.replace("/", "／")
    file.write_bytes(content)
    return files.enter_context(session.evidence([str(file)], of_kind=WORD))


def _register(
    changes: ChangeSet, files: Sequence[EvidenceFile], drawn: Drawn, content: bytes
) -> Issued:
    issued_on = drawn.record["issued_on"]
    record = NoticeRecord(
        **drawn.record, id=changes.next_id(NOTICE, issued_on.year), file=files[0].name
    )
    changes.register(record, issued_on)
    changes.put_evidence(files, record)
    changes.seal("notice.add", record.number(), issued_on, {})
    return Issued(record, content, drawn.remarks)


def deliver(
    session: LedgerSession,
    numbers: Numbers,
    *,
    on: str | None,
    received_by: str,
    delivered_by: str | None,
    evidence: Sequence[str] = (),
) -> list[Changed[NoticeRecord]]:
    """Record that somebody signed for papers; `evidence` shows the receipt. Raises StepNotAllowed, BackwardsInTime."""

    def step(_: NoticeRecord, __: object) -> Step:
        return Deliver(
            on=step_day(session, on),
            received_by=person(notice_fields.RECEIVED_BY.name, received_by),
            delivered_by=_person(notice_fields.DELIVERED_BY.name, delivered_by),
        )

    return take_steps(session, NOTICE, numbers, step, evidence)


def refuse(
    session: LedgerSession,
    numbers: Numbers,
    *,
    on: str | None,
    reason: str,
    witness: str,
    delivered_by: str | None,
    evidence: Sequence[str] = (),
) -> list[Changed[NoticeRecord]]:
    """Record that a unit would not sign for papers, before a witness. Raises StepNotAllowed, BackwardsInTime."""

    def step(_: NoticeRecord, __: object) -> Step:
        return Refuse(
            on=step_day(session, on),
            reason=reason,
            witness=person(notice_fields.WITNESS.name, witness),
            delivered_by=_person(notice_fields.DELIVERED_BY.name, delivered_by),
        )

    return take_steps(session, NOTICE, numbers, step, evidence)


def answer(
    session: LedgerSession,
    numbers: Numbers,
    *,
    on: str | None,
    note: str,
    evidence: Sequence[str] = (),
) -> list[Changed[NoticeRecord]]:
    """Record that papers were answered in writing. Raises StepNotAllowed, AnsweredElsewhere."""

    def step(_: NoticeRecord, __: object) -> Step:
        return Answer(on=step_day(session, on), note=note)

    return take_steps(session, NOTICE, numbers, step, evidence)


class FirstPaperStands(Refused):
    def __init__(self, no: str, later: str) -> None:
        super().__init__(f"{no} 已经据它开了复查意见书 {later}", "要作废，先作废复查意见书")


def void(
    session: LedgerSession,
    numbers: Numbers,
    reason: str,
    approved_by: str | None = None,
    approver_unit: str | None = None,
) -> list[Changed[NoticeRecord]]:
    """Strike out papers that were issued by mistake; their hazards may be named by others.

    Raises StepNotAllowed, FirstPaperStands, and of one that reached its unit ApprovalMissing or SamePerson.
    """

    def step(notice: NoticeRecord, changes: ChangeSet) -> Step:
        later = changes.connection.execute(
            "SELECT no FROM notice WHERE first_id = ? AND state <> ?",
            (notice.id, NoticeState.VOIDED.value),
        ).fetchone()
        if later is not None:
            raise FirstPaperStands(notice.number(), later[0])
        by = acting(session, changes, approved_by, approver_unit)
        return Void(on=session.today, reason=reason, **by)

    return take_steps(session, NOTICE, numbers, step)


def retract(session: LedgerSession, numbers: Numbers, reason: str) -> list[Changed[Any]]:
    """Take back what was recorded last of papers. Raises NothingToRetract, and IssuedBefore where another paper was issued since one was answered."""

    def unless(record: NoticeRecord, changes: ChangeSet) -> None:
        if record.state == NoticeState.ANSWERED:
            _refuse_second(changes, record)

    how = {"number": None, "approved_by": None, "approver_unit": None}
    return retract_step(session, NOTICE, numbers, reason=reason, unless=unless, **how)


def _refuse_second(changes: ChangeSet, record: NoticeRecord) -> None:
    """Refuse that a paper stands unanswered beside a later one of its kind about the same hazard."""
    query = "SELECT no, hazards FROM notice WHERE unit_id = ? AND paper = ? AND id > ? AND state NOT IN (?, ?)"
    over = (NoticeState.ANSWERED.value, NoticeState.VOIDED.value)
    asked = (record.unit_id, record.paper, record.id, *over)
    ours = json.loads(record.hazards)
    for no, hazards in changes.connection.execute(query, asked).fetchall():
        if twice := {one: no for one in ours if one in json.loads(hazards)}:
            raise IssuedBefore(Paper(record.paper), twice)


def _person(role: str, name: str | None) -> str | None:
    return None if name is None else person(role, name)
