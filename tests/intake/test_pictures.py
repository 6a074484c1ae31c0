"""Pictures in workbooks: over the cells, as Excel keeps them, and within, as WPS does."""

from __future__ import annotations

import io
import os
import re
import struct
import zlib
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.pictures import content, files_of
from tests.intake.books import changed, ods_cell, ods_of, ods_row, repacked, table, xls, xlsx
from zizhao_cli.ledger.batches import undo_batch

if TYPE_CHECKING:
    from pathlib import Path

    from tests.intake.office import Office, Taken

HAZARDS = """单位,条款,检查日期,隐患,整改完成时间,责任人,整改前照片,整改后照片
桂香村,6,2022-05-01,堵塞,2022-05-03,张静
桂香村,7,2022-05-01,过期,,李四"""
CHECKS = """单位,条款,检查日期,隐患,现场照片
桂香村,6,2022-05-01,
桂香村,7,2022-05-01,过期"""
BEFORE, AFTER = 6, 7
_SHOWN = "SELECT of_kind, of_id % 10000, step_no, name FROM evidence ORDER BY seq, position"
_CELL_IMAGES = """<?xml version="1.0" encoding="UTF-8"?>
<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"
 xmlns:xdr="x" xmlns:a="a" xmlns:r="r">{pictures}</etc:cellImages>"""
_CELL_IMAGE = """<etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="{name}"/></xdr:nvPicPr>
<xdr:blipFill><a:blip r:embed="rId{number}"/></xdr:blipFill></xdr:pic></etc:cellImage>"""
_RELATION = '<Relationship Id="rId{number}" Type="http://x/relationships/image" Target="{target}"/>'
_RELATIONS = "<Relationships>{}</Relationships>"


