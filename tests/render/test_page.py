"""Reports as pages: everything is escaped, nothing is asked of anybody, and in a browser their tables sort."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.viewers import Opened, needs_chromium
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.values import State
from zizhao_cli.render.html import report_html
from zizhao_cli.report.model import Bars, Matrix, Report

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = [
    "<script>document.title='owned'</script>",
    "</script></style></title><script>document.title='owned'</script>",
    '"><img src=x onerror="document.title=\'owned\'">',
    "\u202e倒写\u2066", "\x00\x1b[31m", "{{}} ]]> <!-- &lt;",
]  # fmt: skip
COLUMNS = [
    Field("no", "编号", Reads.ID),
    Field("title", "隐患", Reads.TITLE),
    Field("days", '逾"期</style>天', numeric=True),
    Field("state", "状态", words=State),
]


def _page(**more: Any) -> str:
    rows = [
        {"no": f"YH-2022-{number}", "title": text, "days": days, "state": "closed"}
        for (number, days), text in zip(
            [("10000", 3), ("0002", None), ("0003", 20), ("0004", 1), ("0005", 7), ("0006", 8)],
            HOSTILE,
            strict=True,
        )
    ]
    brief = [column.key for column in COLUMNS]
    head = {"report": "overdue", "as_of": "2022-07-15"}
    given = {"title": HOSTILE[1], "summary": HOSTILE, **more}
    return report_html(Report(head, COLUMNS, rows, brief, **given))


def test_nothing_that_was_typed_is_markup() -> None:
    page = _page()
    assert re.findall("<(script|img|style|title)[ >]", page) == ["title", "style", "script"]
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", page)
    assert page.isascii() is False
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')


def test_it_asks_nothing_of_anybody() -> None:
    page = _page(drawn=Bars("no", ("days",)))
    tags = " ".join(re.findall("<[a-z][^>]*>", page))
    assert not re.findall(r"<(?:link|img|iframe|object|form|base)\b|\b(?:src|href|action)=", tags)
    assert not re.findall(r"@import|url\((?!#)", page)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in re.sub("http-equiv", "", page)


@needs_chromium
def test_a_browser_finds_nothing_to_run_and_nothing_to_refuse(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(_page(drawn=Bars("no", ("days",))), "utf-8")
    opened = Opened(file, tmp_path)
    assert opened.said == []
    assert "<title>owned" not in opened.dom
    assert opened.dom.count("<img") == 0
    assert opened.dom.count("<script>") == 1
    # A script that somebody adds does not run.
    file.write_text(
        _page().replace("</body>", "<script>document.title='added'</script></body>"), "utf-8"
    )
    refused = Opened(file, tmp_path)
    assert "<title>added" not in refused.dom
    assert "Content Security Policy" in "".join(refused.said)


@needs_chromium
def test_its_tables_sort_numbers_as_numbers_and_what_is_missing_last(tmp_path: Path) -> None:
    clicks = {"2": "1 3 7 8 20 ", "22": "20 8 7 3 1 ", "0": " 20 1 7 8 3"}
    for clicked, expected in clicks.items():
        click = "".join(
            f"document.querySelectorAll('th button')[{place}].click();" for place in clicked
        )
        page = re.sub(r"<meta http-equiv[^>]*>", "", _page())
        file = tmp_path / f"{clicked}.html"
        file.write_text(page.replace("</body>", f"<script>{click}</script></body>"), "utf-8")
        dom = Opened(file, tmp_path).dom
        assert " ".join(re.findall(r'<td class="n">(\d*)</td>', dom)) == expected
        assert len(re.findall("<th [^>]*aria-sort=", dom)) == 1


def test_a_heat_map_and_bars_are_drawn_with_marks_and_numbers() -> None:
    page = _page(drawn=Matrix("no", "days", "state"))
    assert page.count('<td class="c3">●已销号</td>') == 6
    assert ".c3{background:#F4A6A0}" in page
    chart = _page(drawn=Bars("no", ("days",)))
    assert chart.count("<rect x=") == 7
    assert ">20</text>" in chart
    assert ">—</text>" in chart
