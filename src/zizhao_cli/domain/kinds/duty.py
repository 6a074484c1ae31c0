"""A duty of a list of duties (职责清单): what a post, a person, a unit or a body such as the study group has to do, and how often.

The plan asks for them of leaders, of villages and of departments (四, 一 to 三); 常委会 and 书记 of some provinces have numbers set for a year.
"""

from __future__ import annotations

from zizhao_cli.domain.frequency import Every
from zizhao_cli.domain.kinds.declared import declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import NOTE, REMARK, UNIT
from zizhao_cli.domain.kinds.kind import StepName
from zizhao_cli.domain.kinds.validity import IN_FORCE, ONLY_IN_FORCE, SINCE, UNTIL, ending
from zizhao_cli.domain.values import Word


class DutyState(Word):
    STANDING = "standing", "在册"
    ENDED = "ended", "已废止"
    VOIDED = "voided", "已作废"


TEXT = Field(
    "text",
    "职责",
    Reads.LONG,
    headings=("职责", "职责内容", "工作职责", "责任事项", "工作任务", "重点任务"),
    metavar="文字",
    described="要做什么",
)
POST = Field(
    "post",
    "岗位",
    Reads.SHORT,
    headings=("岗位", "责任岗位", "职务", "岗位或组织", "责任主体"),
    metavar="岗位",
    described="哪个岗位或组织的职责，如 镇长、党委理论学习中心组、安委会",
)
PERSON = Field(
    "person", "责任人", Reads.PERSON, headings=("责任人", "姓名", "责任领导"), metavar="姓名"
)
BASIS = Field("basis", "依据", Reads.LONG, headings=("依据", "职责依据", "制定依据"))
OFTEN = Field(
    "often",
    "频次",
    Reads.SHORT,
    headings=("频次", "次数", "履职频次", "完成频次"),
    metavar="频次",
    described="多久几次，如 每月1次、每季度不少于2次、每半年1次、每年12次、一次性、常年；不写即常年",
)
PROOF = Field(
    "proof",
    "佐证形式",
    Reads.SHORT,
    headings=("佐证形式", "佐证", "履职痕迹", "成果形式"),
    metavar="形式",
    described="办了以什么为证，如 会议纪要、照片、通报、检查报告",
)
DUE_ON = Field(
    "due_on",
    "完成时限",
    Reads.DUE,
    headings=("完成时限", "办结期限"),
    written="--due",
    metavar="日期",
    described="一次性的职责何时办完：日期、+15d 或 +10wd，从起始日期算起",
)
ATTENDEES = Field(
    "attendees",
    "参加人",
    Reads.PERSON,
    several=True,
    written="--attendee",
    metavar="姓名",
    described="谁参加了，可写多次",
)
DONE_ON = Field("done_days", "办理日期", Reads.DAY, several=True, alone=True)
_STANDING = (DutyState.STANDING,)

DUTY = declared(
    "duty",
    "职责",
    [TEXT, POST, PERSON, UNIT, BASIS, OFTEN, PROOF, DUE_ON, SINCE, UNTIL, NOTE],
    prefix="ZZ",
    states=DutyState,
    required=("text", "post", "since_on"),
    begins=SINCE,
    set_later=[DONE_ON],
    steps={
        "done": StepName(
            "履职",
            [ATTENDEES, REMARK],
            allowed=_STANDING,
            dated=DONE_ON.key,
            does="记办了一次：哪天、谁参加、什么佐证；同一天不记两次，一次性的只记一次。",
        ),
        "revise": StepName(
            "修订",
            [TEXT, BASIS, OFTEN, PROOF],
            allowed=_STANDING,
            does="改成新的写法，从 --on 那天起算；前一天为止的日子仍是旧的写法。",
        ),
        "end": ending(_STANDING, DutyState.ENDED),
    },
    public=(DutyState.STANDING, DutyState.ENDED),
    only={"in_force": ONLY_IN_FORCE},
    worked_out=[
        Field("every", "周期", words=Every, alone=True),
        Field("times", "每期次数", numeric=True, alone=True),
        IN_FORCE._replace(alone=True),
        Field("done", "办了几次", numeric=True),
        Field("last_done_on", "最近一次"),
    ],
    named_by="text",
    counted="duties",
    one="一条职责",
    summary="职责清单：谁该做什么、多久一次，做了没有",
)
