-- The records of a kind that a step changed after the day :as_of or after the entry :known_seq.
SELECT {key} FROM {history} WHERE effective_on > :as_of
UNION ALL
SELECT {key} FROM {history} WHERE seq > :known_seq
