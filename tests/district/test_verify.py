"""The district's own verification: whatever somebody with rights on the server changed is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.district.server import needs_postgresql
from tests.district.towns import District, hazard, new_ledger

if TYPE_CHECKING:
    from tests.district.server import Server

pytestmark = needs_postgresql
TOWN, OTHER = "紫照镇", "青山镇"
CHANGES = {
    "an entry": ("UPDATE journal SET actor = '别人' WHERE seq % 1000000000000 = 2", "日志 2"),
    "an entry that is gone": ("DELETE FROM journal WHERE seq % 1000000000000 = 2", "接不上"),
    "the last entry that is gone": (
        "DELETE FROM journal AS j USING town AS t WHERE j.town = t.town AND j.seq = t.town * 1000000000000 + t.entries",
        "区县库说收到第",
    ),
    "a row of a history": ("UPDATE hazard_version SET title = '别的' WHERE step_no = 1", "增减过"),
    "a row that is gone": ("DELETE FROM hazard_version WHERE step_no = 2", "增减过"),
    "a present row": ("UPDATE hazard SET due_on = '2029-01-01'", "对不上"),
    "a present row that is gone": ("DELETE FROM hazard", "对不上"),
    "a unit": ("UPDATE unit SET name = '别的' WHERE parent_id IS NULL", "对不上"),
    "a receipt": (
        "UPDATE receipt SET said = replace(said, 'accepted', 'accepteD') WHERE receipt = 1",
        "回执 1 号",
    ),
    "a receipt that is gone": ("DELETE FROM receipt WHERE receipt = 1", "接不上"),
    "the last receipt that is gone": (
        "DELETE FROM receipt WHERE receipt = (SELECT max(receipt) FROM receipt)",
        "区县库说的张数或最后一张",
    ),
    "what a receipt is looked up by": (
        "UPDATE receipt SET entries = 1 WHERE receipt = 2",
        "回执 2 号",
    ),
    "a receipt made anew with all that follow": (
        "UPDATE receipt SET said = replace(said, '\"what\"', '\"what\" '), hash = hashed(replace(said, '\"what\"', '\"what\" ')) WHERE receipt = 1",
        "镇里记着的回执",
    ),
    "which ledger a town is": ("UPDATE town SET identity = repeat('a', 64)", "第一条"),
    "when a town recorded last": (
        "UPDATE town SET recorded_at = '2099-01-01T00:00:00+08:00'",
        "最后一条的时间",
    ),
    "what was set aside": ("UPDATE set_aside SET row = '{}'", "另存的内容"),
    "what was set aside and is gone": ("DELETE FROM set_aside", "另存的内容"),
    "how far a town is held": ("UPDATE town SET entries = entries - 1", "区县库说收到第"),
}


@pytest.fixture(scope="module")
def district(server: Server, tmp_path_factory: pytest.TempPathFactory) -> District:
    """A district that holds two towns."""
    folder = tmp_path_factory.mktemp("d")
    district = District.made(server, folder, TOWN, OTHER)
    for name in (TOWN, OTHER):
        town = new_ledger(folder / district.roles[name])
        no = hazard(town, f"{name}灭火器过期")
        town.ok("hazard", "rectify", no, "--rectified-by", "王强", "--on", "2022-05-01")
        town.ok("push", district.of(name))
        town.ok("hazard", "note", no, "看过了")
        town.ok("push", district.of(name))
    district.ok("rejoin", OTHER, "--after", "3", "--reason", "试", "--approved-by", "周局")
    return district


def test_a_district_as_it_was_accepted_is_whole(district: District) -> None:
    run = district("verify")
    assert run.code == 0, run.out
    assert "核验通过：各镇日志共 8 条；回执 5 张" in run.out


@pytest.mark.parametrize("what", CHANGES)
def test_what_was_changed_is_found(district: District, what: str) -> None:
    """In a copy of the database."""
    statement, said = CHANGES[what]
    copy = f"{district.name}_{[*CHANGES].index(what)}"
    with district.server.connect() as server:
        server.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{district.name}"'.encode())
    with district.server.connect(copy) as raw:
        raw.execute("SET search_path = zizhao")
        assert raw.execute(statement.encode()).rowcount >= 1
    changed = District(district.server, district.folder, copy, district.roles)
    run = changed("verify")
    assert run.code == 4
    assert said in run.out
