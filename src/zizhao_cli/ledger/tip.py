"""Tip-offs held against the roll, the people and each other: who is the accused's, what is one matter, and what the policy says of terms and rewards."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.amounts import in_yuan
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.tip import AMOUNT, GRADE, GROUNDS, TIP, Grade, Grounds, TipState
from zizhao_cli.domain.people import Person, named_in
from zizhao_cli.domain.reading import read_field
from zizhao_cli.domain.rules.tip import GoesToCounty, most_of, refuse_accused, refuse_deaths
from zizhao_cli.domain.text import matching_key
from zizhao_cli.errors import quoted
from zizhao_cli.ledger.tip_matter import last_paid, refuse_parted, refuse_second_reward
from zizhao_cli.store.persons import Persons
from zizhao_cli.store.roll import roll

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import date

    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet


class HandlerOfTheAccused(Refused):
    def __init__(self, no: str, handler: str) -> None:
        super().__init__(
            f"{no} 的核查人 {quoted(handler)} 是被举报单位的人", "换别的单位的人去核查"
        )


class KeptInTown(Refused):
    def __init__(self, no: str, to: str) -> None:
        super().__init__(
            f"{no} 涉及人员死亡，{quoted(to)} 是镇里的，或名册上的单位，不能由它办",
            "写区（县）的部门，如 区应急局",
        )


class ReceiverStays(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(
            f"{no} 定了奖励，受理人不能再改", f"先用 tip retract {no} 撤回奖励，改了再定"
        )


class ReceiverOfPaidStays(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(
            f"{no} 发过奖金（撤回了的也算），受理人不能再改", f"用 tip note {no} 写明情况"
        )


class AboutOnRoll(Refused):
    def __init__(self, about: str, unit: str) -> None:
        super().__init__(
            f"被举报对象 {quoted(about)} 是名册上的单位",
            f"用 --unit {unit}，不写 --about：被举报的单位不能自己核查",
        )


class PaidBefore(Refused):
    def __init__(self, no: str, paid: str, voucher: str) -> None:
        super().__init__(
            f"{no} 不能再发：{paid} 发过奖金（凭证 {voucher}），后来撤回了",
            f"钱退回了才能再发，加 --returned {voucher}；记错的不是钱的，用 tip note 写明",
        )


_OF_A_TOWN = ("镇", "乡", "街道", "村", "社区")
"""What the names of a town, of its villages and of their offices hold: what is the county's is not theirs (安全生产法 73)."""
_OF_COUNTIES = ("农业农村", "城乡", "乡村振兴")
"""What the names of departments of a county hold though it looks like that."""


