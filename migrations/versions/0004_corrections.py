"""Corrections: rows that tell a life anew, checks that are mended or replaced, and remarks on records of any kind.

Digests of old entries go over the columns that their rows had: new ones stand at the end, and are NULL in old rows.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COLUMNS = [
    "ALTER TABLE unit_version ADD COLUMN restates INTEGER",
    "ALTER TABLE hazard_version ADD COLUMN restates INTEGER",
]

# A table with one more reference is built anew: the old one gives its rows and goes, its triggers and index with it.
TABLES = [
    "CREATE TEMP TABLE old_check_void AS SELECT * FROM check_void",
    "DROP TABLE check_void",
    """
CREATE TABLE check_void (
    check_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    reason VARCHAR NOT NULL,
    replaced_by INTEGER,
    PRIMARY KEY (check_id),
    FOREIGN KEY(check_id) REFERENCES checks (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(replaced_by) REFERENCES checks (id)
)
""",
    """INSERT INTO check_void (check_id, seq, effective_on, reason)
    SELECT check_id, seq, effective_on, reason FROM old_check_void ORDER BY rowid""",
    "DROP TABLE old_check_void",
    "CREATE INDEX ix_check_void_seq ON check_void (seq)",
    """
CREATE TABLE check_edit (
    check_id INTEGER NOT NULL,
    edit_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    unit_id INTEGER NOT NULL,
    measure INTEGER NOT NULL,
    checked_on DATE NOT NULL,
    kind VARCHAR NOT NULL,
    inspectors VARCHAR,
    result VARCHAR NOT NULL,
    note VARCHAR,
    source_id VARCHAR,
    fingerprint VARCHAR NOT NULL,
    PRIMARY KEY (check_id, edit_no),
    FOREIGN KEY(check_id) REFERENCES checks (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id)
)
""",
    "CREATE INDEX ix_check_edit_seq ON check_edit (seq)",
    """
CREATE TABLE remark (
    seq INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind_of_record VARCHAR NOT NULL,
    record_id INTEGER NOT NULL,
    step_no INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (seq, position),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
)
""",
    "CREATE INDEX ix_remark_of ON remark (kind_of_record, record_id)",
]

KEYS = {
    "check_void": ("check_id",),
    "check_edit": ("check_id", "edit_no"),
    "remark": ("seq", "position"),
}


def upgrade() -> None:
    for statement in (*COLUMNS, *TABLES):
        op.execute(statement)
    for table, key in KEYS.items():
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
        for name, when, said in (
            ("changed", "UPDATE", "is append-only"),
            ("deleted", "DELETE", "keeps every row"),
            ("replaced", "INSERT", "is append-only"),
        ):
            only = f"WHEN {there} " if name == "replaced" else ""
            op.execute(
                f"CREATE TRIGGER {table}_is_not_{name} BEFORE {when} ON {table} {only}"
                f"BEGIN SELECT RAISE(ABORT, '{table} {said}'); END"
            )
