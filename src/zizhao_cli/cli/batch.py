"""zizhao batch: what one import wrote; and many commands at once."""

from typing import TYPE_CHECKING, Annotated

import typer

from zizhao_cli.cli import batch_run, context, options, questions
from zizhao_cli.cli.ask import complete, confirm, note, on_terminal
from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.corrected import rehearsed
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.nouns import noun
from zizhao_cli.cli.recorded import announce, remind
from zizhao_cli.domain.kinds.batch import BATCH, WHY_UNDONE

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.render.output import Shown

app = noun("batch")

Numbers = Annotated[list[str], options.numbers_of(BATCH)]


@app.command("list", cls=ChineseCommand)
@bundled
def list_batches(ctx: typer.Context, order: options.Order, look: options.Look) -> None:
    """列出导入过的批次。"""
    from zizhao_cli.report.batches import batch_list

    options.answer(ctx, look.out(), lambda ledger: batch_list(ledger, order.sort, order.limit))


@app.command("show", cls=ChineseCommand)
def show(
    ctx: typer.Context,
    numbers: Numbers,
    format: options.RecordFormat = None,
    output: options.File = None,
) -> None:
    """显示批次和它的回执。"""
    from zizhao_cli.render.output import Output
    from zizhao_cli.report.batches import COLUMNS, batch_record
    from zizhao_cli.report.model import Record

    def told(connection: "sqlite3.Connection", no: str) -> "Shown":
        row, receipt = batch_record(connection, no)
        files = [
            f"{file['file']}  {file['rows']} 行  SHA-256 {file['sha256']}"
            for file in receipt["files"]
        ]
        skipped = [
            note["file"] + (f" 第 {note['line']} 行" if note["line"] else "") + f"：{note['why']}"
            for note in receipt["skipped"]
        ]
        warnings = [
            f"{note['file']} 第 {note['line']} 行：{note['message']}"
            for note in receipt["warnings"]
        ]
        below = [
            ("文件", files),
            ("新增单位", receipt["new_units"]),
            ("略过", skipped),
            ("注意", warnings),
        ]
        record = Record(COLUMNS, row, row["batch"], [part for part in below if part[1]])
        return record, {**row, "receipt": receipt}

    options.show_each(ctx, Output(format, output), BATCH, numbers, told)


@app.command("undo", cls=ChineseCommand)
@bundled
def undo(
    ctx: typer.Context,
    *,
    numbers: Numbers,
    reason: options.Reason = None,
    approval: options.Approval,
) -> None:
    """撤销批次：它写入的检查、隐患全部作废，各日的报表里都不再有；它登记的单位停用。

    后来办过事的不能撤销。隔日再撤，里面有重大或已逾期隐患的须经批准。
    """
    from zizhao_cli.ledger.batches import undo_batch
    from zizhao_cli.report.batches import undone_with

    given = complete({"reason": reason}, [questions.of(WHY_UNDONE)])

    def undo_it(session: "LedgerSession") -> list[str]:
        return undo_batch(session, numbers, given["reason"], **approval.by)

    session = context.session(ctx)
    if on_terminal() and not approval.yes:
        undone, _, session = rehearsed(session, undo_it)
        for line in (line for no in undone for line in _written_by(ctx, no)):
            note(line)
        confirm(f"撤销 {'、'.join(undone)}，它写入的全部作废？")
    undone = undo_it(session)
    announce("\n".join(undone))
    remind(ctx, "、".join(undone), lambda ledger: [undone_with(ledger, no) for no in undone])


def _written_by(ctx: typer.Context, no: str) -> list[str]:
    """Return a line for each file of a batch, with its rows, and one of what goes with it."""
    from zizhao_cli.report.batches import batch_record, goes_with

    with context.reading(ctx) as connection:
        _, receipt = batch_record(connection, no)
        files = [f"{no}：{file['file']}，{file['rows']} 行" for file in receipt["files"]]
        return [*files, f"{no}：{goes_with(connection, no)}"]


batch_run.attach(app)
