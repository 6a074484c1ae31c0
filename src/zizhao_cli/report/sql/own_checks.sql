-- The checks from :first to :until that units made themselves, each with its measure; what was struck out or undone by the entry :known_seq counts on no day.
SELECT c.unit_id, c.measure, c.no
FROM checks AS c
WHERE c.checked_on BETWEEN :first AND :until AND c.seq <= :known_seq AND {by_itself}
    AND c.id NOT IN (SELECT check_id FROM check_void WHERE seq <= :known_seq)
    AND c.seq NOT IN (
        SELECT b.seq FROM batch_undo AS n JOIN batch AS b ON b.id = n.batch_id WHERE n.seq <= :known_seq
    )
ORDER BY c.id
