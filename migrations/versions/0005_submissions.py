"""Submissions: filled forms as they were handed upward."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = """
    id INTEGER NOT NULL,
    form VARCHAR NOT NULL,
    title VARCHAR,
    form_version VARCHAR NOT NULL,
    form_digest VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    base VARCHAR NOT NULL,
    as_of DATE NOT NULL,
    sent VARCHAR NOT NULL,
    anchor VARCHAR,
    file VARCHAR NOT NULL,
    receiver VARCHAR NOT NULL,
    submitted_on DATE NOT NULL,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
"""

TABLES = [
    f"""
CREATE TABLE submission ({COLUMNS}
    no VARCHAR GENERATED ALWAYS AS ('BS-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_submission_state CHECK (state IN ('submitted', 'returned', 'voided'))
)
""",
    "CREATE INDEX ix_submission_form ON submission (form, period)",
    f"""
CREATE TABLE submission_version ({COLUMNS}
    step_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    restates INTEGER,
    PRIMARY KEY (id, step_no),
    FOREIGN KEY(id) REFERENCES submission (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
)
""",
    "CREATE INDEX ix_submission_version_seq ON submission_version (seq)",
]

GUARDS = [
    """CREATE TRIGGER submission_is_not_deleted BEFORE DELETE ON submission
BEGIN SELECT RAISE(ABORT, 'submission keeps every row'); END""",
    """CREATE TRIGGER submission_version_is_not_changed BEFORE UPDATE ON submission_version
BEGIN SELECT RAISE(ABORT, 'submission_version is append-only'); END""",
    """CREATE TRIGGER submission_version_is_not_deleted BEFORE DELETE ON submission_version
BEGIN SELECT RAISE(ABORT, 'submission_version keeps every row'); END""",
    """CREATE TRIGGER submission_version_is_not_replaced BEFORE INSERT ON submission_version
WHEN EXISTS (SELECT 1 FROM submission_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'submission_version is append-only'); END""",
]


def upgrade() -> None:
    for statement in (*TABLES, *GUARDS):
        op.execute(statement)
