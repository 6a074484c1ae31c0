"""People: identity is the unit and the name, for two people can share a name; and one can be spelled in many ways."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from zizhao_cli.domain.errors.steps import SamePerson
from zizhao_cli.domain.text import matching_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

RECORDER = "记账人"


class Spelling(IntEnum):
    """What of a spelling tells two names apart; each counts less of it than the one before.

    Rules that are asked again when a ledger is verified compare by one of the first two, which need no data that an update may change.
    """

    TYPED = 1
    """All but spaces, width and case."""
    LETTERS = 2
    """The letters alone; several people may stand in one text, and one with what he is: 张静、李明, 张静（安全员） 13800000000."""
    LOOKS = 3
    """What the letters look like, by the data of libraries: 張 is 张, а Cyrillic a is a Latin one. Asked of what is recorded now."""


@dataclass(frozen=True)
class Person:
    """Somebody named in a step; `unit_id` None means nothing else than the name is known."""

    name: str
    unit_id: int | None = None

    def may_be(self, other: Person, by: Spelling = Spelling.LOOKS) -> bool:
        """Say whether both may be one person: names that `by` does not tell apart, and no two known, different units."""
        if None not in (self.unit_id, other.unit_id) and self.unit_id != other.unit_id:
            return False
        # What a wider comparison tells apart, a narrower one may not: what was recorded is verified by it.
        return any(_alike(self.name, other.name, each) for each in Spelling if each <= by)


@lru_cache(4096)
def _alike(one: str, other: str, by: Spelling) -> bool:
    # The same few people act again and again; an upgrade or a verification asks of each step.
    if by is Spelling.TYPED:
        return matching_key(one) == matching_key(other)
    if by is Spelling.LOOKS:
        one, other = _plain_looks(one), _plain_looks(other)
    return any(a == b or _names(a, b) or _names(b, a) for a in _keys(one) for b in _keys(other))


def _names(longer: str, name: str) -> bool:
    """Say whether `longer` is a Chinese `name` with what he is, or with somebody else: 安全员张静; 李明明 is not 李明."""
    more = len(longer) - len(name)
    if len(name) < _SHORTEST or not all(map(_is_han, name)):
        return False
    return (more > 1 and name in longer) or longer in (
        name + "等",
        *(f"{each}{name}" for each in "小老由经和"),
    )


_SHORTEST = 2
"""Characters of a Chinese name."""


_BETWEEN = re.compile(r"[、,;/|&+\n]")
"""What stands between several people in one text, in NFKC."""


@lru_cache(4096)
def _keys(text: str) -> frozenset[str]:
    """Return the names of those who stand in `text`: their letters, and also without what stands in brackets."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    parts = _BETWEEN.split(plain)
    found = {_letters(part) for each in parts for part in (each, _outside_brackets(each))} - {""}
    return frozenset(found or {matching_key(text)})


def _outside_brackets(text: str) -> str:
    depth, kept = 0, []
    for character in text:
        category = unicodedata.category(character)
        depth = max(0, depth + (category == "Ps") - (category == "Pe"))
        if not depth and category != "Pe":
            kept.append(character)
    return "".join(kept)


def _letters(text: str) -> str:
    """Return the letters of `text`; marks count only on those of scripts that spell with them (Tibetan, Arabic)."""
    kept = ""
    for character in text:
        category = unicodedata.category(character)
        spells = kept and not (kept[-1].isascii() or _is_han(kept[-1]))
        if category in _LETTERS + _MARKS * bool(spells) and character not in _FILLERS:
            kept += character
    return kept


_LETTERS, _MARKS = ("Lu", "Ll", "Lt", "Lo", "Nl"), ("Mn", "Mc", "Me")
_FILLERS = "\u115f\u1160"
"""Letters of Hangul that show nothing; in NFKC all others are these."""


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000" or character == "〇"


