"""Batches: one for all files of a call, undone whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.intake.office import GOOD, HAZARDS, HEAD
from zizhao_cli.domain.errors import Refused
from zizhao_cli.ledger.batches import undo_batch

if TYPE_CHECKING:
    from tests.intake.office import Office

FOUND = "单位,条款,检查日期,隐患\n桂香村,6,2022-05-01,堵塞\n丁厂,6,2022-05-01,\n"
BATCH = "PC-2022-0001"


@pytest.fixture
def imported(office: Office) -> Office:
    """An office that imported a check, a failed check, a hazard and a new unit in one batch."""
    office.takes(FOUND, new_units="site")
    return office


def undo(office: Office) -> str:
    (undone,) = undo_batch(office.session, BATCH, "重复")
    return undone


def test_undo_voids_all_that_the_batch_wrote(imported: Office) -> None:
    assert undo(imported) == BATCH
    assert imported.hazards("state") == ["voided"]
    assert imported.known("SELECT active FROM unit WHERE kind = 'site'") == [(0,)]
    assert imported.known("SELECT count(*) FROM batch_undo") == [(1,)]


def test_what_was_undone_may_be_imported_again(office: Office) -> None:
    text = FOUND.replace("丁厂", "先进村")
    office.takes(text)
    undo(office)
    assert office.takes(text).counts == (2, 2, 0, 0)
    assert office.takes(text).counts == (2, 0, 2, 0)
    assert office.hazards("state") == ["voided", "registered"]


def test_what_was_undone_with_its_new_units_may_be_imported_again(imported: Office) -> None:
    undo(imported)
    assert imported.takes(FOUND, new_units="site").counts == (2, 2, 0, 0)


def test_undo_leaves_other_batches_alone(imported: Office) -> None:
    imported.takes(HAZARDS + "桂香村,6,2022-05-01,漏电,一般,,张静\n", form="hazard")
    undo(imported)
    assert imported.hazards("state") == ["voided", "registered"]


def test_only_once(imported: Office) -> None:
    undo(imported)
    with pytest.raises(Refused, match="已经撤销"):
        undo(imported)


@pytest.mark.parametrize("work", ["rectify", "void hazard", "void check", "use unit", "edit"])
def test_not_where_later_work_touched_it(imported: Office, work: str) -> None:
    if work == "rectify":
        imported.rectify("YH-2022-0001", "2022-05-10", by="张静")
    elif work == "void hazard":
        imported.void("YH-2022-0001", "2022-05-10")
    elif work == "void check":
        imported.void_check("JC-2022-00002")
    elif work == "use unit":
        imported.check(unit="丁厂")
    else:
        imported.edit("YH-2022-0001", "2022-05-10", "笔误", location="二楼")
    before = imported.path.read_bytes()
    with pytest.raises(Refused, match="后来又办过事"):
        undo(imported)
    assert imported.path.read_bytes() == before


@pytest.mark.parametrize("no", ["PC-2022-0009", "JC-2022-00001", "1"])
def test_an_unknown_batch(imported: Office, no: str) -> None:
    with pytest.raises(Refused):
        undo_batch(imported.session, no, "重复")


@pytest.mark.parametrize("reason", ["", " "])
def test_not_without_a_reason(imported: Office, reason: str) -> None:
    with pytest.raises(Refused):
        undo_batch(imported.session, BATCH, reason)


def test_an_import_that_writes_nothing_is_no_batch(imported: Office) -> None:
    imported.takes(FOUND, new_units="site")
    assert imported.known("SELECT no FROM batch") == [(BATCH,)]


def test_a_later_file_that_rests_on_an_undone_one_is_new(office: Office) -> None:
    office.takes(HEAD + GOOD)
    assert office.takes(HEAD + GOOD * 2).counts == (2, 1, 1, 0)
    undo(office)
    assert office.takes(HEAD + GOOD * 2).counts == (2, 1, 1, 0)
