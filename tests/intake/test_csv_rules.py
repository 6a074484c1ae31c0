"""Text into cells: delimiters, quotes and line ends as csv has them, with bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.intake.office import GOOD, HEAD

if TYPE_CHECKING:
    from tests.intake.office import Office

ENDS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ENDS)
def test_delimiters_and_line_ends_are_found_out(office: Office, delimiter: str, end: str) -> None:
    text = (HEAD + GOOD * 2).replace(",", delimiter).replace("\n", ENDS[end])
    assert office.takes(text).counts == (2, 2, 0, 0)


@pytest.mark.parametrize("end", ENDS)
def test_line_numbers_are_an_editors(office: Office, end: str) -> None:
    text = HEAD + GOOD + '桂香村,6,2022-05-01,符合,"一\n二\n三"\n' + "桂香村,16,2022-05-01,符合,\n"
    assert office.refuses(text.replace("\n", ENDS[end])).places == [(6, "条款", "16")]


def test_tsv_has_tabs_only(office: Office) -> None:
    office.takes((HEAD + "桂香村,6,2022-05-01,符合,a;b\n").replace(",", "\t"), "list.tsv")
    assert office.checks("note") == ["a;b"]


def test_quotes_hold_delimiters_quotes_and_line_breaks(office: Office) -> None:
    office.takes(HEAD + '"桂香村",6,2022-05-01,符合,"一,""二""\n三"\n')
    assert office.checks("note") == ['一,"二"\n三']


@pytest.mark.parametrize("kind", ["unclosed", "trailing"])
def test_broken_quotes_are_refused_with_the_line_where_they_begin(
    office: Office, kind: str
) -> None:
    broken = {"unclosed": '"一\n二\n', "trailing": '"一"二\n'}[kind]
    taken = office.refuses(HEAD + GOOD + "桂香村,6,2022-05-01,符合," + broken)
    assert taken.places == [(3, None, None)]
    assert "引号" in taken.messages[0]


def test_a_cell_beyond_measure(office: Office) -> None:
    taken = office.refuses(HEAD + GOOD + "桂香村,6,2022-05-01,符合," + "长" * 140_000 + "\n")
    assert taken.places == [(3, None, None)]


def test_a_line_beyond_measure(office: Office) -> None:
    taken = office.refuses(HEAD + GOOD + "a" * (3 << 20) + "\n")
    assert taken.places == [(3, None, None)]


def test_a_note_too_long_for_the_ledger(office: Office) -> None:
    taken = office.refuses(HEAD + "桂香村,6,2022-05-01,符合," + "长" * 4001 + "\n")
    assert [place[:2] for place in taken.places] == [(2, "备注")]


def test_cells_beyond_the_header_are_refused(office: Office) -> None:
    taken = office.refuses(HEAD + GOOD.strip() + ",多,余\n")
    assert taken.places == [(2, "第 6 列", "多")]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("桂香村,6,2022-05-01,符合", id="one comma too few"),
        pytest.param("桂香村,6,2022-05-01,符合,,", id="one comma too many"),
        pytest.param("桂香村,6,2022-05-01符合,谭二到场", id="all behind it shifted"),
    ],
)
@pytest.mark.parametrize("comma", [",", "\t", ";"])
def test_a_row_has_as_many_cells_as_the_header(office: Office, row: str, comma: str) -> None:
    taken = office.refuses((HEAD + GOOD + row + "\n").replace(",", comma))
    assert (3, None, None) in taken.places
    assert taken.counts[3] == 1


def test_lines_that_are_no_rows_have_any_number_of_cells(office: Office) -> None:
    above, below = (
        "自查台账\n填报单位：桂香村,,,,,,\n",
        "\n,,,,,,,\n一、消防类\n合计,1\n填表人：谭二,,,,,,\n",
    )
    taken = office.takes(above + HEAD + GOOD + below)
    assert taken.counts == (1, 1, 0, 0)


def test_semicolons_inside_quotes_are_no_delimiter(office: Office) -> None:
    note = ";".join("甲乙丙丁戊己庚辛壬癸子丑寅卯")
    office.takes(HEAD + f'桂香村,6,2022-05-01,符合,"{note}"\n')
    assert office.checks("note") == [note]


def test_commas_in_a_file_of_semicolons(office: Office) -> None:
    office.takes((HEAD + GOOD).replace(",", ";") + "桂香村;6;2022-05-02;符合;张,李,王\n")
    assert office.checks("note") == [None, "张,李,王"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" , ,\n"])
def test_a_file_of_nothing(office: Office, content: bytes) -> None:
    assert "没有内容" in office.refuses(content).messages[0]


ROW = "大丘村,7,2022-05-02,符合,{}\n"


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("rows", [1, 2, 5])
@pytest.mark.parametrize("end", ["", "二"])
def test_rows_behind_an_open_quotation_mark_are_no_note(
    office: Office, between: str, rows: int, end: str
) -> None:
    """From one stray mark to the next: a row that holds others is a problem of its line, ignored columns included."""
    text = HEAD + GOOD * 2 + '桂香村,6,2022-05-01,符合,"一\n' + ROW.format("三") * (rows - 1)
    text = (text + ROW.format(f'{end}"') + GOOD).replace(",", between)
    assert [place[:2] for place in office.refuses(text).places] == [(4, "备注")]
    refused = office.refuses(text.replace("备注", "其他"), ignored=("其他",))
    assert [place[:2] for place in refused.places] == [(4, "其他")]


def test_rows_behind_an_open_mark_in_the_middle(office: Office) -> None:
    text = (
        "备注,"
        + HEAD.replace(",备注", "")
        + '"一,桂香村,6,2022-05-01,符合\n二",先进村,6,2022-05-01,符合\n'
    )
    assert [place[:2] for place in office.refuses(text).places] == [(2, "备注")]
    ragged = HEAD + '桂香村,6,2022-05-01,"符合\n先进村,6,2022-05-01,",一\n'
    assert [place[:2] for place in office.refuses(ragged).places] == [(2, "结果")]
    total = HEAD + '合计,,,,"共 2 次\n桂香村,6,2022-05-01,符合,\n先进村,6,2022-05-01,符合,"\n'
    assert [place[:2] for place in office.refuses(total).places] == [(2, "备注")]


@pytest.mark.parametrize("note", ["一,二\n三,四", "一\n二\n三,四,五", "一,二，三\n\n四"])
def test_a_note_of_several_lines_is_one(office: Office, note: str) -> None:
    office.takes(HEAD + f'桂香村,6,2022-05-01,符合,"{note}"\n')
    assert office.checks("note") == [note]
