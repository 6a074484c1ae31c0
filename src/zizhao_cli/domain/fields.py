"""Texts as fields of drafts and steps: what pydantic calls to check them."""

from __future__ import annotations

from pydantic import AfterValidator

from zizhao_cli.domain.placeholders import person
from zizhao_cli.domain.text import SHORT_TEXT, typed


def long_text(field: str) -> AfterValidator:
    """Return the validator of a long text; `field` is its name in messages."""
    return AfterValidator(lambda value: typed(field, value))


def short_text(field: str) -> AfterValidator:
    """Return the validator of a name or another text of one line."""
    return AfterValidator(lambda value: typed(field, value, SHORT_TEXT, lines=False))


def person_field(field: str) -> AfterValidator:
    """Return the validator of somebody's name in a draft; steps of the journal stay as they were recorded."""
    return AfterValidator(lambda name: person(field, name))
