"""All or nothing: every problem of every row in one pass; a dry run; --keep-good."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from tests.intake.office import GOOD, HAZARDS, HEAD

if TYPE_CHECKING:
    from tests.intake.office import Office

BAD = HEAD + GOOD + "无名村,16,2022-02-30,也许,\n" + GOOD + ",,,,只有备注\n"
PLACES = [
    (3, "单位", "无名村"),
    (3, "条款", "16"),
    (3, "检查日期", "2022-02-30"),
    (3, "结果", "也许"),
    (5, "单位", None),
    (5, "条款", None),
    (5, "检查日期", None),
    (5, "结果", None),
]


def test_every_problem_of_every_row_and_nothing_written(office: Office) -> None:
    taken = office.refuses(BAD)
    assert taken.places == PLACES
    assert taken.counts == (4, 2, 0, 2)
    assert {problem.file for problem in taken.receipt.problems} == {office.file(BAD)}


def test_problems_of_several_files_are_told_together(office: Office) -> None:
    files = [
        office.file(BAD, "a.csv"),
        office.file(HEAD + GOOD, "b.csv"),
        office.file("无,有\n", "c.csv"),
        str(office.path.parent / "d.csv"),
    ]
    taken = office.take(*files)
    assert [problem.file for problem in taken.receipt.problems] == [files[0]] * 8 + files[2:]
    assert office.checks() == []


def test_keep_good_writes_the_good_rows(office: Office) -> None:
    taken = office.take(office.file(BAD), keep_good=True)
    assert taken.places == PLACES
    assert taken.receipt.batch == "PC-2022-0001"
    assert len(office.checks()) == 2


def test_keep_good_with_nothing_good_writes_nothing(office: Office) -> None:
    before = office.path.read_bytes()
    taken = office.take(office.file(HEAD + "无名村,6,2022-05-01,,\n"), keep_good=True)
    assert taken.receipt.batch is None
    assert office.path.read_bytes() == before


def test_a_dry_run_gives_the_same_receipt_and_writes_nothing(office: Office) -> None:
    for text in (BAD, HEAD + GOOD * 3 + "丁厂,6,2022-05-01,,\n"):
        file = office.file(text)
        before = office.path.read_bytes()
        dry = office.take(file, dry_run=True, new_units="site").receipt
        assert office.path.read_bytes() == before
        real = office.take(file, new_units="site").receipt
        assert dry.batch is None
        assert dry.dry_run
        assert asdict(dry) | {"batch": real.batch, "dry_run": False} == asdict(real)


def test_what_the_rules_refuse_is_told_with_heading_and_value(office: Office) -> None:
    text = HAZARDS.replace("限期", "完成时限") + "桂香村,6,2022-05-01,堵塞,一般,2022-04-01,张静\n"
    assert office.refuses(text, form="hazard").places == [(2, "完成时限", "2022-04-01")]


def test_a_major_hazard_without_a_deadline(office: Office) -> None:
    taken = office.refuses(HAZARDS + "桂香村,6,2022-05-01,堵塞,重大,,张静\n", form="hazard")
    assert [place[0] for place in taken.places] == [2]


def test_problems_stand_in_the_order_of_their_lines(office: Office) -> None:
    text = HAZARDS + (
        "桂香村,6,2022-05-01,堵塞,一般,2022-05-20,张静\n"
        "桂香村,6,2022-05-01,漏电,一般,2022-04-01,张静\n"
        "桂香村,6,2022-05-01,超载,也许,2022-05-20,张静\n"
        "桂香村,6,2022-05-01,渗水,重大,,张静\n"
    )
    assert sorted(line or 0 for line, _, _ in office.refuses(text, form="hazard").places) == [
        3,
        4,
        5,
    ]


def test_a_file_that_breaks_off_writes_nothing_of_itself(office: Office) -> None:
    office.refuses(HEAD + GOOD * 5000 + '桂香村,6,2022-05-01,符合,"\n')


def test_keep_good_takes_nothing_of_a_file_that_is_refused_as_a_whole(office: Office) -> None:
    text = HEAD + GOOD * 5000 + '桂香村,6,2022-05-01,符合,"\n'
    taken = office.take(office.file(text), keep_good=True)
    assert taken.receipt.batch is None
