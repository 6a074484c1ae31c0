"""The records of person, topic, campaign, area: for each what is so now, and every step."""

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
    aliases VARCHAR,
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
    aliases VARCHAR,
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
    """CREATE TABLE campaign (
    id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    basis VARCHAR,
    unit_id INTEGER,
    head VARCHAR,
    liaison VARCHAR,
    first_on DATE NOT NULL,
    last_on DATE NOT NULL,
    phases VARCHAR,
    note VARCHAR,
    entered_on DATE NOT NULL,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_campaign_state CHECK (state IN ('recorded', 'voided')),
    FOREIGN KEY(unit_id) REFERENCES unit (id)
)""",
    """CREATE UNIQUE INDEX ix_campaign_code ON campaign (code) WHERE NOT (state = 'voided')""",
    """CREATE INDEX ix_campaign_unit_id ON campaign (unit_id)""",
    """CREATE TABLE campaign_version (
    id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    basis VARCHAR,
    head VARCHAR,
    liaison VARCHAR,
    first_on DATE NOT NULL,
    last_on DATE NOT NULL,
    phases VARCHAR,
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
    FOREIGN KEY(id) REFERENCES campaign (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id)
)""",
    """CREATE INDEX ix_campaign_version_seq ON campaign_version (seq)""",
    """CREATE TRIGGER campaign_is_not_deleted BEFORE DELETE ON campaign
BEGIN SELECT RAISE(ABORT, 'campaign keeps every row'); END""",
    """CREATE TRIGGER campaign_version_is_not_changed BEFORE UPDATE ON campaign_version
BEGIN SELECT RAISE(ABORT, 'campaign_version is append-only'); END""",
    """CREATE TRIGGER campaign_version_is_not_deleted BEFORE DELETE ON campaign_version
BEGIN SELECT RAISE(ABORT, 'campaign_version keeps every row'); END""",
    """CREATE TRIGGER campaign_version_is_not_replaced BEFORE INSERT ON campaign_version
WHEN EXISTS (SELECT 1 FROM campaign_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'campaign_version is append-only'); END""",
    """CREATE TABLE area (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    unit_id INTEGER,
    places VARCHAR,
    sector VARCHAR,
    measure INTEGER,
    campaign_id INTEGER,
    problem VARCHAR NOT NULL,
    lead VARCHAR,
    first_on DATE,
    last_on DATE,
    note VARCHAR,
    entered_on DATE NOT NULL,
    concluded_on DATE,
    outcome VARCHAR,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    no VARCHAR GENERATED ALWAYS AS ('ZD-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_area_state CHECK (state IN ('open', 'concluded', 'voided')),
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(campaign_id) REFERENCES campaign (id)
)""",
    """CREATE INDEX ix_area_campaign_id ON area (campaign_id)""",
    """CREATE INDEX ix_area_unit_id ON area (unit_id)""",
    """CREATE TABLE area_version (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    places VARCHAR,
    sector VARCHAR,
    measure INTEGER,
    problem VARCHAR NOT NULL,
    lead VARCHAR,
    first_on DATE,
    last_on DATE,
    note VARCHAR,
    entered_on DATE NOT NULL,
    concluded_on DATE,
    outcome VARCHAR,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    step_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    unit_id INTEGER,
    campaign_id INTEGER,
    restates INTEGER,
    PRIMARY KEY (id, step_no),
    FOREIGN KEY(id) REFERENCES area (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(campaign_id) REFERENCES campaign (id)
)""",
    """CREATE INDEX ix_area_version_seq ON area_version (seq)""",
    """CREATE TRIGGER area_is_not_deleted BEFORE DELETE ON area
BEGIN SELECT RAISE(ABORT, 'area keeps every row'); END""",
    """CREATE TRIGGER area_version_is_not_changed BEFORE UPDATE ON area_version
BEGIN SELECT RAISE(ABORT, 'area_version is append-only'); END""",
    """CREATE TRIGGER area_version_is_not_deleted BEFORE DELETE ON area_version
BEGIN SELECT RAISE(ABORT, 'area_version keeps every row'); END""",
    """CREATE TRIGGER area_version_is_not_replaced BEFORE INSERT ON area_version
WHEN EXISTS (SELECT 1 FROM area_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'area_version is append-only'); END""",
]


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
