-- The hazard :id beside the check it is linked to.
SELECT c.no AS check_no, c.result, c.checked_on, h.found_on, there.name AS there, here.name AS here,
    c.unit_id <> h.unit_id AS elsewhere
FROM hazard AS h
JOIN checks AS c ON c.id = h.check_id
JOIN unit AS here ON here.id = h.unit_id
JOIN unit AS there ON there.id = c.unit_id
WHERE h.id = :id
