"""The closed lists of the national tables on 打非治违 and on hidden plants: rows, kinds of violation, kinds of measure.

The list of 13 and the list of 10 cannot be mapped one to one, so that a violation says its place in each. The stored words of both are the
numbers that the printed tables have; labels are shortened.
"""

from __future__ import annotations

from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.values import Word


class TableRow(Word):
    """The eleven rows of both tables of 打非治违."""

    COAL = "coal", "煤矿"
    MINE = "mine", "非煤矿山", "金属非金属矿山", "矿山"
    ROAD = "road", "道路交通", "道路运输"
    WATER = "water", "水上交通", "水上运输", "渔业船舶"
    BUILDING = "building", "建设施工", "建筑施工"
    FIRE = "fire", "消防"
    CHEMICAL = "chemical", "危险化学品", "危化品"
    FIREWORKS = "fireworks", "烟花爆竹"
    EXPLOSIVES = "explosives", "民爆物品", "民爆"
    METALLURGY = "metallurgy", "冶金"
    OTHER = "other", "其他"


class ViolationKind(Word):
    """The thirteen kinds of the table of violations."""

    K1 = "1", "无证或证照不全，超许可范围", "无证", "证照不全"
    K2 = "2", "关闭取缔后又擅自生产经营建设"
    K3 = "3", "停产整顿或技改未验收就生产，违反三同时"
    K4 = "4", "瞒报谎报事故，隐瞒重大隐患或不按期治理"
    K5 = "5", "拒不执行监管指令，抗拒执法"
    K6 = "6", "非法用工，无证上岗"
    K7 = "7", "规程不完善，现场混乱，三违", "三违"
    K8 = "8", "工艺，装备，作业环境，劳动防护不合规定"
    K9 = "9", "隐患排查制度不全，责任和整改不落实"
    K10 = "10", "重大工程建设安全管理不到位"
    K11 = "11", "应急队伍，装备，预案，演练不足"
    K12 = "12", "新材料，新设计，新装备，新技术未经核准就用"
    K13 = "13", "其他"


class LawKind(Word):
    """The ten kinds of the monthly table of enforcement (安全生产执法行动)."""

    K1 = "1", "无证或证照不全"
    K2 = "2", "关闭取缔后又擅自生产经营建设"
    K3 = "3", "小煤矿应关未关"
    K4 = "4", "私采滥挖，超层越界，尾矿库违规"
    K5 = "5", "违反三同时"
    K6 = "6", "谎报瞒报事故"
    K7 = "7", "重大隐患隐瞒不报或不按期整治"
    K8 = "8", "不按规定培训或无证上岗"
    K9 = "9", "拒不执行指令，抗拒执法"
    K10 = "10", "其他"


class Illegal(Word):
    """What hidden plants (三非) do."""

    CONSTRUCTION = "construction", "非法建设"
    PRODUCTION = "production", "非法生产"
    BUSINESS = "business", "非法经营"


class Sanction(Word):
    """What is done about a violation: the four of the plan (measure 10), and the columns of the table of penalties."""

    SUSPEND = "suspend", "停产整顿"
    CLOSE = "close", "关闭取缔", "关闭", "取缔"
    TOP_PENALTY = "top_penalty", "上限处罚"
    LIABILITY = "liability", "追究法律责任"
    TRANSFER = "transfer", "移送"
    WARNING = "warning", "警告"
    ORDER = "order", "责令改正", "限期整改", "停止违法行为"
    CONFISCATE = "confiscate", "没收", "没收违法所得"
    HALT = "halt", "责令停产停业", "停产停业", "停止建设"
    LICENCE = "licence", "暂扣吊销", "暂扣", "吊销"
    DETENTION = "detention", "行政拘留"
    PROSECUTION = "prosecution", "移送追究刑责", "移送追究刑事责任"
    FINE = "fine", "罚款"


ROW = Field(
    "sector",
    "行业领域",
    Reads.WORD,
    words=TableRow,
    headings=("行业领域", "行业"),
    metavar="行业",
    described="打非治违表的哪一行，如 建设施工、消防",
)
OFF_ROLL = Field(
    "name",
    "名册外的当事人",
    Reads.SHORT,
    headings=("名册外的当事人", "当事人"),
    metavar="名称",
    described="不在名册上的，写它的名称；在名册上的写 --unit",
)
