"""zizhao group: the groups that are told every night. What reaches them is asked for unseen, and shown to nobody."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, options
from zizhao_cli.cli.ask import Question, answered, note, on_terminal
from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.nouns import noun
from zizhao_cli.errors import MissingOption, UsageProblem, visible

if TYPE_CHECKING:
    from zizhao_cli.groups.channels import Channel, Piece

app = noun("group")


def _names() -> list[str]:
    from zizhao_cli.errors import ZizhaoError
    from zizhao_cli.groups.kept import groups

    try:
        return [one.name for one in groups()]
    except ZizhaoError:
        return []


New = Annotated[str, typer.Argument(metavar="名称", help="群的名称，自己起")]
Name = Annotated[
    str, typer.Argument(metavar="名称", help="群的名称，见 group list", autocompletion=_names)
]


class OfGroup(options.Narrowing):
    """What a group is told of."""

    inside: options.Inside = None
    unit: options.OfUnits = None
    supervisor: options.OfSupervisors = None
    sector: options.OfSectors = None
    measure: options.OfMeasures = None
    level: options.OfLevels = None


class AddressInArguments(UsageProblem):
    """A secret where every program of the machine, and the history of the shell, can read it. It is not repeated."""

    def __init__(self) -> None:
        super().__init__(
            "群的地址、密钥不写在命令行上，别的程序和历史记录都看得到",
            "写 --address -，从标准输入读（一行一项）；在终端上不写，会问，输入时不显示",
        )


class TooManyLines(UsageProblem):
    def __init__(self, channel: "Channel") -> None:
        asked = "、".join(piece.label for piece in channel.pieces)
        super().__init__("标准输入里的行数不对", f"一行一项，依次是：{asked}")


@app.command("add", cls=ChineseCommand, context_settings={"allow_extra_args": True})
@bundled
def add(
    ctx: typer.Context,
    *,
    name: New,
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar="种类",
            help="dingtalk 钉钉、wecom 企业微信、feishu 飞书、mail 邮件、apprise 别的",
        ),
    ],
    address: Annotated[
        list[str] | None,
        typer.Option("--address", metavar="-", help="地址从标准输入读，一行一项；不写就在终端上问"),
    ] = None,
    told: OfGroup,
) -> None:
    """设一个群，每晚把逾期和将到期的发给它。地址、密钥不写在命令行上。

    写了 --inside、--sector 等的，只发这些。地址存在本人的设定文件夹里，只有本人能读，备份和导出都不带。
    """
    from zizhao_cli.groups import kept
    from zizhao_cli.groups.channels import channel, check
    from zizhao_cli.render.output import say
    from zizhao_cli.report.deadlines import overdue
    from zizhao_cli.report.frame import Asked

    if ctx.args or address not in (None, ["-"]):
        raise AddressInArguments
    wanted = channel(kind)
    kept.check_name(name)
    filters = told.filters(ctx)
    with context.reading(ctx) as connection:
        overdue(connection, filters, Asked(filters.today))  # what no list can be narrowed by
    given = _typed(wanted) if address is None else _read(wanted)
    check(kind, given)
    asked = {key: list(values) for key, values in vars(told).items() if values}
    kept.add(kept.Group(name, kind, str(context.ledger(ctx).resolve()), given, asked))
    say(f"{visible(name)}\n")
    note(f"地址存在 {kept.path()}，只有本人能读；用 zizhao group test {name} 试发")


def _typed(channel: "Channel") -> dict[str, str]:
    """Ask on a terminal for what reaches a group; what is secret is not shown. Raises MissingOption elsewhere."""
    if not on_terminal():
        raise MissingOption("--address -", "地址从标准输入读")
    return {piece.key: _answer(piece) for piece in channel.pieces}


def _answer(piece: "Piece") -> str:
    from getpass import getpass

    if not piece.hidden:
        return answered(
            Question(piece.key, "--address", piece.label, optional=piece.optional)
        ).strip()
    try:
        return getpass(f"{piece.label}（不显示）：").strip()
    except EOFError:
        raise typer.Abort from None


def _read(channel: "Channel") -> dict[str, str]:
    """Return what stdin says, a line for each piece; those at the end that may be left out may be missing. Raises TooManyLines."""
    text = sys.stdin.buffer.read(_LONGEST).decode("utf-8-sig", "replace")
    lines = [line.strip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    if len(lines) > len(channel.pieces):
        raise TooManyLines(channel)
    lines += [""] * (len(channel.pieces) - len(lines))
    return {piece.key: line for piece, line in zip(channel.pieces, lines, strict=True)}


_LONGEST = 1 << 16


@app.command("list", cls=ChineseCommand)
@bundled
def list_groups(look: options.Look) -> None:
    """列出设了的群；地址、密钥不显示。"""
    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.groups.address import masked
    from zizhao_cli.groups.channels import CHANNELS
    from zizhao_cli.groups.kept import groups
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report

    out = look.out()
    rows = [
        {
            "name": one.name,
            "kind": one.kind,
            "host": masked(one.given[CHANNELS[one.kind].pieces[0].key]),
            "filters": Filters(Path(one.ledger), settings.today(), **one.filters).described()
            or None,
            "ledger": one.ledger,
        }
        for one in groups()
    ]
    headings = {"name": "名称", "kind": "种类", "host": "地址", "filters": "只发", "ledger": "账本"}
    columns = [Field(*named) for named in headings.items()]
    summary = [f"共 {len(rows)} 个群。" if rows else "还没有设群；用 group add 设。"]
    head = {"list": "groups", "count": len(rows)}
    out.report(Report(head, columns, rows, [*headings], summary, "群"))


@app.command("remove", cls=ChineseCommand)
def remove(name: Name) -> None:
    """去掉一个群，连同它的地址。"""
    from zizhao_cli.groups.kept import remove as forget

    forget(name)
    note(f"已去掉群“{name}”；机器人本身请在群里停用")


@app.command("test", cls=ChineseCommand)
def test(name: Name) -> None:
    """给一个群发一条短消息，看通不通；没有发到的以 1 退出。"""
    from zizhao_cli.groups.kept import group
    from zizhao_cli.groups.send import Sender
    from zizhao_cli.nightly.digest import TITLE, plain

    found = group(name)
    Sender().send(found, f"{TITLE}：这是试发的一条，群“{plain(found.name)}”设好了。")
    note(f"群“{name}”收下了")
