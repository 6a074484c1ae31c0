-- What was recorded after the entry :anchor and bears on a day up to :as_of: of each entry the hazards, checks and units, with each sector and village
-- that they had. What strikes a record out counts on every day. A plus keeps SQLite from the index of days, which are nearly all.
WITH touched AS (
    SELECT seq, 'hazard' AS kind, id FROM hazard_version
    WHERE seq > :anchor AND found_on <= :as_of AND (effective_on <= :as_of OR state = 'voided')
    UNION SELECT seq, 'check', id FROM checks WHERE seq > :anchor AND +checked_on <= :as_of
    UNION SELECT x.seq, 'check', x.check_id FROM check_void AS x JOIN checks AS c ON c.id = x.check_id
    WHERE x.seq > :anchor AND c.checked_on <= :as_of
    UNION SELECT seq, 'check', check_id FROM check_edit WHERE seq > :anchor AND checked_on <= :as_of
    UNION SELECT n.seq, 'check', c.id FROM batch_undo AS n JOIN batch AS b ON b.id = n.batch_id JOIN checks AS c ON c.seq = b.seq
    WHERE n.seq > :anchor AND c.checked_on <= :as_of
    UNION SELECT seq, 'unit', unit_id FROM unit_version WHERE seq > :anchor AND (effective_on <= :as_of OR version_no = 1)
), told AS (
    SELECT t.seq, t.kind, t.id, h.no AS record, h.found_on AS begins, v.sector, v.unit_id FROM touched AS t
    JOIN hazard AS h ON h.id = t.id JOIN hazard_version AS v ON v.id = t.id WHERE t.kind = 'hazard'
    UNION SELECT t.seq, t.kind, t.id, c.no, c.checked_on, u.sector, u.id FROM touched AS t
    JOIN checks AS c ON c.id = t.id JOIN unit AS u ON u.id = c.unit_id WHERE t.kind = 'check'
    UNION SELECT t.seq, t.kind, t.id, u.code, NULL, u.sector, u.id FROM touched AS t JOIN unit AS u ON u.id = t.id WHERE t.kind = 'unit'
)
SELECT j.seq, j.recorded_at, j.effective_on, j.actor, j.action, told.record, told.kind, told.id, told.begins, told.sector,
    CASE WHEN u.kind IN ('village', 'community') THEN u.name ELSE p.name END AS village
FROM told JOIN journal AS j ON j.seq = told.seq
JOIN unit AS u ON u.id = told.unit_id LEFT JOIN unit AS p ON p.id = u.parent_id
