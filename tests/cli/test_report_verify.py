"""`--verify`: a report of a ledger that was altered is not made, and one that is says whether it was verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.damage import query, tamper

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

REPORTS = ("overdue", "open", "due", "voided")


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    return morning.copy(tmp_path)


@pytest.mark.parametrize("name", REPORTS)
def test_a_hidden_hazard_hides_no_longer(zizhao: Morning, name: str) -> None:
    """A present row that was altered, under the anchor of a ledger that was not."""
    tamper(zizhao.db, "UPDATE hazard SET state = 'closed' WHERE no = 'YH-2022-0001'", guards=True)
    asked = ("report", name, "--format", "json")
    assert zizhao(*asked).json["verified"] is False
    file = zizhao.db.with_name("报表.md")
    for output in ((), ("--output", str(file))):
        run = zizhao(*asked, "--verify", *output)
        assert (run.code, run.out) == (6, "")
        assert "没有出报表" in run.err
        assert "YH-2022-0001" in run.err
    assert not file.exists()


@pytest.mark.parametrize("name", REPORTS)
def test_a_whole_ledger_is_reported_as_it_is(zizhao: Morning, name: str) -> None:
    plain, verified = (
        zizhao("report", name, "--format", "json", *more).json for more in ((), ("--verify",))
    )
    assert (plain.pop("verified"), verified.pop("verified")) == (False, True)
    assert plain == verified


def test_evidence_that_is_gone_hides_nothing(evident: Morning) -> None:
    """Its files are no part of what a report says; `db verify` looks for them."""
    assert evident("report", "open", "--verify").code == 0


def test_what_is_reported_is_what_was_verified(zizhao: Morning) -> None:
    """Whoever alters the ledger between the two reads alters another moment: here, as soon as it is verified."""
    alter = zizhao.db.with_name("alter")
    alter.mkdir()
    (alter / "sitecustomize.py").write_text(
        "import sqlite3\n"
        "from zizhao_cli import settings\n"
        "from zizhao_cli.store.verify import verify\n"
        "checked = verify.refuse_damaged\n"
        "def between(path, connection):\n"
        "    checked(path, connection)\n"
        "    with sqlite3.connect(path) as other:\n"
        "        other.execute(\"UPDATE hazard SET title = '没有什么'\")\n"
        "verify.refuse_damaged = between\n",
        encoding="utf-8",
    )
    run = zizhao(
        "report", "open", "--verify", "--as-of", "2022-07-15", env={"PYTHONPATH": str(alter)}
    )
    assert run.code == 0
    assert query(zizhao.db, "SELECT DISTINCT title FROM hazard") == [("没有什么",)]
    assert "没有什么" not in run.out
