"""zizhao submit: what was handed upward, and what became of it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, options, questions
from zizhao_cli.cli.ask import complete
from zizhao_cli.cli.given_back import KeptFile, give_back
from zizhao_cli.cli.noted import note_of
from zizhao_cli.cli.nouns import add_commands
from zizhao_cli.cli.recorded import announce, remind
from zizhao_cli.domain.kinds.fields import REASON
from zizhao_cli.domain.kinds.submit import RECEIVER, SUBMIT, SUBMITTED_ON, WHY_RETURNED

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.render.output import Shown

Numbers = Annotated[list[str], options.numbers_of(SUBMIT)]


def attach(app: typer.Typer) -> None:
    """Add what is recorded of submissions to the commands of `submit`."""
    add_commands(app, record, list_, show, return_, void, retract, note, diff, due)


def record(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="文件", help="submit make --output 写的 .xlsx 或 .json 文件")
    ],
    to: Annotated[str | None, options.option(RECEIVER)] = None,
    on: Annotated[str | None, options.option(SUBMITTED_ON)] = None,
    format: options.RecordFormat = None,
) -> None:
    """记下报出的一份报表：文件里的数、报给谁、哪天；文件原样存下。输出编号。

    文件里改过的数照改过的记：报出的是什么，记的就是什么。
    """
    from zizhao_cli.ledger.submits import record_submission

    given = complete({"receiver": to}, [questions.of(RECEIVER)])
    sent = record_submission(context.session(ctx), file, {**given, "submitted_on": on or "today"})
    if format == "json":
        announce(sent.number(), lambda: show(ctx, [sent.number()], "json", None))
    else:
        announce(sent.number())
    _point_out(ctx, sent.number())


def _point_out(ctx: typer.Context, no: str) -> None:
    """Say on stderr how many of the numbers just recorded are not those that the ledger gives now: somebody mended the file, or it is old."""
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.sent_and_now import sent_and_now

    everybody = Filters(context.ledger(ctx), settings.today())

    def other(connection: "sqlite3.Connection") -> list[str]:
        rows = sent_and_now(connection, everybody, no, None).rows
        said = f"{no} 有 {len(rows)} 个数和账本现在算出的不同；用 submit diff {no} 看是哪些"
        return [said] if rows else []

    remind(ctx, no, other)


def list_(
    ctx: typer.Context,
    *,
    form: Annotated[
        list[str] | None, typer.Option("--form", metavar="报表", help="只看这种报表；可写多次")
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="期间", help="只看这个期间的")
    ] = None,
    text: options.Text = None,
    with_voided: Annotated[bool, typer.Option("--all", help="连同已作废的")] = False,
    as_of: options.AsOf = None,
    order: options.Order,
    look: options.Look,
) -> None:
    """列出报过的报表。"""
    from zizhao_cli.report.submits import submission_list

    day = context.day("--as-of", as_of)
    options.answer(
        ctx,
        look.out(),
        lambda ledger: submission_list(
            ledger,
            day,
            form or (),
            period,
            order.sort,
            order.limit,
            with_voided=with_voided,
            text=text or (),
        ),
    )


def show(
    ctx: typer.Context,
    numbers: Numbers,
    format: options.RecordFormat = None,
    output: KeptFile = None,
) -> None:
    """显示一次上报：报出的数、经过；--output 给回报出的文件，一个字节不差。"""
    if output is not None and format is None:
        give_back(ctx, SUBMIT, numbers, output)
        return
    from zizhao_cli.render.output import Output
    from zizhao_cli.report.evidence import evidence_lines, evidence_of
    from zizhao_cli.report.model import Record
    from zizhao_cli.report.submits import COLUMNS, sent_lines, submission_record
    from zizhao_cli.report.timeline import remarks, timeline, timeline_lines

    today = settings.today()

    def told(connection: "sqlite3.Connection", no: str) -> "Shown":
        row, sent = submission_record(connection, no, today)
        steps, noted = timeline(connection, SUBMIT, no), remarks(connection, SUBMIT, no)
        evidence = evidence_of(connection, SUBMIT, no)
        below = [
            ("报出的数", sent_lines(sent)),
            ("经过", timeline_lines(SUBMIT, steps, noted)),
            ("文件", evidence_lines(evidence)),
        ]
        content = {**row, "sent": sent, "timeline": steps, "notes": noted, "evidence": evidence}
        return Record(COLUMNS, row, row["no"], below), content

    options.show_each(ctx, Output(format, output), SUBMIT, numbers, told)


def return_(
    ctx: typer.Context,
    numbers: Numbers,
    reason: options.Reason = None,
    on: options.On = None,
) -> None:
    """记下被退回的上报；重填的另报一次。"""
    from zizhao_cli.ledger.submits import return_submissions

    given: dict[str, Any] = complete({"reason": reason}, [questions.of(WHY_RETURNED)])
    _tell(return_submissions(context.session(ctx), numbers, given["reason"], on))


def void(ctx: typer.Context, numbers: Numbers, reason: options.Reason = None) -> None:
    """作废记错的上报，就当没有报过。"""
    from zizhao_cli.ledger.submits import void_submissions

    given: dict[str, Any] = complete({"reason": reason}, [questions.of(REASON, "作废理由")])
    _tell(void_submissions(context.session(ctx), numbers, given["reason"]))


def retract(ctx: typer.Context, numbers: Numbers, reason: options.Reason = None) -> None:
    """撤回记错的退回，就当没有退回过。"""
    from zizhao_cli.ledger.submits import retract_return

    given: dict[str, Any] = complete({"reason": reason}, [questions.of(REASON, "撤回理由")])
    _tell(retract_return(context.session(ctx), numbers, given["reason"]))


def note(
    ctx: typer.Context,
    said: Annotated[list[str], options.numbers_and_text(SUBMIT)],
    evidence: options.Evidence = None,
    on: options.On = None,
) -> None:
    """给上报加一条备注或佐证；别的都不变。"""
    note_of(ctx, SUBMIT, said, on, evidence or ())


def diff(
    ctx: typer.Context,
    *,
    no: Annotated[str, options.number_of(SUBMIT)],
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="日期", help="数到哪一天，默认报出时数到的那一天"),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="连同没有变的数")] = False,
    look: options.Look,
) -> None:
    """报出的数和现在的数：同一期间、数到同一天，哪些不同，其间记了什么。"""
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.sent_and_now import sent_and_now

    everybody = Filters(context.ledger(ctx), settings.today())
    day = None if as_of is None else context.day("--as-of", as_of)
    options.answer(
        ctx,
        look.out(),
        lambda ledger: sent_and_now(ledger, everybody, no, day, everything=everything),
    )


def due(
    ctx: typer.Context,
    *,
    as_of: options.AsOf = None,
    within: Annotated[
        int, typer.Option("--within", metavar="天", min=0, max=3660, help="连同几天内要报的")
    ] = 7,
    everything: Annotated[bool, typer.Option("--all", help="连同已报的")] = False,
    look: options.Look,
) -> None:
    """列出到期没有报、就要报的报表，迟了的在前。"""
    from zizhao_cli.report.submissions_due import submissions_due

    day, path = context.day("--as-of", as_of), context.ledger(ctx)
    options.answer(
        ctx,
        look.out(),
        lambda ledger: submissions_due(ledger, path, day, within, everything=everything),
    )


def _tell(changed: list[Any]) -> None:
    announce("\n".join(one.after.number() for one in changed))
