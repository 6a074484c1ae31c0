"""An enterprise: who answers for it, by which qualifications it works, whom it employs beside its own workers, and who was trained.

The plan asks it in (五) of those who answer for an enterprise, in (八) of contracting and qualifications, in (九) of dispatched and flexible workers.
"""

from __future__ import annotations

from zizhao_cli.domain.kinds.declared import ENTERED_ON, declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import NOTE, UNIT
from zizhao_cli.domain.kinds.kind import Only
from zizhao_cli.domain.kinds.lacking import EXPIRED, MISSING, Asks
from zizhao_cli.domain.values import UnitKind, Word, YesNo


class EnterpriseState(Word):
    RECORDED = "recorded", "在册"
    VOIDED = "voided", "已作废"


def _person(key: str, heading: str, *headings: str) -> Field:
    return Field(key, heading, Reads.PERSON, headings=(heading, *headings), metavar="姓名")


def _count(key: str, heading: str, *headings: str) -> Field:
    return Field(
        key, heading, Reads.NUMBER, numeric=True, headings=(heading, *headings), metavar="数"
    )


def _day(key: str, heading: str, *headings: str, until: bool = False) -> Field:
    reads = Reads.ANY_DAY if until else Reads.DAY
    return Field(key, heading, reads, headings=(heading, *headings), metavar="日期")


def _short(key: str, heading: str, *headings: str, described: str | None = None) -> Field:
    return Field(key, heading, Reads.SHORT, headings=(heading, *headings), described=described)


LEGAL = _person("legal_representative", "法定代表人", "法人代表", "法人")
CONTROLLER = _person("controller", "实际控制人")
HEAD = _person("head", "实际负责人", "主要负责人")
HEADS = (LEGAL, CONTROLLER, HEAD)
"""Those whom the plan calls the first to answer for safety."""
BARRED = Field(
    "barred",
    "终身禁任的人",
    Reads.PERSON,
    several=True,
    headings=("终身禁任的人", "终身禁任"),
    metavar="姓名",
    described="在本企业任上出事、终身不得再任同行业主要负责人的人；可写多次",
)
BARRED_SECTOR = _short(
    "barred_sector", "禁任行业", described="禁任的行业，如 烟花爆竹；不写即企业自己的行业"
)
PARENT = _short("parent_company", "上级公司", "集团公司", "母公司")
HIGH_RISK = Field(
    "high_risk",
    "高危行业",
    Reads.WORD,
    words=YesNo,
    headings=("高危行业", "是否高危"),
    metavar="是否",
    described="是不是矿山、危化、烟花爆竹、金属冶炼、建筑施工等高危行业：yes 是、no 否",
)
SIGNED = _day("responsibility_signed_on", "全员责任制签订日期", "安全生产责任制签订日期")
QUALIFICATION = _short("qualification", "资质", "资质名称", "许可证")
QUALIFICATION_NO = _short("qualification_no", "资质证书编号", "证书编号", "许可证编号")
HOLDER = _short(
    "qualification_holder", "资质持有单位", described="资质是谁的；挂靠的写被挂靠的单位"
)
QUALIFIED_UNTIL = _day("qualification_until", "资质有效期至", "有效期至", until=True)
CONTRACTING = _short(
    "contracting",
    "发包分包挂靠",
    "承发包情况",
    "发包情况",
    described="发包、分包、出租或挂靠给谁、什么事",
)
CONTRACT_SIGNED = _day("contract_signed_on", "安全管理协议签订日期", "协议签订日期")
DISPATCHED = _count("dispatched", "派遣工人数", "劳务派遣人数")
DISPATCHED_DANGEROUS = _count("dispatched_dangerous", "危险岗位派遣工人数")
DISPATCHED_TRAINED = _count("dispatched_trained", "派遣工培训合格人数")
FLEXIBLE = _count("flexible", "灵活用工人数")
FLEXIBLE_DANGEROUS = _count("flexible_dangerous", "危险岗位灵活用工人数")
FLEXIBLE_TRAINED = _count("flexible_trained", "灵活用工培训合格人数")
_OF_DISPATCHED = (DISPATCHED, DISPATCHED_DANGEROUS, DISPATCHED_TRAINED)
_OF_FLEXIBLE = (FLEXIBLE, FLEXIBLE_DANGEROUS, FLEXIBLE_TRAINED)
HEAD_HOURS = _count("head_hours", "主要负责人培训学时")
HEAD_TRAINED = _day("head_trained_on", "主要负责人最近培训日期")
MANAGER_HOURS = _count("manager_hours", "安全管理人员培训学时")
MANAGER_TRAINED = _day("manager_trained_on", "安全管理人员最近培训日期")
WORKER_HOURS = _count("worker_hours", "新员工培训学时")
WORKER_TRAINED = _day("worker_trained_on", "新员工最近培训日期")
INSURED_UNTIL = _day("insured_until", "安责险有效期至", "保险有效期至", until=True)
TRAINING = ((HEAD_HOURS, HEAD_TRAINED), (MANAGER_HOURS, MANAGER_TRAINED))
"""Those who are trained again within the days of the policy: their hours, and the last day."""
WORKERS = ((DISPATCHED, DISPATCHED_TRAINED), (FLEXIBLE, FLEXIBLE_TRAINED))
"""Those who work under orders of the enterprise and are not employed by it: how many, and how many of them passed their training."""

