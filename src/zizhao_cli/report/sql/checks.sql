-- All checks, with the batch they came in, and those that were voided or undone with the day and the reason.
SELECT
    c.id, c.no, u.code AS unit_code, u.name AS unit, u.kind AS unit_kind, c.measure, c.checked_on, c.kind,
    c.inspectors, c.result, c.note, c.source_id, c.unit_id, b.no AS batch,
    coalesce(v.effective_on, n.effective_on) AS voided_on, coalesce(v.reason, n.reason) AS void_reason
FROM checks AS c
JOIN unit AS u ON u.id = c.unit_id
LEFT JOIN batch AS b ON b.seq = c.seq
LEFT JOIN batch_undo AS n ON n.batch_id = b.id
LEFT JOIN check_void AS v ON v.check_id = c.id
