-- The checks that the change-set :seq recorded; a check is never changed.
SELECT c.id, c.no, c.seq, u.code AS unit_code, c.measure, c.checked_on, c.kind AS check_kind, c.inspectors,
       c.result, c.note, c.source_id, c.fingerprint
FROM checks AS c JOIN unit AS u ON u.id = c.unit_id
WHERE c.seq = :seq
ORDER BY c.id
