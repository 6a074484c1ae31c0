-- The life of the hazard :id, step by step.
SELECT
    v.step_no, v.seq, v.effective_on, v.step, v.detail, v.state, v.due_on, v.due_basis, j.recorded_at, j.actor
FROM hazard_version AS v
JOIN journal AS j ON j.seq = v.seq
WHERE v.id = :id
ORDER BY v.step_no
