CREATE TABLE accident (
    id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    unit_id INTEGER,
    place VARCHAR,
    sector VARCHAR,
    type VARCHAR NOT NULL,
    production VARCHAR,
    happened_at VARCHAR,
    head_told_at VARCHAR,
    unit_reported_at VARCHAR,
    town_told_at VARCHAR,
    town_reported_at VARCHAR,
    district_told_at VARCHAR,
    dead INTEGER,
    injured INTEGER,
    minor INTEGER,
    missing INTEGER,
    loss INTEGER,
    overview VARCHAR,
    scene VARCHAR,
    course VARCHAR,
    measures_taken VARCHAR,
    other VARCHAR,
    note VARCHAR,
    happened_on DATE NOT NULL,
    terms VARCHAR,
    reporter VARCHAR,
    reported_at VARCHAR,
    reported_to VARCHAR,
    means VARCHAR,
    statistics_at VARCHAR,
    followed_up_at VARCHAR,
    followup VARCHAR,
    grade VARCHAR,
    redetermined_why VARCHAR,
    redetermined_on DATE,
    findings VARCHAR,
    found_by VARCHAR,
    finding_source VARCHAR,
    finding_on DATE,
    investigation VARCHAR,
    investigated_by VARCHAR,
    raised VARCHAR,
    investigated_on DATE,
    supervision_id INTEGER,
    supervised_on DATE,
    confirmed_by VARCHAR,
    confirmation_no VARCHAR,
    confirmed_on DATE,
    closing_no VARCHAR,
    closed_on DATE,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    no VARCHAR GENERATED ALWAYS AS ('SG-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_accident_state CHECK (state IN ('provisional', 'confirmed', 'closed', 'voided')),
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(supervision_id) REFERENCES supervision (id)
);
CREATE TABLE accident_version (
    id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    place VARCHAR,
    sector VARCHAR,
    type VARCHAR NOT NULL,
    production VARCHAR,
    happened_at VARCHAR,
    head_told_at VARCHAR,
    unit_reported_at VARCHAR,
    town_told_at VARCHAR,
    town_reported_at VARCHAR,
    district_told_at VARCHAR,
    dead INTEGER,
    injured INTEGER,
    minor INTEGER,
    missing INTEGER,
    loss INTEGER,
    overview VARCHAR,
    scene VARCHAR,
    course VARCHAR,
    measures_taken VARCHAR,
    other VARCHAR,
    note VARCHAR,
    happened_on DATE NOT NULL,
    terms VARCHAR,
    reporter VARCHAR,
    reported_at VARCHAR,
    reported_to VARCHAR,
    means VARCHAR,
    statistics_at VARCHAR,
    followed_up_at VARCHAR,
    followup VARCHAR,
    grade VARCHAR,
    redetermined_why VARCHAR,
    redetermined_on DATE,
    findings VARCHAR,
    found_by VARCHAR,
    finding_source VARCHAR,
    finding_on DATE,
    investigation VARCHAR,
    investigated_by VARCHAR,
    raised VARCHAR,
    investigated_on DATE,
    supervised_on DATE,
    confirmed_by VARCHAR,
    confirmation_no VARCHAR,
    confirmed_on DATE,
    closing_no VARCHAR,
    closed_on DATE,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    step_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    unit_id INTEGER,
    supervision_id INTEGER,
    restates INTEGER,
    PRIMARY KEY (id, step_no),
    FOREIGN KEY(id) REFERENCES accident (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(supervision_id) REFERENCES supervision (id)
);
CREATE TABLE action (
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    unit_id INTEGER,
    person VARCHAR,
    post VARCHAR,
    layer VARCHAR,
    records VARCHAR,
    subject VARCHAR,
    reason VARCHAR NOT NULL,
    basis VARCHAR,
    body VARCHAR,
    talked_by VARCHAR,
    paper_no VARCHAR,
    amount INTEGER,
    answer_due_on DATE,
    note VARCHAR,
    done_on DATE NOT NULL,
    answered_on DATE,
    answer VARCHAR,
    opened_on DATE,
    decided_on DATE,
    decision VARCHAR,
    decided_by VARCHAR,
    carried_out_on DATE,
    handed_over_on DATE,
    handed_to VARCHAR,
    receipt_no VARCHAR,
    published_on DATE,
    medium VARCHAR,
    public_until DATE,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    no VARCHAR GENERATED ALWAYS AS ('WZ-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_action_state CHECK (state IN ('taken', 'answered', 'proposed', 'opened', 'decided', 'carried_out', 'handed_over', 'voided')),
    FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE TABLE action_version (
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    person VARCHAR,
    post VARCHAR,
    layer VARCHAR,
    records VARCHAR,
    subject VARCHAR,
    reason VARCHAR NOT NULL,
    basis VARCHAR,
    body VARCHAR,
    talked_by VARCHAR,
    paper_no VARCHAR,
    amount INTEGER,
    answer_due_on DATE,
    note VARCHAR,
    done_on DATE NOT NULL,
    answered_on DATE,
    answer VARCHAR,
    opened_on DATE,
    decided_on DATE,
    decision VARCHAR,
    decided_by VARCHAR,
    carried_out_on DATE,
    handed_over_on DATE,
    handed_to VARCHAR,
    receipt_no VARCHAR,
    published_on DATE,
    medium VARCHAR,
    public_until DATE,
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
    FOREIGN KEY(id) REFERENCES action (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE area (
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
);
CREATE TABLE area_version (
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
);
CREATE TABLE batch (
    id INTEGER NOT NULL,
    no VARCHAR GENERATED ALWAYS AS ('PC-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999
        THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    seq INTEGER NOT NULL,
    form VARCHAR NOT NULL,
    receipt VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE batch_undo (
    batch_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (batch_id),
    FOREIGN KEY(batch_id) REFERENCES batch (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE campaign (
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
);
CREATE TABLE campaign_version (
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
);
CREATE TABLE channel (
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
);
CREATE TABLE channel_version (
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
);
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
);
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
);
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
);
CREATE TABLE duty (
    id INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    post VARCHAR NOT NULL,
    person VARCHAR,
    unit_id INTEGER,
    basis VARCHAR,
    often VARCHAR,
    proof VARCHAR,
    due_on DATE,
    since_on DATE NOT NULL,
    until_on DATE,
    note VARCHAR,
    done_days VARCHAR,
    published_on DATE,
    medium VARCHAR,
    public_until DATE,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    no VARCHAR GENERATED ALWAYS AS ('ZZ-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_duty_state CHECK (state IN ('standing', 'ended', 'voided')),
    FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE TABLE duty_version (
    id INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    post VARCHAR NOT NULL,
    person VARCHAR,
    basis VARCHAR,
    often VARCHAR,
    proof VARCHAR,
    due_on DATE,
    since_on DATE NOT NULL,
    until_on DATE,
    note VARCHAR,
    done_days VARCHAR,
    published_on DATE,
    medium VARCHAR,
    public_until DATE,
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
    FOREIGN KEY(id) REFERENCES duty (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE TABLE enforcement (
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    unit_id INTEGER,
    name VARCHAR,
    sector VARCHAR NOT NULL,
    records VARCHAR,
    amount INTEGER,
    persons INTEGER,
    basis VARCHAR,
    note VARCHAR,
    opened_on DATE NOT NULL,
    handed_on_on DATE,
    body VARCHAR,
    reply_due_on DATE,
    answered_on DATE,
    answer VARCHAR,
    decided_on DATE,
    power VARCHAR,
    paper_no VARCHAR,
    result VARCHAR,
    carried_out_on DATE,
    carried_out_how VARCHAR,
    closed_on DATE,
    rechecks VARCHAR,
    published_on DATE,
    medium VARCHAR,
    public_until DATE,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    no VARCHAR GENERATED ALWAYS AS ('ZF-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_enforcement_state CHECK (state IN ('proposed', 'handed_on', 'answered', 'declined', 'decided', 'carried_out', 'closed', 'voided')),
    FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE TABLE enforcement_version (
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    name VARCHAR,
    sector VARCHAR NOT NULL,
    records VARCHAR,
    amount INTEGER,
    persons INTEGER,
    basis VARCHAR,
    note VARCHAR,
    opened_on DATE NOT NULL,
    handed_on_on DATE,
    body VARCHAR,
    reply_due_on DATE,
    answered_on DATE,
    answer VARCHAR,
    decided_on DATE,
    power VARCHAR,
    paper_no VARCHAR,
    result VARCHAR,
    carried_out_on DATE,
    carried_out_how VARCHAR,
    closed_on DATE,
    rechecks VARCHAR,
    published_on DATE,
    medium VARCHAR,
    public_until DATE,
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
    FOREIGN KEY(id) REFERENCES enforcement (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE TABLE enterprise (
    id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    unit_id INTEGER NOT NULL,
    legal_representative VARCHAR,
    controller VARCHAR,
    head VARCHAR,
    barred VARCHAR,
    barred_sector VARCHAR,
    parent_company VARCHAR,
    high_risk VARCHAR,
    responsibility_signed_on DATE,
    qualification VARCHAR,
    qualification_no VARCHAR,
    qualification_holder VARCHAR,
    qualification_until DATE,
    contracting VARCHAR,
    contract_signed_on DATE,
    dispatched INTEGER,
    dispatched_dangerous INTEGER,
    dispatched_trained INTEGER,
    flexible INTEGER,
    flexible_dangerous INTEGER,
    flexible_trained INTEGER,
    head_hours INTEGER,
    head_trained_on DATE,
    manager_hours INTEGER,
    manager_trained_on DATE,
    worker_hours INTEGER,
    worker_trained_on DATE,
    insured_until DATE,
    note VARCHAR,
    entered_on DATE NOT NULL,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_enterprise_state CHECK (state IN ('recorded', 'voided')),
    FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE TABLE enterprise_version (
    id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    legal_representative VARCHAR,
    controller VARCHAR,
    head VARCHAR,
    barred VARCHAR,
    barred_sector VARCHAR,
    parent_company VARCHAR,
    high_risk VARCHAR,
    responsibility_signed_on DATE,
    qualification VARCHAR,
    qualification_no VARCHAR,
    qualification_holder VARCHAR,
    qualification_until DATE,
    contracting VARCHAR,
    contract_signed_on DATE,
    dispatched INTEGER,
    dispatched_dangerous INTEGER,
    dispatched_trained INTEGER,
    flexible INTEGER,
    flexible_dangerous INTEGER,
    flexible_trained INTEGER,
    head_hours INTEGER,
    head_trained_on DATE,
    manager_hours INTEGER,
    manager_trained_on DATE,
    worker_hours INTEGER,
    worker_trained_on DATE,
    insured_until DATE,
    note VARCHAR,
    entered_on DATE NOT NULL,
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
    FOREIGN KEY(id) REFERENCES enterprise (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id)
);
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
);
CREATE TABLE hazard (
    id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    check_id INTEGER,

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

    no VARCHAR GENERATED ALWAYS AS ('YH-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999
        THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL, transferred_to VARCHAR, transferred_on DATE, reply_due_on DATE, answered_on DATE, result_on DATE, leader VARCHAR,
    PRIMARY KEY (id),
    CONSTRAINT ck_hazard_state CHECK (state IN
        ('registered', 'rectifying', 'awaiting_review', 'closed', 'transferred', 'voided')),
    CONSTRAINT ck_hazard_level CHECK (level IN ('general', 'major')),
    CONSTRAINT ck_hazard_measure CHECK (measure BETWEEN 1 AND 15),
    CONSTRAINT ck_hazard_due_on CHECK (due_on >= found_on),
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(check_id) REFERENCES checks (id)
);
CREATE TABLE hazard_version (
    id INTEGER NOT NULL,

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

    step_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    unit_id INTEGER NOT NULL,
    check_id INTEGER, restates INTEGER, transferred_to VARCHAR, transferred_on DATE, reply_due_on DATE, answered_on DATE, result_on DATE, leader VARCHAR,
    PRIMARY KEY (id, step_no),
    FOREIGN KEY(id) REFERENCES hazard (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(check_id) REFERENCES checks (id)
);
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
);
CREATE TABLE lesson (
    id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    sector VARCHAR NOT NULL,
    look_for VARCHAR,
    records VARCHAR,
    campaign VARCHAR,
    lead VARCHAR,
    due_on DATE,
    note VARCHAR,
    since_on DATE NOT NULL,
    closed_on DATE,
    outcome VARCHAR,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    no VARCHAR GENERATED ALWAYS AS ('JY-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_lesson_state CHECK (state IN ('open', 'closed', 'voided'))
);
CREATE TABLE lesson_version (
    id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    sector VARCHAR NOT NULL,
    look_for VARCHAR,
    records VARCHAR,
    campaign VARCHAR,
    lead VARCHAR,
    due_on DATE,
    note VARCHAR,
    since_on DATE NOT NULL,
    closed_on DATE,
    outcome VARCHAR,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    step_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    restates INTEGER,
    PRIMARY KEY (id, step_no),
    FOREIGN KEY(id) REFERENCES lesson (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE notice (
    id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    first_id INTEGER,
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

    no VARCHAR GENERATED ALWAYS AS ('WS-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_notice_state CHECK (state IN ('issued', 'delivered', 'refused', 'answered', 'voided')),
    CONSTRAINT ck_notice_paper CHECK (paper IN ('rectify', 'review', 'supervise', 'transfer')),
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(first_id) REFERENCES notice (id)
);
CREATE TABLE notice_version (
    id INTEGER NOT NULL,
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
);
CREATE TABLE person (
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
);
CREATE TABLE person_version (
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
);
CREATE TABLE power (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    power_type VARCHAR NOT NULL,
    origin VARCHAR,
    item_code VARCHAR,
    sub_item VARCHAR,
    basis VARCHAR,
    duties VARCHAR,
    liability VARCHAR,
    post VARCHAR,
    holder VARCHAR,
    from_department VARCHAR,
    scope VARCHAR,
    since_on DATE NOT NULL,
    until_on DATE,
    note VARCHAR,
    published_on DATE,
    medium VARCHAR,
    public_until DATE,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    no VARCHAR GENERATED ALWAYS AS ('QL-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_power_state CHECK (state IN ('standing', 'ended', 'voided'))
);
CREATE TABLE power_version (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    power_type VARCHAR NOT NULL,
    origin VARCHAR,
    item_code VARCHAR,
    sub_item VARCHAR,
    basis VARCHAR,
    duties VARCHAR,
    liability VARCHAR,
    post VARCHAR,
    holder VARCHAR,
    from_department VARCHAR,
    scope VARCHAR,
    since_on DATE NOT NULL,
    until_on DATE,
    note VARCHAR,
    published_on DATE,
    medium VARCHAR,
    public_until DATE,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    step_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    restates INTEGER,
    PRIMARY KEY (id, step_no),
    FOREIGN KEY(id) REFERENCES power (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE project (
    id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    unit_id INTEGER,
    builder VARCHAR,
    sector VARCHAR,
    high_risk BOOLEAN,
    remove_by DATE,
    note VARCHAR,
    entered_on DATE NOT NULL,
    permit_on DATE,
    permit_by VARCHAR,
    permit_no VARCHAR,
    reviewed_on DATE,
    design_review VARCHAR,
    reviewed_by VARCHAR,
    started_on DATE,
    accepted_on DATE,
    accepted_by VARCHAR,
    removed_on DATE,
    outcome VARCHAR,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    no VARCHAR GENERATED ALWAYS AS ('XM-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_project_state CHECK (state IN ('planned', 'running', 'accepted', 'removed', 'voided')),
    FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE TABLE project_version (
    id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    builder VARCHAR,
    sector VARCHAR,
    high_risk BOOLEAN,
    remove_by DATE,
    note VARCHAR,
    entered_on DATE NOT NULL,
    permit_on DATE,
    permit_by VARCHAR,
    permit_no VARCHAR,
    reviewed_on DATE,
    design_review VARCHAR,
    reviewed_by VARCHAR,
    started_on DATE,
    accepted_on DATE,
    accepted_by VARCHAR,
    removed_on DATE,
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
    FOREIGN KEY(id) REFERENCES project (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE TABLE remark (
    seq INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind_of_record VARCHAR NOT NULL,
    record_id INTEGER NOT NULL,
    step_no INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (seq, position),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE seal (
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
);
CREATE TABLE seal_key (
    seq INTEGER NOT NULL,
    position INTEGER NOT NULL,
    recipient VARCHAR NOT NULL,
    custodian VARCHAR NOT NULL,
    PRIMARY KEY (seq, position),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE sealed (
    sha256 VARCHAR NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (sha256),
    CONSTRAINT ck_sealed_sha256 CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*')
);
CREATE TABLE settlement (
    id INTEGER NOT NULL,
    matter VARCHAR NOT NULL,
    link VARCHAR,
    departments VARCHAR,
    sector VARCHAR,
    note VARCHAR,
    entered_on DATE NOT NULL,
    lead_id INTEGER,
    principle VARCHAR,
    decided_on DATE,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    no VARCHAR GENERATED ALWAYS AS ('MQ-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_settlement_state CHECK (state IN ('open', 'decided', 'voided')),
    FOREIGN KEY(lead_id) REFERENCES unit (id)
);
CREATE TABLE settlement_version (
    id INTEGER NOT NULL,
    matter VARCHAR NOT NULL,
    link VARCHAR,
    departments VARCHAR,
    sector VARCHAR,
    note VARCHAR,
    entered_on DATE NOT NULL,
    principle VARCHAR,
    decided_on DATE,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    step_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    lead_id INTEGER,
    restates INTEGER,
    PRIMARY KEY (id, step_no),
    FOREIGN KEY(id) REFERENCES settlement (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(lead_id) REFERENCES unit (id)
);
CREATE TABLE staffing (
    id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    unit_id INTEGER NOT NULL,
    leader VARCHAR,
    posts INTEGER,
    filled INTEGER,
    professional INTEGER,
    certified INTEGER,
    certified_until DATE,
    equipment VARCHAR,
    vehicles INTEGER,
    budget INTEGER,
    note VARCHAR,
    entered_on DATE NOT NULL,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_staffing_state CHECK (state IN ('recorded', 'voided')),
    FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE TABLE staffing_version (
    id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    leader VARCHAR,
    posts INTEGER,
    filled INTEGER,
    professional INTEGER,
    certified INTEGER,
    certified_until DATE,
    equipment VARCHAR,
    vehicles INTEGER,
    budget INTEGER,
    note VARCHAR,
    entered_on DATE NOT NULL,
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
    FOREIGN KEY(id) REFERENCES staffing (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE TABLE submission (
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

    no VARCHAR GENERATED ALWAYS AS ('BS-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_submission_state CHECK (state IN ('submitted', 'returned', 'voided'))
);
CREATE TABLE submission_version (
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

    step_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    restates INTEGER,
    PRIMARY KEY (id, step_no),
    FOREIGN KEY(id) REFERENCES submission (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE supervision (
    id INTEGER NOT NULL,
    hazard_id INTEGER,
    title VARCHAR,
    unit_id INTEGER,
    level VARCHAR NOT NULL,
    "of" VARCHAR,
    body VARCHAR NOT NULL,
    person VARCHAR,
    demands VARCHAR,
    notice_no VARCHAR,
    plan_due_on DATE,
    due_on DATE NOT NULL,
    progress_days INTEGER,
    note VARCHAR,
    listed_on DATE NOT NULL,
    plan_filed_on DATE,
    progress_on DATE,
    progress VARCHAR,
    asked_on DATE,
    extended_on DATE,
    extension_no VARCHAR,
    late_reason VARCHAR,
    accepted_on DATE,
    result VARCHAR,
    accepted_by VARCHAR,
    acceptance_no VARCHAR,
    lifted_on DATE,
    lift_no VARCHAR,
    relisted_on DATE,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    no VARCHAR GENERATED ALWAYS AS ('GP-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_supervision_state CHECK (state IN ('listed', 'accepted', 'lifted', 'voided')),
    FOREIGN KEY(hazard_id) REFERENCES hazard (id),
    FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE TABLE supervision_version (
    id INTEGER NOT NULL,
    title VARCHAR,
    level VARCHAR NOT NULL,
    "of" VARCHAR,
    body VARCHAR NOT NULL,
    person VARCHAR,
    demands VARCHAR,
    notice_no VARCHAR,
    plan_due_on DATE,
    due_on DATE NOT NULL,
    progress_days INTEGER,
    note VARCHAR,
    listed_on DATE NOT NULL,
    plan_filed_on DATE,
    progress_on DATE,
    progress VARCHAR,
    asked_on DATE,
    extended_on DATE,
    extension_no VARCHAR,
    late_reason VARCHAR,
    accepted_on DATE,
    result VARCHAR,
    accepted_by VARCHAR,
    acceptance_no VARCHAR,
    lifted_on DATE,
    lift_no VARCHAR,
    relisted_on DATE,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    step_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    unit_id INTEGER,
    hazard_id INTEGER,
    restates INTEGER,
    PRIMARY KEY (id, step_no),
    FOREIGN KEY(id) REFERENCES supervision (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(hazard_id) REFERENCES hazard (id)
);
CREATE TABLE tip (
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
);
CREATE TABLE tip_version (
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
);
CREATE TABLE topic (
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
);
CREATE TABLE topic_version (
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
);
CREATE TABLE unit (

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

    id INTEGER NOT NULL,
    code VARCHAR NOT NULL, tags VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(parent_id) REFERENCES unit (id),
    FOREIGN KEY(supervisor_id) REFERENCES unit (id),
    UNIQUE (code)
);
CREATE TABLE unit_version (
    code VARCHAR NOT NULL,

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

    unit_id INTEGER NOT NULL,
    version_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL, step VARCHAR, detail VARCHAR, restates INTEGER, tags VARCHAR,
    PRIMARY KEY (unit_id, version_no),
    FOREIGN KEY(parent_id) REFERENCES unit (id),
    FOREIGN KEY(supervisor_id) REFERENCES unit (id),
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE violation (
    id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    unit_id INTEGER,
    name VARCHAR,
    village_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    kind10 VARCHAR,
    illegal VARCHAR,
    sector VARCHAR NOT NULL,
    parties VARCHAR,
    found_by VARCHAR,
    records VARCHAR,
    note VARCHAR,
    found_on DATE NOT NULL,
    struck_on DATE,
    stopped_on DATE,
    stopped_by VARCHAR,
    stopped_how VARCHAR,
    reported_on DATE,
    reported_to VARCHAR,
    closed_on DATE,
    outcome VARCHAR,
    reviewed_by VARCHAR,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    no VARCHAR GENERATED ALWAYS AS ('WF-' || (id / 10000000) || '-' || CASE WHEN id % 10000000 > 9999 THEN id % 10000000 ELSE substr('0000' || (id % 10000000), -4) END) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT ck_violation_state CHECK (state IN ('known', 'under_way', 'closed_down', 'corrected', 'voided')),
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(village_id) REFERENCES unit (id)
);
CREATE TABLE violation_version (
    id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    name VARCHAR,
    kind VARCHAR NOT NULL,
    kind10 VARCHAR,
    illegal VARCHAR,
    sector VARCHAR NOT NULL,
    parties VARCHAR,
    found_by VARCHAR,
    records VARCHAR,
    note VARCHAR,
    found_on DATE NOT NULL,
    struck_on DATE,
    stopped_on DATE,
    stopped_by VARCHAR,
    stopped_how VARCHAR,
    reported_on DATE,
    reported_to VARCHAR,
    closed_on DATE,
    outcome VARCHAR,
    reviewed_by VARCHAR,
    state VARCHAR NOT NULL,
    last_step_on DATE NOT NULL,
    step_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    step VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    unit_id INTEGER,
    village_id INTEGER NOT NULL,
    restates INTEGER,
    PRIMARY KEY (id, step_no),
    FOREIGN KEY(id) REFERENCES violation (id),
    FOREIGN KEY(seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    FOREIGN KEY(village_id) REFERENCES unit (id)
);
CREATE TABLE withheld (
    at VARCHAR NOT NULL,
    PRIMARY KEY (at)
);
CREATE INDEX ix_accident_supervision_id ON accident (supervision_id);
CREATE INDEX ix_accident_unit_id ON accident (unit_id);
CREATE INDEX ix_accident_version_seq ON accident_version (seq);
CREATE INDEX ix_action_unit_id ON action (unit_id);
CREATE INDEX ix_action_version_seq ON action_version (seq);
CREATE INDEX ix_area_campaign_id ON area (campaign_id);
CREATE INDEX ix_area_unit_id ON area (unit_id);
CREATE INDEX ix_area_version_seq ON area_version (seq);
CREATE INDEX ix_batch_seq ON batch (seq);
CREATE INDEX ix_batch_undo_seq ON batch_undo (seq);
CREATE UNIQUE INDEX ix_campaign_code ON campaign (code) WHERE NOT (state = 'voided');
CREATE INDEX ix_campaign_unit_id ON campaign (unit_id);
CREATE INDEX ix_campaign_version_seq ON campaign_version (seq);
CREATE INDEX ix_channel_unit_id ON channel (unit_id);
CREATE INDEX ix_channel_version_seq ON channel_version (seq);
CREATE INDEX ix_check_edit_seq ON check_edit (seq);
CREATE INDEX ix_check_void_seq ON check_void (seq);
CREATE INDEX ix_checks_checked_on ON checks (checked_on);
CREATE INDEX ix_checks_fingerprint ON checks (fingerprint) WHERE source_id IS NULL;
CREATE INDEX ix_checks_seq ON checks (seq);
CREATE INDEX ix_checks_source_id ON checks (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX ix_checks_unit_id_checked_on ON checks (unit_id, checked_on);
CREATE INDEX ix_duty_unit_id ON duty (unit_id);
CREATE INDEX ix_duty_version_seq ON duty_version (seq);
CREATE INDEX ix_enforcement_unit_id ON enforcement (unit_id);
CREATE INDEX ix_enforcement_version_seq ON enforcement_version (seq);
CREATE UNIQUE INDEX ix_enterprise_code ON enterprise (code) WHERE NOT (state = 'voided');
CREATE INDEX ix_enterprise_unit_id ON enterprise (unit_id);
CREATE INDEX ix_enterprise_version_seq ON enterprise_version (seq);
CREATE INDEX ix_evidence_of ON evidence (of_kind, of_id);
CREATE INDEX ix_evidence_sha256 ON evidence (sha256);
CREATE INDEX ix_hazard_check_id ON hazard (check_id);
CREATE INDEX ix_hazard_days_late ON hazard (julianday(rectified_on) - julianday(due_on) DESC) WHERE rectified_on > due_on;
CREATE INDEX ix_hazard_fingerprint ON hazard (fingerprint) WHERE source_id IS NULL;
CREATE INDEX ix_hazard_found_on ON hazard (found_on);
CREATE INDEX ix_hazard_leader ON hazard (leader, state, due_on) WHERE leader IS NOT NULL;
CREATE INDEX ix_hazard_responsible ON hazard (responsible, state, due_on) WHERE responsible IS NOT NULL;
CREATE INDEX ix_hazard_sector ON hazard (sector, state, due_on) WHERE sector IS NOT NULL;
CREATE INDEX ix_hazard_source_id ON hazard (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX ix_hazard_state_due_on ON hazard (state, due_on);
CREATE INDEX ix_hazard_unit_id ON hazard (unit_id);
CREATE INDEX ix_hazard_version_edit ON hazard_version (id, step_no) WHERE step = 'edit';
CREATE INDEX ix_hazard_version_effective_on ON hazard_version (effective_on, id);
CREATE INDEX ix_hazard_version_seq ON hazard_version (seq);
CREATE INDEX ix_journal_effective_on ON journal (effective_on);
CREATE INDEX ix_lesson_version_seq ON lesson_version (seq);
CREATE INDEX ix_notice_first_id ON notice (first_id) WHERE first_id IS NOT NULL;
CREATE INDEX ix_notice_paper ON notice (paper, year, serial);
CREATE INDEX ix_notice_unit_id ON notice (unit_id);
CREATE INDEX ix_notice_version_seq ON notice_version (seq);
CREATE UNIQUE INDEX ix_person_code ON person (code) WHERE NOT (state = 'voided');
CREATE INDEX ix_person_unit_id ON person (unit_id);
CREATE INDEX ix_person_version_seq ON person_version (seq);
CREATE INDEX ix_power_version_seq ON power_version (seq);
CREATE INDEX ix_project_unit_id ON project (unit_id);
CREATE INDEX ix_project_version_seq ON project_version (seq);
CREATE INDEX ix_remark_of ON remark (kind_of_record, record_id);
CREATE INDEX ix_seal_of ON seal (kind_of_record, record_id);
CREATE INDEX ix_seal_replaces ON seal (replaces);
CREATE INDEX ix_seal_sha256 ON seal (sha256);
CREATE INDEX ix_settlement_lead_id ON settlement (lead_id);
CREATE INDEX ix_settlement_version_seq ON settlement_version (seq);
CREATE UNIQUE INDEX ix_staffing_code ON staffing (code) WHERE NOT (state = 'voided');
CREATE INDEX ix_staffing_unit_id ON staffing (unit_id);
CREATE INDEX ix_staffing_version_seq ON staffing_version (seq);
CREATE INDEX ix_submission_form ON submission (form, period);
CREATE INDEX ix_submission_version_seq ON submission_version (seq);
CREATE INDEX ix_supervision_hazard_id ON supervision (hazard_id);
CREATE INDEX ix_supervision_unit_id ON supervision (unit_id);
CREATE INDEX ix_supervision_version_seq ON supervision_version (seq);
CREATE INDEX ix_tip_assigned_to_id ON tip (assigned_to_id);
CREATE INDEX ix_tip_same_as_id ON tip (same_as_id);
CREATE INDEX ix_tip_unit_id ON tip (unit_id);
CREATE INDEX ix_tip_version_seq ON tip_version (seq);
CREATE INDEX ix_topic_unit_id ON topic (unit_id);
CREATE INDEX ix_topic_version_seq ON topic_version (seq);
CREATE INDEX ix_unit_version_seq ON unit_version (seq);
CREATE INDEX ix_violation_unit_id ON violation (unit_id);
CREATE INDEX ix_violation_version_seq ON violation_version (seq);
CREATE INDEX ix_violation_village_id ON violation (village_id);
CREATE TRIGGER accident_is_not_deleted BEFORE DELETE ON accident
BEGIN SELECT RAISE(ABORT, 'accident keeps every row'); END;
CREATE TRIGGER accident_version_is_not_changed BEFORE UPDATE ON accident_version
BEGIN SELECT RAISE(ABORT, 'accident_version is append-only'); END;
CREATE TRIGGER accident_version_is_not_deleted BEFORE DELETE ON accident_version
BEGIN SELECT RAISE(ABORT, 'accident_version keeps every row'); END;
CREATE TRIGGER accident_version_is_not_replaced BEFORE INSERT ON accident_version
WHEN EXISTS (SELECT 1 FROM accident_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'accident_version is append-only'); END;
CREATE TRIGGER action_is_not_deleted BEFORE DELETE ON action
BEGIN SELECT RAISE(ABORT, 'action keeps every row'); END;
CREATE TRIGGER action_version_is_not_changed BEFORE UPDATE ON action_version
BEGIN SELECT RAISE(ABORT, 'action_version is append-only'); END;
CREATE TRIGGER action_version_is_not_deleted BEFORE DELETE ON action_version
BEGIN SELECT RAISE(ABORT, 'action_version keeps every row'); END;
CREATE TRIGGER action_version_is_not_replaced BEFORE INSERT ON action_version
WHEN EXISTS (SELECT 1 FROM action_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'action_version is append-only'); END;
CREATE TRIGGER area_is_not_deleted BEFORE DELETE ON area
BEGIN SELECT RAISE(ABORT, 'area keeps every row'); END;
CREATE TRIGGER area_version_is_not_changed BEFORE UPDATE ON area_version
BEGIN SELECT RAISE(ABORT, 'area_version is append-only'); END;
CREATE TRIGGER area_version_is_not_deleted BEFORE DELETE ON area_version
BEGIN SELECT RAISE(ABORT, 'area_version keeps every row'); END;
CREATE TRIGGER area_version_is_not_replaced BEFORE INSERT ON area_version
WHEN EXISTS (SELECT 1 FROM area_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'area_version is append-only'); END;
CREATE TRIGGER batch_is_not_changed BEFORE UPDATE ON batch BEGIN SELECT RAISE(ABORT, 'batch is append-only'); END;
CREATE TRIGGER batch_is_not_deleted BEFORE DELETE ON batch BEGIN SELECT RAISE(ABORT, 'batch keeps every row'); END;
CREATE TRIGGER batch_is_not_replaced BEFORE INSERT ON batch WHEN EXISTS (SELECT 1 FROM batch WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'batch is append-only'); END;
CREATE TRIGGER batch_undo_is_not_changed BEFORE UPDATE ON batch_undo BEGIN SELECT RAISE(ABORT, 'batch_undo is append-only'); END;
CREATE TRIGGER batch_undo_is_not_deleted BEFORE DELETE ON batch_undo BEGIN SELECT RAISE(ABORT, 'batch_undo keeps every row'); END;
CREATE TRIGGER batch_undo_is_not_replaced BEFORE INSERT ON batch_undo WHEN EXISTS (SELECT 1 FROM batch_undo WHERE batch_id = NEW.batch_id) BEGIN SELECT RAISE(ABORT, 'batch_undo is append-only'); END;
CREATE TRIGGER campaign_is_not_deleted BEFORE DELETE ON campaign
BEGIN SELECT RAISE(ABORT, 'campaign keeps every row'); END;
CREATE TRIGGER campaign_version_is_not_changed BEFORE UPDATE ON campaign_version
BEGIN SELECT RAISE(ABORT, 'campaign_version is append-only'); END;
CREATE TRIGGER campaign_version_is_not_deleted BEFORE DELETE ON campaign_version
BEGIN SELECT RAISE(ABORT, 'campaign_version keeps every row'); END;
CREATE TRIGGER campaign_version_is_not_replaced BEFORE INSERT ON campaign_version
WHEN EXISTS (SELECT 1 FROM campaign_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'campaign_version is append-only'); END;
CREATE TRIGGER channel_is_not_deleted BEFORE DELETE ON channel
BEGIN SELECT RAISE(ABORT, 'channel keeps every row'); END;
CREATE TRIGGER channel_version_is_not_changed BEFORE UPDATE ON channel_version
BEGIN SELECT RAISE(ABORT, 'channel_version is append-only'); END;
CREATE TRIGGER channel_version_is_not_deleted BEFORE DELETE ON channel_version
BEGIN SELECT RAISE(ABORT, 'channel_version keeps every row'); END;
CREATE TRIGGER channel_version_is_not_replaced BEFORE INSERT ON channel_version
WHEN EXISTS (SELECT 1 FROM channel_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'channel_version is append-only'); END;
CREATE TRIGGER check_edit_is_not_changed BEFORE UPDATE ON check_edit BEGIN SELECT RAISE(ABORT, 'check_edit is append-only'); END;
CREATE TRIGGER check_edit_is_not_deleted BEFORE DELETE ON check_edit BEGIN SELECT RAISE(ABORT, 'check_edit keeps every row'); END;
CREATE TRIGGER check_edit_is_not_replaced BEFORE INSERT ON check_edit WHEN EXISTS (SELECT 1 FROM check_edit WHERE check_id = NEW.check_id AND edit_no = NEW.edit_no) BEGIN SELECT RAISE(ABORT, 'check_edit is append-only'); END;
CREATE TRIGGER check_void_is_not_changed BEFORE UPDATE ON check_void BEGIN SELECT RAISE(ABORT, 'check_void is append-only'); END;
CREATE TRIGGER check_void_is_not_deleted BEFORE DELETE ON check_void BEGIN SELECT RAISE(ABORT, 'check_void keeps every row'); END;
CREATE TRIGGER check_void_is_not_replaced BEFORE INSERT ON check_void WHEN EXISTS (SELECT 1 FROM check_void WHERE check_id = NEW.check_id) BEGIN SELECT RAISE(ABORT, 'check_void is append-only'); END;
CREATE TRIGGER checks_is_not_changed BEFORE UPDATE ON checks BEGIN SELECT RAISE(ABORT, 'checks is append-only'); END;
CREATE TRIGGER checks_is_not_deleted BEFORE DELETE ON checks BEGIN SELECT RAISE(ABORT, 'checks keeps every row'); END;
CREATE TRIGGER duty_is_not_deleted BEFORE DELETE ON duty
BEGIN SELECT RAISE(ABORT, 'duty keeps every row'); END;
CREATE TRIGGER duty_version_is_not_changed BEFORE UPDATE ON duty_version
BEGIN SELECT RAISE(ABORT, 'duty_version is append-only'); END;
CREATE TRIGGER duty_version_is_not_deleted BEFORE DELETE ON duty_version
BEGIN SELECT RAISE(ABORT, 'duty_version keeps every row'); END;
CREATE TRIGGER duty_version_is_not_replaced BEFORE INSERT ON duty_version
WHEN EXISTS (SELECT 1 FROM duty_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'duty_version is append-only'); END;
CREATE TRIGGER enforcement_is_not_deleted BEFORE DELETE ON enforcement
BEGIN SELECT RAISE(ABORT, 'enforcement keeps every row'); END;
CREATE TRIGGER enforcement_version_is_not_changed BEFORE UPDATE ON enforcement_version
BEGIN SELECT RAISE(ABORT, 'enforcement_version is append-only'); END;
CREATE TRIGGER enforcement_version_is_not_deleted BEFORE DELETE ON enforcement_version
BEGIN SELECT RAISE(ABORT, 'enforcement_version keeps every row'); END;
CREATE TRIGGER enforcement_version_is_not_replaced BEFORE INSERT ON enforcement_version
WHEN EXISTS (SELECT 1 FROM enforcement_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'enforcement_version is append-only'); END;
CREATE TRIGGER enterprise_is_not_deleted BEFORE DELETE ON enterprise
BEGIN SELECT RAISE(ABORT, 'enterprise keeps every row'); END;
CREATE TRIGGER enterprise_version_is_not_changed BEFORE UPDATE ON enterprise_version
BEGIN SELECT RAISE(ABORT, 'enterprise_version is append-only'); END;
CREATE TRIGGER enterprise_version_is_not_deleted BEFORE DELETE ON enterprise_version
BEGIN SELECT RAISE(ABORT, 'enterprise_version keeps every row'); END;
CREATE TRIGGER enterprise_version_is_not_replaced BEFORE INSERT ON enterprise_version
WHEN EXISTS (SELECT 1 FROM enterprise_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'enterprise_version is append-only'); END;
CREATE TRIGGER evidence_is_not_changed BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER evidence_is_not_deleted BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence keeps every row'); END;
CREATE TRIGGER evidence_is_not_replaced BEFORE INSERT ON evidence
WHEN EXISTS (SELECT 1 FROM evidence WHERE seq = NEW.seq AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER hazard_is_not_deleted BEFORE DELETE ON hazard BEGIN SELECT RAISE(ABORT, 'hazard keeps every row'); END;
CREATE TRIGGER hazard_version_is_not_changed BEFORE UPDATE ON hazard_version BEGIN SELECT RAISE(ABORT, 'hazard_version is append-only'); END;
CREATE TRIGGER hazard_version_is_not_deleted BEFORE DELETE ON hazard_version BEGIN SELECT RAISE(ABORT, 'hazard_version keeps every row'); END;
CREATE TRIGGER hazard_version_is_not_replaced BEFORE INSERT ON hazard_version WHEN EXISTS (SELECT 1 FROM hazard_version WHERE id = NEW.id AND step_no = NEW.step_no) BEGIN SELECT RAISE(ABORT, 'hazard_version is append-only'); END;
CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal keeps every row'); END;
CREATE TRIGGER journal_is_not_replaced BEFORE INSERT ON journal WHEN EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER lesson_is_not_deleted BEFORE DELETE ON lesson
BEGIN SELECT RAISE(ABORT, 'lesson keeps every row'); END;
CREATE TRIGGER lesson_version_is_not_changed BEFORE UPDATE ON lesson_version
BEGIN SELECT RAISE(ABORT, 'lesson_version is append-only'); END;
CREATE TRIGGER lesson_version_is_not_deleted BEFORE DELETE ON lesson_version
BEGIN SELECT RAISE(ABORT, 'lesson_version keeps every row'); END;
CREATE TRIGGER lesson_version_is_not_replaced BEFORE INSERT ON lesson_version
WHEN EXISTS (SELECT 1 FROM lesson_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'lesson_version is append-only'); END;
CREATE TRIGGER notice_is_not_deleted BEFORE DELETE ON notice
BEGIN SELECT RAISE(ABORT, 'notice keeps every row'); END;
CREATE TRIGGER notice_version_is_not_changed BEFORE UPDATE ON notice_version
BEGIN SELECT RAISE(ABORT, 'notice_version is append-only'); END;
CREATE TRIGGER notice_version_is_not_deleted BEFORE DELETE ON notice_version
BEGIN SELECT RAISE(ABORT, 'notice_version keeps every row'); END;
CREATE TRIGGER notice_version_is_not_replaced BEFORE INSERT ON notice_version
WHEN EXISTS (SELECT 1 FROM notice_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'notice_version is append-only'); END;
CREATE TRIGGER person_is_not_deleted BEFORE DELETE ON person
BEGIN SELECT RAISE(ABORT, 'person keeps every row'); END;
CREATE TRIGGER person_version_is_not_changed BEFORE UPDATE ON person_version
BEGIN SELECT RAISE(ABORT, 'person_version is append-only'); END;
CREATE TRIGGER person_version_is_not_deleted BEFORE DELETE ON person_version
BEGIN SELECT RAISE(ABORT, 'person_version keeps every row'); END;
CREATE TRIGGER person_version_is_not_replaced BEFORE INSERT ON person_version
WHEN EXISTS (SELECT 1 FROM person_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'person_version is append-only'); END;
CREATE TRIGGER power_is_not_deleted BEFORE DELETE ON power
BEGIN SELECT RAISE(ABORT, 'power keeps every row'); END;
CREATE TRIGGER power_version_is_not_changed BEFORE UPDATE ON power_version
BEGIN SELECT RAISE(ABORT, 'power_version is append-only'); END;
CREATE TRIGGER power_version_is_not_deleted BEFORE DELETE ON power_version
BEGIN SELECT RAISE(ABORT, 'power_version keeps every row'); END;
CREATE TRIGGER power_version_is_not_replaced BEFORE INSERT ON power_version
WHEN EXISTS (SELECT 1 FROM power_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'power_version is append-only'); END;
CREATE TRIGGER project_is_not_deleted BEFORE DELETE ON project
BEGIN SELECT RAISE(ABORT, 'project keeps every row'); END;
CREATE TRIGGER project_version_is_not_changed BEFORE UPDATE ON project_version
BEGIN SELECT RAISE(ABORT, 'project_version is append-only'); END;
CREATE TRIGGER project_version_is_not_deleted BEFORE DELETE ON project_version
BEGIN SELECT RAISE(ABORT, 'project_version keeps every row'); END;
CREATE TRIGGER project_version_is_not_replaced BEFORE INSERT ON project_version
WHEN EXISTS (SELECT 1 FROM project_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'project_version is append-only'); END;
CREATE TRIGGER remark_is_not_changed BEFORE UPDATE ON remark BEGIN SELECT RAISE(ABORT, 'remark is append-only'); END;
CREATE TRIGGER remark_is_not_deleted BEFORE DELETE ON remark BEGIN SELECT RAISE(ABORT, 'remark keeps every row'); END;
CREATE TRIGGER remark_is_not_replaced BEFORE INSERT ON remark WHEN EXISTS (SELECT 1 FROM remark WHERE seq = NEW.seq AND position = NEW.position) BEGIN SELECT RAISE(ABORT, 'remark is append-only'); END;
CREATE TRIGGER seal_is_not_changed BEFORE UPDATE ON seal
BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END;
CREATE TRIGGER seal_is_not_deleted BEFORE DELETE ON seal
BEGIN SELECT RAISE(ABORT, 'seal keeps every row'); END;
CREATE TRIGGER seal_is_not_replaced BEFORE INSERT ON seal
WHEN EXISTS (SELECT 1 FROM seal WHERE seq = NEW.seq AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END;
CREATE TRIGGER seal_key_is_not_changed BEFORE UPDATE ON seal_key
BEGIN SELECT RAISE(ABORT, 'seal_key is append-only'); END;
CREATE TRIGGER seal_key_is_not_deleted BEFORE DELETE ON seal_key
BEGIN SELECT RAISE(ABORT, 'seal_key keeps every row'); END;
CREATE TRIGGER seal_key_is_not_replaced BEFORE INSERT ON seal_key
WHEN EXISTS (SELECT 1 FROM seal_key WHERE seq = NEW.seq AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'seal_key is append-only'); END;
CREATE TRIGGER sealed_is_not_changed BEFORE UPDATE ON sealed
BEGIN SELECT RAISE(ABORT, 'sealed is append-only'); END;
CREATE TRIGGER sealed_is_not_deleted BEFORE DELETE ON sealed
WHEN NOT EXISTS (SELECT 1 FROM seal WHERE replaces = OLD.sha256)
BEGIN SELECT RAISE(ABORT, 'sealed keeps every row'); END;
CREATE TRIGGER sealed_is_not_replaced BEFORE INSERT ON sealed
WHEN EXISTS (SELECT 1 FROM sealed WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'sealed is append-only'); END;
CREATE TRIGGER settlement_is_not_deleted BEFORE DELETE ON settlement
BEGIN SELECT RAISE(ABORT, 'settlement keeps every row'); END;
CREATE TRIGGER settlement_version_is_not_changed BEFORE UPDATE ON settlement_version
BEGIN SELECT RAISE(ABORT, 'settlement_version is append-only'); END;
CREATE TRIGGER settlement_version_is_not_deleted BEFORE DELETE ON settlement_version
BEGIN SELECT RAISE(ABORT, 'settlement_version keeps every row'); END;
CREATE TRIGGER settlement_version_is_not_replaced BEFORE INSERT ON settlement_version
WHEN EXISTS (SELECT 1 FROM settlement_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'settlement_version is append-only'); END;
CREATE TRIGGER staffing_is_not_deleted BEFORE DELETE ON staffing
BEGIN SELECT RAISE(ABORT, 'staffing keeps every row'); END;
CREATE TRIGGER staffing_version_is_not_changed BEFORE UPDATE ON staffing_version
BEGIN SELECT RAISE(ABORT, 'staffing_version is append-only'); END;
CREATE TRIGGER staffing_version_is_not_deleted BEFORE DELETE ON staffing_version
BEGIN SELECT RAISE(ABORT, 'staffing_version keeps every row'); END;
CREATE TRIGGER staffing_version_is_not_replaced BEFORE INSERT ON staffing_version
WHEN EXISTS (SELECT 1 FROM staffing_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'staffing_version is append-only'); END;
CREATE TRIGGER submission_is_not_deleted BEFORE DELETE ON submission
BEGIN SELECT RAISE(ABORT, 'submission keeps every row'); END;
CREATE TRIGGER submission_version_is_not_changed BEFORE UPDATE ON submission_version
BEGIN SELECT RAISE(ABORT, 'submission_version is append-only'); END;
CREATE TRIGGER submission_version_is_not_deleted BEFORE DELETE ON submission_version
BEGIN SELECT RAISE(ABORT, 'submission_version keeps every row'); END;
CREATE TRIGGER submission_version_is_not_replaced BEFORE INSERT ON submission_version
WHEN EXISTS (SELECT 1 FROM submission_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'submission_version is append-only'); END;
CREATE TRIGGER supervision_is_not_deleted BEFORE DELETE ON supervision
BEGIN SELECT RAISE(ABORT, 'supervision keeps every row'); END;
CREATE TRIGGER supervision_version_is_not_changed BEFORE UPDATE ON supervision_version
BEGIN SELECT RAISE(ABORT, 'supervision_version is append-only'); END;
CREATE TRIGGER supervision_version_is_not_deleted BEFORE DELETE ON supervision_version
BEGIN SELECT RAISE(ABORT, 'supervision_version keeps every row'); END;
CREATE TRIGGER supervision_version_is_not_replaced BEFORE INSERT ON supervision_version
WHEN EXISTS (SELECT 1 FROM supervision_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'supervision_version is append-only'); END;
CREATE TRIGGER tip_is_not_deleted BEFORE DELETE ON tip
BEGIN SELECT RAISE(ABORT, 'tip keeps every row'); END;
CREATE TRIGGER tip_version_is_not_changed BEFORE UPDATE ON tip_version
BEGIN SELECT RAISE(ABORT, 'tip_version is append-only'); END;
CREATE TRIGGER tip_version_is_not_deleted BEFORE DELETE ON tip_version
BEGIN SELECT RAISE(ABORT, 'tip_version keeps every row'); END;
CREATE TRIGGER tip_version_is_not_replaced BEFORE INSERT ON tip_version
WHEN EXISTS (SELECT 1 FROM tip_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'tip_version is append-only'); END;
CREATE TRIGGER topic_is_not_deleted BEFORE DELETE ON topic
BEGIN SELECT RAISE(ABORT, 'topic keeps every row'); END;
CREATE TRIGGER topic_version_is_not_changed BEFORE UPDATE ON topic_version
BEGIN SELECT RAISE(ABORT, 'topic_version is append-only'); END;
CREATE TRIGGER topic_version_is_not_deleted BEFORE DELETE ON topic_version
BEGIN SELECT RAISE(ABORT, 'topic_version keeps every row'); END;
CREATE TRIGGER topic_version_is_not_replaced BEFORE INSERT ON topic_version
WHEN EXISTS (SELECT 1 FROM topic_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'topic_version is append-only'); END;
CREATE TRIGGER unit_is_not_deleted BEFORE DELETE ON unit BEGIN SELECT RAISE(ABORT, 'unit keeps every row'); END;
CREATE TRIGGER unit_version_is_not_changed BEFORE UPDATE ON unit_version BEGIN SELECT RAISE(ABORT, 'unit_version is append-only'); END;
CREATE TRIGGER unit_version_is_not_deleted BEFORE DELETE ON unit_version BEGIN SELECT RAISE(ABORT, 'unit_version keeps every row'); END;
CREATE TRIGGER unit_version_is_not_replaced BEFORE INSERT ON unit_version WHEN EXISTS (SELECT 1 FROM unit_version WHERE unit_id = NEW.unit_id AND version_no = NEW.version_no) BEGIN SELECT RAISE(ABORT, 'unit_version is append-only'); END;
CREATE TRIGGER violation_is_not_deleted BEFORE DELETE ON violation
BEGIN SELECT RAISE(ABORT, 'violation keeps every row'); END;
CREATE TRIGGER violation_version_is_not_changed BEFORE UPDATE ON violation_version
BEGIN SELECT RAISE(ABORT, 'violation_version is append-only'); END;
CREATE TRIGGER violation_version_is_not_deleted BEFORE DELETE ON violation_version
BEGIN SELECT RAISE(ABORT, 'violation_version keeps every row'); END;
CREATE TRIGGER violation_version_is_not_replaced BEFORE INSERT ON violation_version
WHEN EXISTS (SELECT 1 FROM violation_version WHERE id = NEW.id AND step_no = NEW.step_no)
BEGIN SELECT RAISE(ABORT, 'violation_version is append-only'); END;
CREATE TRIGGER withheld_is_not_deleted BEFORE DELETE ON withheld
BEGIN SELECT RAISE(ABORT, 'withheld keeps every row'); END;
