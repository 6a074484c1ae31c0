-- What the change-set :seq made of hazards, each beside the state before it.
SELECT DISTINCT h.no, u.code AS unit_code, c.no AS check_no, v.*
FROM hazard_version AS n
JOIN hazard_version AS v ON v.id = n.id AND v.step_no BETWEEN n.step_no - 1 AND n.step_no
JOIN hazard AS h ON h.id = v.id
JOIN unit AS u ON u.id = v.unit_id
LEFT JOIN checks AS c ON c.id = v.check_id
WHERE n.seq = :seq
ORDER BY v.id, v.step_no
