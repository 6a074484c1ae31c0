-- Struck out by the end of :as_of, each with the step that did so, the entry of that, and the state that it had.
SELECT
    hazards.*, v.effective_on AS voided_on, v.step AS void_step, v.detail AS void_detail, j.actor AS voided_by,
    j.recorded_at AS voided_at, j.detail AS entry_detail, before.state AS state_before, before.last_step_on AS stopped_on,
    EXISTS (SELECT 1 FROM hazard_version AS m WHERE m.id = hazards.id AND m.level = 'major') AS was_major
FROM hazards
JOIN hazard_version AS v ON v.id = hazards.id AND v.state = 'voided' AND v.restates IS NULL
JOIN hazard_version AS before ON before.id = v.id AND before.step_no = v.step_no - 1
JOIN journal AS j ON j.seq = v.seq
WHERE hazards.state = 'voided' AND v.effective_on <= :as_of AND v.seq <= :known_seq
