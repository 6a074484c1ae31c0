"""What a filled form says, whatever file it comes in."""

from __future__ import annotations

import json
from datetime import date
from math import isfinite
from typing import Any, NamedTuple

from zizhao_cli.domain.errors import Refused
from zizhao_cli.errors import bounded, quoted

_WORDS = ("form", "form_version", "form_digest", "period", "base", "as_of")
_PLACE = ("sheet", "row")
Values = dict[str, dict[str, dict[str, Any]]]
"""Of each sheet its rows with the values of their columns."""


class NotAFilledForm(Refused):
    """A file that is no filled form, or not whole; `why` says what is wrong with it."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(
            f"{bounded(file)} 不是填好的报表：{why}",
            "上报的文件由 submit make 报表 --period 期间 --output 文件.xlsx（或 .json）写出；什么也没有写入",
        )


class SentForm(NamedTuple):
    """What a file says: of which form and period, and of each sheet its rows with the values of their columns."""

    form: str
    title: str | None
    form_version: str
    form_digest: str
    period: str
    base: str
    as_of: date
    anchor: str | None
    values: Values

    def canonical(self) -> str:
        """Return the values as one text, the same for the same values; sheets, rows and columns keep their order."""
        return json.dumps(self.values, ensure_ascii=False, separators=(",", ":"))


def sent_form(file: str, content: Any, values: Values | None) -> SentForm:  # noqa: ANN401 - whatever the file holds
    """Return what a file says; `values` where they do not stand in its rows. Raises NotAFilledForm."""
    if not isinstance(content, dict) or content.get("report") != "form":
        raise NotAFilledForm(file, "里面没有 report: form")
    words = {key: content.get(key) for key in _WORDS}
    for key, value in words.items():
        if not isinstance(value, str) or not value:
            raise NotAFilledForm(file, f"缺 {key}")
    for key in ("title", "anchor"):
        if not isinstance(content.get(key), str | None):
            raise NotAFilledForm(file, f"{key} 不是文字")
    try:
        as_of = date.fromisoformat(str(words.pop("as_of")))
    except ValueError:
        raise NotAFilledForm(file, f"as_of 不是日期：{quoted(str(content['as_of']))}") from None
    said = {key: str(value) for key, value in words.items()}
    return SentForm(
        **said,
        title=content.get("title"),
        as_of=as_of,
        anchor=content.get("anchor"),
        values=_values(file, content.get("rows")) if values is None else values,
    )


def _values(file: str, rows: Any) -> Values:  # noqa: ANN401 - whatever the file holds
    if not isinstance(rows, list) or not rows:
        raise NotAFilledForm(file, "没有 rows")
    found: Values = {}
    for place, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in _PLACE):
            raise NotAFilledForm(file, f"rows 第 {place} 行没有 sheet、row")
        cells = {key: value for key, value in row.items() if key not in _PLACE}
        for key, value in cells.items():
            is_number = isinstance(value, int) and not isinstance(value, bool)
            finite = isinstance(value, float) and isfinite(value)
            if not (is_number or finite or isinstance(value, str | None)):
                raise NotAFilledForm(file, f"rows 第 {place} 行的 {quoted(key)} 不是数也不是文字")
        lines = found.setdefault(row["sheet"], {})
        if row["row"] in lines:
            raise NotAFilledForm(file, f"{quoted(row['row'])} 写了两行")
        lines[row["row"]] = cells
    return found
