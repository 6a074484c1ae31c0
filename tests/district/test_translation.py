"""SQL as a ledger takes it, told for PostgreSQL."""

from __future__ import annotations

import pytest

from zizhao_cli.store.district.keys import BASE, GROWING
from zizhao_cli.store.district.translation import translated


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("SELECT :day, :day_2 FROM unit WHERE id = ?", "SELECT %(day)s, %(day_2)s FROM unit WHERE id = %s"),
        ("SELECT 'a:b ? it''s 100%' -- who's :there?\nFROM unit", "SELECT 'a:b ? it''s 100%%' \nFROM unit"),
        ("SELECT x::text, 7 % 2", "SELECT x::text, 7 %% 2"),
        ("WHERE +c.seq <= :known AND a + b > 0 GROUP BY +unit_id", "WHERE c.seq <= %(known)s AND a + b > 0 GROUP BY unit_id"),
        ("WHERE (+c.unit_id = 1)", "WHERE (c.unit_id = 1)"),
    ],
)  # fmt: skip
def test_only_how_it_is_written_differs(said: str, told: str) -> None:
    assert translated(said) == told


def test_of_some_towns_each_table_is_narrowed_and_nothing_else() -> None:
    told = translated("SELECT 'FROM hazard' FROM hazard AS h JOIN unit AS u ON true JOIN town AS t ON true", frozenset({3}))  # fmt: skip
    assert told == (
        "SELECT 'FROM hazard' "
        f"FROM (SELECT * FROM hazard WHERE id BETWEEN {3 * BASE} AND {4 * BASE - 1}) AS h "
        "JOIN (SELECT * FROM unit WHERE town IN (3)) AS u ON true JOIN town AS t ON true"
    )
    assert translated("SELECT 1 FROM hazards", frozenset({3})) == "SELECT 1 FROM hazards"
    nameless = translated("SELECT max(step_no) FROM hazard_version WHERE id = ?", frozenset({1, 2}))
    assert ") AS hazard_version WHERE id = %s" in nameless
    assert " OR " in nameless


def test_each_town_has_a_last_entry_of_its_own() -> None:
    text = "WHERE v.seq <= :known_seq AND seq > :since AND subseq <= :known_seq"
    assert translated(text, None, frozenset({"known_seq"})) == (
        f"WHERE v.seq <= (%(known_seq)s::bigint[])[v.seq / {BASE}] "
        "AND seq > %(since)s AND subseq <= %(known_seq)s"
    )


def test_what_grows_is_narrowed_by_the_key_of_its_partitions() -> None:
    assert GROWING["journal"] == "seq"
    for table, key in GROWING.items():
        assert f"{key} BETWEEN" in translated(f"SELECT 1 FROM {table}", frozenset({1}))
