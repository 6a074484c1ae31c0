"""What the pages say: the numbers of the reports, nothing that was typed as markup, and no telephone."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.board.conftest import HOSTILE, PHONE
from tests.board.served import served
from tests.kinds.test_kinds import named
from zizhao_cli.board import site
from zizhao_cli.board.site import PAGES

if TYPE_CHECKING:
    from tests.board.served import Served
    from tests.cli.ledgers import Morning
    from tests.conftest import Zizhao

ALL = [
    *PAGES, "coverage?show=missing", "coverage?of=month", "coverage?of=year&page=9", "trend?by=week",
    "unit?code=GXC", "unit?code=SYHF", *(f"hazard?no=YH-2022-000{serial}" for serial in range(1, 9)),
    "search?q=桂", "search?q=1", "search?q=owned",
]  # fmt: skip


def _address(page: str) -> str:
    return quote(page, safe="?=&/%")


def test_the_large_numbers_are_those_of_the_reports(board: Served, officer: Morning) -> None:
    def totals(*args: str) -> dict[str, int | float]:
        found: dict[str, int | float] = officer("report", *args, "--format", "json").json["totals"]
        return found

    page = board.get()
    overdue, due, still = totals("overdue"), totals("due"), totals("open")
    sent = totals("coverage", "--period", "2022-07")
    awaiting = officer("hazard", "list", "--state", "awaiting_review", "--format", "json").json
    assert page.numbers() == {
        "逾期": str(overdue["hazards"]),
        "7 天内到期": str(due["hazards"]),
        "待复查": str(awaiting["count"]),
        "未销号": str(still["hazards"]),
        "本月自查报送": f"{sent['rate']:.0%}",
    }
    assert (overdue["hazards"], due["hazards"], awaiting["count"], sent["reported"]) == (4, 2, 1, 1)
    assert f"其中重大 {overdue['major']} 项，最长 {overdue['longest_days']} 天" in page.text
    assert f"应报 {sent['expected']} 个，未报 {sent['missing']} 个" in page.text
    assert f"迟了的 {totals('reviews')['hazards']} 项" in page.text


@pytest.mark.parametrize(
    ("page", "args"),
    [
        ("overdue", ("report", "overdue")),
        ("due", ("report", "due")),
        ("open", ("report", "open")),
        ("reviews", ("hazard", "list", "--state", "awaiting_review")),
        ("unit?code=GXC", ("report", "open", "--unit", "GXC")),
    ],
)
def test_a_list_has_the_rows_of_its_report_in_their_order(
    board: Served, officer: Morning, page: str, args: tuple[str, ...]
) -> None:
    rows = officer(*args, "--format", "json").json["rows"]
    assert rows
    shown = [row[0] for row in board.get(page).table() if row[0].startswith("YH-")]
    assert shown == [row["no"] for row in rows]


def test_the_sentences_are_those_of_the_reports(board: Served, officer: Morning) -> None:
    asked = {
        "coverage": ("coverage",),
        "coverage?of=year&show=missing": ("coverage", "--period", "2022", "--missing"),
        "trend": ("trend",),
        "trend?by=quarter": ("trend", "--by", "quarter"),
    }
    for page, args in asked.items():
        said = officer.ok("report", *args).splitlines()
        sentence = next(line for line in said if line.startswith("截至 "))
        got = board.get(page)
        assert sentence in got.text
        assert said[-1].removesuffix("（未核验）") in got.text
    rows = officer("report", "trend", "--format", "json").json["rows"]
    shown = {row[0]: row[1:6] for row in board.get("trend").table()}
    keys = ("found", "rectified", "closed", "open", "overdue")
    assert shown == {row["period"]: [str(row[key]) for key in keys] for row in rows}


def test_the_map_says_how_each_unit_stands(board: Served, officer: Morning) -> None:
    rows = officer("report", "coverage", "--format", "json").json["rows"]
    marks = re.findall('<td title="[^"]*" class="c([0-5])">(.)</td>', board.get("coverage").html)
    order = ["unbound", "unchecked", "clean", "open", "rectified", "stale"]
    assert [order[int(place)] for place, _ in marks] == [row["status"] for row in rows]
    assert {mark for _, mark in marks} <= set("－□○●◎△")


def test_a_hazard_shows_its_life(board: Served, officer: Morning) -> None:
    page = board.get("hazard", no="YH-2022-0003").text
    for line in (
        *officer.ok("hazard", "show", "YH-2022-0003").splitlines(),
        *officer.ok("hazard", "why", "YH-2022-0003").splitlines(),
    ):
        if re.match(r"  \d{4}-", line) or line.startswith("  规则"):
            assert line.strip() in page
    assert "逾期 25 天" in page  # fmt: skip


class Tags(HTMLParser):
    """Collects what a browser would take for markup."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@pytest.mark.parametrize("page", ALL)
def test_nothing_that_was_typed_is_markup_and_nothing_is_fetched_from_elsewhere(
    board: Served, page: str
) -> None:
    target = f"{board.path}{_address(page)}"
    got = board.ask(target)
    assert got.status == (404 if page in ("unit", "hazard") else 200)
    found = Tags(got.html)
    assert {"script", "b>", "i", "style", "iframe"}.isdisjoint(found.tags)
    assert not [name for name, _ in found.attributes if name.startswith("on") or name == "style"]
    leads = [value for name, value in found.attributes if name in ("href", "src", "action")]
    assert not [value for value in leads if re.match(r"[a-z]+:|//|/", value)]
    assert board.path.strip("/") not in got.html
    assert PHONE not in got.html
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", got.html)


