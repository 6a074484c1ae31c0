-- What was corrected of the record :id of a kind that is written once, each with the record whole.
SELECT e.*, j.recorded_at, j.actor
FROM {mended} AS e
JOIN journal AS j ON j.seq = e.seq
WHERE e.{key} = :id
ORDER BY e.edit_no
