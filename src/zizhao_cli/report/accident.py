"""What is worked out of accidents for a day, up to this moment where it is today: grade, late reports, clocks that run, what is missing, what is to be seen to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from zizhao_cli import settings
from zizhao_cli.domain.accidents import (
    CLOCKS,
    STATISTICS_CLOCK,
    Figures,
    Graded,
    below,
    due_at,
    graded,
    lacking,
    late,
    missing_are_dead,
    missing_count_from,
    running,
    still_open,
    supplement_due,
)
from zizhao_cli.domain.amounts import FEN
from zizhao_cli.domain.kinds.accident import ACCIDENT, GOES_ON, Finding, Grade
from zizhao_cli.domain.moments import MINUTES, in_words, moment_of
from zizhao_cli.report.waiting import days_over
from zizhao_cli.settings import SHANGHAI

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from zizhao_cli.domain.accidents import Running
    from zizhao_cli.report.model import Row


def worked_out(connection: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return for each accident how grave it is by the table, which reports were late by how many minutes, which clocks run, until when a change is told, and what is to be seen to."""
    now, listed, recorded = settings.now_on(day), _listed(connection), _recorded(connection)
    told = []
    for row in rows:
        said = as_recorded(row)
        after = [*_afterwards(said, recorded)]
        told.append({**_of(said, day, now, listed), "afterwards": after})
    return told


def _recorded(connection: sqlite3.Connection) -> dict[tuple[str, str], tuple[datetime, bool]]:
    """Return by the number of an accident and the name of a clock when it was first recorded since when it ran and what ended it, and whether its registration told both."""
    found = {}
    for clock in CLOCKS:
        query = (
            "SELECT v.id, j.recorded_at, v.seq = (SELECT min(seq) FROM accident_version WHERE id = v.id) FROM (SELECT id, min(seq) AS seq FROM accident_version "
            f"WHERE {clock.since} IS NOT NULL AND {clock.ends} IS NOT NULL GROUP BY id) AS v "
            "JOIN journal AS j ON j.seq = v.seq"
        )
        for key, at, at_once in connection.execute(query):
            found[ACCIDENT.no(key), clock.name] = (moment_of(at), bool(at_once))
    return found


def _afterwards(
    said: Row, recorded: Mapping[tuple[str, str], tuple[datetime, bool]]
) -> Iterator[str]:
    """Yield of which clock that is told as kept there is no record of the time."""
    for clock in CLOCKS:
        if late(clock, said) != 0:
            continue
        at, at_once = recorded[said["no"], clock.name]
        if (due := due_at(clock, said)) < at:
            how = "登记时补记，登记于" if at_once else "事后补记，记于"
            yield (
                f"{clock.label}{how} {at.astimezone(SHANGHAI):{MINUTES}}，"
                f"应在 {due:{MINUTES}} 以前，没有当时的记录"
            )


def _listed(connection: sqlite3.Connection) -> set[str]:
    """Return the numbers of the listed supervisions that were not struck out."""
    return {
        no for (no,) in connection.execute("SELECT no FROM supervision WHERE state <> 'voided'")
    }


def as_recorded(row: Row) -> Row:
    """Return a row with its loss in fen, as records have it."""
    loss = row["loss"]
    return {**row, "loss": None if loss is None else round(loss * FEN)}


def grade_on(said: Mapping[str, Any], day: date) -> Graded:
    """Return the grade by the table at the end of `day`."""
    return graded(Figures.of(said), missing_are_dead=missing_are_dead(said, day))


def _of(said: Row, day: date, now: datetime, listed: set[str]) -> Row:
    grade = grade_on(said, day)
    minutes = {clock.name: late(clock, said) for clock in CLOCKS}
    due = supplement_due(said)
    waits = said["state"] in GOES_ON and still_open(said)
    return {
        "table_grade": grade.grade.value,
        "at_least": grade.at_least,
        "graded": grade.in_words(),
        "late": [
            f"{clock.label}迟 {in_words(over)}" for clock in CLOCKS if (over := minutes[clock.name])
        ],
        "running": [told(clock) for clock in running(said, now)],
        **{f"{name}_late_minutes": over for name, over in minutes.items()},
        "supplement_due_on": str(due),
        "days_overdue": days_over(str(due), day, waits),
        "lacking": lacking(said),
        "seen_to": [*_seen_to(said, grade, day, now, listed)],
    }


def told(clock: Running) -> str:
    """Return how long a clock has run, and by how much it is over."""
    over = f"，超 {in_words(clock.over)}" if clock.over else f"，{clock.due_at:%m-%d %H:%M} 以前"
    return f"{clock.label}已走 {in_words(clock.minutes)}{over}"


def _seen_to(said: Row, grade: Graded, day: date, now: datetime, listed: set[str]) -> Iterator[str]:
    """Yield what people are to do or to look at."""
    for clock in CLOCKS[:2]:
        if said[clock.since] is None:
            yield f"{clock.label}的时限算不出：起算的时刻没有记"
    if said["missing"] and missing_are_dead(said, day):
        since = missing_count_from(said)
        if said["redetermined_on"] is None or said["redetermined_on"] < str(since):
            yield f"失踪 {said['missing']} 人到 {since} 计作死亡，按数是{grade.in_words()}，要重新认定等级"
    determined = said["grade"]
    if determined is not None and below(determined, grade.grade):
        yield f"认定的是{Grade(determined).label}，按数是{grade.in_words()}"
    if Finding.CONCEALED in said["findings"] and said["supervision"] not in listed:
        yield "认定为瞒报，还没有挂牌督办"
    if _statistics_over(said, now):
        yield "统计直报过了时限，还没有记"
    if said["state"] in GOES_ON and still_open(said):
        yield _supplement(said, day)


def _statistics_over(said: Row, now: datetime) -> bool:
    clock = STATISTICS_CLOCK
    begun = said[clock.since] is not None and said[clock.ends] is None
    return begun and said["state"] in GOES_ON and due_at(clock, said) < now


def _supplement(said: Row, day: date) -> str:
    due = supplement_due(said)
    left = due - day
    if left < timedelta(0):
        return f"情况还不清楚，补报期限 {due} 已过 {-left.days} 天"
    return f"情况还不清楚，伤亡变了的到 {due} 以前补报"
