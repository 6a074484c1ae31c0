"""The same picture used twice (套用照片): said at once, listed by `db verify`, and no more once the wrong one is voided."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.cli.pictures import content, files_of, kept_name, picture

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Zizhao

CHECK = ("check", "add", "--unit", "桂香村", "--measure", "6", "--result", "pass")
HAZARD = ("hazard", "add", "--unit", "先进村", "--measure", "6", "--title", "消火栓被遮挡")


def verified(zizhao: Zizhao, code: int) -> list[tuple[str, str, str]]:
    """Return the findings, of which none is damage."""
    run = zizhao("db", "verify", "--format", "json")
    assert (run.code, run.json["damaged"], run.json["count"]) == (code, 0, run.json["reused"])
    return [(row["record"], row["problem"], row["kind"]) for row in run.json["rows"]]


def test_a_picture_under_two_names(zizhao: Zizhao, tmp_path: Path) -> None:
    """Two checks and a hazard; it is recorded all the same, and voiding what is wrong ends it."""
    first = zizhao.ok(*CHECK, "--on", "2022-05-06", "--evidence", picture(tmp_path, "甲.jpg"))
    run = zizhao(*CHECK, "--on", "2022-05-09", "--evidence", picture(tmp_path, "乙.jpg"))
    second = run.out.strip()
    assert run.code == 0
    assert (
        f"注意，套用照片：{second}（2022-05-09 乙.jpg） 与 {first}（2022-05-06 甲.jpg） 是同一个文件"
        in run.err
    )
    run = zizhao(*HAZARD, "--found", "2022-05-10", "--evidence", picture(tmp_path, "丙.png"))
    third = run.out.strip()
    assert (
        f"注意，套用照片：{third}（2022-05-10 丙.png） 与 {first}（2022-05-06 甲.jpg）、"
        f"{second}（2022-05-09 乙.jpg） 是同一个文件" in run.err
    )
    assert files_of(tmp_path) == {kept_name("jpg")}

    problem = (
        f"套用照片：2022-05-10 的佐证 丙.png 与 {first}（2022-05-06 甲.jpg）、"
        f"{second}（2022-05-09 乙.jpg） 是同一个文件，应各有各的"
    )
    assert verified(zizhao, 4) == [(third, problem, "reuse")]
    run = zizhao("db", "verify")
    assert "核验通过；套用照片 1 处" in run.out
    assert "对不上" not in run.err

    zizhao.ok("hazard", "void", third, "--reason", "附错了", "--approved-by", "石世文")
    assert [row[0] for row in verified(zizhao, 4)] == [second]
    zizhao.ok("check", "void", second, "--reason", "附错了")
    assert verified(zizhao, 0) == []


def test_a_picture_of_before_for_after(zizhao: Zizhao, tmp_path: Path) -> None:
    """Two steps of one hazard; the check that found it counts as another record."""
    file = picture(tmp_path, "前.jpg", "前")
    fail = ("--on", "2022-05-06", "--hazard", "堵塞", "--responsible", "吴世明")
    check = zizhao.ok(*CHECK[:-2], *fail, "--evidence", file)
    no = "YH-2022-0001"
    rectified = zizhao("hazard", "rectify", no, "--on", "2022-05-08", "--evidence", file)
    assert f"{no}（2022-05-08 前.jpg） 与 {check}（2022-05-06 前.jpg）" in rectified.err
    review = ("hazard", "review", no, "--on", "2022-05-09", "--reviewer", "陈科旭", "--fail")
    reviewed = zizhao(*review, "--evidence", picture(tmp_path, "后.jpg", "后"))
    assert (reviewed.code, "套用" in reviewed.err) == (0, False)
    again = picture(tmp_path, "后二.jpg", "后")
    rectified = zizhao("hazard", "rectify", no, "--on", "2022-05-12", "--evidence", again)
    assert f"{no}（2022-05-12 后二.jpg） 与 {no}（2022-05-09 后.jpg）" in rectified.err
    assert [row[0] for row in verified(zizhao, 4)] == [no, no]


def test_what_was_voided_before_does_not_count(zizhao: Zizhao, tmp_path: Path) -> None:
    file = picture(tmp_path, "甲.jpg")
    wrong = zizhao.ok(*CHECK, "--on", "2022-05-06", "--evidence", file)
    zizhao.ok("check", "void", wrong, "--reason", "附错了")
    right = zizhao(*CHECK, "--on", "2022-05-06", "--evidence", file)
    assert (right.code, right.err) == (0, "")
    assert verified(zizhao, 0) == []


def test_pictures_that_merely_look_alike(zizhao: Zizhao, tmp_path: Path) -> None:
    """One byte more is another file, and one of several may be used twice."""
    two = [picture(tmp_path, name, name) for name in ("一.jpg", "二.jpg")]
    given = [word for file in two for word in ("--evidence", file)]
    zizhao.ok(*CHECK, "--on", "2022-05-06", *given)
    (tmp_path / "二二.jpg").write_bytes(content("jpg", "二.jpg") + b"\n")
    more = (str(tmp_path / "二二.jpg"), two[1])
    run = zizhao(*CHECK, "--on", "2022-05-07", "--evidence", more[0], "--evidence", more[1])
    assert run.err.count("套用照片") == 1
    assert "（2022-05-07 二.jpg） 与 JC-2022-00001（2022-05-06 二.jpg）" in run.err
    assert len(verified(zizhao, 4)) == 1


def test_a_script_gets_the_record_alone_on_stdout(zizhao: Zizhao, tmp_path: Path) -> None:
    file = picture(tmp_path, "甲.jpg")
    zizhao.ok(*CHECK, "--on", "2022-05-06", "--evidence", file)
    run = zizhao(*HAZARD, "--found", "2022-05-07", "--evidence", file, "--format", "json")
    assert run.json["no"] == "YH-2022-0001"
    assert "套用照片" in run.err


def test_damage_beside_reuse_is_told_apart(zizhao: Zizhao, tmp_path: Path) -> None:
    file = picture(tmp_path, "甲.jpg")
    for day in ("2022-05-06", "2022-05-07"):
        zizhao.ok(*CHECK, "--on", day, "--evidence", file)
    with closing(sqlite3.connect(zizhao.db)) as raw:
        raw.execute("UPDATE unit SET phone = '1' WHERE code = 'GXC'")
        raw.commit()
    run = zizhao("db", "verify", "--format", "json")
    assert (run.code, run.json["damaged"], run.json["reused"], run.json["count"]) == (4, 1, 1, 2)
    assert sorted(row["kind"] for row in run.json["rows"]) == ["damage", "reuse"]
