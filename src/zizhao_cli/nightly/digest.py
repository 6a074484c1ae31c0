"""What a group is told of a night: for each question its sentence, then a line for each hazard or paper. No person is named, and no number of a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.private import was_told, without_numbers
from zizhao_cli.domain.values import Level
from zizhao_cli.errors import visible
from zizhao_cli.groups.channels import channel
from zizhao_cli.groups.split import split
from zizhao_cli.nightly.watch import WATCHED, Watched
from zizhao_cli.report.filters import Filters

if TYPE_CHECKING:
    import sqlite3
    from datetime import date
    from pathlib import Path

    from zizhao_cli.groups.kept import Group
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Row

TITLE = "安全生产台账"
"""Also the word that a robot which asks for one is told."""
LONGEST_TITLE, LONGEST_UNIT = 24, 20


def digest(connection: sqlite3.Connection, ledger: Path, group: Group, asked: Asked) -> list[str]:
    """Return the messages that a group gets of the day that is `asked`. Raises what its filters refuse by now."""
    filters = Filters(ledger, asked.as_of, **group.filters)
    lines: list[str] = []
    for watched in WATCHED:
        report = watched.question(connection, filters, asked)
        if not (report.rows or watched.always):
            continue
        lines.append(plain(report.summary[0]))
        # Of what is cut off at the end the major ones are never part.
        rows = sorted(report.rows, key=lambda row: row.get("level") != Level.MAJOR)
        lines += [_line(row, watched) for row in rows]
    return split(f"{TITLE} {asked.as_of}", lines, channel(group.kind).room)


def of_damage(group: Group, night: date) -> list[str]:
    """Return what a group is told where the ledger is not as it was recorded: that there is no list, and nothing else."""
    said = "账本核验没有通过，今晚没有逾期和将到期的清单；请管账的同志处理。"
    return split(f"{TITLE} {night}", [said], channel(group.kind).room)


def _line(row: Row, watched: Watched) -> str:
    # Papers have no level, and no source; what has a term may be of no unit.
    major = "重大 " if row.get("level") == Level.MAJOR else ""
    unit = _cut(row["unit"] or "", LONGEST_UNIT)
    untold = not watched.titled or was_told(row.get("source"))
    title = "" if untold else _cut(row["title"], LONGEST_TITLE)
    return " ".join(filter(None, (row["no"], unit, watched.told(row), major + title))).rstrip()


def _cut(text: str, longest: int) -> str:
    """Return a text of at most so many characters, and … where there was more."""
    whole = plain(text)
    return whole if len(whole) <= longest else f"{whole[:longest]}…"


def plain(text: str) -> str:
    """Return what somebody typed as a group may read it: on one line, without numbers that reach a person, or marks that call on all of a group."""
    return without_numbers(visible(" ".join(text.split()))).translate(_MARKS)


_MARKS = str.maketrans("<>@", "＜＞＠")
"""Feishu and WeCom read `<at …>` and `<@…>` in a text, DingTalk @."""
