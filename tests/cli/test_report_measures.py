"""report measures: the fifteen, each with figures counted here by hand, the command behind each of them, past days, what was known, and corrections."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import Zizhao
from tests.ledger.officer import copy_of
from zizhao_cli.domain.kinds import KINDS

if TYPE_CHECKING:
    from pathlib import Path

END = "2022-06-30"
BY_HAND: dict[int, dict[str, int | None]] = {
    1: {"duties": 2, "duties_done": 2, "duties_late": 1, "study_duties": 1, "study_sessions": 1, "inspected": 1},
    2: {"duties_in_force": 2, "without_list": 10, "topics": 2, "topics_open": 1, "topics_late": 1},
    3: {"powers": 2, "powers_unpublished": 1, "matters": 2, "matters_settled": 1, "matters_open": 1},
    4: {"pursuits": 2, "pursuits_undecided": 1, "pursuits_handed_over": 0, "layers_missing": 3},
    5: {"enterprises": 2, "enterprises_without": 1, "headless": 1, "barred_again": 1},
    6: {"major_found": 1, "major_closed": 0, "major_open": 1, "supervisions": 2, "supervisions_open": 2, "supervisions_late": 0},
    7: {"projects": 2, "begun_early": 1, "removals_late": 1},
    8: {"lent": 1, "lent_open": 1, "enterprises": 2, "expired": 1},
    9: {"dispatching": 1, "dispatched": 12, "untrained": 4, "in_danger": None},
    10: {
        "violations": 2, "violations_closed": 1, "unstopped": 1, "unreported": 1, "enforcements": 1, "unanswered": 1,
        "not_followed_up": 0, "areas": 1, "areas_open": 1, "exposures": 1, "exposures_unpublished": 1,
    },
    11: {"checks_by_others": 2, "clean": 1, "unreviewed": 1, "never_checked": 12, "lessons": 1, "lessons_open": 1, "lessons_left": 1},
    12: {"departments": 1, "departments_without": 6, "vacancies": 2, "uncertified": 1},
    13: {
        "channels": 2, "units_without_channel": 11, "tips": 2, "tips_verified": 1, "tips_closed": 1, "tips_transferred": 0,
        "tips_rewarded": 0, "rewards": 0, "tips_open": 1, "tips_late": 0, "replies_late": 0, "tips_to_county": 0,
    },
    14: {
        "accidents": 2, "dead": 1, "missing": 0, "reported_late": 0, "accidents_omitted": 0, "accidents_false": 0, "accidents_concealed": 1,
        "accidents_provisional": 2, "accidents_running": 0, "accidents_not_supplemented": 2, "accidents_lacking": 2, "accidents_seen_to": 2,
        "accidents_supervised": 1, "accidents_supervised_open": 1,
    },
    15: {"overdue_of_all": 1, "reviews_late": 0, "past_due": 6},
}  # fmt: skip


DIARY = """
04-19 init
04-19 unit add JXC 机修厂 --kind enterprise --supervisor 应急办 --sector 工贸 --parent 桂香村
04-19 unit add SYHF 花炮部 --kind enterprise --supervisor 应急办 --sector 烟花爆竹 --parent 先进村
04-19 unit add ZX 中心小学 --kind site --parent 桂香村
04-20 duty add --unit 党政办 --since 2022-04-20 --text 中心组学习 --post 中心组 --often 每季度1次
05-01 duty add --unit 党政办 --since 2022-05-01 --text 带队检查 --post 镇长 --often 每月1次
05-02 power add --name 检查 --type 行政检查 --since 2022-01-01
05-02 power add --name 处罚 --type 行政处罚 --since 2022-01-01
05-02 power publish QL-2022-0001 --medium 公示栏
05-03 duty settle --matter 电动自行车 --link 充电
05-03 duty settle --matter 密室逃脱 --link 经营
05-04 settlement decide MQ-2022-0001 --lead 应急办 --principle 谁主管谁牵头
05-05 enterprise update JXC --legal-representative 周大 --controller 周二 --head 周三 --barred 周四 --barred-sector 烟花爆竹
05-05 enterprise update JXC --qualification 许可 --qualification-until 2022-06-01
05-05 enterprise update SYHF --head 周四
05-06 enterprise update JXC --dispatched 12 --dispatched-trained 8
05-06 staffing update 应急办 --posts 6 --filled 4 --certified 3
05-06 check add --unit ZX --measure 6 --inspector 刘和平 --result fail --kind town --hazard 通道堵塞 --level major --due 2022-05-20 --responsible 周校长
05-06 check add --unit JXC --measure 6 --inspector 刘和平 --result pass --kind joint
05-06 check add --unit 桂香村 --measure 6 --inspector 谭二 --result pass --kind self
05-07 check add --unit 桂香村 --measure 1 --inspector 谭二 --result pass --kind self
05-08 supervision add --level 区级 --body 区安委会 --due 2022-07-20 --hazard YH-2022-0001
05-08 supervision add --level 区级 --body 区安委会 --due 2022-07-20 --of 事故 --title 瞒报的事故 --unit JXC
05-09 topic add --title 检查断档 --due 2022-05-31
05-09 topic add --title 经费不足 --due 2022-05-31
05-10 topic study WT-2022-0002 --studied-by 镇长办公会 --solution 列入预算
05-10 duty done ZZ-2022-0001
05-10 project add --title 仓库 --kind 新建 --unit SYHF --high-risk
05-11 topic close WT-2022-0002 --outcome 已列
05-11 project start XM-2022-0001
05-11 project add --title 冲床 --kind 落后产能 --unit JXC --remove-by 2022-06-01
05-12 violation add --unit JXC --village 桂香村 --kind 1 --sector 建设施工 --title 挂靠资质施工 --party 持证方=甲建司
05-12 violation add --unit JXC --village 桂香村 --kind 1 --sector 建设施工 --title 无证施工
05-13 violation report-up WF-2022-0002 --to 区住建委
05-13 violation close WF-2022-0002 --outcome 已拆除
05-13 enforcement add --kind 上限处罚 --unit JXC --sector 建设施工 --record WF-2022-0001
05-13 enforcement propose ZF-2022-0001 --to 区住建委
05-14 area add --name 老街 --unit 桂香村 --problem 三合一多 --last 2022-06-09
05-15 lesson add --title 某地爆炸 --sector 烟花爆竹 --due 2022-07-31
05-16 action add --kind 激励 --unit 先进村 --reason 自查扎实
05-16 action add --kind 曝光 --unit JXC --reason 挂靠
05-20 duty done ZZ-2022-0002
05-21 channel add --way 公告 --unit 桂香村 --place 村委会门口 --address 12350
05-21 channel add --way 举报箱 --unit 应急办 --place 大门
05-22 tip add --channel 吹哨人 --summary 反映夜间违规生产 --unit SYHF --risk 违法行为 --received-by 石世文
05-23 tip add --channel 电话 --summary 反映通道堵塞 --unit ZX --received-by 石世文
05-24 tip assign JB-2022-0002 --to 应急办
05-25 tip verify JB-2022-0002 --result 不属实 --findings 当场看过没有堵
05-26 tip close JB-2022-0002
05-27 accident add --title 触电 --unit JXC --type 触电 --on 2022-05-27 --dead 1 --missing 0
05-28 accident add --title 坍塌 --unit SYHF --type 坍塌 --on 2022-05-28
05-29 accident finding SG-2022-0001 --kind 瞒报 --found-by 区应急局 --source 核查报告
06-05 action add --kind 追究责任 --layer 直接 --reason 失职 --unit JXC --post 厂长 --person 周三 --subject 甲事故
06-05 action add --kind 追究责任 --layer 直接 --reason 失职 --unit JXC --post 厂长 --person 周三 --subject 乙事故
06-06 action open WZ-2022-0003
06-07 action decide WZ-2022-0003 --decision 撤职 --decided-by 镇纪委
"""
"""A few records of each measure; a line is the day of 2022 on which a command was given, and the command."""


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the diary."""
    zizhao = Zizhao(tmp_path_factory.mktemp("measures") / "ledger.db")
    for line in DIARY.split("\n")[1:-1]:
        day, *command = line.split(" ")
        zizhao.ok(*command, now=f"2022-{day}T09:00:00+08:00")
    return zizhao.db


