"""What lists and reports are narrowed by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from zizhao_cli.district_address import Towns
from zizhao_cli.domain.dates import parse_day
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.batch import BATCH
from zizhao_cli.domain.kinds.check import CHECK, RESULT
from zizhao_cli.domain.kinds.fields import MEASURE, SECTOR, UNIT, UNIT_KIND
from zizhao_cli.domain.kinds.hazard import (
    HAZARD,
    INSPECTORS,
    LEADER,
    LEVEL,
    RESPONSIBLE,
    REVIEWER,
    SOURCE,
    STATE,
    SUPERVISED,
)
from zizhao_cli.domain.kinds.unit import SUPERVISOR, TAGS
from zizhao_cli.domain.periods import Period, parse_period
from zizhao_cli.domain.text import matching_key
from zizhao_cli.domain.values import RUNNING, CheckKind, UnitKind, UnitTag, YesNo
from zizhao_cli.errors import UsageProblem, visible
from zizhao_cli.report.question import sql
from zizhao_cli.store.roll import units_called

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from zizhao_cli.district_address import Books
    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.values import Word
    from zizhao_cli.report.as_of import AsOf
    from zizhao_cli.report.question import Where


class RangeRunsBackwards(UsageProblem):
    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"--from {first} 晚于 --to {last}", "请对调两个日期")


class NoDayInCommon(UsageProblem):
    def __init__(self, stretches: Sequence[Period]) -> None:
        said = "、".join(one.described() for one in stretches)
        super().__init__(f"--from、--to、--phase、--period 没有共同的一天：{said}", "去掉其中一个")


class NarrowedOtherwise(UsageProblem):
    def __init__(self, name: str, options: Sequence[str], known: Sequence[str]) -> None:
        given, may = (" ".join(f"--{one}" for one in many) for many in (options, known))
        super().__init__(f"report {name} 不按 {given} 缩小", f"去掉它；可用 {may}")


_OF_HAZARDS: dict[str, tuple[str, str, type[Word] | None]] = {
    "unit": ("unit", UNIT.name, None),
    "kind": ("kind", UNIT_KIND.name, UNIT_KIND.words),
    "measure": ("measure", MEASURE.name, None),
    "sector": ("sector", SECTOR.name, None),
    "level": ("level", LEVEL.name, LEVEL.words),
    "state": ("state", STATE.name, STATE.words),
    "responsible": ("responsible", RESPONSIBLE.name, None),
    "leader": ("leader", LEADER.name, None),
    "from": ("first", "发现不早于", None),
    "to": ("last", "发现不晚于", None),
    "phase": ("phase", "阶段", None),
    "period": ("period", "期间", None),
    "inside": ("inside", "所在", None),
    "supervisor": ("supervisor", SUPERVISOR.name, None),
    "tag": ("tag", TAGS.name, UnitTag),
    "inspector": ("inspector", INSPECTORS.name, None),
    "reviewer": ("reviewer", REVIEWER.name, None),
    "source": ("source", SOURCE.name, None),
    "supervised": ("supervised", SUPERVISED.name, YesNo),
    "overdue": ("overdue", "逾期", YesNo),
    "text": ("text", "含有", None),
}
"""For each option that narrows hazards its field, its name, and the words that it takes."""
OF_DAYS = ("from", "to", "phase", "period")
"""The options that leave some days."""
RUNS = f"state IN ({', '.join(repr(state.value) for state in RUNNING)})"
"""The condition of hazards whose clock runs."""
_PAST = f"{RUNS} AND due_on < :as_of"
OVERDUE = {True: _PAST, False: f"NOT ({_PAST})"}
"""The conditions of what is overdue at the end of :as_of, and what is not."""


@dataclass(frozen=True)
class Filters:
    """Filters as typed; None lets everything through, and of several values each lets through what fits it.

    `today` is what the word `today` means.
    """

    ledger: Books
    today: date
    unit: str | Sequence[str] | None = None
    kind: str | Sequence[str] | None = None
    measure: str | Sequence[str] | None = None
    sector: str | Sequence[str] | None = None
    level: str | Sequence[str] | None = None
    state: str | Sequence[str] | None = None
    result: str | Sequence[str] | None = None
    responsible: str | Sequence[str] | None = None
    leader: str | Sequence[str] | None = None
    first: str | None = None
    last: str | None = None
    phase: str | None = None
    period: str | None = None
    inside: str | Sequence[str] | None = None
    supervisor: str | Sequence[str] | None = None
    tag: str | Sequence[str] | None = None
    inspector: str | Sequence[str] | None = None
    reviewer: str | Sequence[str] | None = None
    source: str | Sequence[str] | None = None
    supervised: str | Sequence[str] | None = None
    overdue: bool | None = None
    text: str | Sequence[str] | None = None
    source_id: str | Sequence[str] | None = None
    batch: str | Sequence[str] | None = None

    def given(self) -> dict[str, str | list[str]]:
        """Return what was typed, by the names of the options: a text, or a list where several were; a flag as yes or no."""
        typed = {
            option: _values(getattr(self, field)) for option, (field, _, _) in _OF_HAZARDS.items()
        }
        return {
            option: texts[0] if len(texts) == 1 else texts
            for option, texts in typed.items()
            if texts
        }

    def towns(self) -> list[str]:
        """Return the towns of a district that are asked for; none where all are, or where a ledger is asked."""
        return [*self.ledger.names] if isinstance(self.ledger, Towns) else []

    def described(self, *, days: bool = True) -> str:
        """Return in Chinese which hazards are asked for, or nothing where all are; of the days on which they were found only with `days`. Raises UnknownWord."""
        parts = []
        for option, given in self.given().items():
            if option in OF_DAYS and not days:
                continue
            _, name, words = _OF_HAZARDS[option]
            said = (
                visible(words.parse(name, text).label if words else text) for text in _values(given)
            )
            parts.append(f"{name} {'或'.join(dict.fromkeys(said))}")
        return "、".join(parts)

    def narrow_hazards(
        self,
        connection: sqlite3.Connection,
        where: Where,
        at: AsOf,
        *,
        found: bool = True,
    ) -> None:
        """Add to `where` what these filters ask of hazards; days are those on which they were found, unless `found` leaves them aside.

        `at` is how the hazards are come by.
        """
        words_among(where, "unit_kind", UNIT_KIND, _values(self.kind))
        words_among(where, "level", LEVEL, _values(self.level))
        words_among(where, "state", STATE, _values(self.state))
        for column in ("sector", "responsible", "leader"):
            if texts := _values(getattr(self, column)):
                where.among(column, _spellings(connection, column, texts))
        if answers := _values(self.supervised):
            said = [YesNo.parse(SUPERVISED.name, answer) is YesNo.YES for answer in answers]
            where.among("supervised", said)
        where.listing("source", _values(self.source))
        where.listing("reviewer", _values(self.reviewer))
        if inspectors := _values(self.inspector):
            of_check = where.listed("c.inspectors", inspectors)
            of_row = where.listed("json_extract(r.detail, '$.inspectors')", inspectors)
            edits = at.recorded("check_edit")
            asked = sql("inspected_by").format(check_edit=edits, of_check=of_check, of_row=of_row)
            where.add(asked)
        if self.overdue is not None:
            where.add(OVERDUE[self.overdue])
        where.written(HAZARD.worded, _values(self.text))
        self._narrow_common(connection, where, at.units())
        if found:
            self.narrow_days(where, "found_on")

    def narrow_checks(self, connection: sqlite3.Connection, where: Where, at: AsOf) -> None:
        """Add to `where` what these filters ask of checks that are come by as `at` says. `--kind` is of the check, or of the unit."""
        if kinds := _values(self.kind):
            either: dict[str, list[str]] = {}
            for kind in kinds:
                column, value = _either_kind(kind)
                either.setdefault(column, []).append(value)
            where.among_either(either)
        words_among(where, "result", RESULT, _values(self.result))
        where.listing("inspectors", _values(self.inspector))
        if numbers := _values(self.source_id):
            where.among("source_id", numbers)
        if batches := _values(self.batch):
            where.among("seq", [_entry_of_batch(connection, no) for no in batches])
        where.written(CHECK.worded, _values(self.text))
        self._narrow_common(connection, where, at.units())
        self.narrow_days(where, "checked_on")

    def refuse_all_but(self, name: str, known: Sequence[str]) -> None:
        """Refuse what the report `name` is not narrowed by. Raises NarrowedOtherwise."""
        if others := [option for option in self.given() if option not in known]:
            raise NarrowedOtherwise(name, others, known)

    def narrow_units(self, connection: sqlite3.Connection, where: Where, units: str) -> None:
        """Add to `where` what these filters ask of units, but their sectors; `units` is the SQL of the units as they are asked of."""
        words_among(where, "unit_kind", UNIT_KIND, _values(self.kind))
        self._narrow_places(connection, where, units)

    def _narrow_common(self, connection: sqlite3.Connection, where: Where, units: str) -> None:
        self._narrow_places(connection, where, units)
        if measures := self.measures_asked():
            where.among("measure", measures)

    def _narrow_places(self, connection: sqlite3.Connection, where: Where, units: str) -> None:
        among_units(connection, where, "unit_id", self.unit)
        among_units(connection, where, "supervisor_id", self.supervisor)
        among_those_inside(connection, where, "unit_id", self.inside, units)
        among_tagged(where, "unit_id", self.tag, units)

    def measures_asked(self) -> list[int]:
        """Return the numbers of the measures that are asked for, none where all are. Raises BadMeasure."""
        if not (measures := _values(self.measure)):
            return []
        from zizhao_cli import datafiles
        from zizhao_cli.domain.measures import measure_number

        known = partial(datafiles.measures, self.ledger)
        return [measure_number(measure, known) for measure in measures]

    def sectors_asked(self) -> set[str]:
        """Return the sectors that are asked for, by what tells them apart; none where all are."""
        return set(map(matching_key, _values(self.sector)))

    def narrow_days(self, where: Where, day: str) -> None:
        """Add to `where` that the column `day` lies within the days that are asked for, if any."""
        if (days := self.days()) is not None:
            # With both ends SQLite takes the index.
            where.add(f"{day} BETWEEN :first AND :last", first=str(days.first), last=str(days.last))

    def days(self) -> Period | None:
        """Return the days that `--from`, `--to`, `--phase` and `--period` leave together, or None where none is given.

        Raises RangeRunsBackwards, NoDayInCommon, PeriodUnknown, PhaseUnknown, and what parse_day raises.
        """
        first = None if self.first is None else parse_day("--from", self.first, self.today)
        last = None if self.last is None else parse_day("--to", self.last, self.today)
        if first and last and first > last:
            raise RangeRunsBackwards(first, last)
        stretches = [Period("", first or date.min, last or date.max)] if first or last else []
        if self.phase is not None:
            from zizhao_cli.report.campaigns import campaign

            phase = campaign(self.ledger, self.today, self.phase).phase(self.phase)
            stretches.append(Period(phase.name, phase.first, phase.last))
        if self.period is not None:
            stretches.append(parse_period(self.period, self.today))
        if not stretches:
            return None
        text = next((one.text for one in reversed(stretches) if one.text), "")
        common = max(one.first for one in stretches), min(one.last for one in stretches)
        if common[0] > common[1]:
            raise NoDayInCommon(stretches)
        return Period(text, *common)


def among_units(
    connection: sqlite3.Connection, where: Where, column: str, names: str | Sequence[str] | None
) -> None:
    """Add that `column` holds one of the units `names`, if any are given. Raises UnknownUnit, AmbiguousUnit."""
    if found := _values(names):
        where.among(column, _ids_of(connection, found))


def among_those_inside(
    connection: sqlite3.Connection,
    where: Where,
    column: str,
    names: str | Sequence[str] | None,
    units: str,
) -> None:
    """Add that `column` holds one of the units `names`, if any are given, or one that lies in them; `units` is the SQL of the units as they are asked of.

    Raises UnknownUnit, AmbiguousUnit.
    """
    if found := _values(names):
        named = where.bound("inside", _ids_of(connection, found))
        where.add(f"{column} IN ({sql('inside').format(units=units, named=named)})")


def _ids_of(connection: sqlite3.Connection, names: Sequence[str]) -> list[int]:
    """Return the ids of the units `names`. Raises UnknownUnit, AmbiguousUnit."""
    return [found for name in names for found in units_called(connection, name)]


def among_tagged(where: Where, column: str, tags: str | Sequence[str] | None, units: str) -> None:
    """Add that `column` holds a unit with one of `tags`, if any are given; `units` is the SQL of the units as they are asked of.

    Raises UnknownWord.
    """
    if texts := _values(tags):
        named = where.bound("tag", [UnitTag.parse(TAGS.name, text).value for text in texts])
        where.add(f"{column} IN ({sql('tagged').format(units=units, named=named)})")


def words_among(where: Where, column: str, field: Field, texts: Sequence[str]) -> None:
    """Add that `column` holds what one of `texts`, if any, names among the words of `field`. Raises UnknownWord."""
    if texts and field.words is not None:
        where.among(column, [field.words.parse(field.name, text).value for text in texts])


def _values(typed: str | Sequence[str] | bool | None) -> list[str]:
    """Return what was typed for a filter, each value once; of a flag yes or no."""
    if isinstance(typed, bool):
        return [YesNo.YES.value if typed else YesNo.NO.value]
    return list(dict.fromkeys([typed] if isinstance(typed, str) else typed or ()))


def _entry_of_batch(connection: sqlite3.Connection, no: str) -> int:
    """Return the entry that the batch `no` was written by. Raises UnknownRecord."""
    asked = "SELECT seq FROM batch WHERE id = ?"
    found = connection.execute(asked, (BATCH.parse(no),)).fetchone()
    if found is None:
        raise BATCH.unknown(no)
    return int(found[0])


def _either_kind(kind: str) -> tuple[str, str]:
    """Return the column of a kind of unit or of check, and its value there."""
    try:
        return "unit_kind", UnitKind.parse("类别", kind).value
    except Refused:
        return "kind", CheckKind.parse("检查类型", kind).value


def _spellings(connection: sqlite3.Connection, column: str, texts: list[str]) -> list[str]:
    """Return what `column` of a hazard ever held that differs from one of `texts` in spaces and width at most."""
    keys = set(map(matching_key, texts))
    values = connection.execute(sql("spellings").format(column=column))
    return [value for (value,) in values if matching_key(value) in keys]
