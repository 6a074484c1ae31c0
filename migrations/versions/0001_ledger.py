"""The ledger: journal, units, checks, hazards, and the guards that keep history as it was written."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JOURNAL = """
CREATE TABLE journal (
    seq INTEGER NOT NULL,
    recorded_at VARCHAR NOT NULL,
    effective_on DATE NOT NULL,
    actor VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    prev_hash VARCHAR NOT NULL,
    hash VARCHAR NOT NULL,
    PRIMARY KEY (seq)
)
"""

UNIT_COLUMNS = """
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    aliases VARCHAR NOT NULL,
    parent_id INTEGER,
    supervisor_id INTEGER,
    sector VARCHAR,
    head VARCHAR,
    contact VARCHAR,
    phone VARCHAR,
    note VARCHAR,
    active BOOLEAN NOT NULL,
"""

UNIT = f"""
CREATE TABLE unit (
{UNIT_COLUMNS}
    id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(parent_id) REFERENCES unit (id),
    FOREIGN KEY(supervisor_id) REFERENCES unit (id),
    UNIQUE (code)
)
"""

UNIT_VERSION = f"""
CREATE TABLE unit_version (
    code VARCHAR NOT NULL,
{UNIT_COLUMNS}
    unit_id INTEGER NOT NULL,
    version_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    PRIMARY KEY (unit_id, version_no),
    FOREIGN KEY(parent_id) REFERENCES unit (id),
    FOREIGN KEY(supervisor_id) REFERENCES unit (id),
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
)
"""

CHECKS = """
CREATE TABLE checks (
    id INTEGER NOT NULL,
    no VARCHAR GENERATED ALWAYS AS ('JC-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 99999
        THEN id % 10000000 ELSE substr('00000' || (id % 10000000), -5) END) VIRTUAL,
    seq INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    measure INTEGER NOT NULL,
    checked_on DATE NOT NULL,
    kind VARCHAR NOT NULL,
    inspectors VARCHAR,
    result VARCHAR NOT NULL,
    note VARCHAR,
    source_id VARCHAR,
    fingerprint VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_checks_result CHECK (result IN ('pass', 'fail', 'na')),
    CONSTRAINT ck_checks_measure CHECK (measure BETWEEN 1 AND 15),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id)
)
"""

CHECK_VOID = """
CREATE TABLE check_void (
    check_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (check_id),
    FOREIGN KEY(check_id) REFERENCES checks (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
)
"""

BATCH = """
CREATE TABLE batch (
    id INTEGER NOT NULL,
    no VARCHAR GENERATED ALWAYS AS ('PC-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999
        THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    seq INTEGER NOT NULL,
    form VARCHAR NOT NULL,
    receipt VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
)
"""

BATCH_UNDO = """
CREATE TABLE batch_undo (
    batch_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (batch_id),
    FOREIGN KEY(batch_id) REFERENCES batch (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
)
"""

HAZARD_COLUMNS = """
    source_id VARCHAR,
    fingerprint VARCHAR NOT NULL,
    measure INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    location VARCHAR,
    sector VARCHAR,
    level VARCHAR NOT NULL,
    handling VARCHAR NOT NULL,
    responsible VARCHAR,
    source VARCHAR,
    supervised BOOLEAN NOT NULL,
    state VARCHAR NOT NULL,
    found_on DATE NOT NULL,
    due_on DATE NOT NULL,
    original_due_on DATE NOT NULL,
    due_basis VARCHAR NOT NULL,
    extensions INTEGER NOT NULL,
    last_step_on DATE NOT NULL,
    rectified_on DATE,
    rectified_by VARCHAR,
    reviewer VARCHAR,
    closed_on DATE,
    plan_responsible VARCHAR,
    plan_measures VARCHAR,
    plan_funds VARCHAR,
    plan_due_on DATE,
    plan_contingency VARCHAR,
"""

HAZARD = f"""
CREATE TABLE hazard (
    id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    check_id INTEGER,
{HAZARD_COLUMNS}
    no VARCHAR GENERATED ALWAYS AS ('YH-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999
        THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_hazard_state CHECK (state IN
        ('registered', 'rectifying', 'awaiting_review', 'closed', 'transferred', 'voided')),
    CONSTRAINT ck_hazard_level CHECK (level IN ('general', 'major')),
    CONSTRAINT ck_hazard_measure CHECK (measure BETWEEN 1 AND 15),
    CONSTRAINT ck_hazard_due_on CHECK (due_on >= found_on),
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(check_id) REFERENCES checks (id)
)
"""

HAZARD_VERSION = f"""
CREATE TABLE hazard_version (
    id INTEGER NOT NULL,
{HAZARD_COLUMNS}
    step_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    unit_id INTEGER NOT NULL,
    check_id INTEGER,
    PRIMARY KEY (id, step_no),
    FOREIGN KEY(id) REFERENCES hazard (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(check_id) REFERENCES checks (id)
)
"""

INDEXES = [
    "CREATE INDEX ix_journal_effective_on ON journal (effective_on)",
    "CREATE INDEX ix_unit_version_seq ON unit_version (seq)",
    "CREATE INDEX ix_checks_seq ON checks (seq)",
    "CREATE INDEX ix_checks_unit_id ON checks (unit_id)",
    "CREATE INDEX ix_checks_checked_on ON checks (checked_on)",
    "CREATE INDEX ix_checks_source_id ON checks (source_id) WHERE source_id IS NOT NULL",
    "CREATE INDEX ix_checks_fingerprint ON checks (fingerprint) WHERE source_id IS NULL",
    "CREATE INDEX ix_batch_seq ON batch (seq)",
    "CREATE INDEX ix_batch_undo_seq ON batch_undo (seq)",
    "CREATE INDEX ix_hazard_source_id ON hazard (source_id) WHERE source_id IS NOT NULL",
    "CREATE INDEX ix_hazard_fingerprint ON hazard (fingerprint) WHERE source_id IS NULL",
    "CREATE INDEX ix_check_void_seq ON check_void (seq)",
    "CREATE INDEX ix_hazard_state_due_on ON hazard (state, due_on)",
    "CREATE INDEX ix_hazard_unit_id ON hazard (unit_id)",
    "CREATE INDEX ix_hazard_check_id ON hazard (check_id)",
    "CREATE INDEX ix_hazard_version_seq ON hazard_version (seq)",
]

APPEND_ONLY = (
    "journal",
    "unit_version",
    "hazard_version",
    "checks",
    "check_void",
    "batch",
    "batch_undo",
)
NEVER_DELETED = (*APPEND_ONLY, "unit", "hazard")


NOT_REPLACED = {
    "journal": ("seq",),
    "unit_version": ("unit_id", "version_no"),
    "hazard_version": ("id", "step_no"),
    "check_void": ("check_id",),
    "batch": ("id",),
    "batch_undo": ("batch_id",),
}


def upgrade() -> None:
    for statement in (
        JOURNAL,
        UNIT,
        UNIT_VERSION,
        CHECKS,
        CHECK_VOID,
        BATCH,
        BATCH_UNDO,
        HAZARD,
        HAZARD_VERSION,
        *INDEXES,
    ):
        op.execute(statement)
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_is_not_changed BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
    for table in NEVER_DELETED:
        op.execute(
            f"CREATE TRIGGER {table}_is_not_deleted BEFORE DELETE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} keeps every row'); END"
        )
    # INSERT OR REPLACE deletes without firing a delete trigger, unless recursive triggers are on. Checks go
    # without this guard: it would cost a large import more than a tenth, and the digests find a replaced row.
    for table, key in NOT_REPLACED.items():
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        op.execute(
            f"CREATE TRIGGER {table}_is_not_replaced BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
