-- The records that the change-set :seq registered, of a kind that is written once.
SELECT {name} AS record, {references} v.*
FROM {table} AS v
JOIN {table} AS t ON t.id = v.id
{joins}
WHERE v.seq = :seq
ORDER BY v.id
