-- The records of a kind that no step changed after the day :as_of or after the entry :known_seq: they were as they are now.
-- The others are gathered once; to look each record up among all steps takes four times as long.
SELECT * FROM {table} AS p
WHERE p.id NOT IN (
    SELECT {key} FROM {history} WHERE effective_on > :as_of
    UNION ALL
    SELECT {key} FROM {history} WHERE seq > :known_seq
)
