"""Of tip-offs only their own commands tell: no page, list, calendar, night or form of others shows a number or a word of one; and no clear text holds a telephone."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import LEAVES
from tests.cli.custody import NAMED, SEALED
from zizhao_cli.board.site import PAGES, Site
from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.report.forms import titles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.diary import Diary

NO, SUMMARY, FOUND = "JB-2022-0001", "后山洞里藏着引线", "洞内确有引线"
HAZARD = "YH-2022-0001"
NOW = "2022-09-30"
OWN = {"tip", "journal", "batch"}
"""The nouns that tell of tip-offs: their own commands, and the ledger's account of what was written."""
NEEDS = {"unit": ("桂香村",), "compare": ("2022-05-01", "2022-09-30")}
"""What reports must be told."""


@pytest.fixture
def told(custodial: Diary) -> Diary:
    """A tip-off against a village and about its hazard, past its term and with no reply; and one that waits."""
    diary = custodial
    for day in ("2022-05-01", "2022-05-02"):
        add = (
            "tip",
            "add",
            "--channel",
            "电话",
            "--summary",
            SUMMARY,
            "--unit",
            "桂香村",
            *SEALED,
        )
        diary.ok(NOW, *add, "--place", SUMMARY, "--note", SUMMARY, "--on", day, stdin=NAMED)
    diary.ok(NOW, "tip", "assign", NO, "--to", "应急办", "--on", "2022-05-03")
    verify = ("tip", "verify", NO, "--result", "属实", "--findings", FOUND, "--record", HAZARD)
    diary.ok(NOW, *verify, "--on", "2022-05-04")
    return diary


