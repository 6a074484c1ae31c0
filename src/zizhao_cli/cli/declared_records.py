"""What is registered of kinds that are declared whole, and shown: add, update, list, show."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, options, suggest
from zizhao_cli.cli.ask import complete, note, on_terminal
from zizhao_cli.cli.corrected import changed_line
from zizhao_cli.cli.made import NOTHING, asked_of, evidence_for, made, numbers_for, options_for
from zizhao_cli.cli.recorded import announce, remind
from zizhao_cli.cli.sealed_input import from_stdin, told
from zizhao_cli.domain.dates import parse_day
from zizhao_cli.domain.kinds.declared import CODE, mendable
from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.errors import MissingOption

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from zizhao_cli.cli.made import Command
    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.ledger.sealing import Sealing
    from zizhao_cli.render.output import Shown


class Reminder(Protocol):
    """Finds in the ledger what is to be seen to in a record that was registered, or took a step, just now."""

    def __call__(self, connection: sqlite3.Connection, *, no: str) -> Iterable[str]: ...


_NARROWED = (Reads.WORD, Reads.UNIT, Reads.PERSON, Reads.MEASURE)


def add_of(kind: Kind, reminder: Reminder | None = None) -> Command:
    given = [kind.fields[key] for key in kind.given if key != CODE.key]

    def run(
        ctx: typer.Context,
        format: str | None,
        evidence: list[str] | None = None,
        sealed: str | None = None,
        *,
        confidential: bool = False,
        **said: Any,  # noqa: ANN401 - what was typed for each field
    ) -> None:
        from zizhao_cli.ledger.declared import add

        if (called := said.pop("called", None)) is not None and said[kind.named_by] is None:
            said[kind.named_by] = called
        asked = asked_of(ctx, kind, [key for key in kind.required if key != CODE.key])
        given = complete(said, asked)
        sealing = None
        if kind.sealed:
            sealing = sealing_of(kind, sealed, ask=confidential or given is not said)
        record = add(context.session(ctx), kind, given, evidence or (), sealing)
        if sealing is not None and sealing.code is not None:
            note(
                f"{record.number()} 的口令：{sealing.code}（只显示这一次，告诉举报人，来问、领奖时用）"
            )
        no = record.number()
        announce_all(ctx, kind, [no], format)
        if reminder is not None:
            remind(ctx, no, partial(reminder, no=no))

    coded: dict[str, tuple[Any, Any]] = {}
    if kind.series is None:
        named = options.also_named(kind.fields[kind.named_by])
        coded = {
            "code": (Annotated[str, options.new_code(kind)], NOTHING),
            "called": (Annotated[str | None, named], None),
        }
    params = {
        **coded,
        **options_for(kind, given, kind.required),
        **(SEALED_OPTIONS if kind.sealed else {}),
        **evidence_for(kind),
    }
    does = f"登记{kind.one}，输出它的{'编号' if kind.series else '代码'}。"
    return made("add", does, {**params, "format": (options.RecordFormat, None)}, run)


SEALED_OPTIONS: dict[str, tuple[Any, Any]] = {
    "confidential": (
        Annotated[
            bool, typer.Option("--confidential", help="在终端上逐项问举报人和原文，密封起来")
        ],
        False,
    ),
    "sealed": (
        Annotated[
            str | None,
            typer.Option(
                "--sealed",
                metavar="-",
                help="举报人和原文从标准输入读：JSON，或每行一项，如 举报人：…；不写在命令行上",
            ),
        ],
        None,
    ),
}


def sealing_of(kind: Kind, sealed: str | None, *, ask: bool) -> Sealing:
    """Return what is to be sealed of a new record: read from stdin, or asked for on the terminal. Raises MissingOption off one."""
    from zizhao_cli.ledger.sealing import Sealing

    if sealed is not None:
        return Sealing.of(kind, from_stdin(sealed, kind.sealed))
    if not ask:
        return Sealing()
    if not on_terminal():
        raise MissingOption("--sealed -", "举报人和原文从标准输入读")
    return Sealing.of(kind, told(kind.sealed))


def update_of(kind: Kind) -> Command:
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
        "unit": (Annotated[str, unit], NOTHING),
        **options_for(kind, mendable(kind)),
        "on": (options.On, None),
        "evidence": (options.Evidence, None),
        "format": (options.RecordFormat, None),
    }
    does = (
        f"记{kind.one}的情况：第一次是登记，以后是从那一天（--on，默认今天）起变了，只写变了的。\n\n"
        '以前就记错的用 edit 更正。可省的项写成空文字 "" 即清除。'
    )
    return made("update", does, params, run)


def list_of(kind: Kind) -> Command:
    narrowed = [
        field
        for key, field in kind.fields.items()
        if field.reads in _NARROWED or key in ("state", "sector", "sectors")
    ]
    found = {field.key: field for field in kind.worked_out if field.several}
    late = [kind.term.over] if kind.term is not None else []

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
        past_due: bool = False,
        missing_units: bool = False,
        **asked: Any,  # noqa: ANN401 - the values of fields, and flags
    ) -> None:
        from zizhao_cli.report.declared import record_list
        from zizhao_cli.report.without import units_without

        then, today = day.then(), settings.today()
        bounds = {
            key: None if text is None else parse_day(option, text, today)
            for key, option, text in (("first", "--from", first), ("last", "--to", last))
        }
        if missing_units:
            options.answer(
                ctx,
                look.out(),
                lambda ledger: units_without(
                    ledger, kind, today, then, sort=order.sort, limit=order.limit
                ),
                then.as_of,
            )
            return
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
                having=[*(key for key in found if asked[key]), *(late if past_due else ())],
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
    if late:
        flag = typer.Option("--past-due", help="只列过了期限、还没有办完的")
        params["past_due"] = (Annotated[bool, flag], False)
    if kind.expected_of:
        whose = f"改列还没有{kind.label}的单位"
        missing = Annotated[bool, typer.Option("--missing", help=whose)]
        params["missing_units"] = (missing, False)
    begins = kind.fields[kind.begins].heading
    params |= {
        "first": (
            Annotated[str | None, options.bound("--from", f"{begins}从这一天起（含）")],
            None,
        ),
        "last": (Annotated[str | None, options.bound("--to", f"{begins}到这一天止（含）")], None),
        "text": (options.Text, None),
        "with_voided": (
            Annotated[bool, typer.Option("--all", help=f"连同{kind.states('voided').label}的")],
            False,
        ),
        "day": (options.OfDay, NOTHING),
        "order": (options.Order, NOTHING),
        "look": (options.Look, NOTHING),
    }
    return made("list", f"列出{kind.label}。", params, run)


def show_of(kind: Kind) -> Command:
    def run(ctx: typer.Context, numbers: list[str], format: str | None, output: str | None) -> None:
        show(ctx, kind, numbers, format, output)

    params = {
        "numbers": numbers_for(kind),
        "format": (options.RecordFormat, None),
        "output": (options.File, None),
    }
    return made("show", f"显示{kind.one}和它的经过。", params, run)


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
    from zizhao_cli.report.sealed import sealed_lines
    from zizhao_cli.report.timeline import remarks, timeline, timeline_lines
    from zizhao_cli.store.called import id_called

    today = settings.today()

    def shown(connection: sqlite3.Connection, no: str) -> Shown:
        row = record_shown(connection, kind, no, today)
        steps, noted = timeline(connection, kind, no), remarks(connection, kind, no)
        evidence = [one for one in evidence_of(connection, kind, no) if one["of_kind"] == kind.name]
        below = [
            ("经过", timeline_lines(kind, steps, noted)),
            *([("佐证", evidence_lines(evidence))] if evidence else []),
        ]
        if kind.sealed:
            below.append(("密封", sealed_lines(connection, kind, id_called(connection, kind, no))))
        about = related(connection, kind, no)
        below += [("相关的记录", related_lines(about))] if about else []
        said = {"timeline": steps, "notes": noted, "evidence": evidence, "related": about}
        content = {**row, **said}
        return Record(columns_of(kind), row, row[kind.called], below), content

    options.show_each(ctx, Output(format, output), kind, numbers, shown)


def announce_all(
    ctx: typer.Context, kind: Kind, numbers: Sequence[str], format: str | None = None
) -> None:
    """Write the numbers of what was recorded, or with `--format json` the records."""
    shown = (lambda: show(ctx, kind, numbers, format)) if format == "json" else None
    announce("\n".join(numbers), shown)
