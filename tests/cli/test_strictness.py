"""report strictness: what inspectors and departments found and followed up, each number with its records; past days, and what was known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.pictures import content
from tests.conftest import Zizhao
from tests.ledger.officer import Officer, copy_of, set_up
from zizhao_cli.ledger import hazard_steps

if TYPE_CHECKING:
    from pathlib import Path

TENTH = "2022-06-10"
DAY = ("--as-of", TENTH)
COUNTS = ("checks", "clean", "found", "untouched", "unreviewed", "most_checked", "reach", "never_checked", "closed", "closed_bare")  # fmt: skip


@pytest.fixture(scope="module")
def of_spring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """甲 looks at 甲店 again and again and finds nothing; 乙 finds three things, of which one is closed with a picture and one without.

    Three shops are under the one department, one of which nobody but itself ever looks at.
    """
    officer = Officer(set_up(tmp_path_factory.mktemp("strictness") / "ledger.db"))
    for code in ("S1", "S2", "S3"):
        officer.unit(code, f"{code}店", supervisor="应急办")
    for day in ("2022-05-01", "2022-05-02", "2022-05-03"):
        officer.check(unit="S1", checked_on=day, kind="town", inspectors=["甲"])
    officer.check(unit="S2", checked_on="2022-05-04", kind="joint", inspectors=["甲", "乙"])
    officer.check(unit="S3", checked_on="2022-05-04", kind="self", inspectors=["丙"])
    officer.check(unit="S1", checked_on="2022-05-05", kind="town", result="na", inspectors=["甲"])
    for title in ("堵塞", "漏电", "积油"):
        hazard = {"title": title, "due": "2022-05-20", "responsible": "李四"}
        officer.check(unit="S2", checked_on="2022-05-06", kind="town", inspectors=["乙"], hazard=hazard)  # fmt: skip
    # A self-check is no check of anybody else's, and what it finds is not either.
    officer.check(unit="S3", checked_on="2022-05-07", kind="self", hazard={"title": "自查出的", "due": "2022-05-20"})  # fmt: skip
    picture = officer.path.parent / "后.png"
    picture.write_bytes(content("png", "整改后"))
    for number, evidence in (("YH-2022-0001", [str(picture)]), ("YH-2022-0002", [])):
        given = {"rectified_by": None, "note": None}
        hazard_steps.rectify(officer.session, number, on="2022-05-18", **given, evidence=evidence)
        officer.review(number, "2022-05-25")
    return officer.path


@pytest.fixture
def zizhao(of_spring: Path, tmp_path: Path) -> Zizhao:
    return Zizhao(copy_of(of_spring, tmp_path))


def asked(zizhao: Zizhao, *given: str, day: str = TENTH) -> Any:
    return zizhao("report", "strictness", "--as-of", day, "--format", "json", *given).json


def of(page: Any, by: str, name: str | None) -> dict[str, Any]:
    [row] = [row for row in page["rows"] if (row["by"], row["name"]) == (by, name)]
    return row  # type: ignore[no-any-return]


def test_who_finds_nothing_and_who_does(zizhao: Zizhao) -> None:
    page = asked(zizhao)
    first, second = of(page, "inspector", "甲"), of(page, "inspector", "乙")
    assert (first["checks"], first["clean"], first["clean_rate"], first["found"]) == (4, 4, 1.0, 0)
    assert (first["most_checked"], first["most_rate"]) == (3, 0.75)
    assert (second["checks"], second["clean"], second["clean_rate"]) == (4, 1, 0.25)
    assert (second["found"], second["closed"], second["closed_bare"]) == (3, 2, 1)
    assert (second["untouched"], second["unreviewed"]) == (1, 1)
    # 乙 looked at one shop of the three under 应急办.
    assert (second["reach"], second["never_checked"]) == (3, 2)
    office = of(page, "department", "应急办")
    assert (office["checks"], office["reach"], office["never_checked"]) == (7, 3, 1)
    # Two looked at one shop together; the total has that check once.
    assert page["totals"]["checks"] == 7
    assert not [row for row in page["rows"] if row["name"] == "丙"]


@pytest.mark.parametrize("given", [(), ("--inspector", "乙"), ("--period", "2022-05"), ("--known-at", "2022-04-19")])  # fmt: skip
def test_each_number_is_that_of_its_records(zizhao: Zizhao, given: tuple[str, ...]) -> None:
    page = asked(zizhao, *given)
    assert [(row["by"], row["name"]) for row in page["rows"]] == [
        (told["by"], told["name"]) for told in page["records"]
    ]
    for row, told in zip(page["rows"], page["records"], strict=True):
        assert {key: row[key] for key in COUNTS} == {key: len(set(told[key])) for key in COUNTS}
    assert {key: page["totals"][key] for key in COUNTS} == {
        key: len(page["records_of_totals"][key]) for key in COUNTS
    }
    assert {*COUNTS} == page["rules"].keys()


def test_the_records_are_those_that_the_lists_show(zizhao: Zizhao) -> None:
    [told] = [one for one in asked(zizhao)["records"] if one["name"] == "乙"]
    days = ("--to", "2022-06-10", *DAY, "--inspector", "乙", "--format", "json")
    clean = zizhao("check", "list", *days, "--result", "pass").json["rows"]
    assert told["clean"] == [row["no"] for row in clean]
    assert told["found"] == [row["no"] for row in zizhao("hazard", "list", *days).json["rows"]]
    assert told["closed_bare"] == ["YH-2022-0002"]
    assert told["untouched"] == ["YH-2022-0003"]
    assert told["unreviewed"] == [zizhao("hazard", "show", "YH-2022-0003", "--format", "json").json["check_no"]]  # fmt: skip
    assert told["never_checked"] == ["S1", "S3"]


def test_what_somebody_did_about_it_counts(zizhao: Zizhao) -> None:
    """A plan is a step, a remark is none; a failed re-inspection is one; a picture that came later shows something."""
    officer = Officer(zizhao.db)
    officer.note("YH-2022-0003")
    assert asked(zizhao)["totals"]["untouched"] == 1
    officer.plan("YH-2022-0003", "2022-05-19", measures="清理")
    totals = asked(zizhao)["totals"]
    assert (totals["untouched"], totals["unreviewed"]) == (0, 1)
    officer.rectify("YH-2022-0003", "2022-06-01")
    officer.review("YH-2022-0003", "2022-06-02", passed=False)
    assert asked(zizhao)["totals"]["unreviewed"] == 0
    assert asked(zizhao, day="2022-06-01")["totals"]["unreviewed"] == 1
    picture = zizhao.db.with_name("补.png")
    picture.write_bytes(content("png", "补"))
    zizhao.ok("hazard", "note", "YH-2022-0002", "补照片", "--evidence", str(picture))
    assert asked(zizhao, day="today")["totals"]["closed_bare"] == 0


def test_a_deadline_that_has_not_passed_is_no_neglect(zizhao: Zizhao) -> None:
    totals = asked(zizhao, day="2022-05-20")["totals"]
    assert (totals["untouched"], totals["unreviewed"]) == (0, 0)
    totals = asked(zizhao, day="2022-05-21")["totals"]
    assert (totals["untouched"], totals["unreviewed"]) == (1, 3)


def test_what_is_struck_out_counts_on_no_day_and_was_known_before(zizhao: Zizhao) -> None:
    Officer(zizhao.db).void_check("JC-2022-00001", on=date(2022, 6, 1))
    assert asked(zizhao)["totals"]["checks"] == 6
    nothing = asked(zizhao, "--known-at", "2022-04-19")
    assert (nothing["totals"]["checks"], nothing["totals"]["clean_rate"]) == (0, None)
    assert "没有这样的检查和隐患。" in zizhao.ok("report", "strictness", *DAY, "--known-at", "2022-04-19")  # fmt: skip


def test_groups_and_filters(zizhao: Zizhao) -> None:
    assert {row["by"] for row in asked(zizhao, "--group-by", "主管部门")["rows"]} == {"department"}
    [only] = asked(zizhao, "--group-by", "inspector", "--limit", "1", "--sort", "-found")["rows"]
    assert only["name"] == "乙"
    assert asked(zizhao, "--unit", "S1")["totals"]["checks"] == 3
    assert asked(zizhao, "--measure", "7")["totals"]["checks"] == 0
    refused = zizhao("report", "strictness", "--level", "major")
    assert (refused.code, "不按 --level 缩小" in refused.err) == (2, True)
    refused = zizhao("report", "strictness", "--group-by", "unit")
    assert (refused.code, "department 主管部门" in refused.err) == (3, True)
    text = zizhao.ok("report", "strictness", *DAY, "--period", "2022-05")
    assert "检查人    乙" in text
    assert "不作结论" in text
    assert "zizhao check list --from 2022-05-01 --to 2022-05-31 --as-of 2022-06-10 --inspector 名" in text  # fmt: skip


@pytest.mark.parametrize(("ending", "begins"), [("xlsx", b"PK"), ("html", b"<!DOCTYPE"), ("csv", b"by,name,checks"), ("md", "| 分组".encode())])  # fmt: skip
def test_every_format_has_it(zizhao: Zizhao, tmp_path: Path, ending: str, begins: bytes) -> None:
    file = tmp_path / f"宽严.{ending}"
    zizhao.ok("report", "strictness", *DAY, "--output", str(file))
    assert file.read_bytes().startswith(begins)


def test_who_is_not_written_is_said_to_be_so(zizhao: Zizhao) -> None:
    officer = Officer(zizhao.db)
    officer.unit("S4", "S4店")
    officer.check(unit="S4", checked_on="2022-05-08", kind="town")
    page = asked(zizhao)
    assert of(page, "inspector", None)["checks"] == of(page, "department", None)["checks"] == 1
    assert zizhao.ok("report", "strictness", *DAY).count("没有写") == 1 + 2
    [line] = [
        line
        for line in zizhao.ok("report", "strictness", *DAY, "--format", "csv").splitlines()
        if line.startswith("inspector,,")
    ]
    assert line.split(",")[2] == "1"
