-- What the questions of reports ask of SQLite beside the standard, so that one text serves both.

-- Days between two days are told as the difference of two of these.
CREATE OR REPLACE FUNCTION julianday(text) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT (make_date(left($1, 4)::int, substr($1, 6, 2)::int, substr($1, 9, 2)::int) - DATE '2000-01-01')::bigint $$;

-- A condition counts as 1 where it holds.
CREATE OR REPLACE FUNCTION count_true(bigint, boolean) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN $2 IS NULL THEN $1 ELSE coalesce($1, 0) + $2::int END $$;
DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_aggregate AS a JOIN pg_proc AS p ON p.oid = a.aggfnoid JOIN pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname = 'zizhao' AND p.proname = 'sum') THEN
        CREATE AGGREGATE sum(boolean) (SFUNC = count_true, STYPE = bigint);
    END IF;
END $$;

-- A value of a JSON text by a path of plain keys: text, true as 1 and false as 0, null where there is none.
CREATE OR REPLACE FUNCTION json_extract(text, text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE v #>> '{}' WHEN 'true' THEN '1' WHEN 'false' THEN '0' ELSE v #>> '{}' END
    FROM (SELECT $1::jsonb #> string_to_array(substr($2, 3), '.') AS v) AS found
$$;

-- A text as JSON has it, null where there is none.
CREATE OR REPLACE FUNCTION json_quote(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT coalesce(to_json($1)::text, 'null') $$;

-- The texts of a JSON list, in their order.
CREATE OR REPLACE FUNCTION json_each(text) RETURNS TABLE (key bigint, value text) LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 3 AS
$$ SELECT place - 1, each FROM jsonb_array_elements_text($1::jsonb) WITH ORDINALITY AS found (each, place) $$;

CREATE OR REPLACE FUNCTION instr(text, text) RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT strpos($1, $2) $$;
