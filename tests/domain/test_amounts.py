"""Sums of money as people write them."""

from __future__ import annotations

import pytest

from zizhao_cli.domain.amounts import fen_of, in_yuan


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("5000", 500_000),
        ("5,000元", 500_000),
        ("２万元", 2_000_000),
        ("1.5 万", 1_500_000),
        ("0.01", 1),
        ("￥300元整", 30_000),
        ("1亿元", 10_000_000_000),
        ("0", 0),
    ],
)
def test_amounts(text: str, fen: int) -> None:
    assert fen_of(text) == fen


@pytest.mark.parametrize(
    "text", ["企业自筹", "约2万元", "2万至3万", "0.001", "5,00", "五万元", "", "-5", "2 3", "1e5"]
)
def test_what_leaves_open_how_much_it_is(text: str) -> None:
    assert fen_of(text) is None


def test_yuan_are_whole_where_they_are() -> None:
    assert [in_yuan(fen) for fen in (0, 100, 150)] == [0, 1, 1.5]
