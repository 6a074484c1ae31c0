"""A report of days as a calendar (RFC 5545) that phones and mail programs take in."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from zizhao_cli.domain.private import without_numbers
from zizhao_cli.render.cells import human, in_lines
from zizhao_cli.render.target import CALENDAR_BEGINS

if TYPE_CHECKING:
    from icalendar import Event

    from zizhao_cli.report.model import Report, Row

_MORNING = time(9)
"""The hour at which a reminder of a whole day comes."""
_HEADED = ("what", "no", "unit", "title")
"""What the line of an entry is made of."""
_APART = {*_HEADED, "date", "days", "uid", "sequence", "changed_at"}


def report_calendar(report: Report) -> str:
    """Return a report whose rows have a `date`, a `uid`, a `sequence` and a time `changed_at` (ISO 8601) as a calendar of whole days.

    The same report gives the same text: all times are those of its rows. Its head may say how many days before the program that takes it in
    is to remind of an entry (`remind_days`).
    """
    from icalendar import Calendar, vText

    calendar = Calendar()
    for line in CALENDAR_BEGINS[1:]:
        name, _, value = line.partition(":")
        calendar.add(name, value)
    calendar.add("X-WR-CALNAME", vText(report.title))
    calendar.add("X-WR-CALDESC", vText("\n".join(report.summary)))
    for row in report.rows:
        calendar.add_component(_event(report, row))
    return str(calendar.to_ical(), "utf-8")


def _event(report: Report, row: Row) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    day = date.fromisoformat(row["date"])
    columns = {column.key: column for column in report.columns}
    # Calendars are shared, and a telephone in what was typed may be somebody's who told of it.
    line = without_numbers(
        " ".join(filter(None, (human(row[key], columns[key]) for key in _HEADED)))
    )
    told = [
        f"{column.heading}：{in_lines(row[key], column)}"
        for key, column in columns.items()
        if key not in _APART and row[key] is not None
    ]
    days = row["days"]
    left = f"还有 {days} 天" if days >= 0 else f"已过 {-days} 天"
    changed = datetime.fromisoformat(row["changed_at"])
    event.add("UID", human(row["uid"], columns["uid"]))
    event.add("DTSTAMP", changed)
    event.add("LAST-MODIFIED", changed)
    event.add("SEQUENCE", row["sequence"])
    event.add("DTSTART", day)
    event.add("DTEND", day + timedelta(days=1))
    event.add("SUMMARY", line)
    event.add("DESCRIPTION", "\n".join([*told, f"截至 {report.head['as_of']} {left}"]))
    event.add("CATEGORIES", [human(row["what"], columns["what"])])
    event.add("TRANSP", "TRANSPARENT")
    before = report.head.get("remind_days")
    if before is not None:
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", line)
        alarm.add("TRIGGER", timedelta(days=-before, hours=_MORNING.hour))
        event.add_component(alarm)
    return event
