"""A hazard: what is wrong, from its registration to its closing."""

from __future__ import annotations

from zizhao_cli.domain.kinds import fields
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.kind import Clock, Kind, Reference, StepName
from zizhao_cli.domain.values import Handling, Level, State

TITLE = Field("title", "隐患", Reads.TITLE, named="隐患描述", editable=True)
LOCATION = Field(
    "location",
    "部位",
    Reads.LONG,
    editable=True,
    headings=("部位", "隐患部位", "地点"),
    metavar="部位",
    described="隐患所在部位",
)
LEVEL = Field(
    "level",
    "等级",
    Reads.WORD_IF_ANY,
    words=Level,
    editable=True,
    headings=("等级", "隐患等级", "隐患级别"),
    metavar="等级",
    described="general 一般；major 重大",
)
HANDLING = Field(
    "handling",
    "处理方式",
    Reads.WORD_IF_ANY,
    words=Handling,
    headings=("处理方式",),
    metavar="方式",
    described="deadline 限期整改；immediate 立即整改，当日到期",
)
FOUND_ON = Field(
    "found_on",
    "发现日期",
    Reads.DAY,
    written="--found",
    metavar="日期",
    described="发现的日子，默认今天，不能是将来",
)
DUE_ON = Field(
    "due_on",
    "期限",
    Reads.DUE,
    headings=("整改时限", "整改期限", "完成时限", "限期", "期限"),
    written="--due",
    metavar="期限",
    described="日期，或从发现次日起算：+15d 十五个自然日，+10wd 十个工作日；不写则按政策默认值，重大隐患必写",
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
    described="整改责任人",
)
LEADER = Field(
    "leader",
    "督办领导",
    Reads.PERSON,
    editable=True,
    headings=("督办领导", "督办人", "挂牌领导"),
    metavar="姓名",
    described="督办这项隐患的领导",
)
SOURCE = Field(
    "source",
    "来源",
    Reads.LONG,
    editable=True,
    metavar="文字",
    described="隐患从哪里来，如 群众举报",
)
SUPERVISED = Field(
    "supervised", "挂牌督办", flag=True, editable=True, written="--supervised/--not-supervised"
)
STATE = Field(
    "state",
    "状态",
    words=State,
    metavar="状态",
    described="registered、rectifying、awaiting_review、closed、transferred、voided，或中文",
)
PROVISIONAL = Field("provisional", "期限暂定", flag=True)
REVIEWER = Field(
    "reviewer", "复查人", Reads.PERSON, alone=True, headings=("复查人",), metavar="姓名"
)
PLAN_MEASURES = Field(
    "plan_measures",
    "方案措施",
    Reads.LONG,
    alone=True,
    headings=("整改措施", "治理措施", "处置措施", "整改措施与要求", "plan_measures"),
)

