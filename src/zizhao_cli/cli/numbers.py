"""Numbers of records as they are typed: whole, the serial alone for this year, `-` for those that come on stdin."""

import sys
from collections.abc import Callable, Sequence

import typer

from zizhao_cli import settings
from zizhao_cli.domain.kinds.kind import Kind
from zizhao_cli.errors import UsageProblem

STDIN = "-"


class OneAtATime(UsageProblem):
    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(f"一次只能办一项，标准输入里有 {len(numbers)} 个编号", "逐项办")


class NoNumbersOnStdin(UsageProblem):
    def __init__(self) -> None:
        super().__init__("标准输入里没有编号", "一行写一个，或用空格隔开")


def numbers_typed(kind: Kind, texts: Sequence[str]) -> list[str]:
    """Return the whole numbers that `texts` mean, in their order; units are told by what they are called.

    Raises NoNumbersOnStdin where stdin is asked for and has none.
    """
    given = [one for text in texts for one in (_on_stdin(kind) if text == STDIN else [text])]
    if texts and not given:
        raise NoNumbersOnStdin
    if kind.series is None:
        return given
    year = settings.today().year
    return [kind.series.whole(one, year) for one in given]


def several(kind: Kind) -> Callable[[typer.Context, list[str] | None], list[str] | None]:
    """Return what reads an argument of one or more numbers of `kind`, or an option that may be left out."""

    def read(ctx: typer.Context, value: list[str] | None) -> list[str] | None:
        return numbers_typed(kind, value) if value and not ctx.resilient_parsing else value

    return read


def one(kind: Kind) -> Callable[[typer.Context, str], str]:
    """Return what reads an argument of one number of `kind`."""

    def read(ctx: typer.Context, value: str) -> str:
        if ctx.resilient_parsing:
            return value
        numbers = numbers_typed(kind, [value])
        if len(numbers) > 1:
            raise OneAtATime(numbers)
        return numbers[0]

    return read


def _on_stdin(kind: Kind) -> list[str]:
    """Return what stands on stdin: numbers between blanks, or a unit on each line; the heading of a list is none of them."""
    text = sys.stdin.read().removeprefix("\ufeff")
    found = text.split() if kind.series else [line.strip() for line in text.splitlines()]
    headings = (kind.called, kind.columns[0].heading)
    return [one for place, one in enumerate(found) if one and (place or one not in headings)]
