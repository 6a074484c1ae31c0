"""zizhao criteria."""

from typing import Annotated

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, options, suggest
from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.nouns import noun
from zizhao_cli.domain.dates import parse_day

app = noun("criteria")

OfSector = Annotated[
    str | None, typer.Option("--sector", metavar="行业", help="行业领域，如 燃气、煤矿")
]


@app.command("list", cls=ChineseCommand)
@bundled
def list_criteria(
    ctx: typer.Context,
    *,
    sector: OfSector = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="日期", help="只列那一天有效的，不写则都列")
    ] = None,
    look: options.Look,
) -> None:
    """列出重大事故隐患判定标准：哪份文件哪一天起有效、各条的大意、核过没有（major_criteria.yaml）。"""
    from zizhao_cli.report.criteria import criteria_list

    day = None if on is None else parse_day("--on", on, settings.today())
    look.out().report(criteria_list(context.ledger(ctx), day, sector))


@app.command("check", cls=ChineseCommand)
@bundled
def check(
    ctx: typer.Context,
    *,
    text: Annotated[str, typer.Argument(metavar="文字", help="隐患的描述")],
    sector: OfSector = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit",
            metavar="单位",
            help="在哪个单位：人员密集场所的几条只对这样的单位提示",
            autocompletion=suggest.units,
        ),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="日期", help="发现的那一天，默认今天")
    ] = None,
    look: options.Look,
) -> None:
    """一段文字可能合哪几条重大隐患判定标准；只是提示，要由人判定。"""
    from zizhao_cli.domain.criteria import Described, Unit
    from zizhao_cli.report.criteria import criteria_about, unit_told
    from zizhao_cli.store.roll import roll

    place = Unit()
    if unit is not None:
        with context.reading(ctx) as connection:
            place = unit_told(connection, roll(connection).find(unit).id)
    day = parse_day("--on", on or "today", settings.today())
    described = Described(day, text, sector=sector, unit=place)
    look.out().report(criteria_about(context.ledger(ctx), described))
