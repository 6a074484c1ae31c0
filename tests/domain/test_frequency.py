"""How often a duty is to be done, as people write it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from zizhao_cli.domain.frequency import Every, Frequency, FrequencyUnclear, frequency_of


@pytest.mark.parametrize(
    ("text", "every", "times"),
    [
        ("每月1次", Every.MONTH, 1),
        ("每月", Every.MONTH, 1),
        ("每月不少于 2 次", Every.MONTH, 2),
        ("每季度至少一次", Every.QUARTER, 1),
        ("每个季度组织学习1次", Every.QUARTER, 1),
        ("一季度一次", Every.QUARTER, 1),
        ("每半年两次以上", Every.HALF_YEAR, 2),
        ("全年不少于１２次", Every.YEAR, 12),
        ("年度4次", Every.YEAR, 4),
        ("每年十二次", Every.YEAR, 12),
        ("2次/年", Every.YEAR, 2),
        ("每周一次", Every.WEEK, 1),
        ("每日", Every.DAY, 1),
        ("一次性", Every.ONCE, 1),
        ("once", Every.ONCE, 1),
        ("常年", Every.STANDING, 0),
        ("及时", Every.STANDING, 0),
        (None, Every.STANDING, 0),
    ],
)
def test_what_people_write(text: str | None, every: Every, times: int) -> None:
    assert frequency_of(text) == Frequency(every, times)


@pytest.mark.parametrize("text", ["偶尔", "每月0次", "每两月一次", "12", "每月1次或2次", "月月"])
def test_what_nobody_can_count(text: str) -> None:
    with pytest.raises(FrequencyUnclear, match=text):
        frequency_of(text)


@pytest.mark.parametrize(
    ("every", "first", "last", "count"),
    [
        (Every.MONTH, (2022, 4, 20), (2022, 6, 1), 3),
        (Every.WEEK, (2022, 4, 18), (2022, 4, 25), 2),
        (Every.HALF_YEAR, (2022, 6, 30), (2022, 7, 1), 2),
        (Every.YEAR, (2022, 4, 20), (2022, 12, 31), 1),
        (Every.QUARTER, (2022, 4, 1), (2022, 3, 31), 0),
    ],
)
def test_periods_that_have_begun_are_whole_ones(
    every: Every, first: tuple[int, int, int], last: tuple[int, int, int], count: int
) -> None:
    found = [*Frequency(every, 1).periods(date(*first), date(*last))]
    assert len(found) == count
    for before, after in pairwise(found):
        assert (after.first - before.last).days == 1
