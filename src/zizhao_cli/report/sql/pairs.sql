-- The hazards that a figure may count otherwise than then: each as it is, beside what it was; of one that was not there nothing.
SELECT
    h.*, w.id IS NOT NULL AS was_there, coalesce(w.inside, false) AS inside_then, w.state AS state_then, w.level AS level_then,
    w.due_on AS due_then, coalesce(w.overdue, false) AS overdue_then
FROM (SELECT *, {inside} AS inside, {overdue} AS overdue FROM hazards AS asked) AS h
LEFT JOIN (SELECT *, {inside_then} AS inside, {overdue_then} AS overdue FROM hazards_then AS asked) AS w ON w.id = h.id
WHERE (h.inside OR coalesce(w.inside, false)) AND (
    w.id IS NULL
    OR (h.inside, h.state, h.level, h.due_on, h.supervised, h.overdue) <> (w.inside, w.state, w.level, w.due_on, w.supervised, w.overdue)
    OR h.plan_funds <> w.plan_funds OR (h.plan_funds IS NULL) <> (w.plan_funds IS NULL)
    OR h.rectified_on <> w.rectified_on OR (h.rectified_on IS NULL) <> (w.rectified_on IS NULL)
)
ORDER BY h.id
