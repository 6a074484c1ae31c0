"""The ledger that is handed upward: its columns, what stands around them, and that it comes back without a complaint."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from tests.cli.ledgers import environment
from tests.cli.terminal import Terminal
from tests.intake.test_township_ledger import COLUMNS
from tests.viewers import needs_libreoffice, printed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

ROWS = (
    "单位,条款,检查日期,检查人,隐患,等级,整改措施,限期,责任人,完成时间,复查人,复查日期,复查结果,备注\n"
    '桂香村,6,2022-05-01,甲、乙,"=1+1\n第二行",重大,清理,2022-05-20,王五,2022-05-18,李四,2022-05-19,合格,挂牌\n'
    "大丘村,7,2022-05-02,甲,'=王,一般,,2022-07-14,赵六,,,,,\n"
)


@pytest.fixture
def office(morning: Morning, tmp_path: Path) -> Morning:
    """The ledger of the examples with what came in two rows, a picture, and somebody who fills in forms."""
    zizhao = morning.copy(tmp_path)
    (tmp_path / "rows.csv").write_text(ROWS, "utf-8")
    zizhao.ok("hazard", "import", str(tmp_path / "rows.csv"))
    for name in ("a.png", "b.jpg"):
        Image.new("RGB", (300, 500), "red").save(tmp_path / name, dpi=(300, 300))
    pictures = ("--evidence", str(tmp_path / "a.png"), "--evidence", str(tmp_path / "b.jpg"))
    zizhao.ok("hazard", "note", "YH-2022-0001", "看过", *pictures)
    zizhao.ok("config", "set", "filled_by", "张静")
    zizhao.ok("config", "set", "reporting_unit", "紫照镇应急办")
    return zizhao


@pytest.fixture
def written(office: Morning, tmp_path: Path) -> Path:
    """The workbook with pictures."""
    file = tmp_path / "台账.xlsx"
    office.ok("report", "ledger", "--pictures", "--output", str(file))
    return file


def test_the_workbook_is_the_form_that_is_asked_for(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    assert book.sheetnames == ["台账", "逾期", "汇总", "覆盖"]
    sheet = book["台账"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert lines[0][0].endswith("自查问题隐患台账")
    assert lines[1][0] == "填报单位（盖章）：紫照镇应急办　　填报日期：2022-07-15"
    assert lines[2] == [*COLUMNS, "编号", "照片", "照片", "照片"]
    first = lines[3]
    assert first[:9] == [
        *(1, datetime(2022, 5, 1), "桂香村", "甲、乙", 6, "=1+1\n第二行", "重大", "清理"),  # noqa: DTZ001
        datetime(2022, 5, 20),  # noqa: DTZ001
    ]
    assert first[9:18] == [
        *("桂香村", "王五", None, "已销号", datetime(2022, 5, 18), "李四"),  # noqa: DTZ001
        *("是", "挂牌", "YH-2022-0007"),
    ]
    assert lines[-1][0].startswith("单位负责人（签字）：＿")
    assert "填表人：张静" in lines[-1][0]
    overdue = next(row for row in sheet.iter_rows() if row[17].value == "YH-2022-0008")
    assert overdue[12].value == "已登记，逾期 1 天"
    assert {cell.fill.fgColor.rgb for cell in overdue[:18]} == {"FFFCE4D6"}
    assert sheet["A4"].fill.fgColor.rgb == "00000000"
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"


def test_pictures_lie_within_their_row(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["台账"]
    line = next(row[0].row for row in sheet.iter_rows() if row[17].value == "YH-2022-0001")
    places = [
        (image.anchor._from.row, image.anchor.to.row, image.anchor._from.col)
        for image in sheet._images
    ]
    assert places == [(line - 1, line - 1, 18), (line - 1, line - 1, 19)]


def test_the_sheets_beside_it_agree_with_it(office: Morning, written: Path) -> None:
    book = CalamineWorkbook.from_path(str(written))
    overdue = book.get_sheet_by_name("逾期").to_python()[1:]
    listed = office("report", "overdue", "--format", "json").json["rows"]
    assert {row[17] for row in overdue} == {row["no"] for row in listed}
    summed = book.get_sheet_by_name("汇总").to_python()
    found = sum(row[1] for row in summed[2:] if isinstance(row[0], float))
    assert found == office("report", "ledger", "--format", "json").json["count"]
    charts = [
        part for part in zipfile.ZipFile(written).namelist() if part.startswith("xl/charts/chart")
    ]
    assert len(charts) == 3


def test_it_comes_back_as_what_is_there(office: Morning, written: Path) -> None:
    receipt = office("hazard", "import", str(written), "--format", "json").json
    counts = [receipt[key] for key in ("rows", "new", "same", "rejected", "batch")]
    assert counts == [8, 0, 8, 0, None]
    assert (receipt["problems"], receipt["warnings"]) == ([], [])
    assert receipt["pictures"] == {"taken": 0, "same": 2, "left_out": []}
    skipped = [note["why"] for note in receipt["skipped"]]
    assert "工作表“逾期”，是从第一个表来的" in skipped


@pytest.mark.parametrize("headings", ["zh", "en"])
def test_as_csv_it_comes_back_too(office: Morning, tmp_path: Path, headings: str) -> None:
    file = str(tmp_path / "台账.csv")
    office.ok("report", "ledger", "--headings", headings, "--output", file)
    receipt = office("hazard", "import", file, "--format", "json").json
    assert (receipt["new"], receipt["same"], receipt["problems"]) == (0, 8, [])


def test_what_was_changed_in_it_is_a_conflict_and_a_row_that_was_added_is_new(
    office: Morning, written: Path
) -> None:
    book = openpyxl.load_workbook(written)
    book["台账"]["D4"] = "丙"
    book.save(written)
    refused = office("hazard", "import", str(written))
    assert refused.code == 3
    assert "检查人：账本 “甲、乙”，表中 “丙”" in refused.out
    # What openpyxl read of pictures is used up by saving.
    book = openpyxl.load_workbook(written)
    book["台账"]["D4"] = "甲、乙"
    book["台账"].unmerge_cells("A12:U12")
    for place, value in enumerate(["9", "2022-07-01", "先进村", "甲", "6", "新的"], start=1):
        book["台账"].cell(12, place, value)
    book.save(written)
    receipt = office("hazard", "import", str(written), "--format", "json").json
    assert (receipt["problems"], receipt["new"], receipt["same"]) == ([], 1, 8)


def test_another_ledger_refuses_it(office: Morning, written: Path, tmp_path: Path) -> None:
    other = {"ZIZHAO_DB": str(tmp_path / "other" / "ledger.db")}
    (tmp_path / "other").mkdir()
    office.ok("init", env=other)
    run = office("hazard", "import", str(written), env=other)
    assert run.code == 3
    assert "从别的账本来的" in run.out


def test_other_formats_have_the_keys_of_hazards(office: Morning) -> None:
    report = office("report", "ledger", "--format", "json").json
    assert (report["report"], report["count"], report["totals"]["overdue"]) == ("ledger", 8, 6)
    first = report["rows"][0]
    assert [
        first[key] for key in ("serial", "found_on", "inspectors", "state", "struck_off", "leader")
    ] == [
        *(1, "2022-05-01", "甲、乙", "closed", True, None),
    ]
    limited = office("report", "ledger", "--format", "json", "--limit", "2").json
    assert (limited["count"], limited["totals"]["hazards"]) == (2, 8)
    narrowed = office(
        "report", "ledger", "--format", "json", "--unit", "大丘村", "--sort", "-no"
    ).json
    assert [row["no"] for row in narrowed["rows"]] == ["YH-2022-0008", "YH-2022-0005"]


def test_it_is_the_same_bytes_and_replaces_itself_alone(office: Morning, written: Path) -> None:
    before = written.read_bytes()
    office.ok("report", "ledger", "--pictures", "--output", str(written))
    assert written.read_bytes() == before
    assert office("report", "overdue", "--output", str(written)).code == 3
    assert written.read_bytes() == before
    book = openpyxl.load_workbook(written)
    book["台账"]["Q5"] = "我记的"
    book.save(written)
    noted = written.read_bytes()
    refused = office("report", "ledger", "--output", str(written))
    assert (refused.code, "--force" in refused.err) == (3, True)
    assert written.read_bytes() == noted
    office.ok("report", "ledger", "--output", str(written), "--force")


def test_a_page_replaces_its_own_form_alone(office: Morning, tmp_path: Path) -> None:
    page = tmp_path / "清单.html"
    for _ in range(2):
        office.ok("hazard", "list", "--output", str(page))
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert office("check", "list", "--output", str(page)).code == 3
    page.write_text("<html>别人的</html>", "utf-8")
    assert office("hazard", "list", "--output", str(page)).code == 3
    assert page.read_text("utf-8") == "<html>别人的</html>"


def test_no_force_writes_over_evidence_or_a_ledger(office: Morning, tmp_path: Path) -> None:
    kept = tmp_path / "evidence" / f"{'0' * 64}.xlsx"
    kept.write_bytes(b"PK\x03\x04kept")
    for place in (kept, tmp_path / "ledger.db", next((tmp_path / "evidence").glob("*.png"))):
        before = place.read_bytes()
        for form in ("xlsx", "html"):
            how = ("--format", form, "--output", str(place), "--force")
            assert office("report", "ledger", *how).code == 3
        assert place.read_bytes() == before


def test_a_workbook_goes_into_a_pipe_and_not_onto_a_terminal(office: Morning) -> None:
    assert office("hazard", "list", "--format", "xlsx").raw.startswith(b"PK\x03\x04")
    with Terminal(office, "hazard", "list", "--format", "xlsx") as terminal:
        terminal.read_until("xlsx 不能显示在终端上")
        assert terminal.finish() == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_disk_that_is_full_leaves_what_was_there(office: Morning, tmp_path: Path) -> None:
    file, noise = tmp_path / "台账.xlsx", tmp_path / "noise.png"
    office.ok("report", "ledger", "--pictures", "--output", str(file))
    before = file.read_bytes()
    Image.effect_noise((700, 700), 100).save(noise)
    office.ok("hazard", "note", "YH-2022-0002", "看过", "--evidence", str(noise))
    called = ["-m", "zizhao_cli", "report", "ledger", "--pictures", "--output", str(file)]
    full = ["sh", "-c", 'ulimit -f 200; exec "$0" "$@"', sys.executable, *called]
    run = subprocess.run(full, env=environment(office), capture_output=True, check=False)
    assert (run.returncode, "写工作簿的临时文件" in run.stderr.decode()) == (1, True)
    assert file.read_bytes() == before
    assert not list(tmp_path.glob(".台账*"))
    assert office("hazard", "list", "--output", str(tmp_path / "无" / "清单.xlsx")).code == 1


@needs_libreoffice
def test_libreoffice_prints_it_with_its_headings_and_page_numbers(
    office: Morning, tmp_path: Path
) -> None:
    rows = "".join(f"桂香村,6,2022-05-01,第 {place} 处堵塞\n" for place in range(80))
    (tmp_path / "many.csv").write_text(f"单位,条款,检查日期,隐患\n{rows}", "utf-8")
    office.ok("hazard", "import", str(tmp_path / "many.csv"))
    file = tmp_path / "台账.xlsx"
    office.ok("report", "ledger", "--output", str(file))
    pages = printed(file, tmp_path)
    assert len(pages) > 3
    for number, page in enumerate(pages[:2], start=1):
        assert "问题隐患" in page
        assert f"第 {number} 页，共 {len(pages)} 页" in page
    assert "已登记，逾期 1 天" in "".join(pages)
    assert "单位负责人（签字）" in "".join(pages)
    assert "按条款" in "".join(pages)


def test_the_matrix_is_the_coverage_of_the_same_units(office: Morning, tmp_path: Path) -> None:
    file, named = tmp_path / "台账.xlsx", ("--inside", "桂香村", "--as-of", "2022-07-15")
    office.ok("report", "ledger", *named, "--output", str(file))
    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("覆盖").to_python()
    covered = office("report", "coverage", *named, "--format", "json").json["rows"]
    assert rows[0] == ["单位", *(str(number) for number in range(1, 16))]
    units = list(dict.fromkeys(row["unit"] for row in covered))
    assert [row[0] for row in rows[1 : len(units) + 1]] == units
    told = {(row[0], number): cell for row in rows[1:] for number, cell in enumerate(row)}
    (left,) = (row for row in covered if row["unit"] == "桂香村" and row["measure"] == 6)
    assert left["status"] == "open"
    assert told["桂香村", 6].endswith("有问题未了")
    # Of units nobody can say how they stand with what is major.
    office.ok("report", "ledger", "--level", "major", "--output", str(file), "--force")
    assert CalamineWorkbook.from_path(str(file)).sheet_names == ["台账", "逾期", "汇总"]


def test_a_column_that_nothing_sorts_by_is_refused_by_name(office: Morning) -> None:
    for column in ("serial", "序号", "struck_off"):
        run = office("report", "ledger", "--sort", column)
        assert (run.code, run.out) == (2, "")
        assert f"--sort 不认识 “{column}”" in run.err
