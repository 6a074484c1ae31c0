"""zizhao nightly."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context
from zizhao_cli.cli.ask import note
from zizhao_cli.cli.help import ChineseCommand, ChineseGroup
from zizhao_cli.errors import ExitCode

if TYPE_CHECKING:
    from zizhao_cli.nightly.run import Tonight

app = typer.Typer(
    add_completion=False,
    cls=ChineseGroup,
    rich_markup_mode=None,
    invoke_without_command=True,
)

KEEP = 30
Into = Annotated[
    str | None,
    typer.Option("--into", metavar="文件夹", help="每晚一个文件夹放在哪里，默认账本旁的 nightly"),
]
Keep = Annotated[
    int | None,
    typer.Option("--keep", metavar="份", min=1, help=f"备份留最新的几份，更旧的删去；默认 {KEEP}"),
]


@app.callback()
def nightly(
    ctx: typer.Context,
    *,
    into: Into = None,
    keep: Keep = None,
    again: Annotated[bool, typer.Option("--again", help="今晚已经发过的群也再发一次")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只显示要出的报表、要发的消息；什么也不写，什么也不发")
    ] = False,
) -> None:
    """每晚的事：核验、备份、出逾期和将到期的报表、发到群里

    报表放在当天日期的文件夹里，也输出一份；再跑一次，报表一样，发过的群不再发，没有发成的再发。
    账本有损坏以 4 退出，有群没有发到、备份不成以 1 退出。
    """
    if ctx.invoked_subcommand is not None:
        return
    from zizhao_cli.nightly.run import run

    ledger = context.ledger(ctx)
    context.warn_if_open_to_others(ledger)
    folder = Path(into).expanduser() if into else ledger.parent / "nightly"
    if dry_run:
        _rehearse(ledger, folder)
        return
    found, code = run(ledger, folder, keep or KEEP, note, again=again)
    if found.damage is None:
        _show(found)
    if code:
        raise typer.Exit(code)


def _show(found: "Tonight") -> None:
    """Print the reports of a night: drawn on a terminal, elsewhere the text that is kept."""
    from zizhao_cli.render.output import Output, say

    out = Output()
    if not out.on_terminal() or found.damage is not None:
        say(found.text)
        return
    for report in found.reports:
        say(f"{report.title}\n")
        out.report(report)
        say("\n")


def _rehearse(ledger: Path, folder: Path) -> None:
    """Print what a night would report and send."""
    from zizhao_cli.nightly.run import tonight
    from zizhao_cli.render.output import say

    found = tonight(ledger, folder)
    _show(found)
    for group, messages in found.told:
        for number, message in enumerate(messages, start=1):
            say(f"\n—— 群“{group.name}”第 {number} 条 ——\n{message}\n")
    for said in found.remarks:
        note(said)
    for name, problem in found.unasked.items():
        note(f"群“{name}”发不了：{problem.sentence}")
        if problem.way_out:
            note(f"  {problem.way_out}")
    note(f"没有写、没有发；会备份，报表会放在 {folder / str(found.night)}")
    if found.damage is not None:
        raise typer.Exit(ExitCode.FOUND)
    if found.unasked:
        raise typer.Exit(ExitCode.FAULT)


@app.command("install", cls=ChineseCommand)
def install(
    ctx: typer.Context,
    at: Annotated[str, typer.Option("--at", metavar="几点", help="北京时间几点几分")] = "18:30",
    into: Into = None,
    keep: Keep = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只显示要写什么，不写")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="已有同名的定时器，不是本程序写的，也换掉")
    ] = False,
) -> None:
    """在这台机器上设好定时：systemd、cron 或 Windows 任务计划，每天跑一次 nightly。

    说出写了什么、怎么去掉；再设一次就换成新的时刻。
    """
    from zizhao_cli.nightly.install import install as write
    from zizhao_cli.nightly.install import planned
    from zizhao_cli.nightly.timer import call
    from zizhao_cli.render.output import say

    ledger, actor = context.ledger(ctx), settings.actor(ctx.find_root().obj.by)
    with context.reading(ctx):  # a timer for no ledger would fail every night
        pass
    what = call(ledger, actor, Path(into).expanduser() if into else None, keep, at)
    timer = planned(what)
    if not dry_run:
        write(what, timer, force=force)
    for place, text in timer.texts.items():
        say(f"{place}：\n{text}\n")
    for command in timer.commands:
        say(f"$ {' '.join(command)}\n")
    note("没有写；照上面的写" if dry_run else f"已设好：每天北京时间 {what.at:%H:%M}")
    note(f"去掉：{timer.away}")
    note(timer.besides)
