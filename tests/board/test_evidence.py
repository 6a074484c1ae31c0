"""Pictures are handed out by their hash, of the hazard that they show, and only as what they were recorded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.board.served import served
from tests.cli.pictures import content

if TYPE_CHECKING:
    from pathlib import Path

    from tests.board.served import Served
    from tests.cli.ledgers import Morning

NO = "YH-2022-0001"
TYPES = {
    "jpg": ("image/jpeg", False),
    "png": ("image/png", False),
    "webp": ("image/webp", False),
    "pdf": ("application/pdf", True),
}


def _hashes(zizhao: Morning) -> dict[str, str]:
    rows = zizhao("hazard", "show", NO, "--format", "json").json["evidence"]
    return {row["kind"]: row["sha256"] for row in rows}


@pytest.mark.parametrize("kind", TYPES)
def test_it_comes_as_it_was_kept(board: Served, officer: Morning, kind: str) -> None:
    got = board.get("evidence", no=NO, sha256=_hashes(officer)[kind])
    assert got.body == content(kind, kind)
    type_, saved = TYPES[kind]
    assert got.headers["content-type"] == type_
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers.get("content-disposition", "").startswith("attachment;") is saved


def test_only_pictures_are_shown_on_the_page(board: Served) -> None:
    page = board.get("hazard", no=NO).html
    assert len(re.findall('<img src="evidence[?]', page)) == 3
    assert page.count("下载 pdf") == 1
    assert "&lt;b&gt;jpg" in page


@pytest.mark.parametrize(
    "asked",
    [
        "../../ledger.db", "..%2f..%2fledger.db", "/etc/passwd", "ledger.db", "", "%00", "0" * 64,
        "*", "{sha}.jpg", "{sha}/../{sha}", "{SHA}", "./{sha}", "{sha}%00", "file:///etc/passwd", "..\\ledger.db",
    ],
)  # fmt: skip
def test_no_name_leads_anywhere_else(board: Served, officer: Morning, asked: str) -> None:
    sha = _hashes(officer)["jpg"]
    asked = asked.format(sha=sha, SHA=sha.upper())
    got = board.ask(f"{board.path}evidence?no={NO}&sha256={asked}")
    assert got.status == 404
    assert got.headers["content-type"].startswith("text/html")
    for target in (f"evidence/{sha}.jpg", f"evidence/../{sha}", f"../evidence/{sha}.jpg"):
        assert board.ask(f"{board.path}{target}").status == 404


def test_it_belongs_to_its_hazard(board: Served, officer: Morning) -> None:
    sha = _hashes(officer)["jpg"]
    assert board.get("evidence", 404, no="YH-2022-0002", sha256=sha)
    assert board.get("evidence", 404, no="x", sha256=sha)
    assert board.get("evidence", 404, sha256=sha)


def test_what_was_altered_or_is_gone_is_not_shown(officer: Morning, tmp_path: Path) -> None:
    zizhao = officer.copy(tmp_path)
    folder = tmp_path / "evidence"
    folder.mkdir()
    hashes = _hashes(zizhao)
    (folder / f"{hashes['jpg']}.jpg").write_bytes(b"\xff\xd8\xff<script>alert(1)</script>")
    (folder / f"{hashes['png']}.png").symlink_to("/etc/passwd")
    (folder / f"{hashes['webp']}.webp").mkdir()
    with served(zizhao) as board:
        for sha in hashes.values():
            got = board.get("evidence", 404, no=NO, sha256=sha)
            assert "不一致" in got.text
            assert "root:" not in got.text