def filled(session: LedgerSession, _: ChangeSet, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed, and by policy the day by which the tip-off is to be done with."""
    return {**given, "due_on": session.policy.tip_within}


def found(
    session: LedgerSession,
    name: str,
    record: Any,  # noqa: ANN401 - the kind's record
    said: Mapping[str, Any],
    day: date,
) -> dict[str, Any]:
    """Return as texts what the policy says of the step `name` of `day`, which the step keeps: the latest day, the term of the reply, the standard of a reward."""
    del day
    if name == "extend":
        latest = record.due_on + timedelta(days=session.policy.tip_extension_days)
        return {"latest_on": str(latest)}
    if name == "verify":
        return {"reply_due_on": session.policy.tip_reply_within}
    standard = _standard(session, said)
    if AMOUNT.key in said or said.get(GROUNDS.key) is None:
        return standard
    return standard | _worked_out(session, {**said, **standard})


def _worked_out(session: LedgerSession, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the amount that the standard gives, where nobody says one; of a local sum there is none. Raises RewardBasisMissing."""
    details = {field.key: field for field in TIP.steps["reward"].details}
    read = {
        key: None if told.get(key) is None else read_field(field, told[key], session.known)
        for key, field in details.items()
    }
    if read[GROUNDS.key] == Grounds.LOCAL:
        return {}
    return {AMOUNT.key: str(in_yuan(most_of(SimpleNamespace(**read))))}


def _standard(session: LedgerSession, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the standard of a reward by its grounds."""
    policy = session.policy
    if (text := said.get(GROUNDS.key)) is None:
        return {}
    grounds = Grounds.parse(GROUNDS.name, text)
    if grounds is Grounds.LOCAL:
        most = policy.tip_reward_local_ceiling
        return {"floor": "0", "ceiling": None if most is None else str(most)}
    standard = {"floor": str(policy.tip_reward_floor), "ceiling": str(policy.tip_reward_ceiling)}
    if grounds is Grounds.FINE:
        return standard | {"share": str(policy.tip_reward_share)}
    if (grade := said.get(GRADE.key)) is None:
        return standard
    each = {
        Grade.GENERAL: policy.tip_reward_death_general,
        Grade.LARGER: policy.tip_reward_death_larger,
        Grade.MAJOR: policy.tip_reward_death_major,
        Grade.GRAVEST: policy.tip_reward_death_gravest,
    }[Grade.parse(GRADE.name, grade)]
    return standard | {"each": str(each)}


def weigh(
    session: LedgerSession,
    changes: ChangeSet,
    before: Any,  # noqa: ANN401 - as of ledger.declared.weigh
    after: Any,  # noqa: ANN401 - as of ledger.declared.weigh
    step: Any,  # noqa: ANN401 - as of ledger.declared.weigh
) -> None:
    """Refuse what the record alone does not show: a handler of the accused, a reward of the same matter, what involves deaths and stays in the town.

    Raises AccusedHandles, AboutOnRoll, HandlerOfTheAccused, KeptInTown, GoesToCounty, ReceiverStays, ReceiverOfPaidStays, PaidBefore, and what refuse_parted and refuse_second_reward raise.
    """
    del session
    connection = changes.connection
    if after is not None:
        if before is not None:
            _refuse_mended(connection, before, after)
            refuse_parted(connection, before, after)
        if after.about is not None and (before is None or before.about != after.about):
            _refuse_on_roll(connection, after.about)
        _refuse_accused(connection, after, after.assigned_to_id, after.handler)
        if after.same_as_id is not None or (before is not None and before.same_as_id is not None):
            refuse_second_reward(connection, after, now=False)
        return
    if step.step == "assign":
        # Asked as it is recorded: deaths may come to light after it.
        refuse_deaths(before, "交办核查")
        _refuse_accused(connection, before, step.assigned_to_id, step.handler)
    elif step.step == "transfer" and before.deaths:
        _refuse_town(connection, before, step.sent_to)
    elif step.step == "reward":
        if before.deaths and step.body is not None:
            _refuse_town(connection, before, step.body)
        refuse_second_reward(connection, before, now=True)
    elif step.step == "pay" and before.paid_on is None:
        _refuse_paid(connection, before, step.returned)


def _refuse_paid(connection: sqlite3.Connection, record: Any, returned: str | None) -> None:  # noqa: ANN401 - the kind's record
    """Refuse that a matter is paid again after a payment was taken back, unless that one's voucher is named as returned. Raises PaidBefore."""
    paid = last_paid(connection, record)
    if paid is not None and returned != paid.voucher:
        raise PaidBefore(record.number(), paid.no, paid.voucher)


def _refuse_on_roll(connection: sqlite3.Connection, about: str) -> None:
    """Refuse that who is accused stands as words where it is a unit of the roll, for then it could look into it. Raises AboutOnRoll."""
    if (unit := roll(connection).get(about)) is not None:
        raise AboutOnRoll(about, unit.name)


def _refuse_mended(connection: sqlite3.Connection, before: Any, after: Any) -> None:  # noqa: ANN401 - the kind's records
    no = before.number()
    if after.deaths and not before.deaths and after.state in (TipState.VERIFIED, TipState.CLOSED):
        raise GoesToCounty(no, "核查、办结；先用 tip retract 撤回")
    if before.received_by != after.received_by:
        if before.decided_by is not None:
            raise ReceiverStays(no)
        paid = last_paid(connection, before)
        if paid is not None and paid.no == no:
            raise ReceiverOfPaidStays(no)


def _refuse_town(connection: sqlite3.Connection, record: Any, to: str) -> None:  # noqa: ANN401 - the kind's record
    """Refuse what is the town's own, or of the roll, whatever else is written around it. Raises KeptInTown."""
    words = matching_key(to)
    for of_a_county in _OF_COUNTIES:
        words = words.replace(of_a_county, "")
    if (
        any(word in words for word in _OF_A_TOWN)
        or roll(connection).get(to) is not None
        or roll(connection).named_within(to)
    ):
        raise KeptInTown(record.number(), to)


def _refuse_accused(
    connection: sqlite3.Connection,
    record: Any,  # noqa: ANN401 - the kind's record
    assigned_to_id: int | None,
    handler: str | None,
) -> None:
    """Refuse that the accused looks into it: the unit, and who is known as one of its people."""
    refuse_accused(record, assigned_to_id)
    if handler is None or record.unit_id is None:
        return
    codes, heads = _people_of(connection, record.unit_id)
    persons = Persons(connection)
    for name in named_in(handler):
        known = {one.code for one in persons.called(name)}
        if known & codes or any(Person(name).may_be(Person(head)) for head in heads):
            raise HandlerOfTheAccused(record.number(), handler)


def _people_of(connection: sqlite3.Connection, unit_id: int) -> tuple[set[str], list[str]]:
    """Return who is known to be a unit's: people of the roll of people by their codes, and who answers for an enterprise."""
    people = "SELECT code FROM person WHERE unit_id = ? AND state <> 'voided'"
    heads = "SELECT legal_representative, controller, head FROM enterprise WHERE unit_id = ? AND state <> 'voided'"
    return (
        {code for (code,) in connection.execute(people, (unit_id,))},
        [name for row in connection.execute(heads, (unit_id,)) for name in row if name],
    )
