"""Tip-offs of one matter: it is rewarded once, and the first named one gets it (安监总财〔2018〕19号, 未核)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.tip import TIP

if TYPE_CHECKING:
    import sqlite3


class MatterRewarded(Refused):
    def __init__(self, no: str, other: str) -> None:
        super().__init__(
            f"{no} 和 {other} 是同一件事，{other} 已经定过奖励",
            "一件事只奖一次；用 --no-reward 写明",
        )


class NotTheFirst(Refused):
    def __init__(self, no: str, first: str) -> None:
        super().__init__(
            f"{no} 和 {first} 是同一件事，{first} 是最先（实名）举报的",
            "奖励最先实名举报的；用 --no-reward 写明",
        )


class MatterStays(Refused):
    def __init__(self, no: str, other: str) -> None:
        super().__init__(
            f"{no} 写了和 {other} 是同一件事，{other} 已经定过奖励，不能再改成别的",
            f"记错了的，先用 tip retract {other} 撤回奖励",
        )


class PaidMatterStays(Refused):
    def __init__(self, no: str, paid: str) -> None:
        super().__init__(
            f"{no} 不能再改成和别的是同一件事：这件事的 {paid} 发过奖金（撤回了的也算）",
            f"发过奖金的事不拆开；用 tip note {no} 写明情况",
        )


class SameAsItself(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(f"{no} 不能写和自己是同一件事", "写另一件举报的编号")


class Paid(NamedTuple):
    """A payment that was recorded, also one that was taken back."""

    no: str
    voucher: str


class _Tip(NamedTuple):
    """A tip-off as far as it tells whose the reward is."""

    id: int
    no: str
    same_as_id: int | None
    named: bool
    received_on: str
    rewarded_on: str | None


def refuse_second_reward(connection: sqlite3.Connection, record: Any, *, now: bool) -> None:  # noqa: ANN401 - the kind's record
    """Refuse that a matter is rewarded twice, or that one gets it who was not the first: `now`, or by what is mended of a record that was rewarded.

    Raises SameAsItself, MatterRewarded, NotTheFirst.
    """
    if record.same_as_id == record.id:
        raise SameAsItself(record.number())
    matter = _matter(connection, record)
    rewarded = [tip for tip in matter if tip.rewarded_on is not None and tip.id != record.id]
    if rewarded and (now or record.rewarded_on is not None):
        raise MatterRewarded(record.number(), rewarded[0].no)
    if len(rewarded) > 1:
        raise MatterRewarded(rewarded[1].no, rewarded[0].no)
    first = min(matter, key=lambda tip: (not tip.named, tip.received_on, tip.id))
    if now and first.id != record.id:
        raise NotTheFirst(record.number(), first.no)


def refuse_parted(connection: sqlite3.Connection, before: Any, after: Any) -> None:  # noqa: ANN401 - the kind's records
    """Refuse to part a record from a matter that was rewarded, for it could then be rewarded again; or that was ever paid, though that was taken back. Raises MatterStays, PaidMatterStays."""
    if before.same_as_id is None or before.same_as_id == after.same_as_id:
        return
    for tip in _matter(connection, before):
        if tip.rewarded_on is not None:
            other = tip.no if tip.id != before.id else TIP.no(before.same_as_id)
            raise MatterStays(before.number(), other)
    if (paid := last_paid(connection, before)) is not None:
        raise PaidMatterStays(before.number(), paid.no)


def last_paid(connection: sqlite3.Connection, record: Any) -> Paid | None:  # noqa: ANN401 - the kind's record
    """Return the payment of the matter of a record that was recorded last, as history has it, though it was taken back since; None where there was none."""
    matter = {tip.id: tip.no for tip in _matter(connection, record)}
    marks = ", ".join("?" * len(matter))
    query = (
        f"SELECT {TIP.key}, json_extract(detail, '$.voucher') FROM {TIP.history} "
        f"WHERE step = 'pay' AND {TIP.key} IN ({marks}) ORDER BY seq DESC, {TIP.number} DESC LIMIT 1"
    )
    row = connection.execute(query, [*matter]).fetchone()
    return None if row is None else Paid(matter[row[0]], row[1])


def _matter(connection: sqlite3.Connection, record: Any) -> list[_Tip]:  # noqa: ANN401 - the kind's record
    """Return all tip-offs that are one matter with a record, itself as it is to be among them; what was struck out counts where it was paid."""
    columns = "id, no, same_as_id, named, received_on, rewarded_on"
    rows = connection.execute(
        f"SELECT {columns} FROM tip WHERE state <> 'voided' OR paid_on IS NOT NULL"
    )
    there = {row[0]: _Tip(*row) for row in rows}
    there[record.id] = _Tip(
        record.id,
        record.number(),
        record.same_as_id,
        bool(record.named),
        str(record.received_on),
        None if record.rewarded_on is None else str(record.rewarded_on),
    )
    found, asked = set[int](), [record.id]
    while asked:
        one = asked.pop()
        if one in found or one not in there:
            continue
        found.add(one)
        asked += [tip.id for tip in there.values() if tip.same_as_id == one]
        asked += [other] if (other := there[one].same_as_id) is not None else []
    return [there[one] for one in found]
