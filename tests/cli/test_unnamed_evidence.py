"""Files of evidence that no record names: told of by `db verify` and `db info` once nobody can be at work on them, and never removed."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

from tests.cli.pictures import content, files_of, kept_name, picture

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Zizhao

CHECK = ("check", "add", "--unit", "桂香村", "--measure", "6", "--result", "pass")
A_DAY = 24 * 60 * 60


def left(folder: Path, of: str, age: float) -> str:
    """Leave a file in the evidence as an interrupt does, and return its name."""
    (folder / "evidence").mkdir(exist_ok=True)
    name = kept_name("jpg", of)
    file = folder / "evidence" / name
    file.write_bytes(content("jpg", of))
    os.utime(file, (time.time() - age,) * 2)
    return name


def found(zizhao: Zizhao) -> list[tuple[str, str]]:
    rows = zizhao("db", "verify", "--format", "json").json["rows"]
    return [(row["record"], row["kind"]) for row in rows]


def test_what_an_interrupt_left_is_told_of_and_stays(zizhao: Zizhao, tmp_path: Path) -> None:
    zizhao.ok(*CHECK, "--evidence", picture(tmp_path, "甲.jpg"))
    kept = tmp_path / "evidence" / kept_name("jpg")
    os.utime(kept, (time.time() - 2 * A_DAY,) * 2)
    assert found(zizhao) == []
    name = left(tmp_path, "没有记上", 2 * A_DAY)
    run = zizhao("db", "verify", "--format", "json")
    assert (run.code, run.json["damaged"], run.json["unnamed"]) == (4, 0, 1)
    assert found(zizhao) == [(f"evidence/{name}", "unnamed")]
    text = zizhao("db", "verify")
    assert "核验通过；没有记录的佐证文件 1 个" in text.out
    assert "程序不删" in text.err
    assert zizhao("db", "info", "--format", "json").json["unnamed_evidence"] == 1
    zizhao.ok("db", "backup")
    assert files_of(tmp_path) == {kept.name, name}


def test_once_a_record_names_it_it_is_no_more(zizhao: Zizhao, tmp_path: Path) -> None:
    left(tmp_path, "补记", 2 * A_DAY)
    assert len(found(zizhao)) == 1
    zizhao.ok(*CHECK, "--evidence", picture(tmp_path, "乙.jpg", "补记"))
    assert found(zizhao) == []


def test_what_may_be_in_use_or_is_somebody_elses_is_not_told_of(
    zizhao: Zizhao, tmp_path: Path
) -> None:
    name = left(tmp_path, "刚放进来", A_DAY / 2)
    (tmp_path / "evidence" / "说明.txt").write_text("自己放的", "utf-8")
    assert found(zizhao) == []
    os.utime(tmp_path / "evidence" / name, (time.time() - 2 * A_DAY,) * 2)
    assert len(found(zizhao)) == 1
    # A copy beside it shares the folder, and may have a record of it.
    shutil.copy(zizhao.db, tmp_path / "另一本.db")
    assert found(zizhao) == []
    assert zizhao("db", "info", "--format", "json").json["unnamed_evidence"] == 0
