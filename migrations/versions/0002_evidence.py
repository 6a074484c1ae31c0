"""Evidence: which file, by its SHA-256, shows what of a check or of a hazard's step."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

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
    PRIMARY KEY (seq, position),
    CONSTRAINT ck_evidence_subject CHECK ((hazard_id IS NULL) <> (check_id IS NULL)),
    CONSTRAINT ck_evidence_sha256 CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(hazard_id) REFERENCES hazard (id),
    FOREIGN KEY(check_id) REFERENCES checks (id)
)
"""

INDEXES = [
    "CREATE INDEX ix_evidence_hazard_id ON evidence (hazard_id) WHERE hazard_id IS NOT NULL",
    "CREATE INDEX ix_evidence_check_id ON evidence (check_id) WHERE check_id IS NOT NULL",
    "CREATE INDEX ix_evidence_sha256 ON evidence (sha256)",
]

GUARDS = [
    """CREATE TRIGGER evidence_is_not_changed BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END""",
    """CREATE TRIGGER evidence_is_not_deleted BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence keeps every row'); END""",
    """CREATE TRIGGER evidence_is_not_replaced BEFORE INSERT ON evidence
WHEN EXISTS (SELECT 1 FROM evidence WHERE seq = NEW.seq AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END""",
]


def upgrade() -> None:
    for statement in (EVIDENCE, *INDEXES, *GUARDS):
        op.execute(statement)
