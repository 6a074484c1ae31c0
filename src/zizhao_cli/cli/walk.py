"""zizhao walk."""

from typing import TYPE_CHECKING, Annotated

import typer

from zizhao_cli.cli import check, context, hazard_steps, options, questions
from zizhao_cli.cli.ask import Question, answered, complete, note, on_terminal
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.recorded import announce, point_out
from zizhao_cli.domain.dates import parse_past_day
from zizhao_cli.domain.errors.records import UnitRetired
from zizhao_cli.domain.kinds.check import CHECK, KIND
from zizhao_cli.domain.kinds.fields import MEASURE, UNIT
from zizhao_cli.domain.kinds.hazard import HAZARD, INSPECTORS, ROW_DAY
from zizhao_cli.domain.measures import measure_number
from zizhao_cli.domain.reading import read_field
from zizhao_cli.domain.values import CheckKind, UnitKind
from zizhao_cli.errors import MachineFault, UsageProblem, ZizhaoError, visible

if TYPE_CHECKING:
    from zizhao_cli.cli.walk_round import Place
    from zizhao_cli.ledger.checks import Put
    from zizhao_cli.ledger.walks import Walk

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class OnlyOnTerminal(UsageProblem):
    def __init__(self) -> None:
        super().__init__(
            "walk 一条一条地问，只在终端上用",
            "脚本里用 check add 一次记一条；收回的登记表（check template）用 check import",
        )


@app.command("walk", cls=ChineseCommand)
def walk(
    ctx: typer.Context,
    unit: options.UnitName = None,
    measure: Annotated[
        list[str] | None,
        options.option(MEASURE, hint="只查这一条，可写多次；默认是检查对象有这类单位的各条"),
    ] = None,
    kind: Annotated[
        str | None,
        options.option(
            KIND,
            hint="town 镇级检查（默认）、self 自查、joint 联合检查、unannounced 明查暗访、special 专项检查",
        ),
    ] = None,
    inspector: Annotated[list[str] | None, options.option(INSPECTORS)] = None,
    on: Annotated[str | None, options.option(ROW_DAY)] = None,
    discard: Annotated[
        bool, typer.Option("--discard", help="丢掉存着的、没有记完的这一次，什么也不记")
    ] = False,
    yes: options.Yes = False,
    format: options.RecordFormat = None,
) -> None:
    """在现场一条一条查一个单位：看什么、符合不符合、有哪些隐患；查完看一遍，一次记入，输出各次检查的编号。

    每答一条就存下，中断了再来接着查；记入以前账本里什么也没有。
    """
    if not on_terminal() and not (discard and unit is not None):
        raise OnlyOnTerminal
    unit = complete({UNIT.key: unit}, [questions.unit(ctx)])[UNIT.key]
    place = _place(ctx, str(unit), on)
    if discard:
        there = place.file.discard()
        note(
            f"{place.name} {place.on} {'没有记完的现场检查已丢掉' if there else '没有存着的现场检查'}"
        )
        return
    if not place.active:
        raise UnitRetired(place.name)
    asked = [measure_number(text, lambda: place.session.measures) for text in measure or ()]
    kind = None if kind is None else CheckKind.parse(KIND.name, kind).value
    names = [name for given in inspector or () for name in given.split("、")]
    inspectors = [read_field(INSPECTORS, name, place.session.known) for name in names]
    from zizhao_cli.cli.walk_round import Round
    from zizhao_cli.ledger.walks import record_walk, route

    wanted = asked or route(place.session.measures, place.name, place.kind)
    begun = _begun(ctx, place, kind, inspectors)
    if begun is None:
        return
    _say_what_else(place, wanted, chosen=bool(asked))
    walked = Round(place, begun, wanted)
    if not walked.go(yes=yes):
        return
    place.file.keep(
        begun
    )  # what went on elsewhere, or is recorded by now, is not recorded from here
    try:
        put = record_walk(place.session, begun)
    except (ZizhaoError, KeyboardInterrupt):
        walked.say_kept()
        raise
    _tell(ctx, place, put, format)


