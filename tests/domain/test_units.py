"""Finding a unit by what people call it."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from zizhao_cli.domain import units
from zizhao_cli.domain.errors.records import AmbiguousUnit, UnknownUnit
from zizhao_cli.domain.units import Roll, UnitNames

ROLL = Roll(
    [
        UnitNames(1, "GXC", "桂香村", ["桂香", "紫照镇桂香村"], True),
        UnitNames(2, "QFSQ", "青峰社区", ["青锋", "青锋社区"], True),
        UnitNames(3, "XJC", "先进村", [], True),
        UnitNames(4, "SH1", "幸福超市", ["超市"], True),
        UnitNames(5, "SH2", "幸福超市", ["超市"], True),
        UnitNames(6, "OLD", "老煤矿", ["煤矿"], False),
        UnitNames(7, "NEW", "新煤矿", ["煤矿"], True),
        UnitNames(8, "A1", "B2", [], True),
        UnitNames(9, "B2", "C3", [], True),
        UnitNames(10, "R1", "废站", [], False),
        UnitNames(11, "R2", "废站", [], False),
    ]
)


@pytest.mark.parametrize(
    ("text", "unit_id"),
    [
        ("GXC", 1),
        ("gxc", 1),
        ("ＧＸＣ", 1),
        ("桂香村", 1),
        ("桂香", 1),
        ("紫照镇桂香村", 1),
        (" 桂 香 村 ", 1),
        ("桂\u3000香\u00a0村", 1),
        ("青锋", 2),
        ("青锋社区", 2),
        ("青峰社区", 2),
        ("SH1", 4),
        ("SH2", 5),
    ],
)
def test_by_code_name_or_alias(text: str, unit_id: int) -> None:
    assert ROLL.find(text).id == unit_id


def test_a_code_goes_before_another_units_name() -> None:
    assert ROLL.find("B2").id == 9


def test_an_active_unit_goes_before_a_retired_one() -> None:
    assert ROLL.find("煤矿").id == 7


def test_a_retired_unit_is_found_by_what_is_its_own() -> None:
    found = ROLL.find("老煤矿")
    assert (found.id, found.active) == (6, False)


@pytest.mark.parametrize(
    ("text", "codes"),
    [("幸福超市", ["SH1", "SH2"]), ("超市", ["SH1", "SH2"]), ("废站", ["R1", "R2"])],
)
def test_an_ambiguous_name_is_refused_with_the_codes(text: str, codes: list[str]) -> None:
    with pytest.raises(AmbiguousUnit) as refused:
        ROLL.find(text)
    assert all(code in refused.value.sentence for code in codes)
    assert text in refused.value.sentence


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownUnit) as refused:
        ROLL.find("桂花村")
    assert "“桂花村”" in refused.value.sentence
    assert "桂香村（GXC）" in str(refused.value.way_out)


def test_the_nearest_comes_first_and_there_are_three_at_most() -> None:
    near = ROLL.nearest("桂香树村")
    assert near[0] == "桂香村（GXC）"
    assert len(near) <= 3
    assert (
        len(Roll([UnitNames(n, f"X{n}", "桂香村", [], True) for n in range(9)]).nearest("桂香"))
        == 3
    )


def test_a_retired_unit_is_no_suggestion() -> None:
    assert ROLL.nearest("老煤厂") != []
    assert not any("OLD" in name for name in ROLL.nearest("老煤厂"))


@pytest.mark.parametrize("text", ["", " ", "\u3000", "zzzz", "[/x]", "💥"])
def test_nothing_near(text: str) -> None:
    with pytest.raises(UnknownUnit) as refused:
        ROLL.find(text)
    assert "相近" not in str(refused.value.way_out)


def test_a_part_of_a_name_is_not_the_name() -> None:
    with pytest.raises(UnknownUnit):
        ROLL.find("先进")


def test_a_name_is_compared_with_few_units_however_many_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[str] = []

    class Counting(SequenceMatcher):  # type: ignore[type-arg] # the generic is the module's affair
        def set_seq1(self, a: object) -> None:
            compared.append(str(a))
            super().set_seq1(str(a))

    monkeypatch.setattr(units, "SequenceMatcher", Counting)
    names = [
        f"{a}{b}食品有限公司" for a in map(chr, range(0x5000, 0x5064)) for b in "甲乙丙丁戊己庚"
    ]
    roll = Roll(UnitNames(n, f"E{n:04d}", name, [], True) for n, name in enumerate(names))
    near = roll.nearest(f"{names[350]}分店")
    assert near[0] == f"{names[350]}（E0350）"
    assert len(compared) <= 2 * units.MOST_COMPARED < len(names)
    compared.clear()
    assert roll.get("没有的店") is None
    assert compared == []
    roll.add(UnitNames(9999, "E9999", "没有的小店", [], True))
    assert roll.nearest("没有的店") == ["没有的小店（E9999）"]
