"""Who of the leaders sees to a hazard, and what a unit is beside its kind: a hospital, a high-rise building.

Digests of old entries go over the columns that their rows had: new ones stand at the end, and are NULL in old rows.
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COLUMNS = [
    f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR"
    for column, tables in (
        ("leader", ("hazard", "hazard_version")),
        ("tags", ("unit", "unit_version")),
    )
    for table in tables
]
INDEX = "CREATE INDEX ix_hazard_leader ON hazard (leader, state, due_on) WHERE leader IS NOT NULL"


def upgrade() -> None:
    for statement in (*COLUMNS, INDEX):
        op.execute(statement)
