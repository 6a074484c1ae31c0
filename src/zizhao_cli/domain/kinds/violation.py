"""A violation that the office knows of (打非治违, 三非): who, where, of which kinds, and what was done until it ended.

The plan, measures 8 and 10. One fact a violation: the national tables count the same records, each by its own list of kinds.
"""

from __future__ import annotations

from zizhao_cli.domain.kinds.declared import RECORDS, declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import NOTE, UNIT
from zizhao_cli.domain.kinds.kind import Only, Reference, StepName
from zizhao_cli.domain.national import OFF_ROLL, ROW, Illegal, LawKind, ViolationKind
from zizhao_cli.domain.values import Word


class ViolationState(Word):
    """The three of the table of hidden plants, and one for what was put right by a unit that may go on."""

    KNOWN = "known", "已掌握"
    UNDER_WAY = "under_way", "正在打击"
    CLOSED_DOWN = "closed_down", "已取缔"
    CORRECTED = "corrected", "已改正"
    VOIDED = "voided", "已作废"


class PartyRole(Word):
    """Who is who where a qualification is lent, or work handed on (plan, measure 8)."""

    HOLDER = "holder", "持证方", "资质方", "被挂靠方"
    GENERAL = "general", "总包", "总承包", "发包方"
    SUB = "sub", "分包", "转包", "承包方"
    ACTUAL = "actual", "实际施工", "实际经营", "实际控制", "挂靠方"


TITLE = Field("title", "违法行为", Reads.LONG, headings=("违法行为", "违法违规行为", "违法事实"))
VILLAGE = Field(
    "village",
    "所在村",
    Reads.UNIT,
    headings=("所在村", "村", "村社区"),
    metavar="村",
    described="在哪个村（社区）：代码、名称或别名",
)
KIND = Field(
    "kind",
    "违法类别",
    Reads.WORD,
    words=ViolationKind,
    headings=("违法类别", "类别"),
    metavar="类别",
    described="打非治违表的类别，写号数 1–13 或名称",
)
KIND_10 = Field(
    "kind10",
    "执法行动类别",
    Reads.WORD,
    words=LawKind,
    headings=("执法行动类别",),
    metavar="类别",
    described="执法行动表的类别，写号数 1–10 或名称；两种表的类别对不上，各写各的",
)
ILLEGAL = Field(
    "illegal",
    "三非",
    Reads.WORD,
    words=Illegal,
    headings=("三非", "非法类别"),
    metavar="类别",
    described="是三非的写：construction 非法建设、production 非法生产、business 非法经营",
)
PARTIES = Field(
    "parties",
    "各方",
    Reads.SHORT,
    several=True,
    headings=("各方",),
    written="--party",
    metavar="角色=名称",
    described="挂靠、转包的各方，如 持证方=某公司、实际施工=某队；可写多次",
)
FOUND_BY = Field("found_by", "发现人", Reads.PERSON, headings=("发现人",), metavar="姓名")
FOUND_ON = Field(
    "found_on",
    "发现日期",
    Reads.DAY,
    headings=("发现日期", "发现时间"),
    written="--on",
    metavar="日期",
    described="发现的日子，默认今天，不能是将来",
)
STOPPED_BY = Field("stopped_by", "制止人", Reads.PERSON, metavar="姓名")
HOW = Field("stopped_how", "怎样制止", Reads.LONG, written="--how")
REPORTED_TO = Field("reported_to", "上报给", Reads.SHORT, written="--to", metavar="单位")
OUTCOME = Field("outcome", "处理结果", Reads.LONG)
REVIEWED_BY = Field("reviewed_by", "复查人", Reads.PERSON, metavar="姓名")
_GOING_ON = (ViolationState.KNOWN, ViolationState.UNDER_WAY)

VIOLATION = declared(
    "violation",
    "违法行为",
    [
        *(TITLE, UNIT, OFF_ROLL, VILLAGE, KIND, KIND_10, ILLEGAL, ROW),
        *(PARTIES, FOUND_BY, RECORDS, NOTE),
    ],
    prefix="WF",
    states=ViolationState,
    required=("title", "village", "kind", "sector"),
    begins=FOUND_ON,
    refers={"village_id": Reference("unit", "village")},
    set_later=[
        Field("struck_on", "打击日期", Reads.DAY),
        Field("stopped_on", "制止日期", Reads.DAY),
        STOPPED_BY,
        HOW,
        Field("reported_on", "上报日期", Reads.DAY),
        REPORTED_TO,
        Field("closed_on", "了结日期", Reads.DAY),
        OUTCOME,
        REVIEWED_BY,
    ],
    steps={
        "strike": StepName(
            "打击",
            allowed=(ViolationState.KNOWN,),
            leads_to=ViolationState.UNDER_WAY,
            dated="struck_on",
            does="记从这一天起正在打击；已经停下来的用 stop。",
        ),
        "stop": StepName(
            "制止",
            [STOPPED_BY, HOW],
            allowed=_GOING_ON,
            leads_to=ViolationState.UNDER_WAY,
            needed=("stopped_by",),
            dated="stopped_on",
            once=True,
            does="记谁把它停了下来；没有停的天数从发现那天数到这一天。",
        ),
        "report_up": StepName(
            "上报",
            [REPORTED_TO],
            allowed=(*_GOING_ON, ViolationState.CLOSED_DOWN, ViolationState.CORRECTED),
            needed=("reported_to",),
            dated="reported_on",
            once=True,
            does="记报告了上面哪个单位；状态不变。",
        ),
        "close": StepName(
            "取缔",
            [OUTCOME],
            allowed=_GOING_ON,
            leads_to=ViolationState.CLOSED_DOWN,
            needed=("outcome",),
            dated="closed_on",
            does="记已经关闭、取缔。",
        ),
        "correct": StepName(
            "改正",
            [OUTCOME, REVIEWED_BY],
            allowed=(ViolationState.UNDER_WAY,),
            leads_to=ViolationState.CORRECTED,
            needed=("outcome", "reviewed_by"),
            dated="closed_on",
            does="记已经改正、经谁复查属实；要先打击或制止过。",
        ),
    },
    only={
        "unstopped": Only(
            "只列还没有制止的", "state IN ('known', 'under_way') AND stopped_on IS NULL"
        ),
        "unreported": Only(
            "只列还没有上报的", "state IN ('known', 'under_way') AND reported_on IS NULL"
        ),
        "with_parties": Only("只列写明了各方的：分包转包、挂靠、出借资质", "parties IS NOT NULL"),
    },
    worked_out=[
        Field("days_unstopped", "未制止天数", numeric=True),
        Field("days_unreported", "未上报天数", numeric=True),
    ],
    asks=("unit", "name"),
    grave="是违法行为的记录",
    one="一起违法行为",
    summary="违法行为（打非治违、三非）：发现、制止、上报、取缔或改正",
    offered="state IN ('known', 'under_way')",
)
