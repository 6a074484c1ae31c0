"""A small part of the year, for ledgers that hold something already: a village's hazard from its check until it is struck off, and what goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.year.office import Office


def play(office: Office) -> None:
    """Play it on 1 December 2026 and the days after, when all of the kept ledgers are complete."""
    office.on("2026-12-01")
    office("campaign add 2026 岁末检查 --first 2026-12-01 --last 2026-12-31")
    office("person add HXS 胡显胜 --post 副镇长 --sector 消防")
    office.named(
        "带队",
        "duty add --text 带队检查 --post 镇长 --unit 应急办 --often 每月1次 --since 2026-12-01",
    )
    office.finds(
        "出口",
        "桂香村",
        "--measure 6 --kind town --inspector 胡显胜 --responsible 谭主任 --hazard 文化站出口上锁",
        "+3d",
        "major",
    )
    office.named("整改书", "notice rectify {出口} --inspector 胡显胜")
    office("notice deliver {整改书} --received-by 谭主任")
    office.named(
        "挂牌",
        "supervision add --hazard {出口} --level 镇级 --body 镇安委会 --due 2026-12-20 --plan-due +2d",
    )
    office(
        "hazard plan {出口} --responsible 谭主任 --measures 换锁 --funds 500 --due 2026-12-04 --contingency 专人值守"
    )
    office("duty done {带队} --attendee 胡显胜")
    called_to_account(office)
    office.named(
        "举报",
        "tip add --channel 电话 --summary 夜间加工 --about 某作坊 --sector 消防 --received-by 胡显胜",
    )
    office("tip assign {举报} --to 应急办")
    office.on("2026-12-02")
    office.named(
        "事故",
        "accident add --title 桂香村坠落 --unit 桂香村 --type fall --happened '2026-12-02 08:10' --head-told '2026-12-02 08:20' --dead 1",
    )
    office.finds("飞线", "桂香村", "--measure 6 --title 飞线充电 --responsible 谭主任", "+1d")
    office.finds("移送", "大丘村", "--measure 10 --title 河道采砂", "+5d")
    office.transferred("移送", "区水利局")
    office.on("2026-12-05")
    office.rectified("出口")
    office.on("2026-12-06")
    office.passed("出口", "胡显胜")
    office("supervision accept {挂牌} --result 合格 --accepted-by 镇安委会")


def called_to_account(office: Office) -> None:
    """What is unlawful, and who answers for it."""
    office.named(
        "无照",
        "violation add --title 无照加工 --name 某作坊 --village 桂香村 --kind 1 --sector 消防",
    )
    office.named(
        "罚款",
        "enforcement add --kind 罚款 --name 某作坊 --sector 消防 --record {无照} --amount 2万元",
    )
    office("enforcement propose {罚款} --to 区消防救援大队")
    office(
        "action add --kind 约谈 --unit 桂香村 --person 谭主任 --post 村主任 --reason 制止不力 --record {无照} --talked-by 胡显胜"
    )
