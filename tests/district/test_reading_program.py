"""Reading the district by the real program: who may, what it says, and which commands are asked of ledgers alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.board.served import served
from tests.cli.commands import LEAVES
from tests.conftest import Run, Zizhao
from tests.district.lived import READER, TOWNS, Lived
from tests.district.server import needs_postgresql
from tests.district.towns import District
from zizhao_cli.board.site import PAGES
from zizhao_cli.cli.of_districts import OF_DISTRICTS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = needs_postgresql
DAY = ("--as-of", "2022-10-01")
TOWN = "北河镇"


@pytest.fixture
def program(tmp_path: Path) -> Zizhao:
    """The program where there is no ledger."""
    return Zizhao(tmp_path / "none.db")


def on(three_towns: Lived, program: Zizhao, *args: str, **how: Any) -> Run:
    """Run the program on the district as one who may read it."""
    return program("--db", three_towns.reader, *args, **how)


CALLS = [
    *(("report", name, *DAY) for name in ("overdue", "open", "voided", "summary", "coverage")),
    ("report", "trend", *DAY),
    ("report", "due", "--within", "40", *DAY),
    ("report", "compare", "2022-06-01", "2022-09-01"),
    ("report", "summary", *DAY, "--base", "campaign", "--explain"),
    ("report", "overdue", *DAY, "--known-at", "2022-07-01", "--text", "100%"),
    ("hazard", "list", *DAY, "--level", "major"),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: " ".join(call[:2]))
def test_a_town_is_told_as_in_its_ledger(
    three_towns: Lived, program: Zizhao, call: tuple[str, ...]
) -> None:
    run = on(three_towns, program, *call, "--town", TOWN, "--format", "json")
    assert (run.code, run.err) == (0, "")
    told, own = run.json, Zizhao(three_towns.ledgers[TOWN])(*call, "--format", "json").json
    assert told.get("totals") == own.get("totals")
    assert told["count"] == own["count"] > 0
    for row, its in zip(told["rows"], own["rows"], strict=True):
        assert row.get("town", TOWN) == TOWN
        assert ("town" in row) == ("no" in row or "status" in row)
        plain = {
            key: value.removeprefix(f"{TOWN}/") if isinstance(value, str) else value
            for key, value in row.items()
            if key != "town"
        }
        assert plain == its


def test_each_hazard_is_shown_as_in_its_ledger(three_towns: Lived, program: Zizhao) -> None:
    """With its steps, what was taken back, what stands instead of it, and units and entries by the numbers of its own town."""
    for town in TOWNS:
        ledger = Zizhao(three_towns.ledgers[town])
        numbers = [row["no"] for row in ledger("hazard", "list", "--format", "json").json["rows"]]
        whole = [f"{town}/{no}" for no in numbers]
        run = on(three_towns, program, "hazard", "show", *whole, "--format", "json")
        assert (run.code, run.err) == (0, "")
        told = run.out.replace(f"{town}/", "").replace(f'"town": "{town}",', "")
        assert json.loads(told) == ledger("hazard", "show", *numbers, "--format", "json").json


def test_all_towns_are_told_together(three_towns: Lived, program: Zizhao) -> None:
    run = on(three_towns, program, "report", "overdue", *DAY)
    assert (run.code, run.err) == (0, "")
    first, *_ = run.out.splitlines()
    assert first.split()[:2] == ["镇", "编号"]
    for town in TOWNS:
        assert f"{town}/YH-2022-" in run.out
    assert "各镇最后一条记于：" in run.out
    assert "区县库锚点 " in run.out
    some = on(three_towns, program, "report", "overdue", *DAY, "--town", TOWN, "--town", "安平镇")
    assert f"（只列 镇 {TOWN}或安平镇）" in some.out
    assert "长乐乡" not in some.out


def test_it_is_a_workbook_and_csv(three_towns: Lived, program: Zizhao, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = tmp_path / "逾期.xlsx"
    assert on(three_towns, program, "report", "overdue", *DAY, "--output", str(book)).code == 0
    cells = [cell for row in load_workbook(book).active.iter_rows(values_only=True) for cell in row]
    assert {"镇", *TOWNS} <= {*cells}
    lines = on(three_towns, program, "report", "overdue", *DAY, "--format", "csv").out.splitlines()
    assert lines[0].startswith("town,no,unit_code,")


@pytest.mark.parametrize("env", [{"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": ""}, {"PYTHONIOENCODING": "gbk"}])  # fmt: skip
def test_whatever_the_encoding(three_towns: Lived, program: Zizhao, env: dict[str, str]) -> None:
    run = program.cold("--db", three_towns.reader, "report", "summary", *DAY, "--group-by", "town", env=env)  # fmt: skip
    assert run.code == 0, run.err
    text = run.raw.decode("gbk" if "PYTHONIOENCODING" in env else "utf-8")
    for town in TOWNS:
        assert town in text


def test_a_town_that_is_not_there(three_towns: Lived, program: Zizhao) -> None:
    run = on(three_towns, program, "report", "overdue", "--town", "北河")
    assert (run.code, run.out) == (3, "")
    assert "区县库里没有镇 “北河”" in run.err
    assert "最接近的：北河镇" in run.err


def test_towns_are_of_districts_alone(three_towns: Lived) -> None:
    ledger = Zizhao(three_towns.ledgers[TOWN])
    for args, what in (
        (("--town", TOWN), "--town 只用于区县库"),
        (("--group-by", "town"), "--group-by town 只用于区县库"),
    ):
        run = ledger("report", "overdue", *args)
        assert (run.code, run.out) == (2, "")
        assert what in run.err
    assert ledger("report", "summary", "--group-by", "town,level").code == 2


def test_it_is_verified_elsewhere(three_towns: Lived, program: Zizhao) -> None:
    run = on(three_towns, program, "report", "overdue", "--verify")
    assert (run.code, run.out) == (2, "")
    assert "district verify" in run.err


WITHOUT_LEDGER = {"district", "completion", "config", "help", "schema"}


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_a_command_of_ledgers_touches_no_district(
    three_towns: Lived, program: Zizhao, path: tuple[str, ...]
) -> None:
    if path[0] in WITHOUT_LEDGER or path == ("board",):
        return
    run = on(three_towns, program, *path, env={"ZIZHAO_YES": "1"})
    refused = f"{' '.join(path)} 只用于镇里的账本，--db 却是区县库的地址"
    if " ".join(path) in OF_DISTRICTS:
        assert refused not in run.err
    else:
        assert (run.code, run.out) == (2, ""), run.err
        assert refused in run.err
    assert [file.name for file in program.db.parent.iterdir()] == []


def test_what_takes_a_district_is_there() -> None:
    assert {" ".join(path) for path in LEAVES} >= OF_DISTRICTS


def test_help_is_told_in_any_case(three_towns: Lived, program: Zizhao) -> None:
    run = program("hazard", "add", "--help", env={"ZIZHAO_DB": three_towns.reader})
    assert run.code == 0
    assert "登记一项隐患" in run.out


def test_errors_of_addresses(three_towns: Lived, program: Zizhao) -> None:
    server = three_towns.district.server
    server.role("stranger")
    pusher = three_towns.district.roles[TOWN]
    for place, code, said in (
        (server.address(three_towns.district.name, "nobody_at_all"), 6, "区县库用不了"),
        (server.address("postgres"), 6, "没有区县库"),
        (server.address(three_towns.district.name, "stranger"), 6, "这个账号看不到它"),
        (server.address(three_towns.district.name, pusher), 6, "区县库用不了"),
        ("postgresql://a:secret@localhost/d", 2, "不写口令"),
        ("postgresql://%zz@/d?bad=1&x", 2, "区县库的地址"),
    ):
        run = program("--db", place, "report", "overdue")
        assert (run.code, run.out) == (code, ""), (place, run.err)
        assert said in run.err, place
        assert "secret" not in run.err
        assert run.err.count("\n") <= 2


def test_a_district_of_another_revision(
    three_towns: Lived, program: Zizhao, tmp_path: Path
) -> None:
    other = District.made(three_towns.district.server, tmp_path)
    with other.server.connect(other.name) as owner:
        owner.execute("UPDATE zizhao.district SET revision = '0001'")
    run = program("--db", other.address, "report", "overdue")
    assert (run.code, run.out) == (6, "")
    assert "区县库的格式是 0001 版，和这个程序的不同" in run.err


def test_the_board_shows_the_district(three_towns: Lived, program: Zizhao) -> None:
    with served(program, ZIZHAO_DB=three_towns.reader) as board:
        front = board.get()
        assert "区县库 全部镇" in front.text
        assert "账本 " not in front.text
        pages = {
            name: board.get(name) for name in PAGES if name not in ("unit", "hazard", "search")
        }
        for town in TOWNS:
            assert f"{town}/YH-2022-" in pages["overdue"].text
            assert f"{town} 桂香村" in pages["coverage"].text
        no = f"{TOWN}/YH-2022-0003"
        assert f"{no} ·" in board.get("hazard", no=no).text
        unit = board.get("unit", code=f"{TOWN}/GXC")
        assert "桂香村" in unit.text
        cells = [cell for row in unit.table() for cell in row if "/YH-" in cell]
        assert {cell.partition("/")[0] for cell in cells} == {TOWN}
        found = board.get("search", q="YH-2022-0003").table()
        assert {row[0] for row in found} == {*TOWNS}
        assert "tip" not in "".join(page.html for page in pages.values())
        assert "装卸烟花" not in "".join(page.text for page in pages.values())
        board.get("hazard", 404, no="YH-2022-0003")
        assert "不止一个" in board.get("unit", 404, code="GXC").text


def test_who_reads_writes_nothing_and_sees_nothing_apart(three_towns: Lived) -> None:
    with three_towns.district.server.connect(three_towns.district.name, READER) as reader:
        assert reader.execute("SELECT count(*) FROM zizhao.hazard").fetchone() != (0,)
        for statement in (
            *(
                f"SELECT * FROM zizhao.{table}"
                for table in ("tip", "tip_version", "seal", "sealed")
            ),
            *("SELECT * FROM zizhao.refused", "SELECT * FROM zizhao.evidence_file"),
            "UPDATE zizhao.hazard SET title = ''",
            "DELETE FROM zizhao.town",
            "SELECT * FROM zizhao.accept(ARRAY['x'])",
            "CREATE TABLE zizhao.more (id int)",
        ):
            with pytest.raises(psycopg.Error):
                reader.execute(statement.encode())
