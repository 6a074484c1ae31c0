-- The records as they were at the end of the day :as_of, by what was recorded up to the entry :known_seq.
SELECT p.no, v.*
FROM hazard AS p
JOIN hazard_version AS v
    ON v.id = p.id
    AND v.step_no = (
        SELECT max(step_no) FROM hazard_version
        WHERE id = p.id AND effective_on <= :as_of AND seq <= :known_seq
    )
WHERE p.found_on <= :as_of
