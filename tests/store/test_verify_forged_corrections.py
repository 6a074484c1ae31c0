"""Somebody who computes the whole chain anew is still held to the rules of what is taken back, corrected and replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.damage import query, rewrite
from zizhao_cli.ledger import checks
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ledger.officer import Officer

REVIEWER, APPROVER, RECORDER = "刘和平", "石世文", "陈科旭"


def problems(path: Path) -> str:
    return "\n".join(f"{found.record}: {found.problem}" for found in verify(path).findings)


def set_in_detail(path: Path, where: str, *changes: str) -> None:
    """Change what a step says of itself, and compute the chain anew."""
    for change in changes:
        rewrite(path, f"UPDATE hazard_version SET detail = {change} WHERE {where}")


@pytest.fixture
def taken_back(officer: Officer) -> Officer:
    """An officer who took back that a hazard was closed; the retraction is step 4."""
    no = officer.hazard()
    officer.rectify(no, "2022-05-01")
    officer.review(no, "2022-05-03", reviewer=REVIEWER)
    officer.retract(no, approved_by=APPROVER)
    assert problems(officer.path) == ""
    return officer


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("json_remove(detail, '$.approved_by')", "须经批准"),
        ("json_remove(detail, '$.acted_by')", "须经批准"),
        (f"json_set(detail, '$.approved_by', '{REVIEWER}')", "复查人和批准人不能是同一个人"),
        (f"json_set(detail, '$.approved_by', '{RECORDER}')", "记账人和批准人不能是同一个人"),
    ],
)
def test_a_closing_taken_back_by_one_alone(taken_back: Officer, change: str, told: str) -> None:
    set_in_detail(taken_back.path, "step_no = 4", change)
    found = problems(taken_back.path)
    assert "YH-2022-0001 第 4 步: 按规则不能成立" in found
    assert told in found


def test_a_retraction_of_another_day_than_its_step(taken_back: Officer) -> None:
    rewrite(
        taken_back.path,
        "UPDATE hazard_version SET effective_on = '2022-05-02', detail = json_set(detail, '$.on', '2022-05-02') "
        "WHERE step_no = 4",
    )
    assert "YH-2022-0001 第 4 步: 按规则不能成立" in problems(taken_back.path)


@pytest.mark.parametrize("retracts", [1, 4, 9])
def test_a_retraction_of_what_is_no_step(taken_back: Officer, retracts: int) -> None:
    set_in_detail(taken_back.path, "step_no = 4", f"json_set(detail, '$.retracts', {retracts})")
    assert "YH-2022-0001 第 4 步: 按规则不能成立" in problems(taken_back.path)


# --- rows that tell a step anew -----------------------------------------------------------------------


@pytest.fixture
def told_anew(officer: Officer) -> Officer:
    """An officer who mended a life of three steps; rows 5 and 6 tell steps 2 and 3 anew."""
    no = officer.hazard()
    officer.plan(no, "2022-04-22", funds="5000")
    officer.rectify(no, "2022-05-01")
    officer.edit(no, title="出口堵塞")
    restated = query(officer.path, "SELECT step_no, restates FROM hazard_version WHERE restates")
    assert restated == [(5, 2), (6, 3)]
    assert problems(officer.path) == ""
    return officer


def test_a_row_told_anew_that_is_left_out(told_anew: Officer) -> None:
    rewrite(told_anew.path, "DELETE FROM hazard_version WHERE step_no = 6")
    assert "少了重述第 3 步的一行" in problems(told_anew.path)


def test_a_row_told_anew_that_is_left_out_between_others(told_anew: Officer) -> None:
    rewrite(
        told_anew.path,
        "DELETE FROM hazard_version WHERE step_no = 5",
        "UPDATE hazard_version SET step_no = 5 WHERE step_no = 6",
    )
    found = problems(told_anew.path)
    assert "应重述第 2 步" in found
    assert "少了重述第 3 步的一行" in found


@pytest.mark.parametrize("restates", [2, 3])
def test_a_row_told_anew_that_nothing_asks_for(told_anew: Officer, restates: int) -> None:
    names = [name for _, name, *_ in query(told_anew.path, "PRAGMA table_info(hazard_version)")]
    others = {"step_no": "7", "restates": str(restates)}
    values = ", ".join(others.get(name, f'"{name}"') for name in names)
    rewrite(
        told_anew.path,
        f"INSERT INTO hazard_version SELECT {values} FROM hazard_version WHERE step_no = 6",
    )
    assert f"第 7 步: 多出的一行：重述第 {restates} 步" in problems(told_anew.path)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("title = '别的'", "title 是 '别的'"),
        ("due_on = '2023-01-01'", "due_on 是 2023-01-01"),
        ("state = 'closed'", "state 是 'closed'"),
        ("restates = 2", "应重述第 3 步"),
        ("effective_on = '2022-04-30'", "应重述第 3 步"),
        ("step = 'plan'", "应重述第 3 步"),
        ("detail = json_set(detail, '$.rectified_by', '石世文')", "应重述第 3 步"),
        ("restates = NULL", "按规则不能成立"),
    ],
)
def test_a_row_told_anew_that_says_something_else(
    told_anew: Officer, change: str, told: str
) -> None:
    rewrite(told_anew.path, f"UPDATE hazard_version SET {change} WHERE step_no = 6")
    found = problems(told_anew.path)
    assert "YH-2022-0001 第 6 步: " in found
    assert told in found


# --- replacements and what is struck out --------------------------------------------------------------


@pytest.fixture
def replaced(officer: Officer) -> Officer:
    """An officer who replaced hazard 1, which was extended, by hazard 2."""
    no = officer.hazard()
    officer.extend(no, "2022-06-01", "2022-05-01")
    assert officer.replace(no, unit="XJC") == "YH-2022-0002"
    assert problems(officer.path) == ""
    return officer


OLD, NEW = "id % 1000 = 1 AND step_no = 3", "id % 1000 = 2 AND step_no = 1"


@pytest.mark.parametrize(
    ("where", "change"),
    [
        (NEW, "json_set(detail, '$.replaces', 'YH-2022-0003')"),
        (OLD, "json_set(detail, '$.replaced_by', 'YH-2022-0003')"),
    ],
)
def test_a_replacement_that_names_another(replaced: Officer, where: str, change: str) -> None:
    set_in_detail(replaced.path, where, change)
    assert "两边记的对不上" in problems(replaced.path)


def test_a_replacement_that_does_not_name_what_it_replaces(replaced: Officer) -> None:
    set_in_detail(replaced.path, NEW, "json_remove(detail, '$.replaces')")
    assert "YH-2022-0001 换成 YH-2022-0002: 两边记的对不上" in problems(replaced.path)


def test_a_replacement_that_calls_itself_void(replaced: Officer) -> None:
    rewrite(
        replaced.path,
        "UPDATE hazard_version SET step = 'void', detail = json_remove(json_set(detail, '$.step', 'void'), "
        f"'$.replaced_by') WHERE {OLD}",
    )
    assert "YH-2022-0001 换成 YH-2022-0002: 两边记的对不上" in problems(replaced.path)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("original_due_on = due_on", "original_due_on 是 2022-06-01"),
        ("extensions = 0", "extensions 是 0"),
    ],
)
def test_a_replacement_with_another_first_deadline_or_fewer_extensions(
    replaced: Officer, change: str, told: str
) -> None:
    tables = ("hazard_version", "hazard")
    rewrite(
        replaced.path,
        *(f"UPDATE {table} SET {change} WHERE id % 1000 = 2" for table in tables),
    )
    assert told in problems(replaced.path)


@pytest.mark.parametrize("level", ["general", "major"])
@pytest.mark.parametrize(
    "change",
    ["json_remove(detail, '$.approved_by')", f"json_set(detail, '$.approved_by', '{RECORDER}')"],
)
def test_what_is_grave_struck_out_by_one_alone(officer: Officer, level: str, change: str) -> None:
    """The general one is overdue by the day of recording, whatever day it is said to have been."""
    officer.void(officer.hazard(level=level), "2022-05-01")
    assert problems(officer.path) == ""
    set_in_detail(officer.path, "step_no = 2", change)
    assert "YH-2022-0001 第 2 步: 按规则不能成立" in problems(officer.path)


def test_an_approver_who_was_the_recorder(officer: Officer) -> None:
    """Another name in the step, while the entry says who recorded it."""
    officer.void(officer.hazard(level="major"), "2022-05-01")
    named = f"json_set(detail, '$.acted_by', '李四', '$.approved_by', '{RECORDER}')"
    set_in_detail(officer.path, "step_no = 2", named)
    assert "YH-2022-0001 第 2 步: 记账人是 '李四'" in problems(officer.path)


def test_what_is_struck_out_under_rules_that_are_no_more(officer: Officer) -> None:
    officer.void(officer.hazard(level="major"), "2022-05-01")
    set_in_detail(officer.path, "step_no = 2", "json_remove(detail, '$.approved_by', '$.rules')")
    assert "YH-2022-0001 第 2 步: 规则版本是 1" in problems(officer.path)


@pytest.mark.parametrize("on", [None, "2022-04-20"])
def test_a_level_that_is_lowered_from_the_first_day_by_one_alone(
    officer: Officer, on: str | None
) -> None:
    no = officer.hazard(level="major")
    officer.edit(no, on, "核实", level="general", approved_by=APPROVER)
    assert problems(officer.path) == ""
    set_in_detail(officer.path, "step_no = 2", "json_remove(detail, '$.approved_by')")
    assert "YH-2022-0001 第 2 步: 按规则不能成立" in problems(officer.path)


def test_a_level_that_is_lowered_for_good_after_it_was_raised(officer: Officer) -> None:
    no = officer.hazard()
    officer.edit(no, "2022-05-01", "核实", level="major")
    officer.edit(no, None, "核实", level="general", approved_by=APPROVER)
    assert problems(officer.path) == ""
    set_in_detail(officer.path, "step_no = 3", "json_remove(detail, '$.approved_by')")
    assert "YH-2022-0001 第 3 步: 按规则不能成立" in problems(officer.path)


# --- remarks and corrections of checks ----------------------------------------------------------------


@pytest.mark.parametrize(
    "change", ["step_no = 2", "record_id = record_id + 1", "seq = 2", "kind_of_record = 'check'"]
)
def test_a_remark_of_what_was_not_there(officer: Officer, change: str) -> None:
    no = officer.hazard()
    officer.note(no)
    officer.rectify(no, "2022-05-01")
    assert problems(officer.path) == ""
    rewrite(officer.path, f"UPDATE remark SET {change}")
    told = problems(officer.path)
    assert "那时还没有这条记录或这一步" in told or "不是备注，却记着备注" in told


@pytest.mark.parametrize("change", ["DELETE FROM remark", "UPDATE remark SET text = ' '"])
def test_a_remark_that_says_nothing(officer: Officer, change: str) -> None:
    officer.note(officer.hazard())
    rewrite(officer.path, change)
    assert "备注" in problems(officer.path)


def test_a_remark_of_no_kind_of_record(officer: Officer) -> None:
    officer.note(officer.hazard())
    rewrite(officer.path, "UPDATE remark SET kind_of_record = 'whale'")
    assert "不是哪一种记录的备注" in problems(officer.path)


@pytest.fixture
def mended(officer: Officer) -> Officer:
    """An officer who corrected a check twice."""
    no = officer.check()
    checks.edit_check(officer.session, no, {"note": "甲"}, None)
    checks.edit_check(officer.session, no, {"note": "乙", "kind": "town"}, None)
    assert problems(officer.path) == ""
    return officer


@pytest.mark.parametrize(
    ("change", "where", "told"),
    [
        ("note = '丙'", 2, "与更正的内容对不上"),
        ("result = 'na'", 2, "与更正的内容对不上"),
        ("checked_on = '2022-04-21'", 1, "与更正的内容对不上"),
        ("detail = json_set(detail, '$.to', json('{\"result\": \"na\"}'))", 2, "按规则不能成立"),
        ("detail = json_set(detail, '$.to.note', '甲', '$.to.kind', 'self')", 2, "按规则不能成立"),
        ("effective_on = '2022-04-21'", 1, "日期是 2022-04-21"),
        ("edit_no = 3", 2, "次序不对"),
        ("seq = 2", 1, "次序不对"),
        ("step = 'void'", 1, "按规则不能成立"),
        ("detail = '[]'", 1, "按规则不能成立"),
    ],
)
def test_a_correction_of_a_check_that_does_not_follow(
    mended: Officer, change: str, where: int, told: str
) -> None:
    rewrite(mended.path, f"UPDATE check_edit SET {change} WHERE edit_no = {where}")
    found = problems(mended.path)
    assert "JC-2022-00001 第 " in found
    assert told in found


def test_corrections_of_a_check_that_were_swapped(mended: Officer) -> None:
    """The second one was recorded before the first."""
    rewrite(
        mended.path,
        "UPDATE check_edit SET seq = 7 - seq WHERE seq IN (3, 4)",
    )
    assert "次序不对" in problems(mended.path)
