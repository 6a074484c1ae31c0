"""The commands of kinds with a sealed part: a key for it, who opens it and why, sealing it to another key, hearing a code word."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zizhao_cli import settings, settings_file
from zizhao_cli.cli import context, options, questions
from zizhao_cli.cli.ask import complete, note
from zizhao_cli.cli.declared_steps import Asks
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.recorded import announce
from zizhao_cli.cli.sealed_input import CODE, PASSPHRASE, code_typed, passphrase
from zizhao_cli.domain.kinds.fields import APPROVED_BY, REASON
from zizhao_cli.domain.kinds.sealed import CODED, NAMED
from zizhao_cli.errors import visible

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.sealing import Custodian
    from zizhao_cli.report.model import Report

KeyFile = Annotated[
    str | None,
    typer.Option(
        "--key",
        metavar="文件",
        help="钥匙文件，默认照 config set key，没有设的在设定文件旁的 sealed-key.age",
    ),
]
PassphraseFile = Annotated[
    str | None,
    typer.Option(
        PASSPHRASE,
        metavar="文件",
        help="口令所在的文件，取第一行；- 从标准输入读；不写就在终端上问",
    ),
]


Code = Annotated[
    str | None,
    typer.Option(
        CODE, metavar="-", help="匿名的人的口令，只能写 -：从标准输入读；不写就在终端上问"
    ),
]


def by_code(kind: "Kind") -> Asks:
    """Return what a step of anonymous records asks for: the code word that was given for each."""

    def told(ctx: typer.Context, numbers: list[str], said: Mapping[str, Any]) -> Mapping[str, Any]:
        from zizhao_cli.ledger.custody import knows_code
        from zizhao_cli.report.declared import record_shown

        with context.reading(ctx) as ledger:
            rows = [record_shown(ledger, kind, no, settings.today()) for no in numbers]
        anonymous = [row["no"] for row in rows if not row[NAMED.key]]
        session = context.session(ctx)
        right = [knows_code(session, kind, no, code_typed(said["code"]))[1] for no in anonymous]
        return {CODED.key: True} if anonymous and all(right) else {}

    return Asks({"code": (Code, None)}, told)


def attach(app: typer.Typer, kind: "Kind") -> None:
    """Add the commands of a sealed part to those of its kind."""
    number = Annotated[str, options.number_of(kind)]

    @app.command("keygen", cls=ChineseCommand)
    def keygen(
        ctx: typer.Context,
        custodian: Annotated[
            str | None, typer.Option("--custodian", metavar="姓名", help="保管人，只此一人（必写）")
        ] = None,
        key: KeyFile = None,
        passphrase_file: PassphraseFile = None,
        reason: options.Reason = None,
        approved_by: Annotated[str | None, options.option(APPROVED_BY)] = None,
    ) -> None:
        """启用一把密封的钥匙：封的一半记进账本，开的一半写成保管人的文件，加口令。

        钥匙文件不能放在账本的文件夹里。已有钥匙的是换一把，要写理由，由另一个人批准；旧钥匙要留着，封给它的用 reseal 换封以后才不再要它。
        钥匙丢了或口令忘了，封给它的谁也打不开；账本的别的部分照常，核验也照常通过。
        """
        from zizhao_cli.ledger.custody import take_key

        given = complete({"custodian": custodian}, [CUSTODIAN])
        session, file = context.session(ctx), _key_file(key)
        secret = passphrase(passphrase_file, twice=True)
        recipient = take_key(
            session, file, secret, given["custodian"], reason=reason, approved_by=approved_by
        )
        announce(recipient)
        note(f"钥匙文件 {file}：移到保管人手里，另留一份在别处；口令记在别的地方")

    @app.command("keys", cls=ChineseCommand)
    def keys(
        ctx: typer.Context, format: options.Format = None, output: options.File = None
    ) -> None:
        """列出启用过的钥匙：哪天启用、保管人是谁、还有几份封给它。"""
        from zizhao_cli.render.output import Output

        options.answer(ctx, Output(format, output), _keys, None)

    @app.command("reveal", cls=ChineseCommand)
    def reveal(
        ctx: typer.Context,
        no: number,
        reason: options.Reason = None,
        asked_by: Annotated[
            str | None,
            typer.Option("--asked-by", metavar="姓名", help="谁要看，默认记账人"),
        ] = None,
        key: KeyFile = None,
        passphrase_file: PassphraseFile = None,
        format: options.RecordFormat = None,
    ) -> None:
        """开封一份：先记进日志谁为什么要看，再显示；没打开的也记。要保管人的钥匙和口令。"""
        from zizhao_cli.ledger.custody import reveal as open_part
        from zizhao_cli.ledger.custody import unlocked

        given = complete({"reason": reason}, [questions.of(REASON, "为什么要看")])
        session, file = context.session(ctx), _key_file(key)

        def unlock() -> "Custodian":
            return unlocked(file, passphrase(passphrase_file))

        record_no, texts = open_part(
            session, kind, no, unlock, reason=str(given["reason"]), asked_by=asked_by
        )
        _show(kind, record_no, texts, format)

    @app.command("reseal", cls=ChineseCommand)
    def reseal(
        ctx: typer.Context,
        reason: options.Reason = None,
        key: KeyFile = None,
        passphrase_file: PassphraseFile = None,
    ) -> None:
        """把封给旧钥匙的都换封给现在的钥匙，记进日志；--key 写旧钥匙的文件。以前的备份仍封给旧钥匙。"""
        from zizhao_cli.ledger.custody import renew, unlocked

        given = complete({"reason": reason}, [questions.of(REASON, "为什么换封")])
        session = context.session(ctx)
        file = _key_file(key)

        def unlock() -> "Custodian":
            return unlocked(file, passphrase(passphrase_file))

        done, left = renew(session, unlock, str(given["reason"]))
        note(f"已换封 {done} 份" + (f"；还有 {left} 份封给别的旧钥匙" if left else ""))

    @app.command("inquire", cls=ChineseCommand)
    def inquire(ctx: typer.Context, no: number, code: Code = None) -> None:
        """匿名的人来问：输入登记时给他的口令，对得上才说办到哪一步。"""
        from zizhao_cli.ledger.custody import CodeWrong, knows_code

        record_no, right = knows_code(context.session(ctx), kind, no, code_typed(code))
        if not right:
            raise CodeWrong(record_no)
        note(f"口令和 {record_no} 的对得上")
        with context.reading(ctx) as ledger:
            announce(_state(ledger, kind, record_no))


CUSTODIAN = questions.of(REASON._replace(key="custodian", heading="保管人", written="--custodian"))


def _key_file(typed: str | None) -> Path:
    chosen = typed or settings.configured("key")
    return Path(chosen) if chosen else settings_file.path().parent / "sealed-key.age"


def _keys(connection: "sqlite3.Connection") -> "Report":
    from zizhao_cli.report.sealed import key_list

    return key_list(connection)


def _state(connection: "sqlite3.Connection", kind: "Kind", no: str) -> str:
    from zizhao_cli.report.declared import record_shown

    row = record_shown(connection, kind, no, settings.today())
    return f"{no} {kind.states(row['state']).label}"


def _show(kind: "Kind", no: str, texts: dict[str, str], format: str | None) -> None:
    from zizhao_cli.render.output import Output, say

    if format == "json":
        Output(format, None).json(
            {"no": no, **{field.key: texts.get(field.key) for field in kind.sealed}}
        )
        return
    lines = [f"{field.name}：{texts[field.key]}" for field in kind.sealed if field.key in texts]
    say("".join(f"{_visible_lines(line)}\n" for line in [no, *lines]))


def _visible_lines(text: str) -> str:
    """Return a text of several lines of which none steers a terminal."""
    return "\n".join(visible(line) for line in text.splitlines())
