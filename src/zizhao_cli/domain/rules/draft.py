"""A draft: a record to be, as somebody typed it, which checks itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from zizhao_cli.domain.reading import Known, kept_text, read_field

if TYPE_CHECKING:
    from zizhao_cli.domain.kinds.field import Field


def read_as(field: Field) -> BeforeValidator:
    """Return the validator that reads what was typed for `field` in a draft."""
    return BeforeValidator(lambda value, info: read_field(field, value, info.context))


def kept_as(field: Field) -> AfterValidator:
    """Return the validator of a text that a step keeps."""
    return AfterValidator(lambda value: kept_text(field, value))


class Draft(BaseModel):
    """A record to be; `read` is the way in."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def read(cls, given: dict[str, Any], known: Known) -> Self:
        """Return the draft of what was `given`, leaving out what is None. Raises any of domain.errors."""
        return cls.model_validate(_present(given), context=known)


def _present(given: dict[str, Any]) -> dict[str, Any]:
    """Return `given` without what is None, also in the dicts inside it."""
    return {
        key: _present(value) if isinstance(value, dict) else value
        for key, value in given.items()
        if value is not None
    }
