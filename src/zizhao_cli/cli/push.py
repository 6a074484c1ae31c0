"""zizhao push."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, options
from zizhao_cli.cli.ask import note
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.progress import progress
from zizhao_cli.cli.recorded import Kept, announce
from zizhao_cli.district_address import NoAddress, address
from zizhao_cli.domain.receipts import Receipt, receipt_of
from zizhao_cli.errors import MachineFault, UsageProblem, quoted

if TYPE_CHECKING:
    from zizhao_cli.district_address import Address

app = typer.Typer(add_completion=False, rich_markup_mode=None)

PUSHED = Kept("已报送，区县已收下", "不用再报；再报一次会补上回执")
LONGEST_RECEIPT = 1 << 16


class OneWay(UsageProblem):
    def __init__(self) -> None:
        super().__init__(
            "区县库地址、--file、--receipt 一次只用一样",
            "直接报送写地址；写成文件用 --file；记入带回的回执用 --receipt",
        )


class NotAReceipt(UsageProblem):
    def __init__(self, file: str) -> None:
        super().__init__(
            f"{quoted(file)} 不是区县的回执，或改过了", "用 district accept --output 写的文件"
        )


@app.command("push", cls=ChineseCommand)
def push(
    ctx: typer.Context,
    district: Annotated[
        str | None,
        typer.Argument(
            metavar="[区县库地址]",
            help="postgresql://账号@主机/库名；默认 ZIZHAO_DISTRICT，或设定 district",
        ),
    ] = None,
    file: Annotated[
        str | None,
        typer.Option(
            "--file", metavar="文件", help="不连区县，写成文件，用 U 盘送去；- 是标准输出"
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="连同区县已有回执的，从头写；和 --file 一起用")
    ] = False,
    receipt: Annotated[
        str | None,
        typer.Option("--receipt", metavar="文件", help="记入区县收下文件后给的回执"),
    ] = None,
    evidence: Annotated[bool, typer.Option("--evidence", help="连同佐证文件")] = False,
    format: options.RecordFormat = None,
) -> None:
    """把日志里区县还没有的报送给区县，区县逐条核对后收下，回执记入账本。

    先核验，不通过不报。举报的密封件不送。中断了再报一次，不丢也不重。
    """
    if sum(given is not None for given in (district, file, receipt)) > 1 or (
        everything and file is None
    ):
        raise OneWay
    if file is not None:
        _write(ctx, file, everything=everything, evidence=evidence)
    elif receipt is not None:
        _record(ctx, receipt)
    else:
        _push(ctx, _place(district), format, evidence=evidence)


def _place(typed: str | None) -> "Address":
    chosen = typed or os.environ.get("ZIZHAO_DISTRICT") or settings.configured("district")
    place = address(chosen) if chosen else None
    if place is None:
        raise NoAddress(chosen)
    return place


def _push(ctx: typer.Context, place: "Address", format: str | None, *, evidence: bool) -> None:
    from zizhao_cli.ledger.push import push as hand_in
    from zizhao_cli.render.output import Output

    session = context.session(ctx)
    with progress() as tell:
        done = hand_in(session, place, evidence=evidence, tell=tell)
    told = done.receipt.told if done.receipt else {}
    message = {
        "town": done.town,
        "pushed": done.entries,
        "files": done.files,
        "receipt": told.get("receipt"),
        "entries": told.get("entries"),
        "head": told.get("head"),
        "at": told.get("at"),
    }
    if format == "json":
        announce(done.town, lambda: Output(format, None).json(message), PUSHED)
    elif done.receipt is not None:
        announce(f"{told['entries']}:{told['head']}", kept=PUSHED)
    if done.entries or done.files:
        files = f"，佐证 {done.files} 份" if done.files else ""
        note(f"已报送 {done.town}：日志 {done.entries} 条{files}")
    else:
        note(f"{done.town} 没有新的内容要报")
    if done.receipt is not None:
        note(f"区县回执 {told['receipt']} 号已记入账本：收到第 {told['entries']} 条为止")
    _tell_clock(done.clock)


def _tell_clock(district: str) -> None:
    """Say where the clock of the district's server differs from the machine's own by more than writing allows for."""
    from datetime import datetime

    from zizhao_cli.store.journal.clock import CLOCK_TOLERANCE

    ahead = datetime.fromisoformat(district) - settings.now()
    if abs(ahead) > CLOCK_TOLERANCE:
        way = "快" if ahead.total_seconds() > 0 else "慢"
        minutes = int(abs(ahead).total_seconds() // 60)
        note(f"注意：区县的时钟比本机{way} {minutes} 分钟，请核对哪一边的准；回执上是区县的时间")


def _write(ctx: typer.Context, file: str, *, everything: bool, evidence: bool) -> None:
    import shutil
    from tempfile import TemporaryFile

    from zizhao_cli.cli.given_back import refuse_there
    from zizhao_cli.ledger.push import write_push
    from zizhao_cli.render.target import write_file

    refuse_there(file)
    with TemporaryFile() as draft:
        try:
            head = write_push(context.ledger(ctx), draft, everything=everything, evidence=evidence)
        except OSError as problem:
            raise MachineFault("写临时文件", problem) from problem
        if head.entries == head.after:
            note("没有新的内容要报，没有写文件")
            return
        draft.seek(0)
        if file == "-":
            shutil.copyfileobj(draft, sys.stdout.buffer)
        else:
            write_file(Path(file), draft)
    note(
        f"已写成文件：日志第 {head.after + 1} 到 {head.entries} 条；送到区县，用 district accept 收"
    )


def _record(ctx: typer.Context, file: str) -> None:
    from zizhao_cli.ledger.push import record

    receipt = _read_receipt(file)
    record(context.session(ctx), receipt)
    told = receipt.told
    note(f"区县回执 {told['receipt']} 号已记入账本：收到第 {told['entries']} 条为止")


def _read_receipt(file: str) -> Receipt:
    """Return the receipt in a file. Raises NotAReceipt, MachineFault."""
    import json

    try:
        with Path(file).open("rb") as opened:
            content = opened.read(LONGEST_RECEIPT)
        kept = json.loads(content)
        receipt = receipt_of(kept["said"], kept["hash"])
    except OSError as problem:
        raise MachineFault(f"读取 {file} ", problem) from problem
    except (ValueError, KeyError, TypeError):
        receipt = None
    if receipt is None:
        raise NotAReceipt(file)
    return receipt
