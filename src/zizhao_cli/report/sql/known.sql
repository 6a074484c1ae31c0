-- The records of a kind that were recorded up to the entry :known_seq.
SELECT {key} FROM {history} WHERE seq <= :known_seq
