-- What a town may do here (standing, held, lacking, keep_file, accept), and nothing else: ask how far its journal is held, hand in entries and files of evidence.
-- That runs with the rights of the owner, for the town that the role of the caller pushes; the other functions are the district's own.

-- The canonical JSON of a text, as the ledger writes it before it hashes.
CREATE OR REPLACE FUNCTION quoted(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT to_json($1)::text $$;

CREATE OR REPLACE FUNCTION hashed(text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex') $$;

CREATE OR REPLACE FUNCTION time_now() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT to_char(clock_timestamp() AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS') || '+08:00' $$;

-- Say what was decided of a town's history, as the next link of its chain of receipts.
CREATE OR REPLACE FUNCTION give_receipt(of_town bigint, what text, held bigint, last_hash text, besides jsonb DEFAULT '{}')
RETURNS text LANGUAGE plpgsql SET search_path = zizhao, pg_temp AS $$
DECLARE
    its town;
    said jsonb;
    link text;
BEGIN
    SELECT * INTO its FROM town WHERE town = of_town FOR UPDATE;
    said := besides || jsonb_build_object(
        'district', (SELECT identity FROM district), 'receipt', its.receipts + 1, 'what', what, 'town', its.name, 'identity', its.identity,
        'entries', held, 'head', last_hash, 'at', time_now(), 'prev_hash', its.receipt_head
    );
    link := hashed(said::text);
    INSERT INTO receipt VALUES (of_town, its.receipts + 1, held, last_hash, said::text, link);
    UPDATE town SET receipts = receipts + 1, receipt_head = link WHERE town = of_town;
    RETURN said::text || ' ' || link;
END $$;

-- The last receipt of a town, as it was given.
CREATE OR REPLACE FUNCTION last_receipt(of_town bigint) RETURNS text LANGUAGE sql STABLE SET search_path = zizhao, pg_temp AS $$
    SELECT r.said || ' ' || r.hash FROM receipt AS r WHERE r.town = of_town ORDER BY r.receipt DESC LIMIT 1
$$;

-- The hash of one of the receipts of the caller's town.
CREATE OR REPLACE FUNCTION given(number bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = zizhao, pg_temp AS $$
    SELECT r.hash FROM town AS t JOIN receipt AS r ON r.town = t.town WHERE t.pushed_by = session_user AND r.receipt = number
$$;

-- How far the journal of the caller's town is held: nothing where the role pushes no town.
CREATE OR REPLACE FUNCTION standing()
RETURNS TABLE (district text, name text, identity text, entries bigint, head text, revision text, receipt text, clock text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = zizhao, pg_temp AS $$
    SELECT d.identity, t.name, t.identity, t.entries, t.head, d.revision,
        last_receipt(t.town), time_now()
    FROM town AS t, district AS d WHERE t.pushed_by = session_user
$$;

-- The hashes of some entries of the caller's town, as they are held.
CREATE OR REPLACE FUNCTION held(numbers bigint[]) RETURNS TABLE (seq bigint, hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = zizhao, pg_temp AS $$
    SELECT j.seq - t.town * 1000000000000, j.hash
    FROM town AS t, unnest(numbers) AS n JOIN LATERAL (SELECT * FROM journal WHERE seq = t.town * 1000000000000 + n) AS j ON true
    WHERE t.pushed_by = session_user AND n BETWEEN 1 AND t.entries
$$;

-- Which of these files of evidence the district does not have yet.
CREATE OR REPLACE FUNCTION lacking(hashes text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = zizhao, pg_temp AS $$
    SELECT h FROM town AS t, unnest(hashes) AS h
    WHERE t.pushed_by = session_user AND NOT EXISTS (SELECT 1 FROM evidence_file AS f WHERE f.town = t.town AND f.sha256 = h)
$$;

-- Keep a file of evidence that an entry of the town names.
CREATE OR REPLACE FUNCTION keep_file(file bytea) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = zizhao, pg_temp AS $$
    SELECT keep_file_of((SELECT town FROM town WHERE pushed_by = session_user), file)
$$;

CREATE OR REPLACE FUNCTION keep_file_of(of_town bigint, file bytea) RETURNS boolean
LANGUAGE plpgsql SET search_path = zizhao, pg_temp AS $$
DECLARE
    hash text := encode(sha256(file), 'hex');
BEGIN
    IF NOT EXISTS (SELECT 1 FROM evidence AS e WHERE e.town = of_town AND e.sha256 = hash) THEN
        RETURN false;
    END IF;
    INSERT INTO evidence_file VALUES (of_town, hash, file) ON CONFLICT DO NOTHING;
    RETURN true;
END $$;

CREATE OR REPLACE FUNCTION accept(lines text[]) RETURNS TABLE (answer text, seq bigint, receipt text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = zizhao, pg_temp AS $$
#variable_conflict use_column
DECLARE
    its bigint;
BEGIN
    SELECT town INTO its FROM town WHERE pushed_by = session_user;
    RETURN QUERY SELECT * FROM accept_of(its, lines);
END $$;

-- Hold whole entries of a town, in their order, against what is held, and keep them, or none of them.
-- Each is a line `journal HASH {…}`, the JSON that the hash goes over, and after it its rows as its digest goes over them, `table[…]`.
-- The answer: accepted, same (all were held), gap (the first is not the next), stranger (another ledger), taken (the ledger of
-- another town), parted (an entry that is held stands
-- otherwise, or does not go on from it), broken (an entry or its rows do not give their hashes), newer (a table or column unknown here).
-- What is no such text at all, or does not fit its table, is broken, too.
CREATE OR REPLACE FUNCTION accept_of(of_town bigint, lines text[]) RETURNS TABLE (answer text, seq bigint, receipt text)
LANGUAGE plpgsql SET search_path = zizhao, pg_temp AS $$
#variable_conflict use_column
DECLARE
    held bigint;
BEGIN
    SELECT t.entries INTO held FROM town AS t WHERE t.town = of_town FOR UPDATE;
    BEGIN
        RETURN QUERY SELECT * FROM keep(of_town, lines);
    EXCEPTION
        WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded OR untranslatable_character OR indeterminate_datatype THEN
            RETURN QUERY SELECT keep_aside(of_town, 'broken', held + 1, lines), held + 1, NULL::text;
        -- Raised by keep where what was kept does not give again what was sent.
        WHEN SQLSTATE 'ZZ001' THEN
            RETURN QUERY SELECT keep_aside(of_town, 'broken', SQLERRM::bigint, lines), SQLERRM::bigint, NULL::text;
    END;
END $$;

CREATE OR REPLACE FUNCTION keep(of_town bigint, lines text[]) RETURNS TABLE (answer text, seq bigint, receipt text)
LANGUAGE plpgsql SET search_path = zizhao, pg_temp AS $$
#variable_conflict use_column
DECLARE
    its town;
    base bigint := of_town * 1000000000000;
    bad record;
    last record;
    part record;
    kept text[];
    first bigint;
BEGIN
    SELECT * INTO its FROM town WHERE town = of_town;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'unknown', 0::bigint, NULL::text;
        RETURN;
    END IF;

    -- Made anew: one that the caller had made could bring triggers of his own, which would run with the rights of the owner.
    DROP TABLE IF EXISTS pg_temp.sent;
    CREATE TEMP TABLE sent (n bigint, entry bigint, name text, content text, hash text, said jsonb) ON COMMIT DROP;
    INSERT INTO pg_temp.sent
    SELECT n, sum((line LIKE 'journal %')::int) OVER (ORDER BY n),
        CASE WHEN line LIKE 'journal %' THEN 'journal' ELSE split_part(left(line, 64), '[', 1) END,
        CASE WHEN line LIKE 'journal %' THEN substr(line, 74) ELSE line END,
        CASE WHEN line LIKE 'journal %' THEN substr(line, 9, 64) END,
        CASE WHEN line LIKE 'journal %' THEN substr(line, 74)::jsonb ELSE substr(line, strpos(line, '['))::jsonb END
    FROM unnest(lines) WITH ORDINALITY AS each (line, n);

    SELECT (said ->> 'seq')::bigint INTO first FROM pg_temp.sent WHERE entry = 1 AND name = 'journal';
    IF first IS NULL OR first < 1 THEN
        RETURN QUERY SELECT 'broken', coalesce(its.entries, 0) + 1, NULL::text;
        RETURN;
    END IF;
    IF first > its.entries + 1 THEN
        RETURN QUERY SELECT 'gap', first, NULL::text;
        RETURN;
    END IF;
    IF first = 1 AND its.identity IS NOT NULL
        AND its.identity <> (SELECT s.hash FROM pg_temp.sent AS s WHERE entry = 1 AND name = 'journal') THEN
        RETURN QUERY SELECT keep_aside(of_town, 'stranger', 1, lines), 1::bigint, NULL::text;
        RETURN;
    END IF;

    -- Each entry: its hash, its text in the one form that is hashed, its link, its number, its time.
    SELECT e.* INTO bad FROM (
        SELECT s.entry, (s.said ->> 'seq')::bigint AS seq, s.hash = hashed(s.content) AS hashes, s.content = canonical_entry(s.said) AS canonical,
            s.said ->> 'prev_hash' = coalesce(lag(s.hash) OVER w, (SELECT j.hash FROM journal AS j WHERE j.seq = base + first - 1), repeat('0', 64)) AS linked,
            s.said ->> 'seq' = (first + s.entry - 1)::text AS numbered,
            s.said ->> 'recorded_at' ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$' AND (s.said ->> 'action' = 'db.accept_clock' OR s.said ->> 'recorded_at' >=
                coalesce(lag(s.said ->> 'recorded_at') OVER w, (SELECT j.recorded_at FROM journal AS j WHERE j.seq = base + first - 1), '')) AS timely,
            coalesce((SELECT j.hash FROM journal AS j WHERE j.seq = base + (s.said ->> 'seq')::bigint), s.hash) = s.hash AS as_held
        FROM pg_temp.sent AS s WHERE s.name = 'journal'
        WINDOW w AS (ORDER BY s.entry)
    ) AS e
    WHERE (hashes AND canonical AND linked AND numbered AND timely AND as_held) IS NOT TRUE
    ORDER BY e.entry LIMIT 1;
    IF FOUND THEN
        RETURN QUERY SELECT keep_aside(
            of_town,
            CASE WHEN bad.hashes AND bad.canonical AND bad.numbered AND (NOT bad.as_held OR (NOT bad.linked AND bad.entry = 1)) THEN 'parted' ELSE 'broken' END,
            first + bad.entry - 1, lines
        ), first + bad.entry - 1, NULL::text;
        RETURN;
    END IF;

    IF its.entries = 0 THEN
        -- Whose a ledger is, is told one after the other of those that begin alike.
        PERFORM pg_advisory_xact_lock(hashtext((SELECT s.hash FROM pg_temp.sent AS s WHERE entry = 1 AND name = 'journal')));
    END IF;
    -- Copies of one file may have become the ledgers of two towns; but one of them does not go on from where another stands, nor end where it has been.
    IF its.entries = 0 AND EXISTS (
        SELECT 1 FROM town AS other JOIN pg_temp.sent AS s ON s.name = 'journal'
        WHERE other.town <> of_town AND other.entries > 0 AND (
            s.hash = other.head
            OR s.n = (SELECT max(n) FROM pg_temp.sent WHERE name = 'journal')
                AND EXISTS (SELECT 1 FROM journal AS j WHERE j.seq = other.town * 1000000000000 + (s.said ->> 'seq')::bigint AND j.hash = s.hash)
        )
    ) THEN
        RETURN QUERY SELECT keep_aside(of_town, 'taken', 1, lines), 1::bigint, NULL::text;
        RETURN;
    END IF;

    -- What is held already is done with.
    DELETE FROM pg_temp.sent AS s WHERE s.entry <= its.entries - first + 1;
    SELECT max(s.entry) INTO last FROM pg_temp.sent AS s;
    IF last.max IS NULL THEN
        RETURN QUERY SELECT 'same', its.entries, last_receipt(of_town);
        RETURN;
    END IF;

    SELECT s.entry, s.name INTO bad FROM pg_temp.sent AS s LEFT JOIN shape ON shape.name = s.name
    WHERE s.name <> 'journal' AND (shape.name IS NULL OR jsonb_array_length(s.said) > shape.columns) ORDER BY s.n LIMIT 1;
    IF FOUND THEN
        RETURN QUERY SELECT 'newer', first + bad.entry - 1, NULL::text;
        RETURN;
    END IF;

    -- The rows of each entry: their digest, and that they say they are its own.
    SELECT s.entry INTO bad
    FROM pg_temp.sent AS s LEFT JOIN shape ON shape.name = s.name
    GROUP BY s.entry
    HAVING max(s.said ->> 'digest') FILTER (WHERE s.name = 'journal')
            IS DISTINCT FROM hashed(coalesce(string_agg(s.content || E'\n', '' ORDER BY s.n) FILTER (WHERE s.name <> 'journal'), ''))
        OR bool_or(s.name <> 'journal' AND (s.said ->> shape.seq_at)::bigint IS DISTINCT FROM first + s.entry - 1)
        OR array_agg(shape.place ORDER BY s.n) FILTER (WHERE s.name <> 'journal') <> array_agg(shape.place ORDER BY shape.place) FILTER (WHERE s.name <> 'journal')
    ORDER BY s.entry LIMIT 1;
    IF FOUND THEN
        RETURN QUERY SELECT keep_aside(of_town, 'broken', first + bad.entry - 1, lines), first + bad.entry - 1, NULL::text;
        RETURN;
    END IF;

    INSERT INTO journal (town, seq, recorded_at, effective_on, actor, action, subject, detail, digest, prev_hash, hash)
    SELECT of_town, base + (s.said ->> 'seq')::bigint, s.said ->> 'recorded_at', s.said ->> 'effective_on', s.said ->> 'actor', s.said ->> 'action',
        s.said ->> 'subject', s.said ->> 'detail', s.said ->> 'digest', s.said ->> 'prev_hash', s.hash
    FROM pg_temp.sent AS s WHERE s.name = 'journal' ORDER BY s.entry;

    FOR part IN
        SELECT shape.name, shape.keep, shape.follow, shape.again, array_agg(s.said ORDER BY s.n) AS said,
            array_agg(s.content ORDER BY s.n) AS sent, array_agg(DISTINCT base + (s.said ->> shape.key_at)::bigint) AS lives
        FROM pg_temp.sent AS s JOIN shape ON shape.name = s.name GROUP BY shape.name
    LOOP
        EXECUTE part.keep USING of_town, its.name, part.said;
        -- What is kept must give again, letter by letter, what was sent.
        EXECUTE part.again INTO kept USING base + its.entries, base + first + last.max - 1, base, base + 999999999999;
        IF kept IS DISTINCT FROM part.sent THEN
            RAISE EXCEPTION USING ERRCODE = 'ZZ001', MESSAGE = its.entries + 1;
        END IF;
        IF part.follow IS NOT NULL THEN
            EXECUTE part.follow USING its.name, part.lives;
        END IF;
    END LOOP;

    SELECT (s.said ->> 'seq')::bigint AS seq, s.hash, s.said ->> 'recorded_at' AS recorded_at INTO last
    FROM pg_temp.sent AS s WHERE s.name = 'journal' ORDER BY s.entry DESC LIMIT 1;
    UPDATE town SET entries = last.seq, head = last.hash, recorded_at = last.recorded_at,
        identity = coalesce(its.identity, (SELECT s.hash FROM pg_temp.sent AS s WHERE s.name = 'journal' AND s.said ->> 'seq' = '1'))
    WHERE town = of_town;
    RETURN QUERY SELECT 'accepted', last.seq, give_receipt(of_town, 'accepted', last.seq, last.hash);
END $$;

-- The text of an entry in the one form that is hashed: its keys in order, all values as texts.
CREATE OR REPLACE FUNCTION canonical_entry(said jsonb) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = zizhao, pg_temp AS $$
    SELECT '{' || string_agg(quoted(key) || ':' || quoted(value), ',' ORDER BY key COLLATE "C") || '}'
    FROM jsonb_each_text(said) WHERE key IN ('action', 'actor', 'detail', 'digest', 'effective_on', 'prev_hash', 'recorded_at', 'seq', 'subject')
$$;

-- Keep what was refused as evidence, and return why. Of a town that sends more than a few, what its entries begin with is enough.
CREATE OR REPLACE FUNCTION keep_aside(of_town bigint, why text, seq bigint, lines text[]) RETURNS text
LANGUAGE sql SET search_path = zizhao, pg_temp AS $$
    INSERT INTO refused
    SELECT of_town, hashed(array_to_string(lines, E'\n')), time_now(), why, seq,
        CASE WHEN (SELECT count(*) FROM refused WHERE town = of_town) < 20 THEN lines ELSE ARRAY[left(lines[1], 1000)] END
    WHERE (SELECT count(*) FROM refused WHERE town = of_town) < 1000
    ON CONFLICT DO NOTHING;
    SELECT why
$$;

-- The hash of what was set aside by a decision.
CREATE OR REPLACE FUNCTION aside_hash(of_town bigint, number bigint) RETURNS text LANGUAGE sql STABLE SET search_path = zizhao, pg_temp AS $$
    SELECT hashed(coalesce(string_agg(name || row::text, E'\n' ORDER BY name, row::text), '')) FROM set_aside WHERE town = of_town AND receipt = number
$$;

-- Give up what is held of a town after an entry, so that it can go on from there: what was held is set aside, and the decision gets a receipt.
CREATE OR REPLACE FUNCTION take_up_anew(of_town bigint, after bigint, decided jsonb) RETURNS text
LANGUAGE plpgsql SET search_path = zizhao, pg_temp AS $$
DECLARE
    its town;
    base bigint := of_town * 1000000000000;
    link text;
    part shape;
    last_hash text;
    lives bigint[];
BEGIN
    SELECT * INTO its FROM town WHERE town = of_town FOR UPDATE;
    last_hash := coalesce((SELECT hash FROM journal WHERE seq = base + after), repeat('0', 64));
    FOR part IN SELECT * FROM shape UNION ALL SELECT 'journal', '', NULL, 0, 0, 0, NULL, '', -1 ORDER BY place LOOP
        EXECUTE format('WITH gone AS (DELETE FROM %I WHERE town = $1 AND seq > $2 RETURNING *) INSERT INTO set_aside SELECT $1, $3, $4, to_jsonb(gone) FROM gone', part.name)
            USING of_town, base + after, its.receipts + 1, part.name;
        IF part.follow IS NOT NULL THEN
            EXECUTE format('SELECT array_agg(DISTINCT id) FROM %I WHERE town = $1', part.present) INTO lives USING of_town;
            EXECUTE format('DELETE FROM %I WHERE town = $1', part.present) USING of_town;
            EXECUTE part.follow USING its.name, lives;
        END IF;
    END LOOP;
    link := give_receipt(
        of_town, 'taken up anew', after, last_hash,
        decided || jsonb_build_object('held', its.entries, 'held_head', its.head, 'set_aside', aside_hash(of_town, its.receipts + 1))
    );
    UPDATE town SET entries = after, head = last_hash, identity = CASE WHEN after = 0 THEN NULL ELSE identity END,
        recorded_at = coalesce((SELECT recorded_at FROM journal WHERE seq = base + after), '')
    WHERE town = of_town;
    RETURN link;
END $$;
