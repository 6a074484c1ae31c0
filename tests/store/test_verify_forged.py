"""Somebody who computes the whole chain anew is still held to the rules."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.store.damage import query, rewrite
from zizhao_cli.ledger.units import edit_unit
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ledger.officer import Officer

BOTH = ("hazard", "hazard_version")
FORGED = {
    "closed from the first day on": (
        "state = 'closed', closed_on = '2022-04-20'",
        "state 是 'closed'，登记时应是 'registered'",
    ),
    "given a later first deadline": (
        "due_on = '2023-01-01'",
        "original_due_on 是 2022-05-05，登记时应是 2023-01-01",
    ),
    "registered as extended": ("extensions = 1", "extensions 是 1，登记时应是 0"),
    "registered on another day": ("last_step_on = '2022-04-21'", "last_step_on 是 2022-04-21"),
}


def problems(path: Path) -> str:
    return "\n".join(f"{found.record}: {found.problem}" for found in verify(path).findings)


@pytest.mark.parametrize("what", FORGED)
def test_a_registration(officer: Officer, what: str) -> None:
    officer.hazard()
    change, told = FORGED[what]
    rewrite(officer.path, *(f"UPDATE {table} SET {change}" for table in BOTH))
    assert f"YH-2022-0001 第 1 步: {told}" in problems(officer.path)


def test_a_chain_that_was_forged_without_breaking_a_rule_is_clean(officer: Officer) -> None:
    """So the tests of this file see the rules, not the forging; only an anchor tells here."""
    officer.hazard()
    rewrite(officer.path, *(f"UPDATE {table} SET title = '别的'" for table in BOTH))
    assert problems(officer.path) == ""


@pytest.mark.parametrize(
    "to", ['{"state": "closed"}', '{"unit_id": 2}', '{"due_on": "2023-01-01"}', '{"extensions": 3}']
)
def test_a_correction_of_what_is_not_corrected(officer: Officer, to: str) -> None:
    no = officer.hazard()
    officer.edit(no, "2022-05-01", title="改正")
    rewrite(
        officer.path,
        f"UPDATE hazard_version SET detail = json_set(detail, '$.to', json('{to}')) WHERE step_no = 2",
    )
    assert "YH-2022-0001 第 2 步: 按规则不能成立" in problems(officer.path)


def test_an_extension_that_calls_itself_a_recount(officer: Officer) -> None:
    no = officer.hazard()
    officer.extend(no, "2022-06-01", "2022-05-01")
    detail = "json_object('step', 'recount', 'on', json_extract(detail, '$.on'), 'due', json_extract(detail, '$.due'))"
    rewrite(
        officer.path,
        f"UPDATE hazard_version SET extensions = 0, step = 'recount', detail = {detail} WHERE step_no = 2",
        "UPDATE hazard SET extensions = 0",
    )
    assert "YH-2022-0001 第 2 步: 按规则不能成立" in problems(officer.path)


@pytest.mark.parametrize(("past", "on"), [("past_rectification", 2), ("past_review", 3)])
def test_a_past_step_that_no_import_wrote(officer: Officer, past: str, on: int) -> None:
    no = officer.hazard()
    officer.rectify(no, "2022-05-01")
    officer.review(no, "2022-05-02")
    detail = f"json_remove(json_set(detail, '$.step', '{past}'), '$.reviewer_unit_id')"
    rewrite(
        officer.path,
        f"UPDATE hazard_version SET step = '{past}', detail = {detail} WHERE step_no = {on}",
    )
    assert "只由导入和撤销写入" in problems(officer.path)


def test_a_hazard_struck_out_as_if_with_a_batch(officer: Officer) -> None:
    officer.void(officer.hazard(), "2022-05-01")
    rewrite(
        officer.path,
        "UPDATE hazard_version SET step = 'undo', detail = json_remove(json_set(detail, '$.step', 'undo'), "
        "'$.acted_by', '$.acted_on', '$.approved_by') WHERE step_no = 2",
    )
    assert "撤销导入只由导入和撤销写入" in problems(officer.path)


@pytest.mark.parametrize("change", ["step = 'review'", "effective_on = '2022-04-30'"])
def test_a_step_that_is_labelled_otherwise(officer: Officer, change: str) -> None:
    """Reports go by the label."""
    officer.rectify(officer.hazard(), "2022-05-01")
    rewrite(officer.path, f"UPDATE hazard_version SET {change} WHERE step_no = 2")
    assert "YH-2022-0001 第 2 步: 步骤和日期是" in problems(officer.path)


@pytest.mark.parametrize("change", ["step_no = 3 WHERE step_no = 2", "seq = 2 WHERE step_no = 2"])
def test_a_gap_in_a_life_or_a_step_before_its_time(officer: Officer, change: str) -> None:
    officer.void(officer.hazard(), "2022-05-01")
    officer.rectify(officer.hazard(), "2022-05-01")
    ((last,),) = query(officer.path, "SELECT max(id) FROM hazard")
    rewrite(officer.path, f"UPDATE hazard_version SET {change} AND id = {last}")
    assert "YH-2022-0002 第 " in problems(officer.path)
    assert "次序不对" in problems(officer.path)


def test_an_entry_dated_before_the_one_before(officer: Officer) -> None:
    officer.hazard()
    rewrite(
        officer.path, "UPDATE journal SET recorded_at = '2001-01-01T00:00:00+08:00' WHERE seq = 2"
    )
    assert "日志 2: 记录时间是 2001-01-01T00:00:00+08:00，应不早于上一条的" in problems(
        officer.path
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("last_step_on = '2022-W16-3'", "不是 YYYY-MM-DD：'2022-W16-3'"),
        ("supervised = 2", "不是 0、1：2"),
    ],
)
def test_a_value_that_no_program_writes_so(officer: Officer, change: str, told: str) -> None:
    """Reports compare days as text."""
    officer.hazard()
    rewrite(officer.path, *(f"UPDATE {table} SET {change}" for table in BOTH))
    assert told in problems(officer.path)


@pytest.mark.parametrize("detail", ["[]", "null", "1", '"x"', "[" * 5000])
@pytest.mark.parametrize("step", [1, 2])
def test_a_step_that_says_nothing_readable_hides_no_other(
    officer: Officer, detail: str, step: int
) -> None:
    first, second = officer.hazard(), officer.hazard()
    officer.rectify(first, "2022-05-01")
    officer.rectify(second, "2022-05-01")
    rewrite(
        officer.path,
        f"UPDATE hazard_version SET detail = '{detail}' WHERE id % 1000 = 1 AND step_no = {step}",
        "UPDATE hazard_version SET step = 'review' WHERE id % 1000 = 2 AND step_no = 2",
    )
    found = problems(officer.path)
    assert f"YH-2022-0001 第 {step} 步: 按规则不能成立" in found
    assert "YH-2022-0002 第 2 步: 步骤和日期是" in found


def test_a_change_of_a_unit_that_conceals_its_step(officer: Officer) -> None:
    edit_unit(officer.session, "GXC", {"note": "甲"}, date(2022, 5, 1))
    edit_unit(officer.session, "GXC", {"note": "乙"}, date(2022, 5, 2))
    assert problems(officer.path) == ""
    rewrite(officer.path, "UPDATE unit_version SET step = NULL, detail = NULL WHERE version_no = 3")
    assert "第 3 步: 没有步骤" in problems(officer.path)
