"""October: after the holidays, papers that ran out, and what the office finds in itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.year import accidents, tips
from tests.year.may import TOWN
from tests.year.papers import handed_in

if TYPE_CHECKING:
    from tests.year.office import Office


def play(office: Office) -> None:
    office.on("2022-10-08")
    handed_in(office, "town", "2022-09")
    handed_in(office, "quarterly", "2022-Q3")
    office.passed("青峰液化气站六月", "胡显胜")
    office("duty done {查花炮}")
    office("duty done {查渔船}")
    office.on("2022-10-10")
    office.transferred("楼道充电", "区消防救援大队")
    office("enterprise update 桂香建筑劳务队 --qualification-until 2025-09-30")
    office.on("2022-10-12")
    office.rectified("又过期")
    office(
        "hazard plan {护坡} --responsible 罗石柱 --measures 注浆加固 --funds 3万元 --due 2022-10-15 --contingency 停产撤人"
    )
    office("duty done {带队} --attendee 石世文")
    office.on("2022-10-14")
    office.passed("又过期")
    departments(office)
    cleared_out(office)


def departments(office: Office) -> None:
    """Departments check themselves: measures 1, 3, 4, 10, 11, 12 and 15."""
    office.on("2022-10-17")
    for unit, head in (("应急办", "刘和平"), ("规环办", "黄天贵"), ("农服中心", "袁永东")):
        for measure in (1, 3, 4, 10, 15):
            office(
                f"check add --unit {unit} --measure {measure} --result pass --kind self --inspector {head}"
            )
    office.finds(
        "无计划",
        "应急办",
        "--measure 11 --kind self --inspector 刘和平 --responsible 刘和平 --hazard 检查计划没有按季更新",
        "+30d",
    )
    office.finds(
        "无证",
        "规环办",
        "--measure 12 --kind self --inspector 黄天贵 --responsible 黄天贵 --hazard 持证执法人员只有一名",
        "2022-12-31",
    )


def cleared_out(office: Office) -> None:
    """Measure 7: what is out of date goes; the district gives the wires back to the town."""
    office.on("2022-10-20")
    tips.confirmed(office)
    accidents.hidden(office)
    office.reopened("楼道充电", "区消防救援大队")
    office("duty done {查花炮}")
    office.named(
        "土锅炉",
        "project add --title 燃煤土锅炉 --kind 落后产能 --unit 大丘豆干厂 --remove-by 2022-11-15",
    )
    office.on("2022-10-25")
    office.rectified("护坡", "--note 注浆完成")
    office.on("2022-10-27")
    accidents.looked_for(office)
    office.passed("护坡", "黄天贵")
    office.finds(
        "配电",
        "先进家具厂",
        f"--measure 6 {TOWN} --sector 工贸 --responsible 杨大木 --hazard 配电箱积尘",
        "+15d",
    )
