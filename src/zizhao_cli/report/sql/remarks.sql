-- What was noted of the record :id of the kind :kind, in the order in which it was recorded.
SELECT r.seq, r.step_no, r.text, j.effective_on, j.recorded_at, j.actor
FROM remark AS r
JOIN journal AS j ON j.seq = r.seq
WHERE r.kind_of_record = :kind AND r.record_id = :id
ORDER BY r.seq, r.position