@lru_cache(4096)
def _plain_looks(text: str) -> str:
    """Return `text` with the Latin or Chinese letters that its letters look like, in simplified characters."""
    plain = unicodedata.normalize("NFKC", text)
    return _simplified()("".join(map(_looks_like, plain)))


def _looks_like(character: str) -> str:
    """Return what a letter of another script, or a part of a character, is taken for."""
    if character.isascii() or _is_han(character) or unicodedata.category(character)[0] not in "LS":
        return character
    # Nearly a megabyte, which no name in Chinese or Latin letters asks for.
    from confusable_homoglyphs.confusables import confusables_data

    others = [each["c"] for each in confusables_data.get(character, []) if len(each["c"]) == 1]
    letters = (each for each in others if each.isalpha() and (each.isascii() or _is_han(each)))
    dots = (each for each in others if unicodedata.category(each) == "Po")
    return next(letters, None) or next(dots, character)


@cache
def _simplified() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def named_in(text: str) -> list[str]:
    """Return the names that stand in `text`, each by its matching key; what he is stays beside a name: 张静(安全员)."""
    parts = _BETWEEN.split(unicodedata.normalize("NFKC", text))
    return [key for key in map(matching_key, parts) if key]


_TITLES = re.compile("(?:先生|女士|小姐|老师|师傅|同志|经理|主任|老板|大爷|大姐|等)$")


def names_told(text: str) -> frozenset[str]:
    """Return the names that stand in `text` as a text would tell of them: letters alone, of the usual characters, without what stands in brackets and without a title."""
    names = {_TITLES.sub("", key) or key for key in _keys(_plain_looks(text))}
    return frozenset(name for name in names if len(name) >= _SHORTEST)


def as_told(text: str) -> str:
    """Return a text in which the names of `names_told` are found however they are spelled."""
    return _letters(_plain_looks(text).casefold())


def ways_to_find(name: str) -> tuple[str, ...]:
    """Return the keys under which a name is looked for among those who are known: whole, then without what stands in brackets."""
    return tuple(dict.fromkeys((matching_key(name), matching_key(_outside_brackets(name)))))


def of_one_code(one: Person, other: Person, known: Mapping[str, str]) -> bool | None:
    """Say whether somebody stands in both names, by the codes of those who are `known` (by the keys of their names); None where those do not tell."""
    ours, theirs = ([known.get(key) for key in named_in(each.name)] for each in (one, other))
    if {*filter(None, ours)} & {*filter(None, theirs)}:
        return True
    told = ours and theirs and None not in (*ours, *theirs)
    return False if told else None


_NOBODY: Mapping[str, str] = {}


def keep_apart(
    first_role: str,
    first: Person,
    second_role: str,
    second: Person,
    option: str | None = None,
    by: Spelling = Spelling.LOOKS,
    known: Mapping[str, str] = _NOBODY,
) -> None:
    """Refuse one person in two roles (separation of duties). Raises SamePerson, which names `option`, if one tells namesakes apart.

    Where both are `known` (codes by the keys of names) their codes tell, else their spellings.
    """
    same = of_one_code(first, second, known)
    if same:
        spelled_alike = matching_key(first.name) == matching_key(second.name)
        called = second.name if spelled_alike else f"{second.name}（即 {first.name}）"
        raise SamePerson(first_role, second_role, called, None)
    if same is None and first.may_be(second, by):
        raise SamePerson(first_role, second_role, second.name, option)


def approved_by_another(
    approver: Person,
    *others: tuple[str, Person],
    by: Spelling = Spelling.LOOKS,
    known: Mapping[str, str] = _NOBODY,
) -> None:
    """Refuse an approver who is one of the `others` (role, person). Raises SamePerson."""
    for role, person in others:
        # Of who recorded it no unit is known, so none would tell a namesake apart.
        option = None if role == RECORDER else "--approver-unit"
        # Who records could part himself from a namesake by registering both.
        parts = role != RECORDER
        told = known if parts or of_one_code(person, approver, known) else _NOBODY
        keep_apart(role, person, "批准人", approver, option, by, told)
