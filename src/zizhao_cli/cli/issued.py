"""zizhao notice: drawing up and issuing a paper."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, options, questions
from zizhao_cli.cli.ask import complete, go_on, note, on_terminal
from zizhao_cli.cli.bundle import Bundle
from zizhao_cli.cli.given_back import refuse_others
from zizhao_cli.cli.nouns import add_commands
from zizhao_cli.cli.papers import refuse_other_names, say_lacking
from zizhao_cli.cli.recorded import announce
from zizhao_cli.domain.dates import parse_past_day
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds import notice as notice_fields
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.kinds.notice import NOTICE
from zizhao_cli.domain.values import Paper
from zizhao_cli.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zizhao_cli.render.papers.pictures import Picture
    from zizhao_cli.report.papers.drawn import Asked, Drawn


class UnitAndNumbers(UsageProblem):
    def __init__(self) -> None:
        super().__init__(
            "隐患编号和 --unit 要写一样，也只能写一样",
            "写编号只管这几项；写 --unit 管这个单位待整改、还没有开过的",
        )


class ReportBeforeIssue(Refused):
    def __init__(self, due: object, issued_on: object) -> None:
        super().__init__(f"回报期限 {due} 早于签发日期 {issued_on}", "核对 --report-by 和 --on")


class DraftNeedsFile(UsageProblem):
    def __init__(self) -> None:
        super().__init__("--draft 要写 --output", "草稿不存进账本，写到文件里看")


class ToIssue(Bundle):
    """What every paper is told, and where its file goes."""

    on: Annotated[str | None, options.option(notice_fields.ISSUED_ON)] = None
    to: Annotated[str | None, options.option(notice_fields.RECEIVER)] = None
    inspector: Annotated[list[str] | None, options.option(notice_fields.SIGNERS)] = None
    head: Annotated[
        str | None,
        typer.Option("--head", metavar="姓名", help="文书上的单位负责人，默认名册上的"),
    ] = None
    remark: Annotated[str | None, typer.Option("--remark", metavar="文字", help="文书上的备注")] = (
        None
    )
    output: Annotated[
        str | None,
        typer.Option("--output", metavar="文件", help="把文件（.docx）写到这里，- 是标准输出"),
    ] = None
    draft: Annotated[
        bool, typer.Option("--draft", help="只写草稿看看：不编号，不记账；须写 --output")
    ] = False
    yes: options.Yes = False

    def asked(self, paper: Paper, numbers: "Sequence[str]", **besides: Any) -> "Asked":  # noqa: ANN401 - what one paper is asked
        """Return what is asked of the paper. Raises any of domain.errors."""
        from zizhao_cli.domain.reading import Known, read_field
        from zizhao_cli.report.papers.drawn import Asked

        today = settings.today()
        known = Known(today)
        return Asked(
            paper,
            numbers,
            parse_past_day(notice_fields.ISSUED_ON.name, self.on, today),
            receiver=None
            if self.to is None
            else read_field(notice_fields.RECEIVER, self.to, known),
            inspectors=[
                read_field(notice_fields.SIGNERS, name, known)
                for names in self.inspector or ()
                for name in names.split("、")
            ],
            head=None if self.head is None else _line("单位负责人", self.head),
            remark=None if self.remark is None else _line("备注", self.remark),
            **besides,
        )


def _line(name: str, text: str) -> str:
    """Return one line that a paper prints. Raises what `typed` raises."""
    from zizhao_cli.domain.text import SHORT_TEXT, typed

    return typed(name, text, SHORT_TEXT, lines=False)


def attach(app: typer.Typer) -> None:
    """Add the papers to the commands of `notice`."""
    add_commands(app, rectify, review, supervise, transfer)


def rectify(
    ctx: typer.Context,
    *,
    numbers: Annotated[list[str] | None, options.numbers_of(HAZARD)] = None,
    unit: options.UnitName = None,
    pictures: Annotated[
        bool, typer.Option("--pictures/--no-pictures", help="在文书上印发现时的照片（jpg、png）")
    ] = True,
    issuing: ToIssue,
) -> None:
    """签发限期整改意见书：写隐患编号，或 --unit 管一个单位全部待整改的。输出文书编号。"""
    if bool(numbers) == (unit is not None):
        raise UnitAndNumbers
    _issue(ctx, issuing.asked(Paper.RECTIFY, numbers or (), unit=unit, pictures=pictures), issuing)


def review(
    ctx: typer.Context,
    *,
    number: Annotated[str, options.number_of(NOTICE)],
    issuing: ToIssue,
) -> None:
    """签发复查意见书：写限期整改意见书的编号；用它的字号，列出已复查的各项。"""
    _issue(ctx, issuing.asked(Paper.REVIEW, [number]), issuing)


def supervise(
    ctx: typer.Context,
    *,
    numbers: options.HazardNumbers,
    report_by: Annotated[str | None, options.option(notice_fields.REPORT_BY)] = None,
    issuing: ToIssue,
) -> None:
    """签发督办通知：督办一个单位没有销号的隐患，写明何时回报。"""
    from zizhao_cli import datafiles
    from zizhao_cli.domain.deadlines import resolve_due
    from zizhao_cli.domain.errors.steps import DueBeforeFound

    today = settings.today()
    given = complete(
        {"report_by": report_by},
        [questions.due(today, "回报期限")._replace(key="report_by", option="--report-by")],
    )
    asked = issuing.asked(Paper.SUPERVISE, numbers)
    try:
        due = resolve_due(
            given["report_by"],
            found_on=asked.issued_on,
            today=today,
            days_off=lambda: datafiles.days_off(context.ledger(ctx)),
        )
    except DueBeforeFound:
        raise ReportBeforeIssue(given["report_by"], asked.issued_on) from None
    _issue(ctx, asked._replace(report_by=due.due_on), issuing)


def transfer(
    ctx: typer.Context,
    *,
    numbers: options.HazardNumbers,
    approver: Annotated[
        str | None, typer.Option("--approver", metavar="姓名", help="抄告单上的批准人")
    ] = None,
    issuing: ToIssue,
) -> None:
    """签发抄告单：把已移送的隐患抄告那个机关；回复的期限在移送上。"""
    named = None if approver is None else _line("批准人", approver)
    _issue(ctx, issuing.asked(Paper.TRANSFER, numbers, approver=named), issuing)


def _issue(ctx: typer.Context, asked: "Asked", issuing: ToIssue) -> None:
    from zizhao_cli.ledger.notices import draw_up, issue
    from zizhao_cli.render.output import give
    from zizhao_cli.render.papers.fonts import missing_fonts

    output = issuing.output
    refuse_other_names(output)
    if issuing.draft:
        if output is None:
            raise DraftNeedsFile
        drawn = draw_up(context.session_to_try_in(ctx), asked)
        content = _filled(ctx, drawn._replace(values={**drawn.values, "number": "（草稿）"}))
        give(content, output)
        say_lacking(missing_fonts(content))
        return
    if output is not None:
        refuse_others(output)
    session = context.session(ctx)
    if on_terminal() and not issuing.yes:
        drawn = draw_up(session, asked)
        note(f"将签发 {drawn.name.removesuffix('.docx')}，主送 {drawn.record['receiver']}：")
        for line in [*drawn.items, *drawn.remarks]:
            note(line)
        go_on()
        session = replace(session, as_entry=drawn.entry)
    notice, content, remarks = issue(session, asked, lambda drawn: _filled(ctx, drawn))
    no = notice.number()
    announce(no, None if output is None else lambda: _put(no, output, content))
    if output in (None, "-"):
        note(f"{no} {notice.paper_no} 已存入账本；取出来打印：notice show {no} --output 文件.docx")
    for remark in () if on_terminal() and not issuing.yes else remarks:
        note(remark)
    say_lacking(missing_fonts(content))


def _put(no: str, output: str, content: bytes) -> None:
    from zizhao_cli.render.output import give, say

    give(content, output)
    if output != "-":
        say(f"{no}\n")


def _filled(ctx: typer.Context, drawn: "Drawn") -> bytes:
    """Return the file of a paper, with the pictures of what it is about."""
    from zizhao_cli.render.papers.filled import filled

    pictured = [
        {**problem, "pictures": [_picture(**one) for one in problem["pictures"]]}
        for problem in drawn.values.get("problems", ())
    ]
    values = {**drawn.values, "problems": pictured} if pictured else drawn.values
    return filled(drawn.record["paper"], values, context.ledger(ctx))


def _picture(image: "Path | None", caption: str) -> "Picture":
    """Return a picture as its file has it; of one that is gone the paper says so."""
    from zizhao_cli.render.papers.pictures import Picture

    try:
        return Picture(b"" if image is None else image.read_bytes(), caption)
    except OSError:
        return Picture(b"", caption)
