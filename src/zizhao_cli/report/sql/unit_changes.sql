-- What the change-set :seq made of units, each beside the version before it.
SELECT v.* FROM unit_version AS v
WHERE v.seq = :seq
   OR EXISTS (
       SELECT 1 FROM unit_version AS n
       WHERE n.unit_id = v.unit_id AND n.version_no = v.version_no + 1 AND n.seq = :seq
   )
ORDER BY v.unit_id, v.version_no
