"""How large a sheet may be: the reader makes room for all cells between the first and the last, filled or not."""

from __future__ import annotations

from zizhao_cli.intake.errors import WorkbookBroken, WorkbookTooLarge

ROW_LIMIT = 1 << 20
COLUMN_LIMIT = 1000
CELL_LIMIT = 12_000_000
"""Cells between the first and the last of all sheets."""
TEXT_LIMIT = 32_767
"""Characters in a cell, as Excel has it."""
_LONGEST_NUMBER = 9


def whole_number(digits: str) -> int:
    """Return a number of rows, columns or the like. Raises WorkbookBroken, or WorkbookTooLarge."""
    if not (digits.isascii() and digits.isdigit()):
        raise WorkbookBroken(f"{digits[:20]} 不是行数或列数")
    digits = digits.lstrip("0") or "0"
    if len(digits) > _LONGEST_NUMBER:
        raise WorkbookTooLarge(f"有 {len(digits)} 位数的行号或列号")
    return int(digits)


def refuse_wide(columns: int) -> None:
    """Refuse a sheet of too many columns. Raises WorkbookTooLarge."""
    if columns > COLUMN_LIMIT:
        raise WorkbookTooLarge(f"有 {columns} 列，最多 {COLUMN_LIMIT} 列")


def refuse_large(rows: int, columns: int) -> None:
    """Refuse a sheet whose corners lie further apart than memory holds. Raises WorkbookTooLarge."""
    refuse_wide(columns)
    if rows > ROW_LIMIT or rows * columns > CELL_LIMIT:
        raise WorkbookTooLarge(f"有 {rows} 行 × {columns} 列")


def refuse_many(cells: int) -> None:
    """Refuse sheets that together have more cells than memory holds. Raises WorkbookTooLarge."""
    if cells > CELL_LIMIT:
        raise WorkbookTooLarge(f"各个工作表一共有 {cells} 格")


def refuse_long(length: int) -> None:
    """Refuse a text that no cell holds. Raises WorkbookTooLarge."""
    if length > TEXT_LIMIT:
        raise WorkbookTooLarge(f"一格有 {TEXT_LIMIT} 字以上的文字")