def _place(ctx: typer.Context, unit: str, on: str | None) -> "Place":
    """Return where the walk is: its unit, its day, its ledger. Raises UnknownUnit, AmbiguousUnit, and what parse_past_day raises."""
    from zizhao_cli.cli.walk_round import Place
    from zizhao_cli.ledger.walk_file import WalkFile
    from zizhao_cli.store.roll import roll

    session = context.session(ctx)
    day = parse_past_day(ROW_DAY.name, on, session.today)
    with context.reading(ctx) as connection:
        found = roll(connection).find(unit)
        query = "SELECT kind FROM unit WHERE id = ?"
        (kind,) = connection.execute(query, (found.id,)).fetchone()
        file = WalkFile(session.path, connection, found, day)
    return Place(session, visible(found.name), found.code, kind, day, file, found.active)


def _begun(
    ctx: typer.Context, place: "Place", kind: str | None, inspectors: list[str]
) -> "Walk | None":
    """Return the walk that is kept, if it is to go on, or a new one; None where neither is wanted."""
    from zizhao_cli.ledger.walks import Walk, recorded

    kept = place.file.read()
    if kept is not None:
        with context.reading(ctx) as connection:
            numbers = recorded(connection, kept)
        if numbers:
            note(f"上次的现场检查已经记入：{'、'.join(numbers)}；另开始一次")
            place.file.discard()
            kept = None
    if kept is not None:
        said = f"{place.on} 的没有记完，已答 {len(kept.answers)} 条"
        choice = answered(_of_keys(said, {"": "接着查", "1": "丢掉，从头查", "9": "先不查"}))
        if choice == "9":
            return None
        if choice == "":
            kept.kind = kind or kept.kind
            kept.inspectors = inspectors or kept.inspectors
            return kept
        place.file.discard()
    if not inspectors:
        question = questions.of(INSPECTORS, "检查人（几个人用、隔开）", optional=True)
        each = question._replace(check=lambda text: [_name(place, one) for one in text.split("、")])
        inspectors = [_name(place, one) for one in filter(None, answered(each).split("、"))]
    return Walk(place.code, place.on, kind or CheckKind.TOWN.value, inspectors)


def _name(place: "Place", text: str) -> str:
    return str(read_field(INSPECTORS, text, place.session.known))


def _of_keys(prompt: str, keys: dict[str, str]) -> Question:
    """Return a question that is answered with one of `keys`; an enter is the empty one."""
    from zizhao_cli.cli.walk_round import one_of

    said = "，".join(f"{key} {what}" if key else f"回车{what}" for key, what in keys.items())
    return Question("key", "", prompt, said, check=one_of(keys), optional=True)


def _say_what_else(place: "Place", wanted: list[int], *, chosen: bool) -> None:
    """Say which walks of other days are kept, and which measures are not meant for such a unit, or may be looked at besides."""
    for day in place.file.other_days():
        note(f"{place.name} 还有 {day} 没有记完的：加 --on {day} 接着查，或加 --discard 丢掉")
    for measure in place.session.measures:
        if measure.number in wanted and (said := measure.not_meant_for(place.name, place.kind)):
            note(said)
    also = [m.number for m in place.session.measures if place.kind in m.also_at]
    if also and not chosen:
        numbers = "、".join(map(str, also))
        note(
            f"第 {numbers} 条在{UnitKind(place.kind).label}也查得到，这次不问；要查用 --measure 写明"
        )


def _tell(ctx: typer.Context, place: "Place", put: "list[Put]", format: str | None) -> None:
    """Forget the file of a walk that is recorded, and print the numbers of its checks."""
    try:
        place.file.discard()
    except MachineFault as problem:  # it is known by its source ids, and is not recorded again
        note(f"已记入；只是存着的那份没能删去：{problem.sentence}")
    numbers = [one.check.number() for one in put]
    as_json = (lambda: check.show(ctx, numbers, format)) if format == "json" else None
    announce("\n".join(numbers), as_json)
    for one in put:
        no = one.check.number()
        point_out(ctx, CHECK, no)
        if one.same is not None:
            note(
                f"{no} 与 {one.same} 的单位、条款、日期、结果等都相同；若是重复登记，用 check void {no} 作废"
            )
        for new in one.hazards:
            note(f"{no} 的隐患：{HAZARD.no(new.id)}，期限 {new.due_on}")
            hazard_steps.warn_of_deadline(new)
