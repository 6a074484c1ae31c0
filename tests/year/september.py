"""September: schools open, shops fall back into what was put right, people change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.year import accidents, tips
from tests.year.july import APPROVED
from tests.year.may import TOWN
from tests.year.papers import handed_in

if TYPE_CHECKING:
    from tests.year.office import Office


def play(office: Office) -> None:
    schools(office)
    falls_back(office)
    holidays_near(office)


def schools(office: Office) -> None:
    """Measure 6 before school begins; boats and rooms are put right late."""
    office.on("2022-09-01")
    handed_in(office, "town", "2022-08")
    for unit in ("中心小学", "紫照幼儿园"):
        office(f"check add --unit {unit} --measure 6 --result pass {TOWN}")
    office.rectified("救生衣", "--note 已配齐")
    office.rectified("堵车")
    office.on("2022-09-02")
    office.failed("堵车", "2022-09-10")
    office("duty done {查花炮}")
    office.on("2022-09-05")
    accidents.confirmed(office)
    office.passed("救生衣", "袁永东")
    office.rectified("烟感")
    office("duty done {查渔船}")
    office("duty done {带队} --attendee 胡显胜")
    office.on("2022-09-06")
    tips.late(office)
    office.rectified("堵车")
    office.passed("烟感")
    office.on("2022-09-08")
    office.passed("堵车")
    office("staffing update 应急办 --filled 5 --certified 4 --certified-until 2023-06-30")


def falls_back(office: Office) -> None:
    """A shop has the same again within ninety days; the general hazard of a slope was major from the start."""
    office.on("2022-09-14")
    tips.of_deaths(office)
    office.finds(
        "又过期",
        "桂香超市",
        f"--measure 6 {TOWN} --sector 消防 --responsible 谭敏 --hazard 灭火器又过期",
        "+15d",
    )
    office.finds(
        "护坡",
        "青峰砂石场",
        f"--measure 6 {TOWN} --sector 矿山 --responsible 罗石柱 --hazard 护坡开裂",
        "2022-10-15",
    )
    office.on("2022-09-16")
    office("hazard edit {护坡} --level major --reason 裂缝贯通")
    office.hazards["护坡"].level = "major"
    office(
        "hazard plan {边坡} --responsible 吴石柱 --measures 削坡清浮石 --funds 5万元 --due 2022-07-15 --contingency 停产撤人"
    )
    office.on("2022-09-20")
    accidents.supplemented(office)
    office.rectified("边坡", "--note 已削坡")
    office("duty done {查花炮}")
    office.on("2022-09-23")
    office.passed("边坡", "黄天贵")
    office.named(
        "失察",
        "action add --kind 追究责任 --layer 监管 --unit 规环办 --person 黄天贵 --post 主任 --reason 对挂靠失察 --record {挂靠}",
    )
    office("action open {失察} --body 镇纪委")


def holidays_near(office: Office) -> None:
    """Before the holidays: exits are checked, a hazard of the village of May is put right at last, bottles are moved."""
    office.on("2022-09-26")
    accidents.missing(office)
    for unit in ("青峰花园", "青峰超市", "大丘民宿"):
        office(
            f"check add --unit {unit} --measure 6 --result pass --kind unannounced --inspector 胡显胜"
        )
    office.finds(
        "楼道充电",
        "青峰花园",
        "--measure 6 --title 楼道内给电动自行车充电 --sector 电动自行车 --responsible 何经理",
        "2022-10-13",
    )
    office.on("2022-09-28")
    office.rectified("先进村自查", "--note 护栏装好")
    office.rectified("青峰液化气站六月", "--note 气瓶间已外迁")
    office.rectified("青峰社区自查", "--note 全部改用充电棚")
    office.on("2022-09-30")
    office.passed("先进村自查", "谭波")
    office.passed("青峰社区自查")
    office("action decide {失察} --decision 诫勉 --decided-by 镇党委")
    office("duty done {研究} --attendee 石世文")
    office("duty done {学习} --attendee 石世文 --attendee 张静")
    office.finds("写错", "先进民宿", "--measure 6 --title 应急灯不亮 --responsible 杨云", "+15d")
    office.struck("写错", f"--reason 不是这家 {APPROVED}")
