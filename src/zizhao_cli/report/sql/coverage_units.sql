-- The units in use, as they were, of those that were on the roll by the entry :known_seq.
SELECT id AS unit_id, code AS unit_code, name AS unit, kind AS unit_kind, supervisor_id, sector, contact, phone,
    CASE WHEN kind IN ('village', 'community') THEN name ELSE (SELECT name FROM {units} AS v WHERE v.id = u.parent_id) END AS village
FROM {units} AS u
WHERE active AND EXISTS (
    SELECT 1 FROM unit_version WHERE unit_id = u.id AND version_no = 1 AND seq <= :known_seq
)
