"""A trend says of each stretch what a summary says of its last day, whatever was recorded, taken back and corrected."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from tests.report.lives import MOVES, START, Move
from tests.report.test_lives import BOUNDED, anew, expected, lived
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.periods import Each, Period, cut
from zizhao_cli.report.as_of import WAYS, AsOf
from zizhao_cli.report.filters import Filters
from zizhao_cli.report.stretches import figures_of
from zizhao_cli.report.summary import Cohort, counted
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import date

    from tests.ledger.officer import Officer
    from zizhao_cli.report.model import Row

__all__ = ["anew"]
DAYS = Period("", START - timedelta(days=3), START + timedelta(days=60))


def done_within(rows: list[Row], key: str, states: set[str], first: date, last: date) -> int:
    return sum(
        row["state"] in states and str(first) <= (row[key] or "") <= str(last) for row in rows
    )


@BOUNDED
@given(moves=MOVES)
def test_each_row_is_the_summary_of_its_last_day(
    anew: type[AbstractContextManager[Officer]], moves: list[Move]
) -> None:
    with anew() as officer:
        _, ledger = lived(officer, moves)
        for filters, each in product(
            (Filters(officer.path, officer.today), Filters(officer.path, officer.today, level="major")),
            (Each.DAY, Each.WEEK, Each.MONTH),
        ):  # fmt: skip
            stretches = list(cut(DAYS, each))
            with reading(officer.path) as connection:
                for seq in range(0, ledger.entries + 1, 4):
                    way = WAYS[-1]
                    last = AsOf(HAZARD, DAYS.last, seq, way)
                    rows = figures_of(connection, filters, last, stretches)
                    for row, one in zip(rows, stretches, strict=True):
                        at = AsOf(HAZARD, one.last, seq, way)
                        (whole,) = counted(connection, Cohort(filters, at))
                        (inside,) = counted(connection, Cohort(filters, last, one))
                        for key in ("open", "overdue", "rate"):
                            assert row[key] == whole[key], (one, key)
                        assert row["found"] == inside["found"], one
                        if filters.level is not None:
                            continue
                        # What was sent back since is not done.
                        model = expected(ledger, DAYS.last, seq)
                        closed = done_within(model, "closed_on", {"closed"}, one.first, one.last)
                        both = {"closed", "awaiting_review"}
                        rectified = done_within(model, "rectified_on", both, one.first, one.last)
                        assert (row["rectified"], row["closed"]) == (rectified, closed), one


@pytest.mark.parametrize("each", Each)
def test_stretches_follow_each_other_and_leave_no_day_out(each: Each) -> None:
    days = Period("", START.replace(month=1, day=3), START.replace(year=START.year + 2))
    cuts = list(cut(days, each))
    assert (cuts[0].first, cuts[-1].last) == (days.first, days.last)
    for one, following in pairwise(cuts):
        assert following.first == one.last + timedelta(days=1)
    assert len({one.text for one in cuts}) == len(cuts)
