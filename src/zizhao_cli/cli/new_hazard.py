"""The options that a hazard is registered with, alone or with the check that found it."""

from typing import Annotated

import typer

from zizhao_cli.cli import options
from zizhao_cli.cli.bundle import Bundle
from zizhao_cli.domain.kinds.hazard import FOUND, FOUND_ON, SOURCE

Source = Annotated[str | None, options.option(SOURCE)]


class NewHazard(Bundle):
    """What a hazard is registered with."""

    unit: options.UnitName = None
    measure: options.Measure = None
    title: options.Title = None
    level: options.Level = None
    handling: options.Handling = None
    on: Annotated[str | None, options.option(FOUND_ON, "--found", "--on")] = None
    due: options.Due = None
    location: options.Location = None
    sector: options.Sector = None
    responsible: options.Responsible = None
    leader: options.Leader = None
    source: Source = None
    check: Annotated[
        str | None, typer.Option("--check", metavar="编号", help="查出它的检查，如 JC-2022-00001")
    ] = None


Found = Annotated[str | None, options.option(FOUND, hint="查出的隐患；检查和隐患一步记好")]


class HazardFound(Bundle):
    """The hazard that a failed check found."""

    title: Found = None
    level: options.Level = None
    handling: options.Handling = None
    due: options.Due = None
    location: options.Location = None
    sector: options.Sector = None
    responsible: options.Responsible = None
    leader: options.Leader = None
