"""zizhao unit."""

from typing import TYPE_CHECKING, Annotated

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, imports, numbers, options, questions, suggest
from zizhao_cli.cli.ask import complete
from zizhao_cli.cli.bundle import Bundle, bundled
from zizhao_cli.cli.corrected import taken, trial
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.nouns import noun
from zizhao_cli.cli.recorded import announce, remind
from zizhao_cli.domain.dates import parse_past_day
from zizhao_cli.domain.kinds import unit as unit_fields
from zizhao_cli.domain.values import UnitKind

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.render.output import Shown

app = noun("unit")

Codes = Annotated[
    list[str],
    typer.Argument(
        metavar="代码",
        help="单位代码（也可写名称或别名）；可写几个，要么都办要么都不办；- 从标准输入读，一行一个",
        callback=numbers.several(unit_fields.UNIT),
        autocompletion=suggest.units,
    ),
]


class OfUnit(Bundle):
    """What is known of a unit beside its code and its name."""

    kind: options.Kind = None
    aliases: Annotated[
        list[str] | None, options.option(unit_fields.ALIASES, hint="别名，可写多次")
    ] = None
    parent: Annotated[str | None, options.option(unit_fields.PARENT, suggest=suggest.units)] = None
    supervisor: Annotated[
        str | None, options.option(unit_fields.SUPERVISOR, suggest=suggest.units)
    ] = None
    sector: options.Sector = None
    head: Annotated[str | None, options.option(unit_fields.HEAD)] = None
    contact: Annotated[str | None, options.option(unit_fields.CONTACT)] = None
    phone: Annotated[str | None, options.option(unit_fields.PHONE)] = None
    note: options.Note = None
    tags: Annotated[
        list[str] | None,
        options.option(unit_fields.TAGS, hint=f"{unit_fields.TAGS.hint}；可写多次"),
    ] = None


@app.command("add", cls=ChineseCommand)
@bundled
def add(
    ctx: typer.Context,
    *,
    code: Annotated[str, typer.Argument(metavar="代码", help="字母、数字，如 GXC")],
    name: Annotated[str, typer.Argument(metavar="名称", help="单位名称")],
    of_unit: OfUnit,
    on: options.On = None,
    format: options.RecordFormat = None,
) -> None:
    """登记一个单位，输出它的代码。"""
    from zizhao_cli.ledger.units import add_unit

    day = parse_past_day("登记日期（--on）", on, settings.today())
    given = {"code": code, "name": name, **vars(of_unit)}
    if of_unit.kind is None:
        # What is typed is wrong or right whatever kind it is.
        trial(ctx, lambda session, **said: add_unit(session, said, day))(
            given | {"kind": UnitKind.ENTERPRISE}
        )
    given = complete(given, [questions.of(unit_fields.KIND)])
    added = add_unit(context.session(ctx), given, day)
    _tell(ctx, [added], format)
    _say_if_names_are_shared(ctx, added)


@app.command("edit", cls=ChineseCommand)
@bundled
def edit(
    ctx: typer.Context,
    *,
    codes: Codes,
    name: Annotated[str | None, options.option(unit_fields.NAME, hint="新名称")] = None,
    of_unit: OfUnit,
    active: Annotated[bool, typer.Option("--active", help="恢复已停用的单位")] = False,
    on: options.On = None,
    yes: options.Yes = False,
    format: options.RecordFormat = None,
) -> None:
    """修改单位；只改写出的各项，代码不变。

    --alias 换掉全部别名，--tag 换掉全部标签；可省的项写成空文字 "" 即清除。
    """
    from zizhao_cli.ledger.units import edit_unit

    given = {"name": name, **vars(of_unit), "active": active}
    day = parse_past_day("修改日期（--on）", on, settings.today())
    changed = taken(ctx, lambda session: edit_unit(session, codes, given, day), yes=yes)
    edited = [one.after.code for one in changed]
    _tell(ctx, edited, format)
    for code in edited:
        _say_if_names_are_shared(ctx, code)


@app.command("retire", cls=ChineseCommand)
def retire(
    ctx: typer.Context,
    codes: Codes,
    reason: options.Reason = None,
    on: options.On = None,
    yes: options.Yes = False,
    format: options.RecordFormat = None,
) -> None:
    """停用单位；它的记录都保留。"""
    from zizhao_cli.ledger.units import retire_unit

    given = complete({"reason": reason}, [questions.of(unit_fields.WHY_RETIRED)])
    day = parse_past_day("停用日期（--on）", on, settings.today())
    retired = taken(ctx, lambda session: retire_unit(session, codes, given["reason"], day), yes=yes)
    _tell(ctx, [one.after.code for one in retired], format)


@app.command("list", cls=ChineseCommand)
@bundled
def list_units(
    ctx: typer.Context,
    *,
    kind: options.OfKinds = None,
    inside: options.Inside = None,
    supervisor: options.OfSupervisors = None,
    tag: options.OfTags = None,
    text: options.Text = None,
    with_retired: Annotated[bool, typer.Option("--all", help="连同已停用的")] = False,
    day: options.OfDay,
    order: options.Order,
    look: options.Look,
) -> None:
    """列出单位名册。"""
    from zizhao_cli.report.units import unit_list

    then = day.then()
    options.answer(
        ctx,
        look.out(),
        lambda ledger: unit_list(
            ledger,
            kind,
            order.sort,
            order.limit,
            then,
            with_retired=with_retired,
            text=text,
            inside=inside,
            supervisor=supervisor,
            tags=tag,
        ),
        then.as_of,
    )


@app.command("show", cls=ChineseCommand)
def show(
    ctx: typer.Context,
    codes: Codes,
    format: options.RecordFormat = None,
    output: options.File = None,
) -> None:
    """显示单位。"""
    from zizhao_cli.render.output import Output
    from zizhao_cli.report.model import Record
    from zizhao_cli.report.units import COLUMNS, unit_record

    def told(connection: "sqlite3.Connection", code: str) -> "Shown":
        row = unit_record(connection, code)
        return Record(COLUMNS, row, row["name"]), row

    options.show_each(ctx, Output(format, output), unit_fields.UNIT, codes, told)


def _tell(ctx: typer.Context, codes: list[str], format: str | None) -> None:
    announce("\n".join(codes), (lambda: show(ctx, codes, format)) if format == "json" else None)


def _say_if_names_are_shared(ctx: typer.Context, code: str) -> None:
    """Say which names of a unit lead to another one too; two villages may each have a shop of one name."""
    from zizhao_cli.report.units import shared_names

    way_out = f"用到时请写代码 {code}，或用 unit edit {code} 换名称、别名"
    remind(ctx, code, lambda ledger: [f"{name}；{way_out}" for name in shared_names(ledger, code)])


imports.attach(app, "unit", "单位名册")
