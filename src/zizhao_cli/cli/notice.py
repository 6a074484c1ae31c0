"""zizhao notice: papers, from their issue to their answer."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zizhao_cli import settings
from zizhao_cli.cli import issued, options, questions
from zizhao_cli.cli.ask import complete
from zizhao_cli.cli.corrected import taken
from zizhao_cli.cli.given_back import KeptFile, give_back
from zizhao_cli.cli.noted import note_of
from zizhao_cli.cli.nouns import add_commands, noun
from zizhao_cli.cli.recorded import announce
from zizhao_cli.domain.kinds import notice as notice_fields
from zizhao_cli.domain.kinds.fields import REASON
from zizhao_cli.domain.kinds.notice import NOTICE
from zizhao_cli.domain.values import Paper
from zizhao_cli.errors import UsageProblem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from zizhao_cli.ledger.steps import Changed
    from zizhao_cli.render.output import Shown

app = noun("notice")
Numbers = Annotated[list[str], options.numbers_of(NOTICE)]
DeliveredBy = Annotated[str | None, options.option(notice_fields.DELIVERED_BY)]


class RefusedAndReceived(UsageProblem):
    def __init__(self) -> None:
        super().__init__(
            "--refused 和 --received-by 不能同时写", "签收写签收人，拒签写 --witness 和 --reason"
        )


def list_(
    ctx: typer.Context,
    *,
    paper: Annotated[list[str] | None, options.filter_by(notice_fields.PAPER)] = None,
    unit: options.OfUnits = None,
    undelivered: Annotated[bool, typer.Option("--undelivered", help="只看没有送达的")] = False,
    unanswered: Annotated[
        bool,
        typer.Option(
            "--unanswered", help="只看送达了没有回复的；和 --undelivered 同写，合其一即可"
        ),
    ] = False,
    text: options.Text = None,
    with_voided: Annotated[bool, typer.Option("--all", help="连同已作废的")] = False,
    day: options.OfDay,
    order: options.Order,
    look: options.Look,
) -> None:
    """列出开过的文书：没有送达、没有回复的各有几天。"""
    from zizhao_cli.report.notices import notice_list

    papers = [Paper.parse(notice_fields.PAPER.name, one) for one in paper or ()]
    then = day.then()
    options.answer(
        ctx,
        look.out(),
        lambda ledger: notice_list(
            ledger,
            settings.today(),
            then,
            papers=papers,
            units=unit or (),
            undelivered=undelivered,
            unanswered=unanswered,
            with_voided=with_voided,
            text=text or (),
            sort=order.sort,
            limit=order.limit,
        ),
        then.as_of,
    )


def show(
    ctx: typer.Context,
    numbers: Numbers,
    format: options.RecordFormat = None,
    output: KeptFile = None,
) -> None:
    """显示一份文书和它的经过；--output 给回签发的文件，一个字节不差。"""
    if output is not None and format is None:
        give_back(ctx, NOTICE, numbers, output)
        return
    from zizhao_cli.render.output import Output
    from zizhao_cli.report.evidence import evidence_lines, evidence_of
    from zizhao_cli.report.model import Record
    from zizhao_cli.report.notices import ALL_COLUMNS, notice_record
    from zizhao_cli.report.timeline import remarks, timeline, timeline_lines

    today = settings.today()

    def told(connection: "sqlite3.Connection", no: str) -> "Shown":
        row = notice_record(connection, no, today)
        steps, noted = timeline(connection, NOTICE, no), remarks(connection, NOTICE, no)
        evidence = [
            one for one in evidence_of(connection, NOTICE, no) if one["record"] == row["no"]
        ]
        below = [
            ("经过", timeline_lines(NOTICE, steps, noted)),
            ("文件", evidence_lines(evidence)),
        ]
        content = {**row, "timeline": steps, "notes": noted, "evidence": evidence}
        return Record(ALL_COLUMNS, row, row["no"], below), content

    options.show_each(ctx, Output(format, output), NOTICE, numbers, told)


def deliver(
    ctx: typer.Context,
    *,
    numbers: Numbers,
    received_by: Annotated[str | None, options.option(notice_fields.RECEIVED_BY)] = None,
    delivered_by: DeliveredBy = None,
    refused: Annotated[bool, typer.Option("--refused", help="对方拒绝签收，留置送达")] = False,
    witness: Annotated[str | None, options.option(notice_fields.WITNESS)] = None,
    reason: Annotated[str | None, options.option(notice_fields.WHY_REFUSED)] = None,
    evidence: options.Evidence = None,
    on: options.On = None,
    yes: options.Yes = False,
) -> None:
    """记文书送达：谁签收的；拒签的写 --refused，记下见证人和理由。"""
    from zizhao_cli.ledger import notices

    how: dict[str, Any] = {"on": on, "delivered_by": delivered_by, "evidence": evidence or ()}
    of_refusal = {"witness": witness, "reason": reason}
    refused = refused or any(said is not None for said in of_refusal.values())
    if refused and received_by is not None:
        raise RefusedAndReceived
    record = notices.refuse if refused else notices.deliver
    said, asked = {"received_by": received_by}, [notice_fields.RECEIVED_BY]
    if refused:
        said, asked = of_refusal, [notice_fields.WITNESS, notice_fields.WHY_REFUSED]
    given: dict[str, Any] = complete(said, [questions.of(field) for field in asked])
    _tell(taken(ctx, lambda session: record(session, numbers, **given, **how), yes=yes))


def answer(
    ctx: typer.Context,
    numbers: Numbers,
    note: Annotated[str | None, options.option(notice_fields.ANSWER)] = None,
    evidence: options.Evidence = None,
    on: options.On = None,
    yes: options.Yes = False,
) -> None:
    """记对方书面回复了；抄告的回复记在隐患上（hazard answered）。"""
    from zizhao_cli.ledger import notices

    given = complete({"note": note}, [questions.of(notice_fields.ANSWER)])
    how: dict[str, Any] = {"on": on, "evidence": evidence or (), **given}
    _tell(taken(ctx, lambda session: notices.answer(session, numbers, **how), yes=yes))


def void(
    ctx: typer.Context,
    *,
    numbers: Numbers,
    reason: options.Reason = None,
    approval: options.Approval,
) -> None:
    """作废开错的文书；编号和字号都不再用。送到了的，要另一个人批准。"""
    from zizhao_cli.ledger import notices

    given: dict[str, Any] = complete({"reason": reason}, [questions.of(REASON, "作废理由")])
    why, by = given["reason"], approval.by
    _tell(taken(ctx, lambda session: notices.void(session, numbers, why, **by), yes=approval.yes))


def retract(
    ctx: typer.Context,
    numbers: Numbers,
    reason: options.Reason = None,
    yes: options.Yes = False,
) -> None:
    """撤回记错的送达、拒签或回复，就当没有记过。"""
    from zizhao_cli.ledger import notices

    given: dict[str, Any] = complete({"reason": reason}, [questions.of(REASON, "撤回理由")])
    why = given["reason"]
    _tell(taken(ctx, lambda session: notices.retract(session, numbers, why), yes=yes))


def note(
    ctx: typer.Context,
    said: Annotated[list[str], options.numbers_and_text(NOTICE)],
    evidence: options.Evidence = None,
    on: options.On = None,
) -> None:
    """给文书加一条备注或佐证；别的都不变。"""
    note_of(ctx, NOTICE, said, on, evidence or ())


def _tell(changed: "Sequence[Changed[Any]]") -> None:
    announce("\n".join(one.after.number() for one in changed))


issued.attach(app)
add_commands(app, list_, show, deliver, answer, void, retract, note)
