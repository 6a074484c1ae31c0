"""What every report is told on the command line, and how its answer is given."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, options
from zizhao_cli.cli.bundle import Bundle
from zizhao_cli.district_address import Towns
from zizhao_cli.errors import ExitCode, UsageProblem

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.render.output import Output
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report


Question = Callable[["sqlite3.Connection", "Filters", "Asked"], "Report"]
"""What is asked of a ledger for a report."""


class VerifiedElsewhere(UsageProblem):
    def __init__(self) -> None:
        super().__init__(
            "--verify 核验的是一本账的文件，区县库不这样核验",
            "区县库用 district verify 核验；一个镇的账在镇里用 db verify",
        )


class Told(Bundle):
    """What every report is told but its day."""

    narrowed: options.OfHazards
    town: options.Towns = None
    order: options.Order
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="有列出的行时以 4 退出，供脚本判断")
    ] = False
    verify: Annotated[
        bool,
        typer.Option("--verify", help="同时核验账本（佐证文件除外）；有损坏就不出报表，以 6 退出"),
    ] = False
    look: options.Look

    def answer(
        self,
        ctx: typer.Context,
        question: Question,
        day: options.OfDay,
        group_by: str | None = None,
        out: "Output | None" = None,
    ) -> None:
        """Ask `question` of a day, print the answer (to `out`, by default as the look says), and leave with 4, or 1 where the clock is behind, if that was asked for."""
        from zizhao_cli.report.clock import clock_behind
        from zizhao_cli.report.frame import Asked

        out = out or self.look.out()
        filters = self.narrowed.filters(ctx)
        if self.verify and isinstance(filters.ledger, Towns):
            raise VerifiedElsewhere
        then = day.then()
        asked = Asked(
            then.as_of or filters.today,
            then.known_at,
            group_by,
            self.order.sort,
            self.order.limit,
            self.verify,
        )
        behind: list[str] = []

        def answered(ledger: "sqlite3.Connection") -> "Report":
            if self.verify:
                from zizhao_cli.store.verify.verify import refuse_damaged

                refuse_damaged(context.ledger(ctx), ledger)
            if day.as_of is None:
                behind.extend(filter(None, [clock_behind(ledger, settings.now())]))
            return question(ledger, filters, asked)

        report = options.answer(ctx, out, answered, asked.as_of)
        self._say(behind)
        if behind and self.exit_code:
            raise typer.Exit(ExitCode.FAULT)
        if self.exit_code and report.head["totals"].get("hazards", report.head["count"]):
            raise typer.Exit(ExitCode.FOUND)

    @staticmethod
    def _say(messages: list[str]) -> None:
        """Say something beside the report."""
        for message in messages:
            from zizhao_cli.cli.ask import note

            note(message)


class Given(Bundle):
    """What every report of one day is told."""

    day: options.OfDay
    told: Told

    @property
    def look(self) -> options.Look:
        """In which format the answer comes, and where it goes."""
        return self.told.look

    def answer(
        self,
        ctx: typer.Context,
        question: Question,
        group_by: str | None = None,
        out: "Output | None" = None,
    ) -> None:
        """Ask `question` of the day, by default today; see Told.answer."""
        self.told.answer(ctx, question, self.day, group_by, out)


class ToldOfUnits(Told):
    """What a report of units is told but its day: no more of hazards than it can ask of units."""

    narrowed: options.OfUnitsAndTime  # type: ignore[assignment] # other options in its place


class GivenOfUnits(Given):
    """What a report of units on one day is told."""

    told: ToldOfUnits


class ToldOfTime(Told):
    """What a report that only days narrow is told but its day."""

    narrowed: options.OfTime  # type: ignore[assignment] # other options in its place


class GivenOfTime(Given):
    """What a report that only days narrow is told."""

    told: ToldOfTime
