-- What the change-set :seq made of hazards, each beside the state before it.
SELECT v.*, h.no FROM hazard_version AS v JOIN hazard AS h ON h.id = v.id
WHERE v.seq = :seq
   OR EXISTS (SELECT 1 FROM hazard_version AS n WHERE n.id = v.id AND n.step_no = v.step_no + 1 AND n.seq = :seq)
ORDER BY v.id, v.step_no
