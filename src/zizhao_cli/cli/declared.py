"""The commands of kinds that are declared whole: add, list, show, the steps of their lives, edit, void, retract, note, import."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, imports, options, questions, suggest
from zizhao_cli.cli.ask import complete, note
from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.corrected import changed_line, corrected, taken
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.noted import note_of
from zizhao_cli.cli.nouns import noun
from zizhao_cli.cli.recorded import announce, remind
from zizhao_cli.domain.dates import parse_day
from zizhao_cli.domain.kinds import kind_named
from zizhao_cli.domain.kinds.declared import BESIDE, CODE, EDIT, RETRACT, VOID, mendable
from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.domain.kinds.fields import REASON, UNIT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.kinds.kind import Kind, StepName
    from zizhao_cli.ledger.steps import Changed
    from zizhao_cli.render.output import Shown

    Command = Callable[..., None]

_NARROWED = (Reads.WORD, Reads.UNIT, Reads.PERSON, Reads.MEASURE)


def noun_of(kind: Kind, *, without: Sequence[str] = ()) -> typer.Typer:
    """Return the group of the commands of a declared kind, but for those that stand `without` and its own file adds."""
    app = noun(kind.name)
    begun = {"update": _update(kind)} if kind.of_units else {"add": add_of(kind)}
    commands: dict[str, Command] = {**begun, "list": _list(kind), "show": _show(kind)}
    for name, step in kind.steps.items():
        if name not in BESIDE:
            commands[name] = _step(kind, name, step)
    if EDIT in kind.steps:
        commands[EDIT] = _edit(kind)
    commands |= {VOID: _void(kind), RETRACT: _retract(kind), "note": _note(kind)}
    for name, command in commands.items():
        if name not in without:
            app.command(name.replace("_", "-"), cls=ChineseCommand)(bundled(command))
    if kind.form and "import" not in without:
        imports.attach(app, kind.name, kind.label)
    return app


def question_of(ctx: typer.Context, kind: Kind, field: Field) -> Any:  # noqa: ANN401 - a Question
    """Return the question for a field of a kind that must be said."""
    reference = kind.references.get(kind.column(field))
    if reference is not None and reference.kind == UNIT.key:
        asked = questions.unit(ctx)
        return asked._replace(key=field.key, option=field.option, prompt=field.name)
    if field.reads is Reads.DUE:
        due = questions.due(settings.today(), field.name)
        return due._replace(key=field.key, option=field.option)
    if field.flag or reference is not None or field.reads is Reads.RECORD:
        return questions.of(field._replace(reads=Reads.SHORT, flag=False))
    return questions.of(field)


def _options(kind: Kind, fields: Sequence[Field]) -> dict[str, tuple[Any, Any]]:
    """Return for each field its option and its default."""
    found: dict[str, tuple[Any, Any]] = {}
    for field in fields:
        reference = kind.references.get(kind.column(field))
        completed = suggest.units if field.reads is Reads.UNIT else None
        if reference is not None:
            other = kind_named(reference.kind)
            completed = suggest.units if other.found_by else suggest.numbers(other)
        option = options.option(field, suggest=completed)
        typed = list[str] if field.several else bool if field.flag else str
        found[field.key] = (Annotated[typed | None, option], None)
    return found


def _command(name: str, does: str, params: dict[str, tuple[Any, Any]], run: Command) -> Command:
    """Return what `bundled` takes for a function with these parameters, each with its annotation and default."""

    def command(**given: Any) -> None:  # noqa: ANN401 - what was typed for each option
        run(**given)

    kind = inspect.Parameter.KEYWORD_ONLY
    command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(key, kind, default=default, annotation=annotation)
            for key, (annotation, default) in {"ctx": (typer.Context, _NONE), **params}.items()
        ]
    )
    command.__name__, command.__doc__ = name, does
    return command


_NONE = inspect.Parameter.empty


def _numbers(kind: Kind) -> tuple[Any, Any]:
    argument = options.numbers_of(kind) if kind.series else options.codes_of(kind)
    return Annotated[list[str], argument], _NONE


def add_of(kind: Kind) -> Command:
    given = [kind.fields[key] for key in kind.given if key != CODE.key]

    def run(
        ctx: typer.Context,
        format: str | None,
        evidence: list[str] | None,
        **said: Any,  # noqa: ANN401 - what was typed for each field
    ) -> None:
        from zizhao_cli.ledger.declared import add

        if (called := said.pop("called", None)) is not None and said[kind.named_by] is None:
            said[kind.named_by] = called
        asked = [question_of(ctx, kind, kind.fields[key]) for key in kind.required if key != "code"]
        record = add(context.session(ctx), kind, complete(said, asked), evidence or ())
        announce_all(ctx, kind, [record.number()], format)

    coded: dict[str, tuple[Any, Any]] = {}
    if kind.series is None:
        named = options.also_named(kind.fields[kind.named_by])
        coded = {
            "code": (Annotated[str, options.new_code(kind)], _NONE),
            "called": (Annotated[str | None, named], None),
        }
    params = {**coded, **_options(kind, given), "evidence": (options.Evidence, None)}
    does = f"登记{kind.one}，输出它的{'编号' if kind.series else '代码'}。"
    return _command("add", does, {**params, "format": (options.RecordFormat, None)}, run)


def _update(kind: Kind) -> Command:
    def run(
        ctx: typer.Context,
        unit: str,
        on: str | None,
        evidence: list[str] | None,
        format: str | None,
        **said: Any,  # noqa: ANN401 - what was typed for each field
    ) -> None:
        from zizhao_cli.ledger.declared import update
        from zizhao_cli.report.declared import to_see_to

        record, changed = update(context.session(ctx), kind, unit, said, on, evidence or ())
        if changed is not None:
            note(changed_line(ctx, changed))
        no = record.number()
        announce_all(ctx, kind, [no], format)
        remind(ctx, no, lambda ledger: to_see_to(ledger, kind, no, settings.today()))

    labels = "、".join(one.label for one in kind.of_units)
    unit = typer.Argument(
        metavar="单位", help=f"{labels}的代码、名称或别名", autocompletion=suggest.units
    )
    params = {
        "unit": (Annotated[str, unit], _NONE),
        **_options(kind, mendable(kind)),
        "on": (options.On, None),
        "evidence": (options.Evidence, None),
        "format": (options.RecordFormat, None),
    }
    does = (
        f"记{kind.one}的情况：第一次是登记，以后是从那一天（--on，默认今天）起变了，只写变了的。\n\n"
        '以前就记错的用 edit 更正。可省的项写成空文字 "" 即清除。'
    )
    return _command("update", does, params, run)


def _list(kind: Kind) -> Command:
    narrowed = [
        field
        for key, field in kind.fields.items()
        if field.reads in _NARROWED or key in ("state", "sector", "sectors")
    ]
    found = {field.key: field for field in kind.worked_out if field.several}

    def run(  # the options of every list, and those of this kind
        ctx: typer.Context,
        first: str | None,
        last: str | None,
        text: list[str] | None,
        day: options.OfDay,
        order: options.Order,
        look: options.Look,
        *,
        with_voided: bool,
        **asked: Any,  # noqa: ANN401 - the values of fields, and flags
    ) -> None:
        from zizhao_cli.report.declared import record_list

        then, today = day.then(), settings.today()
        bounds = {
            key: None if text is None else parse_day(option, text, today)
            for key, option, text in (("first", "--from", first), ("last", "--to", last))
        }
        options.answer(
            ctx,
            look.out(),
            lambda ledger: record_list(
                ledger,
                kind,
                today,
                then,
                among={
                    key: values for key, values in asked.items() if values and key in kind.fields
                },
                having=[key for key in found if asked[key]],
                **bounds,
                text=text or (),
                with_voided=with_voided,
                only=[name for name in kind.only if asked[name]],
                sort=order.sort,
                limit=order.limit,
            ),
            then.as_of,
        )

    params: dict[str, tuple[Any, Any]] = {}
    for field in narrowed:
        completed = suggest.units if field.reads is Reads.UNIT else None
        option = options.filter_by(field, suggest=completed)
        params[field.key] = (Annotated[list[str] | None, option], None)
    for name, one in kind.only.items():
        flag = typer.Option(f"--{name.replace('_', '-')}", help=one.described)
        params[name] = (Annotated[bool, flag], False)
    for key, field in found.items():
        params[key] = (
            Annotated[bool, typer.Option(field.option, help=f"只列“{field.name}”一栏不空的")],
            False,
        )
    begins = kind.fields[kind.begins].heading
    params |= {
        "first": (
            Annotated[str | None, options.bound("--from", f"{begins}从这一天起（含）")],
            None,
        ),
        "last": (Annotated[str | None, options.bound("--to", f"{begins}到这一天止（含）")], None),
        "text": (options.Text, None),
        "with_voided": (Annotated[bool, typer.Option("--all", help="连同已作废的")], False),
        "day": (options.OfDay, _NONE),
        "order": (options.Order, _NONE),
        "look": (options.Look, _NONE),
    }
    return _command("list", f"列出{kind.label}。", params, run)


def _show(kind: Kind) -> Command:
    def run(ctx: typer.Context, numbers: list[str], format: str | None, output: str | None) -> None:
        show(ctx, kind, numbers, format, output)

    params = {
        "numbers": _numbers(kind),
        "format": (options.RecordFormat, None),
        "output": (options.File, None),
    }
    return _command("show", f"显示{kind.one}和它的经过。", params, run)


def show(
    ctx: typer.Context,
    kind: Kind,
    numbers: Sequence[str],
    format: str | None = None,
    output: str | None = None,
) -> None:
    """Write the records `numbers` with the steps of their lives, what was noted, and their evidence."""
    from zizhao_cli.render.output import Output
    from zizhao_cli.report.declared import columns_of, record_shown
    from zizhao_cli.report.evidence import evidence_lines, evidence_of
    from zizhao_cli.report.model import Record
    from zizhao_cli.report.related import related, related_lines
    from zizhao_cli.report.timeline import remarks, timeline, timeline_lines

    today = settings.today()

    def told(connection: sqlite3.Connection, no: str) -> Shown:
        row = record_shown(connection, kind, no, today)
        steps, noted = timeline(connection, kind, no), remarks(connection, kind, no)
        evidence = [one for one in evidence_of(connection, kind, no) if one["of_kind"] == kind.name]
        below = [
            ("经过", timeline_lines(kind, steps, noted)),
            *([("佐证", evidence_lines(evidence))] if evidence else []),
        ]
        about = related(connection, kind, no)
        below += [("相关的记录", related_lines(about))] if about else []
        said = {"timeline": steps, "notes": noted, "evidence": evidence, "related": about}
        content = {**row, **said}
        return Record(columns_of(kind), row, row[kind.called], below), content

    options.show_each(ctx, Output(format, output), kind, numbers, told)


def _step(kind: Kind, name: str, step: StepName) -> Command:
    def run(
        ctx: typer.Context,
        numbers: list[str],
        on: str | None,
        evidence: list[str] | None,
        yes: bool,
        format: str | None,
        **said: Any,  # noqa: ANN401 - what was typed for each detail
    ) -> None:
        from zizhao_cli.ledger.declared import take

        needed = [field for field in step.details if field.key in step.needed]
        given = complete(said, [question_of(ctx, kind, field) for field in needed])
        changed = taken(
            ctx,
            lambda session: take(
                session, kind, numbers, name, given, on=on, evidence=evidence or ()
            ),
            yes=yes,
        )
        _tell(ctx, kind, changed, format)

    params = {
        "numbers": _numbers(kind),
        **_options(kind, step.details),
        "on": (options.On, None),
        "evidence": (options.Evidence, None),
        "yes": (options.Yes, False),
        "format": (options.RecordFormat, None),
    }
    return _command(name, step.does or f"记{kind.label}{step.label}。", params, run)


def _edit(kind: Kind) -> Command:
    def run(
        ctx: typer.Context,
        numbers: list[str],
        since: str | None,
        yes: bool,
        format: str | None,
        **given: Any,  # noqa: ANN401 - what was typed for each field
    ) -> None:
        from zizhao_cli.ledger.declared import edit

        changed = corrected(
            ctx, lambda session, _: edit(session, kind, numbers, given, since), by={}, yes=yes
        )
        _tell(ctx, kind, changed, format)

    params = {
        "numbers": _numbers(kind),
        **_options(kind, mendable(kind)),
        "since": (
            Annotated[
                str | None,
                options.bound("--from", "从这一天起变了；不写即一直如此，各日的清单都改"),
            ],
            None,
        ),
        "yes": (options.Yes, False),
        "format": (options.RecordFormat, None),
    }
    does = f'更正{kind.label}：记错的各日都改；--from 是从那一天起才变。\n\n可省的项写成空文字 "" 即清除。'
    return _command("edit", does, params, run)


def _void(kind: Kind) -> Command:
    def run(
        ctx: typer.Context, numbers: list[str], reason: str | None, approval: options.Approval
    ) -> None:
        from zizhao_cli.ledger.declared import void

        given: dict[str, Any] = complete({"reason": reason}, [questions.of(REASON, "作废理由")])
        changed = corrected(
            ctx,
            lambda session, by: void(session, kind, numbers, **given, **by),
            by=approval.by,
            yes=approval.yes,
            always=True,
        )
        _tell(ctx, kind, changed)

    params = {
        "numbers": _numbers(kind),
        "reason": (options.Reason, None),
        "approval": (options.Approval, _NONE),
    }
    told = "，要另一个人批准" if kind.grave else ""
    return _command("void", f"作废记错的{kind.label}，就当没有登记过{told}。", params, run)


def _retract(kind: Kind) -> Command:
    def run(
        ctx: typer.Context,
        numbers: list[str],
        step: int | None,
        reason: str | None,
        approval: options.Approval,
    ) -> None:
        from zizhao_cli.ledger.corrections import retract

        given: dict[str, Any] = complete({"reason": reason}, [questions.of(REASON, "撤回理由")])
        changed = corrected(
            ctx,
            lambda session, by: retract(session, kind, numbers, number=step, **given, **by),
            by=approval.by,
            yes=approval.yes,
        )
        _tell(ctx, kind, changed)

    numbered = typer.Option("--step", metavar="步", min=2, help="撤回第几步，默认最后记的那一步")
    params = {
        "numbers": _numbers(kind),
        "step": (Annotated[int | None, numbered], None),
        "reason": (options.Reason, None),
        "approval": (options.Approval, _NONE),
    }
    return _command("retract", "撤回记错的一步，就当没有办过。", params, run)


def _note(kind: Kind) -> Command:
    def run(
        ctx: typer.Context, said: list[str], evidence: list[str] | None, on: str | None
    ) -> None:
        note_of(ctx, kind, said, on, evidence or ())

    params = {
        "said": (Annotated[list[str], options.numbers_and_text(kind)], _NONE),
        "evidence": (options.Evidence, None),
        "on": (options.On, None),
    }
    return _command("note", f"给{kind.label}加一条备注或佐证；别的都不变。", params, run)


def announce_all(
    ctx: typer.Context, kind: Kind, numbers: Sequence[str], format: str | None = None
) -> None:
    """Write the numbers of what was recorded, or with `--format json` the records."""
    shown = (lambda: show(ctx, kind, numbers, format)) if format == "json" else None
    announce("\n".join(numbers), shown)


def _tell(
    ctx: typer.Context, kind: Kind, changed: Sequence[Changed[Any]], format: str | None = None
) -> None:
    announce_all(ctx, kind, [one.after.number() for one in changed], format)
