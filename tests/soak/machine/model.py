"""The ledger in the model: the roll of units, checks, hazards as they are found, and the pictures that show them.

Nothing here comes from the program. Every call either changes the model or raises `No`. What a hazard lives through stands in lives.py,
imports in batches.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.report.life import OPEN, bare, refuse
from tests.soak.machine.records import Batch, Check, Found, Hazard, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from tests.report.life import Deadline

NO_PICTURE = "note.txt"
"""A file that is of no kind that evidence can be."""


@dataclass
class Model:
    """The whole ledger; `entries` are those of its journal, the first that of `init`."""

    today: date
    units: list[Unit] = field(default_factory=list)
    checks: dict[str, Check] = field(default_factory=dict)
    hazards: dict[str, Hazard] = field(default_factory=dict)
    batches: dict[str, Batch] = field(default_factory=dict)
    evidence: list[tuple[str, str]] = field(default_factory=list)
    """Each picture with the number of what it shows."""
    entries: int = 1
    evenings: dict[date, int] = field(default_factory=dict)
    """How many entries there were at the end of each day on which something was recorded."""

    def known_by(self, day: date) -> int:
        """Return how many entries there were at the end of `day`."""
        return max((count for on, count in self.evenings.items() if on <= day), default=0)

    def number(self, taken: Iterable[str], letters: str, year: int, width: int) -> str:
        """Return the next number of a year; none is used twice."""
        count = sum(no.startswith(f"{letters}-{year}-") for no in taken)
        return f"{letters}-{year}-{count + 1:0{width}d}"

    # Units.

    def unit(self, text: str) -> Unit:
        """Return the unit of that code or name; active ones come before retired ones."""
        coded = [unit for unit in self.units if unit.code == text]
        named = [unit for unit in self.units if bare(unit.name) == bare(text)]
        found = coded or [unit for unit in named if unit.active] or named
        refuse(not found, "unknown unit")
        refuse(len(found) > 1, "ambiguous unit")
        return found[0]

    def refuse_taken(self, name: str, parent: str | None, but: Unit | None = None) -> None:
        """Refuse a second active unit of one name in one place."""
        for other in self.units:
            alike = other.active and other.parent == parent and bare(other.name) == bare(name)
            refuse(other is not but and alike, "name taken")

    def add_unit(self, code: str, name: str, parent: str | None, on: date) -> str:
        refuse(any(unit.code == code for unit in self.units), "code taken")
        above = None if parent is None else self.unit(parent)
        self.refuse_taken(name, above and above.code)
        if above:
            above.used = True
        self.units.append(Unit(code, [(on, name)], parent=above and above.code))
        self.entries += 1
        return code

    def edit_unit(self, text: str, name: str | None, active: bool | None, on: date) -> str:
        unit = self.unit(text)
        name = name or unit.name
        refuse(name == unit.name and (unit.active or not active), "nothing to change")
        self.refuse_taken(name, unit.parent, unit)
        return self._change_unit(unit, name, on, active=unit.active or bool(active))

    def retire_unit(self, text: str, on: date) -> str:
        unit = self.unit(text)
        refuse(not unit.active, "retired already")
        hazards = [h for h in self.hazards.values() if h.place is unit and h.now.state in OPEN]
        refuse(hazards, "open hazards")
        return self._change_unit(unit, unit.name, on, active=False)

    def _change_unit(self, unit: Unit, name: str, on: date, *, active: bool) -> str:
        refuse(len(unit.names) > 1 and on < unit.names[-1][0], "backwards")
        unit.names.append((on, name))
        unit.active = active
        unit.used = True
        self.entries += 1
        return unit.code

    # Checks.

    def add_check(
        self,
        unit: str,
        on: date,
        result: str | None,
        source_id: str | None,
        found: Found | None,
        pictures: Sequence[str],
    ) -> str:
        refuse(on > self.today, "future")
        result = result or ("fail" if found else None)
        refuse((result == "fail") != (found is not None), "result and hazard disagree")
        self.refuse_pictures(pictures)
        place = self.unit(unit)
        content = (place.code, on, result, found and found.facts)
        for check in self.checks.values():
            if source_id and check.source_id == source_id and check.stands:
                shown = {picture for picture, no in self.evidence if no == check.no}
                refuse(check.content != content or not shown.issuperset(pictures), "says other")
                return check.no
        refuse(not place.active, "retired unit")
        due = found and found.deadline(on)
        no = self.put_check(place, on, str(result), content, source_id).no
        if found and due:
            self.put_hazard(place, on, found, due, no)
        self.evidence += [(picture, no) for picture in pictures]
        self.entries += 1
        return no

    def put_check(
        self,
        unit: Unit,
        on: date,
        result: str,
        content: tuple[object, ...],
        source_id: str | None,
        batch: str | None = None,
    ) -> Check:
        no = self.number(self.checks, "JC", on.year, 5)
        self.checks[no] = Check(no, unit, on, result, content, source_id, batch)
        unit.used = unit.used or unit.batch != batch
        return self.checks[no]

    def void_check(self, no: str, on: date) -> str:
        check = self.checks[no]
        refuse(check.voided, "voided already")
        refuse(any(h.check == no and h.stands for h in self.hazards.values()), "has hazards")
        refuse(on < check.on, "backwards")
        check.voided = check.touched = True
        self.entries += 1
        return no

    # Hazards.

    def add_hazard(
        self, unit: str, on: date, found: Found, check: str | None, pictures: Sequence[str]
    ) -> str:
        refuse(on > self.today, "future")
        self.refuse_pictures(pictures)
        place = self.unit(unit)
        refuse(not place.active, "retired unit")
        refuse(check and self.checks[check].voided, "check voided")
        no = self.put_hazard(place, on, found, found.deadline(on), check).no
        if check:
            self.checks[check].touched = True
        self.evidence += [(picture, no) for picture in pictures]
        self.entries += 1
        return no

    def put_hazard(
        self,
        unit: Unit,
        on: date,
        found: Found,
        due: Deadline,
        check: str | None,
        batch: str | None = None,
        source_id: str | None = None,
    ) -> Hazard:
        no = self.number(self.hazards, "YH", on.year, 4)
        said = {key: getattr(found, key) for key in ("title", "level", "handling", "responsible")}
        seq = self.entries + (batch is None)
        hazard = Hazard.begin(no, unit.code, on, due, seq, **said)
        hazard.place, hazard.content = unit, (unit.code, on, found.facts)
        hazard.check, hazard.source_id, hazard.batch = check, source_id, batch
        self.hazards[no] = hazard
        unit.used = unit.used or unit.batch != batch
        return hazard

    # Evidence.

    def refuse_pictures(self, pictures: Sequence[str]) -> None:
        refuse(NO_PICTURE in pictures, "no kind of evidence")
        refuse(len(set(pictures)) < len(pictures), "given twice")

    def reused(self) -> list[str]:
        """Return for each picture that shows more than one thing which record it came with last; what is voided does not count."""
        records = {**self.checks, **self.hazards}
        uses: dict[str, list[str]] = {}
        for picture, no in self.evidence:
            if records[no].stands:
                uses.setdefault(picture, []).append(no)
        return sorted(found[-1] for found in uses.values() if len(found) > 1)
