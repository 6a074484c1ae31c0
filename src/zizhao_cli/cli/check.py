"""zizhao check."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zizhao_cli import settings
from zizhao_cli.cli import (
    check_corrections,
    context,
    hazard_steps,
    imports,
    options,
    questions,
    suggest,
)
from zizhao_cli.cli.ask import complete, complete_at_will, confirm, note, on_terminal
from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.corrected import rehearsed, taken
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.hint import Hint
from zizhao_cli.cli.new_hazard import HazardFound
from zizhao_cli.cli.nouns import noun
from zizhao_cli.cli.recorded import announce, point_out
from zizhao_cli.domain.dates import parse_past_day
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.check import CHECK, KIND, RESULT, WHY_VOID
from zizhao_cli.domain.kinds.fields import NOTE, SOURCE_ID
from zizhao_cli.domain.kinds.hazard import FOUND, HAZARD, INSPECTORS, ROW_DAY
from zizhao_cli.errors import UsageProblem, quoted

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.render.output import Shown

app = noun("check")


@app.command("add", cls=ChineseCommand)
@bundled
def add(
    ctx: typer.Context,
    *,
    unit: options.UnitName = None,
    measure: options.Measure = None,
    result: Annotated[str | None, options.option(RESULT)] = None,
    on: Annotated[str | None, options.option(ROW_DAY)] = None,
    kind: Annotated[str | None, options.option(KIND)] = None,
    inspector: Annotated[list[str] | None, options.option(INSPECTORS)] = None,
    note_text: Annotated[str | None, options.option(NOTE)] = None,
    source_id: Annotated[str | None, options.option(SOURCE_ID)] = None,
    hazard: HazardFound,
    evidence: options.Evidence = None,
    yes: options.Yes = False,
    format: options.RecordFormat = None,
) -> None:
    """登记一次检查，输出检查编号；不符合的，连同隐患一步记好。"""
    if hazard.title is not None and result is None:
        result = "fail"
    typed: dict[str, Any] = {"unit": unit, "measure": measure, "result": result, "on": on}
    typed |= {"kind": kind, "inspector": inspector, **vars(hazard), "evidence": evidence}
    hint = Hint(context.ledger(ctx), settings.today())
    given = _complete(ctx, typed, hint)
    inspector, evidence = given["inspector"], given["evidence"]
    of_hazard = {key: given[key] for key in vars(hazard)}
    from zizhao_cli.ledger.checks import add_check

    said = {
        "unit": given["unit"],
        "measure": given["measure"],
        "checked_on": given["on"] or "today",
        "kind": given["kind"],
        "inspectors": [name for names in inspector or [] for name in names.split("、")] or None,
        "result": given["result"],
        "note": note_text,
        "source_id": source_id,
        "hazard": of_hazard if any(value is not None for value in of_hazard.values()) else None,
    }
    no, found, same = taken(
        ctx,
        lambda session: add_check(session, said, evidence or ()),
        yes=yes or given is typed,
    )
    announce(no, (lambda: show(ctx, [no], format)) if format == "json" else None)
    point_out(ctx, CHECK, no)
    if same is not None:
        note(
            f"{no} 与 {same} 的单位、条款、日期、结果等都相同；若是重复登记，用 check void {no} 作废"
        )
    for new in found:
        note(f"{no} 的隐患：{HAZARD.no(new.id)}，期限 {new.due_on}")
        hazard_steps.warn_of_deadline(new)
        hint.after(ctx, new.number())
    if evidence:
        hazard_steps.warn_of_reuse(ctx, CHECK, no)


def _complete(ctx: typer.Context, given: dict[str, Any], hint: Hint) -> dict[str, Any]:
    today = settings.today()
    asked = [
        questions.unit(ctx),
        questions.measure(ctx),
        questions.of(RESULT),
        questions.day(today),
        *questions.made_by(),
    ]
    before, given = given, complete(given, asked)
    if on_terminal() and questions.failed(given["result"]):
        given = complete(given, questions.hazard(today, FOUND, hint.before))
    return given if given is before else complete_at_will(given, [questions.evidence()])


class OfChecks(options.OfPlaceAndTime):
    """What checks are narrowed by."""

    unit: options.OfUnits = None
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="类别",
            help="检查类型（self…）或单位类别（village…）；可写多次，合其一即可",
        ),
    ] = None
    measure: options.OfMeasures = None
    result: options.OfResults = None
    inspector: options.OfInspectors = None
    source_id: options.OfSourceIds = None
    batch: options.OfBatches = None
    text: options.Text = None


@app.command("list", cls=ChineseCommand)
@bundled
def list_checks(
    ctx: typer.Context,
    *,
    given: OfChecks,
    with_voided: Annotated[bool, typer.Option("--all", help="连同已作废的")] = False,
    day: options.OfDay,
    order: options.Order,
    look: options.Look,
) -> None:
    """列出检查。"""
    from zizhao_cli.report.checks import check_list

    filters, then = given.filters(ctx), day.then()
    options.answer(
        ctx,
        look.out(),
        lambda ledger: check_list(
            ledger, filters, order.sort, order.limit, then, with_voided=with_voided
        ),
        then.as_of,
    )


@app.command("show", cls=ChineseCommand)
def show(
    ctx: typer.Context,
    numbers: options.CheckNumbers,
    format: options.RecordFormat = None,
    output: options.File = None,
) -> None:
    """显示检查。"""
    from zizhao_cli.render.output import Output
    from zizhao_cli.report.checks import COLUMNS, check_record
    from zizhao_cli.report.evidence import evidence_lines, evidence_of
    from zizhao_cli.report.model import Record
    from zizhao_cli.report.related import related, related_lines
    from zizhao_cli.report.timeline import corrections, remarks, timeline_lines

    names = {"void_reason": "作废理由", "replaced_by": "换成", "replaces": "换下"}

    def told(connection: "sqlite3.Connection", no: str) -> "Shown":
        row, besides = check_record(connection, no)
        corrected_since = corrections(connection, CHECK, no)
        noted = remarks(connection, CHECK, no)
        evidence = evidence_of(connection, CHECK, no)
        below = [(name, [besides[key]]) for key, name in names.items() if besides[key]]
        if corrected_since or noted:
            below.append(("更正和备注", timeline_lines(CHECK, corrected_since, noted)))
        if evidence:
            below.append(("佐证", evidence_lines(evidence)))
        about = related(connection, CHECK, no)
        below += [("相关的记录", related_lines(about))] if about else []
        content = {
            **row,
            **besides,
            "corrections": corrected_since,
            "notes": noted,
            "evidence": evidence,
            "related": about,
        }
        return Record(COLUMNS, row, row["no"], below), content

    options.show_each(ctx, Output(format, output), CHECK, numbers, told)


@app.command("template", cls=ChineseCommand)
def template(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="文件", help="要写的 .xlsx 文件")],
    unit: Annotated[
        str,
        typer.Option(
            "--unit", metavar="单位", help="填表的村、社区或部门", autocompletion=suggest.units
        ),
    ],
) -> None:
    """写出一份检查登记表（xlsx），交给村（社区）填，填好即可导入。

    下拉列表里有该单位和它辖区内的单位。
    """
    from pathlib import Path

    from zizhao_cli.render.target import write_file
    from zizhao_cli.render.template import check_template
    from zizhao_cli.report.measures import measures_offered
    from zizhao_cli.report.units import unit_and_those_in_it

    if Path(file).suffix.lower() != ".xlsx":
        raise NotAWorkbookName(file)
    if Path(file).exists():
        raise FileIsThere(file)
    path = context.ledger(ctx)
    with context.reading(ctx) as connection:
        units = unit_and_those_in_it(connection, unit)
    write_file(Path(file), check_template(units[0], units, measures_offered(path)))
    note(f"已写出 {file}")


class FileIsThere(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(f"{quoted(name)} 已经在，不覆盖", "换一个文件名；也许是别人填好的表")


class NotAWorkbookName(UsageProblem):
    def __init__(self, name: str) -> None:
        super().__init__(f"{quoted(name)} 不是 .xlsx 文件名", "文件名以 .xlsx 结尾")


@app.command("void", cls=ChineseCommand)
def void(
    ctx: typer.Context,
    numbers: options.CheckNumbers,
    reason: options.Reason = None,
    yes: options.Yes = False,
    on: options.On = None,
) -> None:
    """作废记错的检查；记录保留，编号不再用。"""
    from zizhao_cli.ledger.checks import void_check

    given = complete({"reason": reason}, [questions.of(WHY_VOID)])
    session = context.session(ctx)
    day = None if on is None else parse_past_day("作废日期（--on）", on, session.today)
    if on_terminal() and not yes:
        changed, _, session = rehearsed(
            session, lambda one: void_check(one, numbers, given["reason"], day)
        )
        confirm(f"作废 {'、'.join(one.after.number() for one in changed)}？")
    changed = void_check(session, numbers, given["reason"], day)
    announce("\n".join(one.after.number() for one in changed))


check_corrections.attach(app)
imports.attach(app, "check", "检查，不符合的连同隐患")
