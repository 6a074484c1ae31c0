"""The office's own terms: what it changes in policy.yaml holds from then on, and only from then on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from zizhao_cli.datafiles import BrokenDataFile
from zizhao_cli.domain.errors.steps import ExtensionAskedLate, TooManyExtensions
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.report.deadlines import Asked, due
from zizhao_cli.report.hazards import hazard_record
from zizhao_cli.report.journal import change_lines, journal_entry
from zizhao_cli.report.life import arithmetic
from zizhao_cli.report.timeline import timeline, told_now
from zizhao_cli.settings import program_folders
from zizhao_cli.store.reading import reading
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ledger.officer import Officer


@pytest.fixture
def terms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that writes the office's policy.yaml with some values changed."""
    folder = tmp_path / "office"
    folder.mkdir()
    source = next(f for f in program_folders("data") if (f / "policy.yaml").exists())
    policy = yaml.safe_load((source / "policy.yaml").read_text(encoding="utf-8"))

    def write(**values: object) -> None:
        for key, value in values.items():
            policy[key]["value"] = value
        text = yaml.safe_dump(policy, allow_unicode=True)
        (folder / "policy.yaml").write_text(text, encoding="utf-8")
        monkeypatch.setenv("ZIZHAO_DATA", str(folder))

    return write


def test_the_default_deadline(officer: Officer, terms: Callable[..., None]) -> None:
    old = officer.hazard(due=None)
    terms(general_deadline="+10wd")
    assert officer.record(officer.hazard(due=None))["due_on"] == "2022-05-06"
    assert officer.record(old)["due_on"] == "2022-05-05"
    terms(general_deadline="+30d")
    assert officer.record(officer.hazard(due=None))["due_on"] == "2022-05-20"
    assert officer.record(old)["due_basis"]["rule"] == "+15d"
    assert verify(officer.path)[0] == []


def test_beside_the_ledger(officer: Officer, terms: Callable[..., None], tmp_path: Path) -> None:
    """Without ZIZHAO_DATA the folder `data` beside the ledger holds the office's terms."""
    terms(general_deadline="+3d")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ZIZHAO_DATA")
        assert officer.record(officer.hazard(due=None))["due_on"] == "2022-05-05"
        (tmp_path / "office").rename(officer.path.parent / "data")
        assert officer.record(officer.hazard(due=None))["due_on"] == "2022-04-23"


def test_an_extension_is_asked_for_in_time(officer: Officer) -> None:
    no = officer.hazard()
    with pytest.raises(ExtensionAskedLate):
        officer.extend(no, "2022-06-01", "2022-05-06")
    with pytest.raises(ExtensionAskedLate):
        officer.extend(no, "2022-06-01", "2022-05-10", asked_on="2022-05-06")
    officer.extend(no, "2022-06-01", "2022-05-10", asked_on="2022-05-05")
    assert officer.record(no)["due_on"] == "2022-06-01"


def test_an_office_may_extend_afterwards(officer: Officer, terms: Callable[..., None]) -> None:
    no = officer.hazard()
    terms(extension_asked_before_deadline=False)
    officer.extend(no, "2022-06-01", "2022-05-06")
    assert officer.record(no)["extensions"] == 1


def test_how_many_extensions(officer: Officer, terms: Callable[..., None]) -> None:
    no = officer.hazard()
    for later in ("2022-05-10", "2022-05-11", "2022-05-12"):
        officer.extend(no, later, "2022-05-01")
    terms(extension_max_times=3)
    with pytest.raises(TooManyExtensions, match="3 次"):
        officer.extend(no, "2022-05-20", "2022-05-01")
    terms(extension_max_times=4)
    officer.extend(no, "2022-05-20", "2022-05-01")
    terms(extension_max_times=0)
    other = officer.hazard()
    with pytest.raises(TooManyExtensions):
        officer.extend(other, "2022-05-20", "2022-05-01")


def test_what_was_decided_under_old_terms_still_verifies(
    officer: Officer, terms: Callable[..., None]
) -> None:
    terms(extension_asked_before_deadline=False)
    no = officer.hazard()
    officer.extend(no, "2022-06-01", "2022-05-06")
    terms(extension_asked_before_deadline=True, extension_max_times=0)
    assert verify(officer.path)[0] == []


def test_due_soon(officer: Officer, terms: Callable[..., None]) -> None:
    officer.hazard(due="2022-05-08")

    def soon() -> list[str]:
        with reading(officer.path) as connection:
            answer = due(connection, officer.filters, Asked(date(2022, 5, 1)), None)
        return [row["due_on"] for row in answer.rows]

    assert soon() == ["2022-05-08"]
    terms(due_soon_days=6)
    assert soon() == []
    terms(due_soon_days=0)
    assert soon() == []


def test_days_past_the_calendar(officer: Officer, terms: Callable[..., None]) -> None:
    terms(due_soon_days=99_999_999)
    with reading(officer.path) as connection, pytest.raises(BrokenDataFile, match="value"):
        due(connection, officer.filters, Asked(date(2022, 5, 1)), None)


def test_a_deadline_names_the_terms_that_decided_it(
    officer: Officer, terms: Callable[..., None]
) -> None:
    """Who turned to another policy and back leaves a trace."""

    def decided() -> list[dict[str, Any]]:
        with reading(officer.path) as connection:
            entries = connection.execute("SELECT max(seq) FROM journal").fetchone()[0]
            _, changes = journal_entry(connection, str(entries))
        assert "依据：policy.yaml（摘要 " in "\n".join(change_lines(changes))
        return [change["detail"]["policy"] for change in changes]

    no = officer.hazard(due=None)
    (own,) = decided()
    assert own["general_deadline"] == "+15d"
    officer.extend(no, "2022-06-01", "2022-05-01", asked_on="2022-05-01")
    assert decided() == [{"digest": own["digest"], "extension_asked_before_deadline": True}]
    terms(extension_asked_before_deadline=False, extension_max_times=9)
    officer.extend(no, "2022-07-01", "2022-06-10", asked_on="2022-06-10")
    (other,) = decided()
    assert (other["extension_asked_before_deadline"], other["extension_max_times"]) == (False, 9)
    assert other["digest"] != own["digest"]
    with reading(officer.path) as connection:
        row, _ = hazard_record(connection, no, officer.today)
        told = timeline(connection, HAZARD, no)
        why = arithmetic(row, told_now(connection, HAZARD, no), told, officer.today)
    said = [line for line in why if line.startswith("依据：")]
    assert [own["digest"] in line for line in said] == [True, True, False]
    assert "延期须到期前申请 否" in said[2]
    assert verify(officer.path)[0] == []
