"""June: the first phase ends. What is late is put right or not, others are asked, and the town checks in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.year import tips
from tests.year.may import TOWN
from tests.year.papers import handed_in

if TYPE_CHECKING:
    from tests.year.office import Office

CHECKED = """编号,单位,条款,检查日期,检查类型,检查人,结果,问题隐患,等级,整改期限,责任人,行业
六-01,青峰加油站,五,2022-06-20,镇级检查,陈科旭、刘和平,符合,,,,,
六-02,桂香加油站,五,2022-06-20,镇级检查,陈科旭、刘和平,符合,,,,,
六-03,先进加油站,五,2022-06-20,镇级检查,陈科旭、刘和平,不符合,卸油口未上锁,一般,2022-07-05,杨兵,危险化学品
六-04,大丘加油站,五,2022-06-20,镇级检查,陈科旭、刘和平,符合,,,,,
六-05,青峰预制板厂,九,2022-06-21,镇级检查,黄天贵,不符合,派遣工未经培训上岗,一般,2022-07-10,罗世明,工贸
六-06,桂香预制板厂,九,2022-06-21,镇级检查,黄天贵,符合,,,,,
六-07,先进豆干厂,九,2022-06-21,镇级检查,黄天贵,不符合,蒸煮间未设通风,一般,2022-07-20,杨香兰,工贸
六-08,大丘建筑劳务队,八,2022-06-22,联合检查,黄天贵、王亮,符合,,,,,
六-09,青峰液化气站,六,2022-06-22,专项检查,胡显胜、黄天贵,不符合,气瓶与民房间距不足,重大,2022-08-31,罗建国,燃气
六-10,桂香液化气站,六,2022-06-22,专项检查,胡显胜、黄天贵,符合,,,,,
"""
BY_UNIT = {
    "先进加油站": ("2022-06-20", "2022-07-05", "general"),
    "青峰预制板厂": ("2022-06-21", "2022-07-10", "general"),
    "先进豆干厂": ("2022-06-21", "2022-07-20", "general"),
    "青峰液化气站": ("2022-06-22", "2022-08-31", "major"),
}


def play(office: Office) -> None:
    called_to_account(office)
    others_answer(office)
    handed_on(office)
    in_bulk(office)
    phase_ends(office)


def called_to_account(office: Office) -> None:
    """What was due in May is put right late, or a village is talked to about it; what happened elsewhere is looked for here."""
    office.on("2022-06-01")
    office.named(
        "举一反三",
        "lesson add --title 某地烟花仓库爆炸 --sector 烟花爆竹 --look-for 超量储存、三合一 --lead 胡显胜 --due +20d",
    )
    office.on("2022-06-02")
    office("supervision plan {花炮挂牌}")
    handed_in(office, "town", "2022-05")
    office.on("2022-06-06")
    handed_in(office, "monthly", "2022-05")
    office("duty done {查花炮}")
    office.rectified("大丘村自查", "--note 接通水源")
    office.rectified("大丘超市自查")
    office.on("2022-06-07")
    office.named(
        "约谈",
        "action add --kind 约谈 --unit 桂香村 --person 谭主任 --post 村主任 --reason 码头逾期没有配救生圈 --record {桂香村自查} --talked-by 石世文 --talked-by 刘和平",
    )
    office.on("2022-06-08")
    office.passed("大丘村自查")
    for village in ("青峰", "桂香", "大丘"):
        office(
            f"check add --unit {village}花炮经营部 --measure 6 --result pass --kind special --inspector 胡显胜"
        )


def others_answer(office: Office) -> None:
    """Measure 10: the district answers late, fines, and the plant is closed down."""
    office.on("2022-06-13")
    tips.unsigned(office)
    office("action answer {约谈} --answer 已订购救生圈，本周装好")
    office("enforcement answer {查作坊} --answer 已立案")
    office.finds(
        "边坡",
        "大丘砂石场",
        f"--measure 6 {TOWN} --sector 矿山 --responsible 吴石柱 --hazard 边坡过陡，有浮石",
        "2022-07-15",
        "major",
    )
    office.on("2022-06-14")
    office.rectified("桂香村自查")
    office(
        "topic add --title 砂石场边坡监管职责不清 --measure 3 --raised-by 黄天贵 --due 2022-08-31"
    )
    office("duty done {查渔船}")
    office("duty done {带队} --attendee 石世文")
    office.on("2022-06-15")
    office.passed("大丘超市自查")
    office.transferred("边坡", "区规资局")
    office.named("抄告", "notice transfer {边坡}")
    office.on("2022-06-16")
    office("notice deliver {抄告} --received-by 区规资局收发室 --delivered-by 陈科旭")
    office("enforcement result {查作坊} --result 罚款 --amount 1.5万元 --paper 消罚〔2022〕3号")
    office.on("2022-06-17")
    office.failed("桂香村自查", "2022-06-30")


def handed_on(office: Office) -> None:
    """A transfer is answered in time; an extension of April's hazard did not help."""
    office.on("2022-06-18")
    office.rectified("青峰社区自查", "--note 充电棚已通电")
    office.on("2022-06-20")
    office("violation close {无照作坊} --outcome 设备拆除，房屋收回")
    office("duty done {查花炮}")
    office.on("2022-06-21")
    office("enforcement carry-out {查作坊} --how 罚款缴清")
    office.failed("青峰社区自查")
    office.on("2022-06-24")
    office("hazard answered {边坡} --note 已派员勘查")
    office("lesson close {举一反三} --outcome 三家没有超量，先进花炮经营部已挂牌")


