"""Ledgers of earlier revisions, as the program of their time wrote them, and all that a ledger holds."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.cli.pictures import content as picture_of
from tests.cli.pictures import kept_name
from tests.ledger.officer import copy_of
from tests.store.damage import query
from tests.store.schema import schema
from zizhao_cli.store.file import REVISIONS
from zizhao_cli.store.migration.schema import migrations

if TYPE_CHECKING:
    from collections.abc import Sequence

KEPT = Path(__file__).parent


@dataclass(frozen=True)
class Written:
    """What a ledger of an earlier revision holds, as the program of its time printed it; some rows were counted."""

    head: str
    rows: dict[str, int]
    next_hazard: str
    pictures: tuple[tuple[str, str], ...] = ()
    """The kind of each file of evidence, and what it shows."""

    @property
    def entries(self) -> int:
        return self.rows["journal"]


OF_0007 = (
    *("person", "topic", "duty", "power", "settlement", "violation", "enforcement", "project"),
    *("lesson", "supervision", "action", "campaign", "area", "enterprise", "staffing"),
)
"""The kinds that were declared whole in revision 0007; a record of each has a picture of its name."""
LEDGERS = {
    "0001": Written(
        "9a7522d67d5a47cd825fc107deea93fa02115e073cdf90d16cc2f94543e1ce2e",
        {"journal": 17, "unit": 12, "checks": 6, "check_void": 1, "batch": 2, "hazard": 5},
        "YH-2022-0006",
    ),
    "0002": Written(
        "8f5bff65c478a532e2fb3c389a27beb7f764a9394339c874d69b7cd291e1a585",
        {
            "journal": 23,
            "unit": 13,
            "checks": 4,
            "check_void": 1,
            "batch": 3,
            "batch_undo": 1,
            "hazard": 7,
            "hazard_version": 20,
            "evidence": 3,
        },
        "YH-2022-0008",
        (("jpg", "堵塞"), ("png", "已清理"), ("pdf", "方案")),
    ),
    # Hazards in every state; of those voided 3 and 9 were overdue for weeks, 10, 11 and 14 never were, 12 was voided on the
    # day it was found. 9 to 11 came with a batch that was undone, 5, 6 and 8 with past steps. 1, 4 and 13 were corrected, 13
    # before a step of an earlier day; the unit of 2 and 14 was renamed.
    "0003": Written(
        "fc3009549595f6220563fde820fadb7b8c0a09db967cf9aba920ef3411ea8f05",
        {
            "journal": 33,
            "unit": 14,
            "unit_version": 16,
            "checks": 4,
            "check_void": 1,
            "batch": 4,
            "batch_undo": 1,
            "hazard": 14,
            "hazard_version": 39,
            "evidence": 4,
        },
        "YH-2022-0015",
        (("jpg", "堵塞"), ("pdf", "方案"), ("png", "已清理"), ("jpg", "现场")),
    ),
    # That of 0003, upgraded and worked on: a step of 7 taken back, so that later ones are told anew, 2 corrected for its whole life,
    # 1 noted with a picture, a check edited, 13 replaced by 15.
    "0004": Written(
        "931c06dcf100990e238730f73fc4ad6b74f7ebe61dbe268ee60e36e755871d89",
        {
            "journal": 39,
            "unit": 14,
            "unit_version": 16,
            "checks": 4,
            "check_void": 1,
            "check_edit": 1,
            "batch": 4,
            "batch_undo": 1,
            "hazard": 15,
            "hazard_version": 51,
            "evidence": 5,
            "remark": 1,
        },
        "YH-2022-0016",
        (("jpg", "堵塞"), ("pdf", "方案"), ("png", "已清理"), ("jpg", "现场"), ("png", "回执")),
    ),
    # That of 0004, upgraded; two submissions, the first returned, 8 transferred before transfers had a clock of their own.
    "0005": Written(
        "5f33eb1a605e286109b4d98e454ddafbc4a24e80292bb05f05039b4749717ff4",
        {
            "journal": 43,
            "unit": 14,
            "unit_version": 16,
            "checks": 4,
            "check_void": 1,
            "check_edit": 1,
            "batch": 4,
            "batch_undo": 1,
            "hazard": 15,
            "hazard_version": 52,
            "evidence": 7,
            "remark": 1,
            "submission": 2,
            "submission_version": 3,
        },
        "YH-2022-0016",
        (("jpg", "堵塞"), ("pdf", "方案"), ("png", "已清理"), ("jpg", "现场"), ("png", "回执")),
    ),
    # That of 0005, upgraded: 1 and 4 asked for by a paper each, the first of them delivered; 15 transferred, with a paper, and answered.
    "0006": Written(
        "9b9e3df6fa48d0561d8e07f056d6f0b2315214b8220fc54eaea8238ce5814085",
        {
            "journal": 49,
            "unit": 14,
            "unit_version": 16,
            "checks": 4,
            "check_void": 1,
            "check_edit": 1,
            "batch": 4,
            "batch_undo": 1,
            "hazard": 15,
            "hazard_version": 54,
            "evidence": 10,
            "remark": 1,
            "submission": 2,
            "submission_version": 3,
            "notice": 3,
            "notice_version": 4,
        },
        "YH-2022-0016",
        (("jpg", "堵塞"), ("pdf", "方案"), ("png", "已清理"), ("jpg", "现场"), ("png", "回执")),
    ),
    # That of 0006, upgraded: of each kind that is declared whole one that took all its steps, the last taken back, one that was mended,
    # one struck out, one for each step that can be the first, one from a sheet, and one of a sheet that was undone. 16 has a leader, was
    # listed for supervision and closed; a violation was fined under a power and closed. test_upgraded_lists.py tells them all.
    "0007": Written(
        "3b5898f4e207dd69ad0932af41bd12e250526047eae03e6e91cc754df42172fb",
        {
            "journal": 298,
            "unit": 15,
            "unit_version": 18,
            "checks": 5,
            "check_void": 1,
            "check_edit": 1,
            "batch": 26,
            "batch_undo": 12,
            "hazard": 16,
            "hazard_version": 58,
            "evidence": 27,
            "remark": 16,
            "submission": 3,
            "submission_version": 4,
            "notice": 4,
            "notice_version": 5,
            "person_version": 22,
            "topic_version": 16,
            "duty_version": 25,
            "power_version": 18,
            "settlement_version": 11,
            "violation_version": 28,
            "enforcement_version": 31,
            "project_version": 26,
            "lesson_version": 13,
            "supervision_version": 35,
            "action_version": 25,
            "campaign_version": 7,
            "area_version": 13,
            "enterprise_version": 2,
            "staffing_version": 2,
        },
        "YH-2022-0017",
        (
            *(
                ("jpg", "堵塞"),
                ("pdf", "方案"),
                ("png", "已清理"),
                ("jpg", "现场"),
                ("png", "回执"),
            ),
            *(("jpg", kind) for kind in OF_0007),
        ),
    ),
}
HEAD, ENTRIES = LEDGERS["0001"].head, LEDGERS["0001"].entries
"""The hash of the last entry of the oldest ledger, and how many it has."""


def older(folder: Path, revision: str = "0001") -> Path:
    """Put the ledger of `revision` that is kept beside this file into `folder`, with its evidence."""
    ledger = folder / "ledger.db"
    ledger.write_bytes(gzip.decompress((KEPT / f"ledger_{revision}.db.gz").read_bytes()))
    ledger.chmod(0o600)
    for kind, shown in LEDGERS[revision].pictures:
        (folder / "evidence").mkdir(mode=0o700, exist_ok=True)
        (folder / "evidence" / kept_name(kind, shown)).write_bytes(picture_of(kind, shown))
    for papers in KEPT.glob("evidence_*"):  # each of these ledgers goes on from the one before
        if papers.name <= f"evidence_{revision}":
            shutil.copytree(papers, folder / "evidence", dirs_exist_ok=True)
    return ledger


def with_evidence(ledger: Path, folder: Path) -> Path:
    """Return a copy of `ledger` in `folder`, with the evidence beside it."""
    if (evidence := ledger.parent / "evidence").exists():
        shutil.copytree(evidence, folder / "evidence", dirs_exist_ok=True)
    return copy_of(ledger, folder)


def tables(path: Path) -> list[str]:
    """Return the names of the tables that the ledger at `path` records in."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version' ORDER BY 1"
    return [name for (name,) in query(path, sql)]


def rows(path: Path, of: Sequence[str] | None = None) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of the tables `of`, by default all, with the type of each value.

    Of its columns those that the first revision with that table had: a later one may have appended some.
    """
    found = {}
    for table in tables(path) if of is None else of:
        there = {name for _, name, *_ in query(path, f"PRAGMA table_info({table})")}
        names = ", ".join(name for name in first_columns()[table] if name in there)
        found[table] = query(path, f"SELECT {names} FROM {table} ORDER BY rowid")
    return found


@cache
def first_columns() -> dict[str, list[str]]:
    """Return the columns of each table in the first revision that had it."""
    columns: dict[str, list[str]] = {}
    for revision in reversed(REVISIONS):
        with closing(sqlite3.connect(":memory:")) as made:
            made.executescript(
                (migrations() / "schemas" / f"{revision}.sql").read_text(encoding="utf-8")
            )
            for (table,) in made.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
                columns[table] = [row[1] for row in made.execute(f"PRAGMA table_info({table})")]
    return columns


def content(path: Path) -> tuple[object, ...]:
    """Return all that a ledger holds: rows, schema, revision, and its mark."""
    revision = query(path, "SELECT version_num FROM alembic_version")
    return rows(path), schema(path), revision, query(path, "PRAGMA user_version")
