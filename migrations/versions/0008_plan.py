"""The records of person, topic: for each what is so now, and every step."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STATEMENTS = [
    """CREATE TABLE person (
    id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    unit_id INTEGER,
    post VARCHAR,
    role VARCHAR,
    sectors VARCHAR,
    since_on DATE,
    until_on DATE,
    note VARCHAR,
    entered_on DATE NOT NULL,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_person_state CHECK (state IN ('recorded', 'voided')),
    FOREIGN KEY(unit_id) REFERENCES unit (id)
)""",
    """CREATE UNIQUE INDEX ix_person_code ON person (code) WHERE NOT (state = 'voided')""",
    """CREATE INDEX ix_person_unit_id ON person (unit_id)""",
    """CREATE TABLE person_version (
    id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    post VARCHAR,
    role VARCHAR,
    sectors VARCHAR,
    since_on DATE,
    until_on DATE,
    note VARCHAR,
    entered_on DATE NOT NULL,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    step_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    unit_id INTEGER,
    restates INTEGER,
    PRIMARY KEY (id, step_no),
    FOREIGN KEY(id) REFERENCES person (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id)
)""",
    """CREATE INDEX ix_person_version_seq ON person_version (seq)""",
    """CREATE TRIGGER person_is_not_deleted BEFORE DELETE ON person
BEGIN SELECT RAISE(ABORT, 'person keeps every row'); END""",
    """CREATE TRIGGER person_version_is_not_changed BEFORE UPDATE ON person_version
BEGIN SELECT RAISE(ABORT, 'person_version is append-only'); END""",
    """CREATE TRIGGER person_version_is_not_deleted BEFORE DELETE ON person_version
BEGIN SELECT RAISE(ABORT, 'person_version keeps every row'); END""",
    """CREATE TRIGGER person_version_is_not_replaced BEFORE INSERT ON person_version
WHEN EXISTS (SELECT 1 FROM person_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'person_version is append-only'); END""",
    """CREATE TABLE topic (
    id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    unit_id INTEGER,
    sector VARCHAR,
    measure INTEGER,
    raised_by VARCHAR,
    lead VARCHAR,
    due_on DATE,
    note VARCHAR,
    entered_on DATE NOT NULL,
    studied_on DATE,
    studied_by VARCHAR,
    solution VARCHAR,
    closed_on DATE,
    outcome VARCHAR,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    no VARCHAR GENERATED ALWAYS AS ('WT-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_topic_state CHECK (state IN ('raised', 'studied', 'solved', 'voided')),
    FOREIGN KEY(unit_id) REFERENCES unit (id)
)""",
    """CREATE INDEX ix_topic_unit_id ON topic (unit_id)""",
    """CREATE TABLE topic_version (
    id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    sector VARCHAR,
    measure INTEGER,
    raised_by VARCHAR,
    lead VARCHAR,
    due_on DATE,
    note VARCHAR,
    entered_on DATE NOT NULL,
    studied_on DATE,
    studied_by VARCHAR,
    solution VARCHAR,
    closed_on DATE,
    outcome VARCHAR,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    step_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    unit_id INTEGER,
    restates INTEGER,
    PRIMARY KEY (id, step_no),
    FOREIGN KEY(id) REFERENCES topic (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id)
)""",
    """CREATE INDEX ix_topic_version_seq ON topic_version (seq)""",
    """CREATE TRIGGER topic_is_not_deleted BEFORE DELETE ON topic
BEGIN SELECT RAISE(ABORT, 'topic keeps every row'); END""",
    """CREATE TRIGGER topic_version_is_not_changed BEFORE UPDATE ON topic_version
BEGIN SELECT RAISE(ABORT, 'topic_version is append-only'); END""",
    """CREATE TRIGGER topic_version_is_not_deleted BEFORE DELETE ON topic_version
BEGIN SELECT RAISE(ABORT, 'topic_version keeps every row'); END""",
    """CREATE TRIGGER topic_version_is_not_replaced BEFORE INSERT ON topic_version
WHEN EXISTS (SELECT 1 FROM topic_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'topic_version is append-only'); END""",
]


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
