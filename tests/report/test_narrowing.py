"""What lists and reports are narrowed by, beside what stands in columns of one word: texts, people, yes and no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from zizhao_cli.domain.errors import Refused
from zizhao_cli.ledger.checks import edit_check
from zizhao_cli.report.checks import check_list
from zizhao_cli.report.deadlines import Asked, overdue, still_open
from zizhao_cli.report.hazards import hazard_list
from zizhao_cli.report.units import unit_list
from zizhao_cli.report.voided import voided
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    from tests.ledger.officer import Officer


def hazards(officer: Officer, **narrowed: Any) -> list[str]:
    with reading(officer.path) as connection:
        report = hazard_list(connection, replace(officer.filters, **narrowed), None, None)
    return [row["no"] for row in report.rows]


def checks(officer: Officer, **narrowed: Any) -> list[str]:
    with reading(officer.path) as connection:
        filters = replace(officer.filters, **narrowed)
        found = check_list(connection, filters, None, None, with_voided=False)
    return [row["no"] for row in found.rows]


def units(officer: Officer, **narrowed: Any) -> list[str]:
    with reading(officer.path) as connection:
        report = unit_list(connection, limit=None, sort=None, with_retired=False, **narrowed)
    return [row["code"] for row in report.rows]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("灭火器", [0, 1]),
        ("灭火器 过期", [0]),
        ("过期　灭火器", [0]),
        ("二楼", [1]),
        ("灭火器 二楼", [1]),
        ("abc", [2, 3]),
        ("ＡＢＣ", [2, 3]),
        ("aBc１", [2]),
        ("先进村", [3]),
        ("先进村 灭火器", []),
        ("王五", [2]),
        ("群众", [0]),
        ("100%", [1]),
        ("1%0", []),
        ("_", []),
        ("过期张静", []),
        ("%" * 5000, []),
        ("!", []),
        (["二楼", "先进村"], [1, 3]),
        ("灭" * 5000, []),
        ("ﷺ" * 5000, []),
    ],
)
def test_words_in_hazards(officer: Officer, text: str | list[str], found: list[int]) -> None:
    """Every word is found in some text, whichever; several texts, one of which is found."""
    numbers = [
        officer.hazard(title="灭 火 器过期", source="群众举报"),
        officer.hazard(title="没有灭火器", location="二楼 100%"),
        officer.hazard(title="ABC1 线破损", responsible="王五"),
        officer.hazard(title="ＡＢＣ柜没有锁", unit="先进村"),
    ]
    assert hazards(officer, text=text) == [numbers[place] for place in found]


def test_words_in_checks_and_units(officer: Officer) -> None:
    numbers = [officer.check(note="灭火器齐全", inspectors=["李四"]), officer.check(unit="先进村")]
    assert checks(officer, text="灭火器 李四") == numbers[:1]
    assert checks(officer, text=["灭火器", "先进"]) == numbers
    assert checks(officer, text="灭火器 先进") == []
    officer.unit("E9", "锦绣餐馆", aliases=["老锦绣"], contact="周六")
    assert units(officer, kinds=None, text=["老锦绣 周六"]) == ["E9"]
    assert "E9" in units(officer, kinds=["企业", "village"])
    assert "E9" not in units(officer, kinds=["村", "社区"])


def test_what_a_report_says_it_was_narrowed_by(officer: Officer) -> None:
    no = officer.hazard(source="群众 举报")
    officer.hazard()
    by = {"text": "疏散", "source": "群众举报", "overdue": True, "supervised": "否"}
    with reading(officer.path) as connection:
        told = still_open(connection, replace(officer.filters, **by), Asked(date(2022, 7, 1)))
    assert [row["no"] for row in told.rows] == [no]
    assert told.head["filters"] == {**by, "overdue": "yes"}
    assert "（只列 来源 群众举报、挂牌督办 否、逾期 是、含有 疏散）" in told.summary[0]


def test_who_inspected(officer: Officer) -> None:
    """A check's, and that of its hazards; of several, each by himself; as they were last corrected."""
    one = officer.check(inspectors=["陈科旭", "刘 和平"], hazard={"title": "堵塞", "due": "+1d"})
    officer.check(inspectors=["刘和"])
    officer.hazard()
    of_one = officer.known("SELECT no FROM hazard WHERE check_id IS NOT NULL")[0][0]
    for name in ("刘和平", "陈科旭", "陈 科旭"):
        assert checks(officer, inspector=name) == [one]
        assert hazards(officer, inspector=name) == [of_one]
    assert checks(officer, inspector=["和平", "科旭"]) == []
    edit_check(officer.session, [one], {"inspectors": ["王五"]}, reason=None)
    assert (checks(officer, inspector="陈科旭"), hazards(officer, inspector="陈科旭")) == ([], [])
    assert (checks(officer, inspector="王五"), hazards(officer, inspector="王五")) == (
        [one],
        [of_one],
    )


