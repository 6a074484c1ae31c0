"""Every naughty string in every field: it is refused in two clean lines, or comes back as it was typed."""

from __future__ import annotations

import shutil
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest

from tests.soak.fields import FIELDS, Field, stage
from tests.soak.naughty import ARGUMENTS, complaint, steering
from tests.soak.warm import Warm
from zizhao_cli.domain.text import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Run, Soak

GROUPS = 8
SHOWN_BY = {"YH": "hazard", "JC": "check", "PC": "batch"}


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Warm:
    """A ledger on which every field can be tried, alone in its folder."""
    zizhao = Warm(tmp_path_factory.mktemp("fields") / "ledger.db")
    stage(zizhao)
    return zizhao


def leaves(value: Any) -> Iterator[str]:
    """Yield every text inside a JSON value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, str):
        yield value


def recorded(zizhao: Warm) -> set[str]:
    """Return every text of the last entry of the journal and of the record that it is about."""
    entry = zizhao("journal", "list", "--sort=-seq", "--limit=1", "--format=json").json["rows"][0]
    noun = SHOWN_BY.get(entry["subject"][:2], "unit")
    about = [zizhao("journal", "show", str(entry["seq"]), "--format=json").json]
    about.append(zizhao(noun, "show", entry["subject"], "--format=json").json)
    about += [
        zizhao("hazard", "show", no, "--format=json").json
        for no in about[1].get("hazards") or []
        if noun == "check"
    ]
    return {text for record in about for text in leaves(record)}


def wrong(field: Field, run: Run) -> str | None:
    """Return what is wrong with an answer, or None."""
    if run.code not in ((0, 2, 3, 6) if field.call == "db restore" else (0, 2, 3)):
        return f"exit {run.code}: {run.err!r}"
    if run.code and (not run.out or "import" in field.call):
        return complaint(run.err)
    if run.code:
        return f"data beside an error: {run.out!r}"
    if characters := steering(run.err) | steering(run.out):
        return f"{characters!r} in {run.err!r} {run.out[:200]!r}"
    return None


def kept(field: Field, text: str) -> str:
    """Return what of a text is recorded: all of it, but for the spaces around a source id."""
    return text.strip() if field.option == "--source-id" else text


def tried(zizhao: Warm, before: bytes, field: Field, text: str) -> str | None:
    """Put `text` into `field`, and return what was wrong with it; the ledger is as before afterwards."""
    files = set(zizhao.db.parent.rglob("*"))
    run = zizhao(*field.args(text))
    told = wrong(field, run)
    if zizhao.db.read_bytes() != before:
        if run.code:
            told = told or "refused, yet written"
        elif field.kept and not is_blank(text) and kept(field, text) not in recorded(zizhao):
            told = told or "not as it was typed"
        told = told or (None if zizhao("db", "verify").code == 0 else "the ledger is damaged")
    for side in ("-wal", "-shm"):
        zizhao.db.with_name(zizhao.db.name + side).unlink(missing_ok=True)
    zizhao.db.write_bytes(before)
    # What lies in a folder before the folder.
    for new in sorted(set(zizhao.db.parent.rglob("*")) - files, reverse=True):
        asked_for = new.name == "new.xlsx" or (field.call == "db backup" and run.code == 0)
        told = told or (None if asked_for else f"made {new.name!r}")
        shutil.rmtree(new) if new.is_dir() else new.unlink()
    return told


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_text_is_refused_cleanly_or_comes_back(staged: Warm, soak: Soak, group: int) -> None:
    before, calls = staged.db.read_bytes(), 0
    problems = []
    for place, field in list(enumerate(FIELDS))[group::GROUPS]:
        count = soak.rounds(1, len(ARGUMENTS))
        # Each field begins elsewhere, so that a short run too tries every string somewhere.
        for text in islice((*ARGUMENTS, *ARGUMENTS), place % len(ARGUMENTS), None):
            if count == 0:
                break
            count -= 1
            calls += 1
            told = tried(staged, before, field, text)
            if told is not None:
                problems.append(f"{field} {text[:60]!r}: {told[:400]}")
    soak.figure("calls", calls)
    assert not problems, "\n".join(problems)


def test_who_acts_is_a_text_too(staged: Warm, soak: Soak) -> None:
    before = staged.db.read_bytes()
    field = Field("hazard void YH-2022-0001 --reason 重复", "", kept=True)
    for text in ARGUMENTS[:: soak.rounds(8, 1)]:
        if not text:  # as good as no name: the login's is taken
            continue
        run = staged(f"--by={text}", *field.call.split())
        assert wrong(field, run) is None, (text, run)
        if run.code == 0:
            assert text in recorded(staged)
            staged.db.write_bytes(before)
        assert staged.db.read_bytes() == before
