"""Every kind that is declared whole lives through the real program, and keeps what it was told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.intake.office import Office
from tests.kinds.declared import DECLARED, FIRM, NAMES, given, sheet
from tests.kinds.lives import advance, everything, live
from tests.ledger.officer import set_up
from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Zizhao
    from zizhao_cli.domain.kinds.kind import Kind


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return everything(tmp_path_factory.mktemp("declared"))


def test_what_they_left_verifies(whole: Path) -> None:
    assert verify(whole).findings == []


@pytest.mark.parametrize("kind", DECLARED, ids=NAMES)
def test_a_step_that_its_state_does_not_allow_is_refused(kind: Kind, tmp_path: Path) -> None:
    """Each own step starts from some state and not from that of a record that was struck out."""
    for name, step in kind.steps.items():
        if name not in ("register", "undo"):
            assert step.allowed or name == "edit", name
            assert not any(state.value == "voided" for state in step.allowed)
    office = Office(set_up(tmp_path / "ledger.db"))
    office.hazard()
    numbers = live(office, kind)
    assert advance(office, kind, numbers[-1]) == [] or kind.found_by


@pytest.mark.parametrize("kind", DECLARED, ids=NAMES)
def test_what_must_be_said_is_asked_for(kind: Kind, zizhao: Zizhao) -> None:
    if "add" not in zizhao(kind.name, "--help").out.split():
        pytest.skip(f"{kind.name} is not registered by add")
    code = [] if kind.series else ["A1"]
    run = zizhao(kind.name, "add", *code)
    asked = [key for key in kind.required if key != "code"]
    if not asked:
        assert run.code == 0, run.err
        return
    assert run.code == 2
    assert any(kind.fields[key].option.split("/")[0] in run.err for key in asked)
    assert zizhao("journal", "list", "--format", "json").json["count"] == 1


@pytest.mark.parametrize("kind", [k for k in DECLARED if k.form], ids=lambda kind: kind.name)
def test_the_same_sheet_again_changes_nothing(kind: Kind, zizhao: Zizhao, tmp_path: Path) -> None:
    if kind.of_units:
        zizhao.ok("unit", "add", *FIRM, "--kind", "enterprise")
    file = tmp_path / "一.csv"
    file.write_text(sheet(kind), encoding="utf-8")
    first = zizhao(kind.name, "import", str(file), "--format", "json")
    assert (first.code, first.json["new"]) == (0, 1), first.out
    again = zizhao(kind.name, "import", str(file), "--format", "json")
    assert (again.json["new"], again.json["same"], again.json["batch"]) == (0, 1, None)
    undo = ("batch", "undo", first.json["batch"], "--reason", "拿错了")
    assert zizhao(*undo, "--approved-by", "石世文").code == 0
    assert zizhao(kind.name, "import", str(file), "--format", "json").json["new"] == 1
    assert zizhao("db", "verify").code == 0


def test_lists_show_what_was_told(whole: Path) -> None:
    from tests.conftest import Zizhao

    for kind in DECLARED:
        run = Zizhao(whole)(kind.name, "list", "--all", "--format", "json")
        assert run.code == 0, run.err
        rows = run.json["rows"]
        assert len(rows) == (1 if kind.found_by else 3), kind.name
        for key, said in given(kind).items():
            if kind.fields[key].reads is Reads.LONG and isinstance(said, str) and not kind.found_by:
                assert rows[-1][key] == said
        shown = Zizhao(whole)(kind.name, "show", rows[0][kind.called], "--format", "json").json
        assert shown["timeline"][0]["step"] == "register"
        assert (json.dumps(shown["evidence"]) == "[]") == bool(kind.sealed)
        past = Zizhao(whole)(kind.name, "list", "--as-of", "2022-04-30", "--format", "json")
        assert past.json["rows"] == []


@pytest.mark.parametrize("kind", [k for k in DECLARED if k.grave], ids=lambda kind: kind.name)
def test_what_is_grave_is_struck_out_by_two(kind: Kind, zizhao: Zizhao) -> None:
    office = Office(zizhao.db)
    office.hazard()
    no = live(office, kind)[0]
    alone = zizhao(kind.name, kind.struck_by, no, "--reason", "重复")
    assert (alone.code, kind.grave in alone.err) == (3, True)
    himself = ("--reason", "重复", "--approved-by", "陈科旭")
    assert zizhao("--by", "陈科旭", kind.name, kind.struck_by, no, *himself).code == 3
    by = ("--reason", "重复", "--approved-by", "石世文")
    assert zizhao("--by", "陈科旭", kind.name, kind.struck_by, no, *by).code == 0
    assert verify(zizhao.db).findings == []


@pytest.mark.parametrize("kind", [k for k in DECLARED if k.grave], ids=lambda kind: kind.name)
def test_what_is_grave_is_not_undone_by_one_a_day_later(
    kind: Kind, zizhao: Zizhao, tmp_path: Path
) -> None:
    file = tmp_path / "一.csv"
    file.write_text(sheet(kind), encoding="utf-8")
    first, next_day = ({"ZIZHAO_TEST_NOW": f"2027-05-0{n}T09:00:00+08:00"} for n in (1, 2))
    batch = zizhao(kind.name, "import", str(file), "--format", "json", env=first).json["batch"]
    undo = ("batch", "undo", batch, "--reason", "拿错了")
    alone = zizhao(*undo, env=next_day)
    assert (alone.code, kind.grave in alone.err) == (3, True)
    assert zizhao(*undo, "--approved-by", "石世文", env=next_day).code == 0