@pytest.fixture
def zizhao(spring: Path, tmp_path: Path) -> Zizhao:
    return Zizhao(copy_of(spring, tmp_path))


def asked(zizhao: Zizhao, *given: str, day: str = END) -> Any:
    return zizhao("report", "measures", "--as-of", day, *given, "--format", "json").json


def own(page: Any) -> dict[int, dict[str, int | None]]:
    alike = {"checks", "found", "closed", "open", "overdue"}
    found: dict[int, dict[str, int | None]] = {}
    for one in page["figures"]:
        if one["key"] not in alike:
            found.setdefault(one["measure"], {})[one["key"]] = one["value"]
    return found


def row(page: Any, measure: int) -> dict[str, Any]:
    [found] = [row for row in page["rows"] if row["measure"] == measure]
    return found  # type: ignore[no-any-return]


def test_each_measure_has_the_figures_that_were_counted_by_hand(zizhao: Zizhao) -> None:
    page = asked(zizhao)
    assert own(page) == BY_HAND
    assert [row["measure"] for row in page["rows"]] == [*range(1, 16)]
    of_six = row(page, 6)
    keys = ("units", "units_checked", "checks", "found", "closed", "open", "overdue")
    # Eleven of the roll and a school are bound; the check of an enterprise counts beside them.
    assert [of_six[key] for key in keys] == [12, 3, 3, 1, 0, 1, 1]
    assert [row(page, 1)[key] for key in keys] == [11, 1, 1, 0, 0, 0, 0]
    assert page["totals"]["checks"] == 4
    assert row(page, 13)["open_ends"] == ["没有举报渠道的单位 11 个", "在办的举报 1 件"]
    assert (page["totals"]["open"], page["totals"]["overdue"]) == (1, 1)