def png(of: int) -> bytes:
    """Return a picture of one dot, of a colour of its own."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    dot = chunk(b"IDAT", zlib.compress(bytes([0, of, 0, 0])))
    return b"\x89PNG\r\n\x1a\n" + head + dot + chunk(b"IEND", b"")


def pictured(text: str, *places: tuple[int, int], **options: Any) -> bytes:
    """Return a workbook of the lines of `text` with a picture over each place: row and column, from 0."""

    def draw(_book: Any, sheet: Any) -> None:
        for number, (row, column) in enumerate(places):
            image = {"image_data": io.BytesIO(png(number)), **options}
            sheet.insert_image(row, column, f"{number}.png", image)

    return xlsx(table(text), more=draw)


def in_cells(text: str, **pictures: tuple[str, bytes]) -> bytes:
    """Return a workbook as WPS writes it; `pictures` are targets and contents by the ids that formulas call."""
    book = xlsx(table(text))
    images = [_CELL_IMAGE.format(name=name, number=n) for n, name in enumerate(pictures)]
    targets = [_RELATION.format(number=n, target=t) for n, (t, _) in enumerate(pictures.values())]
    parts = {
        "+xl/cellimages.xml": _CELL_IMAGES.format(pictures="".join(images)).encode(),
        "+xl/_rels/cellimages.xml.rels": _RELATIONS.format("".join(targets)).encode(),
        **{f"+xl/{target}": content for target, content in pictures.values() if content},
    }
    return repacked(book, {name: partial(_part, part) for name, part in parts.items()})


def _part(content: bytes, _: bytes) -> bytes:
    return content


def takes(office: Office, book: bytes, form: str = "hazard", **options: Any) -> Taken:
    return office.takes(book, "list.xlsx", form=form, **options)


def left_out(taken: Taken) -> list[tuple[int | None, str | None, str]]:
    return [(out["line"], out["column"], out["why"]) for out in taken.receipt.pictures["left_out"]]


def counts(taken: Taken) -> tuple[int, int, int]:
    """Taken, already there, left out."""
    found = taken.receipt.pictures
    return found["taken"], found["same"], len(found["left_out"])


def test_pictures_over_a_row_show_what_it_says(office: Office, tmp_path: Path) -> None:
    book = pictured(HAZARDS, (1, BEFORE), (1, AFTER), (2, BEFORE), (2, AFTER))
    assert counts(takes(office, book, dry_run=True)) == (4, 0, 0)
    assert files_of(tmp_path) == set()
    assert counts(takes(office, book)) == (4, 0, 0)
    assert office.known(_SHOWN) == [
        ("hazard", 1, 1, "整改前照片（第 2 行）.png"),
        ("hazard", 1, 2, "整改后照片（第 2 行）.png"),
        ("hazard", 2, 1, "整改前照片（第 3 行）.png"),
        ("hazard", 2, 1, "整改后照片（第 3 行）.png"),
    ]
    assert len(files_of(tmp_path)) == 4
    assert counts(takes(office, book)) == (0, 4, 0)
    office.verify()
    undo_batch(office.session, "PC-2022-0001", "导错了")
    office.verify()
    assert counts(takes(office, book)) == (4, 0, 0)


def test_a_check_has_the_pictures_of_its_row_or_else_its_hazard(office: Office) -> None:
    assert counts(takes(office, pictured(CHECKS, (1, 4), (2, 0)), "check")) == (2, 0, 0)
    assert [row[:3] for row in office.known(_SHOWN)] == [("check", 1, 1), ("hazard", 1, 1)]


def test_pictures_within_cells(office: Office) -> None:
    text = CHECKS.replace("05-01,\n", '05-01,,=DISPIMG("ID_A"\n') + ',=DISPIMG("ID_B"'
    # A comma stands within the formula, so it is put in behind.
    text = text.replace("ID_A", "ID_A；1)").replace("ID_B", "ID_B；1)")
    book = in_cells(text, ID_A=("media/1.png", png(1)), ID_B=("media/2.jpeg", content("jpg")))
    book = changed("xl/sharedStrings.xml", '；1\\)"'.encode(), b'",1)')(book)
    assert counts(takes(office, book, "check")) == (2, 0, 0)
    assert [row[3] for row in office.known(_SHOWN)] == [
        "现场照片（第 2 行）.png",
        "现场照片（第 3 行）.jpeg",
    ]
    assert counts(takes(office, book, "check")) == (0, 2, 0)


@pytest.mark.parametrize(
    ("named", "target", "picture", "why"),
    [
        ("ID_A", "media/1.emf", b"\x01\0\0\0emf", "认不出是照片"),
        ("ID_A", "media/1.svg", b"<svg/>", "认不出是照片"),
        ("ID_A", "media/1.png", png(1)[:-8], "没有传完"),
        ("ID_A", "media/1.png", png(1) + os.urandom(21 << 20), "超过 20 兆字节"),
        ("ID_B", "media/1.png", png(1), "文件里没有图片 ID_B"),
        ("ID_A", "../../../etc/passwd", b"", "文件里没有图片 ID_A"),
        ("ID_A", "http://x/1.png", b"", "文件里没有图片 ID_A"),
    ],
)
def test_what_is_no_evidence_is_left_out_with_the_reason(
    office: Office, tmp_path: Path, named: str, target: str, picture: bytes, why: str
) -> None:
    text = CHECKS.replace("05-01,\n", f"05-01,,=DISPIMG({named})\n")
    taken = takes(office, in_cells(text, ID_A=(target, picture)), "check")
    assert taken.counts == (2, 2, 0, 0)
    [(line, column, reason)] = left_out(taken)
    assert (line, column) == (2, "现场照片")
    assert why in reason
    assert files_of(tmp_path) == set()


def test_a_picture_is_no_text(office: Office) -> None:
    text = CHECKS.replace("05-01,\n", "05-01,=DISPIMG(ID_A)\n")
    book = in_cells(text, ID_A=("media/1.png", png(1)))
    assert office.refuses(book, "list.xlsx").places[0][:2] == (2, "隐患")
    mapped = takes(office, book, "check", maps=("隐患=pictures",))
    assert counts(mapped) == (1, 0, 1)
    assert left_out(mapped) == [(3, "隐患", "照片列里写的是文字，没有读（1 行）")]


def test_rows_that_bring_nothing_new_bring_no_pictures(office: Office, tmp_path: Path) -> None:
    takes(office, pictured(HAZARDS))
    later = takes(office, pictured(HAZARDS, (0, 0), (1, BEFORE), (9, 0)))
    assert later.counts == (2, 0, 2, 0)
    assert [line for line, _, _ in left_out(later)] == [2, 1, 10]
    assert "note" in left_out(later)[0][2]
    bad = office.refuses(
        pictured(HAZARDS + "\n错村,6,2022-05-01,无", (3, 6)), "list.xlsx", form="hazard"
    )
    assert left_out(bad) == [(4, "整改前照片", "这一行没有新记")]
    kept = office.take(
        office.file(pictured(HAZARDS + "\n错村,6,2022-05-01,堵塞", (3, 6)), "list.xlsx"),
        form="hazard",
        keep_good=True,
    )
    ((line, _, why),) = left_out(kept)
    assert (line, "退回" in why, "--evidence" in why) == (4, True, True)
    assert files_of(tmp_path) == set()


def test_one_picture_counts_once_for_one_thing(office: Office) -> None:
    same = pictured(HAZARDS, (1, 0), (1, 1), (1, 2), (2, 0))
    twice = repacked(same, {"xl/media/image2.png": lambda _: png(0)})
    taken = takes(office, twice)
    assert counts(taken) == (3, 0, 1)
    assert "内容相同" in left_out(taken)[0][2]


def test_so_many_pictures_may_show_one_step(office: Office) -> None:
    more = takes(office, pictured(HAZARDS, *[(1, 0)] * 21))
    assert counts(more) == (20, 0, 1)
    assert "最多 20 份" in left_out(more)[0][2]


@pytest.mark.parametrize(("offset", "hazard"), [(0, 1), (15, 2)])
def test_a_picture_belongs_to_the_row_where_most_of_it_lies(
    office: Office, offset: int, hazard: int
) -> None:
    """A row is 20 pixels high; it is drawn over 16, from its upper edge or almost from its lower."""
    size = {"y_offset": offset, "y_scale": 16, "object_position": 1}
    takes(office, pictured(HAZARDS, (1, BEFORE), **size))
    assert [row[1] for row in office.known(_SHOWN)] == [hazard]


@pytest.mark.parametrize(
    ("part", "pattern", "replacement"),
    [
        ("xl/drawings/drawing1.xml", b"</xdr:twoCellAnchor>", b""),
        ("xl/drawings/drawing1.xml", b"<xdr:row>1<", b"<xdr:row>x<"),
        ("xl/drawings/_rels/drawing1.xml.rels", b"../media/image1.png", b"http://x/1.png"),
        ("xl/drawings/_rels/drawing1.xml.rels", b"../media/", b"../../../../xl/other/"),
    ],
)
def test_a_broken_drawing_takes_its_pictures_along_and_no_row(
    office: Office, part: str, pattern: bytes, replacement: bytes
) -> None:
    book = changed(part, re.escape(pattern), replacement)(pictured(HAZARDS, (1, BEFORE)))
    taken = takes(office, book)
    assert taken.counts == (2, 2, 0, 0)
    assert counts(taken) == (0, 0, 1)


def test_pictures_of_other_workbooks_are_told_not_to_be_read(office: Office) -> None:
    rows = table("单位,条款,检查日期\n桂香村,6,2022-05-01")
    frame = '<draw:frame xmlns:draw="d"><draw:image xlink:href="Pictures/1.png" xmlns:xlink="x"/></draw:frame>'
    sheet = "".join(ods_row(*map(ods_cell, row)) for row in rows)
    drawn = ods_of(
        sheet + f"<table:table-row><table:table-cell>{frame}</table:table-cell></table:table-row>"
    )
    drawn = repacked(drawn, {"+Pictures/1.png": lambda _: png(1)})
    assert "ods 里的图片不读" in left_out(office.takes(drawn, "list.ods"))[0][2]
    for book, told in ((xls(rows), False), (xls(rows) + png(1), True)):
        found = left_out(office.takes(book, "list.xls"))
        assert [("xls 里的图片不读" in why) for _, _, why in found] == [True] * told


def test_a_column_of_pictures_in_a_text_file_is_said_to_be_unread(office: Office) -> None:
    text = "单位,条款,检查日期,照片\n桂香村,6,2022-05-01,a.jpg\n桂香村,7,2022-05-01,\n"
    assert left_out(office.takes(text)) == [(2, "照片", "照片列里写的是文字，没有读（1 行）")]
    line = '{"unit": "桂香村", "measure": 8, "checked_on": "2022-05-01", "照片": "a.jpg"}\n'
    assert left_out(office.takes(line, "list.jsonl"))[0][0] == 1
