"""Permits. Its number is the next one, whatever the program has: the test fills it in."""

from alembic import op

revision = "THIS"
down_revision = "LAST"
branch_labels = None
depends_on = None

COLUMNS = """
    title VARCHAR NOT NULL,
    asked_on DATE NOT NULL,
    asked_by VARCHAR,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
"""
PRESENT = f"""
CREATE TABLE permit (
    id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    {COLUMNS}
    no VARCHAR GENERATED ALWAYS AS ('XK-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999
        THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    FOREIGN KEY(unit_id) REFERENCES unit (id)
)
"""
HISTORY = f"""
CREATE TABLE permit_version (
    id INTEGER NOT NULL,
    {COLUMNS}
    step_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    unit_id INTEGER NOT NULL,
    restates INTEGER,
    PRIMARY KEY (id, step_no),
    FOREIGN KEY(id) REFERENCES permit (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id)
)
"""
GUARDS = [
    """CREATE TRIGGER permit_is_not_deleted BEFORE DELETE ON permit
BEGIN SELECT RAISE(ABORT, 'permit keeps every row'); END""",
    """CREATE TRIGGER permit_version_is_not_changed BEFORE UPDATE ON permit_version
BEGIN SELECT RAISE(ABORT, 'permit_version is append-only'); END""",
    """CREATE TRIGGER permit_version_is_not_deleted BEFORE DELETE ON permit_version
BEGIN SELECT RAISE(ABORT, 'permit_version keeps every row'); END""",
    """CREATE TRIGGER permit_version_is_not_replaced BEFORE INSERT ON permit_version
WHEN EXISTS (SELECT 1 FROM permit_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'permit_version is append-only'); END""",
]


def upgrade() -> None:
    op.execute(PRESENT)
    op.execute(HISTORY)
    op.execute("CREATE INDEX ix_permit_unit_id ON permit (unit_id)")
    op.execute("CREATE INDEX ix_permit_version_seq ON permit_version (seq)")
    for guard in GUARDS:
        op.execute(guard)
