"""A form as the workbook that is handed upward: printed as the office knows it, and read back after any program saved it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.viewers import PATIENCE, needs_libreoffice, printed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from tests.conftest import Zizhao

MONTHLY = ("submit", "make", "monthly", "--period", "2022-05", "--set", "supervised_city@燃气=1")
SENT = ("--on", "2022-06-03")
FIRST = "工矿企业"


@pytest.fixture
def office(zizhao: Zizhao) -> Zizhao:
    """An office with a hazard of gas, and one of a petrol station, which is a part of another row."""
    for sector in ("燃气", "油气储存"):
        zizhao.ok(
            *("hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", "通道堵塞"),
            *("--found", "2022-05-05", "--due", "2022-05-25", "--sector", sector),
            *("--responsible", "王强"),
        )
    zizhao.ok("hazard", "rectify", "YH-2022-0001", "--on", "2022-05-20")
    zizhao.ok("config", "set", "reporting_unit", "紫照镇应急办")
    return zizhao


@pytest.fixture
def book(office: Zizhao, tmp_path: Path) -> Path:
    """The form of May as a workbook."""
    file = tmp_path / "m.xlsx"
    office.ok(*MONTHLY, "--output", str(file))
    return file


def sent_of(office: Zizhao, file: Path, to: str) -> Any:
    no = office.ok("submit", "record", str(file), "--to", to, *SENT)
    return office("submit", "show", no, "--format", "json").json


def changed(file: Path, change: Callable[[Workbook], None]) -> Path:
    """Save the workbook by another program after a change."""
    work = openpyxl.load_workbook(file)
    change(work)
    other = file.with_name("changed.xlsx")
    work.save(other)
    return other


def test_it_is_laid_out_as_the_form_is_printed(book: Path) -> None:
    work = openpyxl.load_workbook(book)
    assert work.sheetnames == [FIRST, "重点行业领域", "报表设定"]
    assert [work[name].sheet_state for name in work.sheetnames] == ["visible", "visible", "hidden"]
    sheet = work[FIRST]
    assert sheet["A1"].value == "安全生产隐患排查治理情况月报表（工矿企业）"
    assert "填报单位（盖章）：紫照镇应急办　　统计期间：2022-05　　截至：2022-05-31" in sheet["A2"].value  # fmt: skip
    assert "一月起累计（2022-01-01 至 2022-05-31）" in sheet["A2"].value
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"A1:P1", "A3:A4", "B3:B4", "E3:G3", "H3:L3", "M3:O3", "P3:P4"} <= merged
    assert (sheet["E3"].value, sheet["E4"].value) == ("一般隐患", "排查\n（项）")
    labels = [cell.value for cell in sheet["A"][4:11]]
    assert (labels[3], labels[-1]) == ("其中油气储存", "合计")
    assert [cell.alignment.indent for cell in sheet["A"][6:9]] == [0, 1, 0]
    rate = work["重点行业领域"]["G13"]
    assert (rate.value, rate.number_format) == (1, "0.00%")
    assert sheet["A12"].value.startswith("单位负责人（签字）：")
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.auto_filter.ref is None


def test_it_says_what_the_other_format_says_and_comes_back_byte_for_byte(
    office: Zizhao, book: Path, tmp_path: Path
) -> None:
    office.ok(*MONTHLY, "--output", str(tmp_path / "m.json"))
    of_book = sent_of(office, book, "区安委办")
    of_json = sent_of(office, tmp_path / "m.json", "区应急局")
    for key in ("sent", "form", "title", "form_version", "form_digest", "period", "base", "as_of"):
        assert of_book[key] == of_json[key], key
    assert of_book["anchor"] is not None
    office.ok("submit", "show", of_book["no"], "--output", str(tmp_path / "back.xlsx"))
    assert (tmp_path / "back.xlsx").read_bytes() == book.read_bytes()
    assert "核验通过" in office.ok("db", "verify")


def test_one_file_for_two_receivers_is_no_picture_used_twice(office: Zizhao, book: Path) -> None:
    for to in ("区安委办", "区应急局"):
        run = office("submit", "record", str(book), "--to", to, *SENT)
        assert (run.code, "套用" in run.err) == (0, False)
    verified = office("db", "verify")
    assert (verified.code, "套用" in verified.out + verified.err) == (0, False)


def test_a_number_that_somebody_mended_and_saved_is_what_was_sent(
    office: Zizhao, book: Path
) -> None:
    def mend(work: Workbook) -> None:
        sheet = work["重点行业领域"]
        sheet.insert_rows(1)  # as offices put 附件 2 above a title
        for merged in sheet.merged_cells.ranges:
            merged.shift(row_shift=1)
        sheet["A1"] = "附件 2"
        sheet["E14"], sheet["G14"], sheet["N14"] = "7", "14.29％", "两项"

    sent = sent_of(office, changed(book, mend), "区安委办")["sent"]["重点行业领域"]["燃气"]
    assert (sent["general_found"], sent["general_rate"], sent["supervised_province"]) == (7, 0.1429, "两项")  # fmt: skip
    assert sent["supervised_city"] == 1


@needs_libreoffice
def test_it_prints_on_one_page_each_and_survives_another_program(
    office: Zizhao, book: Path, tmp_path: Path
) -> None:
    first, second = printed(book, tmp_path)
    assert "其中油气储存" in first
    assert "重点行业领域" in second
    again = tmp_path / "again"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(again)]
    subprocess.run([*convert, str(book)], check=True, capture_output=True, timeout=PATIENCE)
    saved = sent_of(office, again / "m.xlsx", "区应急局")
    assert saved["sent"] == sent_of(office, book, "区安委办")["sent"]
    # Whoever saved it made it his work, even where the day on which it was made stands in it still.
    over = office(*MONTHLY, "--output", str(again / "m.xlsx"))
    assert (over.code, "没有覆盖" in over.err) == (3, True)


ALTERED: dict[str, Callable[[Workbook], None]] = {
    "工作表 “工矿企业” 的 E4 是 “发现”，应是 “排查": lambda w: w[FIRST].__setitem__("E4", "发现"),
    "工作表 “工矿企业” 的 A6 是 “危险化学品”，应是 “金属非金属矿山”": lambda w: w[FIRST].delete_rows(6),
    "工作表 “工矿企业” 的 Q7 是 “已核”，应是空的": lambda w: w[FIRST].__setitem__("Q7", "已核"),
    "工作表 “工矿企业” 的 B5 是 “若干”，应是数": lambda w: w[FIRST].__setitem__("B5", "若干"),
    "工作表 “工矿企业” 的 B5 是 “公式错误”，应是数": lambda w: w[FIRST].__setitem__("B5", "#REF!"),
    "工作表 “工矿企业” 的 B5 是 “没有算过”，应是数": lambda w: w[FIRST].__setitem__("B5", "=1+1"),
    "工作表 “工矿企业” 的 A 列": lambda w: w[FIRST].__setitem__("A3", "行业"),
    "没有工作表 “工矿企业”": lambda w: setattr(w[FIRST], "title", "表一"),
    "没有隐藏的工作表 “报表设定”": lambda w: w.remove(w["报表设定"]),
    "工作表 “报表设定” 改过": lambda w: w["报表设定"].__setitem__("A2", "[1]"),
    "缺 period": lambda w: w["报表设定"].__setitem__("A1", '{"report": "form", "form": "monthly", "form_version": "1", "form_digest": "x"}'),
    "里面没有 report: form": lambda w: w["报表设定"].__setitem__("A1", "7"),
}  # fmt: skip


@pytest.mark.parametrize("says", ALTERED)
def test_what_is_not_as_the_form_has_it_is_named_by_its_place(
    office: Zizhao, book: Path, says: str
) -> None:
    run = office("submit", "record", str(changed(book, ALTERED[says])), "--to", "区安委办")
    assert (run.code, run.out) == (3, "")
    assert "changed.xlsx" in run.err
    assert says in run.err
    assert office("submit", "list", "--format", "json").json["count"] == 0


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 no package", b"<html>", b'{"report": "form"}']
)
def test_what_is_no_workbook_is_refused_as_an_import_refuses_it(
    office: Zizhao, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "other.xlsx"
    file.write_bytes(content)
    run = office("submit", "record", str(file), "--to", "区安委办")
    assert (run.code, run.out) == (3, "")
    assert "不是填好的报表" in run.err
    assert not [*(office.db.parent / "evidence").glob("*")]
