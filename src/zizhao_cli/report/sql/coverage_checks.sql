-- How often each unit was checked for each measure from :first to :until, how many of these were its own, and its last check from :since on.
-- What was struck out or undone by the entry :known_seq counts on no day.
-- The checks are read as they lie, or through the index of their days; each + keeps SQLite from an index whose order sends it to and fro.
SELECT
    c.unit_id, c.measure,
    sum(c.checked_on >= :first) AS checks,
    max(c.checked_on) AS last_checked_on,
    sum({by_itself} AND c.checked_on >= :first) AS self_checks
FROM checks AS c
WHERE {checked_on} BETWEEN :since AND :until
    AND +c.seq <= :known_seq
    AND c.id NOT IN (SELECT check_id FROM check_void WHERE seq <= :known_seq)
    AND c.seq NOT IN (
        SELECT b.seq FROM batch_undo AS n JOIN batch AS b ON b.id = n.batch_id WHERE n.seq <= :known_seq
    )
GROUP BY +c.unit_id, c.measure
