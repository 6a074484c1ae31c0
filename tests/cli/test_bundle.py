"""Options that commands share are declared once, stand where the command takes them, and arrive as one value."""

import inspect
from typing import Annotated

import typer

from tests.cli.commands import COMMANDS, LEAVES
from zizhao_cli.cli.bundle import Bundle, bundled, options_of
from zizhao_cli.cli.options import Look, OfHazards, OfTime, OfUnitsAndTime, Order
from zizhao_cli.report.filters import Filters

Number = Annotated[int, typer.Option("--number")]


class Inner(Bundle):
    number: Number = 1
    word: str = "a"


class Outer(Bundle):
    first: bool = False
    inner: Inner
    last: bool = False


def test_options_stand_in_the_place_of_their_bundle_and_arrive_in_it() -> None:
    seen: list[object] = []

    @bundled
    def command(*, own: int = 0, outer: Outer, late: int = 0) -> None:
        """Do it."""
        seen.extend([own, outer.first, vars(outer.inner), outer.last, late])

    parameters = inspect.signature(command).parameters
    assert list(parameters) == ["own", "first", "number", "word", "last", "late"]
    assert (parameters["number"].annotation, parameters["number"].default) == (Number, 1)
    assert (command.__name__, command.__doc__) == ("command", "Do it.")
    command(own=7, first=True, number=3, word="b", last=False, late=9)
    assert seen == [7, True, {"number": 3, "word": "b"}, False, 9]


SERVED = {
    **dict.fromkeys(("duties", "escalation", "appraisal", "accidents", "measures"), OfUnitsAndTime),
    "accountability": OfTime,
    "tips": OfTime,
}
"""The reports that are not of hazards offer what they can be narrowed by."""


def test_reports_and_the_list_of_hazards_are_narrowed_alike() -> None:
    narrowing = list(options_of(OfHazards))
    assert set(narrowing) <= inspect.signature(Filters).parameters.keys()
    for path in [("hazard", "list"), *(path for path in LEAVES if path[0] == "report")]:
        names = [param.name for param in COMMANDS[path].params]
        served = list(options_of(SERVED.get(path[1], OfHazards)))
        assert [name for name in names if name in narrowing] == served


def test_lists_share_their_look() -> None:
    for path, command in COMMANDS.items():
        if path[1:] == ("list",):
            names = [param.name for param in command.params]
            shared = [*Order.__annotations__, *Look.__annotations__]
            unsorted = ("measure", "criteria", "config", "layout", "group", "template")
            assert names[-len(shared) :] == shared or path[0] in unsorted
