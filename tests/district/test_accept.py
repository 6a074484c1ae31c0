"""The accepting function as a town's role can call it without the program: what it lets through, and what that role may do besides."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.district.server import needs_postgresql
from tests.district.towns import District, hazard, new_ledger
from zizhao_cli.store.journal.by_entry import entries_after

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Zizhao
    from tests.district.server import Server

pytestmark = needs_postgresql
TOWN, OTHER = "紫照镇", "青山镇"
Entries = list[list[str]]


@pytest.fixture(scope="module")
def district(server: Server, tmp_path_factory: pytest.TempPathFactory) -> District:
    """A district with two towns."""
    return District.made(server, tmp_path_factory.mktemp("d"), TOWN, OTHER)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Zizhao:
    """A ledger with some steps of a hazard."""
    zizhao = new_ledger(tmp_path_factory.mktemp("t") / "town")
    no = hazard(zizhao)
    zizhao.ok("hazard", "rectify", no, "--rectified-by", "王强", "--on", "2022-05-01")
    zizhao.ok("hazard", "note", no, "看过了")
    return zizhao


@pytest.fixture
def sent(town: Zizhao) -> Entries:
    """Its entries, as they are handed in."""
    with closing(sqlite3.connect(town.db)) as raw:
        raw.row_factory = sqlite3.Row
        return [*entries_after(raw, 0)]


@pytest.fixture
def role(district: District) -> Iterator[psycopg.Connection[Any]]:
    """The town's role, in a transaction that is taken back at the end."""
    with district.server.connect(district.name, district.roles[TOWN]) as connection:
        connection.autocommit = False
        yield connection
        connection.rollback()


def handed_in(role: psycopg.Connection[Any], entries: Entries) -> tuple[str, int]:
    lines = [line for entry in entries for line in entry]
    row = role.execute("SELECT answer, seq FROM zizhao.accept(%s)", (lines,)).fetchone()
    assert row is not None
    return row[0], row[1]


def sealed(entries: Entries) -> Entries:
    """Compute digests, links and hashes anew, as a forger would."""
    previous, made = "0" * 64, []
    for head, *rows in entries:
        said = json.loads(head[73:])
        said["digest"] = hashlib.sha256("".join(f"{row}\n" for row in rows).encode()).hexdigest()
        said["prev_hash"] = previous
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        previous = hashlib.sha256(text.encode()).hexdigest()
        made.append([f"journal {previous} {text}", *rows])
    return made


def test_whole_entries_are_accepted(role: psycopg.Connection[Any], sent: Entries) -> None:
    assert handed_in(role, sent[:2]) == ("accepted", 2)
    assert handed_in(role, sent[:2]) == ("same", 2)
    assert handed_in(role, sent[1:]) == ("accepted", 4)
    assert sealed(sent) == sent


def test_entries_that_do_not_follow(role: psycopg.Connection[Any], sent: Entries) -> None:
    assert handed_in(role, sent[1:]) == ("gap", 2)
    assert handed_in(role, sent[:1]) == ("accepted", 1)
    assert handed_in(role, sent[2:]) == ("gap", 3)


def altered(entries: Entries, place: int, line: int, change: Callable[[str], str]) -> Entries:
    made = [[*entry] for entry in entries]
    assert change(made[place][line]) != made[place][line]
    made[place][line] = change(made[place][line])
    return made


@pytest.mark.parametrize(
    ("place", "line", "change"),
    [
        (1, 0, lambda text: text.replace("陈科旭", "陈科旨")),
        (1, 1, lambda text: text.replace("灭火器", "灭火品")),
        (1, 1, lambda _: "hazard_version[20220000001]"),
        (1, 0, lambda text: text.replace("journal ", "journal 0", 1)),
        (1, 0, lambda text: text.replace(',"actor"', ', "actor"')),
    ],
)
def test_an_entry_whose_hashes_do_not_hold(
    role: psycopg.Connection[Any],
    sent: Entries,
    place: int,
    line: int,
    change: Callable[[str], str],
) -> None:
    assert handed_in(role, altered(sent, place, line, change)) == ("broken", 2)
    assert role.execute("SELECT entries FROM zizhao.standing()").fetchone() == (0,)


