"""Accidents (生产安全事故; plan, measure 14): what happened, who was told when, what was reported, how grave it is, and what became of it.

Who reports within how many hours, and the six parts of a report, are those of 国务院令第493号, art. 9 to 13; the words of types are those of
GB 6441-1986, with accidents on roads and on water. An entry is provisional until an authority confirms it, and is struck only with a reason: 先行填报、调查认定、统计核销.
"""

from __future__ import annotations

import json

from zizhao_cli.domain.kinds.declared import declared
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import APPROVED_BY, NOTE, REASON, SECTOR, UNIT
from zizhao_cli.domain.kinds.kind import Reference, StepName, Term
from zizhao_cli.domain.values import Word, YesNo


class AccidentState(Word):
    PROVISIONAL = "provisional", "待确认"
    CONFIRMED = "confirmed", "已确认"
    CLOSED = "closed", "已结案"
    VOIDED = "voided", "已核销"


class AccidentType(Word):
    STRUCK = "struck", "物体打击"
    VEHICLE = "vehicle", "车辆伤害"
    MACHINE = "machine", "机械伤害"
    LIFTING = "lifting", "起重伤害"
    ELECTRIC = "electric", "触电"
    DROWNING = "drowning", "淹溺"
    BURN = "burn", "灼烫"
    FIRE = "fire", "火灾"
    FALL = "fall", "高处坠落"
    COLLAPSE = "collapse", "坍塌"
    ROOF = "roof", "冒顶片帮"
    WATER_INRUSH = "water_inrush", "透水"
    BLASTING = "blasting", "放炮"
    EXPLOSIVES = "explosives", "火药爆炸"
    GAS_EXPLOSION = "gas_explosion", "瓦斯爆炸"
    BOILER = "boiler", "锅炉爆炸"
    VESSEL = "vessel", "容器爆炸"
    OTHER_EXPLOSION = "other_explosion", "其他爆炸"
    POISONING = "poisoning", "中毒和窒息", "中毒窒息", "中毒"
    ROAD = "road", "道路交通", "道路交通事故"
    WATERWAY = "waterway", "水上交通", "水上交通事故"
    OTHER = "other", "其他", "其他伤害"


FAST = (AccidentType.ROAD, AccidentType.FIRE)
"""The types of which changes are reported, and missing persons counted, within 7 days."""


class Production(Word):
    YES = "yes", "是", "生产性", "生产经营性"
    NO = "no", "否", "非生产性", "非生产经营性"
    UNKNOWN = "unknown", "不明", "未知", "待定"


class Grade(Word):
    GENERAL = "general", "一般", "一般事故"
    LARGER = "larger", "较大", "较大事故"
    MAJOR = "major", "重大", "重大事故"
    EXTRAORDINARY = "extraordinary", "特别重大", "特别重大事故"


class Reporter(Word):
    UNIT = "unit", "事故单位", "单位"
    TOWN = "town", "镇"
    DISTRICT = "district", "区"
    STATISTICS = "statistics", "统计直报"


class Means(Word):
    PHONE = "phone", "电话"
    WRITTEN = "written", "书面"
    SYSTEM = "system", "信息系统", "系统"
    IN_PERSON = "in_person", "当面"
    OTHER = "other", "其他"


class Finding(Word):
    LATE = "late", "迟报"
    OMITTED = "omitted", "漏报"
    FALSE = "false", "谎报"
    CONCEALED = "concealed", "瞒报"


class InvestigationLevel(Word):
    UNIT = "unit", "企业自查", "企业"
    COUNTY = "county", "区（县）级", "县级", "区级"
    CITY = "city", "市级"
    PROVINCE = "province", "省级"
    STATE = "state", "国务院", "国家级"


GOES_ON = (AccidentState.PROVISIONAL, AccidentState.CONFIRMED)
"""The states in which something is still reported."""
_THERE = (*GOES_ON, AccidentState.CLOSED)


def _moment(key: str, heading: str, written: str, *headings: str, told: str = "") -> Field:
    return Field(
        key,
        heading,
        Reads.MOMENT,
        headings=(heading, *headings),
        written=written,
        metavar="时刻",
        described=told or f"{heading}，写到分，如 2022-05-03 14:20",
    )


def _count(key: str, heading: str, *headings: str) -> Field:
    return Field(
        key,
        heading,
        Reads.NUMBER,
        numeric=True,
        headings=(heading, *headings),
        metavar="人数",
        described=f"{heading}；不清楚的写“不明”或不写，不是 0",
        unsaid="不明",
        unknowable=True,
    )


