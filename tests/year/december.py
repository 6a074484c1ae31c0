"""December: what is left is closed or handed on to the next year, and the year is reckoned up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.year import accidents
from tests.year.may import TOWN
from tests.year.papers import handed_in

if TYPE_CHECKING:
    from tests.year.office import Office


def play(office: Office) -> None:
    office.on("2022-12-01")
    handed_in(office, "town", "2022-11")
    office("duty done {查花炮}")
    office("duty done {查渔船}")
    office.rectified("先进超市自查", "--note 换新灭火器")
    office.on("2022-12-02")
    office.passed("先进超市自查")
    winter(office)
    reckoned(office)


def winter(office: Office) -> None:
    """Measure 6 in winter: gas and fireworks before the festival."""
    office.on("2022-12-06")
    for village in ("青峰", "桂香", "先进", "大丘"):
        office(f"check add --unit {village}花炮经营部 --measure 6 --result pass {TOWN}")
    office.finds(
        "软管",
        "大丘液化气站",
        f"--measure 6 {TOWN} --sector 燃气 --responsible 吴建国 --hazard 软管老化",
        "+10d",
    )
    office.finds(
        "取暖",
        "中心小学",
        f"--measure 6 {TOWN} --sector 人员密集场所 --responsible 周校长 --hazard 宿舍用明火取暖",
        "+3d",
    )
    office.on("2022-12-08")
    office.rectified("取暖")
    office("duty done {带队} --attendee 石世文")
    office.on("2022-12-09")
    office.passed("取暖")
    office.passed("配电")
    office.on("2022-12-15")
    office.rectified("软管")
    office("duty done {查花炮}")
    office.on("2022-12-16")
    office.passed("软管")
    accidents.closed(office)


def reckoned(office: Office) -> None:
    """The mixed fuel stays overdue; what the departments lack goes on into the next year."""
    office.on("2022-12-20")
    office("duty done {学习} --attendee 石世文 --attendee 黄麒麟")
    office("duty done {研究} --attendee 石世文")
    office(
        "action add --kind 约谈 --unit 桂香农机站 --person 谭春耕 --post 站长 --reason 逾期一月未改 --record {混放} --talked-by 刘和平"
    )
    office.on("2022-12-28")
    office.refused("hazard void {混放} --reason 查错了", "批准")
    office("hazard note {混放} 电话催办")
    office("duty end {桂香巡查} --reason 并入网格巡查")
    office.on("2022-12-30")
    handed_in(office, "town", "2022-12")
