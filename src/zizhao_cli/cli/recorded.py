"""What a recording command says once the record is in the ledger, whatever else goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli import settings
from zizhao_cli.cli import context
from zizhao_cli.cli.ask import note
from zizhao_cli.errors import ExitCode, MachineFault, ZizhaoError, system_reason

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    import typer

    from zizhao_cli.domain.kinds.kind import Kind


class Kept(NamedTuple):
    """How it is said that something is kept, and what to do where it could not be shown."""

    how: str
    way_out: str


IN_LEDGER = Kept("已记入账本", "不要重复登记；用 journal list 查看")
BACKED_UP = Kept("已备份好", "不用再备一次")


def announce(no: str, show: Callable[[], None] | None = None, kept: Kept = IN_LEDGER) -> None:
    """Write the number of what was just recorded, alone on its line; or have `show` write all of it.

    Raises RecordedButNotShown, for the record is in the ledger by now, whatever becomes of the output.
    """
    from zizhao_cli.render.output import say

    try:
        if show is None:
            say(f"{no}\n")
        else:
            show()
    except OSError as problem:
        raise RecordedButNotShown(no, system_reason(problem), kept) from problem
    except ZizhaoError as problem:
        raise RecordedButNotShown(no, problem.sentence, kept) from problem
    except KeyboardInterrupt:
        raise RecordedThenInterrupted(no, "被中断", kept) from None


def remind(
    ctx: typer.Context, no: str, question: Callable[[sqlite3.Connection], Iterable[str | None]]
) -> None:
    """Say on stderr what `question` finds in the ledger that is to be seen to in the record `no`, written just now.

    That this fails is no failure of the recording.
    """
    try:
        with context.reading(ctx) as connection:
            for message in filter(None, question(connection)):
                note(message)
    except ZizhaoError as problem:
        note(f"{no} 已记入账本，只是没能核对有没有要提醒的：{problem.sentence}")


def point_out(ctx: typer.Context, kind: Kind, no: str) -> None:
    """Say on stderr what is odd in the check or hazard `no`, written just now."""
    from zizhao_cli.report.oddities import oddities

    path, today = context.ledger(ctx), settings.today()
    remind(ctx, no, lambda ledger: oddities(ledger, path, kind, no, today))


class RecordedButNotShown(MachineFault):
    def __init__(self, no: str, reason: str, kept: Kept) -> None:
        super().__init__("输出编号", reason)
        self.sentence = f"{no} {kept.how}，只是没能输出：{reason}"
        self.way_out = kept.way_out


class RecordedThenInterrupted(RecordedButNotShown):
    code = ExitCode.INTERRUPTED
