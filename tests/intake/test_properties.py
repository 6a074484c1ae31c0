"""Any table: exported and imported, shuffled, in another encoding, as a workbook, with spoiled cells."""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.books import xlsx
from tests.intake.office import Office
from zizhao_cli.render.data import report_csv
from zizhao_cli.report.checks import check_list
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADINGS = ["来源编号", "单位", "条款", "检查日期", "检查类型", "检查人", "结果", "备注"]
UNITS = ["桂香村", "GXC", "先进村", "大丘村", "应急办"]
KINDS = ["自查", "镇级检查", "joint", ""]
SPOILED = {1: "无名厂", 2: "16", 3: "2022-02-30", 4: "偶尔", 6: "也许"}
FEW = settings(max_examples=25, deadline=None)

texts = st.one_of(
    st.just(""),
    st.text(st.sampled_from("甲乙①㎡，,;\"=+-@'€•☑⑪𠮷🔥 a1.#\n"), min_size=1, max_size=8).filter(
        lambda text: text.strip() and text.strip() != "#" and not text.startswith("'")
    ),
)


def names_somebody(text: str) -> bool:
    """Say whether a text may stand in the place of a name: a number may not."""
    return not text or any(letter.isalpha() for letter in text)


rows = st.lists(
    st.tuples(
        st.sampled_from(UNITS),
        st.integers(1, 15).map(str),
        st.dates(min_value=date(2022, 4, 20), max_value=date(2022, 12, 31)).map(str),
        st.sampled_from(KINDS),
        texts.map(lambda text: text.replace("\n", "")).filter(names_somebody),
        st.sampled_from(["符合", "na", "合格"]),
        texts,
    ),
    min_size=1,
    max_size=12,
).map(lambda found: [("", *row) for row in found])


@contextmanager
def fresh(ledger: Path) -> Iterator[Office]:
    """An office with a ledger of its own."""
    with tempfile.TemporaryDirectory() as folder:
        yield Office(Path(shutil.copy(ledger, Path(folder) / "ledger.db")))


def as_csv(table: list[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *table])
    return text.getvalue()


def unnumbered(exported: str) -> str:
    """Return a list of one ledger as another one takes it: without the numbers of its records."""
    numbers = re.compile(r"(?m)^JC-\d{4}-\d{5}(?=,)")
    assert numbers.search(exported)
    return numbers.sub("", exported)


@FEW
@given(table=rows, numbered=st.booleans())
def test_what_is_exported_imports_as_the_same(
    ledger_of_2022: Path, table: list[Any], numbered: bool
) -> None:
    if numbered:
        table = [(f"甲{number}", *row[1:]) for number, row in enumerate(table)]
    with fresh(ledger_of_2022) as one, fresh(ledger_of_2022) as other:
        one.takes(as_csv(table))
        with reading(one.path) as connection:
            exported = report_csv(
                check_list(connection, one.filters, None, None, with_voided=False)
            )
        other.refuses(exported)
        other.takes(unnumbered(exported))
        assert other.contents() == one.contents()
        assert len(one.checks()) == len(table)
        again = one.takes(exported).receipt
        assert (again.new, again.same) == (0, len(table))


@FEW
@given(table=rows, data=st.data())
def test_copies_of_a_file_are_the_same_file(
    ledger_of_2022: Path, table: list[Any], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(table))
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
    copies = {
        "shuffled.csv": as_csv(shuffled),
        "encoded.csv": as_csv(table).encode(encoding),
        "book.xlsx": xlsx([HEADINGS, *shuffled]),
    }
    with fresh(ledger_of_2022) as one:
        one.takes(as_csv(table))
        expected = one.contents()
        for name, content in copies.items():
            assert one.takes(content, name).counts == (len(table), 0, len(table), 0)
            with fresh(ledger_of_2022) as other:
                other.takes(content, name)
                assert other.contents() == expected


@FEW
@given(table=rows, data=st.data(), workbook=st.booleans())
def test_spoiled_cells_give_exactly_as_many_problems(
    ledger_of_2022: Path, table: list[Any], data: st.DataObject, workbook: bool
) -> None:
    cells = st.tuples(st.integers(0, len(table) - 1), st.sampled_from(sorted(SPOILED)))
    places = data.draw(st.sets(cells, min_size=1, max_size=8))
    spoiled = [[*row[:6], "符合", "好"] for row in table]
    for row, place in places:
        spoiled[row][place] = SPOILED[place]
    for row in spoiled:
        row[5] = "张静"
    content: Any = (
        xlsx([HEADINGS, *spoiled]) if workbook else as_csv([tuple(row) for row in spoiled])
    )
    with fresh(ledger_of_2022) as one:
        taken = one.refuses(content, "list.xlsx" if workbook else "list.csv")
        expected = [(row + 2, HEADINGS[place], SPOILED[place]) for row, place in sorted(places)]
        assert taken.places == expected
        bad = len({row for row, _ in places})
        assert taken.counts == (len(table), len(table) - bad, 0, bad)
        assert one.checks() == []
        kept = one.take(one.file(content, "list.xlsx" if workbook else "list.csv"), keep_good=True)
        assert kept.counts == taken.counts
        assert len(one.checks()) == len(table) - bad
        one.verify()


@pytest.mark.parametrize("note", ["\t甲", "\r甲"])
def test_notes_that_an_export_marks(office: Office, ledger_of_2022: Path, note: str) -> None:
    office.check(note=note)
    with reading(office.path) as connection:
        exported = report_csv(check_list(connection, office.filters, None, None, with_voided=False))
    with fresh(ledger_of_2022) as other:
        other.takes(unnumbered(exported))
        assert other.checks("note") == [note]
