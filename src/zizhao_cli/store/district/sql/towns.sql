-- What the district has beside the ledgers: itself, its towns, its receipts, and what it refused or set aside. May be told again.
CREATE TABLE IF NOT EXISTS district (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    identity text NOT NULL,
    revision text NOT NULL
);

-- Its number is what its keys begin with. `entries` and `head` say how far its journal is held here; who may push it is a role of the server.
-- Ledgers that were begun as copies of one file share their `identity`, the hash of the first entry.
CREATE TABLE IF NOT EXISTS town (
    town bigint PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    pushed_by text COLLATE "C" NOT NULL UNIQUE,
    identity text COLLATE "C",
    entries bigint NOT NULL DEFAULT 0,
    head text COLLATE "C" NOT NULL DEFAULT repeat('0', 64),
    recorded_at text COLLATE "C" NOT NULL DEFAULT '',
    receipts bigint NOT NULL DEFAULT 0,
    receipt_head text COLLATE "C" NOT NULL DEFAULT repeat('0', 64)
);

-- One for each push that brought something, and for each decision of the district about a town's history. Those of a town are a chain of their own:
-- one chain of all would let a town that holds its end keep the others waiting. `anchor` ties them together.
CREATE TABLE IF NOT EXISTS receipt (
    town bigint NOT NULL REFERENCES town,
    receipt bigint NOT NULL,
    entries bigint NOT NULL,
    head text COLLATE "C" NOT NULL,
    said text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    PRIMARY KEY (town, receipt)
);

-- How many receipts the district has given, and the hash of what they all say.
CREATE OR REPLACE FUNCTION anchor() RETURNS TABLE (receipts bigint, head text) LANGUAGE sql STABLE SET search_path = zizhao, pg_temp AS $$
    SELECT coalesce(sum(t.receipts), 0)::bigint, encode(sha256(convert_to(coalesce(string_agg(t.receipt_head, '' ORDER BY t.town), ''), 'UTF8')), 'hex')
    FROM town AS t
$$;

-- Histories that were refused, as they were sent; the same one is kept once, and of the first ones of a town all lines.
CREATE TABLE IF NOT EXISTS refused (
    town bigint NOT NULL REFERENCES town,
    sha256 text COLLATE "C" NOT NULL,
    at text COLLATE "C" NOT NULL,
    why text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    lines text[] NOT NULL,
    PRIMARY KEY (town, sha256)
);

-- What the district held of a town after the entry from which it took it up anew.
CREATE TABLE IF NOT EXISTS set_aside (
    town bigint NOT NULL REFERENCES town,
    receipt bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    row jsonb NOT NULL
);
CREATE INDEX IF NOT EXISTS ix_set_aside ON set_aside (town, receipt);

CREATE TABLE IF NOT EXISTS evidence_file (
    town bigint NOT NULL REFERENCES town,
    sha256 text COLLATE "C" NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (town, sha256),
    CONSTRAINT its_own_hash CHECK (sha256 = encode(sha256(content), 'hex'))
);

-- How rows of each table are kept, for `accept`: the statements of shapes.py.
CREATE TABLE IF NOT EXISTS shape (
    name text COLLATE "C" PRIMARY KEY,
    keep text NOT NULL,
    follow text,
    seq_at int NOT NULL,
    key_at int NOT NULL,
    columns int NOT NULL,
    present text,
    again text NOT NULL,
    place int NOT NULL
);
