"""Reports asked of a streaming replica: a copy of the server that can only be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import Zizhao
from tests.district.server import Server, needs_postgresql, reachable
from tests.district.towns import DAY, District, hazard, new_ledger

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = needs_postgresql
TOWNS = ("紫照镇", "青山镇")
QUESTIONS = (
    ("report", "overdue", "--as-of", DAY),
    ("report", "summary", "--as-of", DAY, "--group-by", "town"),
    ("report", "coverage", "--as-of", DAY, "--town", TOWNS[0]),
    ("report", "trend", "--as-of", DAY),
    ("report", "overdue", "--as-of", "2022-06-01"),
)


def test_reports_from_a_replica_are_those_of_the_primary(tmp_path: Path) -> None:
    with reachable() as folder:
        primary = Server.made(folder / "p", "wal_level=replica", "max_wal_senders=3")
        district = District.made(primary, tmp_path, *TOWNS)
        replica = primary.replicated(folder / "r")
        for number, name in enumerate(TOWNS):
            town = new_ledger(tmp_path / str(number))
            hazard(town, f"{name}灭火器过期")
            town.ok("push", district.of(name))
        primary.role("reader", "LOGIN IN ROLE zizhao_reader")
        with primary.connect() as there, replica.connect() as here:
            row = there.execute("SELECT pg_current_wal_lsn()::text").fetchone()
            assert row is not None
            while here.execute("SELECT pg_last_wal_replay_lsn() < %s::pg_lsn", row).fetchone() == (
                True,
            ):
                pass
        ask = Zizhao(tmp_path / "none.db")
        for question in QUESTIONS:
            answers = [
                ask("--db", server.address(district.name, "reader"), *question, "--format", "json")
                for server in (primary, replica)
            ]
            assert [answer.code for answer in answers] == [0, 0], answers[1].err
            assert answers[0].out == answers[1].out
        assert ask("--db", replica.address(district.name), "district", "verify").code == 0
        new = new_ledger(tmp_path / "new")
        run = new("push", replica.address(district.name, district.roles[TOWNS[0]]))
        assert run.code == 1
        assert "read-only" in run.err
        replica.stop()
        primary.stop()
