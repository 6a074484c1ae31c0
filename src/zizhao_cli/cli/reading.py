"""How a file is to be read: the options of imports that a layout keeps, and the questions that find them on a terminal."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zizhao_cli import settings
from zizhao_cli.cli.ask import Question, answered, note, says_yes
from zizhao_cli.cli.bundle import Bundle
from zizhao_cli.domain.errors.values import UnknownWord
from zizhao_cli.domain.kinds import forms
from zizhao_cli.domain.text import matching_key
from zizhao_cli.domain.values import UnitKind

if TYPE_CHECKING:
    from zizhao_cli.layouts import Layout
    from zizhao_cli.ledger.imports.receipt import Lacking
    from zizhao_cli.ledger.imports.run import Request

Repeated = list[str] | None
_MEANS_SOMETHING = re.compile(r"[^\w%+,./:=@-]|^$")
"""What a shell takes for more than a letter."""
FIRST = 10
"""How many unknown units a question names."""


class Reading(Bundle):
    """What the caller says of the columns, the sheet and the days of a file."""

    sheet: Annotated[str | None, typer.Option("--sheet", metavar="名称", help="只读这个工作表")] = (
        None
    )
    map_: Annotated[
        Repeated, typer.Option("--map", metavar="列名=键", help="说明一列是什么，可写多次")
    ] = None
    ignore_column: Annotated[
        Repeated,
        typer.Option(
            "--ignore-column", metavar="列名", help="略过一列，可写多次；没有列名的写第几列"
        ),
    ] = None
    set_: Annotated[
        Repeated,
        typer.Option("--set", metavar="键=值", help="全表同一个值，如 measure=6，可写多次"),
    ] = None
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="年", help="没有写年份的日期（3月7日、4.20）是哪一年"),
    ] = None

    def over(self, saved: "Layout") -> "Layout":
        """Return a saved way of reading with what was typed beside it, which goes before."""
        typed = replace(
            saved,
            map=self.map_ or [],
            ignore_column=self.ignore_column or [],
            set=self.set_ or [],
            sheet=self.sheet,
            year=self.year,
        )
        return _joined(saved, typed)


def usual_year() -> int | None:
    """Return the year that the caller's own settings name for days without one."""
    usual = settings.configured("year")
    return None if usual is None else int(usual)


def asked(ledger: Path, request: "Request", lacking: "Lacking") -> "Request | None":
    """Return a request with the answers to what its files lacked, or None where nothing was to be asked.

    A layout that was saved for such files is offered first; units are asked for once the columns are known.
    """
    from zizhao_cli.layouts import read

    layout = request.layout
    name = _fitting(ledger, layout, lacking)
    if name is not None and says_yes(f"表头与读法“{name}”的相同，照它读？"):
        return replace(request, layout=_joined(read(ledger, name), layout))
    if lacking.columns or lacking.keys:
        return replace(request, layout=_joined(layout, _answers(layout, lacking)))
    if lacking.units and request.new_units is None:
        kind = answered(_kind_of(lacking.units))
        return replace(request, new_units=kind) if kind else None
    return None


def offer_to_keep(ledger: Path, layout: "Layout", lacking: "Lacking") -> None:
    """Ask under which name a way of reading is to be kept that answers led to; an empty line keeps nothing."""
    from zizhao_cli.layouts import check_name, save

    question = Question(
        "name",
        "layout save",
        "下次还这样读？给这种读法起个名",
        "空着即不存",
        check=lambda answer: check_name(ledger, answer),
        optional=True,
    )
    name = answered(question).strip()
    if name:
        save(ledger, name, replace(layout, headings=lacking.seen[0]))
        note(f"读法“{name}”已存，下次用 --layout {name}")


def command(ledger: Path, layout: "Layout", lacking: "Lacking") -> str | None:
    """Return the whole command that takes the files where only words are missing, or None where that mends nothing.

    What only a person can say stands in it as what it is.
    """
    more: list[str] = []
    if name := _fitting(ledger, layout, lacking):
        more = ["--layout", name]
    else:
        for heading, means in lacking.columns.items():
            more += ["--map", f"{heading}={means}"] if means else ["--ignore-column", heading]
        for key in [key for key in lacking.keys if key not in lacking.columns.values()]:
            more += ["--set", f"{key}={forms()[layout.form].heading(key)}"]
    if lacking.units:
        more += ["--new-units", "类别"]
    if not more:
        return None
    words = ["zizhao", *sys.argv[1:], *more]
    if os.name == "nt":
        return subprocess.list2cmdline(words)
    return " ".join(shlex.quote(word) if _MEANS_SOMETHING.search(word) else word for word in words)


def _fitting(ledger: Path, layout: "Layout", lacking: "Lacking") -> str | None:
    """Return the name of a layout that was saved for files such as one that was refused, where none was used."""
    from zizhao_cli.layouts import fitting

    if layout.headings or not lacking.refused:
        return None
    return fitting(ledger, layout.form, lacking.seen)


def _joined(first: "Layout", more: "Layout") -> "Layout":
    return replace(
        first,
        map=[*first.map, *more.map],
        ignore_column=[*first.ignore_column, *more.ignore_column],
        set=[*first.set, *more.set],
        sheet=more.sheet or first.sheet,
        year=first.year if more.year is None else more.year,
    )


def _answers(layout: "Layout", lacking: "Lacking") -> "Layout":
    """Ask what the unknown columns are, and for the values that no column has."""
    from zizhao_cli.layouts import Layout

    maps: list[str] = []
    ignored: list[str] = []
    still = dict(lacking.keys)
    for heading in lacking.columns:
        if answer := answered(_column(layout.form, heading)).strip():
            key = _key(layout.form, answer)
            still.pop(key, None)
            maps.append(f"{heading}={key}")
        else:
            ignored.append(heading)
    constants = [f"{key}={answered(_constant(layout.form, key))}" for key in still]
    return Layout(layout.form, [], maps, ignored, constants)


def _kind_of(units: Collection[str]) -> Question:
    named = "、".join([*units][:FIRST]) + ("……" if len(units) > FIRST else "")
    return Question(
        "kind",
        "--new-units",
        f"名册里没有 {named}（{len(units)} 个单位），都按哪个类别登记",
        f"{'、'.join(UnitKind.choices())}；空着即不登记",
        check=lambda answer: UnitKind.parse("类别", answer),
        optional=True,
    )


def _column(form: str, heading: str) -> Question:
    return Question(
        "column",
        "--map",
        f"不认识的列“{heading}”是哪一项",
        f"{'、'.join(forms()[form].form)}，或中文列名；空着即略过这一列",
        check=lambda answer: _key(form, answer),
        optional=True,
    )


def _constant(form: str, key: str) -> Question:
    from zizhao_cli.intake.cell_errors import CellMissing

    def there(answer: str) -> object:
        if not answer.strip():
            raise CellMissing(forms()[form].heading(key))
        return answer

    return Question(
        key, "--set", f"表里没有“{forms()[form].heading(key)}”，全表同一个值", check=there
    )


def _key(form: str, text: str) -> str:
    """Return the key that somebody typed, or the one of a heading. Raises UnknownWord."""
    fields = forms()[form].form
    for key, field in fields.items():
        if matching_key(text) in {matching_key(word) for word in (key, *field.headings)}:
            return key
    raise UnknownWord("列", text, list(fields))
