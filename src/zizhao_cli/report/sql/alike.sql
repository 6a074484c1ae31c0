-- The units in use, with what tells which are alike.
SELECT
    u.id AS unit_id, u.code AS unit_code, u.name AS unit, u.kind AS unit_kind, u.sector, u.supervisor_id
FROM {unit} AS u
WHERE u.active AND u.sector IS NOT NULL
