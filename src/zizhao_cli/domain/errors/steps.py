"""What a record does not allow: deadlines, and the steps of its life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused
from zizhao_cli.errors import quoted, visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from zizhao_cli.domain.kinds.field import Field


class BadDeadline(Refused):
    def __init__(self, value: str) -> None:
        super().__init__(
            f"期限 {quoted(value)} 看不懂",
            "可写日期，或 +15d（自然日）、+10wd（工作日），从发现之日的次日起算",
        )


class DueBeforeFound(Refused):
    def __init__(self, due_on: date, found_on: date) -> None:
        super().__init__(f"期限 {due_on} 早于发现日期 {found_on}", "期限最早是发现当日")
        self.due_on = due_on


class MajorNeedsDue(Refused):
    def __init__(self) -> None:
        super().__init__(
            "重大隐患必须写明整改期限，没有默认值", "写明期限（--due），如 2022-06-30 或 +30d"
        )


class ImmediateIsDueAtOnce(Refused):
    def __init__(self, due_on: date, found_on: date) -> None:
        super().__init__(
            f"立即整改的期限就是发现当日 {found_on}，不能是 {due_on}",
            "不写期限；或处理方式改为 deadline 限期整改",
        )


class NewDueNotLater(Refused):
    def __init__(self, new: date, old: date) -> None:
        super().__init__(f"新期限 {new} 不晚于现期限 {old}", "延期只能往后；期限不能提前或原样重写")


class ExtensionAskedLate(Refused):
    def __init__(self, asked_on: date, due_on: date) -> None:
        super().__init__(
            f"申请延期的日子 {asked_on} 已过期限 {due_on}，延期须在期限届满前申请",
            "若书面申请在期限内提出，加 --asked-on 写明那一天；可否例外见 policy.yaml 的 extension_asked_before_deadline",
        )


class AskedAfterApproval(Refused):
    def __init__(self, no: str, asked_on: date, approved_on: date) -> None:
        super().__init__(
            f"{no} 申请延期的日子 {asked_on} 晚于批准的日子 {approved_on}",
            "用 --asked-on 写书面申请的日子，用 --on 写批准的日子",
        )


class AskedBeforeFound(Refused):
    def __init__(self, no: str, asked_on: date, found_on: date) -> None:
        super().__init__(
            f"{no} 申请延期的日子 {asked_on} 早于发现日期 {found_on}",
            "用 --asked-on 写书面申请的真实日子",
        )


class TooManyExtensions(Refused):
    def __init__(self, no: str, limit: int) -> None:
        super().__init__(
            f"{no} 已延期 {limit} 次，到了上限", "上限见 policy.yaml 的 extension_max_times"
        )


class PlanDueTooLate(Refused):
    def __init__(self, plan_due: date, due_on: date) -> None:
        super().__init__(
            f"方案时限 {plan_due} 晚于整改期限 {due_on}",
            "先用 hazard extend 延期，或把方案时限写早",
        )


class PlanNoLongerFits(Refused):
    def __init__(self, no: str, plan_due: date, due_on: date) -> None:
        super().__init__(
            f"{no} 的方案时限 {plan_due} 晚于新期限 {due_on}，方案跟不过去",
            f"先用 hazard plan {no} --due 把方案时限改早，再换新",
        )


class DueBeforeStep(Refused):
    def __init__(self, step: str, due_on: date, on: date) -> None:
        super().__init__(
            f"{step}给出的新期限 {due_on} 早于{step}日期 {on}",
            f"新期限最早是{step}当日；+15d 从发现次日起算，必要时直接写日期",
        )


class NotProvisional(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(f"{no} 的期限不是暂定的，不用重新核算", f"用 hazard why {no} 看期限的由来")


class StillProvisional(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(
            f"{no} 的期限还是算不准：有年份的放假安排尚未公布",
            "公布并升级 chinesecalendar 之后再核算",
        )


class StepNotAllowed(Refused):
    def __init__(self, noun: str, no: str, step: str, state: str, allowed: Iterable[str]) -> None:
        super().__init__(
            f"{no} 现在是“{state}”，不能{step}",
            f"{step}只能在这些状态下进行：{'、'.join(allowed)}；用 {noun} show {no} 看经过",
        )


class ClosedStands(StepNotAllowed):
    """What is closed is struck out only after its closing was taken back."""

    def __init__(self, no: str, step: str) -> None:
        Refused.__init__(
            self,
            f"{no} 现在是“已销号”，不能{step}",
            f"用 hazard show {no} 看经过；确是记错了的，先用 hazard retract {no} 撤回销号，再{step}",
        )


class BackwardsInTime(Refused):
    def __init__(self, no: str, step: str, day: date, last: date) -> None:
        super().__init__(
            f"{no} 的{step}日期 {day} 早于上一步的日期 {last}",
            "各步的日期不能倒退；用 --on 写真实的日子",
        )


class AnsweredBefore(Refused):
    def __init__(self, no: str, what: str, day: date) -> None:
        super().__init__(
            f"{no} 移送的{what} {day} 已经有了，不能再记一次",
            f"记错的先用 hazard retract {no} --reason 理由 撤回",
        )


class StepNoLongerFollows(Refused):
    """A correction that a step recorded since does not allow."""

    def __init__(
        self, noun: str, no: str, correction: str, step: str, on: date, number: int, why: str
    ) -> None:
        super().__init__(
            f"{no} 不能{correction}，那样 {on} 的{step}（第 {number} 步）就不成立：{why.replace(f'{no} 现在是', '那时是')}",
            f"先用 {noun} retract {no} 从最后一步起逐步撤回，再照实重记",
        )


class CorrectionBeforeFound(Refused):
    def __init__(self, no: str, day: date, found_on: date) -> None:
        super().__init__(
            f"{no} 是 {found_on} 发现的，不能从 {day} 起更正",
            "--from 最早写发现的那天；一直如此就不写 --from",
        )


class NothingToRetract(Refused):
    def __init__(self, no: str, struck_by: str, struck: str) -> None:
        super().__init__(
            f"{no} 只有登记，没有可撤回的步骤",
            f"登记本身记错了，用 {struck_by} {struck}；隐患和检查也可用 replace 换成一项新的",
        )


class NoSuchStep(Refused):
    def __init__(self, no: str, number: int, numbers: list[int]) -> None:
        there = "、".join(map(str, numbers)) or "没有"
        super().__init__(
            f"{no} 没有可撤回的第 {number} 步", f"可撤回的步骤：{there}；更正过的文字用 edit 再改"
        )


class ApprovalMissing(Refused):
    def __init__(self, no: str, step: str, why: str) -> None:
        super().__init__(f"{no} {why}，{step}须经批准", "加 --approved-by 批准人，不能是记账人自己")


class SamePerson(Refused):
    def __init__(self, first_role: str, second_role: str, name: str, option: str | None) -> None:
        namesake = "" if option is None else f"；若是别的单位的同名人员，加 {option} 写明单位"
        super().__init__(
            f"{first_role}和{second_role}不能是同一个人：{visible(name)}", f"换人办理{namesake}"
        )


class PlanIncomplete(Refused):
    def __init__(self, no: str, missing: Iterable[str], *, was_major: bool = False) -> None:
        lowered = f"；降级经人批准的，用 hazard edit {no} --level general --approved-by 记明，--from 早于现在记的降级"
        super().__init__(
            f"{no} {'曾' if was_major else ''}是重大隐患，整改方案还缺：{'、'.join(missing)}",
            f"先用 hazard plan {no} 补齐五落实，再报整改完成{lowered if was_major else ''}",
        )


class PlanPartEmpty(Refused):
    def __init__(self, part: str, text: str) -> None:
        super().__init__(
            f"整改方案的{part} {quoted(text)} 等于没有写", "写明内容；不花钱的，资金写 0"
        )


class NothingToChange(Refused):
    def __init__(self, what: str) -> None:
        super().__init__(f"没有给出要改的内容：{what}", "至少写一个选项，且与现值不同")


class EndsBeforeItBegins(Refused):
    def __init__(self, last: Field, until: object, first: Field, since: object) -> None:
        super().__init__(f"{last.name} {until} 早于{first.name} {since}", "核对这两个日子")
