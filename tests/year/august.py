"""August: boats, heat, and a term that was typed wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.year import accidents
from tests.year.july import APPROVED
from tests.year.may import TOWN
from tests.year.papers import handed_in

if TYPE_CHECKING:
    from tests.year.office import Office


def play(office: Office) -> None:
    boats(office)
    mistakes(office)
    accepted(office)
    accidents.happens(office)


def boats(office: Office) -> None:
    """Measure 6 on the water; the deadline of ten working days was reckoned by hand: from Monday the 1st to Monday the 15th."""
    office.on("2022-08-01")
    handed_in(office, "town", "2022-07")
    office("duty done {查渔船}")
    office("duty done {查花炮}")
    for village in ("青峰", "桂香", "先进", "大丘"):
        if village != "桂香":
            office(f"check add --unit {village}渔业合作社 --measure 6 --result pass {TOWN}")
    office.finds(
        "救生衣",
        "桂香渔业合作社",
        f"--measure 6 {TOWN} --sector 渔业船舶 --responsible 谭江涛 --hazard 三艘渔船未配救生衣",
        "2022-08-15",
    )
    office.finds(
        "超载",
        "先进客运站",
        "--measure 6 --title 农村客车超员 --sector 道路运输 --responsible 杨长路 --source 上级交办",
        "2022-08-10",
    )
    office.on("2022-08-02")
    office.named("渔船督办", "notice supervise {救生衣} --report-by +10wd")
    office("notice deliver {渔船督办} --refused --witness 刘和平 --reason 负责人不在，家属不收")
    office.on("2022-08-09")
    office.rectified("先进豆干厂六月")
    office("duty done {带队} --attendee 石世文")


def mistakes(office: Office) -> None:
    """A term typed wrongly is put right by another record, a check of the wrong unit by another check, a check that never was is struck out."""
    office.on("2022-08-11")
    office.refused("hazard replace {超载} --due 2022-08-20 --reason 期限看错", "批准")
    office.replaced("超载", f"--reason 期限看错 {APPROVED}", "2022-08-20")
    office.named("没有的检查", f"check add --unit 大丘民宿 --measure 6 --result pass {TOWN}")
    office("check void {没有的检查} --reason 没有去查")
    office.named("查错单位", f"check add --unit 青峰农机站 --measure 6 --result pass {TOWN}")
    office.named("查对单位", "check replace {查错单位} --unit 青峰粮站 --reason 单位写错")
    office("check edit {查对单位} --note 粮站仓库")
    office.on("2022-08-12")
    office.finds(
        "烟感",
        "桂香民宿",
        f"--measure 6 {TOWN} --sector 消防 --responsible 谭云 --hazard 客房未装烟感",
        "+15d",
    )
    office("hazard edit {烟感} --title 三间客房未装烟感 --reason 写漏")
    office.finds(
        "堵车",
        "大丘超市",
        f"--measure 6 {TOWN} --sector 消防 --responsible 吴敏 --location 后门 --hazard 堆货堵住",
        "+5d",
    )


def accepted(office: Office) -> None:
    """Measure 6: the supervision ends after the district accepted; measure 7: the store is accepted."""
    office.on("2022-08-15")
    office.rectified("花炮超量", "--note 隔墙已拆，另建库房")
    office.on("2022-08-16")
    office.passed("花炮超量")
    office("project accept {仓库} --body 区应急局")
    office("duty done {查花炮}")
    office.on("2022-08-18")
    office(
        "supervision accept {花炮挂牌} --result 合格 --accepted-by 区安委会 --acceptance-no 梁安办验〔2022〕1号"
    )
    office("supervision lift {花炮挂牌} --lift-no 梁安办销〔2022〕1号")
    office.on("2022-08-19")
    office.rectified("超载")
    office.passed("先进豆干厂六月")
    office.on("2022-08-22")
    office("notice answer {渔船督办} --note 已订购，月底到货")
    office.passed("超载", "谭波")
    office("action carry-out {追究}")
    office.on("2022-08-25")
    office("enforcement carry-out {查挂靠} --how 停工期满")
    office("violation close {挂靠} --outcome 清退乙队，重签合同")
    office.named("复查挂靠", f"check add --unit 桂香建筑劳务队 --measure 8 --result pass {TOWN}")
    office("enforcement close {查挂靠} --recheck {复查挂靠}")
    office("action add --kind 曝光 --unit 桂香建筑劳务队 --reason 出借资质 --record {挂靠}")
