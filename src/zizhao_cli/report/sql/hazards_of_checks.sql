-- The hazards that came of checks.
SELECT id, no, check_id FROM hazard WHERE check_id IS NOT NULL
