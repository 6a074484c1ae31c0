-- The last check of each of some units that it did not make itself, up to the day :as_of.
-- What was struck out or undone by the entry :known_seq counts on no day.
SELECT c.unit_id, c.no AS last_check_no, max(c.checked_on) AS last_checked_on
FROM checks AS c
WHERE c.unit_id IN ({units})
    AND c.checked_on <= :as_of AND c.seq <= :known_seq
    AND NOT {by_itself}
    AND c.id NOT IN (SELECT check_id FROM check_void WHERE seq <= :known_seq)
    AND c.seq NOT IN (
        SELECT b.seq FROM batch_undo AS n JOIN batch AS b ON b.id = n.batch_id WHERE n.seq <= :known_seq
    )
GROUP BY c.unit_id