# What steps say.
PLANNER = Field(
    "responsible", "责任人", Reads.PERSON, named="方案责任人", metavar="姓名", described="责任人"
)
METHOD = Field("measures", "措施", Reads.LONG, named="方案措施", described="整改措施")
FUNDS = Field(
    "funds",
    "资金",
    Reads.SHORT,
    named="方案资金",
    metavar="金额",
    described="资金，如 5000、2万元、企业自筹",
)
PLAN_DUE = Field(
    "due_on",
    "时限",
    Reads.DUE,
    written="--due",
    metavar="期限",
    described="方案的时限，不晚于整改期限",
)
CONTINGENCY = Field("contingency", "应急预案", Reads.LONG)
RECTIFIED_BY = Field(
    "rectified_by",
    "整改人",
    Reads.PERSON,
    alone=True,
    metavar="姓名",
    described="整改人，默认登记的责任人",
)
WHAT_WAS_DONE = Field("note", "说明", Reads.LONG, named="整改情况")
RE_INSPECTOR = Field(
    "reviewer", "复查人", Reads.PERSON, metavar="姓名", described="复查人，不能是整改人"
)
WHAT_WAS_SEEN = Field("note", "说明", Reads.LONG, named="复查意见")
WHY_LATER = Field("reason", "理由", Reads.LONG, named="延期理由", metavar="理由", described="理由")
SAFEGUARDS = Field("safeguards", "防范措施", Reads.LONG, named="延期期间的防范措施")
ASKED_BY = Field(
    "asked_by", "申请人", Reads.PERSON, metavar="姓名", described="申请人，默认登记的责任人"
)
ASKED_ON = Field(
    "asked_on",
    "申请日期",
    Reads.DAY,
    metavar="日期",
    described="书面申请的日子，默认同 --on；须在期限届满前",
)
RE_INSPECTOR_UNIT = Field("reviewer_unit", "复查人单位", alone=True)
APPROVED_BY = fields.APPROVED_BY._replace(described="批准人，不能是申请人")
REOPENED_FROM = Field(
    "returned_by",
    "退回机关",
    Reads.SHORT,
    written="--from",
    metavar="机关",
    described="把移送的隐患退回来的机关",
)
REPLACED_BY = Field("replaced_by", "换成")
REPLACES = Field("replaces", "换下")
TRANSFERRED_TO = Field(
    "to", "移送给", Reads.SHORT, named="移送对象", metavar="机关", described="移送给谁"
)
ANSWERED_BY = Field(
    "answered_by",
    "回复人",
    Reads.SHORT,
    written="--from",
    metavar="谁",
    described="回复的部门或经办人，默认移送的机关",
)
WHAT_WAS_ANSWERED = Field("note", "处理意见", Reads.LONG, metavar="文字")
WHAT_CAME_OF_IT = Field("note", "处理结果", Reads.LONG, metavar="文字")
TRANSFER = [
    Field("transferred_to", "移送给", alone=True),
    Field("transferred_on", "移送日期", alone=True),
    Field("reply_due_on", "应回复日期", alone=True),
    Field("answered_on", "回复日期", alone=True),
    Field("result_on", "结果反馈日期", alone=True),
]
"""Of a hazard that is with another authority: sent, answered, and what came of it."""

PROGRESS = Field("progress", "整改进展")
"""The state of a day that is long past when the ledger of that day comes back, and so no claim of what is so now."""
OFFICIAL = [
    Field("serial", "序号", numeric=True),
    FOUND_ON._replace(heading="检查时间"),
    fields.UNIT._replace(heading="被检查单位"),
    Field("inspectors", "检查人员", Reads.PERSON),
    fields.MEASURE._replace(heading="对应条款"),
    TITLE._replace(heading="问题隐患"),
    LEVEL,
    PLAN_MEASURES._replace(heading="整改措施"),
    DUE_ON._replace(heading="整改时限"),
    Field("responsible_unit", "责任单位"),
    RESPONSIBLE,
    LEADER,
    PROGRESS,
    RECTIFIED_ON._replace(heading="完成时间"),
    REVIEWER,
    Field("struck_off", "是否销号", flag=True),
    fields.NOTE,
    fields.NO,
]
"""The columns of the ledger that is handed upward, in their order, as townships know them; the number is our own."""

# What a row of an import says of a hazard, be it a row of checks or of hazards.
ROW_DAY = Field(
    "checked_on",
    "检查日期",
    Reads.DAY,
    headings=(
        "检查日期",
        "检查时间",
        "排查日期",
        "排查时间",
        "自查时间",
        "发现日期",
        "found_on",
    ),
    written="--on",
    metavar="日期",
    described="检查的日子，默认今天，不能是将来",
)
INSPECTORS = Field(
    "inspectors",
    "检查人",
    Reads.PERSON,
    headings=("检查人", "检查人员", "排查人", "排查人员"),
    written="--inspector",
    metavar="姓名",
    described="检查人，可写多次",
)
FOUND = TITLE.under(
    "hazard",
    "问题隐患",
    "隐患",
    "隐患内容",
    "隐患描述",
    "隐患名称",
    "存在问题",
    "问题描述",
    "title",
)
ROW = [
    fields.SOURCE_ID,
    fields.UNIT,
    fields.MEASURE,
    ROW_DAY,
    INSPECTORS,
    FOUND,
    LOCATION,
    fields.SECTOR,
    LEVEL,
    HANDLING,
    DUE_ON,
    RESPONSIBLE,
    PLAN_MEASURES.under("measures"),
    fields.NOTE,
    fields.NO,
    LEADER,
]
_ASKED = (WHY_LATER, SAFEGUARDS, ASKED_BY, ASKED_ON)
_WHY = (fields.REASON, fields.APPROVED_BY, fields.APPROVER_UNIT)
_PASSED = {"passed": ("通过，销号", "未通过，继续整改")}

