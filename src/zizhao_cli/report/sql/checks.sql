-- All checks as they were last corrected, with the batch they came in, and those that were voided, replaced or undone.
SELECT
    c.id, c.no, u.code AS unit_code, u.name AS unit, u.kind AS unit_kind, c.measure, c.checked_on,
    CASE WHEN e.check_id IS NULL THEN c.kind ELSE e.kind END AS kind,
    CASE WHEN e.check_id IS NULL THEN c.inspectors ELSE e.inspectors END AS inspectors, c.result,
    CASE WHEN e.check_id IS NULL THEN c.note ELSE e.note END AS note, c.source_id, c.unit_id, u.supervisor_id, c.seq, b.no AS batch,
    coalesce(v.effective_on, n.effective_on) AS voided_on, coalesce(v.reason, n.reason) AS void_reason,
    r.no AS replaced_by
FROM {checks} AS c
JOIN {unit} AS u ON u.id = c.unit_id
LEFT JOIN {check_edit} AS e
    ON e.check_id = c.id AND e.edit_no = (SELECT max(edit_no) FROM {check_edit} AS m WHERE check_id = c.id)
LEFT JOIN batch AS b ON b.seq = c.seq
LEFT JOIN {batch_undo} AS n ON n.batch_id = b.id
LEFT JOIN {check_void} AS v ON v.check_id = c.id
LEFT JOIN checks AS r ON r.id = v.replaced_by
