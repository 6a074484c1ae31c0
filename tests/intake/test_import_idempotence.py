"""The same again changes nothing: the same file, shuffled, in another encoding, overlapping; twins are kept."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.intake.books import ods, table, xls, xlsx
from tests.intake.office import GOOD, HEAD
from zizhao_cli.ledger.units import retire_unit

if TYPE_CHECKING:
    from tests.intake.office import Office

HEAD_H = "单位,条款,检查日期,隐患,限期,备注\n"
ROWS = [
    "桂香村,6,2022-05-01,符合,,",
    "桂香村,6,2022-05-01,符合,,",
    "桂香村,6,2022-05-01,堵塞,2022-05-20,",
    "桂香村,6,2022-05-01,堵塞,2022-05-20,",
    "先进村,7,2022-05-02,漏电,立即整改,①",
    "大丘村,1,2022-04-30,符合,,〇",
]
TEXT = HEAD_H + "\n".join(ROWS) + "\n"


@pytest.fixture
def kept(office: Office) -> Office:
    """An office that has the rows."""
    assert office.takes(TEXT).counts == (6, 6, 0, 0)
    return office


def test_the_same_file_again(kept: Office) -> None:
    before = kept.path.read_bytes()
    taken = kept.takes(TEXT)
    assert (taken.counts, taken.receipt.batch) == ((6, 0, 6, 0), None)
    assert taken.receipt.hazards == 0
    assert kept.path.read_bytes() == before


@pytest.mark.parametrize("seed", range(5))
def test_in_another_order(kept: Office, seed: int) -> None:
    rows = ROWS[:]
    random.Random(seed).shuffle(rows)  # noqa: S311 - nothing is secret here
    assert kept.takes(HEAD_H + "\n".join(rows)).counts == (6, 0, 6, 0)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_in_another_encoding(kept: Office, encoding: str) -> None:
    assert kept.takes(TEXT.encode(encoding)).counts == (6, 0, 6, 0)


@pytest.mark.parametrize("write", [xlsx, xls, ods])
def test_saved_as_a_workbook(kept: Office, write: object) -> None:
    assert callable(write)
    assert kept.takes(write(table(TEXT)), f"list.{write.__name__}").counts == (6, 0, 6, 0)


def test_a_file_that_overlaps(kept: Office) -> None:
    more = ["桂香村,6,2022-05-01,符合,,", "先进村,8,2022-05-02,符合,,", ROWS[0], ROWS[1]]
    assert kept.takes(HEAD_H + "\n".join(more)).counts == (4, 2, 2, 0)
    assert len(kept.checks()) == 8


def test_files_of_one_call_that_overlap(office: Office) -> None:
    files = [
        office.file(TEXT, "a.csv"),
        office.file(TEXT + "先进村,8,2022-05-02,符合,,\n", "b.csv"),
    ]
    taken = office.take(*files)
    assert taken.counts == (13, 7, 6, 0)
    assert taken.receipt.batch == "PC-2022-0001"


def test_twins_far_apart_in_a_file_are_both_kept(office: Office) -> None:
    text = HEAD + GOOD + "先进村,7,2022-05-02,符合,\n" * 5000 + GOOD
    assert office.takes(text).counts == (5002, 5002, 0, 0)
    assert office.takes(text + GOOD).counts == (5003, 1, 5002, 0)


def test_twins_on_two_sheets_of_a_file_are_both_kept(office: Office) -> None:
    from tests.intake.books import fill

    book = xlsx(
        table(HEAD + GOOD), more=lambda b, _: fill(b.add_worksheet("六"), table(HEAD + GOOD))
    )
    assert office.takes(book, "a.xlsx").counts == (2, 2, 0, 0)
    assert office.takes(book, "a.xlsx").counts == (2, 0, 2, 0)


def test_a_source_id_is_known_again(office: Office) -> None:
    head = "编号," + HEAD
    office.takes(head + "甲1," + GOOD + "甲2," + GOOD)
    assert office.takes(head + "甲2," + GOOD + "甲1," + GOOD + "甲1," + GOOD).counts == (3, 0, 3, 0)
    assert len(office.checks()) == 2


@pytest.mark.parametrize("padded", [" 甲1", "甲1 ", "甲1\u3000", "甲1\t", '"=""甲1"""'])
def test_what_stands_around_a_source_id_does_not_count(office: Office, padded: str) -> None:
    head = "编号," + HEAD
    office.takes(head + "甲1," + GOOD)
    assert office.takes(head + f"{padded}," + GOOD).counts == (1, 0, 1, 0)
    assert office.checks("source_id") == ["甲1"]