def _terms_in_words(kept: str) -> str:
    """Return the terms that an accident keeps, in words. Raises ValueError, KeyError."""
    terms = json.loads(kept)
    said = {key.removeprefix("accident_"): value for key, value in terms.items()}
    return (
        f"单位上报 {said['unit_report_hours']} 小时，逐级上报 {said['pass_on_hours']} 小时，"
        f"补报 {said['supplement_days']} 天（道路交通、火灾 {said['supplement_days_fast']} 天），"
        f"失踪计作死亡 {said['missing_days']} 天（道路交通、火灾 {said['missing_days_fast']} 天）"
    )


def _part(key: str, heading: str, *headings: str) -> Field:
    return Field(key, heading, Reads.LONG, headings=(heading, *headings))


TITLE = Field(
    "title", "事故名称", Reads.SHORT, headings=("事故名称", "事故"), described="如 某某厂机械伤害事故"
)  # fmt: skip
PLACE = Field("place", "事故地点", Reads.SHORT, headings=("事故地点", "地点"), metavar="地点")
TYPE = Field(
    "type",
    "事故类型",
    Reads.WORD,
    words=AccidentType,
    headings=("事故类型", "事故类别"),
    metavar="类型",
    described="如 machine 机械伤害、fall 高处坠落、road 道路交通、fire 火灾、other 其他；道路交通、火灾补报期 7 天",
)
PRODUCTION = Field(
    "production",
    "生产安全事故",
    Reads.WORD,
    words=Production,
    headings=("生产安全事故", "是否生产安全事故", "生产性"),
    metavar="是否",
    described="是不是生产安全事故：yes 是、no 否、unknown 不明（默认）",
)
HAPPENED_AT = _moment(
    "happened_at",
    "发生时间",
    "--happened",
    "事故发生时间",
    told="什么时候发生的，写到分；不知道几点的，用 --on 只写日子",
)
HAPPENED_ON = Field(
    "happened_on",
    "发生日期",
    Reads.DAY,
    headings=("发生日期", "事故发生日期"),
    written="--on",
    metavar="日期",
    described="只知道哪天发生的，写日子；写了 --happened 的不用写",
)
HEAD_TOLD_AT = _moment("head_told_at", "单位负责人接报", "--head-told", "单位负责人接报时间")
UNIT_REPORTED_AT = _moment("unit_reported_at", "单位上报", "--unit-reported", "单位上报时间")
TOWN_TOLD_AT = _moment("town_told_at", "镇接报", "--town-told", "镇接报时间")
TOWN_REPORTED_AT = _moment("town_reported_at", "镇上报", "--town-reported", "镇上报时间")
DISTRICT_TOLD_AT = _moment("district_told_at", "区接报", "--district-told", "区接报时间")
DEAD = _count("dead", "死亡", "死亡人数")
INJURED = _count("injured", "重伤", "重伤人数", "重伤（含急性工业中毒）")
MINOR = _count("minor", "轻伤", "轻伤人数")
MISSING = _count("missing", "失踪", "失踪人数", "下落不明")
LOSS = Field(
    "loss",
    "直接经济损失",
    Reads.AMOUNT,
    numeric=True,
    headings=("直接经济损失", "经济损失"),
    metavar="元",
    described="直接经济损失多少元，如 20万元；不清楚的写“不明”或不写，不是 0",
    unsaid="不明",
    unknowable=True,
)
OVERVIEW = _part("overview", "单位概况", "事故单位概况")
SCENE = _part("scene", "现场情况", "事故现场情况")
COURSE = _part("course", "简要经过", "事故经过", "事故简要经过")
MEASURES_TAKEN = _part("measures_taken", "已采取的措施", "已采取措施")
OTHER = _part("other", "其他情况", "其他应当报告的情况")
CASUALTIES = (DEAD, INJURED, MINOR, MISSING, LOSS)
MOMENTS = (HEAD_TOLD_AT, UNIT_REPORTED_AT, TOWN_TOLD_AT, TOWN_REPORTED_AT, DISTRICT_TOLD_AT)

