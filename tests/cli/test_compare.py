"""report compare through the program: two days side by side, what became of which hazard, and what was recorded later of the earlier day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from tests.conftest import Zizhao
from tests.ledger.officer import Officer, copy_of, set_up
from zizhao_cli.report.compare import Change

if TYPE_CHECKING:
    from pathlib import Path

MAY, JUNE = "2022-05-10", "2022-06-10"
LONG = {"due": "2022-12-01"}
COUNTS = ("found", "rectified", "closed", "open", "overdue", "major_found", "transferred")


@pytest.fixture(scope="module")
def of_a_month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hazard for each thing that may happen between two days, in the order of Change but the first, which was found between; the last but one stays as it is, the last is voided."""
    with time_machine.travel("2022-06-30T08:00:00+08:00", tick=False):
        officer = Officer(
            set_up(tmp_path_factory.mktemp("compare") / "ledger.db"), date(2022, 6, 30)
        )
        closed, handed, back, rectified, returned = (officer.hazard(**LONG) for _ in range(5))
        over = officer.hazard(due="2022-05-20")
        slipped, raised = officer.hazard(due="2022-06-20"), officer.hazard(**LONG)
        lowered = officer.hazard(level="major", **LONG)
        planned, same, struck = (officer.hazard(**LONG) for _ in range(3))
        officer.rectify(closed, "2022-05-09")
        officer.review(closed, "2022-05-11")
        officer.transfer(handed, "2022-05-30")
        officer.transfer(back, "2022-05-01")
        officer.reopen(back, "2022-06-01")
        officer.rectify(rectified, "2022-06-10")
        officer.rectify(returned, "2022-05-10")
        officer.review(returned, "2022-05-11", passed=False)
        officer.extend(slipped, "2022-07-20", "2022-06-01", asked_on="2022-06-01")
        officer.edit(raised, "2022-05-20", "核实", level="major")
        officer.edit(lowered, "2022-05-20", "核实", level="general", approved_by="石世文")
        officer.plan(planned, "2022-05-20", funds="5000")
        officer.edit(same, "2022-05-20", title="改了说法")
        officer.hazard(found_on="2022-06-01", due="2022-06-30")
        officer.void(struck, "2022-05-20")
        assert over
    return officer.path


@pytest.fixture
def officer(of_a_month: Path, tmp_path: Path) -> Officer:
    return Officer(copy_of(of_a_month, tmp_path))


@pytest.fixture
def zizhao(officer: Officer) -> Zizhao:
    return Zizhao(officer.path)


def asked(zizhao: Zizhao, *given: str, days: tuple[str, str] = (MAY, JUNE)) -> Any:
    run = zizhao("report", "compare", *days, "--format", "json", *given)
    assert run.code == 0, run.err
    return run.json


def changes(zizhao: Zizhao, *given: str, days: tuple[str, str] = (MAY, JUNE)) -> dict[str, str]:
    """Return what became of each hazard, by the last two digits of its number."""
    return {row["no"][-2:]: row["change"] for row in asked(zizhao, *given, days=days)["rows"]}


def test_what_became_of_each(zizhao: Zizhao) -> None:
    """Neither the one that another word is said of is told, nor the one that was struck out."""
    found = changes(zizhao)
    assert found == {
        "13": "came", "01": "closed", "02": "transferred", "03": "reopened", "04": "rectified",
        "05": "returned", "06": "overdue", "07": "slipped", "08": "raised", "09": "lowered", "10": "other",
    }  # fmt: skip
    assert [*found.values()] == [one for one in Change if one not in ("entered", "left")]
    said = asked(zizhao)
    assert said["totals"] == {
        "hazards": 11,
        **{one: int(one not in ("entered", "left")) for one in Change},
    }
    assert said["rows"][7] == {
        "change": "slipped", "no": "YH-2022-0007", "unit_code": "GXC", "unit": "桂香村", "measure": 6,
        "title": "疏散通道堆放杂物", "found_on": "2022-04-20", "due_then": "2022-06-20", "due_now": "2022-07-20",
        "state_then": "registered", "state_now": "registered", "level_then": "general", "level_now": "general",
        "days_overdue_then": 0, "days_overdue_now": 0, "responsible": "张静",
    }  # fmt: skip
    came = said["rows"][0]
    assert (came["state_then"], came["due_then"], came["state_now"]) == (None, None, "registered")


