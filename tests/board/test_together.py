"""The board beside other programs: what they write is seen, and a ledger that is away comes back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.board.served import served
from tests.cli.keeping import with_evidence, writer_on
from tests.store.damage import query

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning


def test_each_look_sees_what_was_recorded_by_then(officer: Morning, tmp_path: Path) -> None:
    zizhao = officer.copy(tmp_path)
    add = (
        "hazard",
        "add",
        "--unit",
        "GXC",
        "--measure",
        "6",
        "--title",
        "新的",
        "--found",
        "2022-07-14",
    )
    with served(zizhao) as board:
        before = board.get().numbers()
        zizhao.ok(*add, "--due", "2022-07-14")
        after = board.get().numbers()
        assert int(after["逾期"]) == int(before["逾期"]) + 1
        assert board.get("trend").table()[0][1] == "3"
        assert "新的" in board.get("overdue").text  # fmt: skip


def test_it_goes_on_while_others_write(officer: Morning, tmp_path: Path) -> None:
    zizhao = officer.copy(tmp_path)
    with served(zizhao) as board, writer_on(zizhao):
        seen = []
        for _ in range(12):
            for page in ("", "open", "coverage", "trend"):
                text = board.get(page).text
            found = re.search(r"锚点 (\d+):", text)
            assert found
            seen.append(int(found[1]))
        assert seen == sorted(seen)
        assert seen[-1] > seen[0]
    ((last,),) = query(zizhao.db, "SELECT max(seq) FROM journal")
    assert last >= seen[-1]


def test_a_ledger_that_is_away_is_said_and_comes_back(officer: Morning, tmp_path: Path) -> None:
    zizhao = officer.copy(tmp_path)
    away = tmp_path / "away.db"
    with served(zizhao) as board:
        zizhao.db.rename(away)
        got = board.get("", 503)
        assert "没有账本" in got.text
        assert 'http-equiv="refresh" content="60"' in got.html
        zizhao.db.write_bytes(b"no ledger")
        assert "不是 zizhao 的账本" in board.get("open", 503).text
        away.replace(zizhao.db)
        board.get()


def test_a_restore_is_seen(officer: Morning, tmp_path: Path) -> None:
    zizhao = with_evidence(officer, tmp_path / "office")
    with served(zizhao) as board:
        before = board.get().numbers()
        backup = zizhao.ok("db", "backup")
        zizhao.ok("hazard", "rectify", "YH-2022-0006", "--on", "2022-07-15")
        assert board.get().numbers() != before
        zizhao.ok("db", "restore", backup)
        assert board.get().numbers() == before
        assert "trend" in board.get("trend").html


def test_a_mistake_in_the_terms_of_the_office_is_named(officer: Morning, tmp_path: Path) -> None:
    zizhao = officer.copy(tmp_path)
    with served(zizhao) as board:
        board.get("due")
        data = tmp_path / "data"
        data.mkdir()
        (data / "policy.yaml").write_text("due_soon_days: x\n", "utf-8")
        assert "policy.yaml 第 1 行" in board.get("due", 503).text
