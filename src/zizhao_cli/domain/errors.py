"""What the rules refuse. Every class builds its own sentence and its way out; all of them exit with 3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.errors import ZizhaoError, quoted, visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Refused(ZizhaoError):
    """A value, a row, a name or a step that the rules do not allow."""

    @property
    def causes(self) -> list[Refused]:
        """What was refused: this alone, or each of several records."""
        return [self]


def few(records: list[str]) -> str:
    """Return a readable handful of records, and that there are more."""
    return "、".join(records[:5]) + ("等" if len(records) > 5 else "")  # noqa: PLR2004


# --- text and words -----------------------------------------------------------------------------------


class BlankText(Refused):
    def __init__(self, field: str) -> None:
        super().__init__(f"{field}是空的，或只有空格", f"请写明{field}")


class ControlCharacter(Refused):
    def __init__(self, field: str, value: str, place: int) -> None:
        if (
            "\ud800" <= value[place - 1] <= "\udfff"
        ):  # how Python holds bytes that it could not decode
            super().__init__(
                f"{field}第 {place} 个字符起不是本机编码的文字",
                "多半是用 GBK 写的：把终端或脚本改成 UTF-8 后重试",
            )
            return
        super().__init__(
            f"{field}第 {place} 个字符 {visible(value[place - 1]).strip() or '（换行）'} 是控制字符，不能入账",
            "删去该字符后重试；多半是从别处复制时带来的",
        )


class TextTooLong(Refused):
    def __init__(self, field: str, length: int, limit: int) -> None:
        super().__init__(f"{field}有 {length} 个字，最多 {limit} 个字", "请写得短一些，或分成几条")


class UnknownWord(Refused):
    def __init__(self, field: str, value: str, choices: Iterable[str]) -> None:
        super().__init__(f"{field}不认识 {quoted(value)}", f"可写：{'、'.join(choices)}")


class BadAmount(Refused):
    def __init__(self, field: str, value: str) -> None:
        super().__init__(
            f"{field} {quoted(value)} 不能是负数", "以元为单位写，如 5000、2万元，或写明来源"
        )


# --- days ---------------------------------------------------------------------------------------------


class BadDate(Refused):
    def __init__(self, field: str, value: str) -> None:
        super().__init__(
            f"{field} {quoted(value)} 不是日期",
            "可写 2022-04-20、2022/4/20、2022.4.20、20220420、2022年4月20日",
        )


class NoSuchDay(Refused):
    def __init__(self, field: str, value: str) -> None:
        super().__init__(f"{field} {quoted(value)}：历法上没有这一天", "请核对年月日")


class MonthWithoutDay(Refused):
    def __init__(self, field: str, value: str) -> None:
        super().__init__(f"{field} {quoted(value)} 只有年月，没有日", "请写到日，如 2022-04-20")


class YearOutOfRange(Refused):
    def __init__(self, field: str, value: str, first: int, last: int) -> None:
        super().__init__(f"{field} {quoted(value)} 不在 {first}–{last} 年之间", "请核对年份")


class FutureDay(Refused):
    def __init__(self, field: str, day: date, today: date) -> None:
        super().__init__(f"{field} {day} 还没有到（今天是 {today}）", "账本只记已经发生的事")


# --- deadlines ----------------------------------------------------------------------------------------


class BadDeadline(Refused):
    def __init__(self, value: str) -> None:
        super().__init__(
            f"期限 {quoted(value)} 看不懂",
            "可写日期，或 +15d（自然日）、+10wd（工作日），从发现之日的次日起算",
        )


class DueBeforeFound(Refused):
    def __init__(self, due_on: date, found_on: date) -> None:
        super().__init__(f"期限 {due_on} 早于发现日期 {found_on}", "期限最早是发现当日")


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


# --- the life of a record -----------------------------------------------------------------------------


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


class StepNoLongerFollows(Refused):
    """A correction that a step recorded since does not allow."""

    def __init__(
        self, no: str, correction: str, step: str, on: date, number: int, why: str
    ) -> None:
        super().__init__(
            f"{no} 不能{correction}，那样 {on} 的{step}（第 {number} 步）就不成立：{why.replace(f'{no} 现在是', '那时是')}",
            f"先用 hazard retract {no} 从最后一步起逐步撤回，再照实重记",
        )


class CorrectionBeforeFound(Refused):
    def __init__(self, no: str, day: date, found_on: date) -> None:
        super().__init__(
            f"{no} 是 {found_on} 发现的，不能从 {day} 起更正",
            "--from 最早写发现的那天；一直如此就不写 --from",
        )


class NothingToRetract(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(
            f"{no} 只有登记，没有可撤回的步骤",
            "登记本身记错了，用 replace 换成一项新的，或用 void 作废",
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


# --- units, measures, records -------------------------------------------------------------------------


class UnknownUnit(Refused):
    def __init__(self, value: str, nearest: Iterable[str]) -> None:
        names = "、".join(visible(name) for name in nearest)
        way_out = f"相近的有：{names}；" if names else ""
        super().__init__(
            f"单位名册里没有 {quoted(value)}", f"{way_out}用 unit list 查看，用 unit add 登记"
        )


class AmbiguousUnit(Refused):
    def __init__(self, value: str, codes: Iterable[str]) -> None:
        super().__init__(
            f"{quoted(value)} 对应不止一个单位：{'、'.join(visible(c) for c in codes)}",
            "请改写单位代码",
        )


class UnitRetired(Refused):
    def __init__(self, name: str, code: str = "代码") -> None:
        super().__init__(
            f"单位 {quoted(name)} 已停用，不能再记账",
            f"用 unit edit {visible(code)} --active 恢复，或改记到现在的单位",
        )


class UnitTaken(Refused):
    def __init__(self, field: str, value: str, owner: str) -> None:
        super().__init__(
            f"{field} {quoted(value)} 已用于单位 {visible(owner)}",
            "换一个，或用 unit edit 修改已有的单位",
        )


class NoUnitNamed(Refused):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"{quoted(text)} 不是单位的名称（空缺记号、合计、日期、数字或方框）", "请写单位的名称"
        )


class BadUnitCode(Refused):
    def __init__(self, value: str) -> None:
        super().__init__(
            f"单位代码 {quoted(value)} 不合格式", "只用字母、数字、- 和 _，最多 32 个，如 GXC"
        )


class UnitInItself(Refused):
    def __init__(self, code: str) -> None:
        super().__init__(
            f"单位 {visible(code)} 不能隶属于自己（含间接隶属）", "请改写 --parent 或 --supervisor"
        )


class UnitHasOpenHazards(Refused):
    def __init__(self, name: str, numbers: list[str]) -> None:
        super().__init__(
            f"单位 {quoted(name)} 还有 {len(numbers)} 项未销号隐患：{few(numbers)}",
            "先办结、移送或作废这些隐患",
        )


class BadMeasure(Refused):
    def __init__(self, value: str) -> None:
        super().__init__(
            f"没有条款 {quoted(value)}",
            "可写 1–15、六、（六）、第六条或条款标题；用 measure list 查看",
        )


class SeveralRefused(Refused):
    """What was refused of several records, each by its name, with why."""

    def __init__(self, causes: dict[str, Refused]) -> None:
        lines = (
            why.sentence if name in why.sentence else f"{name} {why.sentence}"
            for name, why in causes.items()
        )
        ways_out = filter(None, (why.way_out for why in causes.values()))
        super().__init__(
            f"{len(causes)} 项不能办，一项也没有办：{'；'.join(lines)}",
            "；".join(dict.fromkeys(ways_out)) or None,
        )
        self._causes = [*causes.values()]

    @property
    def causes(self) -> list[Refused]:
        return self._causes


class UnknownRecord(Refused):
    def __init__(self, kind: str, value: str, listing: str) -> None:
        super().__init__(f"账本里没有{kind} {quoted(value)}", f"用 {listing} 查看编号")


class PhaseUnknown(Refused):
    def __init__(self, value: str, phases: Iterable[str]) -> None:
        super().__init__(f"没有阶段 {quoted(value)}", f"campaign.yaml 里有：{'、'.join(phases)}")


# --- checks -------------------------------------------------------------------------------------------


class FailWithoutHazard(Refused):
    def __init__(self) -> None:
        super().__init__(
            "结果为不符合，却没有写隐患", "写明发现的问题（--hazard）；没有问题则结果写 pass 符合"
        )


class HazardWithoutFail(Refused):
    def __init__(self, result: str) -> None:
        super().__init__(
            f"结果为{result}，却写了隐患",
            "有隐患的检查结果写 fail 不符合；没有隐患则不写隐患和它的等级、期限",
        )


class DetailsWithoutHazard(Refused):
    def __init__(self) -> None:
        super().__init__(
            "写了隐患的等级、期限等，却没有写隐患", "写明发现的问题；没有隐患则不写这些"
        )


class HazardUnclear(Refused):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"{quoted(text)} 看不出有没有隐患", "有隐患的写明是什么问题；一项也没有的写“无”"
        )


class BoxesUnclear(Refused):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"{quoted(text)} 的方框没有勾，或勾了不止一个",
            "勾一个，如 ☑无 □有；或直接写无、写明是什么问题",
        )


class ResultMissing(Refused):
    def __init__(self) -> None:
        super().__init__(
            "检查结果没有填，也没有写隐患", "查过、没有问题的写 符合；没有查的，删去这一行"
        )


class NoHazardToRegister(Refused):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"隐患描述 {quoted(text)} 是没有隐患的意思", "没有隐患就不用登记，也不用导入"
        )


class NobodyNamed(Refused):
    def __init__(self, field: str, text: str) -> None:
        super().__init__(f"{field} {quoted(text)} 不是人名", f"请写明{field}的姓名")


class SourceIdConflict(Refused):
    def __init__(self, source_id: str, no: str, fields: Iterable[str] = ()) -> None:
        differing = "；".join(fields)
        super().__init__(
            f"来源编号 {quoted(source_id)} 已记为 {no}，而内容不同{f'：{differing}' if differing else ''}",
            "若是另一条记录，换一个来源编号；若原来记错，先作废旧记录",
        )


class CheckAlreadyVoided(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(f"{no} 已经作废，或已随批次撤销", f"用 check show {no} 看经过")


class CheckHasHazards(Refused):
    def __init__(self, no: str, hazards: list[str]) -> None:
        super().__init__(
            f"{no} 查出的隐患仍有效：{'、'.join(hazards)}",
            "先用 hazard void 作废这些隐患，已销号的先用 hazard retract 撤回销号；只是记错了内容的，用 check edit 或 check replace",
        )
