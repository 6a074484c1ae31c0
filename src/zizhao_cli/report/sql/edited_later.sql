-- The hazards on the books that were corrected from a later day on than that on which they were found.
SELECT h.id, h.no
FROM hazard AS h
WHERE h.state <> 'voided' AND EXISTS (
    SELECT 1 FROM hazard_version WHERE id = h.id AND step = 'edit' AND effective_on > h.found_on
)
ORDER BY h.id
