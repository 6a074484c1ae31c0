"""Options that several commands share, each with its one wording, and those that always go together."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, suggest
from zizhao_cli.cli.bundle import Bundle

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.render.output import Output
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report

HazardNo = Annotated[
    str,
    typer.Argument(
        metavar="编号", help="隐患编号，如 YH-2022-0001", autocompletion=suggest.hazards
    ),
]
CheckNo = Annotated[
    str,
    typer.Argument(
        metavar="编号", help="检查编号，如 JC-2022-00001", autocompletion=suggest.checks
    ),
]
UnitName = Annotated[
    str | None,
    typer.Option(
        "--unit", metavar="单位", help="单位代码、名称或别名", autocompletion=suggest.units
    ),
]
Measure = Annotated[
    str | None, typer.Option("--measure", metavar="条款", help="1–15、六、（六）、第六条或标题")
]
Level = Annotated[
    str | None,
    typer.Option(
        "--level", metavar="等级", help="general 一般；major 重大", autocompletion=suggest.levels
    ),
]
Handling = Annotated[
    str | None,
    typer.Option(
        "--handling", metavar="方式", help="deadline 限期整改；immediate 立即整改，当日到期"
    ),
]
Due = Annotated[
    str | None,
    typer.Option(
        "--due",
        metavar="期限",
        help="日期，或从发现次日起算：+15d 十五个自然日，+10wd 十个工作日；不写则按政策默认值，重大隐患必写",
    ),
]
Location = Annotated[str | None, typer.Option("--location", metavar="部位", help="隐患所在部位")]
Sector = Annotated[
    str | None, typer.Option("--sector", metavar="行业", help="行业领域，如 消防、燃气")
]
Responsible = Annotated[
    str | None, typer.Option("--responsible", metavar="姓名", help="整改责任人")
]
On = Annotated[
    str | None, typer.Option("--on", metavar="日期", help="办理的日子，默认今天，不能是将来")
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="理由", help="理由")]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="类别",
        help="单位类别：village 村、community 社区、department 部门、enterprise 企业、site 场所",
    ),
]
State = Annotated[
    str | None,
    typer.Option(
        "--state",
        metavar="状态",
        help="registered、rectifying、awaiting_review、closed、transferred、voided，或中文",
        autocompletion=suggest.states,
    ),
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="日期", help="从这一天起（含）：隐患按发现日期，检查按检查日期"),
]
To = Annotated[str | None, typer.Option("--to", metavar="日期", help="到这一天止（含）")]
Phase = Annotated[
    str | None, typer.Option("--phase", metavar="阶段", help="方案的阶段，如 1、2（campaign.yaml）")
]
Sort = Annotated[
    str | None, typer.Option("--sort", metavar="键", help="按哪个键排序；前面加 - 为从大到小")
]
Limit = Annotated[int | None, typer.Option("--limit", metavar="数", min=0, help="最多显示几行")]
Evidence = Annotated[
    list[str] | None,
    typer.Option(
        "--evidence", metavar="文件", help="照片或文件，可写多次；账本旁的 evidence 文件夹里留一份"
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="格式",
        help="table（默认）、json、csv、tsv、md",
        autocompletion=suggest.formats,
    ),
]


def _record_format(value: str | None) -> str | None:
    if value is not None:
        from zizhao_cli.render.output import check_record_format

        check_record_format(value)
    return value


RecordFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="格式",
        help="table（默认）、json",
        callback=_record_format,
        autocompletion=suggest.record_formats,
    ),
]
File = Annotated[
    str | None,
    typer.Option(
        "--output", metavar="文件", help="写入文件，没写 --format 时按文件名的结尾；- 是标准输出"
    ),
]
Bom = Annotated[bool, typer.Option("--bom", help="csv、tsv 加 BOM，供 Excel 直接打开")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="日期", help="看哪一天结束时的情形，默认今天")
]
KnownAt = Annotated[
    str | None, typer.Option("--known-at", metavar="日期", help="只算到那一天为止已经记入账本的")
]


class Narrowing(Bundle):
    """What a list is narrowed by: options under the names that Filters knows them by."""

    def filters(self, ctx: typer.Context) -> "Filters":
        """Return the filters as typed."""
        from zizhao_cli.report.filters import Filters

        return Filters(context.ledger(ctx), settings.today(), **vars(self))


class OfHazards(Narrowing):
    """What hazards are narrowed by, in lists and in reports."""

    unit: UnitName = None
    kind: Kind = None
    measure: Measure = None
    sector: Sector = None
    level: Level = None
    state: State = None
    responsible: Responsible = None
    first: From = None
    last: To = None
    phase: Phase = None


class Order(Bundle):
    """In which order, and how many."""

    sort: Sort = None
    limit: Limit = None


class Look(Bundle):
    """In which format a list comes, and where it goes."""

    format: Format = None
    output: File = None
    bom: Bom = False

    def out(self) -> "Output":
        """Return where the answer goes. Raises what Output raises."""
        from zizhao_cli.render.output import Output

        return Output(self.format, self.output, self.bom)


def answer(
    ctx: typer.Context, out: "Output", question: Callable[["sqlite3.Connection"], "Report"]
) -> "Report":
    """Ask `question` of the ledger, write the answer where it goes, and return it."""
    from zizhao_cli.store.reading import reading

    with reading(context.ledger(ctx)) as connection:
        report = question(connection)
    out.report(report)
    return report
