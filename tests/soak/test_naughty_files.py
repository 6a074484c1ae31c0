"""Naughty strings in the office's own data files, and as the names of ledgers and answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.soak.naughty import ARGUMENTS, STRINGS, complaint, steering
from tests.soak.warm import Warm

if TYPE_CHECKING:
    from tests.conftest import Run, Soak

DATA = Path(__file__).parents[2] / "data"
PLANTED = "\x1b[31m\x9b1m\u202e\u200b[/x]<script>=1\x00"
ASKED = (
    ("measure", "list"),
    ("measure", "show", "1"),
    ("hazard", "why", "YH-2022-0001"),
    ("hazard", "show", "YH-2022-0001"),
    ("measure", "list", "--format", "md"),
)
NAMES = [name for name in ARGUMENTS if name and "/" not in name and name not in (".", "..")]
"""Names of files in the folder where the program is called; what climbs out of it is meant so."""


@pytest.fixture
def zizhao(tmp_path: Path) -> Warm:
    """The program on a fresh ledger with its own data files beside it."""
    program = Warm(tmp_path / "ledger.db")
    program.ok("init", "--with-data")
    return program


def plant(zizhao: Warm, name: str, old: str, text: str) -> None:
    """Put `text`, written as YAML can hold it, in the place of `old` in a data file."""
    content = (DATA / name).read_text(encoding="utf-8")
    assert old in content
    changed = content.replace(old, old.partition(": ")[0] + ": " + json.dumps(text), 1)
    (zizhao.db.parent / "data" / name).write_text(changed, encoding="utf-8")


def names_in(zizhao: Warm) -> set[str]:
    """Return the names of what lies beside the ledger."""
    return {file.name for file in zizhao.db.parent.iterdir()}


def plain(run: Run) -> str | None:
    """Return what is wrong with an answer or an error, or None."""
    if run.code not in (0, 2, 3, 6):
        return f"exit {run.code}: {run.err!r}"
    if run.code:
        return complaint(run.err)
    return None if not steering(run.out + run.err) else f"{run.out!r} {run.err!r}"


def test_what_stands_in_data_files_steers_nothing(zizhao: Warm) -> None:
    plant(zizhao, "policy.yaml", "source: 本办公室约定，可改", PLANTED)
    plant(zizhao, "measures.yaml", "title: 落实地方党委安全生产责任", PLANTED)
    zizhao.ok("hazard", "add", "--unit", "GXC", "--measure", "1", "--title", "甲")
    for args in ASKED:
        run = zizhao(*args)
        assert (run.code, plain(run)) == (0, None)
        assert run.err == ""
    assert r"\x1b[31m\x9b1m\u202e\u200b[/x]<script>=1\x00" in zizhao("measure", "list").out


def test_the_name_of_a_phase_steers_nothing(zizhao: Warm) -> None:
    plant(zizhao, "campaign.yaml", "name: 自查建账", PLANTED)
    assert plain(zizhao("hazard", "list", "--phase", "9")) is None


@pytest.mark.parametrize(
    ("name", "old"),
    [
        ("policy.yaml", 'value: "+15d"'),
        ("policy.yaml", "value: true"),
        ("campaign.yaml", "from: 2022-04-20"),
        ("campaign.yaml", "number: 1"),
        ("measures.yaml", "number: 1"),
        ("measures.yaml", "binds: [village, community, department]"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_cleanly(
    zizhao: Warm, soak: Soak, name: str, old: str
) -> None:
    calls = (
        ("hazard", "add", "--unit=GXC", "--measure=甲", "--title=甲"),
        ("hazard", "list", "--phase=1"),
    )
    for text in STRINGS[:: soak.rounds(40, 1)]:
        plant(zizhao, name, old, text)
        for args in (*calls, (*calls[0][:3], "--measure=6", "--title=甲")):
            assert plain(zizhao(*args)) is None, text


def test_a_number_without_end_is_named_cleanly(zizhao: Warm) -> None:
    content = (DATA / "policy.yaml").read_text(encoding="utf-8")
    changed = content.replace("value: true", f"value: 0x{'f' * 5000}")
    (zizhao.db.parent / "data" / "policy.yaml").write_text(changed, encoding="utf-8")
    assert plain(zizhao("hazard", "add", "--unit=GXC", "--measure=6", "--title=甲")) is None


def test_a_seed_with_a_naughty_unit_is_refused_or_taken(zizhao: Warm, soak: Soak) -> None:
    for text in STRINGS[:: soak.rounds(24, 1)]:
        plant(zizhao, "seed_units.yaml", "name: 纪委", text)
        other = zizhao.on(zizhao.db.with_name("other.db"))
        run = other("init")
        assert plain(run) is None, text
        if run.code == 0:
            assert text in [
                row["name"] for row in other("unit", "list", "--format=json").json["rows"]
            ]
        assert other.db.exists() == (run.code == 0)
        for file in zizhao.db.parent.glob("other.db*"):
            file.unlink()


def test_a_ledger_may_have_any_name(zizhao: Warm, soak: Soak) -> None:
    folder = zizhao.db.parent / "ledgers"
    folder.mkdir()
    program = zizhao.on(folder / "unused.db")
    short = [name for name in NAMES if len(name.encode(errors="replace")) < 200]
    for name in [name for name in short if "\udcff" not in name][:: soak.rounds(24, 1)]:
        for command in (("init",), ("hazard", "list"), ("db", "verify"), ("db", "info")):
            run = program(f"--db={name}", *command)
            assert (run.code, plain(run)) == (0, None), name
        made = {file.name for file in folder.iterdir() if not file.name.startswith((name, "data"))}
        assert made == set(), name
        for file in folder.glob("*"):
            file.unlink()
    assert not (folder.parent / "ran").exists()


def test_a_ledger_whose_name_is_no_utf8_is_refused_cleanly(zizhao: Warm) -> None:
    assert "程序出错" not in zizhao("--db=\udcff.db", "init").err


def test_an_answer_may_be_written_under_any_name(zizhao: Warm, soak: Soak) -> None:
    before = names_in(zizhao)
    for name in [n for n in NAMES if len(n.encode(errors="replace")) < 200][:: soak.rounds(24, 1)]:
        for ending in ("", ".csv", ".json"):
            run = zizhao("unit", "list", f"--output={name}{ending}")
            if (name, ending) == ("-", ""):
                continue
            assert plain(run) is None, name
            new = names_in(zizhao) - before
            assert new <= {f"{name}{ending}", "ledger.db-wal", "ledger.db-shm"}
            assert (run.code == 0) == (f"{name}{ending}" in new)
            (zizhao.db.parent / f"{name}{ending}").unlink(missing_ok=True)
