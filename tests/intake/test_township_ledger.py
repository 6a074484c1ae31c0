"""The ledger that townships usually keep, whole, as a workbook typed by hand."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.intake.books import xlsx

if TYPE_CHECKING:
    from tests.intake.office import Office

_COLUMNS = """
序号｜检查时间｜被检查单位｜检查人员｜对应条款｜问题隐患｜等级｜整改措施｜整改时限
｜责任单位｜责任人｜督办领导｜整改进展｜完成时间｜复查人｜是否销号｜备注
"""
COLUMNS = [column.strip() for column in re.split("｜", _COLUMNS)]
BODY = [
    "1｜2022.4.25｜桂香村｜张静、李四｜六｜疏散通道\n堆放杂物｜一般｜清理｜立即整改｜桂香村｜王五｜刘和平｜已整改｜2022.4.25｜陈科旭｜√｜",
    "2｜〃｜先进村｜同上｜（六）｜电线私拉乱接｜一般隐患｜换线｜2022年5月10日｜先进村｜赵六｜刘和平｜整改中｜｜｜｜",
    "3｜2022/4/26｜大丘村｜同上｜第十条｜违规储存烟花｜重大｜转运｜2022-06-30｜大丘村｜孙七｜刘和平｜｜｜｜否｜挂牌",
]
IGNORED = ("责任单位", "整改进展", "是否销号")


def workbook() -> bytes:
    """Return the ledger: title, 填报单位, header, three rows, one blank, the sum and the signatures."""

    def more(_: Any, sheet: Any) -> None:
        last = len(COLUMNS) - 1
        sheet.merge_range(0, 0, 0, last, "紫照镇安全生产“十五条”硬措施自查问题隐患台账")
        sheet.merge_range(7, 0, 7, last, "合计：3项")
        sheet.write_row(8, 1, ["单位负责人(签字)：", "", "", "填表人(签字)：", "", "联系电话："])

    above = [[], ["填报单位(盖章)：紫照镇", *[""] * 12, "填报日期：", date(2022, 5, 1)]]
    rows = [line.split("｜") for line in BODY]
    return xlsx([*above, COLUMNS, *rows], more=more)


def test_the_ledger_as_hazards(office: Office) -> None:
    taken = office.takes(workbook(), "台账.xlsx", form="hazard", ignored=IGNORED)
    assert taken.counts == (3, 3, 0, 0)
    assert office.hazards("unit", "measure", "title", "level", "handling", "due_on", "state") == [
        (
            "桂香村",
            6,
            "疏散通道\n堆放杂物",
            "general",
            "immediate",
            "2022-04-25",
            "awaiting_review",
        ),
        ("先进村", 6, "电线私拉乱接", "general", "deadline", "2022-05-10", "registered"),
        ("大丘村", 10, "违规储存烟花", "major", "deadline", "2022-06-30", "registered"),
    ]
    assert office.hazards("found_on", "responsible", "leader") == [
        ("2022-04-25", "王五", "刘和平"),
        ("2022-04-25", "赵六", "刘和平"),
        ("2022-04-26", "孙七", "刘和平"),
    ]


def test_all_that_was_left_out_is_said(office: Office) -> None:
    taken = office.takes(workbook(), "台账.xlsx", form="hazard", ignored=IGNORED)
    assert [line for line, _ in taken.skipped] == [1, 2, 8, 9]


def test_the_ledger_as_checks(office: Office) -> None:
    ignored = (*IGNORED, "完成时间", "复查人")
    office.takes(workbook(), "台账.xlsx", ignored=ignored)
    assert office.checks("unit", "result", "inspectors", "note") == [
        ("桂香村", "fail", "张静、李四", None),
        ("先进村", "fail", "张静、李四", None),
        ("大丘村", "fail", "张静、李四", "挂牌"),
    ]
    assert office.hazards("state", "leader") == [("registered", "刘和平")] * 3


def test_two_columns_of_units_are_not_chosen_between(office: Office) -> None:
    taken = office.refuses(workbook(), "台账.xlsx", form="hazard", ignored=IGNORED[1:])
    assert [place[:2] for place in taken.places] == [(3, "责任单位")]