def in_bulk(office: Office) -> None:
    """The town's checks of the month come from a file; two of its rows were there already."""
    office.on("2022-06-27")
    sheet = office.file("镇级检查-六月.csv", CHECKED, "gb18030")
    made = office.run("check", "import", sheet, "--format", "json")
    assert (made.code, made.json["new"], made.json["hazards"]) == (0, 10, 4), made.out + made.err
    office.numbers["六月一批"] = made.json["batch"]
    rows = office.run("check", "list", "--batch", made.json["batch"], "--format", "json").json[
        "rows"
    ]
    for row in rows:
        if row["hazards"]:
            name = f"{row['unit']}六月"
            (office.numbers[name],) = row["hazards"]
            found, due, level = BY_UNIT[row["unit"]]
            office.remember(name, due, level, found)
    office.extended(
        "花炮超量",
        "2022-07-10",
        "--asked-on 2022-06-25 --reason 连日暴雨，转运停工 --safeguards 现场昼夜值守",
    )
    office(
        "hazard plan {青峰液化气站六月} --responsible 罗建国 --measures 气瓶间外迁 --funds 12万元"
    )


def phase_ends(office: Office) -> None:
    """Measure 7: the permit came after the work began; measure 3: the list is made; one hazard was written twice."""
    office.on("2022-06-28")
    office("project approve {仓库} --body 区发改委 --paper 发改〔2022〕12号")
    office("project review {仓库} --result 通过 --body 区应急局")
    office("area conclude {老街} --outcome 清退12户")
    office.on("2022-06-29")
    office("duty done {编清单} --note 已报镇党委")
    office("duty publish {编清单} --medium 镇政府公示栏")
    office.finds(
        "重复", "先进加油站", "--measure 5 --title 卸油口没有上锁 --responsible 杨兵", "+15d"
    )
    office.struck("重复", "--reason 与六月检查的重复")
    office.on("2022-06-30")
    office("duty done {研究} --attendee 石世文 --attendee 胡显胜")
    brief = office.zizhao.db.with_name("自查自纠.docx")
    office.run("report", "brief", "--phase", "1", "--as-of", "2022-06-30", "--output", str(brief))
    assert brief.stat().st_size > 0
