-- What the change-set :seq made of units, each beside the version before it.
SELECT DISTINCT v.*, p.code AS parent, s.code AS supervisor
FROM unit_version AS n
JOIN unit_version AS v ON v.unit_id = n.unit_id AND v.version_no BETWEEN n.version_no - 1 AND n.version_no
LEFT JOIN unit AS p ON p.id = v.parent_id
LEFT JOIN unit AS s ON s.id = v.supervisor_id
WHERE n.seq = :seq
ORDER BY v.unit_id, v.version_no
