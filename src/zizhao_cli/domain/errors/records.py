"""Which record is meant, and what it may say: units, measures, checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused, few
from zizhao_cli.errors import quoted, visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


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


class UnknownRecord(Refused):
    def __init__(self, kind: str, value: str, listing: str) -> None:
        super().__init__(f"账本里没有{kind} {quoted(value)}", f"用 {listing} 查看编号")


class PhaseUnknown(Refused):
    def __init__(self, value: str, phases: Iterable[str]) -> None:
        super().__init__(f"没有阶段 {quoted(value)}", f"有：{'、'.join(phases)}")


class NotBegun(Refused):
    """A stretch of days that is asked for a day before its first."""

    def __init__(self, what: str, first: date, day: date) -> None:
        super().__init__(
            f"{what} {first} 才开始，数不到 {day}", "核对 --as-of，或问已经开始的期间、阶段"
        )


class PeriodUnknown(Refused):
    def __init__(self, value: str) -> None:
        super().__init__(
            f"不认识期间 {quoted(value)}",
            "可写：2022、2022-Q2、2022-05、2022-W20（周一至周日）、2022-04-20..2022-06-30",
        )


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
