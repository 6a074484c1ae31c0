"""Options that several commands share, each with its one wording, and those that always go together."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, suggest
from zizhao_cli.cli.bundle import Bundle
from zizhao_cli.domain.kinds import fields, hazard
from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.kinds.kind import Kind as RecordKind
from zizhao_cli.domain.numbering import SERIALS
from zizhao_cli.errors import UsageProblem

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.render.output import Output
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report


def option(
    field: Field,
    *names: str,
    hint: str | None = None,
    suggest: Callable[..., Any] | None = None,
) -> Any:  # noqa: ANN401 - Typer's own types are private
    """Return the option of a field, as its declaration says; `names` and `hint` where one command calls it otherwise."""
    return typer.Option(
        *(names or (field.option,)),
        metavar=None if field.flag else field.metavar,
        help=hint or field.hint,
        autocompletion=suggest,
    )


def filter_by(field: Field, suggest: Callable[..., Any] | None = None) -> Any:  # noqa: ANN401 - Typer's own types are private
    """Return the option by which lists and reports are narrowed to one or more values of a field."""
    return option(field, hint=f"{field.hint}；可写多次，合其一即可", suggest=suggest)


def number_of(kind: RecordKind) -> Any:  # noqa: ANN401 - Typer's own types are private
    """Return the argument that is the number of a record of `kind`."""
    example = kind.no(2022 * SERIALS + 1)
    return typer.Argument(
        metavar="编号", help=f"{kind.label}编号，如 {example}", autocompletion=suggest.numbers(kind)
    )


def numbers_of(kind: RecordKind) -> Any:  # noqa: ANN401 - Typer's own types are private
    """Return the argument that is one or more numbers of records of `kind`."""
    example = kind.no(2022 * SERIALS + 1)
    return typer.Argument(
        metavar="编号",
        help=f"{kind.label}编号，可写几个，要么都办要么都不办，如 {example}",
        autocompletion=suggest.numbers(kind),
    )


def numbers_and_text(kind: RecordKind) -> Any:  # noqa: ANN401 - Typer's own types are private
    """Return the argument that is one or more numbers of records of `kind`, and after them what is said of them."""
    return typer.Argument(
        metavar="编号 备注",
        help=f"{kind.label}编号，可写几个；最后写要记的话",
        autocompletion=suggest.numbers(kind),
    )


class NotEdited(UsageProblem):
    def __init__(self, option: str, command: str) -> None:
        super().__init__(f"edit 不改 {option}", f"记错了用 {command}，见它的 --help")


def instead(name: str, command: str) -> Any:  # noqa: ANN401 - Typer's own types are private
    """Return a hidden option that says which command does what somebody takes to be edited."""

    def refuse(value: str | None) -> None:
        if value is not None:
            raise NotEdited(name, command)

    return typer.Option(name, hidden=True, callback=refuse, help=f"用 {command}")


HazardNo = Annotated[str, number_of(HAZARD)]
CheckNo = Annotated[str, number_of(CHECK)]
UnitName = Annotated[str | None, option(fields.UNIT, suggest=suggest.units)]
Kind = Annotated[str | None, option(fields.UNIT_KIND)]
Measure = Annotated[str | None, option(fields.MEASURE)]
Sector = Annotated[str | None, option(fields.SECTOR)]
Title = Annotated[str | None, option(hazard.TITLE)]
Level = Annotated[str | None, option(hazard.LEVEL, suggest=suggest.levels)]
Handling = Annotated[str | None, option(hazard.HANDLING)]
Due = Annotated[str | None, option(hazard.DUE_ON)]
Location = Annotated[str | None, option(hazard.LOCATION)]
Responsible = Annotated[str | None, option(hazard.RESPONSIBLE)]
On = Annotated[str | None, option(fields.DAY)]
Reason = Annotated[str | None, option(fields.REASON)]
Note = Annotated[str | None, option(fields.NOTE)]
OfUnits = Annotated[list[str] | None, filter_by(fields.UNIT, suggest.units)]
OfKinds = Annotated[list[str] | None, filter_by(fields.UNIT_KIND)]
OfMeasures = Annotated[list[str] | None, filter_by(fields.MEASURE)]
OfSectors = Annotated[list[str] | None, filter_by(fields.SECTOR)]
OfLevels = Annotated[list[str] | None, filter_by(hazard.LEVEL, suggest.levels)]
OfStates = Annotated[list[str] | None, filter_by(hazard.STATE, suggest.states)]
OfResponsible = Annotated[list[str] | None, filter_by(hazard.RESPONSIBLE)]
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
Yes = Annotated[
    bool, typer.Option("--yes", envvar="ZIZHAO_YES", help="不问，直接记；设为 1 也一样")
]
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


class Approval(Bundle):
    """Who approves, where that is asked for, and that nothing is to be asked."""

    approved_by: Annotated[str | None, option(fields.APPROVED_BY)] = None
    approver_unit: Annotated[
        str | None,
        typer.Option(
            "--approver-unit", metavar="单位", help="批准人的单位；与办事的人同名而不同单位时写"
        ),
    ] = None
    yes: Yes = False

    @property
    def by(self) -> dict[str, Any]:
        """Who approves, as the ledger takes it."""
        return {"approved_by": self.approved_by, "approver_unit": self.approver_unit}


class Narrowing(Bundle):
    """What a list is narrowed by: options under the names that Filters knows them by."""

    def filters(self, ctx: typer.Context) -> "Filters":
        """Return the filters as typed."""
        from zizhao_cli.report.filters import Filters

        return Filters(context.ledger(ctx), settings.today(), **vars(self))


class OfHazards(Narrowing):
    """What hazards are narrowed by, in lists and in reports."""

    unit: OfUnits = None
    kind: OfKinds = None
    measure: OfMeasures = None
    sector: OfSectors = None
    level: OfLevels = None
    state: OfStates = None
    responsible: OfResponsible = None
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
    with context.reading(ctx) as connection:
        report = question(connection)
    out.report(report)
    return report