ASKS = Asks(
    {
        5: (*HEADS, HEAD_HOURS, HEAD_TRAINED, MANAGER_HOURS, MANAGER_TRAINED),
        8: (CONTRACTING, QUALIFICATION, QUALIFICATION_NO, HOLDER, QUALIFIED_UNTIL, CONTRACT_SIGNED),
        9: (SIGNED, *_OF_DISPATCHED, *_OF_FLEXIBLE),
    },
    (QUALIFIED_UNTIL, INSURED_UNTIL),
    {
        **{f.key: QUALIFICATION.key for f in (QUALIFICATION_NO, HOLDER, QUALIFIED_UNTIL)},
        CONTRACT_SIGNED.key: CONTRACTING.key,
        **{f.key: DISPATCHED.key for f in (DISPATCHED_DANGEROUS, DISPATCHED_TRAINED)},
        **{f.key: FLEXIBLE.key for f in (FLEXIBLE_DANGEROUS, FLEXIBLE_TRAINED)},
    },
)

_SAID = [
    UNIT,
    *(*HEADS, BARRED, BARRED_SECTOR, PARENT, HIGH_RISK, SIGNED),
    *(QUALIFICATION, QUALIFICATION_NO, HOLDER, QUALIFIED_UNTIL, CONTRACTING, CONTRACT_SIGNED),
    *_OF_DISPATCHED,
    *_OF_FLEXIBLE,
    *(HEAD_HOURS, HEAD_TRAINED, MANAGER_HOURS, MANAGER_TRAINED, WORKER_HOURS, WORKER_TRAINED),
    INSURED_UNTIL,
    NOTE,
]
_BARRED_AGAIN = Field("barred_again", "疑似禁任的人再任", several=True)
_HEADLESS = " OR ".join(f"{field.key} IS NULL" for field in HEADS).join("()")
ENTERPRISE = declared(
    "enterprise",
    "企业",
    _SAID,
    states=EnterpriseState,
    required=(UNIT.key,),
    of_units=(UnitKind.ENTERPRISE, UnitKind.SITE),
    row=[UNIT.under("unit", "企业名称", *UNIT.headings), *_SAID[1:], ENTERED_ON],
    worked_out=[
        MISSING,
        EXPIRED,
        Field("short", "不足的", several=True),
        _BARRED_AGAIN,
    ],
    only={"headless": Only("只列法定代表人、实际控制人、实际负责人没有写全的", _HEADLESS)},
    named_by="code",
    one="一个企业",
    summary="企业：谁负责、资质、承发包、派遣和灵活用工、培训",
)
