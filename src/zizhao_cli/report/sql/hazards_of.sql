-- The relation `hazards`: what lists and reports ask of the hazards and units that are put in here.
-- One is supervised by the flag of old, or while it is listed; the few that are listed are gathered once.
SELECT {besides}
    h.id, h.no, u.code AS unit_code, u.name AS unit, u.kind AS unit_kind, h.measure, h.title, h.location,
    h.sector, h.level, h.handling, h.found_on, h.due_on, h.original_due_on, h.state, h.rectified_on,
    h.closed_on, h.responsible, h.source, c.no AS check_no, h.extensions,
    h.supervised OR h.id IN (
        SELECT hazard_id FROM {supervision} AS g WHERE hazard_id IS NOT NULL AND g.state IN ('listed', 'accepted')
    ) AS supervised,
    h.source_id, h.rectified_by, h.reviewer, h.plan_responsible, h.plan_measures, h.plan_funds,
    h.plan_due_on, h.plan_contingency, h.transferred_to, h.transferred_on, h.reply_due_on, h.answered_on, h.result_on, h.leader, h.due_basis, h.unit_id, h.check_id, u.parent_id, u.supervisor_id,
    h.due_basis LIKE '%"provisional": true%' AS provisional
FROM {record} AS h
JOIN {unit} AS u ON u.id = h.unit_id
LEFT JOIN checks AS c ON c.id = h.check_id
