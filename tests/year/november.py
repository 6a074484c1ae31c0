"""November: the office goes where it has not been, looks back at what it did, and begins to close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.year import accidents
from tests.year.papers import handed_in
from tests.year.roll import VILLAGES

if TYPE_CHECKING:
    from tests.year.office import Office

HEAD = "单位,条款,检查日期,检查类型,检查人,结果,问题隐患,整改期限,责任人"
UNSEEN = ("汽修厂", "农机站", "粮站", "客运站")


def play(office: Office) -> None:
    office.on("2022-11-01")
    handed_in(office, "town", "2022-10")
    office("duty done {查花炮}")
    office("duty done {查渔船}")
    never_seen(office)
    again(office)
    late(office)


def never_seen(office: Office) -> None:
    """Measure 11: whom nobody checked all year is checked, from one file."""
    office.on("2022-11-08")
    lines = [
        f"{village[:2]}{trade},6,2022-11-0{place + 3},明查暗访,袁永东、陈科旭,符合,,,"
        for village in VILLAGES
        for place, trade in enumerate(UNSEEN)
    ]
    lines[5] = (
        "桂香农机站,6,2022-11-04,明查暗访,袁永东、陈科旭,不符合,燃油与农具混放,2022-11-19,谭春耕"
    )
    sheet = office.file("暗访.csv", "\n".join([HEAD, *lines]) + "\n")
    made = office.run("check", "import", sheet, "--format", "json")
    assert (made.code, made.json["new"], made.json["hazards"]) == (0, 16, 1), made.out + made.err
    asked = ("hazard", "list", "--unit", "桂香农机站", "--format", "json")
    (row,) = office.run(*asked).json["rows"]
    office.numbers["混放"] = row["no"]
    office.remember("混放", "2022-11-19", found="2022-11-04")
    office("duty done {带队} --attendee 石世文")
    accidents.none(office)


def again(office: Office) -> None:
    """The villages check themselves again: no hazard is reported, too."""
    office.on("2022-11-15")
    lines = [
        f"{village},{measure},2022-11-14,自查,{name}主任,符合,,,"
        for village, name in VILLAGES.items()
        for measure in (1, 2, 4, 6, 7, 10, 14, 15)
    ]
    sheet = office.file("自查-十一月.csv", "\n".join([HEAD, *lines]) + "\n")
    office(f"check import '{sheet}'")
    office.rectified("配电")
    office.rectified("无计划")
    office.on("2022-11-16")
    office.passed("无计划", "石世文")
    office("project remove {土锅炉} --outcome 已拆除")


def late(office: Office) -> None:
    """Reviews are late, and a back door is blocked again within ninety days."""
    office.on("2022-11-21")
    office.rectified("楼道充电")
    office("duty done {查花炮}")
    office.on("2022-11-22")
    office.finds(
        "又堵",
        "大丘超市",
        "--measure 6 --kind unannounced --inspector 胡显胜 --sector 消防 --responsible 吴敏 --location 后门 --hazard 后门又堆货",
        "+5d",
    )
    office.on("2022-11-25")
    office.rectified("又堵")
    office.passed("楼道充电", "胡显胜")
    office("action add --kind 提醒 --unit 先进村 --reason 家具厂复查没有安排")
    office.on("2022-11-28")
    office.passed("又堵")
