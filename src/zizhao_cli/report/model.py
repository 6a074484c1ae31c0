"""What comes back from a question: columns and rows, and no looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.kinds.field import named, names_known, names_typed
from zizhao_cli.errors import UsageProblem, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from zizhao_cli.domain.kinds.field import Field

Row = dict[str, Any]


class UnknownColumn(UsageProblem):
    def __init__(self, text: str, known: Sequence[Field]) -> None:
        super().__init__(f"--columns 不认识 {quoted(text)}", f"可写：{names_known(known)}")


class Matrix(NamedTuple):
    """A heat map: the keys of the columns whose values name its rows, its columns, and what a cell holds."""

    down: str
    across: str
    cell: str

    @property
    def keys(self) -> set[str]:
        """The columns that it is drawn from."""
        return {*self}


class Bars(NamedTuple):
    """A chart of bars: the key of the column that says what each is called, and those of the numbers it shows."""

    label: str
    of: tuple[str, ...]

    @property
    def keys(self) -> set[str]:
        """The columns that it is drawn from."""
        return {self.label, *self.of}


class Table(NamedTuple):
    """A table of a workbook. `rows` may come from the ledger while they are written; those that have something under the key `marked` stand out, those with something under `part` are part of the one above."""

    columns: Sequence[Field]
    rows: Iterable[Row]
    heading: str = ""
    bars: Bars | None = None
    marked: str = ""
    part: str = ""
    groups: Sequence[str] = ()
    """Of a form, which nobody filters: what stands over each of its columns, once over neighbours that share it."""
    pictures: Callable[[Row], Sequence[Path]] | None = None
    """Finds the pictures that are shown beside a row."""


class Sheet(NamedTuple):
    """A sheet of a workbook: tables below each other, with lines above and below them; on paper its first `printed` columns, or all, and all of it on `one_page` if told so; one that is `hidden` is for programs."""

    name: str
    tables: Sequence[Table]
    title: str = ""
    above: str = ""
    below: Sequence[str] = ()
    printed: int = 0
    one_page: bool = False
    hidden: bool = False


class Report(NamedTuple):
    """An answer. `head` is what JSON says before the rows; `brief` names the columns that a table shows."""

    head: dict[str, Any]
    columns: list[Field]
    rows: list[Row]
    brief: list[str]
    summary: Sequence[str] = ()
    """Sentences under a table: the totals, or that there is nothing."""
    title: str = ""
    """What it is called in Chinese, where it has a name of its own."""
    drawn: Matrix | Bars | None = None
    """What of it is drawn beside its table."""
    sheets: Sequence[Sheet] = ()
    """The workbook that it is, where it is more than its table; written while the ledger is open."""
    mapped: Sequence[tuple[str, Report]] = ()
    """Reports that are matrices, each as a sheet of that workbook with its name."""

    @property
    def name(self) -> str:
        """What tells answers of one form from others, in English."""
        kind = next((key for key in ("report", "list") if key in self.head), "")
        form = [self.head["form"]] if "form" in self.head else []
        return " ".join([kind, self.head[kind], *form]) if kind else ""

    def brief_columns(self) -> list[Field]:
        """Return the columns that a table shows, in the order of `brief`."""
        by_key = {column.key: column for column in self.columns}
        return [by_key[key] for key in self.brief]

    def showing(self, columns: str) -> Report:
        """Return this report with the columns that `columns` names, by key or heading, in that order, and drawn only where they have all that it takes.

        Raises UnknownColumn.
        """
        shown: dict[str, Field] = {}
        for text in names_typed(columns):
            column = named(self.columns, text)
            if column is None:
                raise UnknownColumn(text, self.columns)
            shown[column.key] = column
        drawn = self.drawn if self.drawn and self.drawn.keys <= shown.keys() else None
        return self._replace(columns=[*shown.values()], brief=[*shown], drawn=drawn)


class Record(NamedTuple):
    """One record whole: its fields, and what belongs below them (a timeline, an arithmetic)."""

    columns: list[Field]
    row: Row
    title: str
    below: Sequence[tuple[str, list[str]]] = ()
    """Headed lists of lines."""
