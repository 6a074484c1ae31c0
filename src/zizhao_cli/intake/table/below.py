"""The rows below a header: what merged regions say in them, and where another table begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.text import matching_key
from zizhao_cli.intake.errors import SaidAgain
from zizhao_cli.intake.table.above import own_cells
from zizhao_cli.intake.table.header import heading_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from zizhao_cli.intake.table.above import Said
    from zizhao_cli.intake.table.header import Header
    from zizhao_cli.intake.table.table import Cells, Table


def rows_below(
    table: Table, header: Header, rows: Iterable[tuple[int, Cells]]
) -> Iterator[tuple[int, Cells]]:
    """Yield the rows below a header with what a merged region says in its first column alone.

    Above, 检查情况 over three columns is a heading of each; below, 未发现隐患 over four is no level and no deadline. What
    stands in a column beside the first of its heading moves there, unless that is filled; and a heading merged down beside
    all rows is nothing that they say.
    """
    headings: set[int] | None = None
    for number, cells in rows:
        for column in table.merged_right(number):
            cells[column] = ""
        if headings is None or headings:
            down = set(table.merged_down(number))
            headings = down if headings is None else headings & down
            for column in headings:
                cells[column] = ""
        for column, first in header.beside.items():
            if (
                column < len(cells)
                and heading_text(cells[column])
                and not heading_text(cells[first])
            ):
                cells[first], cells[column] = cells[column], ""
        yield number, cells


def of_one_head(
    table: Table,
    header: Header,
    rows: Iterable[tuple[int, Cells]],
    said: dict[str, Said],
    said_in: Callable[[tuple[int, Cells]], dict[str, Said]],
) -> Iterator[tuple[int, Cells]]:
    """Yield the rows of a table of which something is `said` above. Raises SaidAgain where another such table begins."""
    titles = [matching_key(title) for title in header.headings]
    titled = {one.label for one in said.values()}
    values = {key: matching_key(str(one.value)) for key, one in said.items()}
    for line, cells in rows:
        own = own_cells(table, line, cells)
        texts = [matching_key(heading_text(cells[place])) for place in own]
        again: str | None = None
        if len(own) > 1 and texts == [titles[place] for place in own if place < len(titles)]:
            again = "表头"
        elif any(":" in text or text in titled for text in texts[:1]):
            for key, one in said_in((line, cells)).items():
                if key in values and matching_key(str(one.value)) != values[key]:
                    again = f"{one.label}：{heading_text(one.value)}"
        if again is not None:
            refused = SaidAgain(again, line)
            refused.sheet = table.sheet
            raise refused
        yield line, cells
