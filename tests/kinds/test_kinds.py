"""What all kinds share names none of them; what each kind says has its Chinese name; none is forgotten anywhere."""

from __future__ import annotations

import ast
import re
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import zizhao_cli
from tests.kinds.declared import DECLARED
from zizhao_cli.cli.nouns import NOUNS
from zizhao_cli.domain import kinds
from zizhao_cli.domain.errors.steps import StepNotAllowed
from zizhao_cli.domain.kinds import KINDS, action_name, kind_named
from zizhao_cli.domain.rules import rules_of
from zizhao_cli.store.journal.chain import recorded_tables
from zizhao_cli.store.statements import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.domain.values import Word

ROOT = Path(str(zizhao_cli.__file__)).parent
NAMES = [kind.name for kind in KINDS]
PLURALS = [f"{name}s" for name in NAMES] + ["batches"]
OWN = {
    *NAMES,
    *PLURALS,
    *(f"{name}_{of}" for name in NAMES for of in ("steps", "replacement")),
    "hazard_rows",
    "tip_matter",
}
"""Names of the files that are a kind's own."""
OF_CHECKS_AND_HAZARDS = {
    "domain": "its rules of words, deadlines, people and errors are those of the field, whichever kind they serve",
    "intake": "a row of a sheet holds a check and what was found",
    "render/template.py": "the sheet that a village fills in",
    "ledger/imports/fingerprint_importer.py": "tells rows of checks and hazards apart by what they say",
    "ledger/imports/differences.py": "what rows of checks and hazards say, beside what their records do",
    "ledger/imports/pictures.py": "a picture in a row shows what was found, else the check",
    "ledger/imports/run.py": "a unit that a row names may join the roll, and rows of checks come in blocks",
    "ledger/imports/receipt.py": "the contract's receipt counts hazards",
    "ledger/imports/new_units.py": "units that join the roll in passing",
    "datafiles.py": "the data file of the first campaign",
    "ledger/named.py": "whom records of any kind name is looked for among people",
    "ledger/setup.py": "a new ledger begins with the roll",
    "ledger/session.py": "finds units",
    "ledger/steps.py": "finds units",
    "ledger/in_office.py": "who approves is a person",
    "ledger/walks.py": "a walk is checks of one unit with what they found",
    "report/duties.py": "how duties were done, which units have none, and who leads where they cross",
    "report/agenda.py": "the days of hazards and of reports",
    "render/ics.py": "an entry of a calendar is headed by its unit",
    "store/roll.py": "the names of units",
    "store/tables/journal.py": "evidence of revision 0002",
    "store/evidence/owner.py": "evidence of revision 0002",
    "store/statements.py": "made from the tables of all kinds",
    "report/as_of.py": "every record is about a unit, which is called as it was then",
    "report/deadlines.py": "the nightly reports of hazards",
    "report/filters.py": "what hazards and checks are narrowed by",
    "report/life.py": "the arithmetic of a hazard's deadline",
    "report/official.py": "the ledger of hazards that is handed upward",
    **dict.fromkeys(
        (f"report/{name}.py" for name in ("summary", "groups")),
        "figures of hazards by what they say",
    ),
    **dict.fromkeys(
        (
            f"report/{name}.py"
            for name in (
                "coverage",
                "covered",
                "blind_spots",
                "strictness",
                "phase",
                "phase_units",
                "brief",
            )
        ),
        "which units were checked, and what was found there",
    ),
    "ledger/imports/unknown_columns.py": "a column of units is told from others",
    "report/unit_page.py": "the page of a unit, of whatever kinds",
    "report/criteria.py": "what hazards may be, and where they are",
    "report/inspected.py": "which units were looked at by others",
    "report/without.py": "which units have none of a kind",
    "report/transfers.py": "hazards that are with another authority",
    "report/of_kind.py": "what a record refers to is called as it was then",
    "report/past_due.py": "what has a term is narrowed by units",
    "report/papers": "papers are about hazards",
    "report/papers_waiting.py": "papers are about hazards",
    "report/rebound.py": "hazards that came back",
    "report/fifteen": "what each measure has of its own",
    **dict.fromkeys(
        (f"report/{name}.py" for name in ("supervised", "accountability")),
        "what is late of those listed, and who was held to account",
    ),
    **dict.fromkeys(
        (f"report/{name}.py" for name in ("cases", "escalation", "ladder")),
        "which action follows which, and why",
    ),
    **dict.fromkeys(
        (f"report/{name}.py" for name in ("appraisal", "appraised", "marks")),
        "what units and people are marked for",
    ),
    "report/accident_clocks.py": "the clocks of accidents, which are of units",
    "report/compare.py": "figures of hazards on two days",
    "report/trend.py": "how hazards went",
    "report/voided.py": "what was struck out of hazards",
    "report/upgraded.py": "what an upgrade changed in the reports of hazards",
    "report/filled.py": "forms count hazards, checks and units",
    "report/forms.py": "forms count hazards, checks and units",
    "report/behind.py": "forms count hazards, checks and units",
    "report/sent_and_now.py": "forms count hazards, checks and units",
    "report/submissions_due.py": "the reports that are submitted",
    "report/measures.py": "what checks are made against",
    "report/oddities.py": "their measures and days",
    "ledger/imports/oddities.py": "their measures and days",
    "report/journal.py": "a unit is named by its code",
    "board/": "its pages are of hazards and units, and of no other kind",
    "groups/kept.py": "what the hazards that a group is told of are narrowed by",
    "nightly/digest.py": "a line of a digest is about a hazard",
    "cli": "commands and their options are what people type; what serves all nouns is looked at",
}
"""What is no kind's own and names kinds all the same, and why."""
FREE_IN_CLI = {"app", "nouns", "schema", "bundle", "context", "journal", "db", "recorded"}
UNDOING = {"batch", "batch_undo", "action"}
"""Undoing an import concerns all kinds; and what an entry of the journal did is its action."""


