-- Of the records :ids of a kind how many steps were recorded after the registration of each, and when the last was, up to the entry :known_seq.
SELECT v.id, v.steps, j.recorded_at
FROM (
    SELECT {key} AS id, max({number}) - 1 AS steps, max(seq) AS seq
    FROM {history} WHERE {key} IN (SELECT value FROM json_each(:ids)) AND +seq <= :known_seq GROUP BY {key}
) AS v
JOIN journal AS j ON j.seq = v.seq
