-- Every hazard as it was at the end of the day :as_of, by what was recorded up to the entry :known_seq.
-- A unit that was put on the roll later than its hazard was found bears the name it was first given.
SELECT
    v.id, h.no, u.code AS unit_code, u.name AS unit, u.kind AS unit_kind, v.measure, v.title, v.location,
    v.sector, v.level, v.handling, v.found_on, v.due_on, v.original_due_on, v.state, v.rectified_on,
    v.closed_on, v.responsible, v.source, c.no AS check_no, v.extensions, v.supervised,
    v.source_id, v.rectified_by, v.reviewer, v.plan_responsible, v.plan_measures, v.plan_funds,
    v.plan_due_on, v.plan_contingency, v.due_basis, v.unit_id
FROM hazard AS h
JOIN hazard_version AS v
    ON v.id = h.id
    AND v.step_no = (
        SELECT max(step_no) FROM hazard_version
        WHERE id = h.id AND effective_on <= :as_of AND seq <= :known_seq
    )
JOIN unit_version AS u
    ON u.unit_id = v.unit_id
    AND u.version_no = coalesce(
        (
            SELECT max(version_no) FROM unit_version
            WHERE unit_id = v.unit_id AND effective_on <= :as_of AND seq <= :known_seq
        ),
        1
    )
LEFT JOIN checks AS c ON c.id = v.check_id
