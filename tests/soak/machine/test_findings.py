"""What work in any order has brought to light."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.intake.office import Office
from tests.ledger.officer import copy_of, set_up
from zizhao_cli.errors import ZizhaoError
from zizhao_cli.ledger.batches import undo_batch
from zizhao_cli.ledger.units import add_unit

if TYPE_CHECKING:
    from pathlib import Path

ON = date(2022, 5, 1)
DAYS = ["2022-04-24", "2022-04-25", "2022-05-02"]
ROW = "编号,单位,条款,检查日期\n甲-1,桂香村,6,2022-05-01\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with a check that came in a batch since undone."""
    folder = tmp_path / "office"
    folder.mkdir()
    office = Office(copy_of(set_up(tmp_path / "ledger.db"), folder))
    batch = office.takes(ROW).receipt.batch
    undo_batch(office.session, str(batch), "拿错了")
    return office


def test_a_check_of_an_undone_batch_is_voided_already(office: Office) -> None:
    with pytest.raises(ZizhaoError):
        office.void_check("JC-2022-00001")


def test_a_source_id_of_an_undone_batch_is_free(office: Office) -> None:
    assert office.check(source_id="甲-1", checked_on="2022-05-01") == "JC-2022-00002"


def test_no_hazard_comes_of_a_check_of_an_undone_batch(office: Office) -> None:
    with pytest.raises(ZizhaoError):
        office.hazard(check="JC-2022-00001", found_on="2022-05-01")


def test_an_import_adds_no_second_unit_of_a_name_in_a_village(office: Office) -> None:
    given = {"code": "E1", "name": "甲厂", "kind": "enterprise", "parent": "桂香村"}
    add_unit(office.session, given, ON)
    with pytest.raises(ZizhaoError):
        add_unit(office.session, {**given, "code": "E2"}, ON)
    office.refuses("代码,名称,类别,所在村\nE2,甲厂,企业,桂香村\n", form="unit")


def test_a_correction_that_lies_before_a_step_counts_from_its_day(office: Office) -> None:
    """It takes nothing that was recorded before it into the past."""
    no = office.hazard()
    office.plan(no, "2022-05-02", funds="5000")
    office.edit(no, "2022-04-25", title="改正")
    told = {day: office.rows("hazards", date.fromisoformat(day))[0] for day in DAYS}
    assert [(row["title"], row["state"]) for row in told.values()] == [
        ("疏散通道堆放杂物", "registered"),
        ("改正", "registered"),
        ("改正", "rectifying"),
    ]


@pytest.mark.parametrize("source_id", ["乙-1", ""])
def test_a_row_that_says_what_was_put_right_is_known(office: Office, source_id: str) -> None:
    """So is the row as it was: neither is a second hazard."""
    head = "编号,单位,条款,检查日期,隐患,限期,责任人\n"
    row = f"{head}{source_id},桂香村,6,2022-05-01,灯不亮,2022-05-20,张静\n"
    office.takes(row, form="hazard")
    office.extend("YH-2022-0001", "2022-06-01", "2022-05-10")
    office.replace("YH-2022-0001", unit="先进村")
    for again in (row, row.replace("桂香村", "先进村")):
        assert office.takes(again, form="hazard").counts == (1, 0, 1, 0)
