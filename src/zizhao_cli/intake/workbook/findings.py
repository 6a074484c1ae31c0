"""What is found out about a workbook before it is unpacked into memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zizhao_cli.intake.errors import WorkbookTooLarge
    from zizhao_cli.intake.table.table import Pictures

Region = tuple[tuple[int, int], tuple[int, int]]
"""The row and column, from 0, of a merged region's first cell and of its last."""
Failures = dict[int, dict[int, str]]
"""For each row, and in it for each column, both from 1: why its cell has no value."""
Show = tuple[int, int, Callable[[Any], Any]]
"""The row and the column, from 1, of a cell that shows something else than its value, and what makes of the value what it shows."""
FAILED, UNCOMPUTED = "公式错误", "没有算过"
"""Why a cell has no value."""


@dataclass
class Findings:
    """What the reader of a workbook does not tell, by the names of its sheets."""

    failures: dict[str, Failures] = field(default_factory=dict)
    """For each sheet that was scanned, its cells without a value."""
    shows: dict[str, Iterable[Show]] = field(default_factory=dict)
    """For each sheet its cells with a number format, row by row."""
    merged: dict[str, list[Region]] = field(default_factory=dict)
    """For each sheet of an OpenDocument its merged regions."""
    spans: dict[str, int] = field(default_factory=dict)
    """For each sheet how many cells there are between its first and its last, or filled, if these are more."""
    refused: dict[str, WorkbookTooLarge] = field(default_factory=dict)
    """For each sheet that is too large to be read, why."""
    pictures: dict[str, Pictures] = field(default_factory=dict)
    """For each sheet that has any, its pictures."""
    report: str | None = None
    """Which report or list of this program it is, if any."""
    unpacked: int = 0
    """Bytes of all parts that hold cells or texts."""
    copies: int = 0
    """Bytes that texts may take at most where cells repeat them."""
    date_1904: bool = False
