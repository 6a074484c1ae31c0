-- Of each record of a kind how many steps were recorded after its registration, and when the last was, up to the entry :known_seq.
SELECT v.id, v.steps, j.recorded_at
FROM (
    SELECT {key} AS id, max({number}) - 1 AS steps, max(seq) AS seq
    FROM {history} WHERE seq <= :known_seq GROUP BY {key}
) AS v
JOIN journal AS j ON j.seq = v.seq
