-- The records of a kind that began by the day :as_of; a replay looks at no other.
SELECT id FROM {table} WHERE {begins} <= :as_of
