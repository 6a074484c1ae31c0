"""The rule of what holds from one day to another."""

from __future__ import annotations

from typing import Any

from zizhao_cli.domain.errors.steps import EndsBeforeItBegins
from zizhao_cli.domain.kinds.validity import SINCE, UNTIL


def refuse_ended_before(record: Any) -> None:  # noqa: ANN401 - a record with days of validity
    """Raise EndsBeforeItBegins where the last day on which it holds is before the first."""
    if record.until_on is not None and record.until_on < record.since_on:
        raise EndsBeforeItBegins(UNTIL, record.until_on, SINCE, record.since_on)
