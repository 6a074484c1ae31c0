"""Options that several commands share, each with its one wording, and those that always go together."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, numbers, suggest
from zizhao_cli.cli.bundle import Bundle
from zizhao_cli.cli.files import named
from zizhao_cli.domain.kinds import fields, hazard, unit
from zizhao_cli.domain.kinds.batch import BATCH
from zizhao_cli.domain.kinds.check import CHECK, RESULT
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.kinds.kind import Kind as RecordKind
from zizhao_cli.domain.numbering import SERIALS
from zizhao_cli.domain.several import of_each
from zizhao_cli.errors import UsageProblem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.render.output import Output, Shown
    from zizhao_cli.report.as_of import Then
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report


_SUGGESTED: dict[Reads | None, Callable[..., Any]] = {
    Reads.UNIT: suggest.units,
    Reads.PERSON: suggest.persons,
    Reads.MEASURE: suggest.measures,
}


def _suggested(field: Field) -> Callable[..., Any] | None:
    return suggest.words(field.words) if field.words else _SUGGESTED.get(field.reads)


def option(
    field: Field,
    *names: str,
    hint: str | None = None,
    suggest: Callable[..., Any] | None = None,
) -> Any:  # noqa: ANN401 - Typer's own types are private
    """Return the option of a field, as its declaration says; `names` and `hint` where one command calls it otherwise.

    What completes it is `suggest`, else what its declaration says that it may be.
    """
    return typer.Option(
        *(names or (field.option,)),
        metavar=None if field.flag else field.metavar,
        help=hint or field.hint,
        autocompletion=suggest or _suggested(field),
    )


def filter_by(field: Field, suggest: Callable[..., Any] | None = None) -> Any:  # noqa: ANN401 - Typer's own types are private
    """Return the option by which lists and reports are narrowed to one or more values of a field."""
    return option(field, hint=f"{field.hint}；可写多次，合其一即可", suggest=suggest)


def bound(name: str, hint: str) -> Any:  # noqa: ANN401 - Typer's own types are private
    """Return an option that is a day which bounds others."""
    return typer.Option(name, metavar="日期", help=hint)


def number_of(kind: RecordKind) -> Any:  # noqa: ANN401 - Typer's own types are private
    """Return the argument that is the number of a record of `kind`."""
    return typer.Argument(
        metavar="编号",
        help=f"{kind.label}编号，如 {_example(kind)}；今年的可只写序号，如 1",
        callback=numbers.one(kind),
        autocompletion=suggest.numbers(kind),
    )


def numbers_of(kind: RecordKind) -> Any:  # noqa: ANN401 - Typer's own types are private
    """Return the argument that is one or more numbers of records of `kind`."""
    return typer.Argument(
        metavar="编号",
        help=f"{kind.label}编号，如 {_example(kind)}；今年的可只写序号，如 1；可写几个，要么都办要么都不办；- 从标准输入读",
        callback=numbers.several(kind),
        autocompletion=suggest.numbers(kind),
    )


def codes_of(kind: RecordKind) -> Any:  # noqa: ANN401 - Typer's own types are private
    """Return the argument that is one or more codes of records of `kind`, or names where they are told by those."""
    return typer.Argument(
        metavar="代码",
        help=f"{kind.label}的代码或名称；可写几个，要么都办要么都不办；- 从标准输入读，一行一个",
        callback=numbers.several(kind),
        autocompletion=suggest.units if kind.found_by else suggest.codes(kind),
    )


def new_code(kind: RecordKind) -> Any:  # noqa: ANN401 - Typer's own types are private
    """Return the argument that is the code of a new record of `kind`."""
    return typer.Argument(
        metavar="代码", help=f"{kind.label}的代码：字母、数字，如 {kind.name[:1].upper()}01"
    )


def also_named(field: Field) -> Any:  # noqa: ANN401 - Typer's own types are private
    """Return the argument that says `field` where its option is not written."""
    return typer.Argument(metavar=field.heading, help=f"{field.heading}，与 {field.option} 一样")


def _example(kind: RecordKind) -> str:
    return kind.no(2022 * SERIALS + 1)


def numbers_and_text(kind: RecordKind) -> Any:  # noqa: ANN401 - Typer's own types are private
    """Return the argument that is one or more numbers of records of `kind`, and after them what is said of them."""
    return typer.Argument(
        metavar="编号 备注",
        help=f"{kind.label}编号，写法同 show；最后写要记的话",
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
HazardNumbers = Annotated[list[str], numbers_of(HAZARD)]
CheckNumbers = Annotated[list[str], numbers_of(CHECK)]
UnitName = Annotated[str | None, option(fields.UNIT)]
Kind = Annotated[str | None, option(fields.UNIT_KIND)]
Measure = Annotated[str | None, option(fields.MEASURE)]
Sector = Annotated[str | None, option(fields.SECTOR)]
Title = Annotated[str | None, option(hazard.TITLE)]
Level = Annotated[str | None, option(hazard.LEVEL)]
Handling = Annotated[str | None, option(hazard.HANDLING)]
Due = Annotated[str | None, option(hazard.DUE_ON)]
Location = Annotated[str | None, option(hazard.LOCATION)]
Responsible = Annotated[str | None, option(hazard.RESPONSIBLE)]
Leader = Annotated[str | None, option(hazard.LEADER)]
On = Annotated[str | None, option(fields.DAY)]
Reason = Annotated[str | None, option(fields.REASON)]
Note = Annotated[str | None, option(fields.NOTE)]
OfUnits = Annotated[list[str] | None, filter_by(fields.UNIT)]
OfKinds = Annotated[list[str] | None, filter_by(fields.UNIT_KIND)]
OfMeasures = Annotated[list[str] | None, filter_by(fields.MEASURE)]
OfSectors = Annotated[list[str] | None, filter_by(fields.SECTOR)]
OfLevels = Annotated[list[str] | None, filter_by(hazard.LEVEL)]
OfStates = Annotated[list[str] | None, filter_by(hazard.STATE)]
OfResponsible = Annotated[list[str] | None, filter_by(hazard.RESPONSIBLE)]
OfLeaders = Annotated[list[str] | None, filter_by(hazard.LEADER)]
OfInspectors = Annotated[list[str] | None, filter_by(hazard.INSPECTORS._replace(described=None))]
OfReviewers = Annotated[list[str] | None, filter_by(hazard.REVIEWER)]
OfSources = Annotated[list[str] | None, filter_by(hazard.SOURCE)]
OfSupervised = Annotated[
    list[str] | None,
    filter_by(hazard.SUPERVISED._replace(written="--supervised", flag=False, metavar="是否")),
]
OfResults = Annotated[list[str] | None, filter_by(RESULT)]
OfSourceIds = Annotated[list[str] | None, filter_by(fields.SOURCE_ID._replace(described=None))]
OfBatches = Annotated[
    list[str] | None,
    typer.Option(
        "--batch",
        metavar="批次",
        help="只看这一批导入的；可写多次，合其一即可",
        callback=numbers.several(BATCH),
        autocompletion=suggest.numbers(BATCH),
    ),
]
Overdue = Annotated[
    bool | None, typer.Option("--overdue/--not-overdue", help="到那一天结束时已逾期的，或没有的")
]
Text = Annotated[
    list[str] | None,
    typer.Option(
        "--text",
        metavar="文字",
        help="各栏文字里有的；几个词用空格隔开，都要有；可写多次，合其一即可",
    ),
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="日期", help="从这一天起（含）：隐患按发现日期，检查按检查日期"),
]
To = Annotated[str | None, typer.Option("--to", metavar="日期", help="到这一天止（含）")]
Phase = Annotated[
    str | None,
    typer.Option(
        "--phase",
        metavar="阶段",
        help="专项工作的阶段，如 1、2；不是最近一项的，前面写它的代码，如 2022/1",
        autocompletion=suggest.phases,
    ),
]
OfPeriod = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="期间",
        help="2022、2022-Q2、2022-05、2022-W20（周一至周日）或 2022-04-20..2022-06-30",
    ),
]
Inside = Annotated[
    list[str] | None,
    typer.Option(
        "--inside",
        metavar="单位",
        help="这个村（社区）和在它里面的单位；可写多次，合其一即可",
        autocompletion=suggest.units,
    ),
]
OfSupervisors = Annotated[list[str] | None, filter_by(unit.SUPERVISOR)]
OfTags = Annotated[list[str] | None, filter_by(unit.TAGS)]
Sort = Annotated[
    str | None,
    typer.Option(
        "--sort",
        metavar="键",
        help="按哪些键或列名排序，用逗号隔开；前面加 - 为从大到小",
        autocompletion=suggest.sort_keys,
    ),
]
Limit = Annotated[int | None, typer.Option("--limit", metavar="数", min=0, help="最多显示几行")]
Yes = Annotated[
    bool, typer.Option("--yes", envvar="ZIZHAO_YES", help="不问，直接记；设为 1 也一样")
]
Evidence = Annotated[
    list[str] | None,
    typer.Option(
        "--evidence",
        callback=named,
        metavar="文件",
        help="照片或文件，可写多次；账本旁的 evidence 文件夹里留一份",
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="格式",
        help="table（默认）、json、csv、tsv、md、xlsx、html；xlsx 写入文件或管道",
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
Columns = Annotated[
    str | None,
    typer.Option("--columns", metavar="键", help="只要哪些列，照写的次序；写键或列名，用逗号隔开"),
]
Headings = Annotated[
    str | None,
    typer.Option("--headings", metavar="文", help="csv、tsv 的表头：en 英文键名（默认）、zh 中文"),
]
Force = Annotated[
    bool,
    typer.Option("--force", help="--output 的文件已经在、又不是以前输出的同一种表，也换掉它"),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="日期", help="看哪一天结束时的情形，默认今天")
]
KnownAt = Annotated[
    str | None, typer.Option("--known-at", metavar="日期", help="只算到那一天为止已经记入账本的")
]


def _only_towns(ctx: typer.Context, value: list[str] | None) -> list[str] | None:
    if value and not ctx.resilient_parsing:
        context.only_towns(ctx, value)
    return value


Towns = Annotated[
    list[str] | None,
    typer.Option(
        "--town",
        metavar="镇",
        help="区县库里只看这个镇；可写多次，合其一即可",
        callback=_only_towns,
    ),
]


class OfDay(Bundle):
    """Which day is asked for, and by when what is told of it was known."""

    as_of: AsOf = None
    known_at: KnownAt = None

    def then(self) -> "Then":
        """Return what was typed; today, where only --known-at was. Raises what parse_day raises."""
        from zizhao_cli.report.as_of import NOW, Then

        if self.as_of is None and self.known_at is None:
            return NOW
        known_at = None if self.known_at is None else context.day("--known-at", self.known_at)
        return Then(context.day("--as-of", self.as_of), known_at)


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

        return Filters(context.books(ctx), settings.today(), **vars(self))


class OfTime(Narrowing):
    """When: what everything is narrowed by alike."""

    first: From = None
    last: To = None
    phase: Phase = None
    period: OfPeriod = None


class OfPlaceAndTime(OfTime):
    """Where and when: what hazards and checks are narrowed by alike."""

    inside: Inside = None
    supervisor: OfSupervisors = None
    tag: OfTags = None


class OfUnitsAndTime(OfPlaceAndTime):
    """Which units and when: what reports of units are narrowed by."""

    unit: OfUnits = None
    kind: OfKinds = None
    measure: OfMeasures = None
    sector: OfSectors = None


class OfHazards(OfUnitsAndTime):
    """What hazards are narrowed by, in lists and in reports."""

    level: OfLevels = None
    state: OfStates = None
    responsible: OfResponsible = None
    leader: OfLeaders = None
    inspector: OfInspectors = None
    reviewer: OfReviewers = None
    source: OfSources = None
    supervised: OfSupervised = None
    overdue: Overdue = None
    text: Text = None


class Order(Bundle):
    """In which order, and how many."""

    sort: Sort = None
    limit: Limit = None


class Look(Bundle):
    """In which format a list comes, and where it goes."""

    format: Format = None
    output: File = None
    bom: Bom = False
    columns: Columns = None
    headings: Headings = None
    force: Force = False

    def is_workbook(self, *, pictures: bool) -> bool:
        """Say whether the answer is to be a workbook of its own, and no list of some columns. Raises OnlyInWorkbook."""
        from zizhao_cli.render.output import WORKBOOK, OnlyInWorkbook

        whole = self.out().format == WORKBOOK and self.columns is None
        if pictures and not whole:
            raise OnlyInWorkbook
        return whole

    def out(self, *besides: str) -> "Output":
        """Return where the answer goes; `besides` are formats of this answer alone. Raises what Output raises."""
        from zizhao_cli.render.output import Output

        return Output(
            self.format,
            self.output,
            self.bom,
            force=self.force,
            columns=self.columns,
            headings=self.headings,
            besides=besides,
        )


def show_each(
    ctx: typer.Context,
    out: "Output",
    kind: RecordKind,
    names: "Sequence[str]",
    record: Callable[["sqlite3.Connection", str], "Shown"],
) -> None:
    """Write what `record` finds of each of the records `names`; what it refuses of several is told together."""
    with context.reading(ctx) as connection:
        found = of_each(names, lambda name: record(connection, name))
    out.records(found, kind.counted)


def answer(
    ctx: typer.Context,
    out: "Output",
    question: Callable[["sqlite3.Connection"], "Report"],
    as_of: "date | None" = None,
) -> "Report":
    """Ask `question` of the ledger, write the answer where it goes, and return it; say so where the day `as_of` is to come."""
    context.warn_of_shared_folder(context.books(ctx))
    with context.reading(ctx) as connection:
        report = question(connection)
        out.gather(report)
    out.report(report)
    if as_of is not None and as_of > settings.today():
        from zizhao_cli.cli.ask import note

        note(f"{as_of} 还没有到：这是照账上现在的情形往后推的")
    return report
