"""The tables of hazards."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, text

from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.rules.hazard_record import TRANSFER, HazardRecord
from zizhao_cli.store.tables.declared import history, present

APPENDED = (*TRANSFER, "leader")

Hazard = present(
    HAZARD,
    HazardRecord,
    Index("ix_hazard_state_due_on", "state", "due_on"),
    Index("ix_hazard_found_on", "found_on"),
    # The longest first; the expression stands as report.hazards sorts by it.
    Index(
        "ix_hazard_days_late",
        text("julianday(rectified_on) - julianday(due_on) DESC"),
        sqlite_where=text("rectified_on > due_on"),
    ),
    *(
        Index(
            f"ix_hazard_{column}",
            column,
            "state",
            "due_on",
            sqlite_where=Column(column).is_not(None),
        )
        for column in ("sector", "responsible", "leader")
    ),
    Index("ix_hazard_unit_id", "unit_id"),
    Index("ix_hazard_check_id", "check_id"),
    Index("ix_hazard_source_id", "source_id", sqlite_where=Column("source_id").is_not(None)),
    Index("ix_hazard_fingerprint", "fingerprint", sqlite_where=Column("source_id").is_(None)),
    CheckConstraint(
        "state IN ('registered', 'rectifying', 'awaiting_review', 'closed', 'transferred', 'voided')",
        name="ck_hazard_state",
    ),
    CheckConstraint("level IN ('general', 'major')", name="ck_hazard_level"),
    CheckConstraint("measure BETWEEN 1 AND 15", name="ck_hazard_measure"),
    CheckConstraint("due_on >= found_on", name="ck_hazard_due_on"),
    appended=APPENDED,
)
HazardVersion = history(
    HAZARD,
    HazardRecord,
    # What was later than a day, and which texts corrections replaced.
    Index("ix_hazard_version_effective_on", "effective_on", "id"),
    Index("ix_hazard_version_edit", "id", "step_no", sqlite_where=text("step = 'edit'")),
    appended=APPENDED,
)
