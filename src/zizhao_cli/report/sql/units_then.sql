-- The units as they were at the end of the day :as_of, by what was recorded up to the entry :known_seq.
-- One whose batch was undone by then was on the roll on no day.
-- One that was put on the roll later, when its hazard had been found, bears the name it was first given.
SELECT unit_id AS id, code, name, kind, parent_id, supervisor_id, sector, contact, phone, active,
    aliases, head, note, tags
FROM unit_version AS w
WHERE version_no = coalesce(
    (
        SELECT max(version_no) FROM unit_version
        WHERE unit_id = w.unit_id AND (effective_on <= :as_of OR step = 'undo') AND seq <= :known_seq
    ),
    1
)
