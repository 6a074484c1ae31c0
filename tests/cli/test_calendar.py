"""What falls on which day, and the calendar that is written of it: read back by the library, whatever was typed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

from tests.cli.ledgers import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning
    from tests.conftest import Zizhao

CALENDAR = ("report", "calendar")
ADD = ("hazard", "add", "--unit", "GXC", "--measure", "6", "--found", "2022-07-01")
HOSTILE = 'a;b,c\\d"e:\\n通道；堵塞 END:VEVENT =1+1 𠮷' + "很长" * 60


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    """The program on a copy of the examples' ledger."""
    return morning.copy(tmp_path)


def rows(zizhao: Zizhao, *args: str, **how: Any) -> dict[str, dict[str, Any]]:
    """Return the rows of the calendar by their uid."""
    found = zizhao(*CALENDAR, "--format", "json", *args, **how).json
    assert found["count"] == len(found["rows"])
    return {row["uid"]: row for row in found["rows"]}


def events(zizhao: Zizhao, *args: str, **how: Any) -> dict[str, Any]:
    """Return the entries of the calendar as another program reads them, by their uid."""
    run = zizhao(*CALENDAR, "--format", "ics", *args, **how)
    assert (run.code, run.err) == (0, "")
    calendar = Calendar.from_ical(run.raw)
    assert calendar["VERSION"] == "2.0"
    found = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert len(found) == run.raw.count(b"BEGIN:VEVENT\r\n")
    return found


def of(found: dict[str, Any], no: str) -> Any:
    """Return the one of `found` that is about the record `no`."""
    [one] = [value for uid, value in found.items() if uid.startswith(f"{no}@")]
    return one


def test_the_days_of_hazards_and_of_reports(zizhao: Morning) -> None:
    zizhao.ok("hazard", "rectify", "YH-2022-0003", "--rectified-by", "罗强", "--on", "2022-07-14")
    run = zizhao(*CALENDAR, "--format", "json")
    head = run.json
    found = {(row["date"], row["what"], row["no"], row["days"]) for row in head["rows"]}
    assert found >= {
        ("2022-05-21", "deadline", "YH-2022-0001", -55),
        ("2022-07-05", "deadline", "YH-2022-0006", -10),
        ("2022-07-24", "review", "YH-2022-0003", 9),
        ("2022-07-15", "report", None, 0),
    }
    assert [row["date"] for row in head["rows"]] == sorted(row["date"] for row in head["rows"])
    kinds = [row["what"] for row in head["rows"]]
    totals = head["totals"]
    assert totals["hazards"] == totals["deadlines"] + totals["reviews"] == 5
    assert totals["reports"] == kinds.count("report")
    due = zizhao("submit", "due", "--within", "31", "--format", "json").json["rows"]
    ahead = {(row["due_on"], f"{row['title']}（{row['period']}）") for row in due}
    told = {(row["date"], row["title"]) for row in head["rows"] if row["what"] == "report"}
    assert told == {one for one in ahead if one[0] >= "2022-07-15"}
    assert [*head["rows"][0]][:5] == ["date", "what", "no", "unit", "title"]
    text = zizhao.ok(*CALENDAR)
    assert "2022-07-24  复查" in text
    assert zizhao(*CALENDAR, "--exit-code").code == 4
    narrow = ("--unit", "党政办", "--exit-code")
    assert zizhao(*CALENDAR, *narrow).code == 0


def test_filters_leave_the_reports_of_the_office_out(zizhao: Morning) -> None:
    run = zizhao(*CALENDAR, "--unit", "桂香村", "--format", "json")
    assert [row["no"] for row in run.json["rows"]] == ["YH-2022-0006"]
    assert "不属于哪个单位" in zizhao.ok(*CALENDAR, "--level", "major")
    assert "不属于哪个单位" not in zizhao.ok(*CALENDAR)


