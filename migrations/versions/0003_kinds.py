"""Evidence belongs to a record of any kind and to a step of it; units keep their steps, as other kinds do; indexes for lists.

Digests of old entries go over the columns that their rows had: new ones stand at the end, and are NULL in old rows.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UNIT_STEPS = [
    "ALTER TABLE unit_version ADD COLUMN step VARCHAR",
    "ALTER TABLE unit_version ADD COLUMN detail VARCHAR",
]

EVIDENCE = """
CREATE TABLE evidence (
    seq INTEGER NOT NULL,
    position INTEGER NOT NULL,
    hazard_id INTEGER,
    check_id INTEGER,
    sha256 VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    size INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    kind_of_record VARCHAR,
    record_id INTEGER,
    step_no INTEGER,
    of_kind VARCHAR GENERATED ALWAYS AS (coalesce(kind_of_record, CASE WHEN hazard_id IS NULL THEN 'check' ELSE 'hazard' END)) VIRTUAL,
    of_id INTEGER GENERATED ALWAYS AS (coalesce(record_id, hazard_id, check_id)) VIRTUAL,
    PRIMARY KEY (seq, position),
    CONSTRAINT ck_evidence_subject CHECK ((hazard_id IS NOT NULL) + (check_id IS NOT NULL) + (record_id IS NOT NULL) = 1
        AND (record_id IS NULL) = (kind_of_record IS NULL) AND (record_id IS NULL) = (step_no IS NULL)),
    CONSTRAINT ck_evidence_sha256 CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(hazard_id) REFERENCES hazard (id),
    FOREIGN KEY(check_id) REFERENCES checks (id)
)
"""

# The old table gives its rows to the new one and goes, and its triggers and indexes with it.
REBUILD = [
    "CREATE TEMP TABLE old_evidence AS SELECT * FROM evidence",
    "DROP TABLE evidence",
    EVIDENCE,
    """INSERT INTO evidence (seq, position, hazard_id, check_id, sha256, kind, size, name)
    SELECT seq, position, hazard_id, check_id, sha256, kind, size, name FROM old_evidence ORDER BY seq, position""",
    "DROP TABLE old_evidence",
    "CREATE INDEX ix_evidence_of ON evidence (of_kind, of_id)",
    "CREATE INDEX ix_evidence_sha256 ON evidence (sha256)",
    """CREATE TRIGGER evidence_is_not_changed BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END""",
    """CREATE TRIGGER evidence_is_not_deleted BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence keeps every row'); END""",
    """CREATE TRIGGER evidence_is_not_replaced BEFORE INSERT ON evidence
WHEN EXISTS (SELECT 1 FROM evidence WHERE seq = NEW.seq AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END""",
]


# For lists that are sorted or narrowed, and for what was recorded after a past day.
INDEXES = [
    "DROP INDEX ix_checks_unit_id",
    "CREATE INDEX ix_checks_unit_id_checked_on ON checks (unit_id, checked_on)",
    "CREATE INDEX ix_hazard_found_on ON hazard (found_on)",
    "CREATE INDEX ix_hazard_sector ON hazard (sector, state, due_on) WHERE sector IS NOT NULL",
    "CREATE INDEX ix_hazard_responsible ON hazard (responsible, state, due_on) WHERE responsible IS NOT NULL",
    "CREATE INDEX ix_hazard_days_late ON hazard (julianday(rectified_on) - julianday(due_on) DESC) WHERE rectified_on > due_on",
    "CREATE INDEX ix_hazard_version_effective_on ON hazard_version (effective_on, id)",
    "CREATE INDEX ix_hazard_version_edit ON hazard_version (id, step_no) WHERE step = 'edit'",
]


def upgrade() -> None:
    for statement in (*UNIT_STEPS, *REBUILD, *INDEXES):
        op.execute(statement)
