"""What an appraisal looks at: the hazards that were found in some days, who checked, what came back, and what was done about it."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.appraisal import Figure, Item
from zizhao_cli.domain.kinds.action import ACTION, ActionKind, ActionState
from zizhao_cli.domain.people import named_in
from zizhao_cli.domain.text import matching_key
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.declared import rows_of
from zizhao_cli.report.figures import COUNTED, FIGURES
from zizhao_cli.report.question import BETWEEN_NAMES, Where, asking, sql
from zizhao_cli.report.rebound import rebound

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from zizhao_cli.report.covered import Coverage, Covered
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Row

_COUNTED = ("rectified", "overdue", "late")
_FOUND = ", ".join(
    (
        *("id", "no", "unit_code", "leader", "responsible", "reviewer"),
        *(f"({FIGURES[key].where}) AS {key}" for key in _COUNTED),
    )
)
_NO_BLAME = (ActionKind.REWARD, ActionKind.UNANNOUNCED, ActionKind.APPRAISAL)
"""Actions that blame nobody: a visit looks first, and an appraisal counts what others say."""
_UNDECIDED = (ActionState.PROPOSED, ActionState.OPENED)


def _outside(text: str | None) -> str:
    """Return the names in a text without what stands in brackets: 张静（主任）."""
    return re.sub(r"[(（][^)）]*[)）]", "", text or "")


class Taken(NamedTuple):
    """The numbers of what was done about somebody: what blames, and rewards."""

    blames: list[str]
    rewards: list[str]

    def figures(self) -> dict[Item, Figure]:
        """Return what they are in an appraisal."""
        return {Item.ACTIONS: Figure(self.blames), Item.REWARD: Figure(self.rewards)}


class Appraised:
    """All that an appraisal of the units of `covered`, or of people, looks at; each question is asked once."""

    def __init__(
        self, connection: sqlite3.Connection, filters: Filters, asked: Asked, covered: Coverage
    ) -> None:
        self.connection, self.filters, self.asked, self.covered = (
            connection,
            filters,
            asked,
            covered,
        )
        self._days = {"first": str(covered.days.first), "last": str(covered.days.last)}

    def of_unit(self, one: Covered) -> dict[Item, Figure]:
        """Return the figures of a unit."""
        code = one.unit["unit_code"]
        return {
            Item.SELF_CHECK: self._self_checks(one),
            **self._of(self._by_unit.get(code, [])),
            Item.REBOUND: Figure(self._back.get(code, []), nothing=code not in self._by_unit),
            Item.REOPENED: Figure(
                [one["no"] for one in self._by_unit.get(code, []) if one["id"] in self._reopened],
                nothing=code not in self._by_unit,
            ),
            **self.taken(lambda action: action["unit_code"] == code).figures(),
        }

    def of_person(self, names: Sequence[str], unit_code: str | None) -> dict[Item, Figure]:
        """Return the figures of somebody who is called by one of `names`: of the hazards that he answers for or sees to.

        What was done about a namesake of another unit than his is not his.
        """
        keys = {key for name in names for key in named_in(name)}
        hazards = {one["id"]: one for key in keys for one in self._by_person.get(key, [])}

        def about(action: Row) -> bool:
            elsewhere = (
                None not in (unit_code, action["unit_code"]) and action["unit_code"] != unit_code
            )
            return not elsewhere and not keys.isdisjoint(named_in(_outside(action["person"])))

        reopened = [
            hazard["no"]
            for hazard in self.found
            if matching_key(self._reopened.get(hazard["id"]) or "") in keys
        ]
        return {
            **self._of([hazards[each] for each in sorted(hazards)]),
            Item.REOPENED: Figure(reopened, nothing=keys.isdisjoint(self._reviewers)),
            **self.taken(about).figures(),
        }

    @cached_property
    def found(self) -> list[Row]:
        """The hazards that were found in the days, each with whether it is rectified, overdue, or was late."""
        where = Where({**self.covered.at.values}, [COUNTED])
        where.add("found_on BETWEEN :first AND :last", **self._days)
        rows = asking(
            self.connection, "hazards", where, order="id", at=self.covered.at, columns=_FOUND
        )
        return [dict(row) for row in rows]

    @cached_property
    def actions(self) -> list[Row]:
        """What was done in the days about units and people, as far as it is decided."""
        at = as_of_at(self.connection, ACTION, self.asked.as_of, self.asked.known_at)
        where = Where({**at.values}, ["state <> 'voided'"])
        where.add("done_on BETWEEN :first AND :last", **self._days)
        rows = rows_of(self.connection, ACTION, where, at)
        return [row for row in rows if row["state"] not in _UNDECIDED]

    def taken(self, is_of: Callable[[Row], bool]) -> Taken:
        """Return what was done about those of whom `is_of` says so."""
        of_them = [action for action in self.actions if is_of(action)]
        return Taken(
            [one["no"] for one in of_them if one["kind"] not in _NO_BLAME],
            [one["no"] for one in of_them if one["kind"] == ActionKind.REWARD],
        )

    def _of(self, hazards: Sequence[Row]) -> dict[Item, Figure]:
        found = {key: [one["no"] for one in hazards if one[key]] for key in _COUNTED}
        missing = [one["no"] for one in hazards if not one["rectified"]]
        return {
            Item.RECTIFICATION: Figure(found["rectified"], missing),
            Item.OVERDUE: Figure(found["overdue"], nothing=not hazards),
            Item.LATE: Figure(found["late"], nothing=not hazards),
        }

    @cached_property
    def _reviewers(self) -> set[str]:
        """The names of those who re-inspected one of the hazards, or did whose closing was taken back."""
        found = (one["reviewer"] or self._reopened.get(one["id"]) for one in self.found)
        return {matching_key(reviewer) for reviewer in found if reviewer}

    def _self_checks(self, one: Covered) -> Figure:
        checks = self._own_checks.get(one.unit["unit_id"], {})
        there = [checks[measure] for measure in sorted(one.bound) if measure in checks]
        lacking = [f"第{measure}条" for measure in sorted(one.bound) if measure not in checks]
        return Figure(there, lacking)

    @cached_property
    def _own_checks(self) -> dict[int, dict[int, str]]:
        """For each unit the last check of its own of each measure."""
        values = {
            **self.covered.at.values,
            "first": self._days["first"],
            "until": self._days["last"],
        }
        asked = sql("own_checks").format(by_itself=f"({sql('by_itself')})")
        found: dict[int, dict[int, str]] = defaultdict(dict)
        for unit, measure, no in self.connection.execute(asked, values):
            found[unit][measure] = no
        return found

    @cached_property
    def _by_unit(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for hazard in self.found:
            found[hazard["unit_code"]].append(hazard)
        return found

    @cached_property
    def _by_person(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for hazard in self.found:
            texts = filter(None, (hazard["leader"], hazard["responsible"]))
            names = {matching_key(name) for text in texts for name in text.split(BETWEEN_NAMES)}
            for name in names:
                found[name].append(hazard)
        return found

    @cached_property
    def _back(self) -> dict[str, list[str]]:
        """For each unit what came back."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in rebound(
            self.connection, self.filters, self.asked._replace(limit=None, sort=None)
        ).rows:
            found[row["unit_code"]].append(row["no"])
        return found

    @cached_property
    def _reopened(self) -> dict[int, str | None]:
        """For each hazard whose closing was taken back who had re-inspected it."""
        rows = self.connection.execute(sql("closings_taken_back"), self.covered.at.values)
        return {row["id"]: row["reviewer"] for row in rows}