def test_the_hostile_title_is_shown_as_it_is(board: Served) -> None:
    for page in ("", "due", "hazard?no=YH-2022-0007", "search?q=owned"):
        assert HOSTILE in board.get(page).text.replace("  ", " ")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("7", ["YH-2022-0007"]),
        ("yh-2022-7", ["YH-2022-0007"]),
        ("燃气　软管", ["YH-2022-0001"]),
        ("%", []), ("_", []), ("\0", None), ("'; DROP TABLE hazard; --", []),
        ("\\", []), ("\ud83d\ude00", []), ("x" * 5000, []), ("  ", None), ("🧯" * 300, []),
    ],
)  # fmt: skip
def test_what_is_looked_for(board: Served, text: str, found: list[str] | None) -> None:
    query = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    page = board.get("search", q=query)
    numbers = [row[0] for row in page.table()]
    assert numbers == (found or [])
    assert ("写编号" in page.text) is (found is None)


def test_units_are_found_by_name_and_code_and_never_by_telephone(board: Served) -> None:
    assert 'href="unit?code=GXC"' in board.get("search", q="桂香").html
    assert 'href="unit?code=GXC"' in board.get("search", q="gxc").html
    assert "unit?code" not in board.get("search", q=PHONE[:6]).html


@pytest.mark.parametrize(
    "page",
    [
        "hazard?no=YH-2022-9999", "hazard?no=JC-2022-00001", "hazard?no=", "hazard", "unit?code=没有",
        "unit", "unit?code=%00", "nope", "Overdue", "overdue/", "../", "board.css/", "%6fverdue", "./",
    ],
)  # fmt: skip
def test_what_is_not_there_says_so(board: Served, page: str) -> None:
    got = board.ask(f"{board.path}{_address(page)}")
    assert got.status == 404
    assert 'href="./"' in got.html


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "9" * 5000, "", "999999"])
def test_pages_without_sense_harm_nothing(board: Served, page: str) -> None:
    assert board.get("open", page=page).status == 200


def test_too_many_questions_are_none(board: Served) -> None:
    assert board.ask(f"{board.path}open?{'a=1&' * 50}").status == 400


def test_the_page_says_which_ledger_and_which_day(board: Served, officer: Morning) -> None:
    for page in ("", "open", "hazard?no=YH-2022-0001"):
        text = board.get(page).text
        assert "2022 年 7 月 15 日 星期五" in text
        assert "刷新于 2022-07-15 09:00:00" in text
        assert f"账本 {officer.db}" in text
        anchor = officer("report", "overdue", "--format", "json").json["anchor"]
        assert f"账本锚点 {anchor}（未核验）" in text
    assert 'http-equiv="refresh" content="60"' in board.get().html
    # Nor does any other page that was left open tell of yesterday.
    assert 'http-equiv="refresh" content="300"' in board.get("open").html


def test_what_waits_for_others_stands_on_the_first_page(morning: Morning, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    with served(zizhao) as board:
        assert "没有送达" not in board.get().text
        assert "没有等着送达、回复的文书。" in board.get("waiting").text
    add = (
        "hazard",
        "add",
        "--measure",
        "6",
        "--unit",
        "桂香村",
        "--found",
        "2022-06-01",
        "--due",
        "2022-12-01",
    )
    first, sent = (zizhao.ok(*add, "--title", title) for title in ("甲处", "乙处"))
    zizhao.ok("notice", "rectify", first, "--on", "2022-07-01")
    zizhao.ok("hazard", "transfer", sent, "--to", "区", "--reason", "职权", "--on", "2022-06-02")
    with served(zizhao) as board:
        page = board.get()
        assert "没有送达的文书 1；没有按时回复的移送 1" in page.text
        assert 'href="waiting"' in page.html
        lists = board.get("waiting")
        assert "限期整改意见书" in lists.text
        assert f'href="hazard?no={sent}"' in lists.html
        assert "hazard?no=WS" not in lists.html


def test_no_other_kind_is_shown() -> None:
    """What comes to be sealed one day is left out until somebody names it here."""
    sources = {
        file.name: file.read_text("utf-8") for file in Path(site.__file__).parent.glob("*.py")
    }
    assert set().union(*map(named, sources.values())) == {"hazard", "unit", "check", "checks"}


def test_a_ledger_without_records_has_all_pages(zizhao: Zizhao) -> None:
    rows = "".join(f"D{number},店铺{number},企业\n" for number in range(60))
    zizhao.ok("unit", "import", "-", "--type", "csv", stdin=f"代码,名称,类别\n{rows}".encode())
    with served(zizhao) as board:
        for page in PAGES.keys() - {"unit", "hazard"}:
            board.get(page)
        assert set(board.get().numbers().values()) == {"0", "0%"}
        assert "没有未销号的隐患" in board.get("unit", code="D1").text
        # Of many units a page shows fifty.
        shown = [re.findall('scope="row"', board.get("coverage", page=page).html) for page in "123"]
        assert [len(rows) for rows in shown] == [50, 21, 0]
        assert 'href="coverage?of=all&amp;page=2"' in board.get("coverage").html
