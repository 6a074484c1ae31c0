"""The kinds of record. What all kinds share loops over `KINDS`; what is a kind's own stands in its file of each room."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.accident import ACCIDENT
from zizhao_cli.domain.kinds.action import ACTION
from zizhao_cli.domain.kinds.area import AREA
from zizhao_cli.domain.kinds.batch import BATCH
from zizhao_cli.domain.kinds.campaign import CAMPAIGN
from zizhao_cli.domain.kinds.channel import CHANNEL
from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.kinds.duty import DUTY
from zizhao_cli.domain.kinds.enforcement import ENFORCEMENT
from zizhao_cli.domain.kinds.enterprise import ENTERPRISE
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.kinds.lesson import LESSON
from zizhao_cli.domain.kinds.notice import NOTICE
from zizhao_cli.domain.kinds.person import PERSON
from zizhao_cli.domain.kinds.power import POWER
from zizhao_cli.domain.kinds.project import PROJECT
from zizhao_cli.domain.kinds.settlement import SETTLEMENT
from zizhao_cli.domain.kinds.staffing import STAFFING
from zizhao_cli.domain.kinds.submit import SUBMIT
from zizhao_cli.domain.kinds.supervision import SUPERVISION
from zizhao_cli.domain.kinds.tip import TIP
from zizhao_cli.domain.kinds.topic import TOPIC
from zizhao_cli.domain.kinds.unit import UNIT
from zizhao_cli.domain.kinds.violation import VIOLATION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zizhao_cli.domain.kinds.kind import Kind

KINDS: list[Kind] = [
    UNIT,
    CHECK,
    BATCH,
    HAZARD,
    SUBMIT,
    NOTICE,
    PERSON,
    TOPIC,
    DUTY,
    POWER,
    SETTLEMENT,
    VIOLATION,
    ENFORCEMENT,
    PROJECT,
    LESSON,
    SUPERVISION,
    ACTION,
    CAMPAIGN,
    AREA,
    ENTERPRISE,
    STAFFING,
    TIP,
    CHANNEL,
    ACCIDENT,
]
"""All kinds, in the order in which digests go over their rows: a new one goes to the end, and none ever moves."""


def kind_named(name: str) -> Kind:
    """Return the kind that is called `name`; it must be one."""
    return next(kind for kind in KINDS if kind.name == name)


def forms() -> dict[str, Kind]:
    """Return the kinds that can be imported, by their names."""
    return {kind.name: kind for kind in KINDS if kind.form}


def kind_of_table(table: str) -> Kind | None:
    """Return the kind whose present or past states `table` holds, or None."""
    return next((kind for kind in KINDS if table in (kind.table, *kind.recorded)), None)


def record_of(text: str) -> tuple[Kind, int] | None:
    """Return the kind and the id of the record with the number `text`, or None where it is no kind's number."""
    prefix = unicodedata.normalize("NFKC", text).strip().upper().partition("-")[0]
    kind = _by_prefix().get(prefix)
    if kind is None or kind.series is None or (found := kind.series.find(text)) is None:
        return None
    return kind, found


@cache
def _by_prefix() -> dict[str, Kind]:
    return {kind.series.prefix: kind for kind in KINDS if kind.series is not None}


def may_hold_numbers(texts: Iterable[str | None]) -> bool:
    """Say whether one of many texts may be the number of a record; for large lists, most of which hold none."""
    together = unicodedata.normalize("NFKC", "\0".join(filter(None, texts))).upper()
    return any(f"{kind.prefix}-" in together for kind in KINDS if kind.series is not None)


_OF_THE_LEDGER = {
    "init": "建立账本",
    "db.restore": "恢复账本",
    "db.accept_clock": "认可时钟",
    "seal.key": "启用密封钥匙",
    "seal.renew": "换钥匙重封",
    "district.receipt": "区县回执",
}


def action_name(action: str) -> str:
    """Return what the journal's `action` is called in Chinese. Raises LookupError at an unknown one."""
    if action in _OF_THE_LEDGER:
        return _OF_THE_LEDGER[action]
    name, _, step = action.partition(".")
    kinds = {kind.name: kind for kind in KINDS}
    return kinds[name].action(step)
