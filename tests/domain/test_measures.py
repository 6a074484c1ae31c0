"""The fifteen measures in every way that people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from zizhao_cli import datafiles
from zizhao_cli.domain.errors.records import BadMeasure
from zizhao_cli.domain.measures import AS_DELIVERED, Measure, measure_number

MEASURES = datafiles.measures(Path("/nowhere/ledger.db"))
CHINESE = [*"一二三四五六七八九十", "十一", "十二", "十三", "十四", "十五"]


def number(text: str) -> int:
    return measure_number(text, lambda: MEASURES)


def without_titles() -> list[Measure]:
    pytest.fail("a number needs no titles")


@pytest.mark.parametrize("expected", range(1, 16))
@pytest.mark.parametrize("form", ["{n}", "{c}", "（{c}）", "第{c}条", "第{n}条", "{c}、", "({n})"])
def test_every_number_in_every_form(expected: int, form: str) -> None:
    text = form.format(n=expected, c=CHINESE[expected - 1])
    assert measure_number(text, without_titles) == expected


@pytest.mark.parametrize(
    "text",
    [
        "6",
        "06",
        "６",
        " 6 ",
        "\u30006",
        "第 6 条",
        "第６条",
        "6条",
        "第六项",
        "(六)",
        "[6]",
        "㈥",
        "⑥",
        "六、深入扎实开展全国安全生产大检查",
        "6.深入扎实开展全国安全生产大检查",
        "6．大检查",
    ],
)
def test_other_forms_of_six(text: str) -> None:
    assert number(text) == 6


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.number)
def test_by_its_title_and_the_national_one(measure: Measure) -> None:
    assert number(measure.title) == measure.number
    assert number(measure.national_title) == measure.number
    assert number(f" {' '.join(measure.title)}\u3000") == measure.number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("严格落实地方党委安全生产责任", 1),
        ("严肃追究领导责任和监管责任", 4),
        ("立即深入扎实开展全国安全生产大检查", 6),
        ("严厉查处违法分包转包和挂靠资质行为", 8),
        ("切实加强劳务派遣和灵活用工人员安全管理", 9),
        ("坚决整治执法检查宽松软问题", 11),
        ('重拳出击开展"打非治违"工作', 10),
        ("重拳出击开展打非治违", 10),
        ("统筹做好经济发展、疫情防控和安全生产工作", 15),
    ],
)
def test_titles_as_the_plan_and_the_country_write_them(text: str, expected: int) -> None:
    assert number(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "16",
        "００",
        "１６",
        "-6",
        "6.5",
        "666",
        "十六",
        "六十",
        "二十",
        "十十",
        "〇",
        "第零条",
        "第十六条",
        "",
        " ",
        "\u3000",
        "安全生产",
        "落实",
        "六六",
        "1e1",
        "6-7",
    ],
)
def test_what_is_no_measure(text: str) -> None:
    with pytest.raises(BadMeasure):
        number(text)


@pytest.mark.parametrize(
    "text", ["6、7", "6,7", "6、7、8", "六、七", "第六条、第七条", "六、落实部门安全监管责任"]
)
def test_two_measures_at_once(text: str) -> None:
    with pytest.raises(BadMeasure):
        number(text)


@pytest.mark.parametrize("text", ["六、隐患排查", "6.大排查大整治（第2轮）"])
def test_a_number_may_be_followed_by_words_that_name_no_other_measure(text: str) -> None:
    assert number(text) == 6


def test_the_refusal_shows_the_value() -> None:
    with pytest.raises(BadMeasure) as refused:
        number("16")
    assert "“16”" in refused.value.sentence
    assert refused.value.way_out


def test_whom_the_measures_bind() -> None:
    binds = {measure.number: set(measure.binds) for measure in MEASURES}
    everyone = {"village", "community", "department"}
    assert binds[1] == binds[4] == binds[7] == binds[10] == binds[14] == binds[15] == everyone
    assert binds[2] == {"village", "community"}
    assert binds[3] == binds[11] == binds[12] == binds[13] == {"department"}
    assert binds[5] == {"enterprise"}
    assert binds[6] == {*everyone, "site"}
    assert binds[8] == binds[9] == {"department", "enterprise"}


def test_whom_they_are_meant_for_is_known_without_the_file() -> None:
    assert {m.number: {*m.binds, *m.also_at} for m in MEASURES} == AS_DELIVERED


def test_an_office_with_measures_of_its_own_is_asked_for_them(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    assert datafiles.surely_meant_for(ledger, 6, "village")
    assert not datafiles.surely_meant_for(ledger, 5, "village")
    datafiles.copy_beside(ledger)
    assert not datafiles.surely_meant_for(ledger, 6, "village")
