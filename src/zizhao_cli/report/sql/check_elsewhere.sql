-- The hazard :id and the check it is linked to, where these are of two units.
SELECT c.no AS check_no, there.name AS there, here.name AS here
FROM hazard AS h
JOIN checks AS c ON c.id = h.check_id
JOIN unit AS here ON here.id = h.unit_id
JOIN unit AS there ON there.id = c.unit_id
WHERE h.id = :id AND c.unit_id <> h.unit_id
