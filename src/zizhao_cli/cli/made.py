"""A command that is made from declarations: its options, its questions, its arguments."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zizhao_cli import settings
from zizhao_cli.cli import options, questions, suggest
from zizhao_cli.domain.kinds import kind_named
from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.domain.kinds.fields import UNIT

if TYPE_CHECKING:
    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.kinds.kind import Kind


Command = Callable[..., None]


def asked_of(ctx: typer.Context, kind: Kind, needed: Sequence[str]) -> list[Any]:
    """Return the questions for a new record: what must be said, and what its dialogue asks for besides."""
    besides = [kind.fields[key] for key in kind.asks]
    return [
        *(question_of(ctx, kind, kind.fields[key]) for key in needed),
        *(
            question_of(ctx, kind, field)._replace(optional=True, several=field.several)
            for field in besides
        ),
    ]


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


def options_for(
    kind: Kind, fields: Sequence[Field], needed: Collection[str] = ()
) -> dict[str, tuple[Any, Any]]:
    """Return for each field its option and its default; help says which must be there."""
    found: dict[str, tuple[Any, Any]] = {}
    for field in fields:
        reference = kind.references.get(kind.column(field))
        completed = suggest.units if field.reads is Reads.UNIT else None
        if reference is not None:
            other = kind_named(reference.kind)
            completed = suggest.units if other.found_by else suggest.numbers(other)
        hint = f"{field.hint}（必写）" if field.key in needed else None
        option = options.option(field, suggest=completed, hint=hint)
        typed = list[str] if field.several else bool if field.flag else str
        found[field.key] = (Annotated[typed | None, option], None)
    return found


def evidence_for(kind: Kind) -> dict[str, tuple[Any, Any]]:
    """Return the option of files that show something; kinds with a sealed part take none, for files lie in the clear."""
    return {} if kind.sealed else {"evidence": (options.Evidence, None)}


def made(name: str, does: str, params: dict[str, tuple[Any, Any]], run: Command) -> Command:
    """Return what `bundled` takes for a function with these parameters, each with its annotation and default."""

    def command(**given: Any) -> None:  # noqa: ANN401 - what was typed for each option
        run(**given)

    kind = inspect.Parameter.KEYWORD_ONLY
    command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(key, kind, default=default, annotation=annotation)
            for key, (annotation, default) in {"ctx": (typer.Context, NOTHING), **params}.items()
        ]
    )
    command.__name__, command.__doc__ = name, does
    return command


NOTHING = inspect.Parameter.empty


def numbers_for(kind: Kind) -> tuple[Any, Any]:
    argument = options.numbers_of(kind) if kind.series else options.codes_of(kind)
    return Annotated[list[str], argument], NOTHING
