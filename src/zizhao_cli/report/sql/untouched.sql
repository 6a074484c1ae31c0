-- The records of a kind that no step changed after the day :as_of or after the entry :known_seq: they were as they are now.
SELECT * FROM {table} AS p
WHERE NOT EXISTS (
    SELECT 1 FROM {history} WHERE {key} = p.id AND (effective_on > :as_of OR seq > :known_seq)
)