def test_rows_that_were_added_or_left_out(role: psycopg.Connection[Any], sent: Entries) -> None:
    assert handed_in(role, [sent[0], [*sent[1], sent[1][1]], *sent[2:]]) == ("broken", 2)
    assert handed_in(role, [sent[0], sent[1][:1], *sent[2:]]) == ("broken", 2)


def test_another_order_of_the_keys_is_another_text(
    role: psycopg.Connection[Any], sent: Entries
) -> None:
    """Its hash would hold, but no ledger writes it so: two texts would be one entry."""
    said = json.loads(sent[0][0][73:])
    text = (
        json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=False)[:-1]
        + ',"x":"1"}'
    )
    link = hashlib.sha256(text.encode()).hexdigest()
    assert handed_in(role, [[f"journal {link} {text}", *sent[0][1:]]]) == ("broken", 1)


def test_a_row_that_says_it_is_of_another_entry(
    role: psycopg.Connection[Any], sent: Entries
) -> None:
    forged = altered(sent, 2, 1, lambda text: text.replace(',3,"', ',2,"'))
    assert handed_in(role, sealed(forged)) == ("broken", 3)


def test_a_time_that_runs_backwards(role: psycopg.Connection[Any], sent: Entries) -> None:
    forged = altered(
        sent, 2, 0, lambda text: text.replace('"recorded_at":"20', '"recorded_at":"19')
    )
    assert handed_in(role, sealed(forged)) == ("broken", 3)


def test_keys_do_not_reach_into_another_town(role: psycopg.Connection[Any], sent: Entries) -> None:
    forged = altered(
        sent, 1, 1, lambda text: text.replace("[20220000001,", f"[{10**12 + 20220000001},")
    )
    assert handed_in(role, sealed(forged)) == ("broken", 1)
    assert role.execute("SELECT entries FROM zizhao.standing()").fetchone() == (0,)


def test_what_a_newer_program_wrote(role: psycopg.Connection[Any], sent: Entries) -> None:
    longer = altered(sent, 3, 1, lambda text: text[:-1] + ',"new"]')
    assert handed_in(role, sealed(longer)) == ("newer", 4)
    another = altered(sent, 3, 1, lambda text: text.replace("remark[", "drill["))
    assert handed_in(role, sealed(another)) == ("newer", 4)


@pytest.mark.parametrize(
    "change",
    [
        ("[20220000001,", "[ 20220000001,"),
        ("[20220000001,", '["20220000001",'),
        ("[20220000001,", "[2022e7,"),
        ("灭火器", "\\u706d火器"),
        ("灭火器", "灭火器\\u0000"),
        ('"灭火器过期"', '["灭火器过期"]'),
        ("]", ",null]"),
        ('"2022-05-05"', '"2022-02-31"'),
        ('"2022-05-05"', '"2022-5-05"'),
        ('"general"', '"grave"'),
        ('"registered"', '"forgotten"'),
    ],
)
def test_rows_as_no_ledger_writes_them(
    role: psycopg.Connection[Any], sent: Entries, change: tuple[str, str]
) -> None:
    """Their hashes hold; but what is kept would not give them again, or no report could read it."""
    forged = altered(sent, 1, 1, lambda text: text.replace(*change))
    assert handed_in(role, sealed(forged)[:2])[0] == "broken"
    assert role.execute("SELECT entries FROM zizhao.standing()").fetchone() == (0,)
    assert handed_in(role, sent) == ("accepted", 4)


@pytest.mark.parametrize("number", ["02", " 2", "+2", "0", "-1", "2.0"])
def test_numbers_of_entries_as_no_ledger_writes_them(
    role: psycopg.Connection[Any], sent: Entries, number: str
) -> None:
    forged = altered(sent, 1, 0, lambda text: text.replace('"seq":"2"', f'"seq":"{number}"'))
    assert handed_in(role, sealed(forged))[0] == "broken"


def test_nothing_comes_before_the_first_entry(role: psycopg.Connection[Any], sent: Entries) -> None:
    """Else a town that was taken up by its identity could be given any ledger."""
    before = altered(sent[:1], 0, 0, lambda text: text.replace('"seq":"1"', '"seq":"0"'))
    assert handed_in(role, sealed([before[0], *sent])) == ("broken", 1)


