-- Whose hazard was found by one of the inspectors: of its check as it was last corrected, or of the row that it came in.
(
    EXISTS (
        SELECT 1 FROM (
            SELECT CASE WHEN e.check_id IS NULL THEN k.inspectors ELSE e.inspectors END AS inspectors
            FROM checks AS k
            LEFT JOIN {check_edit} AS e
                ON e.check_id = k.id AND e.edit_no = (SELECT max(edit_no) FROM {check_edit} AS m WHERE check_id = k.id)
            WHERE k.id = asked.check_id
        ) AS c
        WHERE {of_check}
    )
    OR EXISTS (SELECT 1 FROM hazard_version AS r WHERE r.id = asked.id AND r.step_no = 1 AND {of_row})
)
