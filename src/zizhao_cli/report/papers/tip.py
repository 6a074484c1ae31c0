"""举报事项交办单 and 移送单: what goes out of a tip-off, made of its clear summary alone.

What tells of who told is left out: whether a name was given, who received it, by which channel (who came in person was seen, and whom
12350 or a whistle-blower's line is for is known), whether there were several.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.enterprise import ENTERPRISE, HEADS
from zizhao_cli.domain.kinds.tip import TIP, TipChannel, TipRisk, TipState
from zizhao_cli.report.declared import record_shown
from zizhao_cli.report.papers.drawn import in_words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping
    from datetime import date

    from zizhao_cli.domain.papers import PaperTerms

PRINTED = ("summary", "about", "place", "sector")
"""The texts of a tip-off that its sheet has as somebody wrote them."""


class NotSentYet(Refused):
    def __init__(self, no: str, state: str) -> None:
        super().__init__(
            f"{no} 是{state}，没有要交出去的单",
            f"先用 tip assign {no} --to 单位 或 tip transfer {no} --to 单位 记交给了谁",
        )


def tip_sheet(
    connection: sqlite3.Connection, terms: PaperTerms, no: str, today: date
) -> tuple[dict[str, Any], list[str]]:
    """Return what the sheet of a tip-off says, and the texts on it that somebody wrote. Raises UnknownRecord, NotSentYet."""
    tip = record_shown(connection, TIP, no, today)
    state = TipState(tip["state"])
    moved = state is TipState.TRANSFERRED
    to = tip["sent_to"] if moved else tip["assigned_to"]
    if state is TipState.VOIDED or to is None:
        raise NotSentYet(tip["no"], state.label)
    values = {
        "organ": terms.organ,
        "office": terms.office,
        "phone": terms.phone or "",
        "no": tip["no"],
        "way": "移送" if moved else "交办",
        "to": to,
        "origin": "上级转办" if tip["channel"] == TipChannel.TRANSFERRED else "群众举报",
        "received_on": in_words(tip["received_on"]),
        "accused": _accused(tip),
        "place": tip["place"] or "",
        "sector": tip["sector"] or "",
        "risk": TipRisk(tip["risk"]).label if tip["risk"] else "",
        "deaths": bool(tip["deaths"]),
        "text": tip["summary"],
        "due": in_words(tip["due_on"]),
        "issued_on": in_words(tip["transferred_on"] if moved else tip["assigned_on"]),
    }
    return values, [tip[key] for key in PRINTED if tip[key]]


def _accused(tip: Mapping[str, Any]) -> str:
    if tip["unit"] and tip["about"]:
        return f"{tip['unit']}（{tip['about']}）"
    return tip["unit"] or tip["about"] or ""


def names_known(connection: sqlite3.Connection) -> set[str]:
    """Return the names of those whom the ledger knows: its people under all their names, heads and contacts of units, those who answer for enterprises."""
    return {name.strip() for name in _names(connection) if name and name.strip()}


def _names(connection: sqlite3.Connection) -> Iterator[str]:
    for name, aliases in connection.execute(
        "SELECT name, aliases FROM person WHERE state <> 'voided'"
    ):
        yield name
        yield from json.loads(aliases or "[]")
    for row in connection.execute("SELECT head, contact FROM unit"):
        yield from row
    keys = ", ".join(field.key for field in HEADS)
    for row in connection.execute(f"SELECT {keys} FROM {ENTERPRISE.table} WHERE state <> 'voided'"):
        yield from row