HAZARD = Kind(
    name="hazard",
    label="隐患",
    prefix="YH",
    begins="found_on",
    official=OFFICIAL,
    columns=[
        fields.NO,
        fields.UNIT_CODE,
        fields.UNIT,
        fields.UNIT_KIND,
        fields.MEASURE,
        TITLE,
        LOCATION,
        fields.SECTOR,
        LEVEL,
        HANDLING,
        FOUND_ON,
        DUE_ON,
        Field("original_due_on", "原期限"),
        STATE,
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
        RECTIFIED_BY.under("rectified_by"),
        REVIEWER,
        Field("plan_responsible", "方案责任人", alone=True),
        PLAN_MEASURES,
        Field("plan_funds", "方案资金", alone=True),
        Field("plan_due_on", "方案时限", alone=True),
        Field("plan_contingency", "应急预案", alone=True),
        Field("source_id", "来源编号", alone=True),
        PROVISIONAL,
        RE_INSPECTOR_UNIT,
        *TRANSFER,
        LEADER,
    ],
    steps={
        "register": StepName("登记", [INSPECTORS, fields.REMARK, REPLACES]),
        "plan": StepName("制定整改方案", [PLANNER, METHOD, FUNDS, PLAN_DUE, CONTINGENCY]),
        "rectify": StepName("报整改完成", [RECTIFIED_BY, WHAT_WAS_DONE]),
        "review": StepName(
            "复查", [RE_INSPECTOR, RE_INSPECTOR_UNIT, WHAT_WAS_SEEN], outcomes=_PASSED
        ),
        "extend": StepName("延期", [*_ASKED, APPROVED_BY, fields.APPROVER_UNIT]),
        "transfer": StepName("移送", [TRANSFERRED_TO, fields.REASON], with_kind=True),
        "answered": StepName("收到回复", [ANSWERED_BY, WHAT_WAS_ANSWERED]),
        "result": StepName("收到处理结果", [WHAT_CAME_OF_IT]),
        "void": StepName("作废", _WHY, with_kind=True),
        "edit": StepName("更正", _WHY, with_kind=True),
        "recount": StepName("重新核算期限"),
        "past_rectification": StepName("录入既往整改", [RECTIFIED_BY]),
        "past_review": StepName("录入既往复查", [RE_INSPECTOR], outcomes=_PASSED),
        "undo": StepName("撤销导入", [fields.REASON]),
        "retract": StepName("撤回", _WHY),
        "replace": StepName("换新", [REPLACED_BY, *_WHY], with_kind=True),
        "reopen": StepName("退回重办", [REOPENED_FROM, fields.REASON]),
    },
    references={
        "unit_id": Reference("unit", "unit_code"),
        "check_id": Reference("check", "check_no"),
    },
    row=[
        *ROW,
        RECTIFIED_ON,
        REVIEWER,
        Field("reviewed_on", "复查日期", Reads.DAY, headings=("复查时间", "复查日期")),
        Field("review_result", "复查结果", Reads.OUTCOME, headings=("复查结果",)),
    ],
    required=("unit", "measure", "checked_on", "hazard"),
    in_blocks=True,
    one="一项隐患",
    summary="隐患：登记、整改、复查、延期、移送、更正、撤回、作废、查看",
    offered="state IN ('registered', 'rectifying', 'awaiting_review')",
    clock=Clock("due_on", "due_basis", ("original_due_on",)),
    weighty=("state", "level", "due_on"),
    many=True,
    states=State,
)