def test_a_row_with_a_source_id_is_not_the_one_without(office: Office) -> None:
    office.takes(HEAD + GOOD)
    assert office.takes("编号," + HEAD + "甲1," + GOOD + "," + GOOD).counts == (2, 1, 1, 0)


@pytest.mark.parametrize(
    "other", [GOOD.replace("6", "7"), GOOD.replace("符合,", "不适用,"), GOOD.strip() + "好\n"]
)
def test_a_source_id_with_other_content_is_a_problem(office: Office, other: str) -> None:
    head = "编号," + HEAD
    office.takes(head + "甲1," + GOOD)
    assert [p[:2] for p in office.refuses(head + "甲1," + other).places] == [(2, "编号")]
    taken = office.refuses(head + "乙1," + GOOD + "乙1," + other)
    assert [p[:2] for p in taken.places] == [(3, "编号")]
    assert "JC-2022-00001" in office.refuses(head + "甲1," + other).messages[0]


def test_a_source_id_with_other_measures_is_a_problem(office: Office) -> None:
    head = "编号,单位,条款,检查日期,隐患,整改措施\n"
    office.takes(head + "甲1,桂香村,6,2022-05-01,堵塞,清理\n")
    office.refuses(head + "甲1,桂香村,6,2022-05-01,堵塞,封闭\n")


@pytest.mark.parametrize("head", ["", "编号,"])
def test_the_row_of_a_voided_check_is_known(office: Office, head: str) -> None:
    """What was struck out by itself does not come back with the file that brought it."""
    row = "甲1," + GOOD if head else GOOD
    office.takes(head + HEAD + row)
    office.void_check("JC-2022-00001")
    assert office.takes(head + HEAD + row).counts == (1, 0, 1, 0)


def test_a_row_put_right_takes_the_place_of_a_voided_check(office: Office) -> None:
    head = "编号," + HEAD
    office.takes(head + "甲1," + GOOD)
    office.void_check("JC-2022-00001")
    assert office.takes(head + "甲1," + GOOD.replace("6", "7", 1)).counts == (1, 1, 0, 0)


@pytest.mark.parametrize("head", [HEAD, "编号," + HEAD])
def test_the_rows_of_a_unit_that_is_retired_are_known_and_take_no_new_one(
    office: Office, head: str
) -> None:
    first, second = (mark if head != HEAD else "" for mark in ("甲1,", "甲2,"))
    rows = head + first + GOOD
    assert office.takes(rows).counts == (1, 1, 0, 0)
    retire_unit(office.session, "桂香村", "撤并", office.today)
    assert office.takes(rows).counts == (1, 0, 1, 0)
    more = office.refuses(rows + second + GOOD.replace("6", "7"))
    assert more.counts == (2, 0, 1, 1)
    assert more.places == [(3, "单位", "桂香村")]
    assert "已停用" in more.messages[0]


def test_only_a_row_that_is_taken_stands_for_its_source_id(office: Office) -> None:
    head = "编号," + HEAD_H
    retire_unit(office.session, "先进村", "撤并", office.today)
    late, retired, good = (
        "甲1,桂香村,6,2022-05-20,堵塞,2022-05-01,\n",
        "甲1,先进村,6,2022-05-20,堵塞,2022-06-01,\n",
        "甲1,桂香村,6,2022-05-20,堵塞,2022-06-01,\n",
    )
    taken = office.take(office.file(head + late + retired + late + good), keep_good=True)
    assert taken.counts == (4, 1, 0, 3)
    assert taken.places == [
        (2, "限期", "2022-05-01"),
        (3, "单位", "先进村"),
        (4, "限期", "2022-05-01"),
    ]
    assert [p[:2] for p in office.refuses(head + late).places] == [(2, "编号")]