TERMS = Field("terms", "登记时的时限", Reads.LONG, alone=True, says=_terms_in_words)
REPORTER = Field(
    "reporter",
    "谁报的",
    Reads.WORD,
    words=Reporter,
    written="--from",
    metavar="谁",
    described="unit 事故单位、town 镇、district 区、statistics 统计直报",
)
REPORTED_AT = _moment("reported_at", "报告时间", "--at")
REPORTED_TO = Field("reported_to", "报给谁", Reads.SHORT, written="--to", metavar="单位")
MEANS = Field(
    "means",
    "怎么报的",
    Reads.WORD,
    words=Means,
    metavar="方式",
    described="phone 电话、written 书面、system 信息系统、in_person 当面、other 其他",
)
STATISTICS_AT = Field("statistics_at", "统计直报", Reads.MOMENT)
FOLLOWED_UP_AT = _moment("followed_up_at", "续报时间", "--at")
FOLLOWUP = Field("followup", "续报内容", Reads.LONG, written="--text")
GRADE = Field(
    "grade",
    "认定等级",
    Reads.WORD,
    words=Grade,
    metavar="等级",
    described="general 一般、larger 较大、major 重大、extraordinary 特别重大",
)
FINDING = Field(
    "finding",
    "认定",
    Reads.WORD,
    words=Finding,
    written="--kind",
    metavar="种类",
    described="late 迟报、omitted 漏报、false 谎报、concealed 瞒报；是人的认定，账本不自己下结论",
)
FINDINGS = Field("findings", "报告情况认定", Reads.WORD, words=Finding, several=True)
FOUND_BY = Field(
    "found_by", "认定单位或人", Reads.SHORT, metavar="单位或姓名", described="谁认定的"
)
FINDING_SOURCE = Field(
    "finding_source",
    "认定依据",
    Reads.LONG,
    written="--source",
    metavar="依据",
    described="凭什么认定，如 举报核查报告、调查报告的字号",
)
INVESTIGATION = Field(
    "investigation",
    "调查级别",
    Reads.WORD,
    words=InvestigationLevel,
    written="--level",
    metavar="级别",
    described="unit 企业自查、county 区（县）级、city 市级、province 省级、state 国务院",
)
INVESTIGATED_BY = Field(
    "investigated_by", "调查组织单位", Reads.SHORT, written="--body", metavar="单位"
)
RAISED = Field(
    "raised",
    "提级调查",
    Reads.WORD,
    words=YesNo,
    metavar="是否",
    described="是不是提级调查：yes 是、no 否",
)
SUPERVISION = Field(
    "supervision",
    "挂牌督办",
    Reads.RECORD,
    metavar="编号",
    described="挂牌督办的编号，如 GP-2022-0001（先用 supervision add --of accident 登记）",
)
CONFIRMED_BY = Field("confirmed_by", "确认机关", Reads.SHORT, metavar="机关")
CONFIRMATION_NO = Field("confirmation_no", "确认文号", Reads.SHORT, written="--paper-no", metavar="字号")  # fmt: skip
CLOSING_NO = Field("closing_no", "结案批复字号", Reads.SHORT, written="--paper-no", metavar="字号")
UNKNOWN_REASON = Field(
    "unknown_reason",
    "为什么查不清",
    Reads.LONG,
    metavar="理由",
    described="谁什么时候接报、上报，或伤亡几人，没有记又查不清的，写为什么，要另一个人批准",
)
_WHY = REASON._replace(key="redetermined_why", heading="重新认定的理由", written="--reason")
_APPROVED = APPROVED_BY._replace(
    described="伤亡、损失、等级改低的，时限过了才记的及时上报、起算时刻，要另一个人批准"
)

