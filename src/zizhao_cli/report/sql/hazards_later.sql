-- The hazards that a step changed after the day :as_of or after the entry :known_seq.
SELECT id FROM hazard_version WHERE effective_on > :as_of
UNION ALL
SELECT id FROM hazard_version WHERE seq > :known_seq
