"""Numbers that people see, and the ids behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhao_cli.domain.errors.records import UnknownRecord
from zizhao_cli.domain.kinds.batch import BATCH
from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.numbering import SERIALS, Series

if TYPE_CHECKING:
    from zizhao_cli.domain.kinds.kind import Kind


@pytest.mark.parametrize(
    ("series", "serial", "no"),
    [
        (HAZARD, 1, "YH-2022-0001"),
        (HAZARD, 9999, "YH-2022-9999"),
        (HAZARD, 10_000, "YH-2022-10000"),
        (HAZARD, 1_234_567, "YH-2022-1234567"),
        (CHECK, 1, "JC-2022-00001"),
        (CHECK, 99_999, "JC-2022-99999"),
        (CHECK, 100_000, "JC-2022-100000"),
    ],
)
def test_written_and_read(series: Kind, serial: int, no: str) -> None:
    record_id = 2022 * SERIALS + serial
    assert series.no(record_id) == no
    assert series.parse(no) == record_id


@given(st.integers(1990, 2100), st.integers(1, SERIALS - 1), st.sampled_from([HAZARD, CHECK]))
def test_every_number_is_read_back(year: int, serial: int, series: Kind) -> None:
    record_id = year * SERIALS + serial
    assert series.parse(series.no(record_id)) == record_id


@pytest.mark.parametrize(
    "text",
    ["yh-2022-0001", "YH-2022-1", "ＹＨ－２０２２－０００１", " YH-2022-0001 ", "YH-2022-01"],
)
def test_case_width_and_zeros_do_not_matter(text: str) -> None:
    assert HAZARD.parse(text) == 2022 * SERIALS + 1


@pytest.mark.parametrize(
    "text",
    ["", "1", "YH-2022", "JC-2022-00001", "YH-22-1", "YH-2022-", "YH20220001", "YH-2022-12345678"],
)
def test_what_is_no_number_of_the_series(text: str) -> None:
    with pytest.raises(UnknownRecord) as refused:
        HAZARD.parse(text)
    assert f"“{text}”" in refused.value.sentence
    assert "hazard list" in str(refused.value.way_out)


def test_years_do_not_overlap_and_numbers_sort_as_they_count() -> None:
    first, end = HAZARD.numbers.year_range(2022)
    assert (first, end) == (HAZARD.parse("YH-2022-0"), HAZARD.parse("YH-2023-0"))
    ordered = ["YH-2021-9999", "YH-2022-9999", "YH-2022-10000", "YH-2023-0001"]
    assert sorted(ordered, key=HAZARD.parse) == ordered


SOME = sorted(
    year * SERIALS + serial
    for year in (1990, 2019, 2021, 2022, 2100)
    for serial in (1, 9, 12, 99, 1234, 9999, 10_000, 12_345, 99_999, 120_000, 1_234_567)
)


@pytest.mark.parametrize(
    "series", [HAZARD.numbers, CHECK.numbers, BATCH.numbers], ids=lambda series: series.prefix
)
def test_the_ids_of_all_numbers_that_begin_alike(series: Series) -> None:
    """The latest first; against the numbers themselves, letter by letter."""
    lengths = range(len("YH-2022-1234567") + 2)
    beginnings = {(series.no(some) + "0")[:length].lower() for some in SOME for length in lengths}
    for text in beginnings | {
        "X",
        "YHX",
        "YH2",
        "YH-2-",
        "YH-20-1",
        "YH-2022-0x",
        "YH-２",
        "YH-_",
        "%",
    }:
        found = [
            some
            for first, last in series.beginning(text)
            for some in reversed(SOME)
            if first <= some <= last
        ]
        expected = [some for some in SOME if series.no(some).startswith(text.upper())]
        assert found == expected[::-1], text