@pytest.mark.parametrize(
    "given",
    [
        (),
        ("--known-at", "2022-05-12"),
        ("--period", "2022-05"),
        ("--from", "2022-05-12"),
        ("--unit", "JXC"),
        ("--inside", "桂香村", "--to", "2022-05-31"),
        ("--measure", "10", "--measure", "6"),
    ],
)
@pytest.mark.parametrize("day", [END, "2022-05-15"])
def test_each_command_lists_what_its_figure_counts(
    zizhao: Zizhao, given: tuple[str, ...], day: str
) -> None:
    answers: dict[str, Any] = {}
    page = asked(zizhao, *given, day=day)
    for one in page["figures"]:
        program, *command = shlex.split(one["command"])
        assert program == "zizhao"
        if one["command"] not in answers:
            answers[one["command"]] = zizhao(*command, "--format", "json").json
        found = answers[one["command"]]
        for key in one["under"]:
            found = found[key]
        if one["lacking"] == "不按单位分，没有数":
            continue
        number = (
            len(found) if one["adds"] is None else sum(each[one["adds"]] or 0 for each in found)
        )
        assert number == (one["value"] or 0), one
        if one["records"] is not None and one["adds"] is None:
            assert len(one["records"]) == one["value"], one
    assert len(answers) > 10


def test_the_records_behind_are_named(zizhao: Zizhao) -> None:
    behind = {(one["measure"], one["key"]): one["records"] for one in asked(zizhao)["figures"]}
    assert behind[1, "duties_late"] == ["ZZ-2022-0002"]
    assert behind[3, "powers_unpublished"] == ["QL-2022-0002"]
    assert behind[4, "layers_missing"] == ["甲事故", "乙事故", "SG-2022-0001"]
    assert (behind[5, "enterprises_without"], behind[5, "headless"]) == (["ZX"], ["SYHF"])
    assert (behind[6, "open"], behind[6, "overdue"]) == (["YH-2022-0001"], ["YH-2022-0001"])
    assert behind[7, "begun_early"] == ["XM-2022-0001"]
    assert (behind[9, "untrained"], behind[12, "vacancies"]) == (["JXC"], ["YJB"])
    assert (behind[10, "unstopped"], behind[11, "lessons_left"]) == (["WF-2022-0001"], ["SYHF"])
    assert behind[15, "past_due"] == [
        "ZF-2022-0001",
        "WT-2022-0001",
        "XM-2022-0002",
        "ZD-2022-0001",
        "SG-2022-0001",
        "SG-2022-0002",
    ]


def test_of_tip_offs_there_are_counts_alone(zizhao: Zizhao) -> None:
    """Which they are only their own commands tell, and nobody is told of them by units."""
    for shape in ("json", "table", "html"):
        said = zizhao.ok("report", "measures", "--as-of", END, "--explain", "--format", shape)
        assert "JB-2022" not in said
        assert "夜间违规" not in said
        assert "受理举报" in said
    of_unit = own(asked(zizhao, "--unit", "SYHF"))[13]
    assert {value for key, value in of_unit.items() if key != "channels"} == {None}


def test_a_past_day_and_what_was_known_of_it(zizhao: Zizhao) -> None:
    before = own(asked(zizhao, day="2022-05-12"))
    assert (before[10]["violations"], before[10]["violations_closed"]) == (2, 0)
    assert (before[4]["pursuits"], before[8]["expired"]) == (None, 0)
    assert (before[2]["topics_open"], before[2]["topics_late"]) == (1, 0)
    known = own(asked(zizhao, "--known-at", "2022-05-04"))
    assert (known[3]["matters_settled"], known[10]["violations"]) == (1, None)
    assert known[5] == {"enterprises": None, "enterprises_without": 3, "headless": None, "barred_again": None}  # fmt: skip
    assert own(asked(zizhao, "--known-at", "2022-05-03"))[3]["matters_settled"] == 0


