"""What makes no other row: blanks of any kind, marks without width, line ends. What older programs recorded stays known."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from tests.intake.books import ods, table, xls, xlsx
from zizhao_cli.domain import fingerprint
from zizhao_cli.domain.text import same_text, trimmed

if TYPE_CHECKING:
    from tests.intake.office import Office

HEADER = "单位,条款,检查日期,检查人,隐患,责任人,备注\n"
FOUND = "桂香村,6,2022-05-01,刘 和平,软管 老化,李 建国,后 厨\n"
PLAIN = "桂香村,6,2022-05-01,刘 和平,,,后 厨\n"
OTHERWISE = {
    "full-width blanks": lambda text: text.replace(" ", "\u3000"),
    "no-break blanks": lambda text: text.replace(" ", "\u00a0"),
    "other blanks": lambda text: text.replace(" ", "\u2009"),
    "doubled blanks": lambda text: text.replace(" ", "  "),
    "blanks at the ends": lambda text: text.replace(",", " ,\u3000").replace("厨", "厨 "),
    "zero-width blanks": lambda text: text.replace(" ", "\u200b ").replace(",", "\u200b,"),
    "byte order marks": lambda text: text.replace(",", ",\ufeff").replace("村", "\ufeff村"),
    "joiners at the ends": lambda text: text.replace(",", "\u200d,\u200c"),
}


@pytest.mark.parametrize("row", [PLAIN, FOUND], ids=["plain", "with a hazard"])
@pytest.mark.parametrize("how", OTHERWISE)
def test_what_shows_nothing_makes_no_other_row(office: Office, how: str, row: str) -> None:
    written = OTHERWISE[how](row)
    assert written != row
    office.takes(HEADER + row)
    assert office.takes(HEADER + written, "again.csv").counts == (1, 0, 1, 0)


@pytest.mark.parametrize("how", OTHERWISE)
def test_nor_does_what_was_written_so_first(office: Office, how: str) -> None:
    office.takes(HEADER + OTHERWISE[how](PLAIN))
    assert office.takes(HEADER + PLAIN).counts == (1, 0, 1, 0)


@pytest.mark.parametrize("how", OTHERWISE)
def test_of_hazards_and_of_ids(office: Office, how: str) -> None:
    header, row = f"编号,{HEADER}", f"甲-1,{FOUND}"
    for form in ("check", "hazard"):
        office.takes(header + row, form=form)
        assert office.takes(header + OTHERWISE[how](row), form=form).counts == (1, 0, 1, 0)


@pytest.mark.parametrize("how", OTHERWISE)
def test_nor_another_unit(office: Office, how: str) -> None:
    roll = "名称,类别,联系人\n新 店,site,张 三\n"
    office.takes(roll, form="unit")
    assert office.takes(OTHERWISE[how](roll), form="unit").counts == (1, 0, 1, 0)
    rows = HEADER + "".join(
        write(PLAIN.replace("桂香村", "另 店")) for write in (OTHERWISE[how], str)
    )
    taken = office.takes(rows, new_units="site")
    assert (taken.counts, len(taken.receipt.new_units)) == ((2, 2, 0, 0), 1)


def test_line_ends(office: Office) -> None:
    row = PLAIN.replace("后 厨", '"后 厨\n门口"')
    office.takes(HEADER + row)
    for end in ("\r\n", " \r\n", "\r"):
        assert office.takes(HEADER + row.replace("厨\n", f"厨{end}")).counts == (1, 0, 1, 0)
    assert office.takes(HEADER + row.replace("\n门", "门")).counts == (1, 1, 0, 0)


@pytest.mark.parametrize("write", [xlsx, xls, ods])
def test_a_workbook_of_the_same_sheet(office: Office, write: Any) -> None:
    text = HEADER + PLAIN.replace("后 厨", "  后\u3000 厨\u00a0 ") + FOUND
    office.takes(text)
    assert office.takes(write(table(text)), f"list.{write.__name__}").counts == (2, 0, 2, 0)


def test_what_does_make_another(office: Office) -> None:
    office.takes(HEADER + PLAIN)
    for other in ("后厨", "后 厨门", "后\u200d厨", "后 厨👨\u200d🚒", "后 厨👨🚒"):
        assert office.takes(HEADER + PLAIN.replace("后 厨", other)).counts == (1, 1, 0, 0)


def test_what_is_stored_is_what_was_typed(office: Office) -> None:
    typed = " 后\u3000厨  👨\u200d🚒 "
    office.takes(HEADER + PLAIN.replace("后 厨", typed))
    assert office.checks("note") == [typed]


def test_twins_are_counted_as_ever(office: Office) -> None:
    twins = HEADER + PLAIN + OTHERWISE["doubled blanks"](PLAIN)
    assert office.takes(twins).counts == (2, 2, 0, 0)
    assert office.takes(twins).counts == (2, 0, 2, 0)
    assert office.takes(twins + PLAIN).counts == (3, 1, 2, 0)


class TestOlder:
    """A ledger of an older program, whose digests are of the texts as they were typed."""

    SPACED = HEADER + OTHERWISE["doubled blanks"](PLAIN)

    @pytest.fixture
    def older(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
        with monkeypatch.context() as patch:
            patch.setattr(fingerprint, "same_text", str)
            office.takes(self.SPACED + OTHERWISE["doubled blanks"](FOUND) + PLAIN)
            office.takes(f"编号,{HEADER}甲-1,{OTHERWISE['doubled blanks'](FOUND)}")
            office.takes(HEADER + OTHERWISE["doubled blanks"](FOUND), form="hazard")
        return office

    def test_its_digests_are_the_old_ones(self, older: Office) -> None:
        with sqlite3.connect(older.path) as connection:
            known = {row[0] for row in connection.execute("SELECT fingerprint FROM checks")}
        connection.close()
        unit = older.known("SELECT id FROM unit WHERE name = '桂香村'")[0][0]
        said = (unit, 6, "2022-05-01", "self", "刘  和平", "pass", "后  厨")
        assert fingerprint.check_fingerprint(*said, as_typed=True) in known
        assert fingerprint.check_fingerprint(*said) in known  # of the row that was typed so
        assert fingerprint.check_fingerprint(*said) != fingerprint.check_fingerprint(
            *said, as_typed=True
        )

    def test_its_rows_stay_known(self, older: Office) -> None:
        spaced = OTHERWISE["doubled blanks"]
        for rows in (spaced(PLAIN), spaced(FOUND), PLAIN, spaced(PLAIN) + spaced(FOUND) + PLAIN):
            assert older.takes(HEADER + rows).receipt.new == 0
        assert older.takes(f"编号,{HEADER}甲-1,{spaced(FOUND)}").counts == (1, 0, 1, 0)
        assert older.takes(HEADER + spaced(FOUND), form="hazard").counts == (1, 0, 1, 0)

    @pytest.mark.parametrize("between", [0, 5000])
    def test_each_stands_for_one(self, older: Office, between: int) -> None:
        """Whichever stands first, and however far the other is from it."""
        spaced, others = OTHERWISE["doubled blanks"](PLAIN), "先进村,7,2022-05-02,,,,\n" * between
        for rows in ([PLAIN, others, spaced], [spaced, others, PLAIN]):
            taken = older.takes(HEADER + "".join(rows))
            assert taken.receipt.same >= 2
            assert taken.receipt.new in (0, between)
        assert older.takes(HEADER + spaced * 3).counts == (3, 1, 2, 0)
        assert older.takes(HEADER + spaced * 3).counts == (3, 0, 3, 0)


def test_a_check_by_hand_stays_known(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"source_id": "甲-1", "inspectors": ["刘  和平"], "note": "后  厨 "}
    with monkeypatch.context() as patch:
        patch.setattr(fingerprint, "same_text", str)
        no = office.check(**given)
    assert office.check(**given) == no


@pytest.mark.parametrize("blank", [chr(code) for code in range(0x11000) if chr(code).isspace()])
def test_every_blank_is_one(blank: str) -> None:
    assert trimmed(f"{blank}\u200d{blank}甲{blank}") == same_text(f"甲{blank}") == "甲"
