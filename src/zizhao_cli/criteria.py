"""The criteria of major hazards as the office keeps them (data/major_criteria.yaml), read strictly."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from zizhao_cli.datafiles import file_of, read
from zizhao_cli.domain.criteria import AtOnce, Clause, Criteria, Document, Places, Words, compared
from zizhao_cli.domain.values import UnitTag
from zizhao_cli.errors import quoted

if TYPE_CHECKING:
    from pathlib import Path

    from zizhao_cli.datafiles import Entry

FILE = "major_criteria.yaml"
_WORDS = re.compile("""words["']? *:""")
_CLAUSE = re.compile(r"^ *words: *\n((?: *- \[[^\[\]\n\"'#]+\] *\n)+)", re.MULTILINE)


def criteria(ledger: Path) -> Criteria:
    """Return the criteria of the office that keeps `ledger`. Raises BrokenDataFile, NoDataFolder, MachineFault."""
    keys = read(FILE, ledger).mapping({"places", "at_once", "documents"})
    return Criteria(
        [_document(entry) for entry in keys["documents"].items()],
        _places(keys["places"]),
        _at_once(keys["at_once"]),
    )


def may_suggest(ledger: Path, text: str) -> bool:
    """Say whether a text has a word of each group of some clause, going by the lines `- [word, word]` of the file; yes where it is written otherwise.

    Nearly all texts have not, and to read the file as YAML takes longer than all else that a command does.
    """
    try:
        written = file_of(FILE, ledger).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return True
    clauses = _CLAUSE.findall(written)
    besides_places = len(_WORDS.findall(written)) - 1
    if len(clauses) != besides_places:
        return True
    text = compared(text)
    return any(
        all(any(word in text for word in _words(line)) for line in clause.splitlines())
        for clause in clauses
    )


def _words(line: str) -> list[str]:
    return [compared(word) for word in line.partition("[")[2].rstrip(" ]").split(",")]


def _places(entry: Entry) -> Places:
    keys = entry.mapping({"tags", "words", "source"})
    keys["source"].text()
    return Places(frozenset(map(_tag, keys["tags"].items())), _several(keys["words"]))


def _tag(entry: Entry) -> str:
    if entry.value not in list(UnitTag):
        raise entry.broken(f"没有标签 {quoted(entry.value)}；可写：{'、'.join(UnitTag)}")
    return str(entry.value)


def _at_once(entry: Entry) -> AtOnce:
    keys = entry.mapping({"words", "says", "source"})
    return AtOnce(_groups(keys["words"]), keys["says"].text(), keys["source"].text())


def _document(entry: Entry) -> Document:
    keys = entry.mapping(
        {"name", "number", "from", "to", "source", "unverified", "clauses"}, {"sectors", "note"}
    )
    first = _day(keys["from"])
    last = None if keys["to"].value is None else _day(keys["to"])
    if last is not None and last < first:
        raise keys["to"].broken(f"早于开始的日子 {first}")
    unverified = _yes_or_no(keys["unverified"])
    return Document(
        keys["name"].text(),
        keys["number"].text(),
        _several(keys["sectors"]) if "sectors" in keys else (),
        first,
        last,
        keys["source"].text(),
        unverified,
        keys["note"].text() if "note" in keys else None,
        tuple(_clause(one, unverified=unverified) for one in keys["clauses"].items()),
    )


def _clause(entry: Entry, *, unverified: bool) -> Clause:
    keys = entry.mapping({"clause", "says", "words"}, {"only_in_places", "unverified"})
    return Clause(
        keys["clause"].text(),
        keys["says"].text(),
        _groups(keys["words"]),
        "only_in_places" in keys and _yes_or_no(keys["only_in_places"]),
        _yes_or_no(keys["unverified"]) if "unverified" in keys else unverified,
    )


def _groups(entry: Entry) -> Words:
    groups = tuple(map(_several, entry.items()))
    if not groups:
        raise entry.broken("至少写一组词")
    return groups


def _several(entry: Entry) -> tuple[str, ...]:
    words = tuple(map(compared, entry.texts()))
    if not words:
        raise entry.broken("至少写一个词")
    return words


def _day(entry: Entry) -> date:
    day: date = entry.is_a(date, "日期（如 2022-04-20）")
    return day


def _yes_or_no(entry: Entry) -> bool:
    answer: bool = entry.is_a(bool, "true 或 false")
    return answer
