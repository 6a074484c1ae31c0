"""What the program exported and takes in again changes nothing; a file of rejects of several files goes back in."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.intake.books import xlsx
from tests.intake.office import HAZARDS, Office
from zizhao_cli.ledger.units import retire_unit
from zizhao_cli.render.data import report_csv
from zizhao_cli.report.checks import check_list
from zizhao_cli.report.hazards import hazard_list
from zizhao_cli.report.units import unit_list
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    from zizhao_cli.report.model import Report

ROW = "桂香村,6,2022-04-01,堵塞,一般,2022-05-01,张静\n"
OWN = "编号,单位,条款,隐患,状态,发现日期,期限,检查编号,逾期天数\n"


def test_a_number_that_is_here_is_that_record(office: Office) -> None:
    office.takes(HAZARDS + ROW, form="hazard")
    row = "YH-2022-0001,桂香村,6,{},已登记,2022-04-01,2022-05-01,,3\n"
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


def own_list(office: Office, form: str) -> Report:
    with reading(office.path) as connection:
        if form == "unit":
            return unit_list(connection, None, None, None, with_retired=True)
        if form == "check":
            return check_list(connection, office.filters, None, None, with_voided=True)
        return hazard_list(connection, office.filters, None, None)


def table_of(report: Report, *, chinese: bool = False) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(report_csv(report, chinese=chinese)))]


def written(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, [*rows[0]])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.fixture
def lived(office: Office) -> Office:
    """An office with a check that failed, one that was struck out, and hazards in three states."""
    office.takes(
        "单位,条款,检查日期,结果,隐患,限期\n桂香村,6,2022-04-01,不符合,堵塞,2022-05-01\n"
        "桂香村,7,2022-04-02,符合,,\n"
    )
    office.takes(
        HAZARDS.strip() + ",完成时间,复查人,复查日期,复查结果\n"
        "桂香村,6,2022-04-01,漏电,一般,2022-05-01,张静,2022-05-03,,,\n"
        "桂香村,6,2022-04-01,破损,一般,2022-05-01,张静,2022-04-20,李明,2022-04-21,合格\n",
        form="hazard",
    )
    return office


EDITED = [
    ("hazard", 0, "state", "closed"),
    ("hazard", 0, "days_overdue", "999"),
    ("hazard", 0, "days_left", "3"),
    ("hazard", 0, "extensions", "1"),
    ("hazard", 0, "closed_on", "2022-05-02"),
    ("hazard", 0, "supervised", "true"),
    ("hazard", 0, "provisional", "是"),
    ("hazard", 0, "check_no", "JC-2022-00002"),
    ("hazard", 0, "source", "举报"),
    ("hazard", 0, "unit_code", "XJC"),
    ("hazard", 0, "unit_kind", "企业"),
    ("hazard", 1, "days_late", "1"),
    ("hazard", 1, "state", "已销号"),
    ("hazard", 2, "original_due_on", "2022/4/9"),
    ("hazard", 2, "days_overdue", "4"),
    ("check", 0, "hazards", "YH-2022-0003"),
    ("check", 1, "voided", "true"),
    ("check", 1, "batch", "PC-2022-0009"),
    ("unit", 0, "active", "false"),
]


@pytest.mark.parametrize("chinese", [False, True])
@pytest.mark.parametrize(("form", "place", "key", "value"), EDITED)
def test_what_no_import_reads_may_not_be_edited(  # a case of the list
    lived: Office, form: str, place: int, key: str, value: str, *, chinese: bool
) -> None:
    report = own_list(lived, form)
    rows = table_of(report, chinese=chinese)
    assert lived.takes(written(rows), form=form).counts == (len(rows), 0, len(rows), 0)
    column = next(one for one in report.columns if one.key == key)
    rows[place][column.heading if chinese else key] = value
    refused = lived.refuses(written(rows), form=form)
    assert refused.counts[3] == 1
    message = refused.messages[0]
    assert f"{column.heading}：账本" in message
    assert f"表中 “{value}”" in message or column.key.endswith("_on")


@pytest.mark.parametrize("asked_on", ["2022-04-20", "2022-05-01", "2022-05-02", "2022-12-30"])
def test_a_list_may_be_older_than_today(lived: Office, asked_on: str) -> None:
    """Days that are counted up to a deadline or from it differ because days went by, and for nothing else."""
    older = Office(lived.path, date.fromisoformat(asked_on))
    rows = table_of(own_list(older, "hazard"))
    assert lived.takes(written(rows), form="hazard").counts == (3, 0, 3, 0)
    rows[0]["days_overdue" if rows[0]["days_left"] else "days_left"] = "7"
    assert lived.refuses(written(rows), form="hazard").counts[3] == 1


def test_a_spreadsheet_may_have_kept_a_list(lived: Office) -> None:
    """Its cells are days, numbers and yes or no, and people read its words in Chinese."""
    report = own_list(lived, "hazard")
    rows: list[list[Any]] = [[column.heading for column in report.columns]]
    for row in report.rows:
        cells = [
            datetime.fromisoformat(row[column.key])
            if column.key.endswith("_on") and row[column.key]
            else column.shown(row[column.key])
            if column.words is not None
            else row[column.key]
            for column in report.columns
        ]
        rows.append(cells)
    assert lived.takes(xlsx(rows), "a.xlsx", form="hazard").counts == (3, 0, 3, 0)
    rows[1][rows[0].index("原期限")] = datetime(2022, 4, 9)  # noqa: DTZ001 - a cell has no zone
    assert lived.refuses(xlsx(rows), "a.xlsx", form="hazard").counts[3] == 1


@pytest.mark.parametrize("chinese", [False, True])
@pytest.mark.parametrize("form", ["hazard", "check"])
@pytest.mark.parametrize("how", ["dropped", "blank", "ignored", "as ids"])
def test_an_own_list_without_numbers_is_no_new_one(
    lived: Office, form: str, how: str, *, chinese: bool
) -> None:
    number = "编号" if chinese else "no"
    rows = table_of(own_list(lived, form), chinese=chinese)
    for row in rows:
        if how == "dropped":
            del row[number]
        elif how == "blank":
            row[number] = ""
    options: dict[str, Any] = {"ignored": (number,)} if how == "ignored" else {}
    if how == "as ids":
        options = {"maps": (f"{number}=source_id",), "ignored": ("来源编号", "source_id")}
    refused = lived.refuses(written(rows), form=form, **options)
    message = refused.messages[0]
    assert "没有各条的编号" in message or "没有编号的一行" in message


def test_a_new_row_says_nothing_that_the_ledger_finds_out(office: Office) -> None:
    head = "no,unit,measure,title,found_on,due_on,state,extensions,unit_code\n"
    row = ",桂香村,6,堵塞,2022-04-01,2022-05-01,{},0,{}\n"
    assert office.refuses(head + row.format("closed", ""), form="hazard").places == [
        (2, "state", "closed")
    ]
    assert office.refuses(head + row.format("", "XJC"), form="hazard").places == [
        (2, "unit_code", "XJC")
    ]
    assert office.takes(head + row.format("", "GXC"), form="hazard").counts == (1, 1, 0, 0)
    asked = '{"单位":"桂香村","条款":6,"title":"漏电","found_on":"2022-04-01","state":"closed"}\n'
    assert office.refuses(asked, "a.jsonl", form="hazard").places == [(1, "state", "closed")]


def test_a_unit_that_another_roll_retired_is_not_registered(office: Office) -> None:
    roll = "code,name,kind,active\nE9,丁厂,enterprise,{}\n"
    assert "已停用" in office.refuses(roll.format("false"), form="unit").messages[0]
    assert office.takes(roll.format("true"), form="unit").counts == (1, 1, 0, 0)
    retire_unit(office.session, "E9", "关停", office.today)
    assert office.takes(roll.format("否"), form="unit").counts == (1, 0, 1, 0)
    assert (
        "在用：账本 否，表中 “true”" in office.refuses(roll.format("true"), form="unit").messages[0]
    )
