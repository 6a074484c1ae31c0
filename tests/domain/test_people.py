"""Who may be whom: identity is the unit and the name."""

from __future__ import annotations

import pytest

from zizhao_cli.domain.errors import SamePerson
from zizhao_cli.domain.people import Person, keep_apart


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Person("张静", 1), Person("张静", 1), True),
        (Person("张 静", 1), Person("张静", 1), True),
        (Person("张\u3000静", 1), Person("张静", 1), True),
        (Person("张静", 1), Person("张静"), True),  # of an unknown unit: it may be the same
        (Person("张静"), Person("张静"), True),
        (Person("张静", 1), Person("张静", 2), False),
        (Person("张静", 1), Person("刘和平", 1), False),
        (Person("张静"), Person("刘和平"), False),
    ],
)
def test_may_be(one: Person, other: Person, same: bool) -> None:
    assert one.may_be(other) is same
    assert other.may_be(one) is same


def test_one_person_in_two_roles_is_refused_by_name() -> None:
    with pytest.raises(SamePerson) as refused:
        keep_apart("整改人", Person("张静", 1), "复查人", Person("张 静"), "--reviewer-unit")
    assert "张 静" in refused.value.sentence
    assert "--reviewer-unit" in str(refused.value.way_out)


def test_two_people_are_let_through() -> None:
    keep_apart("整改人", Person("张静", 1), "复查人", Person("张静", 2), "--reviewer-unit")