def test_corrections_change_it_and_are_not_known_before(zizhao: Zizhao) -> None:
    why = ("--reason", "记错了", "--approved-by", "石世文", "--yes")
    now = "2022-07-10T09:00:00+08:00"
    zizhao.ok("violation", "retract", "WF-2022-0002", *why, now=now)
    zizhao.ok("project", "void", "XM-2022-0001", *why, now=now)
    zizhao.ok("enterprise", "edit", "SYHF", "--head", "周五", now=now)
    zizhao.ok("staffing", "edit", "应急办", "--filled", "6", now=now)
    changed = own(asked(zizhao))
    assert (changed[10]["violations_closed"], changed[10]["unstopped"]) == (0, 2)
    assert changed[7] == {"projects": 1, "begun_early": 0, "removals_late": 1}
    assert (changed[5]["barred_again"], changed[12]["vacancies"]) == (0, 0)
    assert own(asked(zizhao, "--known-at", "2022-07-09")) == BY_HAND


def test_what_is_not_recorded_is_said_to_be_so_and_is_never_0(zizhao: Zizhao) -> None:
    page = asked(zizhao, "--known-at", "2022-04-19")
    counted = {"without_list", "enterprises_without", "departments_without", "never_checked", "units_without_channel", *BY_HAND[15]}  # fmt: skip
    for measure, figures in own(page).items():
        for key, value in figures.items():
            assert (value is None) is (key not in counted), (measure, key)
    said = row(page, 10)["said"]
    assert said.startswith(
        "第十条 重拳出击开展“打非治违”工作：应查单位 11 个，查过 0 个，没有检查的记录；没有隐患的记录。"
    )
    assert said.endswith("违法行为没有记录，执法措施没有记录，重点地区没有记录，曝光没有记录。")
    assert "在危险岗位的没有记录" in row(asked(zizhao), 9)["said"]


def test_a_sentence_to_hand_upward(zizhao: Zizhao) -> None:
    assert row(asked(zizhao), 7)["said"] == (
        "第七条 牢牢守住项目审批安全红线：应查单位 11 个，查过 0 个，没有检查的记录；没有隐患的记录。"
        "项目 2 个，没有批、没有审就开工的 1 个，落后产能到期没有淘汰的 1 个。"
    )
    assert row(asked(zizhao), 6)["said"] == (
        "第六条 深入扎实开展全国安全生产大检查：应查单位 12 个，查过 3 个，检查 3 次；"
        "发现隐患 1 项，已销号 0 项，未销号 1 项，其中逾期 1 项。"
        "重大隐患（各条的） 1 项，已销号的 0 项，没有销号的重大隐患 1 项，挂牌督办 2 件，没有销号的督办 2 件，逾期的督办 0 件。"
    )
    told = zizhao.ok("report", "measures", "--as-of", END, "--measure", "7")
    assert "项目 2 个，没有批、没有审就开工的 1 个" in told
    explained = zizhao.ok("report", "measures", "--as-of", END, "--measure", "7", "--explain")
    assert (
        f"第 7 条，没有批、没有审就开工的：zizhao project list --early --as-of {END}" in explained
    )


def test_it_is_narrowed_sorted_and_written_as_reports_are(zizhao: Zizhao, tmp_path: Path) -> None:
    page = asked(zizhao, "--sort", "-open,measure", "--limit", "2")
    assert [row["measure"] for row in page["rows"]] == [6, 1]
    lacking = {one["key"]: one["lacking"] for one in asked(zizhao, "--unit", "JXC")["figures"]}
    assert lacking["powers"] == lacking["layers_missing"] == "不按单位分，没有数"
    csv = zizhao.ok("report", "measures", "--as-of", END, "--columns", "measure,open_ends", "--format", "csv", "--headings", "zh")  # fmt: skip
    assert csv.splitlines()[0] == "条款,未了的事"
    assert csv.splitlines()[7] == "7,没有批、没有审就开工的 1 个、落后产能到期没有淘汰的 1 个"
    for name in ("甲.xlsx", "甲.html", "甲.md"):
        zizhao.ok("report", "measures", "--as-of", END, "--output", str(tmp_path / name))
        assert (tmp_path / name).stat().st_size > 1000
    refused = zizhao("report", "measures", "--level", "major")
    assert refused.code == 2


def test_what_is_past_its_term_is_listed_kind_by_kind(zizhao: Zizhao) -> None:
    """The flag of each list shows what `report past-due` shows of its kind."""
    late = zizhao("report", "past-due", "--as-of", END, "--format", "json").json["rows"]
    nouns = [kind.name for kind in KINDS if kind.term is not None and not kind.apart]
    listed = [
        row["no"]
        for noun in nouns
        for row in zizhao(noun, "list", "--past-due", "--as-of", END, "--format", "json").json[
            "rows"
        ]
    ]
    assert sorted(listed) == sorted(row["no"] for row in late)
    assert len(listed) == 6
