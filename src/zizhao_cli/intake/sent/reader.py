"""A filled form as `submit make` wrote it, read back: what was sent counts, also where somebody mended a number in the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from zizhao_cli.errors import system_reason
from zizhao_cli.intake.sent.form import NotAFilledForm, SentForm, sent_form

LARGEST = 1 << 24
"""Bytes; a form has some hundred cells."""
WORKBOOK = "xlsx"


def type_of(file: str) -> str:
    """Return what a file is read as, by the ending of its name."""
    return WORKBOOK if Path(file).suffix.lower() == f".{WORKBOOK}" else "json"


def read_sent(file: str, copy: Path) -> SentForm:
    """Return what the file says, of which there is a `copy` that nobody else writes. Raises NotAFilledForm, FormAltered, MachineFault."""
    if type_of(file) == WORKBOOK:
        from zizhao_cli.intake.sent.workbook import read_form_workbook

        content, values = read_form_workbook(file, copy)
        return sent_form(file, content, values)
    return sent_form(file, _content(file, copy), None)


def refuse_no_form(file: str) -> None:
    """Refuse what can be no form before it is copied. Raises NotAFilledForm."""
    try:
        if not Path(file).is_file():
            Path(file).stat()
            raise NotAFilledForm(file, "不是一个文件")
        if not (size := Path(file).stat().st_size):
            raise NotAFilledForm(file, "是空的")
        if size > LARGEST:
            raise NotAFilledForm(file, "太大")
    except OSError as problem:
        raise NotAFilledForm(file, f"读不了（{system_reason(problem)}）") from problem


def _content(file: str, copy: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        return json.loads(copy.read_bytes())
    except OSError as problem:
        raise NotAFilledForm(file, f"读不了（{system_reason(problem)}）") from problem
    except (ValueError, RecursionError) as problem:
        raise NotAFilledForm(file, "不是 JSON") from problem
