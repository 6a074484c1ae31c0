"""zizhao district: what the district does with its own database."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, options, questions
from zizhao_cli.cli.ask import complete, confirm, note, on_terminal
from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.nouns import noun
from zizhao_cli.cli.recorded import Kept, announce
from zizhao_cli.district_address import NoAddress
from zizhao_cli.domain.kinds.fields import APPROVED_BY, REASON
from zizhao_cli.errors import ExitCode, UsageProblem, quoted

if TYPE_CHECKING:
    from zizhao_cli.district_address import Address

app = noun("district")

ACCEPTED = Kept("已收下", "再收一次，会再给最后一张回执")
Town = Annotated[str, typer.Argument(metavar="镇名", help="district towns 里的")]


def _place(ctx: typer.Context) -> "Address":
    """Return the address of the district's database that this call is about. Raises NoAddress."""
    place = context.district(ctx)
    if place is None:
        raise NoAddress(settings.chosen_books(ctx.find_root().obj.db))
    return place


@app.command("init", cls=ChineseCommand)
def init(ctx: typer.Context) -> None:
    """在 --db 指的 PostgreSQL 数据库里建立区县库，或把它升级到本程序的格式。

    已经是的，什么也不改。读的账号要有 zizhao_reader 的权限：GRANT zizhao_reader TO 账号。
    """
    from zizhao_cli.store.district.connection import connected
    from zizhao_cli.store.district.schema import make

    with connected(_place(ctx)) as connection, connection.transaction():
        make(connection)
    note("区县库已建好，可以用 district add 收镇")


@app.command("add", cls=ChineseCommand)
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="镇名", help="写在编号前面，定了不改")],
    role: Annotated[
        str,
        typer.Option("--role", metavar="账号", help="报送这个镇的账号，一镇一个，服务器上已建好的"),
    ],
    identity: Annotated[
        str | None,
        typer.Option(
            "--identity", metavar="校验值", help="镇里账本第一条的校验值；不写，以第一次报送的为准"
        ),
    ] = None,
) -> None:
    """收一个镇：它的账号只能报送自己的账，不能看别的。"""
    from zizhao_cli.ledger.district import add_town

    add_town(_place(ctx), name, role, identity)
    note(f"已收 {name}，由账号 {role} 报送")


@app.command("towns", cls=ChineseCommand)
@bundled
def towns(ctx: typer.Context, *, look: options.Look) -> None:
    """已收的镇：各收到第几条，最后一条是哪天记的，有没有拒收过。"""
    from zizhao_cli.report.district import towns as question
    from zizhao_cli.store.district.connection import connected
    from zizhao_cli.store.district.desk import Desk

    out = look.out()
    with connected(_place(ctx)) as connection:
        out.report(question(Desk(connection).towns()))


@app.command("accept", cls=ChineseCommand)
def accept(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="文件", help="镇里用 push --file 写的")],
    town: Annotated[
        str | None, typer.Option("--town", metavar="镇名", help="第一次收时写明是哪个镇的")
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            metavar="文件",
            help="把回执写到这里，给镇里用 push --receipt 记入；默认标准输出",
        ),
    ] = None,
) -> None:
    """收下镇里送来的文件：逐条核对，和直接报送一样。"""
    from zizhao_cli.cli.given_back import refuse_there
    from zizhao_cli.ledger.district import accept_file
    from zizhao_cli.render.data import to_json
    from zizhao_cli.render.output import give

    if output is not None:
        refuse_there(output)
    done = accept_file(_place(ctx), Path(file), town)
    if done.receipt is not None:
        content = to_json(done.receipt.kept).encode()
        announce(done.town, lambda: give(content, output or "-"), ACCEPTED)
    if done.new:
        note(f"已收下 {done.town} {done.new} 条，到第 {done.entries} 条")
    else:
        note(f"{done.town} 没有新的内容，已收到第 {done.entries} 条；回执是最后一张")
    if done.ends < done.entries:
        note(
            f"注意：这个文件只到第 {done.ends} 条；镇里的账要是也只到那里，就是旧备份或被截短了，请镇里核对"
        )
    if done.files:
        note(f"佐证 {done.files} 份")


@app.command("refused", cls=ChineseCommand)
@bundled
def refused(
    ctx: typer.Context,
    which: Annotated[
        str | None, typer.Argument(metavar="[校验值]", help="输出这一份的内容；写开头几位就行")
    ] = None,
    *,
    look: options.Look,
) -> None:
    """拒收的：哪个镇、为什么、从第几条起不同；内容原样留着作证据。"""
    from zizhao_cli.render.output import give
    from zizhao_cli.report.district import refused as question
    from zizhao_cli.store.district.connection import connected
    from zizhao_cli.store.district.desk import Desk

    out = look.out()
    with connected(_place(ctx)) as connection:
        desk = Desk(connection)
        if which is None:
            out.report(question(desk.refused()))
            return
        lines = desk.refused_lines(which)
    if lines is None:
        raise NoSuchRefusal(which)
    give("".join(f"{line}\n" for line in lines).encode(), look.output or "-")


class NoSuchRefusal(UsageProblem):
    def __init__(self, which: str) -> None:
        super().__init__(
            f"没有、或不止一份拒收的校验值以 {quoted(which)} 开头", "用 district refused 看有哪些"
        )


@app.command("rejoin", cls=ChineseCommand)
def rejoin(
    ctx: typer.Context,
    town: Town,
    after: Annotated[
        int,
        typer.Option(
            "--after", metavar="条", min=0, help="镇里和区县还相同的最后一条，push 的错误里写着"
        ),
    ],
    reason: options.Reason = None,
    approved_by: Annotated[str | None, options.option(APPROVED_BY)] = None,
    yes: options.Yes = False,
) -> None:
    """镇里恢复过旧备份：从还相同的那一条起重新接收；区县已收的以后那些另存着，不丢。

    记入区县自己的回执链。以后由镇里再报。
    """
    from zizhao_cli.ledger.district import take_up_anew

    asked = [questions.of(REASON, "重新接收的理由"), questions.of(APPROVED_BY)]
    given = complete({"reason": reason, "approved_by": approved_by}, asked)
    if on_terminal() and not yes:
        confirm(f"{town} 第 {after} 条以后的另存，从这里重新接收？")
    before = take_up_anew(
        _place(ctx), town, after=after, actor=settings.actor(ctx.find_root().obj.by), **given
    )
    note(f"已从第 {after} 条起重新接收 {town}；原来的第 {after + 1} 到 {before.entries} 条另存着")


@app.command("verify", cls=ChineseCommand)
@bundled
def verify(ctx: typer.Context, *, look: options.Look) -> None:
    """核验区县库：每个镇的日志链、各条写入的记录、现在的样子，和区县自己的回执链。只读。

    有问题时逐条列出，以 4 退出。
    """
    from zizhao_cli.report.district import found
    from zizhao_cli.store.district.connection import connected
    from zizhao_cli.store.district.verify import verify as verify_district

    out = look.out()
    with connected(_place(ctx)) as connection, connection.transaction():
        verified = verify_district(connection)
    out.report(found(verified))
    if verified.findings:
        raise typer.Exit(ExitCode.FOUND)
