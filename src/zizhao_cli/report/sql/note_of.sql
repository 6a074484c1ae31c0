-- What was noted beside the hazard of the row `asked`: in the row that it came in, or of its check as it was last corrected.
coalesce(
    (SELECT json_extract(r.detail, '$.note') FROM hazard_version AS r WHERE r.id = asked.id AND r.step_no = 1),
    (
        SELECT CASE WHEN e.check_id IS NULL THEN k.note ELSE e.note END
        FROM checks AS k
        LEFT JOIN {check_edit} AS e
            ON e.check_id = k.id AND e.edit_no = (SELECT max(edit_no) FROM {check_edit} AS m WHERE check_id = k.id)
        WHERE k.id = asked.check_id
    )
)
