"""How large a sheet may be: the reader makes room for all cells between the first and the last, filled or not."""

from __future__ import annotations

from zizhao_cli.intake.errors import WorkbookBroken, WorkbookTooLarge

ROW_LIMIT = 1 << 20
COLUMN_LIMIT = 1000
CELL_LIMIT = 12_000_000
"""Cells between the first and the last of all sheets."""
TEXT_LIMIT = 32_767
"""Characters in a cell, as Excel has it."""
CHARACTER_BYTES = 4
"""What a character takes at most in UTF-8."""
_LONGEST_NUMBER = 9
_CELL_BYTES = 72
"""What the fast reader takes for a cell: as it is found, and once more as the table has it."""
MEMORY_LIMIT = 1 << 30
"""Bytes that the cells of all sheets that are read may take."""
APART_FROM = 64 << 20
"""Bytes from which on a workbook is read in a process of its own."""
READER_LIMIT = 2 << 30
"""Bytes of address space of that process, where the count was wrong."""


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


def memory_counted(cells: int, unpacked: int) -> int:
    """Return how many bytes the reader takes for `cells` that are `unpacked` bytes of XML; measured in docs/performance.md."""
    return cells * _CELL_BYTES + unpacked


def refuse_costly(cells: int, unpacked: int) -> None:
    """Refuse sheets that take more memory than an office's machine may have. Raises WorkbookTooLarge."""
    counted = memory_counted(cells, unpacked)
    if counted > MEMORY_LIMIT:
        raise WorkbookTooLarge(
            f"有 {cells} 格，估计要 {counted >> 20} MB 内存，最多 {MEMORY_LIMIT >> 20} MB"
        )


def refuse_long(length: int) -> None:
    """Refuse a text that no cell holds. Raises WorkbookTooLarge."""
    if length > TEXT_LIMIT:
        raise WorkbookTooLarge(f"一格有 {TEXT_LIMIT} 字以上的文字")
