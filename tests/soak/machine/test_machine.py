"""Any work on a ledger, in any order: the program and a model of it refuse the same, and then say the same of every day."""

from __future__ import annotations

import shutil
from copy import deepcopy
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, note, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from tests.intake.office import Office
from tests.ledger.officer import set_up
from tests.soak.machine import batches, drawn
from tests.soak.machine.work import Work, at_noon
from tests.soak.seed import seed_of
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.ledger import checks, hazards, units, upkeep
from zizhao_cli.ledger.batches import undo_batch
from zizhao_cli.settings import now
from zizhao_cli.store.backup.backup import back_up, default_folder
from zizhao_cli.store.evidence.files import folder_of

if TYPE_CHECKING:
    from datetime import date

    import pytest

    from tests.conftest import Soak
    from tests.soak.machine.records import Found

ROUNDS = (14, 400)
STEPS = (25, 50)
has_checks = precondition(lambda self: self.model.checks)
has_batches = precondition(lambda self: self.model.batches)
has_room = precondition(lambda self: len(self.model.batches) < 4)
has_backup = precondition(lambda self: self.backup)
is_time_for_backup = precondition(lambda self: not self.backup and self.model.entries % 5 == 0)


class AnyWork(Work):
    """The rest of the work: what is recorded one by one, imports, and a backup that is restored once."""

    # Checks and hazards, found one by one.

    @rule(
        unit=drawn.places,
        on=drawn.days,
        found=drawn.founds,
        check=st.integers(-3, 5),
        pictures=drawn.pictures,
    )
    def find(self, unit: str, on: date, found: Found, check: int, pictures: list[str]) -> None:
        known = sorted(self.model.checks)
        no = known[check] if 0 <= check < len(known) else None
        given = {"unit": unit, "measure": "6", "found_on": str(on), "check": no, **vars(found)}
        files = drawn.named(self.office.path.parent, pictures)
        self.do(
            lambda: self.model.add_hazard(unit, on, found, no, pictures),
            lambda: HAZARD.no(hazards.add_hazard(self.office.session, given, files)[0].id),
        )

    @rule(
        unit=drawn.places,
        on=drawn.days,
        result=st.sampled_from([None, "pass", "fail", "na"]),
        source_id=drawn.source_ids,
        found=st.none() | drawn.founds,
        pictures=drawn.pictures,
    )
    def check(
        self,
        unit: str,
        on: date,
        result: str | None,
        source_id: str | None,
        found: Found | None,
        pictures: list[str],
    ) -> None:
        result = result or (None if found else "pass")
        given = {"unit": unit, "measure": "6", "checked_on": str(on), "result": result}
        given |= {"source_id": source_id, "hazard": found and vars(found)}
        files = drawn.named(self.office.path.parent, pictures)
        self.do(
            lambda: self.model.add_check(unit, on, result, source_id, found, pictures),
            lambda: checks.add_check(self.office.session, given, files)[0],
        )

    @has_checks
    @rule(number=drawn.numbers, on=drawn.past_days)
    def void_check(self, number: int, on: date) -> None:
        known = sorted(self.model.checks)
        no = known[number % len(known)]
        self.do(
            lambda: self.model.void_check(no, on),
            lambda: self.office.void_check(no, "重复登记", on),
        )

    # Units.

    @rule(
        code=st.sampled_from(drawn.CODES),
        name=st.sampled_from(drawn.NAMES),
        parent=drawn.parents,
        on=drawn.past_days,
    )
    def add_unit(self, code: str, name: str, parent: str | None, on: date) -> None:
        given = {"code": code, "name": name, "kind": "enterprise", "parent": parent}
        self.do(
            lambda: self.model.add_unit(code, name, parent, on),
            lambda: units.add_unit(self.office.session, given, on),
        )

    @rule(
        unit=drawn.places,
        name=st.sampled_from([None, *drawn.NAMES]),
        active=st.sampled_from([None, True]),
        on=drawn.past_days,
    )
    def edit_unit(self, unit: str, name: str | None, active: bool | None, on: date) -> None:
        given = {"name": name, "active": active}
        self.do(
            lambda: self.model.edit_unit(unit, name, active, on),
            lambda: units.edit_unit(self.office.session, unit, given, on)[0].after.code,
        )

    @rule(unit=drawn.places, on=drawn.past_days)
    def retire_unit(self, unit: str, on: date) -> None:
        self.do(
            lambda: self.model.retire_unit(unit, on),
            lambda: units.retire_unit(self.office.session, unit, "停业", on)[0].after.code,
        )

    # Imports.

    @has_room
    @rule(rows=st.lists(drawn.lines, min_size=1, max_size=4), keep_good=st.booleans())
    def import_checks(self, rows: list[batches.Line], keep_good: bool) -> None:
        self.do(
            lambda: batches.take(self.model, rows, hazards=False, keep_good=keep_good),
            lambda: self.take(drawn.as_csv(rows, hazards=False), "check", keep_good=keep_good),
        )

    @has_room
    @rule(rows=st.lists(drawn.past_lines, min_size=1, max_size=4), keep_good=st.booleans())
    def import_hazards(self, rows: list[batches.Line], keep_good: bool) -> None:
        self.do(
            lambda: batches.take(self.model, rows, hazards=True, keep_good=keep_good),
            lambda: self.take(drawn.as_csv(rows, hazards=True), "hazard", keep_good=keep_good),
        )

    @has_room
    @rule(rows=st.lists(drawn.unit_lines, min_size=1, max_size=3), keep_good=st.booleans())
    def import_units(self, rows: list[batches.UnitLine], keep_good: bool) -> None:
        self.do(
            lambda: batches.take_units(self.model, rows, keep_good=keep_good),
            lambda: self.take(drawn.roll_as_csv(rows), "unit", keep_good=keep_good),
        )

    def take(self, content: str, form: str, *, keep_good: bool) -> batches.Answer:
        receipt = self.office.take(
            self.office.file(content), form=form, keep_good=keep_good
        ).receipt
        for problem in receipt.problems:
            note(problem.message)
        assert bool(receipt.problems) == bool(receipt.rejected)
        return receipt.batch, receipt.new, receipt.same, receipt.rejected

    @has_batches
    @rule(number=drawn.numbers, approved_by=drawn.approvers)
    def undo(self, number: int, approved_by: str | None) -> None:
        known = sorted(self.model.batches)
        no = known[number % len(known)]
        approver = approved_by and (approved_by, None)
        done = self.do(
            lambda: batches.undo(self.model, no, approver or None),
            lambda: undo_batch(self.office.session, no, "拿错了", approved_by)[0],
        )
        self.count("undo", done)

    # Backups.

    @is_time_for_backup
    @rule()
    def back_up(self) -> None:
        path = self.office.path
        with at_noon(self.office.today):
            made = back_up(path, default_folder(path), now())
        assert not made.damaged
        self.backup = made.path, deepcopy(self.model)

    @has_backup
    @rule(lost=st.booleans())
    def restore(self, lost: bool) -> None:
        """Restore the backup, also where the ledger and its evidence were lost."""
        path = self.office.path
        if lost:
            path.unlink()
            shutil.rmtree(folder_of(path), ignore_errors=True)
        backup, self.model = self.backup
        self.backup = None
        self.model.today = self.office.today
        self.model.entries += 1
        self.model.evenings[self.office.today] = self.model.entries
        with at_noon(self.office.today):
            restored = upkeep.restore(self.office.session, backup)
        assert restored.entries == self.model.entries
        assert (restored.aside is None) == lost
        self.compared = 0
        self.figures["restored"] += 1


def begin(office: Office) -> None:
    """Record the first units and hazards."""
    for code, name in drawn.FIRST_UNITS.items():
        given = {"code": code, "name": name, "kind": "enterprise", "parent": drawn.VILLAGE}
        units.add_unit(office.session, given, drawn.START)
    for found in drawn.FIRST_HAZARDS:
        given = {"unit": "E1", "measure": "6", "found_on": str(drawn.START), **vars(found)}
        hazards.add_hazard(office.session, given)


def test_work_in_any_order(tmp_path_factory: pytest.TempPathFactory, soak: Soak) -> None:
    Work.fresh = set_up(tmp_path_factory.mktemp("fresh") / "ledger.db")
    with at_noon(drawn.TODAY):
        begin(Office(Work.fresh, drawn.TODAY))
    Work.figures.clear()
    bounds = settings(
        report_multiple_bugs=False,
        max_examples=soak.rounds(*ROUNDS),
        stateful_step_count=soak.rounds(*STEPS),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
        database=None,
    )
    run_state_machine_as_test(seed(seed_of(soak))(AnyWork), settings=bounds)
    for what, count in sorted(Work.figures.items()):
        soak.figure(what, count)