def shared() -> Iterator[Path]:
    """Yield the modules that serve every kind."""
    for file in sorted(ROOT.rglob("*.py")):
        inside = file.relative_to(ROOT)
        excepted = any(str(inside).startswith(place) for place in OF_CHECKS_AND_HAZARDS)
        if inside.parts[0] == "cli" and file.stem in FREE_IN_CLI:
            excepted = False
        if file.stem not in OWN and not excepted and inside.parts[0] != "domain":
            yield file


def named(source: str) -> set[str]:
    """Return the kinds that a module names: by import, or as a word of a text that is no docstring."""
    tree = ast.parse(source)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    docs |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    words: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            words.add(node.module.rpartition(".")[2])
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
        ):
            words |= set(re.findall(r"[a-z_]+", node.value))
    tables = {table for kind in KINDS for table in (kind.table, kind.history)}
    return words & ({*NAMES, *tables} - UNDOING)


SHARED = list(shared())


@pytest.mark.parametrize("file", SHARED, ids=lambda file: str(file.relative_to(ROOT)))
def test_what_all_kinds_share_names_none_of_them(file: Path) -> None:
    assert named(file.read_text(encoding="utf-8")) == set()


def test_the_guard_looks_at_what_matters_and_can_fail() -> None:
    looked_at = {str(file.relative_to(ROOT)) for file in SHARED}
    assert {
        "store/journal/changeset.py",
        "store/verify/replay.py",
        "report/timeline.py",
        "cli/nouns.py",
    } <= looked_at
    assert named('QUERY = "SELECT id FROM hazard_version"') == {"hazard_version"}
    assert named("from zizhao_cli.domain.kinds.check import CHECK") == {"check"}


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_kind_and_field_and_step_has_its_chinese_name(kind: Kind) -> None:
    told = [kind.label, kind.one, kind.summary, action_name(f"{kind.name}.add")]
    told += (name.label for name in kind.steps.values())
    told += (field.heading for name in kind.steps.values() for field in name.details)
    told += (text for f in kind.columns for text in (f.heading, f.name))
    told += (field.heading for field in kind.form.values())
    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in told)


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_step_and_what_it_says_is_named(kind: Kind) -> None:
    """A step that the rules know and the kind does not would be told in English, and so would a detail of it."""
    unnamed = {
        "step",
        "on",
        "rules",
        "to",
        "due",
        "reply_due",
        "reviewer_unit_id",
        "approver_unit_id",
    }
    unnamed |= {
        "whole_life",
        "retracts",
        "acted_by",
        "acted_on",
        "acted_at",
        "by_responsible",
        "people",
    }  # told in words of their own
    for name, step in rules_of(kind).steps.items():
        details = kind.steps[name].details
        known = {field.key for field in details} | set(kind.steps[name].outcomes)
        known |= {kind.column(field) for field in details}
        said = set(step.model_fields) - unnamed
        assert said <= known | ({"to"} if "to" in known else set())
        assert action_name(f"{kind.name}.{name}")


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_column_that_is_recorded_is_shown_or_housekeeping(kind: Kind) -> None:
    housekeeping = {"id", "fingerprint", "due_basis", "last_step_on", "receipt", *kind.references}
    columns = set(rules_of(kind).record.columns())
    assert columns <= set(kind.fields) | housekeeping


