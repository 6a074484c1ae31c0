-- What the change-set :seq made of records of a kind, each beside the state before it.
SELECT DISTINCT {name} AS record, {references} v.*
FROM {history} AS n
JOIN {history} AS v ON v.{key} = n.{key} AND v.{number} BETWEEN n.{number} - 1 AND n.{number}
JOIN {table} AS t ON t.id = v.{key}
{joins}
WHERE n.seq = :seq
ORDER BY v.{key}, v.{number}
