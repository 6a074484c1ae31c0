"""Moments as people write them: to the minute, in Shanghai's zone, never to come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhao_cli.domain.errors.values import (
    BadMoment,
    FutureMoment,
    MomentWithoutMinute,
    MomentWithoutTime,
    NoSuchDay,
    NoSuchTime,
    YearOutOfRange,
)
from zizhao_cli.domain.moments import (
    as_shown,
    day_of,
    end_of,
    in_words,
    kept,
    minutes_between,
    moment_of,
    parse_moment,
)
from zizhao_cli.settings import SHANGHAI

if TYPE_CHECKING:
    from zizhao_cli.domain.errors import Refused

NOW = datetime(2028, 3, 1, 12, 0, tzinfo=SHANGHAI)
FIRST = datetime(1991, 1, 2, tzinfo=SHANGHAI)
MOMENTS = st.integers(0, (NOW - FIRST) // timedelta(minutes=1)).map(
    lambda minutes: FIRST + timedelta(minutes=minutes)
)
OFFSETS = st.integers(-12 * 60, 14 * 60)
"""Of zones of this world, in minutes."""


def parsed(text: str) -> str:
    return parse_moment("发生时间", text, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "2022-05-03 14:20",
        "2022/5/3 14:20",
        "2022.5.3 14:20",
        "20220503 14:20",
        "2022年5月3日14时20分",
        "2022年5月3日 14点20",
        "2022-05-03T14:20+08:00",
        "2022-05-03T14:20:59+08:00",
        "2022-05-03T06:20Z",
        "2022-05-02T20:20-1000",
        "2022-05-03 20:20+14:00",
        "２０２２－０５－０３　１４：２０",
        " 2022-05-03  14:20 ",
    ],
)
def test_all_these_are_one_moment(text: str) -> None:
    assert parsed(text) == "2022-05-03T14:20+08:00"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("今天 11:59", "2028-03-01T11:59+08:00"),
        ("today 0:00", "2028-03-01T00:00+08:00"),
        ("2022年5月3日14点半", "2022-05-03T14:30+08:00"),
        ("2022年5月3日14时整", "2022-05-03T14:00+08:00"),
        ("2028-02-29 23:59", "2028-02-29T23:59+08:00"),
        ("2028-02-29T16:00Z", "2028-03-01T00:00+08:00"),
    ],
)
def test_words_half_hours_and_leap_days(text: str, moment: str) -> None:
    assert parsed(text) == moment


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("2022-05-03", MomentWithoutTime),
        ("今天", MomentWithoutTime),
        ("2022年5月3日14时", MomentWithoutMinute),
        ("14:20", BadMoment),
        ("昨天 14:20", BadMoment),
        ("2022-05-0314:20", BadMoment),
        ("2022-05-03 下午2:20", BadMoment),
        ("2022-05-03 24:00", NoSuchTime),
        ("2022-05-03 14:60", NoSuchTime),
        ("2022-05-03 14:20+15:00", NoSuchTime),
        ("2022-05-03 14:20+08:60", NoSuchTime),
        ("2027-02-29 10:00", NoSuchDay),
        ("1949-10-01 15:00", YearOutOfRange),
        ("2028-03-01 12:01", FutureMoment),
        ("2028-03-01T04:01Z", FutureMoment),
        ("2028-03-01 12:00-00:01", FutureMoment),
    ],
)
def test_what_is_no_moment_is_refused_by_name(text: str, refused: type[Refused]) -> None:
    with pytest.raises(refused) as problem:
        parsed(text)
    assert problem.value.sentence.startswith("发生时间")


@given(MOMENTS, OFFSETS)
def test_a_moment_is_one_whatever_zone_it_is_written_in(moment: datetime, offset: int) -> None:
    """Over month ends, years and leap days: another zone may be another day."""
    there = moment.astimezone(timezone(timedelta(minutes=offset)))
    written = there.isoformat(timespec="minutes")
    if there.year >= 1991:
        assert moment_of(parsed(written)) == moment
        assert parsed(written) == kept(moment)
    assert parsed(kept(moment)) == kept(moment)
    assert parsed(as_shown(kept(moment))) == kept(moment)


@given(MOMENTS, MOMENTS)
def test_the_order_of_texts_is_that_of_time(one: datetime, other: datetime) -> None:
    assert (kept(one) < kept(other)) == (one < other)
    assert (day_of(kept(one)) < day_of(kept(other))) == (one.date() < other.date())


@given(MOMENTS, st.integers(0, 60 * 24 * 800))
def test_minutes_between_are_those_that_went_by(moment: datetime, minutes: int) -> None:
    later = moment.astimezone(UTC) + timedelta(minutes=minutes)
    assert minutes_between(moment, later) == minutes
    assert minutes_between(later, moment) == 0


def test_a_day_ends_with_its_last_minute() -> None:
    assert kept(end_of(datetime(2022, 12, 31, tzinfo=UTC).date())) == "2022-12-31T23:59+08:00"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 分钟"),
        (59, "59 分钟"),
        (60, "1 小时"),
        (185, "3 小时 5 分钟"),
        (47 * 60 + 59, "47 小时 59 分钟"),
        (48 * 60, "2 天"),
        (76 * 60 + 30, "3 天 4 小时"),
    ],
)
def test_how_long_in_words(minutes: int, said: str) -> None:
    assert in_words(minutes) == said
