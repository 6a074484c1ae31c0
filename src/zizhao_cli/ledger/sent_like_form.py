"""What a filled form has to be before it is kept for good: one of the office's forms, of a period, with numbers where its columns count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.periods import Base, parse_period
from zizhao_cli.errors import quoted, visible
from zizhao_cli.intake.sent.form import NotAFilledForm
from zizhao_cli.report.forms import NoSuchForm
from zizhao_cli.report.forms import form as read_form

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from zizhao_cli.intake.sent.form import SentForm
    from zizhao_cli.report.forms import Form

_ANCHOR = re.compile(r"[0-9]{1,18}:[0-9a-f]{64}")
_LARGEST = 10**12
_LONGEST = 500
"""Characters of a cell or a name; what a form asks for is a number or a few words."""


def refuse_unlike_its_form(file: str, sent: SentForm, ledger: Path, today: date) -> None:
    """Refuse what no form of the office's can have been filled to: mended numbers are those that were sent, but no other form's. Raises NotAFilledForm, BrokenDataFile."""
    try:
        form, period = read_form(ledger, sent.form), parse_period(sent.period, today)
    except (NoSuchForm, Refused) as problem:
        raise NotAFilledForm(file, problem.sentence) from problem
    if period.text != sent.period:
        raise NotAFilledForm(file, f"期间 {quoted(sent.period)} 应写作 {period.text}")
    if sent.as_of < period.first:
        raise NotAFilledForm(file, f"数到 {sent.as_of}，期间 {period.text} 还没有开始")
    if sent.base not in {base.value for base in Base}:
        raise NotAFilledForm(file, f"没有基数 {quoted(sent.base)}")
    if sent.anchor is not None and not _ANCHOR.fullmatch(sent.anchor):
        raise NotAFilledForm(file, f"账本锚点 {quoted(sent.anchor[:24])} 不成样子")
    if sent.form_digest == form.digest:
        _refuse_other_columns(file, sent, form)
    _refuse_odd_cells(file, sent, form)


def _refuse_odd_cells(file: str, sent: SentForm, form: Form) -> None:
    for text in _texts(sent):
        if len(text) > _LONGEST or visible(text) != text:
            raise NotAFilledForm(file, f"{quoted(text[:20])} 太长，或有看不见的字")
    counted = {column.key for column in form.columns if column.is_counted}
    for sheet, rows in sent.values.items():
        for row, cells in rows.items():
            for key, value in cells.items():
                if not _may_stand(value, counts=key in counted):
                    where = f"{quoted(sheet)} 的 {quoted(row)} 的 {quoted(key)}"
                    shown = quoted(str(value)[:20])
                    raise NotAFilledForm(file, f"{where} 是 {shown}，应是不小于 0 的数")


def _refuse_other_columns(file: str, sent: SentForm, form: Form) -> None:
    if sent.base != form.base.value:
        raise NotAFilledForm(file, f"基数是 {quoted(sent.base)}，这种报表是 {form.base.value}")
    if [*sent.values] != [sheet.name for sheet in form.sheets]:
        raise NotAFilledForm(file, f"表不是 {form.key} 的表")
    keys = {column.key for column in form.columns}
    for rows in sent.values.values():
        for row, cells in rows.items():
            if cells.keys() != keys:
                raise NotAFilledForm(file, f"{quoted(row)} 的列不是 {form.key} 的列")


def _texts(sent: SentForm) -> list[str]:
    said = [sent.title or "", sent.form_version, sent.form_digest, *sent.values]
    for rows in sent.values.values():
        for row, cells in rows.items():
            said += [row, *cells, *(value for value in cells.values() if isinstance(value, str))]
    return said


def _may_stand(value: Any, *, counts: bool) -> bool:  # noqa: ANN401 - a number, a text or nothing
    if value is None:
        return True
    if isinstance(value, str):
        return not counts
    return bool(0 <= value < _LARGEST)
