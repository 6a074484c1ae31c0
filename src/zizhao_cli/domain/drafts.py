"""Drafts: what somebody wants recorded, read and checked, before the ledger knows it.

`read` takes texts as they were typed. A validator raises the named errors of domain.errors directly, so the
first thing that is wrong is what the user hears.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationInfo,
)

from zizhao_cli.domain.dates import parse_past_day
from zizhao_cli.domain.errors import (
    BadUnitCode,
    DetailsWithoutHazard,
    FailWithoutHazard,
    HazardWithoutFail,
)
from zizhao_cli.domain.fields import long_text, person_field, short_text
from zizhao_cli.domain.measures import Measure, measure_number
from zizhao_cli.domain.placeholders import hazard_title
from zizhao_cli.domain.text import matching_key
from zizhao_cli.domain.values import CheckKind, Handling, Level, Result, UnitKind, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def _context(info: ValidationInfo) -> dict[str, Any]:
    """Return what Draft.read knows beside the values themselves."""
    return info.context or {}


def _past_day(field: str) -> BeforeValidator:
    return BeforeValidator(
        lambda value, info: parse_past_day(field, value, _context(info)["today"])
    )


def _word(field: str, words: type[Word]) -> BeforeValidator:
    return BeforeValidator(lambda value: words.parse(field, value))


def _measure(value: str, info: ValidationInfo) -> int:
    return measure_number(value, _context(info)["measures"])


MeasureNumber = Annotated[int, BeforeValidator(_measure)]


class Draft(BaseModel):
    """A record to be; `read` is the way in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def read(
        cls,
        given: dict[str, Any],
        *,
        today: date,
        measures: Callable[[], Sequence[Measure]] = tuple,
    ) -> Self:
        """Return the draft of what was `given`, leaving out what is None.

        `measures` is called only where a measure is named by its title. Raises any of domain.errors.
        """
        return cls.model_validate(_present(given), context={"today": today, "measures": measures})


def _present(given: dict[str, Any]) -> dict[str, Any]:
    """Return `given` without what is None, also in the dicts inside it."""
    return {
        key: _present(value) if isinstance(value, dict) else value
        for key, value in given.items()
        if value is not None
    }


class HazardDraft(Draft):
    """A hazard as it is found. `unit`, `due` and `check` are as typed: the ledger knows what they mean."""

    unit: str
    measure: MeasureNumber
    title: Annotated[str, AfterValidator(hazard_title)]
    level: Annotated[Level, _word("等级", Level)] = Level.GENERAL
    handling: Annotated[Handling, _word("处理方式", Handling)] = Handling.DEADLINE
    found_on: Annotated[date, _past_day("发现日期")]
    due: str | None = None
    location: Annotated[str, long_text("部位")] | None = None
    sector: Annotated[str, short_text("行业领域")] | None = None
    responsible: Annotated[str, person_field("责任人")] | None = None
    source: Annotated[str, long_text("来源")] | None = None
    check: str | None = None


class FoundHazard(Draft):
    """The part of a failed check that becomes a hazard."""

    title: Annotated[str, AfterValidator(hazard_title)]
    level: Annotated[Level, _word("等级", Level)] = Level.GENERAL
    handling: Annotated[Handling, _word("处理方式", Handling)] = Handling.DEADLINE
    due: str | None = None
    location: Annotated[str, long_text("部位")] | None = None
    sector: Annotated[str, short_text("行业领域")] | None = None
    responsible: Annotated[str, person_field("责任人")] | None = None


class CheckDraft(Draft):
    """A check: passed, failed with a hazard, or not applicable."""

    unit: str
    measure: MeasureNumber
    checked_on: Annotated[date, _past_day("检查日期")]
    kind: Annotated[CheckKind, _word("检查类型", CheckKind)] = CheckKind.SELF
    inspectors: list[Annotated[str, person_field("检查人")]] = []
    result: Annotated[Result, _word("检查结果", Result)]
    note: Annotated[str, long_text("备注")] | None = None
    source_id: Annotated[str, BeforeValidator(str.strip), short_text("来源编号")] | None = None
    hazard: FoundHazard | None = None

    @classmethod
    def read(
        cls,
        given: dict[str, Any],
        *,
        today: date,
        measures: Callable[[], Sequence[Measure]] = tuple,
    ) -> Self:
        """Return the draft of a check; `given["hazard"]` is a dict where one was found.

        Without a result the hazard decides. Raises DetailsWithoutHazard, FailWithoutHazard, HazardWithoutFail,
        and what Draft.read raises.
        """
        found = given.get("hazard")
        if found is not None and found.get("title") is None:
            raise DetailsWithoutHazard
        if given.get("result") is None and found is not None:
            given = {**given, "result": Result.FAIL}
        draft = super().read(given, today=today, measures=measures)
        if draft.result is Result.FAIL and draft.hazard is None:
            raise FailWithoutHazard
        if draft.result is not Result.FAIL and draft.hazard is not None:
            raise HazardWithoutFail(draft.result.label)
        return draft


def _unit_code(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}", value):
        raise BadUnitCode(value)
    return value


def _aliases(values: list[str]) -> list[str]:
    """Keep the first of aliases that match alike."""
    return list({matching_key(value): value for value in reversed(values)}.values())[::-1]


class UnitDraft(Draft):
    """A unit of the roll. `parent` and `supervisor` are as typed."""

    code: Annotated[str, BeforeValidator(_unit_code)]
    name: Annotated[str, short_text("单位名称")]
    kind: Annotated[UnitKind, _word("单位类别", UnitKind)]
    aliases: Annotated[list[Annotated[str, short_text("别名")]], BeforeValidator(_aliases)] = []
    parent: str | None = None
    supervisor: str | None = None
    sector: Annotated[str, short_text("行业领域")] | None = None
    head: Annotated[str, short_text("负责人")] | None = None
    contact: Annotated[str, short_text("联系人")] | None = None
    phone: Annotated[str, short_text("联系电话")] | None = None
    note: Annotated[str, long_text("备注")] | None = None
