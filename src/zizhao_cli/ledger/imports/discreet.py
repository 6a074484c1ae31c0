"""What a receipt tells of files with a sealed part: places and what would be right, nothing of what stands in them, for a receipt is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from zizhao_cli.intake.errors import (
    FileNotReadable,
    LineTooLong,
    MemoryShort,
    NotARegularFile,
    NotInEncoding,
    NulByte,
    WorkbookEncrypted,
    WorkbookTooLarge,
)

if TYPE_CHECKING:
    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.intake.errors import FileRefused
    from zizhao_cli.intake.problem import Problem

_SAFE = (
    *(FileNotReadable, LineTooLong, MemoryShort, NotARegularFile, NotInEncoding),
    *(NulByte, WorkbookEncrypted, WorkbookTooLarge),
)
"""Refusals of a file that quote nothing of what stands in it."""


def file_number(number: int) -> str:
    """Return what the receipt calls a file, whose name may tell of the informant."""
    return f"第 {number} 个文件"


def of_file(problem: Problem, refused: FileRefused) -> Problem:
    """Return a problem of a whole file as it may be told."""
    if isinstance(refused, _SAFE):
        return problem
    said = "表头、列或文件的样子不对（内容不显示）；列名见 zizhao schema，空表用 zizhao template"
    return replace(problem, column=None, value=None, message=said, sheet=None)


def of_row(form: Kind, problem: Problem) -> Problem:
    """Return a problem of a row as it may be told: which cell, and what is to stand there."""
    names = {name: field for field in form.row for name in (field.key, *field.headings)}
    field = names.get(problem.column or "")
    if field is None:
        return replace(
            problem, column=None, value=None, message="这一行不能照收（内容不显示）", sheet=None
        )
    words = f"：{'、'.join(field.words.choices())}" if field.words is not None else ""
    said = f"这一格不能照收（内容不显示）；应写{field.name}{words}"
    return replace(problem, value=None, message=said, sheet=None)


def of_skipped(form: Kind, notes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what was passed over as it may be told."""
    if not form.sealed:
        return notes
    return [{**note, "sheet": None, "why": "没有当作记录收（内容不显示）"} for note in notes]


def of_entry(form: Kind, entry: dict[str, Any]) -> dict[str, Any]:
    """Return what is kept of a file that was read: where something is sealed no hash, by which a guess of it could be tried."""
    return {**entry, "sha256": None, "sheet": None} if form.sealed else entry
