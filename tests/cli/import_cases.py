"""How each error of the imports is provoked: one file, and the options of one call.

`{file}` in the options is the file, which lies in a folder of its own; `content` is its text or its bytes.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

import xlsxwriter

HEAD = "单位,条款,检查日期,结果,隐患,限期\n"
GOOD = "桂香村,6,2022-05-01,符合,,\n"
HAZARD = "单位,条款,检查日期,隐患,完成时间\n"
PACKED_ZEROS = 11 << 20


@dataclass(frozen=True)
class Import:
    """One import that is refused."""

    content: str | bytes = HEAD + GOOD
    options: tuple[str, ...] = ()
    noun: str = "check"
    name: str = "list.csv"
    source: str = "{file}"


def _workbook() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("五月").write_row(0, 0, ["单位", "条款"])
    return content.getvalue()


def _two_sheets() -> bytes:
    """Return a workbook with a table, and a sheet with rows whose headings nobody knows."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name, rows in {
            "一月": [HEAD.strip().split(","), GOOD.strip().split(",")],
            "二月": [["企业", "时段"], ["甲厂", "上旬"], ["乙厂", "下旬"]],
        }.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return content.getvalue()


def _bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", bytes(PACKED_ZEROS))
    return content.getvalue()


def _row(**cells: str) -> str:
    columns = ("unit", "measure", "day", "result", "hazard", "due")
    given = dict(zip(columns, GOOD.strip().split(","), strict=True)) | cells
    return HEAD + ",".join(given[column] for column in columns) + "\n"


IMPORTS = {
    "TypeMissing": Import(source="-"),
    "UnknownEncoding": Import(options=("--encoding", "big9")),
    "UnknownKey": Import(options=("--set", "colour=red")),
    "NotAPair": Import(options=("--map", "单位")),
    "UnknownRejectsType": Import(options=("--rejects", "rejects.pdf")),
    "ImportRefused": Import(_row(measure="16")),
    "FileRefused": Import(options=("--set", "kind=偶尔")),
    "NotARegularFile": Import(source="{folder}", options=("--type", "csv")),
    "FileNotReadable": Import(source="{folder}/none.csv"),
    "UnknownFileType": Import(name="list.pdf"),
    "NotInEncoding": Import((HEAD + GOOD).encode("gb18030"), ("--encoding", "utf-8")),
    "NulByte": Import(HEAD + "桂香村,6\0,2022-05-01,符合,,\n"),
    "LineTooLong": Import(HEAD + "长" * ((1 << 20) + 1)),
    "BrokenCsv": Import(HEAD + '桂香村,6,2022-05-01,符合,"堵塞,\n'),
    "BrokenJson": Import('{"unit": "桂香村"\n', name="list.jsonl"),
    "NotAWorkbook": Import("<html><table><tr><td>单位</td></tr></table></html>", name="list.xls"),
    "WorkbookCalledText": Import(_workbook(), name="list.csv"),
    "WorkbookNamedOtherwise": Import(_workbook(), name="list.xls"),
    "WorkbookBroken": Import(b"PK\x03\x04 no more", name="list.xlsx"),
    "WorkbookEncrypted": Import(
        b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), name="list.xlsx"
    ),
    "WorkbookTooLarge": Import(_bomb(), name="list.xlsx"),
    "NoSuchSheet": Import(_workbook(), ("--sheet", "六月"), name="list.xlsx"),
    "SheetNotUnderstood": Import(_two_sheets(), name="list.xlsx"),
    "LockFile": Import(name="~$list.xlsx"),
    "NotANumber": Import("no," + HEAD + "新1," + GOOD),
    "NumberFromElsewhere": Import("编号," + HEAD + "JC-2022-00999," + GOOD),
    "NumberOfAnotherKind": Import("编号," + HEAD + "YH-2022-0001," + GOOD),
    "OnlyInOwnLists": Import(
        "state," + HAZARD + "已销号,桂香村,6,2022-05-01,堵塞,\n", noun="hazard"
    ),
    "ListWithoutNumbers": Import(
        "状态,原期限,逾期天数," + HEAD + "已销号,,," + GOOD, noun="hazard"
    ),
    "NoHeader": Import("今天,明天\n1,2\n"),
    "NoTable": Import("\n\n"),
    "UnknownColumn": Import(HEAD.replace("限期", "天气") + GOOD),
    "ColumnTwice": Import(HEAD.replace("限期", "问题隐患") + GOOD),
    "ColumnMissing": Import("单位,检查日期,结果\n桂香村,2022-05-01,符合\n"),
    "YearDiffers": Import("2021年台账\n" + HEAD + GOOD, ("--year", "2022")),
    "DayAfterItsYear": Import("填表日期：2022-01-05\n" + _row(day="4月20日")),
    "LineOrHazard": Import(_row(result="不符合", hazard="负责人签字：")),
    "SaidAgain": Import("单位：大丘村,\n条款,检查日期\n6,2022-05-01\n单位：先进村,\n"),
    "UnitWithin": Import(
        "隐患,部位\n堵塞,门口\n先进村,\n",
        ("--set", "unit=GXC", "--set", "measure=6", "--set", "checked_on=2022-05-01"),
        "hazard",
    ),
    "FileChanged": Import(),
    "RuinedNumber": Import("编号," + HEAD + "1.23E+15," + GOOD),
    "LostCharacters": Import(_row(result="不符合", hazard="灭火\ufffd过期")),
    "PictureInCell": Import(_row(result="不符合", hazard="=DISPIMG(ID_1;1)")),
    "BoxesUnclear": Import(_row(result="□符合 □不符合")),
    "ResultMissing": Import(_row(result="")),
    "ErrorValue": Import(_row(unit="#REF!")),
    "CellMissing": Import(_row(unit="")),
    "DayIncomplete": Import(_row(day="4月20日")),
    "DayMaybeCut": Import(_row(day="4.2"), ("--year", "2022")),
    "WeekdayDiffers": Import(_row(day="2022-04-20 星期四")),
    "NotADeadline": Import(_row(result="不符合", hazard="堵塞", due="长期")),
    "RowOfOtherWidth": Import(HEAD + GOOD.strip() + ",\n"),
    "RowsWithinCell": Import(HEAD + '桂香村,6,2022-05-01,"符合\n先进村,6,2022-05-01,",,\n'),
    "CellsBeyondHeader": Import(HEAD + GOOD.strip() + ",多,余\n"),
    "SheetRunsBackwards": Import(HAZARD + "桂香村,6,2022-05-01,堵塞,2022-04-01\n", noun="hazard"),
    "NothingAbove": Import(_row(unit="同上")),
    "RetiredElsewhere": Import("代码,名称,类别,在用\nE9,丁厂,企业,否\n", noun="unit"),
    "UnitDiffers": Import("代码,名称,类别,电话\nGXC,桂香村,村,123\n", noun="unit"),
}
