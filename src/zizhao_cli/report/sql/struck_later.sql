-- The hazards that were struck out after the day on which they were found, each with the rows of its life before that,
-- and the first day on which a row was no longer in effect.
SELECT
    h.id, h.no, s.effective_on AS struck_on, v.state, v.due_on, v.effective_on,
    (
        SELECT min(effective_on) FROM hazard_version WHERE id = v.id AND step_no > v.step_no
    ) AS until
FROM hazard AS h
JOIN hazard_version AS s ON s.id = h.id AND s.state = 'voided'
JOIN hazard_version AS v ON v.id = s.id AND v.step_no < s.step_no
WHERE h.state = 'voided' AND s.effective_on > h.found_on
ORDER BY h.id, v.step_no
