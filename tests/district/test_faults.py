"""What goes wrong amid a push: the server, the connection, its disk, somebody else's push, the clock, programs of other versions."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.district.server import Server, needs_postgresql, reachable
from tests.district.towns import District, hazard, new_ledger
from tests.soak.disks import filled, small_disk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Zizhao

pytestmark = needs_postgresql
TOWN = "紫照镇"
HAZARDS = 6
ROOM = 48 << 20
"""Bytes of the small disk of a server."""
MANY = 5


@pytest.fixture
def district(server: Server, tmp_path: Path) -> District:
    """A district that has taken up one town."""
    return District.made(server, tmp_path, TOWN)


@pytest.fixture
def town(tmp_path: Path) -> Zizhao:
    """A ledger with some hazards."""
    zizhao = new_ledger(tmp_path / "town")
    for number in range(HAZARDS):
        hazard(zizhao, f"灭火器{number}过期")
    return zizhao


def in_small_parcels(zizhao: Zizhao, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the program with every entry a parcel of its own, so that there is an amid."""
    program = "import zizhao_cli.store.journal.by_entry as b; b.LARGE = 1; from zizhao_cli.__main__ import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, *args],
        env=zizhao.around({}, None),
        capture_output=True,
        text=True,
        check=False,
    )


def amid(district: District, does: str, entry: int = 4) -> None:
    """Have the district's server do something when it is to keep an entry."""
    with district.server.connect(district.name) as owner:
        owner.execute(
            f"CREATE FUNCTION zizhao.fault() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF NEW.seq % 1000000000000 = {entry} THEN {does}; END IF; RETURN NEW; END $$; "
            f"CREATE TRIGGER fault BEFORE INSERT ON zizhao.journal_of_1 FOR EACH ROW EXECUTE FUNCTION zizhao.fault()".encode()
        )


def mend(district: District) -> None:
    with district.server.connect(district.name) as owner:
        owner.execute(b"DROP TRIGGER fault ON zizhao.journal_of_1; DROP FUNCTION zizhao.fault()")


def comes_level(district: District, town: Zizhao) -> None:
    """A push later brings all, once."""
    town.ok("push", district.of(TOWN))
    assert district.held(TOWN) >= HAZARDS + 1
    assert district("verify").code == 0
    with district.server.connect(district.name) as held:
        assert held.execute("SELECT count(*) FROM zizhao.hazard").fetchone() == (HAZARDS,)
    assert town("db", "verify").code == 0


def test_the_connection_is_cut(district: District, town: Zizhao) -> None:
    amid(district, "PERFORM pg_terminate_backend(pg_backend_pid())")
    run = in_small_parcels(town, "push", district.of(TOWN))
    assert run.returncode == 1, run.stderr
    assert "再来一次就接着送" in run.stderr
    assert "Traceback" not in run.stderr
    assert district.held(TOWN) == 3
    mend(district)
    comes_level(district, town)


def test_the_disk_of_the_server_is_full(server: Server, tmp_path: Path, town: Zizhao) -> None:
    """The database lies on a small disk that something else fills."""
    with reachable() as folder, small_disk(folder / "small", ROOM) as disk:
        if disk is None:
            pytest.skip("no file system can be mounted here")
        name = f"small_{os.getpid()}"
        server.keep_on(disk, name)
        with server.connect() as owner:
            district = District(server, tmp_path)
            owner.execute(f"CREATE DATABASE {district.name} TABLESPACE {name}".encode())
        try:
            district.ok("init")
            district.take_up(TOWN)
            town.ok("push", district.of(TOWN))
            for number in range(MANY):
                hazard(town, f"{number}" * 4000)
            with filled(disk, 0):
                run = in_small_parcels(town, "push", district.of(TOWN))
                assert run.returncode == 1, run.stderr
                assert "No space left" in run.stderr
            town.ok("push", district.of(TOWN))
            assert district("verify").code == 0
        finally:
            with server.connect() as owner:
                owner.execute(f"DROP DATABASE {district.name} WITH (FORCE)".encode())
                owner.execute(f"DROP TABLESPACE {name}".encode())


