"""Where each unit stands in a phase: whether it checked itself, has its ledger in, knows how to put right what is left, and is done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.fields import UNIT, UNIT_CODE, UNIT_KIND
from zizhao_cli.domain.values import Word
from zizhao_cli.report.covered import Coverage
from zizhao_cli.report.figures import FIGURES, OF_FORMS, READY, counts
from zizhao_cli.report.groups import GROUPS
from zizhao_cli.report.summary import Asking

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from zizhao_cli.report.covered import Covered
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Row
    from zizhao_cli.report.summary import Cohort


class Kept(Word):
    """Whether a unit has its ledger in."""

    FOUND = "found", "有隐患"
    ZERO = "zero", "零报告"
    NONE = "none", "没有"


_COUNTED = (FIGURES["found"], FIGURES["open"], OF_FORMS["unrectified"], READY)
COLUMNS = [
    UNIT_CODE,
    UNIT,
    Field("self_checks", "本阶段自查", numeric=True),
    Field("self_checks_since", "开始以来自查", numeric=True),
    Field("ledger", "台账", words=Kept),
    *(figure.field for figure in _COUNTED),
    Field("done", "闭环", flag=True),
    UNIT_KIND,
]
BRIEF = [column.key for column in COLUMNS if column not in (UNIT_CODE, UNIT_KIND)]


def unit_rows(
    connection: sqlite3.Connection,
    filters: Filters,
    asked: Asked,
    since: Cohort,
    units: Sequence[Covered],
) -> list[Row]:
    """Return how each of `units`, as they were covered in a phase, stands; hazards are those of the cohort `since`, which began with the campaign.

    A day that two phases share is in both of them, and once in what is told since the campaign began. Raises what Coverage raises.
    """
    days = since.days
    assert days is not None  # noqa: S101 - a cohort that began with something has days
    first, last = str(days.first), str(days.last)
    whole = replace(filters, phase=None, period=None, first=first, last=last)
    ever = {one.unit["unit_id"]: one for one in Coverage(connection, whole, asked, "phase").units()}
    ask = Asking(connection, since, [GROUPS["unit"]])
    found = {
        by[0]: dict(zip([one.key for one in _COUNTED], numbers, strict=True))
        for by, numbers in ask(since.where(connection), counts(_COUNTED)).items()
    }
    nothing = {one.key: 0 for one in _COUNTED}
    return [
        _row(one, ever[one.unit["unit_id"]], found.get(one.unit["unit_code"], nothing))
        for one in units
    ]


def _row(of_phase: Covered, since: Covered, found: Row) -> Row:
    zero = Kept.ZERO if since.reported else Kept.NONE
    ledger = Kept.FOUND if found["found"] else zero
    unit = of_phase.unit
    told = {
        **{key: unit[key] for key in ("unit_code", "unit", "unit_kind")},
        **found,
        "self_checks": of_phase.sum("self_checks"),
        "self_checks_since": since.sum("self_checks"),
        "ledger": ledger,
        "done": ledger is not Kept.NONE and not found["open"],
    }
    return {column.key: told[column.key] for column in COLUMNS}


def totals_of_units(rows: Sequence[Row]) -> Row:
    """Return how many units there are, checked themselves in the phase, have their ledger in, and are done, with what is left of all."""
    return {
        "units": len(rows),
        "self_checked": sum(row["self_checks"] > 0 for row in rows),
        "ledger_in": sum(row["ledger"] != Kept.NONE for row in rows),
        "zero": sum(row["ledger"] == Kept.ZERO for row in rows),
        "done": sum(row["done"] for row in rows),
        **{key: sum(row[key] for row in rows) for key in ("self_checks_since", "unrectified", READY.key)},
    }  # fmt: skip


def in_words(totals: Row) -> str:
    """Return those as a sentence."""
    return (
        f"在用的 {totals['units']} 个单位：本阶段自查了的 {totals['self_checked']} 个；台账建了的 {totals['ledger_in']} 个"
        f"（有隐患，或自查了没有隐患，零报告 {totals['zero']} 个）；没有整改的 {totals['unrectified']} 项里方案定了的 {totals[READY.key]} 项"
        f"（一般的写了整改措施，重大的五落实齐全）；闭环的 {totals['done']} 个（台账建了，隐患都已销号或移送）。"
    )
