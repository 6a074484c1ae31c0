"""The receipt of an import: what came in, what is new, what was there, what was refused and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.values import Result
from zizhao_cli.intake.errors import ColumnMissing, UnknownColumn

if TYPE_CHECKING:
    from collections.abc import Container

    from zizhao_cli.intake.errors import FileRefused
    from zizhao_cli.intake.problem import Problem
    from zizhao_cli.intake.table.columns import Understood


@dataclass
class Receipt:
    """Counts and places; `batch` is None where nothing was written."""

    batch: str | None = None
    files: list[dict[str, Any]] = field(default_factory=list)
    rows: int = 0
    new: int = 0
    same: int = 0
    rejected: int = 0
    hazards: int = 0
    new_units: list[str] = field(default_factory=list)
    skipped: list[dict[str, Any]] = field(default_factory=list)
    dry_run: bool = False
    problems: list[Problem] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    pictures: dict[str, Any] = field(
        default_factory=lambda: {"taken": 0, "same": 0, "left_out": []}
    )

    def as_dict(self) -> dict[str, Any]:
        """Return it with the contract's keys in their order."""
        return {**vars(self), "problems": [problem.as_dict() for problem in self.problems]}

    def to_keep(self) -> dict[str, Any]:
        """Return what the ledger keeps of it."""
        kept = self.as_dict()
        for key in ("batch", "problems", "dry_run"):
            del kept[key]
        return kept


@dataclass
class Lacking:
    """What was refused only because nobody said it, each once: columns, keys without a column, units that the roll lacks.

    `columns` have the key that their cells tell of, if any.

    `seen` are the rows of headings of the files; `refused` says that one of them was refused as a whole.
    """

    columns: dict[str, str | None] = field(default_factory=dict)
    keys: dict[str, None] = field(default_factory=dict)
    units: dict[str, None] = field(default_factory=dict)
    seen: list[list[str]] = field(default_factory=list)
    refused: bool = False

    def note(self, refused: FileRefused) -> None:
        """Take from the refusal of a file what its caller could say."""
        self.refused = True
        self.seen += refused.seen
        for part in refused.parts:
            if isinstance(part, UnknownColumn):
                self.columns[part.column or ""] = part.means
            elif isinstance(part, ColumnMissing):
                self.keys[part.key] = None


@dataclass
class Rejects:
    """The rows that were refused, as they came, each with its reasons. What two files call by two names is one column."""

    rows: list[tuple[dict[str, Any], str]] = field(default_factory=list)
    lacking: Lacking = field(default_factory=Lacking)
    _keys: dict[str, str | None] = field(default_factory=dict)
    _unasked: list[dict[str, Any]] = field(default_factory=list)
    _in_this_file: Counter[frozenset[tuple[str, str]]] = field(default_factory=Counter)
    _in_one_file: Counter[frozenset[tuple[str, str]]] = field(default_factory=Counter)

    @property
    def headings(self) -> list[str]:
        """The union of the headings of all files."""
        return [*self._keys]

    def begin_file(self) -> None:
        """Take what follows as rows of another file, which may overlap with those before."""
        self._in_one_file |= self._in_this_file
        self._in_this_file.clear()

    def add(self, understood: Understood, cells: list[Any], reasons: str) -> None:
        """Add one row of a table, unless another file brought it before."""
        row: dict[str, Any] = {}
        keys = understood.keys()
        for place in range(max(len(understood.titles), len(cells))):
            title = understood.titles[place] if place < len(understood.titles) else ""
            heading = self._heading(title, keys.get(place), place, row)
            row[heading] = cells[place] if place < len(cells) else ""
        said = frozenset((name, str(cell)) for name, cell in row.items() if cell not in ("", None))
        self._in_this_file[said] += 1
        if self._in_this_file[said] <= self._in_one_file[said]:
            return
        self.rows.append((row, reasons))
        # Where only another file asks for the result, a row that names no hazard passed.
        if "result" not in keys.values() and not row.get(self._named("hazard") or ""):
            self._unasked.append(row)
        if asked := self._named("result"):
            for passed in self._unasked:
                passed[asked] = Result.PASS.label
            self._unasked.clear()

    def _named(self, key: str) -> str | None:
        """Return under which heading the column `key` stands."""
        return next((heading for heading, its in self._keys.items() if its == key), None)

    def _heading(self, title: str, key: str | None, place: int, taken: Container[str]) -> str:
        """Return the heading of a column, which joins the others where none of them is it."""
        if key and (known := self._named(key)):
            return known
        again = (f"{title}（第 {n} 列）" if title else f"第 {n} 列" for n in count(place + 1))
        heading = next(
            name
            for name in chain((title, key), again)
            if name and name not in taken and self._keys.get(name, key) == key
        )
        self._keys.setdefault(heading, key)
        return heading