def test_days_that_are_asked_for_are_those_it_falls_on(zizhao: Morning) -> None:
    june = rows(zizhao, "--period", "2022-06")
    assert {row["no"] for row in june.values() if row["no"]} == {"YH-2022-0003", "YH-2022-0004"}
    assert {row["date"][:7] for row in june.values()} == {"2022-06"}
    reports = [row for row in june.values() if row["what"] == "report"]
    assert len(reports) > 3
    ahead = rows(zizhao, "--from", "2022-08-01")
    assert {row["what"] for row in ahead.values()} == {"report"}
    assert max(row["date"] for row in ahead.values()) <= "2022-08-15"
    assert rows(zizhao, "--within", "0").keys() < rows(zizhao).keys()


def test_a_report_that_was_submitted_is_gone_as_far_as_was_known(
    zizhao: Morning, tmp_path: Path
) -> None:
    file = str(tmp_path / "sent.json")
    zizhao.ok("submit", "make", "weekly", "--period", "2022-W28", "--output", file)
    later = "2022-07-16T09:00:00+08:00"
    zizhao.ok("submit", "record", file, "--to", "区安委办", "--on", "2022-07-15", now=later)
    report = of(rows(zizhao, "--as-of", "2022-07-14", now=later), "weekly-2022-W28")
    assert report["title"].endswith("（2022-W28）")
    known = rows(zizhao, "--as-of", "2022-07-15", "--known-at", "2022-07-15", now=later)
    assert of(known, "weekly-2022-W28") == {**report, "days": 0}
    found = rows(zizhao, "--as-of", "2022-07-15", now=later)
    assert not [uid for uid in found if uid.startswith("weekly-2022-W28@")]


def test_the_calendar_says_what_the_report_says(zizhao: Morning) -> None:
    told, found = rows(zizhao), events(zizhao)
    assert found.keys() == told.keys()
    for uid, event in found.items():
        day = date.fromisoformat(told[uid]["date"])
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (day, day + timedelta(days=1))
        assert type(event.decoded("DTSTART")) is date
        assert told[uid]["title"] in event["SUMMARY"]
        assert event["SEQUENCE"] == told[uid]["sequence"]
        assert event.decoded("DTSTAMP") == datetime.fromisoformat(told[uid]["changed_at"])
        assert event["DTSTAMP"].to_ical().endswith(b"Z")
    overdue = of(found, "YH-2022-0001")
    assert overdue["SUMMARY"] == "整改期限 YH-2022-0001 锦绣餐馆 燃气软管老化，未装报警器"
    assert overdue["DESCRIPTION"].endswith("截至 2022-07-15 已过 55 天")
    assert "等级：一般\n" in overdue["DESCRIPTION"]


def test_the_same_ledger_gives_the_same_bytes_whatever_the_clock(zizhao: Morning) -> None:
    asked = (*CALENDAR, "--format", "ics", "--as-of", "2022-07-15")
    first = zizhao(*asked).raw
    assert first == zizhao(*asked, now="2023-01-02T23:59:00+08:00").raw
    zizhao.ok("hazard", "note", "YH-2022-0001", "催办")
    assert first != zizhao(*asked).raw  # its anchor is another


