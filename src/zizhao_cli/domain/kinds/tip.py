"""A tip-off (举报; plan, measure 13): what somebody reported, how it was looked into, what came of it, and the reward.

Only what may be read by all who use the ledger stands in its columns: the re-edited summary, never who told nor the account as it was
given. Terms and amounts are those of 安监总财〔2018〕19号, of which no original was read (未核), so they are policy.
"""

from __future__ import annotations

from zizhao_cli.domain.kinds.declared import declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import APPROVED_BY, NOTE, REASON, SECTOR, UNIT
from zizhao_cli.domain.kinds.hazard import ASKED_BY
from zizhao_cli.domain.kinds.kind import Only, Reference, StepName
from zizhao_cli.domain.kinds.sealed import CODED, SEALED
from zizhao_cli.domain.values import Word


class TipState(Word):
    RECEIVED = "received", "已受理"
    ASSIGNED = "assigned", "核查中"
    VERIFIED = "verified", "已核查"
    CLOSED = "closed", "已办结"
    TRANSFERRED = "transferred", "已移送"
    VOIDED = "voided", "已作废"


class TipChannel(Word):
    PHONE = "phone", "电话", "举报电话"
    HOTLINE = "12350", "12350 热线", "12350", "12350电话"
    LETTER = "letter", "来信", "信件", "举报箱"
    VISIT = "visit", "来访", "走访"
    ONLINE = "online", "网络", "网上", "微信", "邮件"
    WHISTLEBLOWER = "whistleblower", "吹哨人", "单位员工", "员工", "内部员工"
    TRANSFERRED = "transferred", "转办", "上级转办", "部门转办", "交办"
    OTHER = "other", "其他"


class TipRisk(Word):
    GENERAL = "general", "一般隐患", "一般"
    MAJOR = "major", "重大隐患", "重大", "重大事故隐患"
    UNLAWFUL = "unlawful", "违法行为", "违法", "非法违法"
    CONCEALED = "concealed", "瞒报谎报事故", "瞒报", "谎报", "瞒报事故"
    OTHER = "other", "其他"


class Finding(Word):
    TRUE = "true", "属实"
    PARTLY = "partly", "部分属实"
    UNTRUE = "untrue", "不属实"
    UNVERIFIABLE = "unverifiable", "无法核实"


class Grounds(Word):
    """By what a reward is worked out."""

    FINE = "fine", "按罚款", "罚款"
    CONCEALED = "concealed", "瞒报谎报死亡", "瞒报", "谎报"
    LOCAL = "local", "本地小额", "小额"


class Grade(Word):
    GENERAL = "general", "一般事故", "一般"
    LARGER = "larger", "较大事故", "较大"
    MAJOR = "major", "重大事故", "重大"
    GRAVEST = "gravest", "特别重大事故", "特别重大"


SUBSTANTIATED = (Finding.TRUE, Finding.PARTLY)
"""Of what was found so, something may be rewarded."""
_RUNS = (TipState.RECEIVED, TipState.ASSIGNED)
_RUNNING = "state IN ('received', 'assigned')"
"""The condition of tips whose clock runs."""

