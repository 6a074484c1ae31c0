"""Which power of the town covers a decision on a day, and that it stays so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused, few
from zizhao_cli.domain.kinds.power import POWER
from zizhao_cli.domain.text import matching_key
from zizhao_cli.errors import quoted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet

_COLUMNS = "id, no, name, sub_item, item_code, power_type, origin, since_on, until_on, state"

_NAMED = 5
"""As many of those that were found are named."""


class PowerDoesNotCover(Refused):
    def __init__(self, what: str, day: date, found: Sequence[dict[str, Any]]) -> None:
        days = "、".join(
            f"{one['no']} 从 {one['since_on']} 起"
            + (f"，到 {one['until_on']} 为止" if one["until_on"] else "")
            for one in found[:_NAMED]
        )
        super().__init__(
            f"{day} 镇里没有这项权力：{quoted(what)}" + (f"（清单里的：{days}）" if days else ""),
            "镇里不能决定的，移送或建议有权的部门；清单有而没有登记的，先用 power import 登记",
        )


class PowersAlike(Refused):
    def __init__(self, what: str, found: Sequence[dict[str, Any]]) -> None:
        known = "、".join(f"{one['no']} {one['name']}" for one in found[:_NAMED])
        super().__init__(f"{quoted(what)} 对得上 {len(found)} 项权力", f"写其中一项的编号：{known}")


def covering(connection: sqlite3.Connection, what: str, day: date) -> dict[str, Any]:
    """Return the power that covers a decision of the town on `day`: `what` is its number, its code in the list, its name, or words of that.

    The row has its id, no, name, sub_item, item_code, power_type, origin, since_on, until_on and state; days are ISO texts.
    A case keeps the power that held on the day it was opened (渝府办发〔2025〕28号), so `day` is that day.
    Raises PowerDoesNotCover, which names the days of what was found, PowersAlike, UnknownRecord.
    """
    found = _named(connection, what)
    valid = [
        one
        for one in found
        if one["since_on"] <= str(day) and (one["until_on"] is None or str(day) <= one["until_on"])
    ]
    if not valid:
        raise PowerDoesNotCover(what, day, found)
    if len(valid) > 1:
        raise PowersAlike(what, valid)
    return valid[0]


def _named(connection: sqlite3.Connection, what: str) -> list[dict[str, Any]]:
    """Return the powers, not struck out, that `what` names best: by number, else by code or whole name, else by words of the name."""
    there = f"SELECT {_COLUMNS} FROM {POWER.table} WHERE NOT ({POWER.voided})"
    if (number := POWER.numbers.find(what)) is not None:
        cursor = connection.execute(f"{there} AND id = ?", (number,))
    else:
        cursor = connection.execute(f"{there} ORDER BY id")
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    if number is not None:
        if not rows:
            raise POWER.unknown(what)
        return rows
    asked, words = matching_key(what), [matching_key(word) for word in what.split()]
    exact = [row for row in rows if asked in (matching_key(row["name"]), row["item_code"])]
    return exact or [
        row
        for row in rows
        if words
        and all(word in matching_key(f"{row['name']}{row['sub_item'] or ''}") for word in words)
    ]


class PowerInUse(Refused):
    def __init__(self, no: str, cases: list[str]) -> None:
        super().__init__(
            f"{no} 是 {few(cases)} 决定的依据，那一天要管得住",
            "记错了的案子先撤回决定或作废，再改这项权力",
        )


def weigh(
    session: LedgerSession,
    changes: ChangeSet,
    before: Any,  # noqa: ANN401 - as of ledger.declared.weigh
    after: Any,  # noqa: ANN401 - as of ledger.declared.weigh
    step: Any,  # noqa: ANN401 - as of ledger.declared.weigh
) -> None:
    """Refuse to take a power away from a day on which a decision rests on it, or to make another one of it. Raises PowerInUse."""
    del session
    if before is None:
        return
    since, until = before.since_on, before.until_on
    if after is not None:
        since, until = after.since_on, after.until_on
    elif step.step == "end":
        until = step.on
    another = after is not None and after.power_type != before.power_type
    no, struck = before.number(), another or step.step == "void"
    query = "SELECT no, opened_on FROM enforcement WHERE power = ? AND state <> 'voided'"
    cases = [
        case
        for case, opened_on in changes.connection.execute(query, (no,))
        if struck or opened_on < str(since) or (until is not None and opened_on > str(until))
    ]
    if cases:
        raise PowerInUse(no, cases)
