"""The records of seals: for each what is so now, and every step."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STATEMENTS = [
    """CREATE TABLE seal_key (
    seq INTEGER NOT NULL,
    position INTEGER NOT NULL,
    recipient VARCHAR NOT NULL,
    custodian VARCHAR NOT NULL,
    PRIMARY KEY (seq, position),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
)""",
    """CREATE TABLE seal (
    seq INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind_of_record VARCHAR NOT NULL,
    record_id INTEGER NOT NULL,
    recipient VARCHAR,
    sha256 VARCHAR,
    replaces VARCHAR,
    code VARCHAR,
    PRIMARY KEY (seq, position),
    CONSTRAINT ck_seal_sha256 CHECK (sha256 IS NULL OR length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    CONSTRAINT ck_seal_recipient CHECK ((sha256 IS NULL) = (recipient IS NULL)),
    CONSTRAINT ck_seal_replaces CHECK (replaces IS NULL OR sha256 IS NOT NULL),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
)""",
    """CREATE INDEX ix_seal_of ON seal (kind_of_record, record_id)""",
    """CREATE INDEX ix_seal_replaces ON seal (replaces)""",
    """CREATE INDEX ix_seal_sha256 ON seal (sha256)""",
    """CREATE TABLE sealed (
    sha256 VARCHAR NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (sha256),
    CONSTRAINT ck_sealed_sha256 CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*')
)""",
    """CREATE TABLE withheld (
    at VARCHAR NOT NULL,
    PRIMARY KEY (at)
)""",
    """CREATE TRIGGER seal_key_is_not_changed BEFORE UPDATE ON seal_key
BEGIN SELECT RAISE(ABORT, 'seal_key is append-only'); END""",
    """CREATE TRIGGER seal_key_is_not_deleted BEFORE DELETE ON seal_key
BEGIN SELECT RAISE(ABORT, 'seal_key keeps every row'); END""",
    """CREATE TRIGGER seal_key_is_not_replaced BEFORE INSERT ON seal_key
WHEN EXISTS (SELECT 1 FROM seal_key WHERE seq = NEW.seq AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'seal_key is append-only'); END""",
    """CREATE TRIGGER seal_is_not_changed BEFORE UPDATE ON seal
BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END""",
    """CREATE TRIGGER seal_is_not_deleted BEFORE DELETE ON seal
BEGIN SELECT RAISE(ABORT, 'seal keeps every row'); END""",
    """CREATE TRIGGER seal_is_not_replaced BEFORE INSERT ON seal
WHEN EXISTS (SELECT 1 FROM seal WHERE seq = NEW.seq AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END""",
    """CREATE TRIGGER sealed_is_not_changed BEFORE UPDATE ON sealed
BEGIN SELECT RAISE(ABORT, 'sealed is append-only'); END""",
    """CREATE TRIGGER sealed_is_not_deleted BEFORE DELETE ON sealed
WHEN NOT EXISTS (SELECT 1 FROM seal WHERE replaces = OLD.sha256)
BEGIN SELECT RAISE(ABORT, 'sealed keeps every row'); END""",
    """CREATE TRIGGER sealed_is_not_replaced BEFORE INSERT ON sealed
WHEN EXISTS (SELECT 1 FROM sealed WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'sealed is append-only'); END""",
]


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
