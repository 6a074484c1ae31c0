-- The hazards that may stand otherwise at the end of :second by the entry :known_second than at the end of :first_day by the entry :known_first: those that a step or
-- their own finding lies between, whose unit was told otherwise, which were listed for supervision or struck off, and whose deadline went by, of those that changed since as they ever were.
SELECT id FROM hazard_version WHERE effective_on > :first_day AND effective_on <= :second
UNION SELECT id FROM hazard_version WHERE seq > :known_first AND seq <= :known_second
UNION SELECT id FROM hazard WHERE found_on > :first_day AND found_on <= :second
UNION SELECT id FROM hazard WHERE unit_id IN (
    SELECT unit_id FROM unit_version
    WHERE (effective_on > :first_day AND effective_on <= :second) OR (seq > :known_first AND seq <= :known_second)
)
UNION SELECT id FROM hazard WHERE check_id IN (SELECT check_id FROM check_edit WHERE seq > :known_first AND seq <= :known_second)
UNION SELECT hazard_id FROM supervision_version WHERE hazard_id IS NOT NULL AND id IN (
    SELECT id FROM supervision_version
    WHERE (effective_on > :first_day AND effective_on <= :second) OR (seq > :known_first AND seq <= :known_second)
)
UNION SELECT id FROM hazard WHERE state IN ('registered', 'rectifying') AND due_on >= :first_day AND due_on < :second
UNION SELECT l.id FROM hazard_version AS l
WHERE :first_day < :second AND (l.effective_on > :second OR l.seq > :known_second) AND EXISTS (
    SELECT 1 FROM hazard_version AS v WHERE v.id = l.id AND v.due_on >= :first_day AND v.due_on < :second
)
