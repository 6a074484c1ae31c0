"""One more kind, by one file in each room, through the real program: all that is common serves it without knowing it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import Run
from tests.store.damage import query, tamper
from tests.store.schema import schema
from zizhao_cli.store.file import REVISION
from zizhao_cli.store.migration.schema import migrations

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Office:
    """The program that knows permits, on one ledger."""

    db: Path
    migrations: Path

    def __call__(self, *args: str, env: dict[str, str] | None = None, stdin: str = "") -> Run:
        around = {
            "ZIZHAO_DB": str(self.db),
            "ZIZHAO_BY": "陈科旭",
            "MIGRATIONS": str(self.migrations),
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.another.program", *args],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1", **around, **(env or {})},
            input=stdin.encode(),
            capture_output=True,
            check=False,
        )
        return Run.of(done.returncode, done.stdout, done.stderr)

    def ok(self, *args: str, **how: Any) -> str:
        run = self(*args, **how)
        assert run.code == 0, run.err
        return run.out.rstrip("\n")

    def found(self) -> list[str]:
        """What verification finds."""
        return [row["problem"] for row in self("db", "verify", "--format", "json").json["rows"]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("another")
    shutil.copytree(migrations(), folder / "migrations")
    number = f"{int(REVISION) + 1:04}"
    step = (ROOT / "tests/another/migrations/permit.py").read_text(encoding="utf-8")
    (folder / "migrations" / "versions" / f"{number}_permit.py").write_text(
        step.replace("THIS", number).replace("LAST", REVISION), encoding="utf-8"
    )
    office = Office(folder / "ledger.db", folder / "migrations")
    office.ok("init")
    (office.migrations / "schemas" / f"{number}.sql").write_text(
        schema(office.db), encoding="utf-8"
    )
    asked = ["--unit", "桂香村", "--on", "2022-05-01", "--asked-by", "张静"]
    assert office.ok("permit", "add", "--title", "动火作业", *asked) == "XK-2022-0001"
    assert office.ok("permit", "add", "--title", "夜间施工", *asked) == "XK-2022-0002"
    picture = folder / "照片.png"
    picture.write_bytes(_picture())
    grant = ["--granted-by", "石世文", "--on", "2022-05-03", "--evidence", str(picture)]
    office.ok("permit", "grant", "XK-2022-0001", *grant)
    return office


def _picture() -> bytes:
    from tests.cli.pictures import content

    return content("png", "许可")


@pytest.fixture
def office(made: Office, tmp_path: Path) -> Office:
    shutil.copytree(made.db.parent / "evidence", tmp_path / "evidence")
    shutil.copy(made.db, tmp_path / "ledger.db")
    return Office(tmp_path / "ledger.db", made.migrations)


def test_its_numbers_are_its_own_and_are_counted(office: Office) -> None:
    assert query(office.db, "SELECT no, state FROM permit") == [
        ("XK-2022-0001", "granted"),
        ("XK-2022-0002", "asked"),
    ]
    assert "许可：2" in office.ok("db", "info")


def test_it_is_listed_now_and_as_it_was(office: Office) -> None:
    def states(*args: str) -> list[str]:
        rows = office("permit", "list", "--format", "json", *args).json["rows"]
        return [row["state"] for row in rows]

    assert states() == ["granted", "asked"]
    assert states("--as-of", "2022-05-02") == ["asked", "asked"]
    assert states("--as-of", "2022-04-30") == []
    assert "XK-2022-0001  GXC       桂香村  动火作业  2022-05-01  张静    已批" in office.ok(
        "permit", "list"
    )


def test_its_timeline_and_its_entries_are_told_in_chinese(office: Office) -> None:
    first, second = office.ok("permit", "show", "XK-2022-0001").splitlines()
    assert first.startswith("2022-05-01  登记")
    assert second.startswith("2022-05-03  批准，批准人：石世文")
    entries = office.ok("journal", "list", "--subject", "xk-2022-1").splitlines()
    assert [line.split()[4] for line in entries[1:3]] == ["登记许可", "批准"]
    told = office.ok("journal", "show", "4")
    assert "XK-2022-0001  状态：申请中 → 已批" in told


def test_its_last_step_is_taken_back_and_something_is_noted_of_it(office: Office) -> None:
    office.ok("permit", "retract", "XK-2022-0001", "--reason", "批错了")
    office.ok("permit", "note", "XK-2022-0001", "等补材料")
    assert [row["state"] for row in office("permit", "list", "--format", "json").json["rows"]] == [
        "asked",
        "asked",
    ]
    lines = office.ok("permit", "show", "XK-2022-0001").splitlines()
    assert "已由第 3 步撤回" in lines[1]
    assert "撤回第 2 步，理由：批错了" in lines[2]
    assert "备注：等补材料" in lines[3]
    assert office.found() == []


def test_verification_replays_it(office: Office) -> None:
    assert office.found() == []


COLUMNS = {
    "permit": ["unit_id", "title", "asked_on", "asked_by", "state", "last_step_on"],
    "permit_version": [
        *("title", "asked_on", "asked_by", "state", "last_step_on", "step_no", "seq"),
        *("effective_on", "step", "detail", "unit_id"),
    ],
}


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table in COLUMNS for column in COLUMNS[table]]
)
def test_a_changed_cell_is_found(office: Office, table: str, column: str) -> None:
    value = {"seq": "1", "step_no": "7", "unit_id": "2"}.get(column, "'2022-05-09'")
    row = f"(SELECT max(rowid) FROM {table})"
    tamper(office.db, f"UPDATE {table} SET {column} = {value} WHERE rowid = {row}")
    assert office.found()


def test_a_state_that_its_rules_do_not_give_is_found(office: Office) -> None:
    """Both tables say the same, and the chain is made anew; only the rules tell."""
    from tests.store.damage import rewrite

    done = subprocess.run(
        [sys.executable, "-c", _REWRITE, str(office.db)],
        cwd=ROOT,
        env={**os.environ, "MIGRATIONS": str(office.migrations)},
        check=False,
    )
    assert done.returncode == 0
    assert rewrite
    assert [told.split("，")[0] for told in office.found()] == ["state 是 'voided'"]


_REWRITE = """
import sys
from pathlib import Path
import tests.another.program
from tests.store.damage import rewrite
rewrite(Path(sys.argv[1]), "UPDATE permit SET state = 'voided' WHERE id % 1000 = 1",
        "UPDATE permit_version SET state = 'voided' WHERE step_no = 2")
