"""Where and how tip-offs can be made (举报渠道; plan, measure 13): numbers, notices, boxes, and when somebody saw that they work."""

from __future__ import annotations

from zizhao_cli.domain.kinds.declared import declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import NOTE, REASON, UNIT
from zizhao_cli.domain.kinds.kind import StepName
from zizhao_cli.domain.values import UnitKind, Word


class ChannelState(Word):
    OPEN = "open", "在用"
    ENDED = "ended", "已停用"
    VOIDED = "voided", "已作废"


class Way(Word):
    PHONE = "phone", "举报电话", "电话"
    POSTER = "poster", "公告", "张贴公告", "公示牌", "海报"
    MAILBOX = "mailbox", "举报箱", "信箱"
    ONLINE = "online", "网络", "网上", "微信"
    OTHER = "other", "其他"


class Works(Word):
    YES = "yes", "在用，打得通", "是", "在", "通"
    NO = "no", "不在，打不通", "否", "不在", "不通"


WAY = Field(
    "way",
    "渠道",
    Reads.WORD,
    words=Way,
    headings=("渠道", "举报渠道", "方式"),
    metavar="渠道",
    described="phone 举报电话、poster 公告、mailbox 举报箱、online 网络、other 其他",
)
PLACE = Field("place", "位置", Reads.SHORT, headings=("位置", "地点", "张贴位置"), metavar="位置")
ADDRESS = Field(
    "address",
    "电话或网址",
    Reads.SHORT,
    headings=("电话或网址", "举报电话", "电话", "网址"),
    metavar="号码",
    described="公布的电话、网址，如 12350",
)
WORDING = Field("wording", "公布的内容", Reads.LONG, headings=("公布的内容", "内容"))
SINCE = Field(
    "since_on",
    "设立日期",
    Reads.DAY,
    headings=("设立日期", "张贴日期", "公布日期"),
    written="--on",
    metavar="日期",
    described="设立、张贴的日子，默认今天，不能是将来",
)
CHECKED_BY = Field("checked_by", "查看人", Reads.PERSON, metavar="姓名")
WORKS = Field(
    "works",
    "查看结果",
    Reads.WORD,
    words=Works,
    metavar="结果",
    described="yes 还在、打得通；no 不在了、打不通",
)

CHANNEL = declared(
    "channel",
    "举报渠道",
    [WAY, UNIT, PLACE, ADDRESS, WORDING, NOTE],
    prefix="JQ",
    states=ChannelState,
    begins=SINCE,
    required=("way", "unit"),
    set_later=[
        Field("checked_on", "最近查看", Reads.DAY),
        *(WORKS, CHECKED_BY),
        Field("ended_on", "停用日期", Reads.DAY),
    ],
    steps={
        "check": StepName(
            "查看渠道",
            [WORKS, CHECKED_BY],
            allowed=(ChannelState.OPEN,),
            needed=("works",),
            dated="checked_on",
            does="记哪天去看过、打过：还在不在，通不通；照片用 --evidence 附上。",
        ),
        "end": StepName(
            "停用渠道",
            [REASON],
            allowed=(ChannelState.OPEN,),
            leads_to=ChannelState.ENDED,
            needed=("reason",),
            dated="ended_on",
            does="记从哪天起不用了，为什么。",
        ),
    },
    worked_out=[Field("days_unchecked", "未查看天数", numeric=True)],
    expected_of=(UnitKind.VILLAGE, UnitKind.COMMUNITY, UnitKind.DEPARTMENT, UnitKind.ENTERPRISE),
    named_by="way",
    one="一处举报渠道",
    summary="举报渠道：设在哪里、查看过没有，哪些单位还没有",
    offered="state = 'open'",
)
