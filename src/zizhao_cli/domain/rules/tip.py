"""The rules of tip-offs: who may look into one, by when, what only the county may do, and what a reward is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.amounts import in_yuan
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.steps import NewDueNotLater
from zizhao_cli.domain.kinds.tip import ABOUT, ACCUSED, RECEIVED_BY, SUBSTANTIATED, TIP, Grounds
from zizhao_cli.domain.people import Person, approved_by_another, keep_apart
from zizhao_cli.domain.rules.declared import declared

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from zizhao_cli.domain.kinds.field import Field


class NobodyAccused(Refused):
    def __init__(self) -> None:
        super().__init__(
            "没有写举报的是谁", "名册上的单位用 --unit，名册上没有的用 --about 写是谁、是什么"
        )


class GoesToCounty(Refused):
    def __init__(self, no: str, what: str) -> None:
        super().__init__(
            f"{no} 涉及人员死亡，镇里不能{what}，由区（县）组织核查",
            f"移送：tip transfer {no} --to 区应急局 --reason 涉及人员死亡；对方告知的结果用 tip answer 记",
        )


class AccusedHandles(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(f"{no} 举报的就是这个单位，不能由它核查", "用 --to 写别的单位")


class ExtendedBefore(Refused):
    def __init__(self, no: str, on: date) -> None:
        super().__init__(f"{no} 已在 {on} 延过期，只能延一次", "照现在的期限办结")


class TermGoneBy(Refused):
    def __init__(self, no: str, due_on: date, on: date) -> None:
        super().__init__(
            f"{no} 的期限 {due_on} 已过，{on} 不能再延",
            "延期要在到期以前批准；用 --on 写批准的日子",
        )


class ExtendedTooLong(Refused):
    def __init__(self, no: str, due_on: date, latest: date) -> None:
        super().__init__(
            f"{no} 延到 {due_on}，超过了最迟的 {latest}",
            "最长延几天见 policy.yaml 的 tip_extension_days",
        )


class NoticeUnclear(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(
            f"{no} 延期要告知举报人：哪天告知的和没有告知的原因，要写一个，也只写一个",
            "告知了的写 --notified-on，没有告知的写 --not-notified",
        )


class NothingToReward(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(
            f"{no} 没有属实或部分属实的核查结论，不能奖励",
            "先用 tip verify 记结论；移送了的用 tip answer --result 记对方的结论",
        )


class RewardedBefore(Refused):
    def __init__(self, no: str, on: date, *, paid: bool = False) -> None:
        done = "发过奖金" if paid else "定过奖励"
        super().__init__(f"{no} 已在 {on} {done}，只有一次", "记错了的用 tip retract 撤回再记")


class ReceiverUnknown(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(
            f"{no} 没有写谁受理的，看不出和决定奖励的是不是一个人",
            f"先用 tip edit {no} --received-by 补上受理人",
        )


class RewardBasisMissing(Refused):
    def __init__(self, grounds: Grounds, *fields: Field) -> None:
        super().__init__(
            f"{grounds.label}的奖励没有写{'、'.join(field.name for field in fields)}",
            f"加上 {' '.join(field.option for field in fields)}",
        )


class NoLocalReward(Refused):
    def __init__(self) -> None:
        super().__init__(
            "policy.yaml 没有定本地小额奖励的上限，不能这样奖励",
            "镇里定了的，写进 policy.yaml 的 tip_reward_local_ceiling 和出处",
        )


class RewardOutOfBounds(Refused):
    def __init__(self, no: str, amount: int, floor: int, most: int) -> None:
        super().__init__(
            f"{no} 奖励 {in_yuan(amount)} 元，标准是 {in_yuan(floor)} 至 {in_yuan(most)} 元",
            "核对金额；不写 --amount 即照标准算，标准见 policy.yaml 的 tip_reward_ 各项",
        )


class NotRewarded(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(f"{no} 到那一天还没有定奖励，不能发放", f"先用 tip reward {no} 记决定")


class CodeNotSaid(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(
            f"{no} 是匿名举报，凭登记时给的口令领奖，没有口令或口令不对",
            "加 --code -，从标准输入读；在终端上直接问",
        )


class NotReplied(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(
            f"{no} 是实名举报，还没有答复举报人，不能办结", f"先用 tip reply {no} --how 记答复"
        )


class RewardUnclear(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(
            f"{no} 属实的，要定奖励，或写为什么不奖励，两样只有一样",
            f"用 tip reward {no} 记奖励，或办结时写 --no-reward",
        )


def _registered(record: Any) -> None:  # noqa: ANN401 - the kind's record
    if record.unit_id is None and record.about is None:
        raise NobodyAccused
    refuse_accused(record, record.assigned_to_id)


def refuse_accused(record: Any, unit_id: int | None) -> None:  # noqa: ANN401 - the kind's record
    """Refuse that the unit `unit_id` looks into what it is accused of. Raises AccusedHandles."""
    if unit_id is not None and unit_id == record.unit_id:
        raise AccusedHandles(record.number())


def refuse_deaths(record: Any, what: str) -> None:  # noqa: ANN401 - the kind's record
    """Refuse that the town does what is the county's (安全生产法 73). Raises GoesToCounty."""
    if record.deaths:
        raise GoesToCounty(record.number(), what)