def test_a_town_that_ends_no_transaction_keeps_no_other_waiting(
    role: psycopg.Connection[Any], sent: Entries, district: District, tmp_path: Path
) -> None:
    other = new_ledger(tmp_path / "other")
    other.ok("push", district.of(OTHER))
    assert handed_in(role, sent) == ("accepted", 4)
    hazard(other)
    run = other("push", district.of(OTHER), env={"ZIZHAO_BUSY_SECONDS": "1"})
    assert run.code == 0, run.err


def test_two_towns_that_push_one_ledger_at_once(
    role: psycopg.Connection[Any], sent: Entries, server: Server, tmp_path: Path
) -> None:
    """The second waits for the first, and is told that the ledger is taken; one with another ledger does not wait."""
    del role
    district = District.made(server, tmp_path, TOWN, OTHER, "白水镇")
    with (
        server.connect(district.name, district.roles[TOWN]) as first,
        server.connect(district.name, district.roles[OTHER]) as second,
        ThreadPoolExecutor() as pool,
    ):
        first.autocommit = False
        assert handed_in(first, sent) == ("accepted", 4)
        waiting = pool.submit(handed_in, second, sent)
        with server.connect() as looking:
            blocked = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            while looking.execute(blocked).fetchone() == (0,):
                assert not waiting.done(), waiting.result()
        another = new_ledger(tmp_path / "another")
        another.ok("push", district.of("白水镇"))
        first.commit()
        assert waiting.result() == ("taken", 1)


@pytest.mark.parametrize("lines", [[], ["x"], ["journal x {}"], ["remark[1]"], [""]])
def test_nonsense(role: psycopg.Connection[Any], lines: list[str]) -> None:
    assert handed_in(role, [lines])[0] == "broken"
    assert role.execute("SELECT entries FROM zizhao.standing()").fetchone() == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM zizhao.journal",
        "SELECT * FROM zizhao.town",
        "SELECT * FROM zizhao.refused",
        "UPDATE zizhao.town SET pushed_by = session_user",
        "INSERT INTO zizhao.receipt VALUES (1, 1, 1, '', '', '')",
        "SELECT zizhao.accept_of(2, ARRAY['x'])",
        "SELECT zizhao.give_receipt(1, 'x', 1, 'x')",
        "SELECT zizhao.take_up_anew(1, 0, '{}')",
        "SELECT zizhao.keep_file_of(2, 'x')",
        "SELECT zizhao.keep_aside(1, 'x', 1, ARRAY['x'])",
        "CREATE TABLE zizhao.x (a int)",
        "CREATE FUNCTION zizhao.x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SET ROLE postgres",
    ],
)
def test_the_role_of_a_town_may_do_nothing_else(
    role: psycopg.Connection[Any], statement: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        role.execute(statement.encode())


def test_a_table_of_the_callers_own_does_not_run_with_the_rights_of_the_owner(
    role: psycopg.Connection[Any], sent: Entries, district: District
) -> None:
    """A temporary table of the name that the function uses, with a trigger that would make its maker the owner of all."""
    role.execute(
        "CREATE TEMP TABLE sent (n bigint, entry bigint, name text, content text, hash text, said jsonb)"
    )
    role.execute(
        "CREATE FUNCTION pg_temp.evil() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN UPDATE zizhao.town SET name = 'owned' WHERE town = 1; RETURN NEW; END $$"
    )
    role.execute(
        "CREATE TRIGGER t BEFORE INSERT ON sent FOR EACH ROW EXECUTE FUNCTION pg_temp.evil()"
    )
    try:
        handed_in(role, sent)
    except psycopg.Error:
        pass
    else:
        role.commit()
    assert {TOWN, OTHER} == set(json_names(district))


def json_names(district: District) -> list[str]:
    return [row["town"] for row in district("towns", "--format", "json").json["rows"]]


def test_what_another_role_asks_is_not_this_town(
    role: psycopg.Connection[Any], sent: Entries, district: District
) -> None:
    del role
    with district.server.connect(district.name, district.roles[OTHER]) as other:
        assert other.execute("SELECT name FROM zizhao.standing()").fetchone() == (OTHER,)
    district.server.role(f"{district.name}_nobody")
    with district.server.connect(district.name) as owner:
        owner.execute(f"GRANT USAGE ON SCHEMA zizhao TO {district.name}_nobody".encode())
    with (
        district.server.connect(district.name, f"{district.name}_nobody") as nobody,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        handed_in(nobody, sent)
