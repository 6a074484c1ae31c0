"""The import commands as people and scripts call them: streams, exit codes, the receipt's keys, rejects, stdin."""

from __future__ import annotations

import hashlib
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Zizhao

KEYS = "batch files rows new same rejected hazards new_units skipped dry_run problems".split(" ")  # noqa: SIM905 - as the contract has them
HEAD = "单位,条款,检查日期,结果,备注\n"
GOOD = "桂香村,6,2022-05-01,符合,\n"
BAD = "先进村,99,2022-05-01,符合,好\n"


def written(folder: Path, text: str, name: str = "list.csv") -> str:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_the_receipt_has_the_contracts_keys_in_their_order(zizhao: Zizhao, tmp_path: Path) -> None:
    file = written(tmp_path, "台账\n" + HEAD + GOOD)
    receipt = zizhao("check", "import", file, "--format", "json").json
    assert [*receipt][: len(KEYS)] == KEYS
    digest = hashlib.sha256((tmp_path / "list.csv").read_bytes()).hexdigest()
    found = {"file": file, "sha256": digest, "encoding": "utf-8", "sheet": None, "rows": 1}
    assert receipt["files"] == [found]
    assert [*receipt["files"][0]] == [*found]
    assert receipt["skipped"] == [{"file": file, "sheet": None, "line": 1, "why": "表头以上：台账"}]
    assert re.fullmatch(r"PC-\d{4}-0001", receipt["batch"])
    assert receipt["dry_run"] is False


def test_the_entry_of_an_import_is_shown(zizhao: Zizhao, tmp_path: Path) -> None:
    zizhao.ok("check", "import", written(tmp_path, HEAD + GOOD))
    shown = zizhao("journal", "show", "2", "--format", "json").json
    (change,) = shown["changes"]
    assert change["record"] == "JC-2022-00001"
    assert change["fields"]["check_kind"] == [None, "self"]
    told = zizhao.ok("journal", "show", "2")
    assert "JC-2022-00001  检查类型：自查" in told
    batch = zizhao.ok("journal", "list", "--format", "csv").splitlines()[-1].split(",")[5]
    zizhao.ok("batch", "undo", batch, "--reason", "拿错了")
    undone = zizhao("journal", "show", "3", "--format", "json").json
    assert undone["detail"] == {"hazards": 0, "reason": "拿错了", "units": 0}


def test_the_keys_of_a_problem(zizhao: Zizhao, tmp_path: Path) -> None:
    run = zizhao("check", "import", written(tmp_path, HEAD + BAD), "--format", "json")
    assert run.code == 3
    problem = run.json["problems"][0]
    assert [*problem][:5] == ["file", "line", "column", "value", "message"]
    assert (problem["line"], problem["column"], problem["value"]) == (2, "条款", "99")
    assert run.json["batch"] is None
    assert run.err.startswith("zizhao: 错误: ")


def test_on_a_pipe_all_problems_are_listed(zizhao: Zizhao, tmp_path: Path) -> None:
    run = zizhao("check", "import", written(tmp_path, HEAD + BAD * 30))
    assert run.code == 3
    assert run.out.count("没有条款 “99”") == 30


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl", "xlsx"])
def test_from_stdin(zizhao: Zizhao, kind: str) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate((HEAD + GOOD).splitlines()):
            sheet.write_row(number, 0, line.split(","))
    record = {"unit": "桂香村", "measure": 6, "checked_on": "2022-05-01"}
    given = {
        "csv": (HEAD + GOOD).encode(),
        "tsv": (HEAD + GOOD).replace(",", "\t").encode(),
        "jsonl": json.dumps(record).encode(),
        "xlsx": content.getvalue(),
    }[kind]
    receipt = zizhao("check", "import", "-", "--type", kind, "--format", "json", stdin=given).json
    assert (receipt["files"][0]["file"], receipt["new"]) == ("-", 1)


def test_stdin_without_a_type_is_wrong_usage(zizhao: Zizhao) -> None:
    assert zizhao("check", "import", "-", stdin=b"").code == 2


def test_several_files_are_one_batch(zizhao: Zizhao, tmp_path: Path) -> None:
    files = [
        written(tmp_path, HEAD + GOOD, "a.csv"),
        written(tmp_path, HEAD + GOOD * 2, "b.tsv.csv"),
    ]
    receipt = zizhao("check", "import", *files, "--format", "json").json
    assert (receipt["rows"], receipt["new"], receipt["same"]) == (3, 2, 1)
    assert zizhao("check", "list", "--format", "json").json["count"] == 2
    assert {row["batch"] for row in zizhao("check", "list", "--format", "json").json["rows"]} == {
        receipt["batch"]
    }


def test_a_dry_run_is_the_same_but_for_the_batch(zizhao: Zizhao, tmp_path: Path) -> None:
    file = written(tmp_path, HEAD + GOOD)
    before = zizhao.db.read_bytes()
    dry = zizhao("check", "import", file, "--dry-run", "--format", "json")
    assert zizhao.db.read_bytes() == before
    real = zizhao("check", "import", file, "--format", "json")
    assert (dry.code, real.code) == (0, 0)
    assert dry.json | {"batch": real.json["batch"], "dry_run": False} == real.json


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_keep_good_with_rejects(zizhao: Zizhao, tmp_path: Path, ending: str) -> None:
    rejects = tmp_path / f"rejects.{ending}"
    file = written(tmp_path, HEAD + GOOD + BAD)
    run = zizhao(
        "check", "import", file, "--keep-good", "--rejects", str(rejects), "--format", "json"
    )
    assert (run.code, run.json["new"], run.json["rejected"]) == (3, 1, 1)
    if ending == "csv":
        text = rejects.read_text(encoding="utf-8-sig").replace("99", "9")
        mended = written(tmp_path, text, "mended.csv")
    else:
        rows: list[Any] = CalamineWorkbook.from_path(str(rejects)).get_sheet_by_index(0).to_python()
        mended = str(tmp_path / "mended.xlsx")
        with xlsxwriter.Workbook(mended) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, ["9" if cell == "99" else cell for cell in row])
    assert zizhao("check", "import", mended, "--format", "json").json["new"] == 1
    assert zizhao("db", "verify").code == 0


def test_no_rejects_are_written_where_all_is_good(zizhao: Zizhao, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    file = written(tmp_path, HEAD + GOOD)
    zizhao.ok("check", "import", file, "--keep-good", "--rejects", str(rejects))
    assert not rejects.exists()


def test_text_of_a_file_steers_no_terminal(zizhao: Zizhao, tmp_path: Path) -> None:
    run = zizhao(
        "check", "import", written(tmp_path, HEAD + "[red]\x1b[31m村,6,2022-05-01,符合,\n")
    )
    assert run.code == 3
    assert "\x1b" not in run.out + run.err
    assert "[red]" in run.out