def texts(content: bytes) -> Iterator[str]:
    """Yield what stands in a file, and in the parts of one that is packed."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as packed:
            for name in packed.namelist():
                yield packed.read(name).decode("utf-8", "replace")
    yield content.decode("utf-8", "replace")


def tells(content: bytes) -> bool:
    return any(word in text for text in texts(content) for word in ("JB-2022", SUMMARY, FOUND))


def test_its_own_commands_tell(told: Diary) -> None:
    """Without this nothing below could fail."""
    for args in (("tip", "list"), ("tip", "show", NO), ("report", "tips"), ("journal", "list")):
        assert tells(told.on(NOW, *args).raw), args


def outputs(diary: Diary) -> Iterator[tuple[tuple[str, ...], bytes]]:
    for path in LEAVES:
        if path[0] == "report" and path[1] != "tips":
            args = (*path, *NEEDS.get(path[1], ()))
            for shape in ("table", "json", "html", "xlsx"):
                yield (*args, shape), diary.on(NOW, *args, "--format", shape).raw
        elif path[1:] == ("list",) and path[0] not in OWN:
            yield path, diary.on(NOW, *path, "--format", "json").raw
    yield ("ics",), diary.on(NOW, "report", "calendar", "--format", "ics").raw
    for kind, no in (("hazard", HAZARD), ("unit", "桂香村"), ("unit", "应急办")):
        for shape in ("json", "table"):
            yield (kind, "show"), diary.on(NOW, kind, "show", no, "--format", shape).raw
    yield ("db", "info"), diary.on(NOW, "db", "info").raw


def test_no_list_and_no_report_of_others_does(told: Diary) -> None:
    seen = 0
    for args, content in outputs(told):
        assert not tells(content), args
        seen += bool(content)
    assert seen > 80


def test_no_file_of_others_does(told: Diary, tmp_path: Path) -> None:
    brief = tmp_path / "brief.docx"
    told.ok(NOW, "report", "brief", "--output", str(brief))
    assert not tells(brief.read_bytes())
    for form in titles(told.zizhao.db):
        file = tmp_path / f"{form}.xlsx"
        run = told.on(NOW, "submit", "make", form, "--period", "2022-05", "--output", str(file))
        if run.code == 0:
            assert not tells(file.read_bytes()), form
    assert len([*tmp_path.glob("*.xlsx")]) > 3
    run = told.on(NOW, "nightly", "--into", str(tmp_path / "nights"))
    assert (run.code, tells(run.raw)) == (0, False), run.err
    night = [file for file in (tmp_path / "nights").rglob("*") if file.is_file()]
    assert len(night) > 3
    for file in night:
        if "backup" not in str(file):
            assert not tells(file.read_bytes()), file


def test_no_page_of_the_board_does(told: Diary) -> None:
    site = Site(told.zizhao.db, print)
    pages = 0
    for name in PAGES:
        for query in ({}, {"unit": "GXC", "no": HAZARD, "q": SUMMARY}, {"q": "JB-2022"}):
            answer = site.answer(name, query)
            asked_back = answer.content.decode().replace(f'value="{query.get("q", "")}"', "")
            assert "洞内" not in asked_back
            assert NO not in asked_back
            pages += answer.status == 200
    assert pages > 12


def test_no_other_record_names_one(told: Diary) -> None:
    action = (
        "action",
        "add",
        "--kind",
        "提醒",
        "--unit",
        "桂香村",
        "--reason",
        "整改",
        "--record",
        NO,
    )
    assert "别的记录里不写它的编号" in told.refused(NOW, *action)


def test_a_shell_is_offered_its_number_alone(told: Diary) -> None:
    line = "zizhao tip show JB"
    env = {"_ZIZHAO_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line}
    run = told.zizhao.cold(env=env)
    assert NO in run.out
    assert SUMMARY not in run.out


def test_it_has_no_term_that_the_night_tells() -> None:
    for kind in KINDS:
        assert not (kind.apart and kind.term), kind.name


PHONE = "13800138000"
CARD = "500228199001011234"


@pytest.mark.parametrize(
    "number", [PHONE, "138 0013 8000", "１３８００１３８０００", CARD, "53221234"]
)
@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("摘编", ("tip", "add", "--channel", "电话", "--about", "甲", "--summary", "电话 {}")),
        (
            "地点",
            (
                "tip",
                "add",
                "--channel",
                "电话",
                "--about",
                "甲",
                "--summary",
                "乙",
                "--place",
                "{}",
            ),
        ),
        ("备注", ("tip", "note", NO, "可打 {}")),
        ("受理人", ("tip", "edit", NO, "--received-by", "张静 {}")),
        ("理由", ("tip", "void", NO, "--reason", "见 {}", "--approved-by", "石世文")),
        ("理由", ("tip", "retract", NO, "--reason", "见 {}")),
        ("答复方式", ("tip", "reply", NO, "--how", "打 {}")),
    ],
)
def test_no_clear_text_holds_a_number_that_reaches_a_person(
    told: Diary, name: str, args: tuple[str, ...], number: str
) -> None:
    said = told.refused(NOW, *(arg.format(number) for arg in args))
    assert f"{name}里有像电话、证件的号码" in said
    assert number not in said


@pytest.mark.parametrize("number", [PHONE, CARD, "138-0013-8000"])
def test_nor_does_the_number_of_a_receipt(told: Diary, number: str) -> None:
    add = ("tip", "add", "--channel", "电话", "--about", "甲", "--summary", "乙", "--source-id")
    assert number not in told.refused(NOW, *add, number)
    told.ok(NOW, *add, "20220501-003")


def test_an_import_repeats_nothing_of_it(told: Diary, tmp_path: Path) -> None:
    file = tmp_path / "登记簿.csv"
    file.write_text(
        f"渠道,时间,被举报对象,事项\n电话,2022-05-01,洞口,打 {PHONE}\n", encoding="utf-8"
    )
    run = told.on(NOW, "tip", "import", str(file), "--format", "json")
    assert run.code == 3
    (problem,) = json.loads(run.out)["problems"]
    assert (problem["column"], problem["value"]) == ("事项", None)
    assert PHONE not in run.out + run.err
