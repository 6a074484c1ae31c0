"""Naughty strings that are stored: every list shows them as they are, and nothing in them is run.

Not by a terminal, a spreadsheet, a Markdown page, or SQLite.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from tests.cli.terminal import Terminal
from tests.soak.naughty import ARGUMENTS, STRINGS, steering
from tests.soak.warm import Warm
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.placeholders import no_name
from zizhao_cli.domain.text import SHORT_TEXT, formula_marked, matching_key, typed

if TYPE_CHECKING:
    from tests.conftest import Run, Soak

LISTS = (
    ("hazard", "list"),
    ("report", "open"),
    ("report", "open", "--group-by", "unit"),
    ("check", "list"),
    ("unit", "list", "--all"),
    ("journal", "list"),
    ("batch", "list"),
)
STYLE = re.compile(r"\x1b\[(?:0|1;4|1;31)m|\x1b\[K|\x1b\[(?:4|1)m")
"""What Rich itself sends for headings and major hazards."""


def storable(text: str, **how: object) -> bool:
    """Say whether a field takes `text`."""
    try:
        typed("文字", text, **how)  # type: ignore[arg-type]
    except Refused:
        return False
    return True


TEXTS = [text for text in ARGUMENTS if storable(text)]
NAMES = [text for text in TEXTS if storable(text, limit=SHORT_TEXT, lines=False)]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Warm:
    """A ledger with every text that it takes, as hazard, check and unit."""
    zizhao = Warm(tmp_path_factory.mktemp("answers") / "ledger.db")
    zizhao.ok("init")
    meant = [text for text in TEXTS if not text.startswith("'")]
    # A number, or signs alone, in the place of a person is refused.
    people = [text for text in NAMES if not no_name(text)]
    hazards = [
        {"unit": "GXC", "measure": 6, "checked_on": "2022-07-01", "source_id": f"第{place}"}
        | {"hazard": text, "location": text, "note": text, "level": "major", "due_on": "+30d"}
        | {"sector": NAMES[place % len(NAMES)], "responsible": people[-place % len(people)]}
        for place, text in enumerate(meant)
    ]
    units = [
        {"name": text, "kind": "site", "contact": text, "phone": text, "head": text}
        for text in NAMES
    ]
    for noun, rows in (("hazard", hazards), ("check", hazards), ("unit", units)):
        lines = "\n".join(map(json.dumps, rows)).encode()
        run = zizhao(noun, "import", "-", "--type=jsonl", "--keep-good", stdin=lines)
        assert run.code in (0, 3), run.err
    return zizhao


def records(zizhao: Warm, args: tuple[str, ...]) -> list[dict[str, object]]:
    """Return the rows of a list as JSON has them."""
    rows: list[dict[str, object]] = zizhao(*args, "--format", "json").json["rows"]
    return rows


def test_there_is_enough_to_see(written: Warm) -> None:
    assert written("db", "verify").code == 0
    assert len(records(written, ("hazard", "list"))) > len(TEXTS) * 0.9
    assert len(records(written, ("unit", "list"))) > len(NAMES) * 0.7


@pytest.mark.parametrize("args", LISTS, ids=" ".join)
def test_a_plain_table_has_a_line_for_each_row_and_steers_nothing(
    written: Warm, args: tuple[str, ...]
) -> None:
    run = written(*args)
    assert (run.code, run.err, steering(run.out)) == (0, "", set())
    around = 3 if args[0] == "report" else 2  # the heading, the counts, the anchor
    assert len(run.out.splitlines()) - len(records(written, args)) in (around, around + 1)


@pytest.mark.parametrize("columns", [80, 200])
def test_a_terminal_is_sent_no_more_than_colours(written: Warm, soak: Soak, columns: int) -> None:
    for args in LISTS[:: soak.rounds(3, 1)]:
        with Terminal(written, *args, columns=columns) as terminal:
            assert terminal.finish() == 0
            sent = terminal._raw.decode().replace("\r\n", "\n")
        assert steering(STYLE.sub("", sent)) == set()
        if columns == 200 and args == ("hazard", "list"):
            assert "[link=file:///etc/passwd]" in sent
            assert ":skull: :warning:" in sent


@pytest.mark.parametrize("args", LISTS, ids=" ".join)
def test_json_is_ours_to_read_and_steers_nothing(written: Warm, args: tuple[str, ...]) -> None:
    run = written(*args, "--format", "json")
    assert (run.code, run.err) == (0, "")
    assert {character for character in steering(run.out) if character < "\u00a0"} == set()


def cells(run: Run, delimiter: str) -> list[list[str]]:
    """Return the cells of a csv or tsv file, without its header."""
    text = io.StringIO(run.raw.decode(), newline="")
    return list(csv.reader(text, delimiter=delimiter, strict=True))[1:]


@pytest.mark.parametrize("args", LISTS, ids=" ".join)
@pytest.mark.parametrize(("format", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_a_spreadsheet_is_given_texts_and_they_can_be_had_back(
    written: Warm, args: tuple[str, ...], format: str, delimiter: str
) -> None:
    rows = cells(written(*args, "--format", format), delimiter)
    expected = records(written, args)
    for row, record in zip(rows, expected, strict=True):
        for cell, value in zip(row, record.values(), strict=True):
            if isinstance(value, str):
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
                assert cell == formula_marked(value)


def test_nothing_that_some_spreadsheet_takes_for_a_formula_is_let_through(written: Warm) -> None:
    live = {
        cell
        for row in cells(written("hazard", "list", "--format", "csv"), ",")
        for cell in row
        if unicodedata.normalize("NFKC", cell.lstrip("\r\n\t")).startswith(("=", "+", "-", "@"))
    }
    assert {cell for cell in live if not re.fullmatch(r"-\d+", cell)} == set()


def test_an_exported_list_imports_as_it_was(written: Warm) -> None:
    for kind in ("csv", "tsv"):
        again = written.on(written.db.with_name(f"{kind}.db"))
        again.ok("init")
        sheet = again.db.with_suffix(f".{kind}")
        # Another ledger takes them without their numbers, and without what a ledger works out.
        columns = "unit,measure,found_on,due_on,title,level,location,sector,responsible"
        exported = written("hazard", "list", "--format", kind, "--columns", columns)
        sheet.write_bytes(exported.raw)
        run = again("hazard", "import", sheet.name)
        assert run.code == 0, run.out
        keys = ("title", "location", "sector", "responsible")
        there, here = (
            [tuple(row[key] for key in keys) for row in records(program, ("hazard", "list"))]
            for program in (written, again)
        )
        assert sorted(map(str, there)) == sorted(map(str, here))


@pytest.mark.parametrize("args", LISTS, ids=" ".join)
def test_markdown_stays_in_its_cells_and_is_only_text(written: Warm, args: tuple[str, ...]) -> None:
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = page.parse(written(*args, "--format", "md").out)
    kinds = {token.type for token in tokens}
    assert not kinds & {
        "html_block",
        "heading_open",
        "fence",
        "code_block",
        "hr",
        "blockquote_open",
    }
    within = {child.type for token in tokens for child in token.children or []}
    assert within <= {"text", "text_special"}
    count = len(records(written, args))
    assert sum(token.type == "tr_open" for token in tokens) == count + 1
    if args == ("hazard", "list"):
        lines = [token.content for token in tokens if token.type == "inline"]
        shown = {page.renderInline(line) for line in lines}
        for text in (
            "<script>alert('1')</script>",
            "[看](javascript:alert(1))",
            "左\\|右",
            "a|b*c*",
        ):
            escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            assert any(escaped in line.replace("&quot;", '"') for line in shown), text


def test_a_filter_finds_what_is_written_so_and_no_more(written: Warm, soak: Soak) -> None:
    rows = records(written, ("hazard", "list"))
    for key in ("sector", "responsible"):
        for text in NAMES[:: soak.rounds(6, 1)]:
            found = records(written, ("hazard", "list", f"--{key}={text}"))
            # A name of signs alone was not recorded.
            named = [row for row in rows if row[key] is not None]
            same = [row for row in named if matching_key(row[key]) == matching_key(text)]
            assert found == same, text


def test_a_unit_is_found_by_its_name_and_by_nothing_else(written: Warm, soak: Soak) -> None:
    names = {matching_key(str(row["name"])) for row in records(written, ("unit", "list"))}
    codes = {matching_key(str(row["code"])) for row in records(written, ("unit", "list"))}
    for text in ARGUMENTS[:: soak.rounds(6, 1)]:
        run = written("unit", "show", "--format", "json", "--", text)
        assert (run.code == 0) == (matching_key(text) in names | codes), (text, run)
        if run.code == 0:
            assert matching_key(run.json["name"]) == matching_key(text)


def test_the_strings_cover_what_they_should() -> None:
    joined = "".join(STRINGS)
    assert {"\x1b", "\x9b", "\u202e", "\u200b", "\ufeff", "\udcff", "\x07", "\x08"} <= set(joined)
    assert len(STRINGS) > 200
    assert len(TEXTS) > 150
