"""The reports beside the model: what the ledger lists now, what it said of a day, and what its verification finds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.report.life import OPEN, RUNNING, Face
from tests.soak.machine.records import Hazard, Unit
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.checks import check_list
from zizhao_cli.report.deadlines import Asked, overdue, still_open
from zizhao_cli.report.hazards import hazard_list, hazard_rows
from zizhao_cli.report.question import Where
from zizhao_cli.report.units import unit_list
from zizhao_cli.store.reading import reading
from zizhao_cli.store.verify.findings import REUSE
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from tests.intake.office import Office
    from tests.soak.machine.model import Model


def assert_same_now(office: Office, model: Model) -> None:
    """Assert that the ledger lists what the model has."""
    with reading(office.path) as connection:
        entries = connection.execute("SELECT count(*), max(seq) FROM journal").fetchone()
        assert tuple(entries) == (model.entries, model.entries)
        listed = hazard_list(connection, office.filters, None, None).rows
        expected = [row(h, h.now, h.place.name, office.today) for h in in_order(model)]
        assert shown(listed, expected) == expected
        reviewers = dict(connection.execute("SELECT no, reviewer FROM hazard"))
        assert reviewers == {no: hazard.now.reviewer for no, hazard in model.hazards.items()}
        checks = check_list(connection, office.filters, "no", None, with_voided=True).rows
        expected = check_rows(model)
        assert shown(checks, expected) == expected
        roll = unit_list(connection, None, None, None, with_retired=True).rows
        expected = [{"code": u.code, "name": u.name, "active": u.active} for u in model.units]
        assert shown(roll, expected) == expected


def assert_same_on(office: Office, model: Model, day: date, known_at: date | None = None) -> None:
    """Assert that the reports of `day` are those of the model, by what is known now or was known on another day."""
    seq = model.entries if known_at is None else model.known_by(known_at)
    standing = [(hazard, hazard.at(day, seq)) for hazard in in_order(model)]
    expected = [row(h, face, h.place.name_at(day), day) for h, face in standing if face]
    if known_at is not None:
        # The model keeps no two times of units.
        expected = [{key: one[key] for key in one if key != "unit"} for one in expected]
    late = [one for one in expected if one["days_overdue"]]
    still = [one for one in expected if one["state"] in OPEN]
    with reading(office.path) as connection:
        at = as_of_at(connection, HAZARD, day, known_at)
        assert at.known_seq == seq
        found = hazard_rows(connection, "hazards", at, Where(), sort=None, default="id")
        assert shown(found, expected) == expected
        for report, rows in ((overdue, late), (still_open, still)):
            told = report(connection, office.filters, Asked(day, known_at))
            assert sorted(one["no"] for one in told.rows) == [one["no"] for one in rows]
            assert told.head["count"] == len(rows)
            assert told.head["totals"]["overdue"] == len(late)


def assert_sound(office: Office, model: Model) -> None:
    """Assert that the verification finds the pictures that were used again, and nothing else."""
    findings = verify(office.path).findings
    assert [finding for finding in findings if finding.kind != REUSE] == []
    assert sorted(finding.record for finding in findings) == model.reused()


def turns(model: Model) -> list[date]:
    """Return the days on which a report may turn out otherwise than on the day before."""
    days = {model.today}
    for hazard in model.hazards.values():
        days |= {step.on for step in hazard.steps}
        for on, _, face in hazard.told():
            days |= {on - timedelta(1), on, face.due, face.due + timedelta(1)}
    return sorted(day for day in days if day <= model.today)


def in_order(model: Model) -> list[Hazard]:
    return sorted(model.hazards.values(), key=lambda hazard: hazard.no)


def shown(rows: list[dict[str, Any]], expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return of each row what the model knows of it."""
    keys = expected[0] if expected else {}
    return [{key: one[key] for key in keys} for one in rows]


def check_rows(model: Model) -> list[dict[str, Any]]:
    return [
        {
            "no": check.no,
            "unit": check.unit.name,
            "result": check.result,
            "voided": check.voided,
            "hazards": [hazard.no for hazard in in_order(model) if hazard.check == check.no],
        }
        for check in sorted(model.checks.values(), key=lambda check: check.no)
    ]


def row(hazard: Hazard, face: Face, unit: str, day: date) -> dict[str, Any]:
    """Return what the reports should show on `day` of a hazard that stands so, by the contract's words."""
    running = face.state in RUNNING
    over = (day - face.due).days
    late = max((face.rectified_on - face.due).days, 0) if face.rectified_on else None
    return {
        "no": hazard.no,
        "unit": unit,
        "title": face.title,
        "level": face.level,
        "found_on": str(hazard.found),
        "due_on": str(face.due),
        "original_due_on": str(hazard.original_due),
        "state": face.state,
        "extensions": face.extensions,
        "rectified_on": face.rectified_on and str(face.rectified_on),
        "closed_on": face.closed_on and str(face.closed_on),
        "days_overdue": max(over, 0) if running else None,
        "days_left": -over if running and over <= 0 else None,
        "days_late": late,
        "check_no": hazard.check,
    }


def roll_of(office: Office) -> list[Unit]:
    """Return the units that a new ledger begins with."""
    with reading(office.path) as connection:
        found = connection.execute(
            "SELECT u.code, u.name, u.kind, v.effective_on FROM unit AS u "
            "JOIN unit_version AS v ON v.unit_id = u.id ORDER BY u.id"
        ).fetchall()
    return [Unit(code, [(date.fromisoformat(on), name)], kind) for code, name, kind, on in found]
