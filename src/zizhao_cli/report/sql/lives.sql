-- The stretches of the lives of those records of a kind that are in the list that is put in here, by what was recorded up to the entry :known_seq: from the day `began` on, and before the day `until`.
-- What was struck out was so on all days. The LIMIT keeps SQLite from working out `until` anew wherever it is spoken of.
SELECT NULL AS no, * FROM (
    SELECT
        v.*,
        CASE WHEN {voided} THEN '' ELSE effective_on END AS began,
        (
            SELECT min(CASE WHEN {voided} THEN '' ELSE effective_on END)
            FROM {history} AS w
            WHERE w.{key} = v.{key} AND w.{number} > v.{number} AND w.seq <= :known_seq
        ) AS until
    FROM {history} AS v
    WHERE seq <= :known_seq AND {key} IN ({{changed}})
    LIMIT 9223372036854775807
) AS life
WHERE until IS NULL OR until > began