def test_importing_again_updates_what_is_there(zizhao: Morning) -> None:
    before = events(zizhao)
    later = "2022-07-16T10:00:00+08:00"
    extend = ("hazard", "extend", "YH-2022-0001", "--due", "2022-08-01", "--reason", "等料")
    asked = ("--safeguards", "停用", "--asked-on", "2022-05-20", "--approved-by", "石世文")
    zizhao.ok(*extend, *asked, now=later)
    rectify = ("hazard", "rectify", "YH-2022-0006", "--rectified-by", "谭二", "--on", "2022-07-16")
    zizhao.ok(*rectify, now=later)
    after = events(zizhao, now=later)
    assert {uid for uid in before if uid.startswith("YH-")} == {
        uid for uid in after if uid.startswith("YH-")
    }
    extended, was = of(after, "YH-2022-0001"), of(before, "YH-2022-0001")
    assert extended.decoded("DTSTART") == date(2022, 8, 1)
    assert extended["SEQUENCE"] > was["SEQUENCE"]
    assert extended.decoded("DTSTAMP") == datetime(2022, 7, 16, 2, tzinfo=UTC)
    review = of(after, "YH-2022-0006")
    assert review["SUMMARY"].startswith("复查 YH-2022-0006 ")
    assert review.decoded("DTSTART") == date(2022, 7, 26)
    passed = ("hazard", "review", "YH-2022-0006", "--reviewer", "刘和平", "--pass")
    zizhao.ok(*passed, "--on", "2022-07-16", now=later)
    assert not [uid for uid in events(zizhao, now=later) if uid.startswith("YH-2022-0006@")]


def test_ledgers_are_told_apart(zizhao: Morning, tmp_path: Path) -> None:
    other = type(zizhao)(tmp_path / "other.db")
    other.ok("init", now="2022-04-20T08:00:00+08:00")
    assert rows(other)
    assert not rows(zizhao).keys() & rows(other).keys()


def test_hostile_titles_come_back_as_they_were_typed(zizhao: Morning) -> None:
    place = "一楼\r\nBEGIN:VALARM\r\n东侧"
    no = zizhao.ok(*ADD, "--title", HOSTILE, "--location", place, "--responsible", "张;静,\\")
    run = zizhao(*CALENDAR, "--format", "ics")
    for line in run.raw.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        line.decode()  # no character is cut in two
    event = of(events(zizhao), no)
    assert event["SUMMARY"] == f"整改期限 {no} 桂香村 {HOSTILE}"
    assert "部位：一楼\nBEGIN:VALARM\n东侧\n" in event["DESCRIPTION"]
    assert "责任人：张;静,\\\n" in event["DESCRIPTION"]
    assert not event.walk("VALARM")


def test_reminders_come_in_the_morning(zizhao: Morning) -> None:
    assert not of(events(zizhao), "YH-2022-0001").walk("VALARM")
    for days, trigger in ((1, timedelta(hours=-15)), (0, timedelta(hours=9))):
        [alarm] = of(events(zizhao, "--remind", str(days)), "YH-2022-0001").walk("VALARM")
        assert alarm["ACTION"] == "DISPLAY"
        assert alarm.decoded("TRIGGER") == trigger


def test_only_this_report_is_a_calendar(zizhao: Morning, tmp_path: Path) -> None:
    file = tmp_path / "逾期.ics"
    for args in (("--format", "ics"), ("--output", str(file))):
        run = zizhao("report", "overdue", *args)
        assert (run.code, run.out) == (2, "")
        assert "--format 不认识 “ics”" in run.err
    assert zizhao("hazard", "list", "--format", "ics").code == 2
    assert not file.exists()


def test_a_file_is_replaced_by_the_next_one_and_others_are_kept(
    zizhao: Morning, tmp_path: Path
) -> None:
    file = tmp_path / "日历.ics"
    zizhao.ok(*CALENDAR, "--output", str(file))
    first = file.read_bytes()
    assert Calendar.from_ical(first)
    zizhao.ok(*ADD, "--title", "堵塞")
    zizhao.ok(*CALENDAR, "--output", str(file))
    assert file.read_bytes() != first
    own = first.replace(b"-//zizhao-cli//calendar//ZH", b"-//Mozilla.org/NONSGML//EN")
    file.write_bytes(own)
    assert zizhao(*CALENDAR, "--output", str(file)).code == 3
    assert file.read_bytes() == own


def test_a_ledger_of_nothing_has_a_calendar(zizhao: Morning, fresh_ledger: Path) -> None:
    empty = type(zizhao)(fresh_ledger)
    assert events(empty, "--unit", "桂香村", "--as-of", "2022-07-15", now=NOW) == {}
