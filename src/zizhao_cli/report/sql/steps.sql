-- The life of the record :id of a kind, step by step, and with the rows that tell steps anew.
SELECT v.*, j.recorded_at, j.actor
FROM {history} AS v
JOIN journal AS j ON j.seq = v.seq
WHERE v.{key} = :id
ORDER BY v.{number}
