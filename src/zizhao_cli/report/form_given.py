"""What the ledger does not record of a form, as somebody tells it (`--set`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.placeholders import is_placeholder
from zizhao_cli.domain.text import matching_key
from zizhao_cli.errors import UsageProblem, quoted
from zizhao_cli.report.forms import TOTAL, TOWN_ALONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.report.forms import Column, Form

_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,6})?")


class NotToBeSet(UsageProblem):
    def __init__(self, text: str, why: str, known: Sequence[Column]) -> None:
        names = "、".join(f"{column.key} {column.called}" for column in known)
        super().__init__(
            f"--set {quoted(text)}：{why}",
            f"写作 列=值，有几行的写 列@行=值；账本不记的列有：{names or '没有'}",
        )


class GivenByHand:
    """What the ledger does not record, as it was given."""

    def __init__(self, form: Form, given: Sequence[str]) -> None:
        """Read `COLUMN=VALUE` and `COLUMN@ROW=VALUE`. Raises NotToBeSet."""
        self._open = [c for c in form.columns if c.is_given]
        keys = {
            matching_key(name): c.key for c in self._open for name in (c.key, c.called, c.heading)
        }
        computed = {
            matching_key(name)
            for c in form.columns
            if c not in self._open
            for name in (c.key, c.called)
        }
        self._alone = all(sheet.by == TOWN_ALONE for sheet in form.sheets)
        self._values: dict[tuple[str, str | None], Any] = {}
        self._texts: dict[tuple[str, str | None], str] = {}
        for text in given:
            name, between, value = text.partition("=")
            column, _, row = name.partition("@")
            if not between or not value.strip():
                raise NotToBeSet(text, "没有写值", self._open)
            key = keys.get(matching_key(column))
            if key is None:
                why = (
                    "这一列由账本算出，不能填" if matching_key(column) in computed else "没有这一列"
                )
                raise NotToBeSet(text, why, self._open)
            place = (key, matching_key(row) if row else None)
            if place in self._values:
                raise NotToBeSet(text, "写了两次", self._open)
            self._values[place] = found = _value(value.strip())
            if isinstance(found, str) and self._counts(key) and not is_placeholder(found):
                raise NotToBeSet(text, "这一列是数，写数字", self._open)
            self._texts[place] = text

    def _counts(self, key: str) -> bool:
        return any(column.key == key and column.unit for column in self._open)

    def value(self, key: str, label: str) -> Any:  # noqa: ANN401 - a number or a text
        """Return what was given for a column in a row; one without a row is of the only row, or of the total."""
        for place in ((key, matching_key(label)), (key, None)):
            if place in self._values and (place[1] or self._alone or label == TOTAL):
                self._texts.pop(place, None)
                return self._values[place]
        return None

    def refuse_unused(self) -> None:
        """Raises NotToBeSet where a row was named that is none."""
        for text in self._texts.values():
            raise NotToBeSet(text, "没有这一行", self._open)


def _value(text: str) -> int | float | str:
    if not _NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)
