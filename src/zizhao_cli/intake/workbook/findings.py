"""What is found out about a workbook before it is unpacked into memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zizhao_cli.intake.errors import WorkbookTooLarge

Region = tuple[tuple[int, int], tuple[int, int]]
"""The row and column, from 0, of a merged region's first cell and of its last."""
Failures = dict[int, dict[int, str]]
"""For each row, and in it for each column, both from 1: why its cell has no value."""
FAILED, UNCOMPUTED = "公式错误", "没有算过"
"""Why a cell has no value."""


@dataclass
class Findings:
    """What the reader of a workbook does not tell, by the names of its sheets."""

    failures: dict[str, Failures] = field(default_factory=dict)
    """For each sheet that was scanned, its cells without a value."""
    merged: dict[str, list[Region]] = field(default_factory=dict)
    """For each sheet of an OpenDocument its merged regions."""
    spans: dict[str, int] = field(default_factory=dict)
    """For each sheet how many cells there are between its first and its last."""
    refused: dict[str, WorkbookTooLarge] = field(default_factory=dict)
    """For each sheet that is too large to be read, why."""
    date_1904: bool = False