def test_a_filter_lets_some_in_and_others_out(officer: Officer, zizhao: Zizhao) -> None:
    """What became of it explains why, where something did."""
    assert changes(zizhao, "--level", "major") == {"08": "raised", "09": "lowered"}
    assert changes(zizhao, "--state", "closed") == {"01": "closed"}
    assert changes(zizhao, "--overdue") == {"06": "overdue"}
    officer.edit("YH-2022-0011", "2022-06-01", responsible="李四")
    assert changes(zizhao, "--responsible", "李四") == {"11": "entered"}
    left = changes(zizhao, "--responsible", "张静", "--unit", "桂香村")
    assert left["11"] == "left"


@pytest.mark.parametrize(
    "given",
    [(), ("--level", "major"), ("--period", "2022-06"), ("--overdue",), ("--unit", "大丘村")],
)
def test_the_figures_are_those_of_the_summary(zizhao: Zizhao, given: tuple[str, ...]) -> None:
    said = asked(zizhao, *given)
    for day, when in ((MAY, "then"), (JUNE, "now")):
        summary = zizhao("report", "summary", "--as-of", day, "--format", "json", *given).json
        assert {one["figure"]: one[when] for one in said["figures"]} == summary["totals"]
    rows = asked(zizhao, "--figures", *given)["rows"]
    assert rows == said["figures"]
    for one in rows:
        if one["difference"] is not None:
            assert one["difference"] == pytest.approx(one["now"] - one["then"])


def test_as_people_read_it(zizhao: Zizhao) -> None:
    text = zizhao.ok("report", "compare", MAY, JUNE)
    assert (
        "截至 2022-06-10，同 2022-05-10 比，变了的 11 项：新增 1 项、销号 1 项、移送 1 项" in text
    )
    assert "发现 11 → 12；已整改 2 → 2；已销号 0 → 1；未销号 10 → 10；逾期 0 → 1" in text
    assert "方案资金（元） — → 5,000" in text
    table = zizhao.ok(
        "report", "compare", MAY, JUNE, "--figures", "--columns", "heading,then,now,difference"
    )
    assert table.splitlines()[1].split() == ["发现", "11", "12", "1"]
    csv = zizhao.ok("report", "compare", MAY, JUNE, "--format", "csv", "--limit", "1")
    assert csv.splitlines()[1].startswith("came,YH-2022-0013,GXC,桂香村,6,")
    nothing = zizhao.ok("report", "compare", MAY, MAY)
    assert "没有变化的隐患。" in nothing


def test_for_scripts(zizhao: Zizhao) -> None:
    assert zizhao("report", "compare", MAY, JUNE, "--exit-code").code == 4
    assert zizhao("report", "compare", MAY, MAY, "--exit-code").code == 0
    assert zizhao("report", "compare", MAY, JUNE, "--unit", "大丘村", "--exit-code").code == 0
    future = zizhao("report", "compare", MAY, "2099-01-01", now="2022-07-01T08:00:00+08:00")
    assert (future.code, "2099-01-01 还没有到" in future.err) == (0, True)


