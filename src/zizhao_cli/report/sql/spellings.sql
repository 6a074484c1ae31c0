-- Every text that {column} ever held: of the hazards now, one look into the index for each; before and at corrections.
WITH RECURSIVE text (value) AS (
    SELECT min({column}) FROM hazard WHERE {column} IS NOT NULL
    UNION ALL
    SELECT (SELECT min({column}) FROM hazard WHERE {column} > text.value) FROM text WHERE text.value IS NOT NULL
)
SELECT value FROM text WHERE value IS NOT NULL
UNION
SELECT v.{column}
FROM hazard_version AS e
JOIN hazard_version AS v ON v.id = e.id AND v.step_no BETWEEN e.step_no - 1 AND e.step_no
WHERE e.step = 'edit' AND v.{column} IS NOT NULL
