"""Evidence that is not taken: the reason is told, nothing is recorded, and no file stays."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.cli.pictures import content, files_of, kept_name, picture
from tests.ledger.officer import Officer
from tests.store.damage import query
from zizhao_cli.domain.errors import Refused
from zizhao_cli.ledger.checks import add_check

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Zizhao

PASSED = ("check", "add", "--unit", "桂香村", "--measure", "6", "--result", "pass")
FAILED = (*PASSED[:-2], "--on", "2022-05-06", "--hazard", "堵塞")
HAZARD = ("hazard", "add", "--unit", "桂香村", "--measure", "6", "--found", "2022-05-06")


def entries(zizhao: Zizhao) -> int:
    count: int = query(zizhao.db, "SELECT count(*) FROM journal")[0][0]
    return count


def _folder(folder: Path) -> list[str]:
    (folder / "夹.jpg").mkdir()
    return [str(folder / "夹.jpg")]


def _pipe(folder: Path) -> list[str]:
    """Nobody writes to it: whoever opened it would wait for ever."""
    os.mkfifo(folder / "管.jpg")
    return [str(folder / "管.jpg")]


def _link_to_a_device(folder: Path) -> list[str]:
    (folder / "零.jpg").symlink_to("/dev/zero")
    return [str(folder / "零.jpg")]


def _circle(folder: Path) -> list[str]:
    (folder / "圈.jpg").symlink_to("圈.jpg")
    return [str(folder / "圈.jpg")]


def _empty(folder: Path) -> list[str]:
    (folder / "空.jpg").write_bytes(b"")
    return [str(folder / "空.jpg")]


def _text(folder: Path) -> list[str]:
    (folder / "文.jpg").write_text("不是照片", encoding="utf-8")
    return [str(folder / "文.jpg")]


def _one_byte_too_many(folder: Path) -> list[str]:
    """Sparse, so that it costs no disk; a good one before it is not kept either."""
    large = picture(folder, "大.jpg")
    os.truncate(large, (20 << 20) + 1)
    return [picture(folder, "好.jpg", "好"), large]


def _twice_under_two_names(folder: Path) -> list[str]:
    return [picture(folder, name) for name in ("甲.jpg", "乙.jpg")]


def _one_too_many(folder: Path) -> list[str]:
    return [picture(folder, f"{number}.jpg", str(number)) for number in range(21)]


def _good_and_missing(folder: Path) -> list[str]:
    return [picture(folder, "好.jpg", "好"), str(folder / "没有.jpg")]


CASES: dict[Callable[[Path], list[str]], str] = {
    _folder: "不是普通文件",
    _pipe: "不是普通文件",
    lambda _: ["/dev/zero"]: "不是普通文件",
    _link_to_a_device: "不是普通文件",
    _circle: "快捷方式绕成了圈",
    _empty: "是空文件",
    _text: "按内容认不出",
    lambda folder: [picture(folder, "录.jpg", kind="mp4")]: "是 mp4，不在约定的种类之内",
    _one_byte_too_many: "超过 20 兆字节",
    _twice_under_two_names: "内容相同",
    _one_too_many: "佐证有 21 份，最多 20 份",
    _good_and_missing: "没有这个文件",
    lambda _: [""]: "不是普通文件",
    lambda _: ["../没有\x1b.jpg"]: "../没有\\x1b.jpg",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__.strip("_<>"))
def test_a_file_that_cannot_be_taken(
    zizhao: Zizhao, tmp_path: Path, case: Callable[[Path], list[str]]
) -> None:
    """Asked in this process, for there are many."""
    given = {"unit": "桂香村", "measure": "6", "checked_on": "2022-05-06", "result": "pass"}
    with pytest.raises(Refused) as caught:
        add_check(Officer(zizhao.db).session, given, case(tmp_path))
    assert CASES[case] in caught.value.sentence
    assert "\x1b" not in caught.value.sentence
    assert files_of(tmp_path) == set()
    assert entries(zizhao) == 1


def test_what_the_command_says_of_it(zizhao: Zizhao, tmp_path: Path) -> None:
    missing = str(tmp_path / "没有.jpg")
    run = zizhao(*PASSED, "--evidence", picture(tmp_path, "好.jpg"), "--evidence", missing)
    assert (run.code, run.out) == (3, "")
    assert run.err.startswith(f"zizhao: 错误: 佐证 {missing} 读不了：没有这个文件")
    assert files_of(tmp_path) == set()


def test_as_large_and_as_many_as_is_allowed(zizhao: Zizhao, tmp_path: Path) -> None:
    largest = picture(tmp_path, "大.jpg")
    os.truncate(largest, 20 << 20)
    files = [largest, *_one_too_many(tmp_path)[:19]]
    zizhao.ok(*PASSED, *(word for file in files for word in ("--evidence", file)))
    sizes = [len(content("jpg", str(number))) for number in range(19)]
    assert query(zizhao.db, "SELECT size FROM evidence ORDER BY position") == [
        (size,) for size in (20 << 20, *sizes)
    ]


def test_an_office_has_terms_of_its_own(zizhao: Zizhao, tmp_path: Path) -> None:
    zizhao.ok("init", "--with-data")
    policy = tmp_path / "data" / "policy.yaml"
    text = policy.read_text(encoding="utf-8")
    older, size = text.split("evidence_kinds:")[0], "evidence_max_megabytes:\n  value: "
    files = "evidence_max_files:\n  value: "
    stricter = text.replace(f"{size}20", f"{size}1").replace(f"{files}20", f"{files}2")
    policy.write_text(stricter, encoding="utf-8")
    large = picture(tmp_path, "大.jpg")
    os.truncate(large, (1 << 20) + 1)
    assert "超过 1 兆字节" in zizhao(*PASSED, "--evidence", large).err
    three = [word for name in "甲乙丙" for word in ("--evidence", picture(tmp_path, name, name))]
    run = zizhao(*PASSED, *three)
    assert (run.code, "佐证有 3 份，最多 2 份" in run.err) == (3, True)
    assert files_of(tmp_path) == set()
    # An older copy of the file, from before there was evidence: the program's own terms hold.
    policy.write_text(older, encoding="utf-8")
    zizhao.ok(*PASSED, *three)
    assert len(files_of(tmp_path)) == 3


def test_terms_that_make_no_sense(zizhao: Zizhao, tmp_path: Path) -> None:
    zizhao.ok("init", "--with-data")
    policy = tmp_path / "data" / "policy.yaml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("[jpg, png, webp, heic, pdf]", "[jpg, exe]"), encoding="utf-8")
    run = zizhao(*PASSED, "--evidence", picture(tmp_path, "甲.jpg"))
    assert run.code == 3
    line = text[: text.index("[jpg, png")].count("\n") + 1
    assert f"policy.yaml 第 {line} 行" in run.err
    assert "“exe”" in run.err
    assert files_of(tmp_path) == set()


REFUSED = {
    "a hazard of a check without its deadline": (*FAILED, "--level", "major"),
    "a deadline of a check before its day": (*FAILED, "--due", "2022-05-01"),
    "a hazard without its deadline": (*HAZARD, "--title", "堵", "--level", "major"),
    "an unknown unit": ("check", "add", "--unit", "没有这家", *PASSED[4:]),
    "an unknown hazard": ("hazard", "rectify", "YH-2022-0009"),
    "a retired unit": ("check", "add", "--unit", "不用的", *PASSED[4:]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_command_that_the_rules_refuse(zizhao: Zizhao, tmp_path: Path, case: str) -> None:
    if case == "a retired unit":
        zizhao.ok("unit", "add", "BYD", "不用的", "--kind", "site")
        zizhao.ok("unit", "retire", "BYD", "--reason", "关停")
    before = entries(zizhao)
    run = zizhao(*REFUSED[case], "--evidence", picture(tmp_path, "甲.jpg"))
    assert run.code == 3, run.err
    assert entries(zizhao) == before
    assert files_of(tmp_path) == set()


def test_a_clock_that_runs_behind(zizhao: Zizhao, tmp_path: Path) -> None:
    file = picture(tmp_path, "甲.jpg")
    run = zizhao(*PASSED, "--on", "2019-12-01", "--evidence", file, now="2020-01-01T08:00:00+08:00")
    assert run.code == 1, run.err
    assert "什么也没有写入" in run.err
    assert files_of(tmp_path) == set()


def test_a_refused_command_takes_nothing_away(zizhao: Zizhao, tmp_path: Path) -> None:
    """The same picture belongs to a check on record: its copy stays."""
    file = picture(tmp_path, "甲.jpg")
    zizhao.ok(*PASSED, "--evidence", file)
    assert zizhao(*FAILED, "--level", "major", "--evidence", file).code == 3
    assert files_of(tmp_path) == {kept_name("jpg")}
    zizhao.ok("db", "verify")


def test_no_ledger_no_folder(zizhao: Zizhao, tmp_path: Path) -> None:
    zizhao.db.unlink()
    assert zizhao(*PASSED, "--evidence", picture(tmp_path, "甲.jpg")).code == 6
    assert not (tmp_path / "evidence").exists()


def test_a_file_where_the_folder_should_be(zizhao: Zizhao, tmp_path: Path) -> None:
    (tmp_path / "evidence").write_bytes(b"x")
    run = zizhao(*PASSED, "--evidence", picture(tmp_path, "甲.jpg"))
    assert (run.code, run.out) == (1, "")
    assert entries(zizhao) == 1
    assert (tmp_path / "evidence").read_bytes() == b"x"


def test_a_copy_that_cannot_be_given_its_name_is_not_recorded(
    zizhao: Zizhao, tmp_path: Path
) -> None:
    """A folder stands in its place; the record and its evidence come together, or neither does."""
    file = picture(tmp_path, "甲.jpg", "甲")
    (tmp_path / "evidence" / kept_name("jpg", "甲")).mkdir(parents=True)
    before = entries(zizhao)
    run = zizhao(*PASSED, "--evidence", file)
    assert (run.code, run.out) == (1, "")
    assert f"写入 {tmp_path / 'evidence'} 失败" in run.err
    assert entries(zizhao) == before