def test_the_server_is_stopped(tmp_path: Path, town: Zizhao) -> None:
    """A server of its own, that fails like a machine does, amid the writing of an entry."""
    with reachable() as folder:
        own = Server.made(folder / "s")
        district = District.made(own, tmp_path, TOWN)
        amid(district, "PERFORM pg_sleep(60)")
        with ThreadPoolExecutor() as pool:
            pushing = pool.submit(in_small_parcels, town, "push", district.of(TOWN))
            until_asleep(own, pushing.done)
            own.stop()
            run = pushing.result()
        assert run.returncode == 1, run.stderr
        down = town("push", district.of(TOWN))
        assert down.code == 1
        assert "账本没有动" in down.err
        assert len(down.err.strip().splitlines()) == 2
        own.start()
        assert district.held(TOWN) == 3
        mend(district)
        comes_level(district, town)
        own.stop()


def until_asleep(server: Server, over: Callable[[], bool]) -> None:
    """Wait until the server sleeps amid the writing of an entry."""
    asleep = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
    with server.connect() as looking:
        while looking.execute(asleep).fetchone() == (0,):
            assert not over()


def test_two_pushes_of_one_town_at_once(district: District, town: Zizhao) -> None:
    with ThreadPoolExecutor() as pool:
        runs = [pool.submit(in_small_parcels, town, "push", district.of(TOWN)) for _ in range(3)]
    assert {run.result().returncode for run in runs} == {0}, [run.result().stderr for run in runs]
    comes_level(district, town)


def test_another_push_holds_the_town_too_long(district: District, town: Zizhao) -> None:
    with district.server.connect(district.name) as other:
        other.autocommit = False
        other.execute("SELECT 1 FROM zizhao.town FOR UPDATE")
        run = town("push", district.of(TOWN), env={"ZIZHAO_BUSY_SECONDS": "0.01"})
        assert run.code == 5
        other.rollback()
    comes_level(district, town)


def test_a_push_is_interrupted(district: District, town: Zizhao) -> None:
    """Ctrl-C while the server keeps an entry: what was kept before stays, that one is not."""
    amid(district, "PERFORM pg_sleep(60)")
    pushing = subprocess.Popen(
        [sys.executable, "-m", "zizhao_cli", "push", district.of(TOWN)],
        env=town.around({}, None),
        stderr=subprocess.PIPE,
        text=True,
    )
    until_asleep(district.server, lambda: pushing.poll() is not None)
    os.kill(pushing.pid, signal.SIGINT)
    _, said = pushing.communicate()
    assert pushing.returncode == 130, said
    assert district.held(TOWN) == 0
    mend(district)
    comes_level(district, town)


def test_a_clock_that_differs_is_told(district: District, town: Zizhao) -> None:
    run = town("push", district.of(TOWN), now="2049-01-01T08:00:00+08:00")
    assert run.code == 0, run.err
    assert re.search("区县的时钟.*慢", run.err)
    assert "时钟" not in town("push", district.of(TOWN)).err


def test_a_town_of_an_older_program_pushes_to_a_newer_district(
    district: District, town: Zizhao
) -> None:
    """The district's next revision appends a column, which rows of older programs do not have."""
    with district.server.connect(district.name) as owner:
        owner.execute(
            b"SET search_path = zizhao; ALTER TABLE hazard_version ADD COLUMN newer text; ALTER TABLE hazard ADD COLUMN newer text;"
            b"UPDATE shape SET columns = columns + 1, keep = replace(replace(keep, '\"leader\")', '\"leader\", newer)'), ' FROM unnest', ', row ->> 42 FROM unnest') WHERE name = 'hazard_version'"
        )
    comes_level(district, town)


def test_a_town_of_a_newer_program_waits_for_the_district(district: District, town: Zizhao) -> None:
    with district.server.connect(district.name) as owner:
        owner.execute(b"UPDATE zizhao.shape SET columns = 12 WHERE name = 'hazard_version'")
    run = town("push", district.of(TOWN))
    assert run.code == 3
    assert "比区县的新" in run.err
    assert district.held(TOWN) == 0
    district.ok("init")
    comes_level(district, town)