def test_who_reviewed(officer: Officer) -> None:
    no, other = officer.hazard(), officer.hazard()
    for one, reviewer in ((no, "刘和平"), (other, "王五")):
        officer.rectify(one, "2022-05-01")
        officer.review(one, "2022-05-02", reviewer=reviewer)
    assert hazards(officer, reviewer="刘 和平") == [no]
    assert hazards(officer, reviewer=["刘和平", "王五"]) == [no, other]


@pytest.mark.parametrize(("yes", "no"), [("是", "否"), ("yes", "no"), ("true", "false")])
def test_supervised_as_tables_show_it(officer: Officer, yes: str, no: str) -> None:
    numbers = [officer.hazard(), officer.hazard()]
    officer.edit(numbers[0], supervised=True)
    assert hazards(officer, supervised=yes) == numbers[:1]
    assert hazards(officer, supervised=no) == numbers[1:]
    assert hazards(officer, supervised=[yes, no]) == numbers
    with pytest.raises(Refused):
        hazards(officer, supervised="也许")


def test_overdue(officer: Officer) -> None:
    late, open_, done = officer.hazard(), officer.hazard(due="2022-12-31"), officer.hazard()
    officer.rectify(done, "2022-06-01")
    assert hazards(officer, overdue=True) == [late]
    assert hazards(officer, overdue=False) == [open_, done]
    with reading(officer.path) as connection:
        asked = Asked(date(2022, 5, 5))
        assert still_open(connection, replace(officer.filters, overdue=True), asked).rows == []
    for no in (late, open_):
        officer.void(no)
    with reading(officer.path) as connection:
        for was, expected in ((True, late), (False, open_)):
            filters = replace(officer.filters, overdue=was)
            rows = voided(connection, filters, Asked(officer.today)).rows
            assert [row["no"] for row in rows] == [expected], "what they were"


def test_a_number_of_its_source_and_a_batch_that_is_not_there(officer: Officer) -> None:
    numbers = [officer.check(source_id=one) for one in ("A-1", "A-2", "A-3")]
    assert checks(officer, source_id=["A-1", "A-3"]) == numbers[::2]
    with pytest.raises(Refused):
        checks(officer, batch="PC-2022-0009")


def test_the_person_of_the_plan(officer: Officer) -> None:
    """He is responsible where nobody was registered: shown, and found by what is shown; not where somebody was."""
    nobody, somebody = officer.hazard(responsible=None), officer.hazard(responsible="张静")
    for no in (nobody, somebody):
        officer.plan(no, "2022-05-01", responsible="王 五")
    assert hazards(officer, responsible="王五") == [nobody]
    assert hazards(officer, responsible="张静") == [somebody]
    assert officer.record(nobody)["responsible"] == "王 五"
    officer.plan(nobody, "2022-05-02", responsible="赵六", funds="500")
    assert officer.record(nobody)["responsible"] == "王 五", "now somebody is registered"
    with reading(officer.path) as connection:
        by = replace(officer.filters, responsible="王五")
        days = [overdue(connection, by, Asked(date(2022, 6, 1))).rows]
        days.append(still_open(connection, by, Asked(date(2022, 4, 30))).rows)
    assert [len(rows) for rows in days] == [1, 0]
    officer.retract(nobody, 3)
    officer.retract(nobody, 2)
    assert officer.record(nobody)["responsible"] is None
    assert hazards(officer, responsible="王五") == []


def test_units_lie_in_a_village_and_have_a_supervisor(officer: Officer) -> None:
    officer.unit("S1", "甲店", parent="桂香村", supervisor="应急办", kind="site")
    officer.unit("S2", "乙店", parent="大丘村", supervisor="应急办", kind="site")
    assert units(officer, kinds=None, inside=["桂香村"]) == ["GXC", "S1"]
    assert units(officer, kinds=["site"], inside=["桂香村", "大丘村"]) == ["S1", "S2"]
    assert units(officer, kinds=None, supervisor=["应急办"]) == ["S1", "S2"]
    assert units(officer, kinds=None, supervisor=["规环办"]) == []