def test_days_as_people_write_them(zizhao: Zizhao) -> None:
    said = asked(zizhao, days=("2022年5月10日", "today"))
    assert said["days"]["then"] == MAY


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((JUNE, MAY), "前一天 2022-06-10 晚于后一天 2022-05-10"),
        (("五月", JUNE), "要比的日子读不懂：前一天 “五月” 不是日期"),
        ((MAY, "2022-06-31"), "要比的日子读不懂：后一天 “2022-06-31”：历法上没有这一天"),
        ((MAY, JUNE, "--as-of", JUNE), "没有选项 “--as-of”"),
        ((MAY,), "后一天"),
    ],
)
def test_bad_input(zizhao: Zizhao, days: tuple[str, ...], said: str) -> None:
    run = zizhao("report", "compare", *days)
    assert (run.code, run.out) == (2, "")
    assert said in run.err


def test_a_late_entry_changes_an_earlier_figure(officer: Officer, zizhao: Zizhao) -> None:
    """What was recorded by the end of the earlier day stays beside what is known of it now."""
    with time_machine.travel("2022-07-01T08:00:00+08:00", tick=False):
        officer.void("YH-2022-0006")  # recorded on 07-01, and so on all days
        officer.retract("YH-2022-0001", approved_by="石世文")
        late = officer.hazard(unit="大丘村", found_on="2022-06-29", due="2022-07-20")
        officer.rectify("YH-2022-0011", "2022-07-01")  # does not reach back
        officer.note("YH-2022-0007")
    days = ("2022-06-30", "2022-07-02")
    said = asked(zizhao, days=days)
    figures = {
        one["figure"]: (one["then_as_known"], one["then"], one["now"]) for one in said["figures"]
    }
    assert {key: figures[key] for key in COUNTS} == {
        "found": (12, 12, 12), "rectified": (2, 2, 3), "closed": (1, 0, 0), "open": (10, 11, 11),
        "overdue": (1, 0, 1), "major_found": (1, 1, 1), "transferred": (1, 1, 1),
    }  # fmt: skip
    assert [(one["action"], one["records"]) for one in said["entries"]] == [
        ("hazard.void", ["YH-2022-0006"]),
        ("hazard.retract", ["YH-2022-0001"]),
        ("hazard.add", [late]),
    ]
    assert {one["recorded_at"][:10] for one in said["entries"]} == {"2022-07-01"}
    text = zizhao.ok("report", "compare", *days)
    assert (
        "2022-06-30 的数，当天所知同现在所知不同：已销号 1 → 0；未销号 10 → 11；逾期 1 → 0。"
        in text
    )
    assert "2022-07-01  陈科旭  作废隐患  YH-2022-0006" in text
    assert [one["records"] for one in asked(zizhao, "--unit", "大丘村", days=days)["entries"]] == [
        [late]
    ]
    before = asked(zizhao, "--known-at", "2022-06-30", days=days)
    assert before["entries"] == []
    assert {one["then"] == one["then_as_known"] for one in before["figures"]} == {True}
    assert "06" not in changes(zizhao, days=days)


def test_an_undone_batch_is_named_with_what_it_touched(zizhao: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "hazards.csv"
    rows = "".join(f"大丘村,6,2022-05-0{n},堵塞{n}\n" for n in range(1, 9))
    file.write_text(f"单位,条款,检查日期,隐患\n{rows}", "utf-8")
    clock = "2022-07-0{}T08:00:00+08:00".format
    batch = zizhao("hazard", "import", str(file), "--format", "json", now=clock(1)).json["batch"]
    days = ("2022-07-01", "2022-07-03")
    assert asked(zizhao, days=days)["entries"] == []
    zizhao.ok(
        "batch", "undo", batch, "--reason", "报错", "--yes", "--approved-by", "石世文", now=clock(2)
    )
    said = asked(zizhao, days=days)
    (entry,) = said["entries"]
    assert (entry["action"], len(entry["records"])) == ("batch.undo", 8)
    found = next(one for one in said["figures"] if one["figure"] == "found")
    assert (found["then_as_known"], found["then"], found["now"]) == (20, 12, 12)
    assert "YH-2022-0018等（" in zizhao.ok("report", "compare", *days)
