-- Whether the check `c` is one that the unit made itself, as it was last corrected by the entry :known_seq.
'self' = CASE WHEN c.id IN (SELECT check_id FROM check_edit WHERE seq <= :known_seq) THEN (
    SELECT kind FROM check_edit WHERE check_id = c.id AND seq <= :known_seq ORDER BY edit_no DESC LIMIT 1
) ELSE c.kind END
