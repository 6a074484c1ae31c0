"""Who may be whom: identity is the unit and the name, and one name has many spellings."""

from __future__ import annotations

import pytest

from zizhao_cli.domain.errors.steps import SamePerson
from zizhao_cli.domain.people import Person, Spelling, keep_apart

SPELLINGS = {
    "张静": """
        张 静|张\u3000静|张\u00a0静|张\u200b静|张\u200d静|张\ufeff静|张\u2060静|张\u00ad静|张\u034f静|张\ufe0f静|张\U000e0100静
        张\u3164静|张\uffa0静|张\u115f静|张\u2800静|张\u180e静|\u202e张静|张\u0332静
        張静|张靜|張靜|张静.|张静。|“张静”|'张静'|《张静》|张·静|张．静|张-静|张_静|*张静|张静①
        张静13800000000|张静 138-0000-0000|13800000000张静|张静（13800000000）
        张静(安全员)|张静（安全员）|张静【安全员】|（安全员）张静|安全员（张静）|张静（男）|张静（安全员|张静（代李明）
        张静 主任|张静主任|主任 张静|安全员张静|安全员：张静|张静同志|張靜（安全員）
        张静、李明|李明,张静|李明和张静|李明 张静|李明/张静|李明；张静|李明\\n张静|张静等3人
        小张静|老张静|由张静|经张静|和张静|张静等|张静等。|由張静
    """,
    "张静、李明": "李明,张静|李明|王五；張靜|王五、李明（安全员）",
    "买买提·艾力": "买买提•艾力|买买提・艾力|买买提‧艾力|买买提.艾力|买买提∙艾力|买买提⋅艾力|买买提艾力|买买提●艾力|买买提—艾力|买买提ᐧ艾力|买买提ꞏ艾力|买买提･艾力",
    "金玉": "⾦⽟|⾦玉",
    "长水": "⻓⽔|長水",
    "工力": "エカ",
    "朗明": "\uf929明",
    "钟国强": "鍾國強",
    "Boris": "Βοris|ВОRIS|Ｂｏｒｉｓ|B\u200boris",
    "རྡོ་རྗེ": "རྡོརྗེ",
}
"""Names, each with what it is also written as."""
OTHERS = [
    ("张静", "张婧"),
    ("王伟", "王玮"),
    ("李明", "李明明"),
    ("刘静", "刘静和"),
    ("王明", "王明经"),
    ("王小", "王"),
    ("李明", "黎明"),
    ("张三", "张三丰"),
    ("李强", "李强生"),
    ("于洋", "余洋"),
    ("刘和平", "刘平"),
    ("陈主任", "陈静"),
    ("陈主任", "陈主席"),
    ("陈主任", "主任"),
    ("陈主任", "陈"),
    ("张静 主任", "李强 主任"),
    ("张静（安全员）", "李强（安全员）"),
    ("张静13800000000", "李强13800000000"),
    ("艾力·买买提", "买买提·艾力"),
    ("欧阳静", "欧阳强"),
    ("张静、李明", "王五、赵六"),
    ("Li", "Liming"),
    ("རྡོ་རྗེ", "རྡ་རྗ"),
    ("？", "！"),
]
"""Names of two."""


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        (name, spelling.replace("\\n", "\n"))
        for name, lines in SPELLINGS.items()
        for line in lines.splitlines()
        for spelling in line.strip(" ").split("|")
        if spelling
    ],
)
def test_spellings_of_one_name(name: str, spelling: str) -> None:
    assert Person(name).may_be(Person(spelling))
    assert Person(spelling).may_be(Person(name))


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_names_of_two(one: str, other: str) -> None:
    assert not Person(one).may_be(Person(other))
    assert not Person(other).may_be(Person(one))


@pytest.mark.parametrize(
    ("spelling", "by"),
    [("张 静", Spelling.TYPED), ("“张静”", Spelling.LETTERS), ("張靜", Spelling.LOOKS)],
)
def test_a_wider_comparison_finds_what_a_narrower_one_does(spelling: str, by: Spelling) -> None:
    found = [each for each in Spelling if Person("张静").may_be(Person(spelling), each)]
    assert found == [each for each in Spelling if each >= by]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Person("张静", 1), Person("张静", 1), True),
        (Person("张静", 1), Person("张静"), True),  # of an unknown unit: it may be the same
        (Person("张静"), Person("张静"), True),
        (Person("张静", 1), Person("张静", 2), False),
        (Person("张静", 1), Person("張靜", 2), False),
        (Person("张静", 1), Person("刘和平", 1), False),
        (Person("张静"), Person("刘和平"), False),
    ],
)
def test_units_tell_namesakes_apart(one: Person, other: Person, same: bool) -> None:
    assert one.may_be(other) is same
    assert other.may_be(one) is same


def test_one_person_in_two_roles_is_refused_by_name() -> None:
    with pytest.raises(SamePerson) as refused:
        keep_apart("整改人", Person("张静", 1), "复查人", Person("张 静"), "--reviewer-unit")
    assert "张 静" in refused.value.sentence
    assert "--reviewer-unit" in str(refused.value.way_out)


def test_two_people_are_let_through() -> None:
    keep_apart("整改人", Person("张静", 1), "复查人", Person("张静", 2), "--reviewer-unit")