"""


def test_its_evidence_is_kept_and_looked_for(office: Office) -> None:
    owner = query(office.db, "SELECT of_kind, of_id, step_no FROM evidence")
    assert owner == [("permit", 20220000001, 2)]
    shutil.rmtree(office.db.parent / "evidence")
    run = office("db", "verify", "--format", "json")
    assert [row["record"] for row in run.json["rows"]] == ["XK-2022-0001 的佐证 照片.png"]


def test_evidence_of_a_step_that_is_not_there_is_found(office: Office) -> None:
    tamper(office.db, "UPDATE evidence SET step_no = 1")
    assert "不是同一次操作里记下的步骤的" in office.found()


def test_a_batch_of_it_is_imported_and_undone(office: Office) -> None:
    rows = "单位,事项,申请日期,申请人\n桂香村,吊装,2022-06-01,李四\n青峰社区,动火,2022-06-02,王五\n"
    given = ("permit", "import", "-", "--type", "csv", "--format", "json")
    receipt = json.loads(office.ok(*given, stdin=rows))
    assert (receipt["new"], receipt["problems"]) == (2, [])
    assert office.ok("journal", "list").splitlines()[-2].split()[4] == "导入许可"
    assert office.ok("batch", "list").splitlines()[1].split()[1] == "许可"
    undone = office("batch", "undo", receipt["batch"], "--reason", "拿错了")
    assert "作废许可 2 项" in undone.err
    assert [row["no"] for row in office("permit", "list", "--format", "json").json["rows"]] == [
        "XK-2022-0001",
        "XK-2022-0002",
    ]
    assert office.found() == []


def test_a_batch_that_was_worked_on_is_not_undone(office: Office) -> None:
    rows = "单位,事项,申请日期\n桂香村,吊装,2022-06-01\n"
    batch = json.loads(
        office.ok("permit", "import", "-", "--type", "csv", "--format", "json", stdin=rows)
    )["batch"]
    office.ok("permit", "grant", "XK-2022-0003", "--granted-by", "石世文")
    refused = office("batch", "undo", batch, "--reason", "拿错了")
    assert (refused.code, "XK-2022-0003" in refused.err) == (3, True)


def test_what_must_be_said_and_is_not_is_asked_for(office: Office) -> None:
    refused = office("permit", "add", "--unit", "桂香村")
    assert (refused.code, "缺少 --title（许可事项）" in refused.err) == (2, True)


def test_a_unit_that_only_a_permit_refers_to_is_in_use(office: Office) -> None:
    """What the roll took in passing is not undone where a later record of another kind rests on it."""
    checks = "单位,条款,检查日期\n新店,6,2022-06-01\n"
    batch = json.loads(
        office.ok(
            *("check", "import", "-", "--type", "csv", "--new-units", "site", "--format", "json"),
            stdin=checks,
        )
    )["batch"]
    office.ok("permit", "add", "--unit", "新店", "--title", "动火作业")
    refused = office("batch", "undo", batch, "--reason", "拿错了")
    assert (refused.code, "S0001" in refused.err) == (3, True)


def test_a_row_with_a_problem_is_told_by_its_heading(office: Office) -> None:
    rows = "单位,事项,申请日期\n桂香村,吊装,2022-02-30\n"
    run = office("permit", "import", "-", "--type", "csv", "--format", "json", stdin=rows)
    assert run.code == 3
    assert [problem["column"] for problem in run.json["problems"]] == ["申请日期"]


def test_the_page_of_a_unit_tells_of_it(office: Office) -> None:
    page = office("report", "unit", "桂香村", "--format", "json").json
    told = [
        (row["day"], row["no"], row["title"], row["evidence"])
        for row in page["rows"]
        if row["kind"] == "permit"
    ]
    assert told == [
        ("2022-05-01", "XK-2022-0001", "动火作业", 0),
        ("2022-05-01", "XK-2022-0002", "夜间施工", 0),
        ("2022-05-03", "XK-2022-0001", "动火作业", 1),
    ]
    assert page["totals"]["permits"] == 2
    assert "许可 2" in office.ok("report", "unit", "桂香村")
    assert "批准，批准人：石世文" in office.ok("report", "unit", "桂香村")


def test_its_json_schema_comes_of_its_fields(office: Office) -> None:
    made = json.loads(office.ok("schema", "permit"))
    assert list(made["properties"]) == ["unit", "title", "asked_on", "asked_by"]
    assert made["required"] == ["unit", "title", "asked_on"]


def test_its_numbers_are_completed(office: Office) -> None:
    words = {"COMP_WORDS": "zizhao permit grant XK-2022", "COMP_CWORD": "3"}
    run = office(env={"_ZIZHAO_COMPLETE": "complete_bash", **words})
    assert run.out.split() == ["XK-2022-0002", "XK-2022-0001"]


def test_help_names_it(office: Office) -> None:
    assert "许可：登记、批准、查看" in office.ok("--help")


def same_person() -> Sequence[str]:
    return ("permit", "grant", "XK-2022-0002", "--granted-by", "张静", "--on", "2022-05-03")


def test_stricter_rules_leave_honest_old_steps_as_they_are(office: Office) -> None:
    """A step is replayed under the rules it was taken under; a new one is taken under those of now."""
    office.ok(*same_person())
    later = {"PERMIT_RULES": "2"}
    assert office("db", "verify", env=later).code == 0
    office.ok("permit", "add", "--unit", "GXC", "--title", "吊装", "--asked-by", "张静", env=later)
    number = query(office.db, "SELECT no FROM permit ORDER BY id DESC LIMIT 1")[0][0]
    refused = office("permit", "grant", number, "--granted-by", "张静", env=later)
    assert (refused.code, "不能是同一个人" in refused.err) == (3, True)
    office.ok("permit", "grant", number, "--granted-by", "石世文", env=later)
    assert office("db", "verify", env=later).code == 0
    # A program that knows but the first version does not vouch for the second.
    assert any("规则版本" in told for told in office.found())


def test_a_step_is_not_moved_back_under_older_rules(office: Office) -> None:
    later = {"PERMIT_RULES": "2"}
    office.ok("permit", "grant", "XK-2022-0002", "--granted-by", "石世文", env=later)
    detail = query(office.db, "SELECT detail FROM permit_version ORDER BY seq DESC LIMIT 1")[0][0]
    assert json.loads(detail)["rules"] == 2
    tamper(
        office.db,
        "UPDATE permit_version SET detail = replace(detail, '\"rules\":2', '\"rules\":9')",
    )
    run = office("db", "verify", "--format", "json", env=later)
    assert any("规则版本是 9" in row["problem"] for row in run.json["rows"])
