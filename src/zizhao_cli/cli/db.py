"""zizhao db."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, options, questions
from zizhao_cli.cli.ask import complete, confirm, note, on_terminal
from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.nouns import noun
from zizhao_cli.cli.progress import progress
from zizhao_cli.cli.recorded import BACKED_UP, announce
from zizhao_cli.domain.kinds.fields import APPROVED_BY, REASON
from zizhao_cli.errors import ExitCode, UsageProblem, quoted, visible
from zizhao_cli.store.verify.findings import ANCHOR, DAMAGE, EVIDENCE, REUSE, UNNAMED, WITHHELD

if TYPE_CHECKING:
    from zizhao_cli.store.verify.findings import Finding
    from zizhao_cli.store.verify.verify import Anchor

app = noun("db")


@app.command("info", cls=ChineseCommand)
def info(
    ctx: typer.Context, format: options.RecordFormat = None, output: options.File = None
) -> None:
    """显示账本文件的情况：位置、大小、格式、各有多少记录、最后一条日志。"""
    from zizhao_cli.render.output import Output
    from zizhao_cli.report.ledger import COLUMNS, ledger_info
    from zizhao_cli.report.model import Record
    from zizhao_cli.store.reading import reading

    out = Output(format, output)
    path = context.ledger(ctx)
    with reading(path) as connection:
        row = ledger_info(connection, path)
    out.record(Record(COLUMNS, row, "账本"), row)


@app.command("verify", cls=ChineseCommand)
@bundled
def verify(
    ctx: typer.Context,
    *,
    anchor: Annotated[
        list[str] | None,
        typer.Option(
            "--anchor",
            metavar="条数:校验值",
            help="报表上印着的锚点；核对那以前的账没有改过，可写多次",
        ),
    ] = None,
    look: options.Look,
) -> None:
    """核验账本：文件、表结构、引用、日志链、各表与逐步重演、佐证文件。只读。

    有问题时逐条列出，以 4 退出；套用照片、没有记录写到的佐证文件也列出。
    """
    from zizhao_cli.report.ledger import findings_report
    from zizhao_cli.store.verify.verify import verify as verify_ledger

    out = look.out()
    anchors = [_anchor(text) for text in anchor or []]
    path = context.ledger(ctx)
    context.warn_if_open_to_others(path)
    with progress() as tell:
        verified = verify_ledger(path, anchors, tell)
    out.report(findings_report(verified, len(anchors)))
    for kind in {finding.kind: None for finding in verified.findings}:
        note(_WAYS_OUT[kind])
    if any(finding.kind != WITHHELD for finding in verified.findings):
        raise typer.Exit(ExitCode.FOUND)


_WAYS_OUT = {
    DAMAGE: "账本与日志对不上：先复制留存，再查明原因，或用 db restore 从备份恢复",
    EVIDENCE: "佐证缺了或变了：把原件照上面的位置和文件名放回；没有原件的，从有它的备份旁的 evidence 文件夹里找同名的文件复制过去",
    ANCHOR: "锚点不符：先核对抄得对不对，这份账是不是在那张报表以前备份的",
    REUSE: "套用照片：请核对是不是附错了；账本没有损坏",
    WITHHELD: "这是不带密封件的副本：别的都核验了，只供查看，不能接着记、也不能恢复成账本",
    UNNAMED: "没有记录写到的佐证文件，多半是记账中断、恢复旧备份留下的，账本没有损坏；打开看过、确实没有用的，自己移走，程序不删",
}


class BadAnchor(UsageProblem):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"--anchor 看不懂 {quoted(text)}",
            f"照报表上印的写，条数:校验值，至少 {LEAST_HEAD} 位，如 128:9a7522d67d5a47cd",
        )


LEAST_HEAD = 16
"""Fewer digits of a hash could be met by trying."""


def _anchor(text: str) -> "Anchor":
    from zizhao_cli.store.verify.verify import Anchor

    found = re.fullmatch(
        rf"\s*(?:账本锚点)?\s*([1-9][0-9]{{0,14}})\s*[:：]\s*([0-9a-fA-F]{{{LEAST_HEAD},64}})(?:（[未已]核验）)?\s*",
        text,
    )
    if found is None:
        raise BadAnchor(text)
    return Anchor(int(found[1]), found[2].lower())


@app.command("backup", cls=ChineseCommand)
def backup(
    ctx: typer.Context,
    folder: Annotated[
        str | None,
        typer.Argument(metavar="[文件夹]", help="放备份的文件夹，默认账本旁的 backups"),
    ] = None,
    keep: Annotated[
        int | None,
        typer.Option("--keep", metavar="份", min=1, help="只留最新的几份，更旧的删去；默认都留"),
    ] = None,
    without_sealed: Annotated[
        bool,
        typer.Option(
            "--without-sealed",
            help="不带密封件的副本，给别人看、核验用；能核验，不能恢复成账本",
        ),
    ] = False,
    format: options.RecordFormat = None,
) -> None:
    """备份账本和佐证，核验备份，输出备份文件的位置。别的程序正在写也可以备份。

    账本有损坏时照样留一份，名称以 .damaged.db 结尾；账本有损坏或佐证缺了、变了，旧备份一份不删，以 4 退出。
    """
    from zizhao_cli.render.output import Output
    from zizhao_cli.store.backup.backup import back_up, default_folder

    path = context.ledger(ctx)
    into = Path(folder) if folder else default_folder(path)
    with progress() as tell:
        made = back_up(path, into, settings.now(), keep, without_sealed=without_sealed, tell=tell)
    message = {
        "backup": str(made.path),
        "entries": made.verified.entries,
        "head": made.verified.head,
        "evidence": made.evidence,
        "damaged": made.damaged,
        "removed": [str(old) for old in made.removed],
        "lacking": [found.record for found in made.lacking],
    }
    if format == "json":
        announce(str(made.path), lambda: Output(format, None).json(message), BACKED_UP)
    else:
        announce(visible(str(made.path)), kept=BACKED_UP)
        sure = "已备份，核验不通过" if made.damaged else "已备份并核验"
        note(f"{sure}：日志 {made.verified.entries} 条，新复制佐证 {made.evidence} 份")
        for old in made.removed:
            note(f"已删去旧备份 {old}")
    if made.damaged:
        note(
            "账本有损坏或改动：这份备份只供留存，不能恢复；用 db verify 看是哪些，用 db restore 恢复更早的备份"
        )
    _tell_lacking(made.lacking)
    if made.damaged or made.lacking:
        raise typer.Exit(ExitCode.FOUND)


def _tell_lacking(lacking: "list[Finding]") -> None:
    for found in lacking:
        note(f"{found.record}：{found.problem}")
    if lacking:
        note(_WAYS_OUT[EVIDENCE])


@app.command("restore", cls=ChineseCommand)
def restore(
    ctx: typer.Context,
    backup_file: Annotated[str, typer.Argument(metavar="备份文件", help="db backup 写的文件")],
    lacking_evidence: Annotated[
        bool,
        typer.Option("--lacking-evidence", help="佐证缺了、找不回的也恢复；db verify 仍会列出缺的"),
    ] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="备份和现在的账本已经各走各的，或是另一本账，也恢复，不问"),
    ] = False,
    yes: options.Yes = False,
) -> None:
    """从备份恢复账本和佐证：先核验备份；原来的账本另存在旁边。

    恢复记入日志，并注明换下的账本当时的锚点。会换下备份里没有的记录时，在终端上先问；
    备份不是现在这本账早先的样子的，不问就不恢复。
    """
    from zizhao_cli.ledger.upkeep import HistoryParts, RecordedSince, Restored
    from zizhao_cli.ledger.upkeep import restore as put_back

    session = context.session(ctx)

    def put(*, force: bool, asking: bool = False) -> Restored:
        with progress() as tell:
            return put_back(
                session,
                Path(backup_file),
                lacking_evidence=lacking_evidence,
                force=force,
                asking=asking,
                tell=tell,
            )

    asking = on_terminal() and not yes
    try:
        done = put(force=force, asking=asking)
    except (HistoryParts, RecordedSince) as going:
        if not asking:
            raise
        note(going.sentence)
        confirm("换下的账本会另存在旁边。确要恢复？")
        done = put(force=True)
    note(f"已从 {backup_file} 恢复 {session.path}：日志 {done.entries} 条，最后一条记着这次恢复")
    if done.aside is not None:
        note(f"原来的账本另存为 {done.aside}")
    if done.later:
        note(
            f"注意：备份以后又记的 {done.later} 条只在另存的那份里，请对着补记；它们的编号会再用到，印出去过的请更正"
        )
    if done.another:
        note(
            "注意：换上的是另一本账，和原来的不是从同一条日志开始的；拿错了备份，就用另存的那份再恢复一次"
        )
    _tell_lacking(done.lacking)
    _tell_changed_answers(session.path, done.before)


@app.command("upgrade", cls=ChineseCommand)
def upgrade(ctx: typer.Context) -> None:
    """把旧格式的账本升级到本程序的格式：先备份，升级后核验；有一步不成，账本仍是原样。

    升级后以往各日的报表有变的，说出是哪几项。
    """
    from zizhao_cli.ledger.upkeep import bring_up_to_date

    session = context.session(ctx)
    with progress() as tell:
        done = bring_up_to_date(session, tell)
    if done is None:
        note("账本已经是本程序的格式，没有可升级的")
        return
    note(f"升级前的备份：{done.backup.path}")
    note(f"已升级：{done.before} → {done.after}，核验通过")
    _tell_changed_answers(session.path, done.before)


def _tell_changed_answers(path: Path, before: str) -> None:
    """Say what the ledger tells otherwise of past days, now that it is no longer of the revision `before`."""
    from zizhao_cli.report.upgraded import changed_answers
    from zizhao_cli.store.reading import reading

    with reading(path) as connection:
        changed = changed_answers(connection, before)
    for sentence in changed:
        note(sentence)


@app.command("accept-clock", cls=ChineseCommand)
def accept_clock(
    ctx: typer.Context,
    reason: options.Reason = None,
    approved_by: Annotated[str | None, options.option(APPROVED_BY)] = None,
    yes: options.Yes = False,
) -> None:
    """账本的最后一条是用走快了的钟记的：认可本机现在的时钟，从此照它记账。

    认可记入日志；在它以前记的，--known-at 都算不晚于这一刻知道。各步的日子不因此放宽。
    """
    from zizhao_cli.ledger.clock import accept_clock as accept

    asked = [questions.of(REASON, "认可的理由"), questions.of(APPROVED_BY)]
    given = complete({"reason": reason, "approved_by": approved_by}, asked)
    if on_terminal() and not yes:
        confirm(f"本机时钟 {settings.now():%Y-%m-%d %H:%M}，照它记账？")
    ahead = accept(context.session(ctx), **given)
    note(f"已认可本机时钟 {settings.now():%Y-%m-%d %H:%M}；上一条记在 {ahead}")
