"""Units in passing (--new-units), and the roll itself as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.intake.books import table, xlsx
from tests.intake.office import GOOD, HEAD
from zizhao_cli.ledger.units import edit_unit, retire_unit
from zizhao_cli.store import writing

if TYPE_CHECKING:
    import sqlite3
    from typing import Any

    from tests.intake.office import Office

ROLL = "代码,名称,类别,别名,所在村,主管部门,行业,联系人,联系电话\n"
FACTORY = "E1,甲厂,企业,甲、老甲厂,桂香村,应急办,危化品,张静,023-1\n"


def sites(office: Office) -> list[tuple[Any, ...]]:
    """Return the sites of the roll, of which it has none to begin with."""
    return office.known("SELECT code, name, active FROM unit WHERE kind = 'site'")


def test_new_units_are_added_once_and_named(office: Office) -> None:
    text = HEAD + "丁厂,6,2022-05-01,符合,\n" + GOOD + "丁 厂,7,2022-05-01,符合,\n"
    taken = office.takes(text, new_units="场所")
    assert len(taken.receipt.new_units) == len(sites(office)) == 1
    assert office.takes(text, new_units="site").counts == (3, 0, 3, 0)


@pytest.mark.parametrize("head", [HEAD, "编号," + HEAD])
def test_a_retired_unit_with_records_is_not_replaced_by_a_new_one(
    office: Office, head: str
) -> None:
    """Its rows would else be recorded a second time, under the new one."""
    first, second = ("", "") if head == HEAD else ("甲1,", "甲2,")
    text = head + first + "丁厂,6,2022-05-01,符合,\n"
    office.takes(text, new_units="site")
    retire_unit(office.session, "丁厂", "关停", office.today)
    assert office.takes(text, new_units="site").counts == (1, 0, 1, 0)
    more = office.refuses(text + second + "丁厂,7,2022-05-01,符合,\n", new_units="site")
    assert more.counts == (2, 0, 1, 1)
    assert "已停用" in more.messages[0]
    assert len(sites(office)) == 1


def test_a_retired_unit_without_records_is_not_registered_anew(office: Office) -> None:
    """Its name would be taken by the new one, and it could never be brought back."""
    roll = "名称,类别\n丁厂,场所\n"
    office.takes(roll, form="unit")
    retire_unit(office.session, "S0001", "关停", office.today)
    text = HEAD + "丁厂,6,2022-05-01,符合,\n"
    refused = office.refuses(text, new_units="site")
    assert refused.places == [(2, "单位", "丁厂")]
    assert "unit edit S0001 --active" in refused.messages[0]
    assert "unit edit S0001 --active" in office.refuses(roll, form="unit").messages[0]
    assert sites(office) == [("S0001", "丁厂", 0)]
    edit_unit(office.session, "S0001", {"active": True}, office.today)
    assert office.takes(text, new_units="site").counts == (1, 1, 0, 0)


def test_a_unit_joins_the_roll_only_with_a_row_that_is_taken(office: Office) -> None:
    head = "编号,单位,条款,检查日期,隐患,等级,限期\n"
    office.takes(head + "甲1,桂香村,6,2022-05-01,符合,,\n")
    rows = [
        "甲1,错村,6,2022-05-01,符合,,",  # the id stands for another check
        "甲2,误厂,6,2022-05-01,堵塞,重大,",  # a major hazard without a deadline
        f"甲3,{'长' * 300},6,2022-05-01,符合,,",
        "甲4,8号店,6,2022-05-01,符合,,",
        "甲5,丁厂,6,2022-05-01,堵塞,,",
        "甲5,丁 厂,6,2022-05-01,堵塞,,",
        ",丁厂,6,2022-05-02,符合,,",
        ",丁厂,6,2022-05-02,符合,,",
    ]
    taken = office.take(office.file(head + "\n".join(rows)), keep_good=True, new_units="site")
    assert [place[:2] for place in taken.places] == [(2, "编号"), (3, "限期"), (4, "单位")]
    assert taken.counts == (8, 4, 1, 3)
    assert [name for _, name, _ in sites(office)] == ["8号店", "丁厂"]
    again = office.take(office.file(head + "\n".join(rows)), keep_good=True, new_units="site")
    assert again.counts == (8, 0, 5, 3)
    assert again.receipt.batch is None
    assert len(sites(office)) == 2


def test_new_units_are_numbered_in_the_order_of_the_file(office: Office) -> None:
    names = [f"{name}厂" for name in "甲乙丙丁戊己庚辛壬癸"]
    text = HEAD + "".join(f"{name},6,2022-05-01,符合,\n" for name in names)
    found = office.takes(text, new_units="site").receipt.new_units
    assert found == [f"S{number:04d} {name}" for number, name in enumerate(names, start=1)]


def test_without_it_nothing_creates_a_unit(office: Office) -> None:
    office.refuses(HEAD + "丁厂,6,2022-05-01,符合,\n")
    assert sites(office) == []


def test_new_units_of_a_refused_import_are_not_added(office: Office) -> None:
    taken = office.refuses(
        HEAD + "丁厂,6,2022-05-01,符合,\n桂香村,99,2022-05-01,符合,\n", new_units="site"
    )
    assert taken.receipt.new_units == []


@pytest.mark.parametrize("footer", ["备注：以上情况属实", "合计"])
def test_lines_below_the_table_are_no_units(office: Office, footer: str) -> None:
    book = xlsx(table(HEAD + GOOD), more=lambda _, sheet: sheet.merge_range(2, 0, 2, 4, footer))
    taken = office.takes(book, "a.xlsx", new_units="site")
    assert (taken.receipt.new_units, sites(office)) == ([], [])


def test_the_unit_of_a_rejected_row_is_not_added(office: Office) -> None:
    file = office.file(HEAD + GOOD + "丁厂,99,2022-05-01,符合,\n")
    office.take(file, new_units="site", keep_good=True)
    assert sites(office) == []


def test_a_roll(office: Office) -> None:
    assert office.takes(ROLL + FACTORY + ",乙厂,企业,,,,,,\n", form="unit").counts == (2, 2, 0, 0)
    found = office.known(
        "SELECT u.code, u.name, p.name, s.name, u.sector, u.contact, u.phone FROM unit AS u "
        "LEFT JOIN unit AS p ON p.id = u.parent_id LEFT JOIN unit AS s ON s.id = u.supervisor_id "
        "WHERE u.kind = 'enterprise' ORDER BY u.id"
    )
    assert found == [
        ("E1", "甲厂", "桂香村", "应急办", "危化品", "张静", "023-1"),
        ("E0002", "乙厂", None, None, None, None, None),
    ]
    office.takes(HEAD + "老甲厂,6,2022-05-01,符合,\n")
    assert office.checks("unit") == ["甲厂"]


def test_the_same_roll_again(office: Office) -> None:
    text = ROLL + FACTORY + ",乙厂,企业,,,,,,\n"
    office.takes(text, form="unit")
    before = office.path.read_bytes()
    assert office.takes(text, form="unit").counts == (2, 0, 2, 0)
    assert office.path.read_bytes() == before


def test_a_unit_that_differs_is_refused(office: Office) -> None:
    office.takes(ROLL + FACTORY, form="unit")
    taken = office.refuses(ROLL + FACTORY.replace("023-1", "023-2"), form="unit")
    assert "联系电话" in taken.messages[0] or "电话" in taken.messages[0]


@pytest.mark.parametrize("wrong", [("桂香村", "所在村"), ("应急办", "主管部门")])
def test_a_problem_is_told_with_its_column_and_value(
    office: Office, wrong: tuple[str, str]
) -> None:
    taken = office.refuses(ROLL + FACTORY.replace(wrong[0], "无名"), form="unit")
    assert taken.places == [(2, wrong[1], "无名")]


def test_the_order_of_a_roll_does_not_matter(office: Office) -> None:
    office.takes(ROLL + "E1,甲厂,企业,,新村,,,,\nXC,新村,村,,,,,,\n", form="unit")


@pytest.mark.parametrize("row", ["E1,,企业", "E1,甲厂,", "E1,甲厂,工厂"])
def test_rows_that_are_no_unit(office: Office, row: str) -> None:
    assert len(office.refuses("代码,名称,类别\n" + row + "\n", form="unit").places) == 1


def test_a_unit_whose_name_another_has_is_told(office: Office) -> None:
    office.takes(ROLL + FACTORY, form="unit")
    elsewhere = FACTORY.replace("E1,", "E2,").replace("桂香村", "先进村")
    aliased = "E3,老甲厂,企业,,先进村,,,,\n"
    taken = office.takes(ROLL + elsewhere + aliased, form="unit")
    told = [(note["line"], note["message"]) for note in taken.receipt.warnings]
    assert [line for line, _ in told] == [2, 3]
    assert told[0][1].startswith("名册里已有 甲厂（E1）叫“甲厂”；E2 另行登记")
    assert told[1][1].endswith("；E3 另行登记，用到时请写代码")
    assert office.takes(ROLL + elsewhere + aliased, form="unit").receipt.warnings == []


@pytest.mark.parametrize(
    ("head", "row", "options"),
    [
        ("代码,名称,类别\n", "Q{0},甲{0}厂,企业\n", {"form": "unit"}),
        ("名称,类别\n", "甲{0}厂,企业\n", {"form": "unit"}),
        ("单位,条款,检查日期,结果\n", "甲{0}厂,6,2022-05-01,符合\n", {"new_units": "企业"}),
    ],
)
def test_the_roll_grows_at_the_same_price_for_each_unit(
    office: Office, monkeypatch: pytest.MonkeyPatch, head: str, row: str, options: dict[str, Any]
) -> None:
    """Counted in steps of SQLite's machine, a hundred at once."""
    counted = 0

    def count() -> None:
        nonlocal counted
        counted += 1

    connect = writing.connect

    def counting(*args: Any) -> sqlite3.Connection:
        connection = connect(*args)
        connection.set_progress_handler(count, 100)
        return connection

    monkeypatch.setattr(writing, "connect", counting)
    costs = []
    for units in (range(400), range(400, 1600)):
        counted = 0
        office.takes(head + "".join(map(row.format, units)), f"{len(units)}.csv", **options)
        costs.append(counted)
    small, large = costs
    # Three times as many; and those that are there are read once for each import.
    assert large < 5 * small


@pytest.mark.parametrize(
    "cell",
    ["/", "无", "合计", "本页合计", "1家", "十二处", "13800000000", "2022-05-01", "□企业", "☑企业"],
)
@pytest.mark.parametrize("new_units", [None, "场所"])
def test_what_is_no_name_joins_no_roll(office: Office, cell: str, new_units: str | None) -> None:
    text = f"{HEAD}{cell},6,2022-05-01,符合,\n"
    taken = office.refuses(text, new_units=new_units)
    assert taken.places == [(2, "单位", cell)]
    assert "不是单位的名称" in taken.messages[0]
    assert taken.rejects.lacking.units == {}


@pytest.mark.parametrize("name", ["三家村", "7天酒店", "八处坪社区", "总计量站", "110指挥中心"])
def test_names_with_numbers_in_them(office: Office, name: str) -> None:
    assert office.takes(f"{HEAD}{name},6,2022-05-01,符合,\n", new_units="场所").counts[1] == 1