ACCIDENT = declared(
    "accident",
    "事故",
    [
        *(TITLE, UNIT, PLACE, SECTOR, TYPE, PRODUCTION, HAPPENED_AT, *MOMENTS, *CASUALTIES),
        *(OVERVIEW, SCENE, COURSE, MEASURES_TAKEN, OTHER, NOTE),
    ],
    prefix="SG",
    states=AccidentState,
    begins=HAPPENED_ON,
    required=("title", "type"),
    refers={"supervision_id": Reference("supervision", "supervision")},
    set_later=[
        TERMS,
        *(REPORTER, REPORTED_AT, REPORTED_TO, MEANS, STATISTICS_AT, FOLLOWED_UP_AT, FOLLOWUP),
        *(GRADE, _WHY, Field("redetermined_on", "等级认定日期", Reads.DAY)),
        *(FINDINGS, FOUND_BY, FINDING_SOURCE, Field("finding_on", "报告情况认定日期", Reads.DAY)),
        *(INVESTIGATION, INVESTIGATED_BY, RAISED, Field("investigated_on", "调查日期", Reads.DAY)),
        *(SUPERVISION, Field("supervised_on", "记挂牌日期", Reads.DAY)),
        *(CONFIRMED_BY, CONFIRMATION_NO, Field("confirmed_on", "确认日期", Reads.DAY)),
        *(CLOSING_NO, Field("closed_on", "结案日期", Reads.DAY)),
    ],
    steps={
        "report": StepName(
            "报告",
            [
                *(REPORTER, REPORTED_AT, REPORTED_TO, MEANS),
                *(HEAD_TOLD_AT, TOWN_TOLD_AT, DISTRICT_TOLD_AT, _APPROVED),
            ],
            allowed=GOES_ON,
            needed=("reporter", "reported_at", "reported_to", "means"),
            at=REPORTED_AT.key,
            approved=True,
            grave="撤回的是一次报告",
            does="记一次报告（初报、快报）：谁、什么时候、报给谁、怎么报的。单位、镇的第一次报告停住那一个时限。",
        ),
        "followup": StepName(
            "续报",
            [
                FOLLOWED_UP_AT,
                *CASUALTIES,
                SCENE,
                COURSE,
                MEASURES_TAKEN,
                OTHER,
                FOLLOWUP,
                _APPROVED,
            ],
            allowed=GOES_ON,
            needed=("followed_up_at",),
            at=FOLLOWED_UP_AT.key,
            approved=True,
            grave="撤回的是一次续报",
            does="记一次续报：变了的伤亡和损失、补上的要素、别的情况；只写变了的。",
        ),
        "redetermine": StepName(
            "重新认定等级",
            [GRADE, *CASUALTIES, _WHY, _APPROVED],
            allowed=_THERE,
            needed=("grade", "redetermined_why"),
            dated="redetermined_on",
            approved=True,
            grave="撤回的是等级认定",
            does="重新认定等级：照哪些数、为什么；失踪人员满期计作死亡以后也要重新认定。",
        ),
        "finding": StepName(
            "认定迟报漏报谎报瞒报",
            [FINDING, FOUND_BY, FINDING_SOURCE],
            allowed=_THERE,
            needed=("finding", "found_by", "finding_source"),
            dated="finding_on",
            grave="撤回的是认定",
            does="记人作出的认定：迟报、漏报、谎报还是瞒报，谁认定的，凭什么。",
        ),
        "investigate": StepName(
            "调查",
            [INVESTIGATION, INVESTIGATED_BY, RAISED],
            allowed=_THERE,
            needed=("investigation", "investigated_by", "raised"),
            dated="investigated_on",
            grave="撤回的是调查",
            does="记事故调查：哪一级、谁组织、是不是提级、哪天定的。",
        ),
        "supervised": StepName(
            "列入挂牌督办",
            [SUPERVISION],
            allowed=_THERE,
            needed=("supervision",),
            dated="supervised_on",
            grave="撤回的是挂牌督办",
            does="记事故查处由哪一件挂牌督办；瞒报的一律挂牌。",
        ),
        "confirm": StepName(
            "确认",
            [CONFIRMED_BY, CONFIRMATION_NO],
            allowed=(AccidentState.PROVISIONAL,),
            leads_to=AccidentState.CONFIRMED,
            needed=("confirmed_by", "confirmation_no"),
            dated="confirmed_on",
            grave="撤回的是确认",
            does="记有权机关的确认和文号；确认以前统计里都注明待确认。",
        ),
        "close": StepName(
            "结案",
            [CLOSING_NO, UNKNOWN_REASON, _APPROVED],
            allowed=(AccidentState.CONFIRMED,),
            leads_to=AccidentState.CLOSED,
            needed=("closing_no",),
            dated="closed_on",
            approved=True,
            grave="撤回的是结案",
            does="记调查报告批复结案；先确认，单位、镇的接报、上报和伤亡人数都要记了。",
        ),
    },
    worked_out=[
        Field("table_grade", "按数等级", words=Grade, alone=True),
        Field("at_least", "等级是下限", flag=True, alone=True),
        Field("graded", "等级"),
        Field("late", "迟报", several=True),
        Field("running", "正在走的时限", several=True),
        Field("afterwards", "过了时限才记", several=True),
        Field("unit_late_minutes", "单位上报迟多少分钟", numeric=True, alone=True),
        Field("town_late_minutes", "镇上报迟多少分钟", numeric=True, alone=True),
        Field("statistics_late_minutes", "统计直报迟多少分钟", numeric=True, alone=True),
        Field("supplement_due_on", "补报期限", alone=True),
        Field("days_overdue", "逾期天数", numeric=True, alone=True),
        Field("lacking", "报告缺的要素", several=True, alone=True),
        Field("seen_to", "要办的", several=True, alone=True),
    ],
    term=Term("supplement_due_on"),
    counts_since=HAPPENED_AT.key,
    weighed=True,
    filled=True,
    struck="核销",
    struck_by="strike",
    grave="是事故",
    asks=("unit", "place", "happened_at", "dead", "injured", "missing"),
    one="一起事故",
    summary="事故：报告、续报、等级、认定、调查、确认、核销",
    offered="state IN ('provisional', 'confirmed')",
)
