"""Tells the rows of one table that are no records, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.intake.rows.cell_text import shown
from zizhao_cli.intake.rows.lines import (
    begins_as_line,
    is_beside_a_name,
    is_label,
    is_of_a_form,
    is_section,
    is_total,
    may_be_line,
    named_by_section,
    says_more,
    stands_in_a_line,
)
from zizhao_cli.intake.rows.special_cells import BLANK

if TYPE_CHECKING:
    from collections.abc import Callable

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.intake.rows.column import Column
    from zizhao_cli.intake.table.columns import Understood
    from zizhao_cli.intake.table.table import Table

_TEXTS = (Reads.TITLE, Reads.LONG, Reads.REMARK)
_NUMBER_AND_NAME = 2
_BELOW, _SECTION = "表格以下", "分类标题"
_ROW = 3
"""Columns over which one text is no cell of a record."""


class NoRecords:
    """Knows what a row says itself: not its number, not what is set, not what a merged region says from above."""

    def __init__(
        self,
        table: Table,
        understood: Understood,
        form: Kind,
        column_for: Callable[[str], Column],
    ) -> None:
        self._table = table
        self._understood = understood
        self._form = form
        self._column_for = column_for
        self._passed_over: set[int] = set()
        self._widths = (-1, -1)
        self.doubtful = False
        """Whether the row last asked about may as well be a line below the table."""

    def why(self, line: int, cells: list[Any], *, bad: bool) -> str | None:
        """Return why a row that is not blank is no record, or None; `bad` rows have problems."""
        self.doubtful = False
        above = self._table.from_above(line) if self._table.from_above is not None else ()
        own = [
            place
            for place, cell in enumerate(cells)
            if cell not in BLANK
            and not (cell.__class__ is str and cell.isspace())
            and place not in above
        ]
        why = self._line(line, cells, own, bad=bad) if own else None
        if why is None and all(self._is_number(place, cells[place]) for place in own):
            # A row within merged cells alone says nothing that can be shown.
            why = "没有内容"
        if why is None:
            return None
        said = " ".join(dict.fromkeys(text for place in own if (text := shown(cells[place]))))
        return f"{why}：{said[:60]}" if said else why

    @staticmethod
    def name_alone(cells: list[Any]) -> str | None:
        """Return the one thing that a row says beside its number and 小计, without 二、 or 单位：, or None."""
        said = [text for cell in cells if (text := _text(cell)) and not is_beside_a_name(text)]
        return named_by_section(said[0]) if len(said) == 1 else None

    def _is_number(self, place: int, cell: object) -> bool:
        """Say whether a cell numbers its row, or is not read."""
        if place in self._places_passed_over():
            return True
        return self._reads(place) is Reads.ID and (shown(cell) or "").strip().isdigit()

    def _is_of_numbers(self, place: int) -> bool:
        """Say whether rows are numbered in the column at `place`."""
        return place in self._places_passed_over() or self._reads(place) is Reads.ID

    def _places_passed_over(self) -> set[int]:
        """Return the places of 序号 and of what is ignored. A table of objects grows."""
        understood = self._understood
        widths = (len(understood.headings), len(understood.columns))
        if widths != self._widths:
            self._widths = widths
            read = {place for place, _ in understood.columns}
            self._passed_over = set(range(widths[0])) - read - set(understood.untitled)
        return self._passed_over

    def _line(self, line: int, cells: list[Any], own: list[int], *, bad: bool) -> str | None:
        """Return what kind of line a row is, or None for what may be a record."""
        first = _text(cells[own[0]])
        if own == [0] and self._is_over_all(line):
            return _BELOW if begins_as_line(first) else "整行文字"
        if len(own) == _NUMBER_AND_NAME and own[0] in self._places_passed_over():
            name = f"{first}、{_text(cells[own[1]])}"
            if is_section(name, among_texts=self._is_among_texts(own[1])):
                return _SECTION
        if is_total(first) and self._is_of_numbers(own[0]):
            return _BELOW
        if not may_be_line(first):
            return None
        among_texts = self._is_among_texts(own[0])
        if len(own) == 1 and is_section(first, among_texts=among_texts):
            return _SECTION
        if not begins_as_line(first):
            return None
        unsaid = first[-1] in ":：" and self._reads(own[0]) is Reads.TITLE
        sure = is_of_a_form(first) or not among_texts or unsaid
        # 签字 in a list of what was looked at is an item of it.
        labelled = is_label(first) and (sure or len(own) == 1 or ":" in first or "：" in first)
        more = self._fills_more(cells, own[1:])
        if not labelled and (among_texts or more or not bad):
            return None
        said, most = self._said(cells, own[1:]), 1 if sure else 0
        if more and says_more(first):
            self.doubtful = said <= most
            return None
        return None if said > most or self._answers(cells, own[1:]) else _BELOW

    def _fills_more(self, cells: list[Any], places: list[int]) -> bool:
        """Say whether a column that is read, such as that of the place, has a value: no number, no day, no label."""
        values = (_text(cells[place]) for place in places if self._reads(place) is not None)
        return any(value and not stands_in_a_line(value) for value in values)

    def _is_among_texts(self, place: int) -> bool:
        """Say whether hazards, remarks and the like stand in the column at `place`."""
        return self._reads(place) in _TEXTS

    def _reads(self, place: int) -> Reads | None:
        key = self._understood.key(place)
        return None if key is None else self._form.form[key].reads

    def _is_over_all(self, line: int) -> bool:
        """Say whether one text is merged over all columns."""
        headings = self._understood.headings
        titled = [place for place, heading in enumerate(headings) if heading]
        if self._table.spread is None or len(titled) < _ROW:
            return False
        return set(self._table.spread(line)).issuperset(range(1, titled[-1] + 1))

    def _said(self, cells: list[Any], places: list[int]) -> int:
        """Return how many cells that a record must have, or a hazard, are filled, and not with 填表人 or the like."""
        return sum(
            (key in self._form.required or self._reads(place) is Reads.TITLE)
            and place in places
            and not begins_as_line((shown(cells[place]) or "").strip())
            for place, key in self._understood.columns
        )

    def _answers(self, cells: list[Any], places: list[int]) -> bool:
        """Say whether a cell has a word of a closed list, as 符合: nobody writes one beside 合计 or 填表人."""
        for place, key in self._understood.columns:
            if place in places and self._form.form[key].words is not None:
                column = self._column_for(key)
                try:
                    if column.known.get(cells[place]) or column.learn(cells[place]):
                        return True
                except Refused:
                    continue
        return False


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""
