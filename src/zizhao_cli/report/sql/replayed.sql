-- The records of a kind as they were at the end of the day :as_of, by what was recorded up to the entry :known_seq.
-- What was struck out by then was recorded by mistake, and so it was on all days.
SELECT {numbered}v.*
FROM {table} AS p
JOIN {history} AS v
    ON v.{key} = p.id
    AND v.{number} = (
        SELECT max({number}) FROM {history}
        WHERE {key} = p.id AND (effective_on <= :as_of OR {voided}) AND seq <= :known_seq
    )
WHERE p.{begins} <= :as_of
