"""A hazard: what is wrong, from its registration to its closing."""

from __future__ import annotations

from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import MEASURE, NO, SECTOR, UNIT, UNIT_CODE
from zizhao_cli.domain.kinds.kind import Clock, Kind, Reference, StepName
from zizhao_cli.domain.values import RUNNING, Handling, Level, State, UnitKind

TITLE = Field("title", "隐患", Reads.HAZARD, name="隐患描述", editable=True)
LOCATION = Field(
    "location",
    "部位",
    Reads.LONG,
    editable=True,
    headings=("部位", "隐患部位", "地点"),
    metavar="部位",
    hint="隐患所在部位",
)
LEVEL = Field(
    "level",
    "等级",
    Reads.WORD,
    words=Level,
    editable=True,
    headings=("等级", "隐患等级", "隐患级别"),
    metavar="等级",
    hint="general 一般；major 重大",
)
HANDLING = Field(
    "handling",
    "处理方式",
    Reads.WORD,
    words=Handling,
    headings=("处理方式",),
    metavar="方式",
    hint="deadline 限期整改；immediate 立即整改，当日到期",
)
FOUND_ON = Field(
    "found_on",
    "发现日期",
    Reads.DAY,
    option="--found",
    metavar="日期",
    hint="发现的日子，默认今天，不能是将来",
)
DUE_ON = Field(
    "due_on",
    "期限",
    Reads.DUE,
    headings=("整改时限", "整改期限", "完成时限", "限期", "期限"),
    option="--due",
    metavar="期限",
    hint="日期，或从发现次日起算：+15d 十五个自然日，+10wd 十个工作日；不写则按政策默认值，重大隐患必写",
)
RECTIFIED_ON = Field(
    "rectified_on", "整改日期", Reads.DAY, headings=("完成时间", "整改完成时间", "整改日期")
)
RESPONSIBLE = Field(
    "responsible",
    "责任人",
    Reads.PERSON,
    editable=True,
    headings=("责任人", "整改责任人"),
    metavar="姓名",
    hint="整改责任人",
)
SOURCE = Field(
    "source", "来源", Reads.LONG, editable=True, metavar="文字", hint="隐患从哪里来，如 群众举报"
)
SUPERVISED = Field(
    "supervised", "挂牌督办", flag=True, editable=True, option="--supervised/--not-supervised"
)
REVIEWER = Field(
    "reviewer", "复查人", Reads.PERSON, alone=True, headings=("复查人",), metavar="姓名"
)
PLAN_MEASURES = Field(
    "plan_measures",
    "方案措施",
    Reads.LONG,
    alone=True,
    headings=("整改措施", "治理措施", "处置措施", "整改措施与要求"),
)

_PLAN = {
    "responsible": "责任人",
    "measures": "措施",
    "funds": "资金",
    "due_on": "时限",
    "contingency": "应急预案",
}
_REASON = {"reason": "理由"}
_PASSED = {"passed": ("通过，销号", "未通过，继续整改")}

HAZARD = Kind(
    "hazard",
    "隐患",
    prefix="YH",
    fields=[
        NO,
        UNIT_CODE,
        UNIT,
        Field("unit_kind", "单位类别", words=UnitKind),
        MEASURE,
        TITLE,
        LOCATION,
        SECTOR,
        LEVEL,
        HANDLING,
        FOUND_ON,
        DUE_ON,
        Field("original_due_on", "原期限"),
        Field("state", "状态", words=State),
        RECTIFIED_ON,
        Field("closed_on", "销号日期"),
        Field("days_overdue", "逾期天数", numeric=True),
        Field("days_left", "剩余天数", numeric=True),
        Field("days_late", "迟改天数", numeric=True),
        RESPONSIBLE,
        SOURCE,
        Field("check_no", "检查编号"),
        Field("extensions", "延期次数", numeric=True),
        SUPERVISED,
        Field("rectified_by", "整改人", alone=True),
        REVIEWER,
        Field("plan_responsible", "方案责任人", alone=True),
        PLAN_MEASURES,
        Field("plan_funds", "方案资金", alone=True),
        Field("plan_due_on", "方案时限", alone=True),
        Field("plan_contingency", "应急预案", alone=True),
        Field("source_id", "来源编号", alone=True),
        Field("provisional", "期限暂定", alone=True),
    ],
    steps={
        "register": StepName("登记", {"inspectors": "检查人", "note": "说明"}),
        "plan": StepName("制定整改方案", _PLAN),
        "rectify": StepName("报整改完成", {"rectified_by": "整改人", "note": "说明"}),
        "review": StepName("复查", {"reviewer": "复查人", "note": "说明"}, outcomes=_PASSED),
        "extend": StepName(
            "延期",
            {
                **_REASON,
                "safeguards": "防范措施",
                "asked_by": "申请人",
                "asked_on": "申请日期",
                "approved_by": "批准人",
            },
        ),
        "transfer": StepName("移送", {"to": "移送给", **_REASON}, with_kind=True),
        "void": StepName("作废", _REASON, with_kind=True),
        "edit": StepName("更正", _REASON, with_kind=True),
        "recount": StepName("重新核算期限"),
        "past_rectification": StepName("录入既往整改", {"rectified_by": "整改人"}),
        "past_review": StepName("录入既往复查", {"reviewer": "复查人"}, outcomes=_PASSED),
        "undo": StepName("撤销导入", _REASON),
    },
    references={
        "unit_id": Reference("unit", "unit_code"),
        "check_id": Reference("check", "check_no"),
    },
    clock=Clock("due_on", "due_basis", RUNNING),
    states=State,
)
