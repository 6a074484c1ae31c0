"""Naughty strings in files to be imported: as names, headings, cells and lines around the table.

Whatever stands in a file that somebody sent, the receipt tells of it in plain characters, and what is stored
is what stood there.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.intake.books import xlsx
from tests.soak.naughty import ARGUMENTS, STRINGS, complaint, steering
from tests.soak.warm import Warm

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Soak

HEADER = ["单位", "条款", "检查日期", "备注"]
GOOD = ["桂香村", "6", "2022-07-01", "甲"]
NAMES = [text for text in ARGUMENTS if "/" not in text and len(text.encode(errors="ignore")) < 200]
RARE = [text for text in STRINGS if steering(text)]
"""What a row cannot store."""


@pytest.fixture
def zizhao(tmp_path: Path) -> Warm:
    """The program on a fresh ledger, alone in its folder."""
    program = Warm(tmp_path / "ledger.db")
    program.ok("init")
    return program


def sheet(*rows: list[str]) -> bytes:
    """Return rows as the bytes of a csv file."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(errors="replace")


def steered(zizhao: Warm, *args: str, stdin: bytes = b"") -> str | None:
    """Return what is wrong with the receipt of an import, as a table and as JSON, or None."""
    for shown in ("table", "json"):
        run = zizhao(*args, "--format", shown, stdin=stdin)
        if run.code not in (0, 2, 3):
            return f"{args} exit {run.code}: {run.err}"
        told = complaint(run.err) if run.code else None
        # JSON escapes what steers; a mark of direction may stand in it.
        found = {c for c in steering(run.out) if shown == "table" or c < "\u00a0"}
        if told or found:
            return f"{args} {told or found} in {run.out[:400]!r}"
    return None


def some(texts: list[str], soak: Soak, short: int) -> list[str]:
    """Return `short` of `texts`, spread over them, or all of them."""
    return texts[:: max(1, len(texts) // soak.rounds(short, len(texts)))]


def test_lines_around_the_table_steer_nothing(zizhao: Warm, soak: Soak) -> None:
    above = [[text, "", ""] for text in some(RARE, soak, 20)[:38]]
    below = [[f"合计{text}", "", ""] for text in some(RARE, soak, 20)]
    (zizhao.db.parent / "around.csv").write_bytes(sheet(*above, HEADER, GOOD, *below))
    assert steered(zizhao, "check", "import", "around.csv") is None


def test_names_of_files_steer_nothing(zizhao: Warm, soak: Soak) -> None:
    problems = []
    for text in some([name for name in NAMES if "\udcff" not in name], soak, 12):
        (zizhao.db.parent / f"{text}.csv").write_bytes(sheet(HEADER, GOOD))
        problems.append(steered(zizhao, "check", "import", f"./{text}.csv"))
    assert not [problem for problem in problems if problem]
    assert zizhao("db", "verify").code == 0


def test_a_name_of_a_file_may_be_no_utf8(zizhao: Warm) -> None:
    (zizhao.db.parent / "\udcff.csv").write_bytes(sheet(HEADER, GOOD))
    assert steered(zizhao, "check", "import", "\udcff.csv") is None


def test_names_of_sheets_steer_nothing(zizhao: Warm) -> None:
    for text in ("\u202e[red]".replace("[", "(").replace("]", ")"), "\u200b\u2066表"):
        (zizhao.db.parent / "book.xlsx").write_bytes(xlsx([HEADER, GOOD], name=text))
        assert steered(zizhao, "check", "import", "book.xlsx") is None


@pytest.mark.parametrize("format", ["csv", "xlsx", "jsonl"])
def test_cells_and_headings_steer_nothing(zizhao: Warm, soak: Soak, format: str) -> None:
    rows = [[f"村{text}", "6", "2022-07-01", text] for text in some(RARE, soak, 20)]
    rows += [["桂香村", text, text, "甲"] for text in some(RARE, soak, 20)]
    check_rows(zizhao, format, HEADER, rows)


@pytest.mark.parametrize("format", ["csv", "xlsx", "jsonl"])
def test_cells_and_headings_without_controls_steer_nothing(
    zizhao: Warm, soak: Soak, format: str
) -> None:
    tame = [text for text in STRINGS if not any("\x7f" <= c < "\u00a0" for c in text)]
    if format == "xlsx":  # no workbook can hold a lone surrogate
        tame = [text for text in tame if not any("\ud800" <= c <= "\udfff" for c in text)]
    rows = [[f"村{text}", "6", text, text] for text in some(tame, soak, 60)]
    check_rows(zizhao, format, HEADER, rows)
    for text in some([text for text in tame if text.strip()], soak, 8):
        check_rows(zizhao, format, [*HEADER, text], [[*GOOD, "乙"]])


def check_rows(zizhao: Warm, format: str, header: list[str], rows: list[list[str]]) -> None:
    """Import rows from a file of a format, and hold the receipt to be plain."""
    content = {
        "csv": lambda: sheet(header, *rows),
        "xlsx": lambda: xlsx([header, *([storable(cell) for cell in row] for row in rows)]),
        "jsonl": lambda: "\n".join(
            json.dumps(dict(zip(header, row, strict=True))) for row in rows
        ).encode(),
    }[format]()
    name = f"rows.{format}"
    (zizhao.db.parent / name).write_bytes(content)
    assert steered(zizhao, "check", "import", name) is None
    assert steered(zizhao, "check", "import", name, "--keep-good", "--rejects", "back.csv") is None


def storable(text: str) -> str:
    """Return a text as a workbook, which is UTF-8 and has short cells, can hold it."""
    return text.encode(errors="replace").decode()[:32000]


def test_what_was_imported_comes_back(zizhao: Warm) -> None:
    """Marks of formulas and the words of an import (无, 同上, #REF!) mean something else in a file."""
    means = ("'", "#REF!", "1.23457E+17", "同上", "无", "/", "-")
    texts = [t for t in STRINGS if not t.startswith(means) and not steering(t, "\n\r\t")]
    # Signs alone, and these, may mean that there is none.
    outside = {text: re.sub(r"\([^()]*\)", "", text) for text in texts}
    unclear = ("0", "是", "_", "合计")
    texts = [text for text in texts if re.search(r"\w", outside[text]) and text not in unclear]
    texts = [text for text in texts if len(text) <= 4000]
    rows = [
        {"unit": "GXC", "measure": 6, "checked_on": "2022-07-01", "source_id": f"第{place}"}
        | {"hazard": text, "location": text, "measures": text}
        for place, text in enumerate(texts)
    ]
    lines = "\n".join(map(json.dumps, rows)).encode()
    run = zizhao(
        "hazard", "import", "-", "--type=jsonl", "--keep-good", "--format=json", stdin=lines
    )
    assert run.code in (0, 3), run.err
    refused = {rows[problem["line"] - 1]["hazard"] for problem in run.json["problems"]}
    assert refused <= {"\u3164"} | {text for text in texts if not text.strip("\u2800 \u3000\u00a0")}
    found = zizhao("hazard", "list", "--format", "json").json["rows"]
    kept = [text for text in texts if text not in refused]
    assert [row["title"] for row in found] == kept
    assert [row["location"] for row in found] == kept
    assert zizhao("db", "verify").code == 0
    assert all(file.name.startswith("ledger.db") for file in zizhao.db.parent.iterdir())
