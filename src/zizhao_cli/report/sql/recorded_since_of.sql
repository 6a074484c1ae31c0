-- What was recorded of a kind that is declared whole after the entry :anchor and bears on a day up to :as_of.
SELECT DISTINCT j.seq, j.recorded_at, j.effective_on, j.actor, j.action, {name} AS record, '{table}' AS kind, t.id
FROM {history} AS v
JOIN {table} AS t ON t.id = v.{key}
JOIN journal AS j ON j.seq = v.seq
WHERE v.seq > :anchor AND (v.effective_on <= :as_of OR v.state = 'voided')
ORDER BY j.seq, t.id
