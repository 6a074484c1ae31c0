"""Notices: papers as they were issued; and of transfers, to whom, when, and what came back.

Digests of old entries go over the columns that their rows had: new ones stand at the end, and are NULL in old rows.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TRANSFER = [
    f"ALTER TABLE {table} ADD COLUMN {column}"
    for table in ("hazard", "hazard_version")
    for column in (
        "transferred_to VARCHAR",
        "transferred_on DATE",
        "reply_due_on DATE",
        "answered_on DATE",
        "result_on DATE",
    )
]

COLUMNS = """
    paper VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    paper_no VARCHAR NOT NULL,
    receiver VARCHAR NOT NULL,
    hazards VARCHAR NOT NULL,
    inspectors VARCHAR,
    issued_on DATE NOT NULL,
    report_by DATE,
    file VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    delivered_on DATE,
    received_by VARCHAR,
    witness VARCHAR,
    answered_on DATE,
    last_step_on DATE NOT NULL,
"""

TABLES = [
    f"""
CREATE TABLE notice (
    id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    first_id INTEGER,{COLUMNS}
    no VARCHAR GENERATED ALWAYS AS ('WS-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_notice_state CHECK (state IN ('issued', 'delivered', 'refused', 'answered', 'voided')),
    CONSTRAINT ck_notice_paper CHECK (paper IN ('rectify', 'review', 'supervise', 'transfer')),
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(first_id) REFERENCES notice (id)
)
""",
    "CREATE INDEX ix_notice_paper ON notice (paper, year, serial)",
    "CREATE INDEX ix_notice_unit_id ON notice (unit_id)",
    "CREATE INDEX ix_notice_first_id ON notice (first_id) WHERE first_id IS NOT NULL",
    f"""
CREATE TABLE notice_version (
    id INTEGER NOT NULL,{COLUMNS}
    step_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    unit_id INTEGER NOT NULL,
    first_id INTEGER,
    restates INTEGER,
    PRIMARY KEY (id, step_no),
    FOREIGN KEY(id) REFERENCES notice (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(first_id) REFERENCES notice (id)
)
""",
    "CREATE INDEX ix_notice_version_seq ON notice_version (seq)",
]

GUARDS = [
    """CREATE TRIGGER notice_is_not_deleted BEFORE DELETE ON notice
BEGIN SELECT RAISE(ABORT, 'notice keeps every row'); END""",
    """CREATE TRIGGER notice_version_is_not_changed BEFORE UPDATE ON notice_version
BEGIN SELECT RAISE(ABORT, 'notice_version is append-only'); END""",
    """CREATE TRIGGER notice_version_is_not_deleted BEFORE DELETE ON notice_version
BEGIN SELECT RAISE(ABORT, 'notice_version keeps every row'); END""",
    """CREATE TRIGGER notice_version_is_not_replaced BEFORE INSERT ON notice_version
WHEN EXISTS (SELECT 1 FROM notice_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'notice_version is append-only'); END""",
]


def upgrade() -> None:
    for statement in (*TRANSFER, *TABLES, *GUARDS):
        op.execute(statement)
