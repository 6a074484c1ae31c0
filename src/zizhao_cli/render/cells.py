"""One value as a cell: for machines as it is, for people in Chinese, never as a formula or a control character."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.text import formula_marked
from zizhao_cli.errors import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zizhao_cli.domain.kinds.field import Field

SEPARATOR = "、"
NOTHING_TO_DIVIDE = "—"


def human(value: Any, column: Field) -> str:  # noqa: ANN401 - any cell
    """Return a value as people read it: Chinese words, 是/否, one line, nothing that steers a terminal."""
    text = said(value, column)
    return (
        text
        if text.isprintable()
        else visible(text.replace("\r\n", "\n").replace("\n", "⏎").replace("\t", " "))
    )


def in_lines(value: Any, column: Field) -> str:  # noqa: ANN401 - any cell
    """Return a value as people read it where a cell has lines: as `human` does, with its line breaks."""
    text = said(value, column)
    if text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "\n".join(map(visible, lines))


def said(value: Any, column: Field) -> str:  # noqa: ANN401 - any cell
    """Return a value in Chinese words, as it was typed."""
    if column.fraction:
        return NOTHING_TO_DIVIDE if value is None else f"{value:.2%}"
    if value is None:
        return column.unsaid
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return SEPARATOR.join(said(item, column) for item in value)
    if isinstance(value, dict):
        return "；".join(f"{key}：{said(item, column)}" for key, item in value.items())
    if column.translated:
        with suppress(ValueError, LookupError):  # a word from elsewhere is shown as it is
            return column.shown(value)
    return str(value)


def machine(value: Any) -> str:  # noqa: ANN401 - any cell
    """Return a value for csv and tsv; what a spreadsheet would take for a formula is made text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return formula_marked(SEPARATOR.join(map(str, value)))
    if isinstance(value, int):
        return str(value)
    return formula_marked(str(value))


def measured(cells: Iterable[str]) -> dict[str, int]:
    """Return how many cells of a terminal each text takes; Chinese characters take two, what repeats is measured once."""
    from rich.cells import cell_len

    return {cell: len(cell) if cell.isascii() else cell_len(cell) for cell in set(cells)}
