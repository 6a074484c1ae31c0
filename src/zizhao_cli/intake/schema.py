"""The JSON Schema of a row, for those who write scripts that import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.domain.measures import MEASURES
from zizhao_cli.domain.text import LONG_TEXT, SHORT_TEXT

if TYPE_CHECKING:
    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.kinds.kind import Kind

_LONG = (Reads.TITLE, Reads.LONG, Reads.REMARK)
_EXAMPLES = {
    Reads.DAY: ["2022-04-20"],
    Reads.ANY_DAY: ["2022-04-20"],
    Reads.MOMENT: ["2022-04-20 14:20"],
    Reads.DUE: ["2022-05-05", "+15d", "+10wd", "立即整改"],
}


def row_schema(form: Kind) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one row of a kind's form, as a line of jsonl may hold it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form.one,
        "type": "object",
        "properties": {
            key: _property(field, required=key in form.required) for key, field in form.form.items()
        },
        "required": list(form.required),
        "additionalProperties": False,
    }


def _property(field: Field, *, required: bool) -> dict[str, Any]:
    described = {"description": f"表头可写：{'、'.join(field.headings)}"}
    if field.reads is Reads.MEASURE:
        number = {"type": "integer", "minimum": 1, "maximum": MEASURES}
        written = {"type": "string", "description": "六、（六）、第六条或标题"}
        return {"anyOf": [number, written], **described}
    if field.words is not None and field.several:
        # One text with all of them, as in a cell.
        return {"type": ["string", "null"], "examples": ["、".join(field.words)], **described}
    if field.reads in (Reads.NUMBER, Reads.AMOUNT):
        return {
            "type": ["integer", "string"] if required else ["integer", "string", "null"],
            **described,
        }
    if field.words is not None:
        known = [spelling for word in field.words for spelling in word.spellings]
        return {"enum": known if required else [*known, None], **described}
    kind: dict[str, Any] = {"type": "string" if required else ["string", "null"], **described}
    if field.reads in _EXAMPLES:
        return {**kind, "examples": _EXAMPLES[field.reads]}
    return {**kind, "maxLength": LONG_TEXT if field.reads in _LONG else SHORT_TEXT}
