-- The evidence of checks and hazards; that of a hazard with the step it was taken at.
SELECT
    e.seq, e.position, e.hazard_id, e.check_id, coalesce(h.no, c.no) AS record, v.step,
    coalesce(v.effective_on, c.checked_on) AS taken_on, e.name, e.kind, e.size, e.sha256
FROM evidence AS e
LEFT JOIN hazard AS h ON h.id = e.hazard_id
LEFT JOIN hazard_version AS v ON v.id = e.hazard_id AND v.seq = e.seq
LEFT JOIN checks AS c ON c.id = e.check_id
