"""Indexes for lists that are sorted or narrowed, and for what was recorded after a past day."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INDEXES = [
    "CREATE INDEX ix_checks_unit_id_checked_on ON checks (unit_id, checked_on)",
    "CREATE INDEX ix_hazard_found_on ON hazard (found_on)",
    "CREATE INDEX ix_hazard_sector ON hazard (sector, state, due_on) WHERE sector IS NOT NULL",
    "CREATE INDEX ix_hazard_responsible ON hazard (responsible, state, due_on) WHERE responsible IS NOT NULL",
    "CREATE INDEX ix_hazard_days_late ON hazard (julianday(rectified_on) - julianday(due_on) DESC) WHERE rectified_on > due_on",
    "CREATE INDEX ix_hazard_version_effective_on ON hazard_version (effective_on, id)",
    "CREATE INDEX ix_hazard_version_edit ON hazard_version (id, step_no) WHERE step = 'edit'",
]


def upgrade() -> None:
    op.execute("DROP INDEX ix_checks_unit_id")
    for statement in INDEXES:
        op.execute(statement)
