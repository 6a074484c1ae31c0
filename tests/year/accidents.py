"""Measure 14: an accident that was told late, somebody missing who counts as dead after thirty days, one that was none, one that was hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.year.office import Office


def happens(office: Office) -> None:
    """26 August: the firm tells the town fifteen minutes late, the town the district in time."""
    office.on("2022-08-26", 11)
    office.named(
        "坍塌",
        "accident add --title 大丘砂石场坍塌 --unit 大丘砂石场 --place 二号采面 --sector 矿山 --type 坍塌 --production yes"
        " --happened '2022-08-26 07:50' --head-told '2022-08-26 08:05' --town-told '2022-08-26 09:20' --injured 2 --missing 1"
        " --overview 个体采石场 --scene 采面塌落约百方 --course 雨后清底时塌落 --measures-taken 已停产，正在搜救",
    )
    office("accident report {坍塌} --from unit --at '2022-08-26 09:20' --to 紫照镇 --means phone")
    office("accident report {坍塌} --from town --at '2022-08-26 10:40' --to 区应急局 --means phone")
    office.on("2022-08-27")
    office(
        "accident followup {坍塌} --at '2022-08-27 08:30' --dead 1 --injured 1 --text 一人抢救无效"
    )
    office.on("2022-08-29")
    office("accident finding {坍塌} --kind 迟报 --found-by 区应急局 --source 通话记录")
    office("accident investigate {坍塌} --level county --body 区政府 --raised no")
    office.on("2022-08-30")
    office.named(
        "追场长",
        "action add --kind 追究责任 --layer 直接 --unit 大丘砂石场 --person 吴石柱 --post 场长 --reason 雨后违章清底 --record {坍塌}",
    )
    office("action open {追场长} --body 区应急局")


def confirmed(office: Office) -> None:
    """5 September: the district confirms it; it is looked for elsewhere."""
    office("accident confirm {坍塌} --confirmed-by 区应急局 --paper-no 梁应急〔2022〕31号")
    office.named(
        "查边坡",
        "lesson add --title 大丘砂石场坍塌 --sector 矿山 --look-for 边坡浮石 --record {坍塌} --lead 谭波 --due +20d",
    )


def supplemented(office: Office) -> None:
    """20 September: what it cost is known within the thirty days."""
    office(
        "accident followup {坍塌} --at '2022-09-20 08:50' --loss 160万元 --minor 0 --other 无 --text 损失已核定"
    )


def missing(office: Office) -> None:
    """26 September: who was missing for thirty days counts as dead since the day before."""
    office("accident redetermine {坍塌} --grade general --dead 2 --missing 0 --reason 失踪满三十日")
    office("action decide {追场长} --decision 移送起诉 --decided-by 区应急局")
    office.named(
        "追主任",
        "action add --kind 追究责任 --layer 监管 --unit 规环办 --person 黄天贵 --post 主任 --reason 监管不到位 --record {坍塌}",
    )
    office("action open {追主任} --body 镇纪委")


def looked_for(office: Office) -> None:
    """October: the other quarries are looked at, and the layer that leads is missing still."""
    for village in ("青峰", "桂香", "先进"):
        office(
            f"check add --unit {village}砂石场 --measure 6 --result pass --kind special --inspector 谭波"
        )
    office("lesson close {查边坡} --outcome 三家都削了坡")
    office("action decide {追主任} --decision 警告 --decided-by 镇党委")


def hidden(office: Office) -> None:
    """20 October: what a tip-off said is so; nobody told of it in March, and the city lists it."""
    office.named(
        "坠亡",
        "accident add --title 桂香建筑劳务队坠亡 --unit 桂香建筑劳务队 --place 旧厂房工地 --sector 建设施工 --type fall --production yes"
        " --happened '2022-03-15 14:00' --head-told '2022-03-15 14:20' --dead 1 --injured 0 --minor 0 --missing 0 --loss 150万元",
    )
    office("accident finding {坠亡} --kind 瞒报 --found-by 区应急局 --source 举报核查报告")
    office.named(
        "瞒报挂牌",
        "supervision add --of 事故 --title 桂香建筑劳务队瞒报事故 --unit 桂香建筑劳务队 --level 市级 --body 市安委会 --due 2022-12-20 --plan-due +10d",
    )
    office("accident supervised {坠亡} --supervision {瞒报挂牌}")
    office("accident investigate {坠亡} --level city --body 市政府 --raised yes")


def none(office: Office) -> None:
    """November: what was told as an accident was an illness, and is struck by two."""
    office.named(
        "摔倒",
        "accident add --title 大丘粮站工人摔倒 --unit 大丘粮站 --type 其他 --dead 1 --happened '2022-11-08 07:30'",
    )
    office.refused("accident strike {摔倒} --reason 突发疾病，不是事故", "批准")
    office("accident strike {摔倒} --reason 突发疾病，不是事故 --approved-by 刘和平")


def closed(office: Office) -> None:
    """December: the district's decision closes it."""
    office("accident close {坍塌} --paper-no 梁府〔2022〕88号")
