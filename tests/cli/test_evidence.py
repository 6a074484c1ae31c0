"""`--evidence`: a copy of each file stays beside the ledger, named by its content, and the records show it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.cli.pictures import KINDS, content, files_of, kept_name, picture
from tests.store.damage import query

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Zizhao

CHECK = ("check", "add", "--unit", "桂香村", "--measure", "6", "--on", "2022-05-06")
HAZARD = ("hazard", "add", "--unit", "桂香村", "--measure", "6", "--found", "2022-05-06")
ALLOWED = ("jpg", "png", "webp", "heic", "pdf")


def given(*files: str) -> tuple[str, ...]:
    return tuple(word for file in files for word in ("--evidence", file))


def test_every_command_that_takes_it_keeps_a_copy_and_shows_it(
    zizhao: Zizhao, tmp_path: Path
) -> None:
    """The life of one hazard, from the check that found it, with two files at its beginning."""
    found = [picture(tmp_path, "近景.jpg", "近"), picture(tmp_path, "通知.pdf", "书", "pdf")]
    check = zizhao.ok(*CHECK, "--hazard", "消火栓无水", *given(*found))
    no = "YH-2022-0001"
    steps = {
        "rectify": ("--on", "2022-05-10", "--rectified-by", "吴世明"),
        "review": ("--on", "2022-05-11", "--reviewer", "陈科旭", "--pass"),
    }
    for step, how in steps.items():
        file = picture(tmp_path, f"{step}.png", step, "png")
        run = zizhao("hazard", step, no, *how, *given(file))
        assert (run.code, "套用" in run.err) == (0, False), run.err
    other = zizhao.ok(*HAZARD, "--title", "堵塞", *given(picture(tmp_path, "别.jpg", "别")))

    kept = {
        kept_name("jpg", "近"): content("jpg", "近"),
        kept_name("pdf", "书"): content("pdf", "书"),
        kept_name("png", "rectify"): content("png", "rectify"),
        kept_name("png", "review"): content("png", "review"),
        kept_name("jpg", "别"): content("jpg", "别"),
    }
    assert files_of(tmp_path) == set(kept)
    assert {name: (tmp_path / "evidence" / name).read_bytes() for name in kept} == kept

    shown = zizhao("hazard", "show", no, "--format", "json").json["evidence"]
    keys = ("record", "step", "taken_on", "name", "kind")
    assert [tuple(row[key] for key in keys) for row in shown] == [
        (check, None, "2022-05-06", "近景.jpg", "jpg"),
        (check, None, "2022-05-06", "通知.pdf", "pdf"),
        (no, "rectify", "2022-05-10", "rectify.png", "png"),
        (no, "review", "2022-05-11", "review.png", "png"),
    ]
    assert [row["file"] for row in shown] == [f"evidence/{name}" for name in list(kept)[:4]]
    assert [row["size"] for row in shown] == [len(each) for each in list(kept.values())[:4]]
    assert [f"{row['sha256']}.{row['kind']}" for row in shown] == list(kept)[:4]
    assert zizhao("check", "show", check, "--format", "json").json["evidence"] == shown[:2]

    text = zizhao.ok("hazard", "show", no)
    names = list(kept)
    assert text.split("佐证：\n")[1].splitlines() == [
        f"  2022-05-06  {check}  近景.jpg（evidence/{names[0]}）",
        f"  2022-05-06  {check}  通知.pdf（evidence/{names[1]}）",
        f"  2022-05-10  报整改完成  rectify.png（evidence/{names[2]}）",
        f"  2022-05-11  复查  review.png（evidence/{names[3]}）",
    ]
    text = zizhao.ok("check", "show", check)
    assert text.split("佐证：\n")[1].splitlines() == [
        f"  2022-05-06  {check}  近景.jpg（evidence/{names[0]}）",
        f"  2022-05-06  {check}  通知.pdf（evidence/{names[1]}）",
    ]
    assert f"  2022-05-06  登记  别.jpg（evidence/{names[4]}）" in zizhao.ok(
        "hazard", "show", other
    )
    zizhao.ok("db", "verify")


def test_a_record_without_evidence_says_nothing_of_it(zizhao: Zizhao, tmp_path: Path) -> None:
    no = zizhao.ok(*CHECK, "--result", "pass")
    assert "佐证" not in zizhao.ok("check", "show", no)
    assert zizhao("check", "show", no, "--format", "json").json["evidence"] == []
    assert not (tmp_path / "evidence").exists()


def test_the_kind_is_told_by_content_not_by_name(zizhao: Zizhao, tmp_path: Path) -> None:
    files = [picture(tmp_path, f"{kind}.exe", kind, kind) for kind in ALLOWED]
    zizhao.ok(*CHECK, "--result", "pass", *given(*files))
    assert files_of(tmp_path) == {kept_name(kind, kind) for kind in ALLOWED}


def test_an_office_may_allow_films(zizhao: Zizhao, tmp_path: Path) -> None:
    film = picture(tmp_path, "录像.mp4", kind="mp4")
    refused = zizhao(*CHECK, "--result", "pass", *given(film))
    assert refused.code == 3
    assert "是 mp4，不在约定的种类之内" in refused.err
    zizhao.ok("init", "--with-data")
    policy = tmp_path / "data" / "policy.yaml"
    text = policy.read_text(encoding="utf-8")
    changed = text.replace("[jpg, png, webp, heic, pdf]", "[mp4]")
    assert changed != text
    policy.write_text(changed, encoding="utf-8")
    zizhao.ok(*CHECK, "--result", "pass", *given(film))
    assert files_of(tmp_path) == {kept_name("mp4")}
    assert sorted(KINDS) == sorted([*ALLOWED, "mp4"])


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_it_is_its_owner_s_alone(zizhao: Zizhao, tmp_path: Path, umask: int) -> None:
    file = picture(tmp_path, "甲.jpg")
    before = os.umask(umask)
    try:
        run = zizhao(*CHECK, "--result", "pass", *given(file))
    finally:
        os.umask(before)
    assert run.code == 0, run.err
    modes = [(tmp_path / "evidence" / name).stat().st_mode for name in ("", kept_name("jpg"))]
    assert [oct(mode & 0o7777) for mode in modes] == ["0o700", "0o600"]


def test_the_copy_does_not_follow_the_original(zizhao: Zizhao, tmp_path: Path) -> None:
    original = tmp_path / "甲.jpg"
    picture(tmp_path, "甲.jpg", "原")
    zizhao.ok(*CHECK, "--result", "pass", *given(str(original)))
    original.write_bytes(b"")
    zizhao.ok("db", "verify")
    assert (tmp_path / "evidence" / kept_name("jpg", "原")).read_bytes() == content("jpg", "原")


def test_a_link_is_followed_to_its_file(zizhao: Zizhao, tmp_path: Path) -> None:
    picture(tmp_path, "原.jpg")
    link = tmp_path / "链.jpg"
    link.symlink_to("原.jpg")
    zizhao.ok(*CHECK, "--result", "pass", *given(str(link)))
    kept = tmp_path / "evidence" / kept_name("jpg")
    assert kept.is_file()
    assert not kept.is_symlink()
    assert query(zizhao.db, "SELECT name FROM evidence") == [("链.jpg",)]


NAMES = {
    "汉字 （一）.jpg": "汉字 （一）.jpg",
    "\x1b[31m红.jpg": "\\x1b[31m红.jpg",
    "行\n行.jpg": "行\\x0a行.jpg",
    "倒\u202egpj.exe": "倒\\u202egpj.exe",
    "[bold]粗.jpg": "[bold]粗.jpg",
    os.fsdecode(b"\xb5\xf7.jpg"): "调.jpg",  # as a machine with GBK names wrote it
    os.fsdecode(b"\xff.jpg"): "\\udcff.jpg",
}


def test_names_are_kept_as_they_may_be_shown(zizhao: Zizhao, tmp_path: Path) -> None:
    """Nothing in a name steers a terminal, or leads out of the folder."""
    away = tmp_path / "别处"
    away.mkdir()
    files = [picture(away, name, str(number)) for number, name in enumerate(NAMES)]
    files.append(f"{away}/../别处/{os.path.basename(picture(away, '外.jpg', '外'))}")  # noqa: PTH119
    no = zizhao.ok(*CHECK, "--result", "pass", *given(*files))
    expected = [*NAMES.values(), "外.jpg"]
    shown = zizhao("check", "show", no, "--format", "json").json["evidence"]
    assert [row["name"] for row in shown] == expected
    text = zizhao.ok("check", "show", no)
    assert all(f"  {name}（evidence/" in text for name in expected)
    assert "\x1b" not in text
    assert files_of(tmp_path) == {
        kept_name("jpg", of) for of in (*map(str, range(len(NAMES))), "外")
    }
    zizhao.ok("db", "verify")


def test_a_path_beside_the_working_folder(
    zizhao: Zizhao, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "这里"
    here.mkdir()
    picture(tmp_path, "甲.jpg")
    monkeypatch.chdir(here)
    zizhao.ok(*CHECK, "--result", "pass", *given("../甲.jpg"))
    assert query(zizhao.db, "SELECT name FROM evidence") == [("甲.jpg",)]


def test_the_same_call_again_with_a_source_id(zizhao: Zizhao, tmp_path: Path) -> None:
    """Nothing is added, and other evidence is other content."""
    call = (*CHECK, "--result", "pass", "--source-id", "甲-1")
    file, other = picture(tmp_path, "甲.jpg", "甲"), picture(tmp_path, "乙.jpg", "乙")
    no = zizhao.ok(*call, *given(file))
    again = zizhao(*call, *given(file))
    assert (again.code, again.out.strip(), "套用" in again.err) == (0, no, False)
    refused = zizhao(*call, *given(other))
    assert (refused.code, "佐证" in refused.err) == (3, True)
    assert files_of(tmp_path) == {kept_name("jpg", "甲")}
    assert query(zizhao.db, "SELECT count(*) FROM evidence") == [(1,)]
