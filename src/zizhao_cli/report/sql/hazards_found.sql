-- The hazards that were found by the day :as_of; hazards_replayed looks at no other.
SELECT id FROM hazard WHERE found_on <= :as_of