def _assigned(record: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    refuse_accused(record, step.assigned_to_id)


def _extended(record: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    no = record.number()
    if record.extended_on is not None:
        raise ExtendedBefore(no, record.extended_on)
    if step.on > record.due_on:
        raise TermGoneBy(no, record.due_on, step.on)
    if step.due_on <= record.due_on:
        raise NewDueNotLater(step.due_on, record.due_on)
    if step.due_on > step.latest_on:
        raise ExtendedTooLong(no, step.due_on, step.latest_on)
    if (step.notified_on is None) == (step.not_notified is None):
        raise NoticeUnclear(no)
    asker = ("延期申请人", Person(step.asked_by))
    known = step.people or {}
    approved_by_another(Person(step.approved_by), asker, by=step.spelling(), known=known)


def _verified(record: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    del step
    refuse_deaths(record, "核查")


def _rewarded(record: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    no = record.number()
    if record.deaths and (step.body is None or record.transferred_on is None):
        raise GoesToCounty(no, "决定奖励")
    if record.rewarded_on is not None:
        raise RewardedBefore(no, record.rewarded_on)
    if record.result not in SUBSTANTIATED:
        raise NothingToReward(no)
    if record.received_by is None:
        raise ReceiverUnknown(no)
    _apart(step, ("受理人", record.received_by), ("奖励决定人", step.decided_by))
    if step.amount is None or not step.floor <= step.amount <= most_of(step):
        raise RewardOutOfBounds(no, step.amount or 0, step.floor, most_of(step))


def most_of(step: Any) -> int:  # noqa: ANN401 - a step that rewards
    """Return in fen what the standard that stands in a step gives at most: its share of the fine, or for each of the dead, within floor and ceiling.

    Source: 安监总财〔2018〕19号 (未核). Raises RewardBasisMissing, NoLocalReward.
    """
    grounds = Grounds(step.grounds)
    fields = {field.key: field for field in TIP.steps["reward"].details}
    needed = {Grounds.FINE: ("fine",), Grounds.CONCEALED: ("dead", "grade")}.get(grounds, ())
    if lacking := [fields[key] for key in needed if not getattr(step, key)]:
        raise RewardBasisMissing(grounds, *lacking)
    if step.ceiling is None:
        raise NoLocalReward
    ceiling: int = step.ceiling
    if grounds is Grounds.LOCAL:
        return ceiling
    of_basis: int = (
        step.fine * step.share // 100 if grounds is Grounds.FINE else step.dead * step.each
    )
    floor: int = step.floor
    return min(max(of_basis, floor), ceiling)


def _paid(record: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    no = record.number()
    if record.rewarded_on is None:
        raise NotRewarded(no)
    if record.paid_on is not None:
        raise RewardedBefore(no, record.paid_on, paid=True)
    if not record.named and not step.coded:
        raise CodeNotSaid(no)
    paid_by = ("发放人", step.paid_by)
    _apart(step, ("受理人", record.received_by), paid_by)
    _apart(step, ("奖励决定人", record.decided_by), paid_by)


def _apart(step: Any, first: tuple[str, str], second: tuple[str, str]) -> None:  # noqa: ANN401 - as of Refuse
    """Refuse one person in two roles. Raises SamePerson."""
    (role, name), (other_role, other) = first, second
    known = step.people or {}
    keep_apart(role, Person(name), other_role, Person(other), by=step.spelling(), known=known)


def _closed(record: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    no = record.number()
    refuse_deaths(record, "办结")
    if record.named and record.replied_on is None:
        raise NotReplied(no)
    rewarded = record.rewarded_on is not None
    unsaid = not rewarded and step.no_reward is None and record.result in SUBSTANTIATED
    if unsaid or (rewarded and step.no_reward is not None):
        raise RewardUnclear(no)


def _grave_to_mend(record: Any, to: Mapping[str, Any]) -> str | None:  # noqa: ANN401 - the kind's record
    """Return why somebody else must approve a correction: of whom it accuses, for they may not look into it; of who received it, for he may not decide its reward."""
    before = vars(record)
    for field in (ACCUSED, ABOUT, RECEIVED_BY):
        column = TIP.column(field)
        told_before = field is not RECEIVED_BY or before[column] is not None
        if told_before and column in to and before[column] != to[column]:
            return f"改的是{field.name}"
    return None


RULES = declared(
    TIP,
    registered=_registered,
    refuses={
        "assign": _assigned,
        "extend": _extended,
        "verify": _verified,
        "reward": _rewarded,
        "pay": _paid,
        "close": _closed,
    },
    grave_to_mend=_grave_to_mend,
)
