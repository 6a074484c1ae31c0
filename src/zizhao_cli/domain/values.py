"""The closed sets of words in the ledger: the English name that is stored, the Chinese that is shown and typed."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from zizhao_cli.domain.errors.values import UnknownWord
from zizhao_cli.domain.text import matching_key


class Word(StrEnum):
    """A stored word with its Chinese label and the other spellings that people use."""

    label: str
    spellings: tuple[str, ...]

    def __new__(cls, value: str, label: str = "", *spellings: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.spellings = (value, label, *spellings)
        return member

    @classmethod
    def parse(cls, field: str, text: str) -> Self:
        """Return the member that `text` names, in English or Chinese. Raises UnknownWord with the choices."""
        key = matching_key(text)
        for member in cls:
            if key in member.spellings:
                return member
        raise UnknownWord(field, text, cls.choices())

    @classmethod
    def choices(cls) -> list[str]:
        """Return what a user may write, each as `english 中文`."""
        return [f"{member.value} {member.label}" for member in cls]


class YesNo(Word):
    YES = "yes", "是", "true"
    NO = "no", "否", "false"


class UnitKind(Word):
    VILLAGE = "village", "村"
    COMMUNITY = "community", "社区"
    DEPARTMENT = "department", "部门"
    ENTERPRISE = "enterprise", "企业"
    SITE = "site", "场所"


class UnitTag(Word):
    """What a unit is beside its kind: where rules ask more of it, or a campaign looks first."""

    HOSPITAL = "hospital", "医院", "卫生院", "医疗机构"
    SCHOOL = "school", "学校"
    KINDERGARTEN = "kindergarten", "幼儿园", "托幼机构"
    ELDERLY_CARE = "elderly_care", "养老机构", "敬老院", "养老院"
    HIGH_RISE = "high_rise", "高层建筑", "高层"
    CROWDED = "crowded", "人员密集场所", "人员密集"
    SELF_BUILT = "self_built", "经营性自建房"
    DISPATCH = "dispatch", "劳务派遣较多", "劳务派遣"


class UnitState(Word):
    ACTIVE = "active", "在用"
    RETIRED = "retired", "已停用"


class CheckState(Word):
    RECORDED = "recorded", "在册"
    VOIDED = "voided", "已作废"


class BatchState(Word):
    RECORDED = "recorded", "在册"
    UNDONE = "undone", "已撤销"


class SubmissionState(Word):
    SUBMITTED = "submitted", "已报"
    RETURNED = "returned", "已退回"
    VOIDED = "voided", "已作废"


class Paper(Word):
    RECTIFY = "rectify", "限期整改意见书"
    REVIEW = "review", "复查意见书"
    SUPERVISE = "supervise", "督办通知"
    TRANSFER = "transfer", "抄告单", "抄告"


class NoticeState(Word):
    ISSUED = "issued", "已签发未送达", "已签发"
    DELIVERED = "delivered", "已送达"
    REFUSED = "refused", "拒签"
    ANSWERED = "answered", "已回复"
    VOIDED = "voided", "已作废"


class Occasion(Word):
    DEADLINE = "deadline", "整改期限"
    REVIEW = "review", "复查"
    REPORT = "report", "报表"
    MATTER = "matter", "其他事项"


class Level(Word):
    GENERAL = "general", "一般", "一般隐患", "一般事故隐患"
    MAJOR = "major", "重大", "重大隐患", "重大事故隐患"


class Handling(Word):
    DEADLINE = "deadline", "限期整改"
    IMMEDIATE = "immediate", "立即整改", "立行立改"


class Result(Word):
    PASS = "pass", "符合", "无隐患", "合格"
    FAIL = "fail", "不符合", "不合格"
    NA = "na", "不适用"


class CheckKind(Word):
    SELF = "self", "自查"
    TOWN = "town", "镇级检查"
    JOINT = "joint", "联合检查"
    UNANNOUNCED = "unannounced", "明查暗访"
    SPECIAL = "special", "专项检查"


class State(Word):
    REGISTERED = "registered", "已登记", "登记"
    RECTIFYING = "rectifying", "整改中"
    AWAITING_REVIEW = "awaiting_review", "已整改待复查", "待复查"
    CLOSED = "closed", "已销号", "销号"
    TRANSFERRED = "transferred", "已移送", "移送"
    VOIDED = "voided", "已作废", "作废"


RUNNING = (State.REGISTERED, State.RECTIFYING)
"""States in which the deadline's clock runs."""
OPEN = (*RUNNING, State.AWAITING_REVIEW)
"""States in which something is still to be done in the town."""
