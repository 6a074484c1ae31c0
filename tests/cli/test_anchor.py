"""The anchor that a report ends with vouches for the ledger it was made from, whatever is recorded later."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import OF_UNIT, REPORTS
from tests.conftest import Zizhao
from tests.ledger.officer import Officer, copy_of, set_up
from tests.store.damage import query, rewrite
from zizhao_cli.store.verify.verify import Anchor, verify

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Officer:
    """A ledger with one hazard, three entries in all with its plan."""
    officer = Officer(set_up(tmp_path_factory.mktemp("printed") / "ledger.db"))
    no = officer.hazard()
    officer.plan(no, "2022-04-21", measures="清理")
    return officer


@pytest.fixture
def ledger(printed: Officer, tmp_path: Path) -> Path:
    return copy_of(printed.path, tmp_path)


def hashes(path: Path) -> dict[int, str]:
    return dict(query(path, "SELECT seq, hash FROM journal"))


@pytest.mark.parametrize("report", [*REPORTS, (*OF_UNIT, "GXC")], ids=" ".join)
def test_reports_end_with_it(ledger: Path, report: tuple[str, ...]) -> None:
    zizhao = Zizhao(ledger)
    anchor = f"3:{hashes(ledger)[3]}"
    text = zizhao.ok(*report, "--as-of", "2022-07-15")
    assert text.splitlines()[-1] == f"账本锚点 {anchor}（未核验）"
    assert zizhao.ok(*report, "--verify").splitlines()[-1] == f"账本锚点 {anchor}（已核验）"
    run = zizhao(*report, "--as-of", "2022-07-15", "--format", "json")
    assert run.json["anchor"] == anchor


def test_it_holds_after_more_was_recorded(ledger: Path) -> None:
    """Whole or its first 16 digits, however written; two at once."""
    known = hashes(ledger)
    Officer(ledger).check()
    zizhao = Zizhao(ledger)
    run = zizhao(
        "db",
        "verify",
        "--anchor",
        f"账本锚点 3:{known[3]}（未核验）",
        "--anchor",
        f" 2：{known[2][:16].upper()} ",
    )
    assert run.code == 0, run.out + run.err
    assert Officer(ledger).known("SELECT count(*) FROM journal") == [(4,)]


@pytest.mark.parametrize("seq", [2, 3])
def test_it_finds_a_history_that_was_rewritten(ledger: Path, seq: int) -> None:
    anchor = Anchor(seq, hashes(ledger)[seq][:16])
    first = Anchor(1, hashes(ledger)[1])
    rewrite(
        ledger,
        "UPDATE hazard SET title = '别的'",
        "UPDATE hazard_version SET title = '别的'",
    )
    assert verify(ledger).findings == []
    assert verify(ledger, [first]).findings == []
    (found,) = verify(ledger, [first, anchor]).findings
    assert (found.record, "与报表上印着的不同" in found.problem) == (f"日志 {seq}", True)


def test_it_finds_that_the_end_was_cut_off(ledger: Path) -> None:
    known = hashes(ledger)
    rewrite(
        ledger,
        "DELETE FROM journal WHERE seq = 3",
        "DELETE FROM hazard_version WHERE seq = 3",
        "UPDATE hazard SET (state, last_step_on, plan_measures) = ('registered', '2022-04-20', NULL)",
    )
    assert verify(ledger).findings == []
    run = Zizhao(ledger)(
        "db", "verify", "--anchor", f"3:{known[3]}", "--anchor", f"2:{known[2]}", "--format", "json"
    )
    assert (run.code, [row["record"] for row in run.json["rows"]]) == (4, ["日志 3"])
    assert run.json["damaged"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "3:",
        ":{hash}",
        "0:{hash}",
        "-1:{hash}",
        "03x:{hash}",
        "3:{short}",
        "3:{hash}0",
        "3:g{short}g",
        "3 {hash}",
        "3:{hash} 4:{hash}",
        "9999999999999999:{hash}",
    ],
)
def test_what_is_no_anchor(
    ledger: Path, text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asked in this process, for there are many."""
    from zizhao_cli.__main__ import main

    anchor = text.format(hash=hashes(ledger)[3], short=hashes(ledger)[3][:15])
    monkeypatch.setattr(
        "sys.argv", ["zizhao", "--db", str(ledger), "db", "verify", "--anchor", anchor]
    )
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    assert "--anchor 看不懂" in err


def test_as_known_then(tmp_path: Path) -> None:
    """The entry of the 20th is not yet in what was known on the 19th; before the first one there is none."""
    officer = Officer(set_up(tmp_path / "ledger.db"))
    officer.hazard()
    zizhao = Zizhao(officer.path)
    known = hashes(officer.path)
    ask = ("report", "open", "--as-of", "2022-05-30", "--format", "json")
    then = zizhao(*ask, "--known-at", "2022-04-19").json
    assert (then["anchor"], then["count"]) == (f"1:{known[1]}", 0)
    assert zizhao(*ask).json["anchor"] == f"2:{known[2]}"
    assert zizhao(*ask, "--known-at", "2022-04-18").json["anchor"] is None
    assert "账本锚点" not in zizhao.ok(*ask[:-2], "--known-at", "2022-04-18")
    assert date(2022, 4, 19) < officer.today
