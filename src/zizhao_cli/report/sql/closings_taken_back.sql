-- The closings of hazards that were taken back by the entry :known_seq, each with the person who had re-inspected it.
SELECT r.id, json_extract(v.detail, '$.reviewer') AS reviewer
FROM hazard_version AS r
JOIN hazard_version AS v ON v.id = r.id AND v.step_no = json_extract(r.detail, '$.retracts')
WHERE r.step = 'retract' AND r.restates IS NULL AND r.seq <= :known_seq AND r.effective_on <= :as_of
    AND v.step IN ('review', 'past_review') AND json_extract(v.detail, '$.passed')
