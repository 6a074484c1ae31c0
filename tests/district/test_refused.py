"""Histories that do not go on from what the district holds: refused at the entry where they part, and kept aside."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Zizhao
from tests.district.server import needs_postgresql
from tests.district.towns import District, hazard, new_ledger
from tests.store.damage import rewrite, tamper

if TYPE_CHECKING:
    from pathlib import Path

    from tests.district.server import Server

pytestmark = needs_postgresql
TOWN, OTHER = "紫照镇", "青山镇"


@pytest.fixture
def district(server: Server, tmp_path: Path) -> District:
    """A district that has taken up two towns."""
    return District.made(server, tmp_path, TOWN, OTHER)


@pytest.fixture
def town(tmp_path: Path, district: District) -> Zizhao:
    """The ledger of a town with three hazards, as far as the second pushed."""
    zizhao = new_ledger(tmp_path / "town")
    hazard(zizhao, "灭火器一")
    shutil.copy(zizhao.db, tmp_path / "old.db")
    hazard(zizhao, "灭火器二")
    zizhao.ok("push", district.of(TOWN))
    hazard(zizhao, "灭火器三")
    return zizhao


def test_a_ledger_that_does_not_verify_is_not_pushed(district: District, town: Zizhao) -> None:
    tamper(town.db, "UPDATE hazard SET title = '别的' WHERE id = 20220000003")
    run = town("push", district.of(TOWN))
    assert run.code == 6
    assert "没有报送" in run.err
    assert district.held(TOWN) == 3


def test_a_history_that_was_rewritten(district: District, town: Zizhao) -> None:
    """All of it computed anew, receipt aside, so that the ledger itself would pass but for that."""
    tamper(town.db, "DELETE FROM journal WHERE action = 'district.receipt'")
    tamper(town.db, "UPDATE hazard_version SET seq = seq - 1 WHERE seq > 4")
    tamper(town.db, "UPDATE journal SET seq = seq - 1 WHERE seq > 4")
    rewrite(
        town.db,
        "UPDATE hazard SET due_on = '2022-12-31', original_due_on = '2022-12-31' WHERE id = 20220000002",
        "UPDATE hazard_version SET due_on = '2022-12-31', original_due_on = '2022-12-31' WHERE id = 20220000002",
    )
    run = town("push", district.of(TOWN))
    assert run.code == 3, run.err
    assert "从第 3 条起" in run.err
    assert district.held(TOWN) == 3
    (kept,) = district("refused", "--format", "json").json["rows"]
    assert (kept["town"], kept["seq"]) == (TOWN, 3)
    assert "2022-12-31" in district.ok("refused", kept["sha256"][:12])
    assert district("verify").code == 0


def test_the_receipt_tells_a_rewritten_history_without_the_district(
    district: District, town: Zizhao
) -> None:
    del district
    rewrite(
        town.db,
        "UPDATE hazard SET title = '别的' WHERE id = 20220000001",
        "UPDATE hazard_version SET title = '别的' WHERE id = 20220000001",
    )
    run = town("db", "verify")
    assert run.code == 4
    assert "区县" in run.out
    assert "收下的第 3 条" in run.out


def test_a_history_that_was_cut(district: District, town: Zizhao, tmp_path: Path) -> None:
    """An old backup instead of the ledger: told how to come level."""
    old = Zizhao(tmp_path / "old.db")
    run = old("push", district.of(TOWN))
    assert run.code == 3
    assert "只到第 2 条" in run.err
    assert "rejoin" in run.err
    town.ok("push", district.of(TOWN))


def test_a_fork_and_the_way_back(district: District, town: Zizhao, tmp_path: Path) -> None:
    del town
    old = Zizhao(tmp_path / "old.db")
    hazard(old, "插座二")
    hazard(old, "插座三")
    run = old("push", district.of(TOWN))
    assert run.code == 3
    assert "从第 3 条起" in run.err
    assert "--after 2" in run.err
    alone = district(
        "rejoin", TOWN, "--after", "2", "--reason", "恢复旧备份", "--approved-by", "区管"
    )
    assert alone.code == 3
    district.ok("rejoin", TOWN, "--after", "2", "--reason", "恢复旧备份", "--approved-by", "周局")
    assert district.held(TOWN) == 2
    assert district("verify").code == 0
    old.ok("push", district.of(TOWN))
    assert district.held(TOWN) == 4
    assert district("verify").code == 0
    with district.server.connect(district.name) as held:
        titles = held.execute("SELECT title FROM zizhao.hazard ORDER BY id").fetchall()
        aside = held.execute(
            "SELECT DISTINCT row ->> 'title' FROM zizhao.set_aside WHERE name = 'hazard_version'"
        )
        assert titles == [("灭火器一",), ("插座二",), ("插座三",)]
        assert aside.fetchall() == [("灭火器二",)]


def test_what_is_to_be_given_up_must_be_there(district: District, town: Zizhao) -> None:
    del town
    for after in ("3", "99"):
        run = district("rejoin", TOWN, "--after", after, "--reason", "试", "--approved-by", "周局")
        assert run.code == 3
    assert (
        district("rejoin", "无名镇", "--after", "1", "--reason", "试", "--approved-by", "周局").code
        == 3
    )


def test_a_town_under_anothers_name(district: District, town: Zizhao, tmp_path: Path) -> None:
    run = town("push", district.of(OTHER))
    assert run.code == 3
    assert "别的镇已经报过" in run.err
    assert district.held(OTHER) == 0
    other = new_ledger(tmp_path / "other")
    other.ok("push", district.of(OTHER))
    run = town("push", district.of(OTHER))
    assert run.code == 3
    assert "另一本账" in run.err
    assert {row["town"] for row in district("refused", "--format", "json").json["rows"]} == {OTHER}


def test_ledgers_that_were_begun_as_copies_of_one_file(district: District, tmp_path: Path) -> None:
    one = new_ledger(tmp_path / "one")
    (tmp_path / "two").mkdir()
    shutil.copy(one.db, tmp_path / "two/ledger.db")
    two = Zizhao(tmp_path / "two/ledger.db")
    hazard(one, "灭火器甲")
    hazard(two, "灭火器乙")
    one.ok("push", district.of(TOWN))
    two.ok("push", district.of(OTHER))
    assert district("verify").code == 0
    parcel = str(tmp_path / "p.txt")
    hazard(one, "灭火器丙")
    one.ok("push", "--file", parcel)
    assert "几个镇共同的开头" in district("accept", parcel).err
    assert district("accept", parcel, "--town", OTHER).code == 3
    district.ok("accept", parcel, "--town", TOWN)


def test_a_town_that_was_taken_up_by_its_identity(
    server: Server, tmp_path: Path, town: Zizhao
) -> None:
    district = District.made(server, tmp_path / "x", TOWN)
    server.role(f"{district.name}_by_id")
    identity = town("journal", "show", "1", "--format", "json").json["hash"]
    assert district("add", OTHER, "--role", f"{district.name}_by_id", "--identity", "123").code == 3
    district.ok("add", OTHER, "--role", f"{district.name}_by_id", "--identity", identity)
    another = new_ledger(tmp_path / "another")
    address = server.address(district.name, f"{district.name}_by_id")
    assert "另一本账" in another("push", address).err
    town.ok("push", address)
