"""What lists and reports are narrowed by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zizhao_cli.domain.dates import parse_day
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.text import matching_key
from zizhao_cli.domain.values import CheckKind, Level, Result, State, UnitKind, Word
from zizhao_cli.errors import UsageProblem, visible
from zizhao_cli.report.question import sql
from zizhao_cli.store.roll import roll

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from zizhao_cli.report.question import Where


class RangeRunsBackwards(UsageProblem):
    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"--from {first} 晚于 --to {last}", "请对调两个日期")


_OF_HAZARDS: dict[str, tuple[str, str, type[Word] | None]] = {
    "unit": ("unit", "单位", None),
    "kind": ("kind", "单位类别", UnitKind),
    "measure": ("measure", "条款", None),
    "sector": ("sector", "行业领域", None),
    "level": ("level", "等级", Level),
    "state": ("state", "状态", State),
    "responsible": ("responsible", "责任人", None),
    "from": ("first", "发现不早于", None),
    "to": ("last", "发现不晚于", None),
    "phase": ("phase", "阶段", None),
}
"""For each option that narrows hazards its field, its name, and the words that it takes."""


@dataclass(frozen=True)
class Filters:
    """Filters as typed; None lets everything through. `today` is what the word `today` means."""

    ledger: Path
    today: date
    unit: str | None = None
    kind: str | None = None
    measure: str | None = None
    sector: str | None = None
    level: str | None = None
    state: str | None = None
    result: str | None = None
    responsible: str | None = None
    first: str | None = None
    last: str | None = None
    phase: str | None = None

    def given(self) -> dict[str, str]:
        """Return what was typed, by the names of the options."""
        typed = {option: getattr(self, field) for option, (field, _, _) in _OF_HAZARDS.items()}
        return {option: text for option, text in typed.items() if text is not None}

    def described(self) -> str:
        """Return in Chinese which hazards are asked for, or nothing where all are. Raises UnknownWord."""
        parts = []
        for option, text in self.given().items():
            _, name, words = _OF_HAZARDS[option]
            parts.append(f"{name} {visible(words.parse(name, text).label if words else text)}")
        return "、".join(parts)

    def narrow_hazards(self, connection: sqlite3.Connection, where: Where) -> None:
        """Add to `where` what these filters ask of hazards; days are those on which they were found."""
        if self.kind is not None:
            where.add("unit_kind = :kind", kind=UnitKind.parse("单位类别", self.kind).value)
        if self.level is not None:
            where.add("level = :level", level=Level.parse("等级", self.level).value)
        if self.state is not None:
            where.add("state = :state", state=State.parse("状态", self.state).value)
        if self.sector is not None:
            where.among("sector", _spellings(connection, "sector", self.sector))
        if self.responsible is not None:
            names = _spellings(connection, "responsible", self.responsible)
            where.among("responsible", names)
        self._narrow_common(connection, where, "found_on")

    def narrow_checks(self, connection: sqlite3.Connection, where: Where) -> None:
        """Add to `where` what these filters ask of checks. `--kind` is of the check, or of the unit."""
        if self.kind is not None:
            self._narrow_either_kind(self.kind, where)
        if self.result is not None:
            where.add("result = :result", result=Result.parse("检查结果", self.result).value)
        self._narrow_common(connection, where, "checked_on")

    def _narrow_either_kind(self, kind: str, where: Where) -> None:
        try:
            where.add("unit_kind = :kind", kind=UnitKind.parse("类别", kind).value)
        except Refused:
            where.add("kind = :kind", kind=CheckKind.parse("检查类型", kind).value)

    def _narrow_common(self, connection: sqlite3.Connection, where: Where, day: str) -> None:
        if self.unit is not None:
            where.add("unit_id = :unit_id", unit_id=roll(connection).find(self.unit).id)
        if self.measure is not None:
            from zizhao_cli import datafiles
            from zizhao_cli.domain.measures import measure_number

            number = measure_number(self.measure, lambda: datafiles.measures(self.ledger))
            where.add("measure = :measure", measure=number)
        if self.phase is not None:
            from zizhao_cli import datafiles

            phase = datafiles.campaign(self.ledger).phase(self.phase)
            where.add(
                f"{day} BETWEEN :phase_first AND :phase_last",
                phase_first=str(phase.first),
                phase_last=str(phase.last),
            )
        self._narrow_days(where, day)

    def _narrow_days(self, where: Where, day: str) -> None:
        first = None if self.first is None else parse_day("--from", self.first, self.today)
        last = None if self.last is None else parse_day("--to", self.last, self.today)
        if first and last and first > last:
            raise RangeRunsBackwards(first, last)
        if first or last:
            # With both ends SQLite takes the index.
            ends = {"first": str(first or date.min), "last": str(last or date.max)}
            where.add(f"{day} BETWEEN :first AND :last", **ends)


def _spellings(connection: sqlite3.Connection, column: str, text: str) -> list[str]:
    """Return what `column` of a hazard ever held that differs from `text` in spaces and width at most."""
    key = matching_key(text)
    values = connection.execute(sql("spellings").format(column=column))
    return [value for (value,) in values if matching_key(value) == key]
