"""From 20 April: the roll, who answers for what, what powers there are, and the first self-checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.year import tips
from tests.year.roll import VILLAGES, as_csv

if TYPE_CHECKING:
    from tests.year.office import Office

DUTIES = """职责,岗位,单位,频次,佐证形式,起始日期
党委理论学习中心组学习安全生产重要论述,党委理论学习中心组,党政办,每季度1次,学习纪要,2022-04-20
带队检查安全生产,镇长,应急办,每月1次,检查照片,2022-04-20
研究安全生产突出问题,镇长办公会,党政办,每季度1次,会议纪要,2022-04-20
检查烟花爆竹和危险化学品,应急办主任,应急办,每月2次,检查记录,2022-04-20
检查渔业船舶,农服中心主任,农服中心,每月1次,检查记录,2022-04-20
巡查辖区,村主任,桂香村,每月2次,巡查记录,2022-04-20
巡查辖区,村主任,大丘村,每月2次,巡查记录,2022-04-20
"""
POWERS = """事项名称,事项类型,来源,执法依据,责任事项,责任岗位,起始日期
对生产经营单位安全生产状况的监督检查,行政检查,法定,重庆市安全生产条例,检查、督促、报告,应急办,2022-01-01
消防安全检查,行政检查,法定,消防法第三十一条,检查、督促,应急办,2022-01-01
村镇建设工程安全检查,行政检查,法定,重庆市村镇规划建设管理条例,检查、督促、报告,规环办,2022-01-01
"""
SELF_CHECKED = """紫照镇安全生产“十五条”硬措施自查表,,,,,,
填报单位：{village},,,,,,
检查日期,被检查单位,对应条款,检查人员,问题隐患,整改时限,责任人
2022.4.27,{village},一,{head},无,,
2022.4.27,{village},第二条,{head},,,
2022.4.28,{village},六,{head},{fault},2022年{due},{head}
2022.4.28,{shop},六,{head},灭火器过期,2022.5.13,{owner}
2022.4.28,{village},十,{head},无,,
2022.4.29,{village},十四,{head},无,,
填表人：{head},,,,,,
"""
FAULTS = {
    "青峰社区": ("楼道内给电动自行车充电", "5月20日", "2022-05-20"),
    "桂香村": ("河道码头没有救生圈", "5月12日", "2022-05-12"),
    "先进村": ("村道临崖路段缺护栏", "6月30日", "2022-06-30"),
    "大丘村": ("消火栓没有水", "5月15日", "2022-05-15"),
}
"""What each village found in itself, and until when it is to be put right."""


def play(office: Office) -> None:
    set_up(office)
    duties(office)
    tips.places(office)
    self_checks(office)


def set_up(office: Office) -> None:
    """The ledger, the roll, the campaign, who sees to which sector."""
    office("init --with-data")
    steps = office.zizhao.db.parent / "data" / "escalation.yaml"
    text = steps.read_text(encoding="utf-8")
    steps.write_text(text.replace("enabled: false", "enabled: true"), encoding="utf-8")
    office.on("2022-04-20")
    roll = office.file("企业名册.csv", as_csv(), "gb18030")
    office(f"unit import '{roll}'")
    office("campaign import")
    for village, name in VILLAGES.items():
        office(f"unit edit {village} --head {name}主任 --note ''")
    office("person edit 胡显胜 --sector 消防 --sector 燃气 --sector 烟花爆竹")
    office("person edit 谭波 --sector 道路运输 --sector 渔业船舶")


def duties(office: Office) -> None:
    """Measures 1, 2, 3 and 12: lists of duties and powers, who leads where several could, people and means."""
    office.on("2022-04-22")
    sheet = office.file("职责清单.csv", DUTIES)
    office(f"duty import '{sheet}'")
    office.numbers |= {"学习": "ZZ-2022-0001", "带队": "ZZ-2022-0002", "研究": "ZZ-2022-0003"}
    office.numbers |= {
        "查花炮": "ZZ-2022-0004",
        "查渔船": "ZZ-2022-0005",
        "桂香巡查": "ZZ-2022-0006",
    }
    office.named(
        "编清单",
        "duty add --text 编制权力和责任清单 --post 主任 --unit 规环办 --often 一次性 --due 2022-06-30 --since 2022-04-20",
    )
    sheet = office.file("权力清单.csv", POWERS)
    office(f"power import '{sheet}'")
    office("power publish QL-2022-0001 QL-2022-0002 --medium 镇政府公示栏")
    office(
        "staffing update 应急办 --leader 刘和平 --posts 6 --filled 4 --certified 3 --certified-until 2022-11-30 --budget 120000"
    )
    office("staffing update 规环办 --leader 黄天贵 --posts 5 --filled 5 --certified 1")
    office.named(
        "牵头",
        "duty settle --matter 电动自行车 --link 停放充电 --department 应急办 --department 规环办",
    )
    office.named(
        "断档",
        "topic add --title 各村网格员变动大，检查断档 --measure 2 --raised-by 陈科旭 --due 2022-05-31",
    )


def self_checks(office: Office) -> None:
    """What three villages hand in; the fourth does not, and two of the sheets have mistakes that are refused first."""
    office.on("2022-04-28")
    office("duty done {学习} --attendee 石世文 --attendee 黄麒麟 --attendee 张静 --note 学习十五条")
    office("duty done {带队} --attendee 石世文")
    office("duty done {查花炮}")
    office.on("2022-04-30")
    for village in ("青峰社区", "桂香村", "大丘村"):
        taken_in(office, village)


def taken_in(office: Office, village: str) -> None:
    """Import the self-check of a village, after the sheet that the office sends back was mended."""
    name, (fault, written, due) = VILLAGES[village], FAULTS[village]
    shop = f"{village[:2]}超市"
    said = {"village": village, "head": f"{name}主任", "fault": fault, "due": written}
    text = SELF_CHECKED.format(**said, shop=shop, owner=f"{name}敏")
    wrong = office.file(f"自查-{village}-初稿.csv", text.replace("2022.4.29", "2022.4.31"))
    office.refused(f"check import '{wrong}'", "2022.4.31")
    right = office.file(f"自查-{village}.csv", text)
    made = office.run("check", "import", right, "--format", "json")
    assert (made.code, made.json["new"], made.json["hazards"]) == (0, 6, 2), made.err
    asked = ("check", "list", "--batch", made.json["batch"], "--result", "fail", "--format", "json")
    of_village, of_shop = office.run(*asked).json["rows"]
    for called, row, until in ((village, of_village, due), (shop, of_shop, "2022-05-13")):
        (office.numbers[f"{called}自查"],) = row["hazards"]
        office.remember(f"{called}自查", until, found="2022-04-28")
    again = office.run("check", "import", right, "--format", "json")
    assert (again.json["new"], again.json["same"]) == (0, 6)
