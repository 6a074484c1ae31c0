"""May: enterprises say who heads them, the town checks, and what is grave gets its paper, its plan, its supervision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.year import tips
from tests.year.april import taken_in
from tests.year.roll import particulars

if TYPE_CHECKING:
    from tests.year.office import Office

TOWN = "--kind town --inspector 陈科旭 --inspector 刘和平"


def play(office: Office) -> None:
    first_week(office)
    gatherings(office)
    fireworks(office)
    unlawful(office)
    put_right(office)


def first_week(office: Office) -> None:
    """Measures 5 and 9: what enterprises fill in; the fourth village hands in late, and is reminded."""
    office.on("2022-05-05")
    office("action add --kind 提醒 --unit 先进村 --reason 自查表没有按时报")
    office("settlement decide {牵头} --lead 应急办 --principle 谁靠近谁牵头")
    office.on("2022-05-06")
    taken_in(office, "先进村")
    office.on("2022-05-09")
    sheet = office.file("企业情况.csv", particulars())
    office(f"enterprise import '{sheet}'")
    office(
        "enterprise update 桂香建筑劳务队 --qualification 建筑劳务资质 --qualification-until 2022-09-30 --contracting 分包"
    )
    office("topic study {断档} --studied-by 镇长办公会 --solution 每村定一名替补 --lead 黄麒麟")


def gatherings(office: Office) -> None:
    """Measure 6, in places where people gather: blocked exits are opened at once."""
    office.on("2022-05-10")
    tips.told(office)
    office.finds(
        "幼儿园通道",
        "紫照幼儿园",
        f"--measure 6 {TOWN} --handling immediate --sector 人员密集场所 --responsible 周敏 --hazard 二楼疏散通道堆放桌椅",
        "2022-05-10",
    )
    office.rectified("幼儿园通道", "--note 桌椅当场搬离")
    office.finds(
        "小学出口",
        "中心小学",
        f"--measure 6 {TOWN} --sector 人员密集场所 --responsible 周校长 --leader 胡显胜 --hazard 安全出口上锁 {office.picture('出口上锁')}",
        "2022-05-20",
        "major",
    )
    office(f"check add --unit 紫照卫生院 --measure 6 --result pass {TOWN}")
    office.on("2022-05-11")
    office.passed("幼儿园通道")
    office(
        "hazard plan {小学出口} --responsible 周校长 --measures 换装推杠门锁 --funds 6000 --due 2022-05-20 --contingency 上课时专人值守"
    )
    office.on("2022-05-12")
    for unit in ("青峰花园", "青峰超市", "桂香民宿"):
        office(f"check add --unit {unit} --measure 6 --result pass {TOWN}")
    office.finds(
        "高层飞线",
        "青峰花园",
        "--measure 6 --title 飞线充电 --sector 电动自行车 --responsible 何经理 --source 群众举报",
        "+15d",
    )
    office("duty done {带队} --attendee 石世文 --attendee 刘和平")


def fireworks(office: Office) -> None:
    """Measures 6 and 7: a store of fireworks too full, which the district supervises; a store that is built before its permit."""
    office.on("2022-05-16")
    office("duty done {查花炮}")
    office.finds(
        "花炮超量",
        "先进花炮经营部",
        f"--measure 6 {TOWN} --sector 烟花爆竹 --responsible 杨开顺 --leader 胡显胜 --hazard 超量存放烟花爆竹，与住宅间距不足",
        "2022-06-30",
        "major",
    )
    for village in ("青峰", "桂香", "大丘"):
        office(f"check add --unit {village}花炮经营部 --measure 6 --result pass {TOWN}")
    office.named("花炮整改书", "notice rectify {花炮超量} --inspector 陈科旭 --inspector 刘和平")
    office.on("2022-05-17")
    office("notice deliver {花炮整改书} --received-by 杨开顺 --delivered-by 陈科旭")
    office.on("2022-05-18")
    office.named(
        "花炮挂牌",
        "supervision add --hazard {花炮超量} --level 区级 --body 区安委会 --person 石世文 --due 2022-07-20 --plan-due +10d --demands 停业整改 --notice-no 梁安办督〔2022〕1号",
    )
    office.named(
        "仓库",
        "project add --title 新建烟花仓库 --kind 新建 --unit 先进花炮经营部 --sector 烟花爆竹 --high-risk",
    )
    office.on("2022-05-20")
    office(
        "hazard plan {花炮超量} --responsible 杨开顺 --measures 分批转运，另建库房 --funds 8万元 --due 2022-06-30 --contingency 专人值守，划定警戒区"
    )
    tips.looked_into(office)
    office("project start {仓库}")
    office("duty done {查花炮}")


def unlawful(office: Office) -> None:
    """Measures 8 and 10: a plant without licence, work under another's name, a street that is put in order."""
    office.on("2022-05-23")
    office.named(
        "无照作坊",
        "violation add --title 无照加工塑料 --name 某塑料作坊 --village 桂香村 --kind 1 --illegal 非法生产 --sector 消防 --found-by 谭主任",
    )
    office.named(
        "挂靠",
        "violation add --title 挂靠资质施工 --unit 桂香建筑劳务队 --village 桂香村 --kind 1 --kind10 1 --sector 建设施工 --party 持证方=甲建司 --party 实际施工=乙队",
    )
    office.on("2022-05-24")
    office("violation stop {无照作坊} --stopped-by 胡显胜 --how 断电封存")
    office.named(
        "查作坊",
        "enforcement add --kind 罚款 --name 某塑料作坊 --sector 消防 --record {无照作坊} --amount 2万元 --basis 消防法",
    )
    office.refused("enforcement decide {查作坊} --power QL-2022-0009", "QL-2022-0009")
    office("enforcement propose {查作坊} --to 区消防救援大队")
    office.named(
        "查挂靠",
        "enforcement add --kind 停产整顿 --unit 桂香建筑劳务队 --sector 建设施工 --record {挂靠}",
    )
    office("enforcement propose {查挂靠} --to 区住建委 --due 2022-06-30")
    office("violation report-up {挂靠} --to 区住建委")
    office.named(
        "老街",
        "area add --name 桂香老街 --unit 桂香村 --problem 三合一场所多 --campaign 2022 --lead 胡显胜 --last 2022-06-25",
    )


def put_right(office: Office) -> None:
    """What is put right in May, and what is overdue at its end: the quay, the hydrant, the wires on the high-rise; the plan of what is supervised is late."""
    office.on("2022-05-25")
    office.rectified("小学出口", office.picture("换了推杠锁"))
    office.rectified("青峰超市自查")
    office.rectified("桂香超市自查")
    office.on("2022-05-26")
    tips.answered(office)
    office.passed("小学出口", "胡显胜")
    office.passed("青峰超市自查")
    office.failed("桂香超市自查")
    office.extended(
        "青峰社区自查",
        "2022-06-20",
        "--asked-on 2022-05-19 --reason 充电棚施工 --safeguards 每晚巡查 --asked-by 罗主任",
    )
    office.on("2022-05-30")
    office("action add --kind 激励 --unit 青峰社区 --reason 自查扎实 --amount 500")
    office("duty done {桂香巡查}")
