"""The JSON Schema of a row, for those who write scripts that import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.measures import MEASURES
from zizhao_cli.domain.text import LONG_TEXT, SHORT_TEXT
from zizhao_cli.domain.values import CheckKind, Handling, Level, Result, UnitKind, Word
from zizhao_cli.intake.table.forms import PAST_DAYS

if TYPE_CHECKING:
    from zizhao_cli.intake.table.forms import Form

_TITLES = {"check": "一次检查", "hazard": "一项隐患", "unit": "一个单位"}
_LONG = {"hazard", "location", "measures", "note"}
_WORDS: dict[str, type[Word]] = {"result": Result, "level": Level, "handling": Handling}


def row_schema(form: Form) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one row of `form`, as a line of jsonl may hold it."""
    properties = {key: _property(form, key, headings) for key, headings in form.headings.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _TITLES[form.name],
        "type": "object",
        "properties": properties,
        "required": list(form.required),
        "additionalProperties": False,
    }


def _property(form: Form, key: str, headings: tuple[str, ...]) -> dict[str, Any]:
    required = key in form.required
    described = {"description": f"表头可写：{'、'.join(headings)}"}
    if key == "measure":
        number = {"type": "integer", "minimum": 1, "maximum": MEASURES}
        written = {"type": "string", "description": "六、（六）、第六条或标题"}
        return {"anyOf": [number, written], **described}
    words = UnitKind if form.name == "unit" else CheckKind
    closed = {"kind": words, **_WORDS}.get(key)
    if closed is not None:
        known = [spelling for word in closed for spelling in word.spellings]
        return {"enum": known if required else [*known, None], **described}
    kind: dict[str, Any] = {"type": "string" if required else ["string", "null"], **described}
    if key in PAST_DAYS:
        return {**kind, "examples": ["2022-04-20"]}
    if key == "due_on":
        return {**kind, "examples": ["2022-05-05", "+15d", "+10wd", "立即整改"]}
    return {**kind, "maxLength": LONG_TEXT if key in _LONG else SHORT_TEXT}