SOURCE_ID = Field("source_id", "登记号", Reads.ID, headings=("登记号", "登记编号"), metavar="号")
CHANNEL = Field(
    "channel",
    "渠道",
    Reads.WORD,
    words=TipChannel,
    headings=("渠道", "举报渠道", "举报方式"),
    metavar="渠道",
    described="phone 电话、12350、letter 来信、visit 来访、online 网络、whistleblower 吹哨人、transferred 转办、other 其他",
)
SUMMARY = Field(
    "summary",
    "摘编",
    Reads.LONG,
    headings=("摘编", "事项", "举报事项"),
    described="重新编写的事项，不写举报人，也不写能认出是谁的话",
)
ACCUSED = UNIT._replace(
    heading="被举报单位",
    headings=("被举报单位", "被举报对象单位"),
    described="被举报的单位，名册上的：代码、名称或别名",
)
ABOUT = Field(
    "about",
    "被举报对象",
    Reads.SHORT,
    headings=("被举报对象", "被举报人"),
    described="名册上没有的，写被举报的是谁、是什么",
)
PLACE = Field("place", "地点", Reads.SHORT, headings=("地点",), metavar="地点")
RISK = Field(
    "risk",
    "风险",
    Reads.WORD,
    words=TipRisk,
    headings=("风险", "事项类别", "举报类别"),
    metavar="类别",
    described="general 一般隐患、major 重大隐患、unlawful 违法行为、concealed 瞒报谎报事故、other 其他",
)
DEATHS = Field(
    "deaths",
    "涉及死亡",
    flag=True,
    headings=("涉及死亡",),
    described="涉及人员死亡的；由区（县）组织核查，镇里只移送",
)
JOINT = Field("joint", "联名", flag=True, headings=("联名",), described="几个人联名举报")
RECEIVED_BY = Field(
    "received_by",
    "受理人",
    Reads.PERSON,
    headings=("受理人", "接收人"),
    metavar="姓名",
    described="谁受理的；受理、决定奖励、发奖金的是三个人",
)
SAME_AS = Field(
    "same_as",
    "同一事项",
    Reads.RECORD,
    headings=("同一事项",),
    metavar="编号",
    described="另一件举报，说的是同一件事，如 JB-2022-0001",
)
CUSTODIAN = Field("custodian", "保管人", Reads.PERSON, headings=("保管人",), metavar="姓名")
ORIGINAL_NO = Field("original_no", "原件封存号", Reads.ID, headings=("原件封存号",), metavar="号")
EXTRACT_NO = Field("extract_no", "摘编件号", Reads.ID, headings=("摘编件号",), metavar="号")
RECEIVED_ON = Field(
    "received_on",
    "受理日期",
    Reads.DAY,
    headings=(
        "受理日期",
        "受理时间",
        "登记时间",
        "登记日期",
        "来电时间",
        "来访时间",
        "时间",
        "举报时间",
    ),
    written="--on",
    metavar="日期",
    described="受理的日子，默认今天，不能是将来",
)

ASSIGNED_TO = Field(
    "assigned_to",
    "承办单位",
    Reads.UNIT,
    written="--to",
    metavar="单位",
    described="交给谁核查：名册上的单位，不能是被举报的单位",
)
HANDLER = Field(
    "handler",
    "核查人",
    Reads.PERSON,
    metavar="姓名",
    described="谁去核查，几个人用顿号隔开；不能是被举报单位的人",
)
DUE_ON = Field(
    "due_on",
    "办结期限",
    Reads.DUE,
    written="--due",
    metavar="日期",
    described="延长到哪一天：日期，或从这一步的日子起 +30d",
)
LATEST_ON = Field("latest_on", "最迟可延至", Reads.ANY_DAY)
WHY_LATER = REASON._replace(heading="延期理由")
NOTIFIED_ON = Field(
    "notified_on",
    "告知日期",
    Reads.DAY,
    metavar="日期",
    described="哪天把延期告诉了举报人",
)
NOT_NOTIFIED = Field(
    "not_notified",
    "没有告知的原因",
    Reads.SHORT,
    metavar="原因",
    described="没有告知的写为什么，如 匿名，没有联系方式",
)
SENT_TO = Field(
    "sent_to",
    "移送单位",
    Reads.SHORT,
    written="--to",
    metavar="单位",
    described="移送给谁，如 区应急局",
)
ANSWER = Field("answer", "对方告知的结果", Reads.LONG)
RESULT = Field(
    "result",
    "核查结论",
    Reads.WORD,
    words=Finding,
    metavar="结论",
    described="true 属实、partly 部分属实、untrue 不属实、unverifiable 无法核实",
)
FINDINGS = Field("findings", "核查情况", Reads.LONG)
OUTCOMES = Field(
    "outcomes",
    "查出的记录",
    Reads.RECORD,
    several=True,
    written="--record",
    metavar="编号",
    described="查出来的隐患、违法行为、事故的编号，可写多次",
)
REPLY_DUE_ON = Field("reply_due_on", "答复期限", Reads.DUE)
AMOUNT = Field(
    "amount",
    "奖励金额",
    Reads.AMOUNT,
    numeric=True,
    metavar="元",
    described="多少元；按罚款、按死亡人数的不写即照标准算",
)
GROUNDS = Field(
    "grounds",
    "奖励依据",
    Reads.WORD,
    words=Grounds,
    metavar="依据",
    described="fine 按罚款、concealed 瞒报谎报死亡、local 本地小额（policy.yaml 里定了才有）",
)
FINE = Field(
    "fine", "罚款", Reads.AMOUNT, numeric=True, metavar="元", described="对被举报单位罚了多少元"
)
DEAD = Field(
    "dead",
    "核实的死亡人数",
    Reads.NUMBER,
    numeric=True,
    metavar="人",
    described="核实的瞒报谎报死亡人数",
)
GRADE = Field(
    "grade",
    "事故等级",
    Reads.WORD,
    words=Grade,
    metavar="等级",
    described="general 一般、larger 较大、major 重大、gravest 特别重大",
)
DECIDED_BY = Field("decided_by", "奖励决定人", Reads.PERSON, metavar="姓名")
BODY = Field(
    "body",
    "决定单位",
    Reads.SHORT,
    metavar="单位",
    described="别的单位决定的写，如 区应急局；镇里决定的不写",
)
SHARE = Field("share", "奖励占罚款的百分数", Reads.NUMBER)
EACH = Field("each", "每死亡一人", Reads.AMOUNT)
FLOOR = Field("floor", "奖励下限", Reads.AMOUNT)
CEILING = Field("ceiling", "奖励上限", Reads.AMOUNT)
PAID_BY = Field("paid_by", "发放人", Reads.PERSON, metavar="姓名")
VOUCHER = Field("voucher", "领取凭证", Reads.ID, metavar="号", described="领取凭证的号")
RETURNED = Field(
    "returned",
    "退回的凭证",
    Reads.ID,
    metavar="号",
    described="以前发过又撤回的，钱已退回：写那一次的凭证号",
)
HOW = Field("replied_how", "答复方式", Reads.SHORT, written="--how", metavar="方式")
NO_REWARD = Field(
    "no_reward",
    "不奖励的原因",
    Reads.SHORT,
    metavar="原因",
    described="属实而没有奖励的，写为什么",
)
_KNOWN = (TipState.VERIFIED, TipState.CLOSED, TipState.TRANSFERRED)

