"""A town pushes: what is new goes over, nothing twice, and the receipt is recorded."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Zizhao
from tests.district.server import needs_postgresql
from tests.district.towns import District, hazard, new_ledger

if TYPE_CHECKING:
    from tests.district.server import Server

pytestmark = needs_postgresql
ROOT = Path(__file__).parents[2]
TOWN = "紫照镇"


@pytest.fixture
def district(server: Server, tmp_path: Path) -> District:
    """A district that has taken up one town."""
    return District.made(server, tmp_path, TOWN)


@pytest.fixture
def town(tmp_path: Path) -> Zizhao:
    """The ledger of the town, with a hazard."""
    zizhao = new_ledger(tmp_path / "town")
    hazard(zizhao)
    return zizhao


def entries(zizhao: Zizhao) -> int:
    with closing(sqlite3.connect(zizhao.db)) as raw:
        return int(raw.execute("SELECT max(seq) FROM journal").fetchone()[0])


def test_what_is_new_goes_over_and_the_receipt_is_recorded(
    district: District, town: Zizhao
) -> None:
    pushed = town("push", district.of(TOWN))
    assert pushed.code == 0, pushed.err
    count, head = pushed.out.strip().split(":")
    assert (int(count), len(head)) == (2, 64)
    assert "日志 2 条" in pushed.err
    assert "回执 1 号已记入账本" in pushed.err
    assert district.held(TOWN) == 2
    assert entries(town) == 3
    assert "区县回执" in town.ok("journal", "list")
    assert town("db", "verify").code == 0
    assert district("verify").code == 0


def test_what_only_records_a_receipt_starts_no_push(district: District, town: Zizhao) -> None:
    town.ok("push", district.of(TOWN))
    again = town("push", district.of(TOWN))
    assert (again.code, again.out) == (0, "")
    assert "没有新的内容" in again.err
    assert (district.held(TOWN), entries(town)) == (2, 3)


def test_the_next_push_takes_the_receipt_along(district: District, town: Zizhao) -> None:
    town.ok("push", district.of(TOWN))
    hazard(town, "电线老化")
    done = town("push", district.of(TOWN), "--format", "json").json
    assert (done["pushed"], done["entries"], done["receipt"]) == (2, 4, 2)
    assert district.held(TOWN) == 4
    assert district("verify").code == 0


def test_a_receipt_that_was_not_recorded_is_recorded_by_the_next_push(
    district: District, town: Zizhao, tmp_path: Path
) -> None:
    """As where the program is killed between the two."""
    before = (tmp_path / "before.db").as_posix()
    with closing(sqlite3.connect(town.db)) as raw, closing(sqlite3.connect(before)) as copy:
        raw.backup(copy)
    Zizhao(tmp_path / "before.db").ok("push", district.of(TOWN))
    done = town("push", district.of(TOWN))
    assert done.code == 0, done.err
    assert "没有新的内容" in done.err
    assert "回执 1 号已记入账本" in done.err


def test_all_steps_of_a_hazard_stand_at_the_district_as_in_the_ledger(
    district: District, town: Zizhao
) -> None:
    no = hazard(town, "堵塞安全出口“引号”\\ 和 🧯")
    town.ok("hazard", "rectify", no, "--rectified-by", "王强", "--on", "2022-05-01")
    town.ok("push", district.of(TOWN))
    town.ok("hazard", "review", no, "--reviewer", "李梅", "--pass", "--on", "2022-05-03")
    town.ok("push", district.of(TOWN))
    with closing(sqlite3.connect(town.db)) as raw, district.server.connect(district.name) as held:
        raw.row_factory = sqlite3.Row
        for table, order in {
            "hazard": "id",
            "hazard_version": "id, step_no",
            "unit": "id",
            "unit_version": "unit_id, version_no",
        }.items():
            columns = [row["name"] for row in raw.execute(f"PRAGMA table_info({table})")]
            listed = ", ".join(f'"{column}"' for column in columns)
            own = raw.execute(f"SELECT {listed} FROM {table} ORDER BY {order}").fetchall()
            rows = held.execute(
                f"SELECT {listed} FROM zizhao.{table} ORDER BY {order}".encode()
            ).fetchall()
            keys = {"id", "unit_id", "check_id", "parent_id", "supervisor_id", "seq"}
            base = 10**12
            there = [
                tuple(
                    value - base if column in keys and value is not None else value
                    for column, value in zip(columns, row, strict=True)
                )
                for row in rows
            ]
            assert [tuple(row) for row in own] == there, table
        numbers = held.execute("SELECT no FROM zizhao.hazard ORDER BY id").fetchall()
        assert numbers == [(f"{TOWN}/YH-2022-0001",), (f"{TOWN}/YH-2022-0002",)]


def test_evidence_goes_over_when_it_is_asked_for(
    district: District, town: Zizhao, tmp_path: Path
) -> None:
    picture = tmp_path / "one.pdf"
    picture.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    town.ok("hazard", "note", "YH-2022-0001", "现场图", "--evidence", str(picture))
    assert town("push", district.of(TOWN), "--format", "json").json["files"] == 0
    assert town("push", district.of(TOWN), "--evidence", "--format", "json").json["files"] == 1
    assert town("push", district.of(TOWN), "--evidence", "--format", "json").json["files"] == 0
    with district.server.connect(district.name) as held:
        (content,) = held.execute("SELECT content FROM zizhao.evidence_file").fetchone() or ()
    assert content == picture.read_bytes()


def test_evidence_that_is_not_what_was_recorded_is_not_sent(
    district: District, town: Zizhao, tmp_path: Path
) -> None:
    picture = tmp_path / "one.pdf"
    picture.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    town.ok("hazard", "note", "YH-2022-0001", "现场图", "--evidence", str(picture))
    (kept,) = (town.db.parent / "evidence").iterdir()
    kept.write_bytes(b"another")
    run = town("push", district.of(TOWN), "--evidence")
    assert run.code == 4
    assert "对不上" in run.err


def test_by_a_stick_the_same_bytes(district: District, town: Zizhao, tmp_path: Path) -> None:
    parcel, receipt = str(tmp_path / "p.txt"), str(tmp_path / "r.json")
    town.ok("push", "--file", parcel)
    refused = district("accept", parcel)
    assert refused.code == 3
    assert "--town" in refused.err
    district.ok("accept", parcel, "--town", TOWN, "--output", receipt)
    assert district.held(TOWN) == 2
    town.ok("push", "--receipt", receipt)
    hazard(town, "电线老化")
    second = str(tmp_path / "q.txt")
    assert "第 3 到 4 条" in town("push", "--file", second).err
    given = json.loads(district.ok("accept", second))
    assert json.loads(given["said"])["entries"] == 4
    again = district("accept", second)
    assert (again.code, json.loads(again.out)) == (0, given)
    assert "没有新的内容" in again.err
    assert district("verify").code == 0
    old = district("accept", parcel)
    assert json.loads(old.out) == given
    assert "只到第 2 条" in old.err
    assert town("push", "--file", second).code == 3
    assert district("accept", second, "--output", receipt).code == 3
    town.ok("push", "--receipt", put(tmp_path / "s.json", again.out))
    assert town("push", "--receipt", receipt).code == 3
    third = tmp_path / "t.txt"
    assert "没有新的内容" in town("push", "--file", str(third)).err
    assert not third.exists()


def put(file: Path, text: str) -> str:
    file.write_text(text, "utf-8")
    return str(file)


@pytest.mark.parametrize(
    "change",
    [
        {"entries": 0, "head": "0" * 64},
        {"entries": -1},
        {"entries": 10**30},
        {"receipt": -7},
        {"at": "瞎说"},
        {"town": "\x1b[31m"},
        {"what": "taken up anew"},
    ],
)
def test_a_receipt_that_somebody_made_up(
    district: District, town: Zizhao, tmp_path: Path, change: dict[str, object]
) -> None:
    parcel = str(tmp_path / "p.txt")
    town.ok("push", "--file", parcel)
    given = json.loads(district.ok("accept", parcel, "--town", TOWN))
    said = json.dumps({**json.loads(given["said"]), **change})
    forged = json.dumps({"said": said, "hash": hashlib.sha256(said.encode()).hexdigest()})
    assert town("push", "--receipt", put(tmp_path / "r.json", forged)).code in (2, 3)
    assert town("db", "verify").code == 0


def test_a_district_that_has_another_receipt_than_it_gave(district: District, town: Zizhao) -> None:
    """It was restored from a backup, or rewritten by somebody: the town tells."""
    town.ok("push", district.of(TOWN))
    with district.server.connect(district.name) as owner:
        owner.execute(
            b"SET search_path = zizhao; UPDATE receipt SET said = replace(said, '+08:00', '+08:00 '), hash = hashed(replace(said, '+08:00', '+08:00 '));"
            b"UPDATE town SET receipt_head = (SELECT hash FROM receipt WHERE receipt.town = town.town)"
        )
    hazard(town, "电线老化")
    run = town("push", district.of(TOWN))
    assert run.code == 3
    assert "回执 1 号" in run.err


def test_a_straight_push_goes_on_from_a_file(
    district: District, town: Zizhao, tmp_path: Path
) -> None:
    parcel = str(tmp_path / "p.txt")
    town.ok("push", "--file", parcel)
    district.ok("accept", parcel, "--town", TOWN)
    hazard(town, "电线老化")
    assert town("push", district.of(TOWN), "--format", "json").json["pushed"] == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text[:-80], "没有结尾"),
        (lambda text: text.replace("灭火器".encode(), "灭火品".encode()), "拷坏了或改过"),
        (lambda _: b"", "不是 push --file 写的文件"),
        (lambda _: b"PK\x03\x04 not this", "不是 push --file 写的文件"),
        (lambda text: text + b"x\n", "没有结尾"),
    ],
)
def test_a_file_that_is_not_whole_is_not_accepted(
    district: District, town: Zizhao, tmp_path: Path, change: object, said: str
) -> None:
    parcel = tmp_path / "p.txt"
    town.ok("push", "--file", str(parcel))
    parcel.write_bytes(change(parcel.read_bytes()))  # type: ignore[operator]
    run = district("accept", str(parcel), "--town", TOWN)
    assert run.code == 3
    assert said in run.err
    assert district.held(TOWN) == 0


def test_a_receipt_of_another_town_or_an_altered_one_is_not_recorded(
    district: District, town: Zizhao, tmp_path: Path
) -> None:
    parcel, receipt = str(tmp_path / "p.txt"), tmp_path / "r.json"
    town.ok("push", "--file", parcel)
    district.ok("accept", parcel, "--town", TOWN, "--output", str(receipt))
    other = new_ledger(tmp_path / "other")
    run = other("push", "--receipt", str(receipt))
    assert run.code == 3
    assert "没有那样的一条" in run.err
    receipt.write_text(receipt.read_text().replace("accepted", "accepteD"))
    run = town("push", "--receipt", str(receipt))
    assert run.code == 2
    assert "改过" in run.err


def test_a_file_that_does_not_follow(district: District, town: Zizhao, tmp_path: Path) -> None:
    parcel, receipt = str(tmp_path / "p.txt"), str(tmp_path / "r.json")
    town.ok("push", "--file", parcel)
    district.ok("accept", parcel, "--town", TOWN, "--output", receipt)
    town.ok("push", "--receipt", receipt)
    hazard(town, "电线老化")
    second, whole = str(tmp_path / "q.txt"), str(tmp_path / "w.txt")
    town.ok("push", "--file", second)
    district.ok("rejoin", TOWN, "--after", "1", "--reason", "试", "--approved-by", "周局")
    run = district("accept", second)
    assert run.code == 3
    assert "--all" in run.err
    town.ok("push", "--file", whole, "--all")
    district.ok("accept", whole)
    assert district.held(TOWN) == 4


def test_a_file_that_was_forged_to_its_end(
    district: District, town: Zizhao, tmp_path: Path
) -> None:
    """Its own hash is right, but not that of the entry."""
    parcel = tmp_path / "p.txt"
    town.ok("push", "--file", str(parcel))
    forged = parcel.read_bytes().replace("灭火器".encode(), "灭火品".encode())
    body = forged[: forged.rindex(b"end ")]
    parcel.write_bytes(body + b"end " + hashlib.sha256(body).hexdigest().encode() + b"\n")
    run = district("accept", str(parcel), "--town", TOWN)
    assert run.code == 3
    assert "第 2 条和它的校验值对不上" in run.err
    assert district.held(TOWN) == 0
    assert district("refused", "--format", "json").json["count"] == 1


def test_what_contradicts_itself(district: District, town: Zizhao) -> None:
    for args in (
        (district.of(TOWN), "--file", "x"),
        ("--file", "x", "--receipt", "y"),
        (district.of(TOWN), "--all"),
    ):
        assert town("push", *args).code == 2
    assert district("refused", "abc").code == 2


def test_without_the_driver(district: District, town: Zizhao, tmp_path: Path) -> None:
    """Where it is not installed the way by a stick is there all the same."""
    program = (
        "import sys; sys.modules['psycopg'] = None; from zizhao_cli.__main__ import main; main()"
    )

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        around = town.around({}, None)
        command = [sys.executable, "-c", program, *args]
        return subprocess.run(command, env=around, capture_output=True, text=True, check=False)

    straight = run("push", district.of(TOWN))
    assert straight.returncode == 1
    assert "push --file" in straight.stderr
    assert run("push", "--file", str(tmp_path / "p.txt")).returncode == 0
    district.ok("accept", str(tmp_path / "p.txt"), "--town", TOWN)


def test_the_demonstration(tmp_path: Path) -> None:
    """As `make demo-district` runs it."""
    here = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", str(ROOT / "examples" / "district.sh"), str(tmp_path / "demo")],
        env={**here, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "从第 6 条起，这本账和区县库收下的 白水镇 不同" in done.stderr
    assert "逾期 6 项" in done.stdout
    assert "核验通过：各镇日志共 13 条" in done.stdout
