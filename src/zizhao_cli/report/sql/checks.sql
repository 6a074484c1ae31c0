-- All checks, the voided ones with the day they were struck out.
SELECT
    c.id, c.no, u.code AS unit_code, u.name AS unit, u.kind AS unit_kind, c.measure, c.checked_on, c.kind,
    c.inspectors, c.result, c.note, c.source_id, c.unit_id, v.effective_on AS voided_on, v.reason AS void_reason
FROM checks AS c
JOIN unit AS u ON u.id = c.unit_id
LEFT JOIN check_void AS v ON v.check_id = c.id