TIP = declared(
    "tip",
    "举报",
    [
        *(CHANNEL, RECEIVED_ON, SUMMARY, ACCUSED, ABOUT, PLACE, SECTOR, RISK, DEATHS),
        *(JOINT, RECEIVED_BY, SAME_AS, SOURCE_ID, CUSTODIAN, ORIGINAL_NO, EXTRACT_NO, NOTE),
    ],
    prefix="JB",
    states=TipState,
    begins=RECEIVED_ON,
    required=("channel", "summary"),
    refers={
        "same_as_id": Reference("tip", "same_as"),
        "assigned_to_id": Reference("unit", "assigned_to"),
    },
    set_later=[
        DUE_ON,
        *(Field("assigned_on", "交办日期", Reads.DAY), ASSIGNED_TO, HANDLER),
        *(Field("extended_on", "延期批准日期", Reads.DAY), NOTIFIED_ON, NOT_NOTIFIED),
        *(Field("transferred_on", "移送日期", Reads.DAY), SENT_TO),
        *(Field("answered_on", "对方告知日期", Reads.DAY), ANSWER),
        *(Field("verified_on", "核查日期", Reads.DAY), RESULT, FINDINGS, OUTCOMES, REPLY_DUE_ON),
        *(Field("rewarded_on", "奖励决定日期", Reads.DAY), AMOUNT, GROUNDS, DECIDED_BY, BODY),
        *(Field("paid_on", "发放日期", Reads.DAY), PAID_BY, VOUCHER),
        *(Field("replied_on", "答复日期", Reads.DAY), HOW),
        *(Field("closed_on", "办结日期", Reads.DAY), NO_REWARD),
    ],
    steps={
        "assign": StepName(
            "交办",
            [ASSIGNED_TO, HANDLER],
            allowed=_RUNS,
            leads_to=TipState.ASSIGNED,
            needed=("assigned_to",),
            dated="assigned_on",
            once=True,
            does="记交给谁核查；不能是被举报的单位和它的人。涉及死亡的不交办，移送区（县）。",
        ),
        "extend": StepName(
            "延长期限",
            [DUE_ON, WHY_LATER, ASKED_BY, APPROVED_BY, NOTIFIED_ON, NOT_NOTIFIED, LATEST_ON],
            allowed=_RUNS,
            needed=("due_on", "reason", "asked_by", "approved_by"),
            found=("latest_on",),
            dated="extended_on",
            grave="撤回的是延期",
            does="记批准的延期，只有一次，到期以前，最长见 policy.yaml；要写哪天告知了举报人，或为什么没有告知。",
        ),
        "verify": StepName(
            "核查",
            [RESULT, FINDINGS, OUTCOMES, REPLY_DUE_ON],
            allowed=(TipState.ASSIGNED,),
            leads_to=TipState.VERIFIED,
            needed=("result", "findings"),
            found=("reply_due_on",),
            dated="verified_on",
            grave="撤回的是核查",
            does="记核查的结论和情况，查出了哪些隐患、违法行为；答复期限从这一天起算。涉及死亡的镇里不核查。",
        ),
        "reply": StepName(
            "答复举报人",
            [HOW],
            allowed=_KNOWN,
            needed=("replied_how",),
            dated="replied_on",
            grave="撤回的是答复",
            once=True,
            does="记哪天怎样答复了举报人；不写举报人是谁。",
        ),
        "reward": StepName(
            "决定奖励",
            [GROUNDS, FINE, DEAD, GRADE, AMOUNT, DECIDED_BY, BODY, SHARE, EACH, FLOOR, CEILING],
            allowed=_KNOWN,
            needed=("grounds", "decided_by"),
            found=("share", "each", "floor", "ceiling"),
            dated="rewarded_on",
            grave="撤回的是奖励决定",
            does="记奖励多少、依据什么、谁决定；标准见 policy.yaml。一件事只奖一次，给最先实名的；决定人不是受理人。",
        ),
        "pay": StepName(
            "发放奖金",
            [PAID_BY, VOUCHER, RETURNED, CODED],
            allowed=_KNOWN,
            needed=("paid_by", "voucher"),
            found=("coded",),
            dated="paid_on",
            grave="撤回的是发放",
            does="记谁发的奖金和领取凭证；发放人不是受理人，也不是决定人。匿名的凭登记时给的口令领。",
        ),
        "close": StepName(
            "办结",
            [NO_REWARD],
            allowed=(TipState.VERIFIED,),
            leads_to=TipState.CLOSED,
            dated="closed_on",
            does="办结：实名的先答复；属实的先定奖励，或写为什么不奖励。涉及死亡的镇里不办结。",
        ),
        "transfer": StepName(
            "移送举报",
            [SENT_TO, REASON],
            allowed=_RUNS,
            leads_to=TipState.TRANSFERRED,
            needed=("sent_to", "reason"),
            dated="transferred_on",
            grave="撤回的是移送",
            does="记移送给了谁、为什么；移送的只是摘编，不带举报人的信息。涉及死亡的移送区（县）。",
        ),
        "answer": StepName(
            "对方告知结果",
            [ANSWER, RESULT],
            allowed=(TipState.TRANSFERRED,),
            needed=("answer",),
            dated="answered_on",
            does="记移送以后对方告知的结果。",
        ),
    },
    only={
        "overdue": Only("只列过了办结期限的", f"{_RUNNING} AND due_on < :as_of"),
        "unreplied": Only(
            "只列核查了、实名的还没有答复的",
            "state IN ('verified', 'closed') AND named AND replied_on IS NULL",
        ),
        "to_county": Only("只列涉及死亡、还没有移送的", f"{_RUNNING} AND deaths"),
        "unpaid": Only("只列定了奖励还没有发的", "rewarded_on IS NOT NULL AND paid_on IS NULL"),
    },
    worked_out=[
        Field("days_left", "剩余天数", numeric=True),
        Field("days_overdue", "逾期天数", numeric=True),
        Field("reply_overdue", "答复逾期天数", numeric=True),
    ],
    weighed=True,
    filled=True,
    sealed=SEALED,
    named_by="summary",
    asks=("unit", "about", "risk", "received_by"),
    grave="是举报的记录",
    one="一件举报",
    summary="举报：受理、交办、核查、答复、奖励、移送、办结",
    offered="state IN ('received', 'assigned', 'verified')",
)