LIVES = [kind for kind in KINDS if len(kind.states) > 1]
STEPS = [
    (step, state)
    for kind in LIVES
    for step, state in product(rules_of(kind).steps.values(), kind.states)
]


@pytest.mark.parametrize(
    ("step", "state"), STEPS, ids=[f"{s.kind.name}.{s.label()}-{state}" for s, state in STEPS]
)
def test_every_step_is_tried_from_every_state(step: type[Step], state: Word) -> None:
    if state in step.allowed:
        step.refuse_unless_allowed("NO", state)
        return
    with pytest.raises(StepNotAllowed) as refused:
        step.refuse_unless_allowed("NO", state)
    assert state.label in refused.value.sentence
    assert step.label() in refused.value.sentence
    assert f"{step.kind.name} show NO" in str(refused.value.way_out)


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_kind_has_its_file_in_each_room(kind: Kind) -> None:
    for room in ("domain/kinds", "domain/rules", "store/tables", "cli"):
        assert (ROOT / room / f"{kind.name}.py").exists()
    assert NOUNS[kind.name] == kind.summary


def test_the_order_of_digests_is_the_one_that_old_entries_were_sealed_in() -> None:
    """A kind that is taken out, or moved, would change the digest of every entry that wrote it."""
    assert list(recorded_tables()) == [
        "unit_version",
        "checks",
        "check_void",
        "check_edit",
        "batch",
        "batch_undo",
        "hazard_version",
        "submission_version",
        "notice_version",
        *(
            f"{name}_version"
            for name in (
                "person",
                "topic",
                "duty",
                "power",
                "settlement",
                "violation",
                "enforcement",
                "project",
                "lesson",
                "supervision",
                "action",
                "campaign",
                "area",
                "enterprise",
                "staffing",
                "tip",
                "channel",
                "accident",
            )
        ),
        "evidence",
        "remark",
        "seal_key",
        "seal",
    ]
    present = {"unit", "hazard", "submission", "notice", *(kind.table for kind in DECLARED)}
    sealed = {"sealed", "withheld"}
    assert {*recorded_tables(), "journal", *present, *sealed} == set(COLUMNS)


def test_a_kind_that_is_forgotten_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The case that makes these guards fail."""
    monkeypatch.setattr(kinds, "KINDS", KINDS[1:])
    with pytest.raises(StopIteration):
        kind_named("unit")
