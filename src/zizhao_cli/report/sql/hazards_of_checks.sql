-- The hazards that came of the checks with ids from :first to :last.
SELECT check_id, no FROM hazard WHERE check_id BETWEEN :first AND :last ORDER BY id
