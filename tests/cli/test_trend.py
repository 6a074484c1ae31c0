"""report trend through the program: its rows, its bars, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import Terminal
from tests.conftest import Zizhao
from tests.ledger.officer import Officer, copy_of, set_up

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def of_three_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hazards found in April, of which one was closed in May; one of May was put right in June, and that was retracted."""
    officer = Officer(set_up(tmp_path_factory.mktemp("trend") / "ledger.db"))
    closed = officer.hazard()
    officer.hazard(unit="大丘村", level="major")
    officer.rectify(closed, "2022-05-04")
    officer.review(closed, "2022-05-11")
    again = officer.hazard(found_on="2022-05-12", due="2022-06-20")
    officer.rectify(again, "2022-06-10")
    officer.retract(again)
    officer.void(officer.hazard())
    return officer.path


@pytest.fixture
def zizhao(of_three_months: Path, tmp_path: Path) -> Zizhao:
    return Zizhao(copy_of(of_three_months, tmp_path))


ASKED = ("report", "trend", "--as-of", "2022-06-30")


def test_a_month_a_row_since_the_first_hazard(zizhao: Zizhao) -> None:
    said = zizhao(*ASKED, "--format", "json").json
    assert said["base"] == {"from": "2022-04-01", "to": "2022-06-30"}
    shown = [
        (row["period"], row["found"], row["rectified"], row["closed"], row["open"], row["overdue"])
        for row in said["rows"]
    ]
    assert shown == [("2022-04", 2, 0, 0, 2, 0), ("2022-05", 1, 1, 1, 2, 1), ("2022-06", 0, 0, 0, 2, 2)]  # fmt: skip
    assert said["totals"] == {"found": 3, "rectified": 1, "closed": 1, "open": 2, "overdue": 2, "rate": 0.3333}  # fmt: skip


def test_filters_hold_and_what_was_not_known_yet_does_not_count(zizhao: Zizhao) -> None:
    major = zizhao(*ASKED, "--level", "major", "--by", "quarter", "--format", "json").json
    assert [(row["period"], row["open"]) for row in major["rows"]] == [("2022-Q2", 1)]
    before = zizhao(*ASKED, "--known-at", "2022-04-01", "--format", "json").json
    assert before["totals"]["found"] == 0
    assert before["totals"]["rate"] is None


def test_bars_say_the_same_in_ascii(zizhao: Zizhao) -> None:
    lines = zizhao.ok(*ASKED).splitlines()
    bars = [line for line in lines if "#" in line or "=" in line or "-----" in line]
    assert [line.split()[-1] for line in bars if "发现" in line] == ["#" * 50, "#" * 25]
    assert [line.split()[-1] for line in bars if "期末未销号" in line] == ["-" * 50] * 3


@pytest.mark.parametrize("columns", [80, 200])
def test_bars_fit_the_terminal(zizhao: Zizhao, columns: int) -> None:
    with Terminal(zizhao, *ASKED, columns=columns) as terminal:
        assert terminal.finish() == 0
        sent = terminal._raw.decode().replace("\r\n", "\n").splitlines()
    marks = [line for line in sent if set(line[-3:]) == {"#"}]
    assert len(marks) == 2
    assert "2022-04 发现" in marks[0]


def test_without_the_columns_there_are_no_bars(zizhao: Zizhao) -> None:
    assert "#" not in zizhao.ok(*ASKED, "--columns", "period,found")
    assert "<svg" in zizhao.ok(*ASKED, "--format", "html")
    assert "<svg" not in zizhao.ok(*ASKED, "--format", "html", "--columns", "period,found")


def test_days_to_come_have_no_row(zizhao: Zizhao) -> None:
    run = zizhao(*ASKED, "--from", "2022-07-20")
    assert (run.code, run.out.splitlines()[0]) == (0, "截至 2022-06-30，没有到那一天为止的日子。")


def test_what_was_done_adds_up_however_the_days_are_cut(zizhao: Zizhao) -> None:
    """What was put right one day and sent back two days later is not done."""
    officer = Officer(zizhao.db)
    no = officer.hazard(found_on="2022-06-01", due="2022-06-20")
    officer.rectify(no, "2022-06-08")
    officer.review(no, "2022-06-09", passed=False)
    totals = [
        zizhao(*ASKED, "--by", by, "--format", "json").json["totals"]
        for by in ("day", "week", "month", "quarter", "year")
    ]
    assert totals == [totals[0]] * 5
    assert totals[0]["rectified"] == 1
    assert "不是一整月的" not in zizhao.ok(*ASKED)
    cut = zizhao.ok(*ASKED, "--by", "week", "--from", "2022-06-22")
    assert (
        "不是一整周的：2022-W25（2022-06-22 至 2022-06-26）、2022-W26（2022-06-27 至 2022-06-30）。"
        in cut
    )


def test_what_is_left_is_where_its_unit_was_on_the_day(zizhao: Zizhao) -> None:
    zizhao.ok(
        "unit",
        "add",
        "JXC",
        "锦绣餐馆",
        "--kind",
        "site",
        "--parent",
        "桂香村",
        "--on",
        "2022-04-20",
    )
    Officer(zizhao.db).hazard(unit="锦绣餐馆", found_on="2022-05-02", due="2022-08-01")
    zizhao.ok("unit", "edit", "JXC", "--parent", "大丘村", "--on", "2022-06-10")
    for village, left in (("桂香村", [1, 2, 1]), ("大丘村", [1, 1, 2])):
        rows = zizhao(*ASKED, "--inside", village, "--format", "json").json["rows"]
        assert [row["open"] for row in rows] == left, village
        for row in rows:
            at = ("report", "summary", "--as-of", row["last_on"], "--inside", village)
            said = zizhao(*at, "--format", "json").json["totals"]
            assert all(row[key] == said[key] for key in ("open", "overdue", "rate"))
