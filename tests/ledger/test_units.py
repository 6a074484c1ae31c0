"""The roll of units: add, edit, retire."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.records import (
    AmbiguousUnit,
    UnitHasOpenHazards,
    UnitInItself,
    UnitRetired,
    UnitTaken,
    UnknownUnit,
)
from zizhao_cli.domain.errors.steps import NothingToChange
from zizhao_cli.domain.errors.values import BlankText
from zizhao_cli.errors import ZizhaoError
from zizhao_cli.ledger.units import edit_unit, retire_unit
from zizhao_cli.report.units import unit_record
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    from tests.ledger.officer import Officer

DAY = date(2022, 6, 1)


def seen(officer: Officer, text: str) -> dict[str, Any]:
    with reading(officer.path) as connection:
        return unit_record(connection, text)


def count(officer: Officer) -> tuple[int, int]:
    """Return how many units and journal entries there are."""
    return officer.known("SELECT (SELECT count(*) FROM unit), (SELECT count(*) FROM journal)")[0]


def edit(officer: Officer, code: str, **given: Any) -> str:
    return edit_unit(officer.session, code, given, DAY)[0].after.code


def retire(officer: Officer, code: str, reason: str = "已关闭") -> str:
    return retire_unit(officer.session, code, reason, DAY)[0].after.code


def test_add(officer: Officer) -> None:
    given = {"aliases": ["超市"], "parent": "桂香", "supervisor": "应急办", "phone": "023-1"}
    assert officer.unit("CS1", "幸福超市", **given) == "CS1"
    unit = seen(officer, "超市")
    assert (unit["name"], unit["parent"], unit["supervisor"]) == ("幸福超市", "桂香村", "应急办")
    assert (unit["kind"], unit["active"], unit["phone"]) == ("enterprise", True, "023-1")
    assert unit["contact"] is None


@pytest.mark.parametrize("code", ["GXC", "gxc", "Gxc"])
def test_a_code_in_use(officer: Officer, code: str) -> None:
    before = count(officer)
    with pytest.raises(UnitTaken) as refused:
        officer.unit(code, "另一个村")
    assert "桂香村（GXC）" in refused.value.sentence
    assert count(officer) == before


@pytest.mark.parametrize("name", ["桂香村", "桂 香 村"])
def test_a_name_in_use_in_the_same_place(officer: Officer, name: str) -> None:
    with pytest.raises(UnitTaken):
        officer.unit("X1", name)


def test_one_name_in_two_villages(officer: Officer) -> None:
    officer.unit("CS1", "幸福超市", parent="GXC")
    officer.unit("CS2", "幸福超市", parent="XJC")
    with pytest.raises(AmbiguousUnit):
        officer.hazard(unit="幸福超市")
    assert officer.record(officer.hazard(unit="CS2"))["unit_code"] == "CS2"
    with pytest.raises(UnitTaken):
        officer.unit("CS3", "幸福超市", parent="桂香村")


def test_an_unknown_parent_is_refused(officer: Officer) -> None:
    with pytest.raises(UnknownUnit):
        officer.unit("CS1", "幸福超市", parent="无此村")


def test_edit_changes_what_is_given(officer: Officer) -> None:
    before = seen(officer, "GXC")
    assert edit(officer, "桂香", contact="李四", sector="消防") == "GXC"
    assert seen(officer, "GXC") == {**before, "contact": "李四", "sector": "消防"}


def test_aliases_are_replaced(officer: Officer) -> None:
    edit(officer, "GXC", aliases=["老桂香"])
    assert seen(officer, "老桂香")["code"] == "GXC"
    with pytest.raises(UnknownUnit):
        seen(officer, "桂香")


def test_an_empty_text_clears_an_optional_field(officer: Officer) -> None:
    assert seen(officer, "GXC")["note"] == "待办公室核实"
    edit(officer, "GXC", note="")
    assert seen(officer, "GXC")["note"] is None


@pytest.mark.parametrize("given", [{"name": " "}, {"contact": "\u3000"}])
def test_a_blank_text_is_refused(officer: Officer, given: dict[str, str]) -> None:
    with pytest.raises(BlankText):
        edit(officer, "GXC", **given)


@pytest.mark.parametrize("field", ["name", "kind"])
def test_a_required_field_is_not_cleared(officer: Officer, field: str) -> None:
    with pytest.raises(Refused):
        edit(officer, "GXC", **{field: ""})


@pytest.mark.parametrize("given", [{}, {"name": "桂香村"}, {"active": True}])
def test_nothing_to_change(officer: Officer, given: dict[str, Any]) -> None:
    before = count(officer)
    with pytest.raises(NothingToChange):
        edit(officer, "GXC", **given)
    assert count(officer) == before


def test_a_unit_does_not_lie_in_itself(officer: Officer) -> None:
    officer.unit("A1", "甲", parent="GXC")
    officer.unit("A2", "乙", parent="A1")
    for parent in ("GXC", "A1", "A2"):
        with pytest.raises(UnitInItself):
            edit(officer, "GXC", parent=parent)
    with pytest.raises(UnitInItself):
        edit(officer, "GXC", supervisor="GXC")


def test_a_rename_to_a_name_in_use(officer: Officer) -> None:
    with pytest.raises(UnitTaken):
        edit(officer, "XJC", name="桂香村")


def test_a_unit_with_open_hazards_is_not_retired(officer: Officer) -> None:
    no = officer.hazard()
    with pytest.raises(UnitHasOpenHazards) as refused:
        retire(officer, "GXC")
    assert no in refused.value.sentence
    officer.rectify(no, "2022-05-01")
    with pytest.raises(UnitHasOpenHazards):
        retire(officer, "GXC")
    officer.review(no, "2022-05-02")
    assert retire(officer, "GXC") == "GXC"


@pytest.mark.parametrize("end", ["transfer", "void"])
def test_a_hazard_that_left_the_town_holds_nothing_up(officer: Officer, end: str) -> None:
    no = officer.hazard()
    getattr(officer, end)(no, "2022-05-01")
    assert retire(officer, "GXC") == "GXC"


def test_a_retired_unit_gets_no_records_but_keeps_its_own(officer: Officer) -> None:
    no = officer.check()
    retire(officer, "GXC")
    assert seen(officer, "GXC")["active"] is False
    for record in (officer.hazard, officer.check):
        with pytest.raises(UnitRetired):
            record()
    with pytest.raises(UnitRetired):
        retire(officer, "GXC")
    assert officer.known("SELECT no, unit_id FROM checks")[0][0] == no


def test_a_retired_unit_comes_back(officer: Officer) -> None:
    retire(officer, "GXC")
    edit(officer, "GXC", active=True)
    assert seen(officer, "GXC")["active"] is True
    assert officer.hazard() == "YH-2022-0001"


def test_a_retired_unit_does_not_come_back_beside_its_successor(officer: Officer) -> None:
    retire(officer, "GXC")
    officer.unit("GXC2", "桂香村")
    with pytest.raises(UnitTaken):
        edit(officer, "GXC", active=True)


@pytest.mark.parametrize("reason", ["", " ", "\u3000"])
def test_retiring_needs_a_reason(officer: Officer, reason: str) -> None:
    with pytest.raises(BlankText, match="停用理由"):
        retire(officer, "GXC", reason)


def test_every_version_of_a_unit_is_kept(officer: Officer) -> None:
    edit(officer, "GXC", name="新桂香村")
    retire(officer, "GXC")
    versions = officer.known(
        "SELECT version_no, name, active FROM unit_version WHERE code = 'GXC' ORDER BY version_no"
    )
    assert versions == [(1, "桂香村", 1), (2, "新桂香村", 1), (3, "新桂香村", 0)]


def test_an_unknown_unit_is_never_made_in_passing(officer: Officer) -> None:
    before = count(officer)
    for record in (officer.hazard, officer.check):
        with pytest.raises(ZizhaoError):
            record(unit="无此村")
    assert count(officer) == before
