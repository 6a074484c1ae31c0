"""Notices: issuing a paper and keeping its file; its steps go through the one function for all kinds."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.datafiles import papers
from zizhao_cli.domain.kinds import notice as notice_fields
from zizhao_cli.domain.kinds.notice import NOTICE
from zizhao_cli.domain.placeholders import person
from zizhao_cli.domain.rules.notice import Answer, Deliver, NoticeRecord, Refuse, Void
from zizhao_cli.domain.values import Paper
from zizhao_cli.ledger.corrections import retract as retract_step
from zizhao_cli.ledger.session import ChangedSinceShown
from zizhao_cli.ledger.steps import step_day, take_steps
from zizhao_cli.report.papers.drawn import Desk, Drawn
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

    Fill = Callable[[Drawn], bytes]

WORD = "docx"
_TRIES = 5
"""How often a paper is drawn up anew where others record something meanwhile."""
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
    for left in reversed(range(_TRIES)):
        drawn = draw_up(session, asked)
        if session.as_entry not in (None, drawn.entry):
            raise ChangedSinceShown
        content = fill(drawn)
        try:
            record = _recorded(replace(session, as_entry=drawn.entry), drawn, content)
            return Issued(record, content, drawn.remarks)
        except ChangedSinceShown:
            if not left:
                raise
    raise AssertionError  # the last try returns or raises


def _recorded(session: LedgerSession, drawn: Drawn, content: bytes) -> NoticeRecord:
    issued_on = drawn.record["issued_on"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / drawn.name.replace("/", "／")
        file.write_bytes(content)
        with session.evidence([str(file)], of_kind=WORD) as files, session.change() as changes:
            record = NoticeRecord(
                **drawn.record,
                id=changes.next_id(NOTICE, issued_on.year),
                file=files[0].name,
            )
            changes.register(record, issued_on)
            changes.put_evidence(files, record)
            changes.seal("notice.add", record.number(), issued_on, {})
    return record


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


def void(session: LedgerSession, numbers: Numbers, reason: str) -> list[Changed[NoticeRecord]]:
    """Strike out papers that were issued by mistake; their hazards may be named by others. Raises StepNotAllowed."""

    def step(_: NoticeRecord, __: object) -> Step:
        return Void(on=session.today, reason=reason)

    return take_steps(session, NOTICE, numbers, step)


def retract(session: LedgerSession, numbers: Numbers, reason: str) -> list[Changed[Any]]:
    """Take back what was recorded last of papers. Raises NothingToRetract."""
    how = {"number": None, "approved_by": None, "approver_unit": None}
    return retract_step(session, NOTICE, numbers, reason=reason, **how)


def _person(role: str, name: str | None) -> str | None:
    return None if name is None else person(role, name)
