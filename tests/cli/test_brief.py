"""The paper about the self-checks says the numbers of the reports, and nothing that the ledger does not know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import Terminal
from tests.render.paged import pages_of
from tests.viewers import needs_libreoffice

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

COUNTED = (
    *("found", "rectified", "closed", "open", "overdue", "late"),
    *("major_found", "major_closed", "supervised", "transferred"),
)
ASKED = [
    ("--phase", "1"),
    ("--phase", "1", "--as-of", "2022-06-01"),
    ("--phase", "2"),
    ("--period", "2022-05"),
    ("--inside", "桂香村"),
    ("--from", "2022-05-01", "--known-at", "2022-07-14"),
    (),
]


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_its_numbers_are_those_of_the_reports(morning: Morning, asked: tuple[str, ...]) -> None:
    def totals(*report: str) -> dict[str, object]:
        found: dict[str, object] = morning("report", *report, *asked, "--format", "json").json
        return found["totals"] | {"anchor": found["anchor"]}  # type: ignore[operator]

    said = morning("report", "brief", *asked, "--format", "json").json
    values, summary, coverage = said["values"], totals("summary"), totals("coverage")
    assert {key: values[key] for key in COUNTED} == {key: summary[key] for key in COUNTED}
    assert said["totals"]["rate"] == summary["rate"]
    assert said["anchor"] == summary["anchor"] == coverage["anchor"]
    for key in ("expected", "reported", "zero_reports", "missing"):
        assert values[key] == coverage[key], key
    for key, rate in (("rate", summary["rate"]), ("report_rate", coverage["rate"])):
        assert values[key] == ("—" if rate is None else f"{rate:.2%}")
    by_sector = morning(
        "report", "summary", "--group-by", "sector", *asked, "--format", "json"
    ).json
    assert {row["name"]: row["found"] for row in values["sectors"]} == {
        row["sector"] or "没有写行业": row["found"]
        for row in by_sector["rows"]
        if values["sectors"]
    }
    still_open = morning("report", "open", *asked, "--format", "json").json
    assert {row["no"] for row in values["undone"]} == {row["no"] for row in still_open["rows"]}
    assert len(values["undone"]) + values["undone_more"] == values["open"]


@needs_libreoffice
def test_the_numbers_stand_on_its_pages(morning: Morning, tmp_path: Path) -> None:
    asked = ("report", "brief", "--phase", "1")
    values = morning(*asked, "--format", "json").json["values"]
    content = morning(*asked, "--format", "docx").raw
    page = "".join(re.sub("—[0-9]+—", "", one) for one in pages_of(content, tmp_path))
    for said in (
        "关于紫照镇安全生产“十五条”硬措施工作第1阶段（自查建账）自查自纠情况的报告",
        f"应报单位{values['expected']}个，已报{values['reported']}个，报送率{values['report_rate']}",
        f"共发现隐患{values['found']}项，其中一般隐患{values['general_found']}项，重大隐患{values['major_found']}项",
        f"已整改{values['rectified']}项，整改率{values['rate']}，其中已销号{values['closed']}项",
        f"未销号{values['open']}项，其中逾期{values['overdue']}项，逐项如下",
        "2022年4月20日至2022年6月30日",
        "数据截至2022年7月15日",
        "渝安委〔2022〕9号",
    ):
        assert said in page
    for row in values["undone"]:
        assert "".join(f"{row['n']}．{row['unit']}：{row['text']}（{row['no']}".split()) in page
        assert f"责任人{row['responsible']}，整改期限{row['due']}，{row['overdue']}" in page
    assert (
        page.count("待填") == 5
    )  # its number, what was arranged, causes, why not done, what is next
    assert "____年__月__日" in page


def test_nothing_to_divide_is_no_percentage(morning: Morning) -> None:
    asked = ("report", "brief", "--period", "2021", "--format", "json")
    values = morning(*asked).json["values"]
    assert (values["found"], values["rate"]) == (0, "—")
    assert values["campaign"] == ""  # these days are none of the campaign's


def test_a_phase_to_come_has_nothing_to_say(morning: Morning) -> None:
    run = morning("report", "brief", "--phase", "2", "--as-of", "2022-05-01")
    assert (run.code, "才开始" in run.err) == (3, True)


def test_what_somebody_wrote_into_it_stays(morning: Morning, tmp_path: Path) -> None:
    file = tmp_path / "报告.docx"
    asked = ("report", "brief", "--phase", "1", "--output", str(file))
    assert [morning(*asked).code, morning(*asked).code] == [0, 0]  # the same again
    made = file.read_bytes()
    file.write_bytes(made + b"\0")
    run = morning(*asked)
    assert (run.code, file.read_bytes()) == (3, made + b"\0")
    assert morning(*asked, "--force").code == 0
    assert file.read_bytes() == made


def test_it_replaces_nothing_but_a_word_file(morning: Morning, tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    assert morning("report", "open", "--format", "xlsx", "--output", str(file)).code == 0
    run = morning("report", "brief", "--output", str(file), "--force")
    assert (run.code, "不能写在这里" in run.err) == (3, True)


def test_no_paper_goes_to_a_terminal(morning: Morning) -> None:
    with Terminal(morning, "report", "brief", "--format", "docx") as terminal:
        terminal.read_until("docx 不能显示在终端上")


def test_what_is_found_is_closed_or_open_or_elsewhere_in_every_line(
    morning: Morning, tmp_path: Path
) -> None:
    office = morning.copy(tmp_path)
    given = ("--unit", "桂香村", "--measure", "6", "--found", "2022-05-05", "--sector", "燃气")
    no = office.ok("hazard", "add", *given, "--title", "瓶压不足")
    office.ok("hazard", "transfer", no, "--to", "区应急局", "--reason", "超出权限")
    said = office("report", "brief", "--format", "json").json["values"]
    assert said["transferred"] == 1
    for rows in (said["measures"], said["sectors"], [said]):
        assert sum(row["transferred"] for row in rows) == 1
        for row in rows:
            assert row["found"] == row["closed"] + row["open"] + row["transferred"]


def test_what_earlier_days_left_is_told_apart(morning: Morning) -> None:
    asked = ("--from", "2022-06-10", "--as-of", "2022-07-15", "--format", "json")
    said = morning("report", "brief", *asked).json["values"]
    counted = morning("report", "summary", *asked).json["totals"]
    assert said["carried"] == counted["carried"] > 0
