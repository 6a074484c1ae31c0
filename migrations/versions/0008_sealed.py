"""The records of seals, tip, channel: for each what is so now, and every step."""

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
    """CREATE TRIGGER withheld_is_not_deleted BEFORE DELETE ON withheld
BEGIN SELECT RAISE(ABORT, 'withheld keeps every row'); END""",
    """CREATE TRIGGER sealed_is_not_changed BEFORE UPDATE ON sealed
BEGIN SELECT RAISE(ABORT, 'sealed is append-only'); END""",
    """CREATE TRIGGER sealed_is_not_deleted BEFORE DELETE ON sealed
WHEN NOT EXISTS (SELECT 1 FROM seal WHERE replaces = OLD.sha256)
BEGIN SELECT RAISE(ABORT, 'sealed keeps every row'); END""",
    """CREATE TRIGGER sealed_is_not_replaced BEFORE INSERT ON sealed
WHEN EXISTS (SELECT 1 FROM sealed WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'sealed is append-only'); END""",
    """CREATE TABLE tip (
    id INTEGER NOT NULL,
    channel VARCHAR NOT NULL,
    received_on DATE NOT NULL,
    summary VARCHAR NOT NULL,
    unit_id INTEGER,
    about VARCHAR,
    place VARCHAR,
    sector VARCHAR,
    risk VARCHAR,
    deaths BOOLEAN,
    joint BOOLEAN,
    received_by VARCHAR,
    same_as_id INTEGER,
    source_id VARCHAR,
    custodian VARCHAR,
    original_no VARCHAR,
    extract_no VARCHAR,
    note VARCHAR,
    named BOOLEAN,
    due_on DATE,
    assigned_on DATE,
    assigned_to_id INTEGER,
    handler VARCHAR,
    extended_on DATE,
    notified_on DATE,
    not_notified VARCHAR,
    transferred_on DATE,
    sent_to VARCHAR,
    answered_on DATE,
    answer VARCHAR,
    verified_on DATE,
    result VARCHAR,
    findings VARCHAR,
    outcomes VARCHAR,
    reply_due_on DATE,
    rewarded_on DATE,
    amount INTEGER,
    grounds VARCHAR,
    decided_by VARCHAR,
    body VARCHAR,
    paid_on DATE,
    paid_by VARCHAR,
    voucher VARCHAR,
    replied_on DATE,
    replied_how VARCHAR,
    closed_on DATE,
    no_reward VARCHAR,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    no VARCHAR GENERATED ALWAYS AS ('JB-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_tip_state CHECK (state IN ('received', 'assigned', 'verified', 'closed', 'transferred', 'voided')),
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(same_as_id) REFERENCES tip (id),
    FOREIGN KEY(assigned_to_id) REFERENCES unit (id)
)""",
    """CREATE INDEX ix_tip_assigned_to_id ON tip (assigned_to_id)""",
    """CREATE INDEX ix_tip_same_as_id ON tip (same_as_id)""",
    """CREATE INDEX ix_tip_unit_id ON tip (unit_id)""",
    """CREATE TABLE tip_version (
    id INTEGER NOT NULL,
    channel VARCHAR NOT NULL,
    received_on DATE NOT NULL,
    summary VARCHAR NOT NULL,
    about VARCHAR,
    place VARCHAR,
    sector VARCHAR,
    risk VARCHAR,
    deaths BOOLEAN,
    joint BOOLEAN,
    received_by VARCHAR,
    source_id VARCHAR,
    custodian VARCHAR,
    original_no VARCHAR,
    extract_no VARCHAR,
    note VARCHAR,
    named BOOLEAN,
    due_on DATE,
    assigned_on DATE,
    handler VARCHAR,
    extended_on DATE,
    notified_on DATE,
    not_notified VARCHAR,
    transferred_on DATE,
    sent_to VARCHAR,
    answered_on DATE,
    answer VARCHAR,
    verified_on DATE,
    result VARCHAR,
    findings VARCHAR,
    outcomes VARCHAR,
    reply_due_on DATE,
    rewarded_on DATE,
    amount INTEGER,
    grounds VARCHAR,
    decided_by VARCHAR,
    body VARCHAR,
    paid_on DATE,
    paid_by VARCHAR,
    voucher VARCHAR,
    replied_on DATE,
    replied_how VARCHAR,
    closed_on DATE,
    no_reward VARCHAR,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    step_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    unit_id INTEGER,
    same_as_id INTEGER,
    assigned_to_id INTEGER,
    restates INTEGER,
    PRIMARY KEY (id, step_no),
    FOREIGN KEY(id) REFERENCES tip (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(same_as_id) REFERENCES tip (id),
    FOREIGN KEY(assigned_to_id) REFERENCES unit (id)
)""",
    """CREATE INDEX ix_tip_version_seq ON tip_version (seq)""",
    """CREATE TRIGGER tip_is_not_deleted BEFORE DELETE ON tip
BEGIN SELECT RAISE(ABORT, 'tip keeps every row'); END""",
    """CREATE TRIGGER tip_version_is_not_changed BEFORE UPDATE ON tip_version
BEGIN SELECT RAISE(ABORT, 'tip_version is append-only'); END""",
    """CREATE TRIGGER tip_version_is_not_deleted BEFORE DELETE ON tip_version
BEGIN SELECT RAISE(ABORT, 'tip_version keeps every row'); END""",
    """CREATE TRIGGER tip_version_is_not_replaced BEFORE INSERT ON tip_version
WHEN EXISTS (SELECT 1 FROM tip_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'tip_version is append-only'); END""",
    """CREATE TABLE channel (
    id INTEGER NOT NULL,
    way VARCHAR NOT NULL,
    unit_id INTEGER NOT NULL,
    place VARCHAR,
    address VARCHAR,
    wording VARCHAR,
    note VARCHAR,
    since_on DATE NOT NULL,
    checked_on DATE,
    works VARCHAR,
    checked_by VARCHAR,
    ended_on DATE,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    no VARCHAR GENERATED ALWAYS AS ('JQ-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_channel_state CHECK (state IN ('open', 'ended', 'voided')),
    FOREIGN KEY(unit_id) REFERENCES unit (id)
)""",
    """CREATE INDEX ix_channel_unit_id ON channel (unit_id)""",
    """CREATE TABLE channel_version (
    id INTEGER NOT NULL,
    way VARCHAR NOT NULL,
    place VARCHAR,
    address VARCHAR,
    wording VARCHAR,
    note VARCHAR,
    since_on DATE NOT NULL,
    checked_on DATE,
    works VARCHAR,
    checked_by VARCHAR,
    ended_on DATE,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    step_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    unit_id INTEGER NOT NULL,
    restates INTEGER,
    PRIMARY KEY (id, step_no),
    FOREIGN KEY(id) REFERENCES channel (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id)
)""",
    """CREATE INDEX ix_channel_version_seq ON channel_version (seq)""",
    """CREATE TRIGGER channel_is_not_deleted BEFORE DELETE ON channel
BEGIN SELECT RAISE(ABORT, 'channel keeps every row'); END""",
    """CREATE TRIGGER channel_version_is_not_changed BEFORE UPDATE ON channel_version
BEGIN SELECT RAISE(ABORT, 'channel_version is append-only'); END""",
    """CREATE TRIGGER channel_version_is_not_deleted BEFORE DELETE ON channel_version
BEGIN SELECT RAISE(ABORT, 'channel_version keeps every row'); END""",
    """CREATE TRIGGER channel_version_is_not_replaced BEFORE INSERT ON channel_version
WHEN EXISTS (SELECT 1 FROM channel_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'channel_version is append-only'); END""",
]


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
