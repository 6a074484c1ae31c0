-- The hazards that were recorded up to the entry :known_seq.
SELECT id FROM hazard_version WHERE seq <= :known_seq
