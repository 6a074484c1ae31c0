-- Every stretch of the lives of a kind's records, by what was recorded up to the entry :known_seq: from the day `began` on, and before the day `until`.
-- What was struck out was so on all days.
SELECT NULL AS no, *
FROM (
    SELECT
        *,
        min(began) OVER (
            PARTITION BY {key} ORDER BY {number} ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS until
    FROM (
        SELECT v.*, CASE WHEN {voided} THEN '' ELSE effective_on END AS began
        FROM {history} AS v
        WHERE seq <= :known_seq
    )
)
WHERE until IS NULL OR until > began
