"""What the program exported and takes in again changes nothing; a file of rejects of several files goes back in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.intake.office import HAZARDS

if TYPE_CHECKING:
    from tests.intake.office import Office

ROW = "桂香村,6,2022-04-01,堵塞,一般,2022-05-01,张静\n"
OWN = "编号,单位,条款,隐患,状态,发现日期,期限,检查编号,逾期天数\n"


def test_a_number_that_is_here_is_that_record(office: Office) -> None:
    office.takes(HAZARDS + ROW, form="hazard")
    row = "YH-2022-0001,桂香村,6,{},已登记,2022-04-01,2022-05-01,JC-2022-00009,3\n"
    assert office.takes(OWN + row.format("堵塞"), form="hazard").counts == (1, 0, 1, 0)
    refused = office.refuses(OWN + row.format("漏电"), form="hazard")
    assert "账本 “堵塞”，表中 “漏电”" in refused.messages[0]
    other = (OWN + row.format("堵塞")).replace("YH-2022-0001", "YH-2022-0009")
    assert "别的账本" in office.refuses(other, form="hazard").messages[0]
    new = OWN + row.format("堵塞") + ",桂香村,6,漏电,,2022-04-02,2022-05-01,,\n"
    assert office.takes(new, form="hazard").counts == (2, 1, 1, 0)


def test_rejects_of_two_headings_are_one_table(office: Office) -> None:
    one = office.file("检查日期,单位,条款,问题隐患\n4.20,大丘村,6,\n", "a.csv")
    two = office.file("检查时间,受检单位,条款,结果\n4.21,先进村,6,符合\n", "b.csv")
    taken = office.take(one, two, two, keep_good=True)
    assert taken.rejects.headings == ["检查日期", "单位", "条款", "问题隐患", "结果"]
    assert [row["检查日期"] for row, _ in taken.rejects.rows] == ["4.20", "4.21"]
    assert [row["结果"] for row, _ in taken.rejects.rows] == ["符合", "符合"]


def test_a_source_id_with_other_content_shows_both(office: Office) -> None:
    office.takes("编号," + HAZARDS + "甲1," + ROW, form="hazard")
    refused = office.refuses("编号," + HAZARDS + "甲1," + ROW.replace("6,", "7,"), form="hazard")
    assert "条款：账本 “6”，表中 “7”" in refused.messages[0]
